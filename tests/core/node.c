/* Positioned data. */
#include "core/node.h"

#include <criterion/criterion.h>
#include <math.h>

static struct arena arena;

static void
drop_arena(void)
{
	arena_free(&arena);
}

TestSuite(node, .fini = drop_arena);

static struct node *
text_of(const char *text)
{
	return node_text(&arena, slice_of(text));
}

static void
set(struct node *map, const char *key, struct node *value)
{
	node_set(&arena, map, slice_of(key), value);
}

Test(node, get_finds_keys_and_takes_anything)
{
	struct node *map = node_map(&arena, 0);

	set(map, "ttl", node_int(&arena, 300));
	cr_assert_eq(node_get(map, "ttl")->u.number, 300);
	cr_assert(slice_is(node_get(map, "ttl")->text, "300"));
	cr_assert(slice_is(node_get_pair(map, "ttl")->key->text, "ttl"));
	cr_assert_null(node_get(map, "tt"));
	cr_assert_null(node_get(NULL, "ttl"));
	cr_assert_null(node_get(text_of("ttl"), "ttl"));
	cr_assert_null(node_get(node_list(&arena, 4), "ttl"));
}

Test(node, set_replaces_an_equal_key)
{
	struct node *map = node_map(&arena, 1);

	set(map, "a", node_int(&arena, 1));
	set(map, "b", node_int(&arena, 2));
	set(map, "a", node_int(&arena, 3));
	cr_assert_eq(map->u.map.count, 2);
	cr_assert_eq(node_get(map, "a")->u.number, 3);
	cr_assert(slice_is(map->u.map.pairs[0].key->text, "a"));
}

Test(node, lists_and_maps_grow)
{
	struct node *list = node_list(&arena, 3), *map = node_map(&arena, 0);
	int i;

	for (i = 0; i < 1000; i++) {
		node_push(&arena, list, node_int(&arena, i));
		node_add(&arena, map, slice_of(arena_printf(&arena, "%d", i)),
		    list->u.list.items[i]);
	}
	cr_assert_eq(list->u.list.count, 1000);
	for (i = 0; i < 1000; i++) {
		cr_assert_eq(list->u.list.items[i]->u.number, i);
		cr_assert_eq(node_get(map, arena_printf(&arena, "%d", i))->u.number, i);
	}
}

Test(node, grows_an_array_that_it_did_not_make)
{
	struct node *one[1] = {node_int(&arena, 1)};
	struct node list = {.kind = NODE_LIST, .u.list = {one, 1}};

	node_push(&arena, &list, node_int(&arena, 2));
	cr_assert_eq(list.u.list.count, 2);
	cr_assert_neq(list.u.list.items, one);
	cr_assert_eq(list.u.list.items[0]->u.number, 1);
	cr_assert_eq(list.u.list.items[1]->u.number, 2);
}

Test(node, truth_is_pythons)
{
	struct node *filled = node_list(&arena, 1);
	struct node date = {.kind = NODE_DATE, .text = {"2024-01-01", 10}};

	node_push(&arena, filled, node_null(&arena));
	cr_assert_not(node_truth(node_null(&arena)));
	cr_assert_not(node_truth(node_bool(&arena, false)));
	cr_assert_not(node_truth(node_int(&arena, 0)));
	cr_assert_not(node_truth(node_float(&arena, -0.0)));
	cr_assert_not(node_truth(text_of("")));
	cr_assert_not(node_truth(node_list(&arena, 9)));
	cr_assert_not(node_truth(node_map(&arena, 9)));
	cr_assert(node_truth(node_bool(&arena, true)));
	cr_assert(node_truth(node_int(&arena, -1)));
	cr_assert(node_truth(node_float(&arena, NAN)));
	cr_assert(node_truth(text_of("0")));
	cr_assert(node_truth(filled));
	cr_assert(node_truth(&date));
}

Test(node, scalars_are_equal_by_value)
{
	cr_assert(node_equal(node_int(&arena, 1), node_float(&arena, 1.0)));
	cr_assert(node_equal(node_float(&arena, 1.0), node_int(&arena, 1)));
	cr_assert(node_equal(node_float(&arena, NAN), node_float(&arena, NAN)));
	cr_assert(node_equal(node_null(&arena), node_null(&arena)));
	cr_assert_not(node_equal(node_int(&arena, 1), node_bool(&arena, true)));
	cr_assert_not(node_equal(node_int(&arena, 1), text_of("1")));
	cr_assert_not(node_equal(node_null(&arena), text_of("")));
	cr_assert_not(node_equal(node_int(&arena, 1), node_float(&arena, 1.5)));
	cr_assert_not(node_equal(node_int(&arena, INT64_C(9007199254740993)),
	    node_float(&arena, 9007199254740992.0)));
	cr_assert_not(node_equal(node_map(&arena, 0), node_list(&arena, 0)));
}

