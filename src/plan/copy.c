/* Copies of RRsets. */
#include "plan/copy.h"

#include "plan/diff.h"

static union field
copy_field(struct arena *arena, enum field_kind kind, union field field)
{
	switch (kind) {
	case FIELD_U8:
	case FIELD_U16:
	case FIELD_REAL:
	case FIELD_FLAG:
		break;
	case FIELD_PARAMS:
		if (field.params != NULL)
			field.params = node_copy(arena, field.params);
		break;
	default:
		field.text = arena_copy(arena, field.text);
		break;
	}
	return field;
}

static union field *
copy_values(struct arena *arena, const struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	size_t count = (size_t)rrset->nvalues * type->nfields, i;
	union field *values = arena_array(arena, count, sizeof(*values));

	for (i = 0; i < count; i++)
		values[i] =
		    copy_field(arena, type->fields[i % type->nfields].kind, rrset->values[i]);
	return values;
}

static const struct node *
copy_node(struct arena *arena, const struct node *node)
{
	return node != NULL ? node_copy(arena, node) : NULL;
}

static const struct rrset_extra *
copy_extra(struct arena *arena, const struct rrset_extra *extra)
{
	struct rrset_extra *copy;

	if (extra == NULL)
		return NULL;
	copy = arena_alloc(arena, sizeof(*copy));
	copy->octodns = copy_node(arena, extra->octodns);
	copy->geo = copy_node(arena, extra->geo);
	copy->dynamic = copy_node(arena, extra->dynamic);
	return copy;
}

struct rrset *
copier_copy(struct copier *copier, const struct rrset *rrset)
{
	struct rrset *copy = arena_alloc(copier->arena, sizeof(*copy));

	*copy = *rrset;
	copy->name = arena_copy(copier->arena, rrset->name);
	copy->values = copy_values(copier->arena, rrset);
	copy->extra = copy_extra(copier->arena, rrset->extra);
	copy->next = 0;
	if (rrset->file != NULL && rrset->file != copier->file) {
		copier->file = rrset->file;
		copier->copied_file = arena_text(copier->arena, slice_of(rrset->file));
	}
	copy->file = rrset->file != NULL ? copier->copied_file : NULL;
	return copy;
}

struct rrset *
rrset_copy(struct arena *arena, const struct rrset *rrset)
{
	struct copier copier = {arena, NULL, NULL};

	return copier_copy(&copier, rrset);
}
