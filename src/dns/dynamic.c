/* Building the dynamic part of a record from what was written. */
#include "dns/dynamic.h"

#include "dns/value.h"

#include <stdlib.h>

struct building {
	const struct decode *decode;
	const struct rtype *type;
	const char **why;
};

static void
copy_place(struct node *to, const struct node *from)
{
	to->file = from->file;
	to->line = from->line;
	to->column = from->column;
}

static int
refuse(const struct building *b, const char *why)
{
	*b->why = why;
	return -1;
}

static void
set(const struct building *b, struct node *map, const char *key, struct node *value)
{
	node_set(b->decode->arena, map, slice_of(key), value);
}

/* ${key} of ${map} as written, or a default. */
static struct node *
copy_or(const struct building *b, const struct node *map, const char *key, struct node *missing)
{
	const struct node *node = node_get(map, key);

	return node != NULL ? node_copy(b->decode->arena, node) : missing;
}

static int
build_value(const struct building *b, const struct node *entry, struct node *list)
{
	struct arena *arena = b->decode->arena;
	const struct node *value = node_get(entry, "value"), *at;
	struct node *built, *text;
	union field field;

	if (value == NULL)
		return refuse(b, "has a pool with an entry that has no value");
	if (value_decode(b->decode, b->type, value, &field, &at, b->why) != 0) {
		*b->why = arena_printf(arena, "has a pool with the value \"%.*s\", which %s",
		    node_is_scalar(value) && value->text.len < 100 ? (int)value->text.len : 0,
		    value->text.data != NULL ? value->text.data : "", *b->why);
		return -1;
	}
	built = node_map(arena, 3);
	copy_place(built, entry);
	text = node_text(arena, field.text);
	copy_place(text, value);
	set(b, built, "value", text);
	set(b, built, "weight", copy_or(b, entry, "weight", node_int(arena, 1)));
	set(b, built, "status", copy_or(b, entry, "status", node_text(arena, slice_of("obey"))));
	node_push(arena, list, built);
	return 0;
}

/* Entries that are equal stay in the order in which they were written. */
struct sortable {
	struct node *entry;
	size_t place;
};

static int
compare_entry(const void *a, const void *b)
{
	const struct sortable *x = a, *y = b;
	int order =
	    slice_compare(node_get(x->entry, "value")->text, node_get(y->entry, "value")->text);

	if (order != 0)
		return order;
	return x->place < y->place ? -1 : 1;
}

static void
sort_entries(const struct building *b, struct node *list)
{
	size_t count = list->u.list.count, i;
	struct sortable *items = arena_array(b->decode->arena, count, sizeof(*items));

	for (i = 0; i < count; i++) {
		items[i].entry = list->u.list.items[i];
		items[i].place = i;
	}
	if (count > 1)
		qsort(items, count, sizeof(*items), compare_entry);
	for (i = 0; i < count; i++)
		list->u.list.items[i] = items[i].entry;
}

static int
build_pool(const struct building *b, const struct node_pair *pair, struct node *pools)
{
	struct arena *arena = b->decode->arena;
	const struct node *values = node_get(pair->value, "values");
	struct node *pool, *list, *fallback;
	size_t i;

	if (values == NULL || values->kind != NODE_LIST)
		return refuse(b, "has a pool without a list of values");
	list = node_list(arena, values->u.list.count);
	copy_place(list, values);
	for (i = 0; i < values->u.list.count; i++) {
		if (build_value(b, values->u.list.items[i], list) != 0)
			return -1;
	}
	sort_entries(b, list);
	/* A weight says nothing where there is no choice. */
	if (list->u.list.count == 1)
		set(b, list->u.list.items[0], "weight", node_int(arena, 1));
	fallback = copy_or(b, pair->value, "fallback", node_null(arena));
	if (fallback->kind == NODE_TEXT && slice_is(fallback->text, "default"))
		fallback = node_null(arena);
	pool = node_map(arena, 2);
	copy_place(pool, pair->value);
	set(b, pool, "fallback", fallback);
	set(b, pool, "values", list);
	node_add(arena, pools, pair->key->text, pool);
	return 0;
}

static int
compare_text(const void *a, const void *b)
{
	return slice_compare((*(struct node *const *)a)->text, (*(struct node *const *)b)->text);
}

static int
build_sorted(const struct building *b, const struct node *rule, const char *key, struct node *out)
{
	const struct node *node = node_get(rule, key);
	struct node *list;
	size_t i;

	if (node == NULL)
		return 0;
	if (node->kind != NODE_LIST)
		return refuse(b, "has a rule with geos or subnets that are not a list");
	for (i = 0; i < node->u.list.count; i++) {
		if (node->u.list.items[i]->kind != NODE_TEXT)
			return refuse(b, "has a rule with a geo or subnet that is not text");
	}
	list = node_copy(b->decode->arena, node);
	if (list->u.list.count > 1)
		qsort(list->u.list.items, list->u.list.count, sizeof(struct node *), compare_text);
	set(b, out, key, list);
	return 0;
}

static int
build_rule(const struct building *b, const struct node *rule, struct node *rules)
{
	struct node *out = node_map(b->decode->arena, 3);
	const struct node *pool = node_get(rule, "pool");

	if (rule->kind != NODE_MAP)
		return refuse(b, "has a rule that is not a mapping");
	copy_place(out, rule);
	if (pool != NULL)
		set(b, out, "pool", node_copy(b->decode->arena, pool));
	if (build_sorted(b, rule, "geos", out) != 0 || build_sorted(b, rule, "subnets", out) != 0)
		return -1;
	node_push(b->decode->arena, rules, out);
	return 0;
}

int
dynamic_normalise(const struct decode *decode, const struct rtype *type, const struct node *node,
    const struct node **result, const char **why)
{
	struct building b = {decode, type, why};
	const struct node *pools = node_get(node, "pools"), *rules = node_get(node, "rules");
	struct node *dynamic, *built_pools, *built_rules;
	size_t i, npools = 0, nrules = 0;

	*result = NULL;
	if (node->kind != NODE_MAP)
		return refuse(&b, "is not a mapping with pools and rules");
	if (pools != NULL && pools->kind == NODE_MAP)
		npools = pools->u.map.count;
	if (rules != NULL && rules->kind == NODE_LIST)
		nrules = rules->u.list.count;
	built_pools = node_map(decode->arena, npools);
	built_rules = node_list(decode->arena, nrules);
	for (i = 0; i < npools; i++) {
		if (build_pool(&b, &pools->u.map.pairs[i], built_pools) != 0)
			return -1;
	}
	for (i = 0; i < nrules; i++) {
		if (build_rule(&b, rules->u.list.items[i], built_rules) != 0)
			return -1;
	}
	dynamic = node_map(decode->arena, 2);
	copy_place(dynamic, node);
	set(&b, dynamic, "pools", built_pools);
	set(&b, dynamic, "rules", built_rules);
	*result = dynamic;
	return 0;
}
