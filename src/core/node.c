/* Positioned data. */
#include "core/node.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct place
node_place(const struct node *node)
{
	struct place at = {node->file, node->line, node->column};

	return at;
}

const char *
node_kind_name(const struct node *node)
{
	static const char *const names[] = {
	    [NODE_NULL] = "nothing",
	    [NODE_BOOL] = "true or false",
	    [NODE_INT] = "a number",
	    [NODE_FLOAT] = "a number with a fraction",
	    [NODE_TEXT] = "text",
	    [NODE_DATE] = "a date",
	    [NODE_BYTES] = "binary data",
	    [NODE_LIST] = "a list",
	    [NODE_MAP] = "a mapping",
	};

	return names[node->kind];
}

bool
node_is_scalar(const struct node *node)
{
	return node->kind != NODE_LIST && node->kind != NODE_MAP;
}

const struct node_pair *
node_find(const struct node *map, struct slice key)
{
	size_t i;

	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (i = 0; i < map->u.map.count; i++) {
		if (slice_equal(map->u.map.pairs[i].key->text, key))
			return &map->u.map.pairs[i];
	}
	return NULL;
}

const struct node_pair *
node_get_pair(const struct node *map, const char *key)
{
	return node_find(map, slice_of(key));
}

struct node *
node_get(const struct node *map, const char *key)
{
	const struct node_pair *pair = map != NULL ? node_get_pair(map, key) : NULL;

	return pair != NULL ? pair->value : NULL;
}

bool
node_truth(const struct node *node)
{
	if (node == NULL)
		return false;
	switch (node->kind) {
	case NODE_NULL:
		return false;
	case NODE_BOOL:
		return node->u.flag;
	case NODE_INT:
		return node->u.number != 0;
	case NODE_FLOAT:
		return node->u.real != 0;
	case NODE_TEXT:
		return node->text.len > 0;
	case NODE_LIST:
		return node->u.list.count > 0;
	case NODE_MAP:
		return node->u.map.count > 0;
	case NODE_DATE:
	case NODE_BYTES:
		break;
	}
	return true;
}

static struct node *
make(struct arena *arena, enum node_kind kind)
{
	struct node *node = arena_alloc(arena, sizeof(*node));

	node->kind = kind;
	node->text = slice_of("");
	return node;
}

struct node *
node_null(struct arena *arena)
{
	struct node *node = make(arena, NODE_NULL);

	node->text = slice_of("null");
	return node;
}

struct node *
node_bool(struct arena *arena, bool flag)
{
	struct node *node = make(arena, NODE_BOOL);

	node->u.flag = flag;
	node->text = slice_of(flag ? "true" : "false");
	return node;
}

struct node *
node_int(struct arena *arena, int64_t number)
{
	struct node *node = make(arena, NODE_INT);

	node->u.number = number;
	node->text = slice_of(arena_printf(arena, "%" PRId64, number));
	return node;
}

struct node *
node_float(struct arena *arena, double real)
{
	struct node *node = make(arena, NODE_FLOAT);
	struct buf text = {0};

	node->u.real = real;
	real_text(&text, real);
	node->text = arena_copy(arena, buf_view(&text));
	buf_free(&text);
	return node;
}

struct node *
node_text(struct arena *arena, struct slice text)
{
	struct node *node = make(arena, NODE_TEXT);

	node->text = arena_copy(arena, text);
	return node;
}

/* The smallest power of two that is not below room, as its exponent plus one. */
static uint8_t
room_for(size_t room)
{
	uint8_t code = 1;

	while (code < 8 * sizeof(size_t) && (size_t)1 << (code - 1) < room)
		code++;
	return code;
}

static size_t
places(uint8_t code)
{
	return (size_t)1 << (code - 1);
}

struct node *
node_list(struct arena *arena, size_t room)
{
	struct node *node = make(arena, NODE_LIST);

	if (room > 0) {
		node->room = room_for(room);
		node->u.list.items =
		    arena_array(arena, places(node->room), sizeof(*node->u.list.items));
	}
	return node;
}