Test(node, numbers_that_do_not_fit_are_equal_by_what_was_written)
{
	struct node *a = node_int(&arena, INT64_MAX), *b = node_int(&arena, INT64_MAX);

	a->text = slice_of("99999999999999999999");
	b->text = slice_of("99999999999999999998");
	cr_assert_not(node_equal(a, b));
	b->text = a->text;
	cr_assert(node_equal(a, b));
}

/* A mapping of count keys, counted from the one end or the other. */
static struct node *
numbered(int count, bool backwards)
{
	struct node *map = node_map(&arena, 0);
	int i;

	for (i = 0; i < count; i++) {
		int n = backwards ? count - 1 - i : i;

		set(map, arena_printf(&arena, "k%d", n), node_int(&arena, n));
	}
	return map;
}

Test(node, maps_are_equal_in_any_order)
{
	const int counts[] = {0, 1, 3, 15, 16, 100};
	size_t i;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		struct node *a = numbered(counts[i], false), *b = numbered(counts[i], true);

		cr_assert(node_equal(a, b), "%d keys", counts[i]);
		set(b, "k0", text_of("other"));
		cr_assert_not(node_equal(a, b), "%d keys", counts[i]);
		set(a, "x", node_null(&arena));
		set(b, "y", node_null(&arena));
		cr_assert_not(node_equal(a, b), "%d keys", counts[i]);
	}
}

Test(node, lists_are_equal_in_their_order)
{
	struct node *a = node_list(&arena, 2), *b = node_list(&arena, 2);

	node_push(&arena, a, text_of("1"));
	node_push(&arena, a, text_of("2"));
	node_push(&arena, b, text_of("2"));
	node_push(&arena, b, text_of("1"));
	cr_assert_not(node_equal(a, b));
}

Test(node, copy_is_deep_and_keeps_places)
{
	struct arena from = {0};
	struct node *map = node_map(&from, 0), *list = node_list(&from, 0), *copy;

	node_push(&from, list, node_text(&from, slice_of("x")));
	node_set(&from, map, slice_of("list"), list);
	list->file = "a.yaml";
	list->line = 7;
	list->column = 3;
	copy = node_copy(&arena, map);
	cr_assert(node_equal(copy, map));
	arena_free(&from);
	list = node_get(copy, "list");
	cr_assert_str_eq(node_place(list).file, "a.yaml");
	cr_assert_eq(node_place(list).line, 7);
	cr_assert_eq(node_place(list).column, 3);
	node_push(&arena, list, text_of("y"));
	cr_assert(slice_is(list->u.list.items[0]->text, "x"));
	cr_assert(slice_is(list->u.list.items[1]->text, "y"));
}

Test(node, sort_orders_keys_at_every_depth)
{
	struct node *map = node_map(&arena, 0), *list = node_list(&arena, 0);

	node_push(&arena, list, numbered(3, true));
	set(map, "b", list);
	set(map, "B", node_null(&arena));
	set(map, "a", numbered(2, true));
	node_sort_keys(map);
	cr_assert(slice_is(map->u.map.pairs[0].key->text, "B"));
	cr_assert(slice_is(map->u.map.pairs[1].key->text, "a"));
	cr_assert(slice_is(map->u.map.pairs[1].value->u.map.pairs[0].key->text, "k0"));
	cr_assert(slice_is(list->u.list.items[0]->u.map.pairs[0].key->text, "k0"));
	cr_assert(slice_is(list->u.list.items[0]->u.map.pairs[2].key->text, "k2"));
}

static struct node *
nested(int depth)
{
	struct node *node = node_null(&arena);
	int i;

	for (i = 0; i < depth; i++) {
		struct node *outer = i % 2 ? node_list(&arena, 1) : node_map(&arena, 1);

		if (outer->kind == NODE_LIST)
			node_push(&arena, outer, node);
		else
			set(outer, "k", node);
		node = outer;
	}
	return node;
}

Test(node, depth_is_bounded)
{
	struct node *honest = nested(NODE_MAX_DEPTH - 1), *bottomless = nested(1000000);
	struct json_style plain = {0};
	struct buf buf = {0};

	cr_assert(node_equal(honest, node_copy(&arena, honest)));
	cr_assert_not(node_equal(bottomless, bottomless));
	(void)node_copy(&arena, bottomless);
	node_sort_keys(bottomless);
	node_json(&buf, bottomless, plain);
	cr_assert_lt(buf.len, 20 * NODE_MAX_DEPTH);
	buf_free(&buf);
}
