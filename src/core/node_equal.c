/* Are two documents the same data? */
#include "core/map.h"
#include "core/node.h"

/* From here on a mapping is compared through a hash map. */
#define MANY_KEYS 16

static bool
is_saturated(const struct node *node)
{
	return node->u.number == INT64_MAX || node->u.number == INT64_MIN;
}

static bool
ints_equal(const struct node *a, const struct node *b)
{
	if (a->u.number != b->u.number)
		return false;
	return !is_saturated(a) || slice_equal(a->text, b->text);
}

/* Two that are not a number are the same data. */
static bool
reals_equal(double a, double b)
{
	return a == b || (a != a && b != b);
}

/* Beyond 2^53 not every number is a double: those are only equal to their like. */
static bool
int_equals_real(int64_t number, double real)
{
	return number >= -((int64_t)1 << 53) && number <= (int64_t)1 << 53 &&
	    (double)number == real;
}

static bool
scalars_equal(const struct node *a, const struct node *b)
{
	if (a->kind == NODE_INT && b->kind == NODE_FLOAT)
		return int_equals_real(a->u.number, b->u.real);
	if (a->kind == NODE_FLOAT && b->kind == NODE_INT)
		return int_equals_real(b->u.number, a->u.real);
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case NODE_NULL:
		return true;
	case NODE_BOOL:
		return a->u.flag == b->u.flag;
	case NODE_INT:
		return ints_equal(a, b);
	case NODE_FLOAT:
		return reals_equal(a->u.real, b->u.real);
	default:
		return slice_equal(a->text, b->text);
	}
}

static bool equal_at(const struct node *a, const struct node *b, unsigned depth);

static bool
lists_equal(const struct node *a, const struct node *b, unsigned depth)
{
	size_t i;

	if (a->u.list.count != b->u.list.count)
		return false;
	for (i = 0; i < a->u.list.count; i++) {
		if (!equal_at(a->u.list.items[i], b->u.list.items[i], depth))
			return false;
	}
	return true;
}

static bool
many_keys_equal(const struct node *a, const struct node *b, unsigned depth)
{
	struct map of_b = {0};
	bool equal = true;
	size_t i;

	for (i = 0; i < b->u.map.count; i++)
		(void)map_put(&of_b, b->u.map.pairs[i].key->text, b->u.map.pairs[i].value);
	for (i = 0; equal && i < a->u.map.count; i++) {
		const struct node *other = map_get(&of_b, a->u.map.pairs[i].key->text);

		equal = other != NULL && equal_at(a->u.map.pairs[i].value, other, depth);
	}
	map_free(&of_b);
	return equal;
}

static bool
maps_equal(const struct node *a, const struct node *b, unsigned depth)
{
	size_t i;

	if (a->u.map.count != b->u.map.count)
		return false;
	if (a->u.map.count >= MANY_KEYS)
		return many_keys_equal(a, b, depth);
	for (i = 0; i < a->u.map.count; i++) {
		const struct node_pair *other = node_find(b, a->u.map.pairs[i].key->text);

		if (other == NULL || !equal_at(a->u.map.pairs[i].value, other->value, depth))
			return false;
	}
	return true;
}

static bool
equal_at(const struct node *a, const struct node *b, unsigned depth)
{
	if (depth >= NODE_MAX_DEPTH)
		return false;
	if (node_is_scalar(a) || node_is_scalar(b))
		return scalars_equal(a, b);
	if (a->kind != b->kind)
		return false;
	return a->kind == NODE_LIST ? lists_equal(a, b, depth + 1) : maps_equal(a, b, depth + 1);
}

bool
node_equal(const struct node *a, const struct node *b)
{
	return equal_at(a, b, 0);
}