struct node *
node_map(struct arena *arena, size_t room)
{
	struct node *node = make(arena, NODE_MAP);

	if (room > 0) {
		node->room = room_for(room);
		node->u.map.pairs =
		    arena_array(arena, places(node->room), sizeof(*node->u.map.pairs));
	}
	return node;
}

/* Return items with room for one more: the old array stays in the arena. */
static void *
grow(struct arena *arena, uint8_t *room, void *items, size_t count, size_t size)
{
	void *larger;

	if (*room > 0 && count < places(*room))
		return items;
	*room = room_for(count < 4 ? 4 : count + 1);
	larger = arena_array(arena, places(*room), size);
	if (count > 0)
		memcpy(larger, items, count * size);
	return larger;
}

void
node_push(struct arena *arena, struct node *list, struct node *item)
{
	list->u.list.items = grow(arena, &list->room, list->u.list.items, list->u.list.count,
	    sizeof(*list->u.list.items));
	list->u.list.items[list->u.list.count++] = item;
}

void
node_add(struct arena *arena, struct node *map, struct slice key, struct node *value)
{
	struct node_pair pair = {node_text(arena, key), value};

	map->u.map.pairs =
	    grow(arena, &map->room, map->u.map.pairs, map->u.map.count, sizeof(*map->u.map.pairs));
	map->u.map.pairs[map->u.map.count++] = pair;
}

void
node_set(struct arena *arena, struct node *map, struct slice key, struct node *value)
{
	const struct node_pair *pair = node_find(map, key);

	if (pair != NULL)
		map->u.map.pairs[pair - map->u.map.pairs].value = value;
	else
		node_add(arena, map, key, value);
}

static struct node *copy_at(struct arena *arena, const struct node *node, unsigned depth);

static void
copy_children(struct arena *arena, struct node *copy, const struct node *node, unsigned depth)
{
	size_t i;

	if (node->kind == NODE_LIST) {
		copy->u.list.items =
		    arena_array(arena, node->u.list.count, sizeof(*copy->u.list.items));
		for (i = 0; i < node->u.list.count; i++)
			copy->u.list.items[i] = copy_at(arena, node->u.list.items[i], depth);
		return;
	}
	copy->u.map.pairs = arena_array(arena, node->u.map.count, sizeof(*copy->u.map.pairs));
	for (i = 0; i < node->u.map.count; i++) {
		copy->u.map.pairs[i].key = copy_at(arena, node->u.map.pairs[i].key, depth);
		copy->u.map.pairs[i].value = copy_at(arena, node->u.map.pairs[i].value, depth);
	}
}

static struct node *
copy_at(struct arena *arena, const struct node *node, unsigned depth)
{
	struct node *copy;

	if (depth >= NODE_MAX_DEPTH)
		return node_null(arena);
	copy = arena_alloc(arena, sizeof(*copy));
	*copy = *node;
	copy->room = 0;
	copy->text = arena_copy(arena, node->text);
	if (node->written != NULL)
		copy->written = arena_text(arena, slice_of(node->written));
	if (!node_is_scalar(node))
		copy_children(arena, copy, node, depth + 1);
	return copy;
}

struct node *
node_copy(struct arena *arena, const struct node *node)
{
	return copy_at(arena, node, 0);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct node_pair *x = a, *y = b;

	return slice_compare(x->key->text, y->key->text);
}

static void
sort_at(struct node *node, unsigned depth)
{
	size_t i;

	if (depth >= NODE_MAX_DEPTH || node_is_scalar(node))
		return;
	if (node->kind == NODE_LIST) {
		for (i = 0; i < node->u.list.count; i++)
			sort_at(node->u.list.items[i], depth + 1);
		return;
	}
	if (node->u.map.count > 1)
		qsort(node->u.map.pairs, node->u.map.count, sizeof(*node->u.map.pairs),
		    compare_keys);
	for (i = 0; i < node->u.map.count; i++)
		sort_at(node->u.map.pairs[i].value, depth + 1);
}

void
node_sort_keys(struct node *map)
{
	sort_at(map, 0);
}
