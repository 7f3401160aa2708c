/* The order of keys, and keys that are repeated. */
#include "yaml/internal.h"

#include "core/mem.h"
#include "yaml/natural.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Up to so many pairs, looking at each is faster than a hash map. */
#define FEW 16

bool
order_is_text(const struct node *key)
{
	return key->kind == NODE_TEXT || key->kind == NODE_DATE;
}

/* Keys that are numbers: true is 1 and nothing is below all, as in Python and natsort. */
static double
key_number(const struct node *key)
{
	switch (key->kind) {
	case NODE_BOOL:
		return key->u.flag;
	case NODE_INT:
		return (double)key->u.number;
	case NODE_FLOAT:
		return isnan(key->u.real) ? -INFINITY : key->u.real;
	default:
		return -INFINITY;
	}
}

static int
compare_numbers(const struct node *a, const struct node *b)
{
	if (a->kind == NODE_INT && b->kind == NODE_INT)
		return (a->u.number > b->u.number) - (a->u.number < b->u.number);
	return (key_number(a) > key_number(b)) - (key_number(a) < key_number(b));
}

int
order_compare(enum yaml_order order, const struct node *a, const struct node *b)
{
	if (order_is_text(a) && order_is_text(b)) {
		return order == YAML_ORDER_NATURAL ? natural_compare(a->text, b->text)
						   : slice_compare(a->text, b->text);
	}
	if (!order_is_text(a) && !order_is_text(b))
		return compare_numbers(a, b);
	if (order != YAML_ORDER_NATURAL)
		return order_is_text(a) ? 1 : -1;
	if (order_is_text(b))
		return natural_compare_number(key_number(a), b->text);
	return -natural_compare_number(key_number(b), a->text);
}

bool
order_rises(enum yaml_order order, const struct node *a, const struct node *b)
{
	/* In simple order mixed keys are an error, which is found elsewhere. */
	if (order == YAML_ORDER_SIMPLE && a->kind != b->kind)
		return false;
	return order_compare(order, a, b) < 0;
}

/* The same text may be the name of two keys: 1 and "1". */
static bool
same_key(const struct node *a, const struct node *b)
{
	return order_is_text(a) == order_is_text(b) && slice_equal(a->text, b->text);
}

#define SHOWN(s) (int)((s).len < 100 ? (s).len : 100), (s).data

static void
warn_repeated(struct reading *reading, const struct pending *first, const struct pending *later)
{
	struct slice name = later->key->text;
	char hint[64];

	if (first->merged)
		return;
	if (later->merged) {
		reading_warn(reading, "yaml-repeated-key", node_place(first->key),
		    "put << in front of it", "\"%.*s\" is replaced by the << that follows it",
		    SHOWN(name));
		return;
	}
	(void)snprintf(hint, sizeof(hint), "it also stands on line %u", first->key->line);
	reading_warn(reading, "yaml-repeated-key", node_place(later->key), hint,
	    "the key \"%.*s\" is repeated; only the last one counts", SHOWN(name));
}

/* The earlier item with the key of items[at], or NULL; by_text are hash maps for many. */
static struct pending *
find_same(struct pending *items, size_t at, struct map by_text[2])
{
	struct map *map = &by_text[order_is_text(items[at].key)];
	struct pending *same;
	size_t i;

	if (by_text[0].nslots + by_text[1].nslots == 0) {
		for (i = 0; i < at; i++) {
			if (same_key(items[i].key, items[at].key))
				return &items[i];
		}
		return NULL;
	}
	same = map_get(map, items[at].key->text);
	if (same == NULL)
		(void)map_put(map, items[at].key->text, &items[at]);
	return same;
}

static size_t
drop_repeated(struct reading *reading, struct pending *items, size_t count)
{
	struct map by_text[2] = {{0}, {0}};
	size_t i, kept = 0;

	if (count > FEW)
		(void)map_put(&by_text[order_is_text(items[0].key)], items[0].key->text, &items[0]);
	for (i = 0; i < count; i++) {
		struct pending *same;

		if (kept < i)
			items[kept] = items[i];
		same = kept > 0 ? find_same(items, kept, by_text) : NULL;
		if (same == NULL) {
			kept++;
			continue;
		}
		warn_repeated(reading, same, &items[kept]);
		/* Whether it is merged follows the value: the next one may replace that. */
		same->value = items[kept].value;
		same->index = items[kept].index;
		same->merged = items[kept].merged;
	}
	map_free(&by_text[0]);
	map_free(&by_text[1]);
	return kept;
}

struct rank {
	const struct node *key;
	size_t at;
};

static int
compare_ranks(const void *left, const void *right, void *order)
{
	const struct rank *a = left, *b = right;
	int result = order_compare(*(const enum yaml_order *)order, a->key, b->key);

	if (result == 0)
		return (a->at > b->at) - (a->at < b->at);
	return result;
}

static int
out_of_order(struct reading *reading, const struct node *expected, const struct node *got)
{
	char hint[256];

	if (reading->order_said)
		return 1;
	reading->order_said = true;
	(void)snprintf(hint, sizeof(hint), "move \"%.*s\" from line %u up here",
	    SHOWN(expected->text), expected->line);
	return reading_error(reading, "yaml-order", node_place(got), hint,
	    "keys out of order: expected %.*s got %.*s", SHOWN(expected->text), SHOWN(got->text));
}

/* In simple order Python refuses to compare text with numbers, or nothing with anything. */
static int
check_kinds(struct reading *reading, const struct pending *items, size_t count)
{
	size_t i;

	for (i = 1; i < count; i++) {
		const struct node *a = items[i - 1].key, *b = items[i].key;

		if (order_is_text(a) != order_is_text(b) || a->kind == NODE_NULL ||
		    b->kind == NODE_NULL) {
			if (reading->order_said)
				return -1;
			reading->order_said = true;
			return reading_error(reading, "yaml-order", node_place(b),
			    "put the keys in quotes",
			    "keys out of order: %.*s and %.*s cannot be compared", SHOWN(a->text),
			    SHOWN(b->text));
		}
	}
	return 0;
}

/* Say where the order is broken first.  The document is read on: what else is wrong counts too. */
static void
check_order(struct reading *reading, const struct pending *items, size_t count,
    enum yaml_order order)
{
	struct rank *ranks;
	size_t i;
	int rc = 0;

	if (order == YAML_ORDER_SIMPLE && check_kinds(reading, items, count) != 0)
		return;
	ranks = mem_zero(count, sizeof(*ranks));
	for (i = 0; i < count; i++) {
		ranks[i].key = items[i].key;
		ranks[i].at = i;
	}
	qsort_r(ranks, count, sizeof(*ranks), compare_ranks, &order);
	for (i = 0; i < count && rc == 0; i++) {
		if (ranks[i].at != i)
			rc = out_of_order(reading, ranks[i].key, items[i].key);
	}
	free(ranks);
}

void
order_settle(struct reading *reading, struct pending *items, size_t *count, enum yaml_order order)
{
	size_t i;

	for (i = 1; i < *count; i++) {
		if (!order_rises(order, items[i - 1].key, items[i].key))
			break;
	}
	if (i >= *count)
		return;
	*count = drop_repeated(reading, items, *count);
	if (order != YAML_ORDER_ANY)
		check_order(reading, items, *count, order);
}
