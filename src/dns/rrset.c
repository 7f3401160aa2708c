/* RRsets: order, equality, and what follows from their type's row. */
#include "dns/rrset.h"

#include "dns/name.h"

#include <stdlib.h>
#include <string.h>

const struct rtype *
rrset_type(const struct rrset *rrset)
{
	return &rtypes[rrset->type];
}

struct place
rrset_place(const struct rrset *rrset)
{
	struct place at = {rrset->file, rrset->line, rrset->column};

	return at;
}

int
rrset_order(const struct rrset *a, const struct rrset *b, struct slice zone)
{
	int order = slice_compare(name_relative(a->name, zone), name_relative(b->name, zone));

	/* Rows of the table are in alphabetical order. */
	return order != 0 ? order : (int)a->type - (int)b->type;
}

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_reals(double a, double b)
{
	return (a > b) - (a < b);
}

/* Parameters have no order of their own: any that is the same each time will do. */
static int
compare_params(const struct node *a, const struct node *b)
{
	struct buf text_a = {0}, text_b = {0};
	struct json_style style = {0, false, false};
	int order;

	if (node_equal(a, b))
		return 0;
	node_json(&text_a, a, style);
	node_json(&text_b, b, style);
	order = slice_compare(buf_view(&text_a), buf_view(&text_b));
	buf_free(&text_a);
	buf_free(&text_b);
	return order;
}

int
value_compare(const struct rtype *type, const union field *a, const union field *b)
{
	unsigned i;
	int order = 0;

	for (i = 0; i < type->nfields && order == 0; i++) {
		switch (type->fields[i].kind) {
		case FIELD_U8:
		case FIELD_U16:
		case FIELD_FLAG:
			order = compare_numbers(a[i].number, b[i].number);
			break;
		case FIELD_REAL:
			order = compare_reals(a[i].real, b[i].real);
			break;
		case FIELD_PARAMS:
			order = compare_params(a[i].params, b[i].params);
			break;
		default:
			order = slice_compare(a[i].text, b[i].text);
			break;
		}
	}
	return order;
}

static int
compare_values(const void *a, const void *b, void *type)
{
	return value_compare(type, a, b);
}

void
rrset_sort_values(struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);

	if (rrset->nvalues > 1) {
		/* The cast only takes const away for qsort_r; nobody writes to the row. */
		qsort_r(rrset->values, rrset->nvalues, type->nfields * sizeof(union field),
		    compare_values, (void *)(uintptr_t)type);
	}
}

void
rrset_unique_values(struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	size_t step = type->nfields, size = step * sizeof(union field);
	uint32_t i, kept = 1;

	if (rrset->nvalues < 2)
		return;
	for (i = 1; i < rrset->nvalues; i++) {
		union field *last = rrset->values + (kept - 1) * step;

		if (value_compare(type, last, rrset->values + i * step) == 0)
			continue;
		memmove(rrset->values + kept * step, rrset->values + i * step, size);
		kept++;
	}
	rrset->nvalues = kept;
}

static const struct node *
part_of(const struct rrset *rrset, size_t offset)
{
	if (rrset->extra == NULL)
		return NULL;
	return *(const struct node *const *)((const char *)rrset->extra + offset);
}

static bool
same_part(const struct rrset *a, const struct rrset *b, size_t offset)
{
	const struct node *part_a = part_of(a, offset), *part_b = part_of(b, offset);

	if (part_a == NULL || part_b == NULL)
		return part_a == part_b;
	return node_equal(part_a, part_b);
}

bool
rrset_equal(const struct rrset *a, const struct rrset *b)
{
	const struct rtype *type = rrset_type(a);
	size_t i;

	if (a->type != b->type || a->nvalues != b->nvalues ||
	    ((a->flags | b->flags) & RRSET_UNEVEN) != 0)
		return false;
	if (a->ttl != b->ttl && (type->flags & RTYPE_NO_TTL) == 0)
		return false;
	for (i = 0; i < (size_t)a->nvalues * type->nfields; i += type->nfields) {
		if (value_compare(type, a->values + i, b->values + i) != 0)
			return false;
	}
	return same_part(a, b, offsetof(struct rrset_extra, geo)) &&
	    same_part(a, b, offsetof(struct rrset_extra, dynamic));
}

uint32_t
rrset_empty_texts(const struct rrset *rrset)
{
	uint32_t count = 0;

	/* Such a type has one field, and its values are sorted. */
	if (rrset_type(rrset)->fields[0].kind != FIELD_CHUNKED)
		return 0;
	while (count < rrset->nvalues && rrset->values[count].text.len == 0)
		count++;
	return count;
}
