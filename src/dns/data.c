/* RRsets as octoDNS's data: what YAML, JSON and the digest are made of. */
#include "dns/rrset.h"

#include <string.h>

static struct node *
field_node(struct arena *arena, const struct field_spec *spec, const union field *field)
{
	switch (spec->kind) {
	case FIELD_U8:
	case FIELD_U16:
		return node_int(arena, field->number);
	case FIELD_REAL:
		return node_float(arena, field->real);
	case FIELD_PARAMS:
		return node_copy(arena, field->params);
	case FIELD_FLAG:
		return node_bool(arena, field->number != 0);
	case FIELD_MAYBE:
		return field->text.len > 0 ? node_text(arena, field->text) : node_null(arena);
	default:
		return node_text(arena, field->text);
	}
}

struct node *
value_node(struct arena *arena, const struct rtype *type, const union field *value)
{
	struct node *map;
	unsigned i;

	if (type->fields[0].name == NULL)
		return field_node(arena, &type->fields[0], value);
	map = node_map(arena, type->nfields);
	for (i = 0; i < type->nfields; i++) {
		node_set(arena, map, slice_of(type->fields[i].name),
		    field_node(arena, &type->fields[i], &value[i]));
	}
	return map;
}

/* "\;" as ";", in place: the node is ours. */
static void
unescape_semicolons(struct arena *arena, struct node *node)
{
	char *text = arena_text(arena, node->text);
	size_t i, len = 0;

	for (i = 0; i < node->text.len; i++) {
		if (text[i] == '\\' && i + 1 < node->text.len && text[i + 1] == ';')
			continue;
		text[len++] = text[i];
	}
	text[len] = '\0';
	node->text = slice_make(text, len);
}

static struct node *
values_list(struct arena *arena, const struct rrset *rrset,
    const struct rrset_node_options *options)
{
	const struct rtype *type = rrset_type(rrset);
	bool chunked = type->fields[0].kind == FIELD_CHUNKED;
	struct node *list = node_list(arena, rrset->nvalues);
	uint32_t i;

	for (i = 0; i < rrset->nvalues; i++) {
		struct node *value =
		    value_node(arena, type, rrset->values + (size_t)i * type->nfields);

		if (chunked && options->as_yaml && value->text.len == 0)
			continue;
		if (chunked && options->plain_semicolons)
			unescape_semicolons(arena, value);
		node_push(arena, list, value);
	}
	return list;
}

static void
set_values(struct arena *arena, const struct rrset *rrset, struct node *map,
    const struct rrset_node_options *options)
{
	struct node *list = values_list(arena, rrset, options);

	if (list->u.list.count == 1)
		node_set(arena, map, slice_of("value"), list->u.list.items[0]);
	else if (list->u.list.count > 1 || !options->as_yaml)
		node_set(arena, map, slice_of("values"), list);
}

static void
set_part(struct arena *arena, struct node *map, const char *key, const struct node *part)
{
	if (part != NULL)
		node_set(arena, map, slice_of(key), node_copy(arena, part));
}

struct node *
rrset_node(struct arena *arena, const struct rrset *rrset, const struct rrset_node_options *options)
{
	struct node *map = node_map(arena, 4);

	if (rrset->extra != NULL) {
		set_part(arena, map, "dynamic", rrset->extra->dynamic);
		set_part(arena, map, "geo", rrset->extra->geo);
		set_part(arena, map, "octodns", rrset->extra->octodns);
	}
	if (!options->omit_ttl || rrset->ttl != options->default_ttl)
		node_set(arena, map, slice_of("ttl"), node_int(arena, rrset->ttl));
	if (options->with_type)
		node_set(arena, map, slice_of("type"),
		    node_text(arena, slice_of(rrset_type(rrset)->name)));
	set_values(arena, rrset, map, options);
	return map;
}
