/* Nodes as they were written, from libyaml's events and the comments between them. */
#include "yaml/concrete.h"

#include "core/mem.h"

#include <string.h>

struct concrete_anchor {
	size_t pair;
	const struct gloss *note; /* while that pair is being read */
};

void
concrete_remarks(struct concrete *c, struct remark **list, size_t from, size_t to)
{
	for (; from < to; from++) {
		const struct comment *comment = &c->comments.items[from];
		struct remark *remark = arena_alloc(c->notes.arena, sizeof(*remark));

		remark->text = comment->text;
		remark->gap = comment->gap;
		remark->blank = comment->where == COMMENT_ALONE && from > 0 &&
		    comment->line > comment[-1].line + 1;
		*list = remark;
		list = &remark->next;
	}
}

static bool
is_before(const struct comment *comment, const yaml_mark_t *mark)
{
	return comment->line < mark->line ||
	    (comment->line == mark->line && comment->column < mark->column);
}

static struct remark **
end_of(struct remark **list)
{
	while (*list != NULL)
		list = &(*list)->next;
	return list;
}

void
concrete_pass(struct concrete *c, const yaml_mark_t *mark)
{
	while (c->next < c->comments.count && is_before(&c->comments.items[c->next], mark)) {
		const struct comment *comment = &c->comments.items[c->next++];

		if (comment->where != COMMENT_BEHIND || c->last == NULL || c->lead + 1 < c->next)
			continue;
		concrete_remarks(c, end_of(&gloss_make(&c->notes, c->last)->behind), c->lead,
		    c->next);
		c->lead = c->next;
	}
}

/* What was come by is about this node. */
static void
settle(struct concrete *c, const struct node *node)
{
	if (c->lead == c->next)
		return;
	concrete_remarks(c, end_of(&gloss_make(&c->notes, node)->before), c->lead, c->next);
	c->lead = c->next;
}

void
concrete_foot(struct concrete *c, const struct node *node, size_t column)
{
	size_t end = c->lead;

	while (end < c->next && c->comments.items[end].column >= column)
		end++;
	if (end == c->lead)
		return;
	concrete_remarks(c, end_of(&gloss_make(&c->notes, node)->foot), c->lead, end);
	c->lead = end;
}

void
concrete_forget(struct concrete *c)
{
	glosses_clear(&c->notes);
	arena_reset(&c->nodes);
	c->last = NULL;
}

static void
keep_anchor(struct concrete *c, const struct node *node)
{
	const char *name = reader_anchor(&c->reader);
	struct concrete_anchor *anchor;
	struct gloss *note;

	if (name == NULL)
		return;
	note = gloss_make(&c->notes, node);
	note->anchor = arena_text(&c->names, slice_of(name));
	anchor = arena_alloc(&c->names, sizeof(*anchor));
	anchor->pair = c->pair;
	anchor->note = note;
	(void)map_put(&c->anchors, slice_of(note->anchor), anchor);
}

static void
depend(struct concrete *c, size_t anchor)
{
	const struct dependency *last =
	    c->ndependencies > 0 ? &c->dependencies[c->ndependencies - 1] : NULL;

	if (last != NULL && last->anchor == anchor && last->alias == c->pair)
		return;
	c->dependencies = mem_grow(c->dependencies, &c->dependencies_cap, c->ndependencies + 1,
	    sizeof(*c->dependencies));
	c->dependencies[c->ndependencies++] = (struct dependency){anchor, c->pair};
}

static struct node *
read_alias(struct concrete *c)
{
	const char *name = (const char *)c->reader.event.data.alias.anchor;
	const struct concrete_anchor *anchor = map_get(&c->anchors, slice_of(name));
	struct node *node = reader_node(&c->reader, NODE_TEXT);
	struct gloss *note = gloss_make(&c->notes, node);

	note->alias = arena_text(&c->nodes, slice_of(name));
	node->text = slice_of(note->alias);
	if (anchor == NULL)
		return node;
	if (anchor->pair == c->pair)
		note->target = anchor->note;
	else
		depend(c, anchor->pair);
	return node;
}

static struct node *
read_scalar(struct concrete *c)
{
	struct node *node;

	if (reader_at_include(&c->reader)) {
		node = reader_node(&c->reader, NODE_TEXT);
		node->text = arena_copy(&c->nodes, reader_text(&c->reader));
		gloss_make(&c->notes, node)->tag = "!include";
		if (c->include != NULL)
			c->include(c->ctx, node->text);
	} else {
		node = reader_scalar(&c->reader);
		if (node != NULL && node->kind == NODE_BYTES)
			gloss_make(&c->notes, node)->tag = "!!binary";
	}
	return node;
}

static int
read_items(struct concrete *c, struct node *list)
{
	struct reading *reading = &c->reading;
	size_t base = reading->nitems;

	for (;;) {
		struct node *item;

		if (reader_next(&c->reader) != 0)
			return -1;
		if (c->reader.event.type == YAML_SEQUENCE_END_EVENT)
			break;
		item = concrete_node(c, CONCRETE_ITEM);
		if (item == NULL)
			return -1;
		reader_push_item(&c->reader, item);
	}
	list->u.list.count = reading->nitems - base;
	list->u.list.items = arena_array(&c->nodes, list->u.list.count, sizeof(struct node *));
	if (list->u.list.count > 0)
		memcpy(list->u.list.items, reading->items + base,
		    list->u.list.count * sizeof(struct node *));
	reading->nitems = base;
	return 0;
}

struct node *
concrete_key(struct concrete *c)
{
	bool merge = reader_at_merge(&c->reader);
	const struct gloss *note;
	struct node *key;

	if (!merge && !reader_at_equals(&c->reader)) {
		key = concrete_node(c, CONCRETE_KEY);
		if (key == NULL)
			return NULL;
	} else {
		concrete_pass(c, &c->reader.event.start_mark);
		key = reader_equals(&c->reader);
		settle(c, key);
		concrete_pass(c, &c->reader.event.end_mark);
		c->last = key;
	}
	if (merge) {
		key->text = slice_of("<<");
		gloss_make(&c->notes, key)->merge = true;
	}
	note = gloss_of(&c->notes, key);
	if (gloss_bars(note))
		c->bars = true;
	else if (node_is_scalar(key) && key->kind != NODE_TEXT && key->kind != NODE_DATE)
		scalar_key_text(&c->nodes, key);
	return key;
}

static int
read_pairs(struct concrete *c, struct node *map)
{
	struct reading *reading = &c->reading;
	size_t base = reading->npairs, i;

	for (;;) {
		struct pending pair = {NULL, NULL, 0, false};

		if (reader_next(&c->reader) != 0)
			return -1;
		if (c->reader.event.type == YAML_MAPPING_END_EVENT)
			break;
		pair.key = concrete_key(c);
		if (pair.key == NULL || reader_next(&c->reader) != 0)
			return -1;
		pair.value = concrete_node(c, CONCRETE_VALUE);
		if (pair.value == NULL)
			return -1;
		reading->pairs = mem_grow(reading->pairs, &reading->pairs_cap, reading->npairs + 1,
		    sizeof(pair));
		reading->pairs[reading->npairs++] = pair;
	}
	map->u.map.count = reading->npairs - base;
	map->u.map.pairs = arena_array(&c->nodes, map->u.map.count, sizeof(struct node_pair));
	for (i = 0; i < map->u.map.count; i++) {
		map->u.map.pairs[i].key = reading->pairs[base + i].key;
		map->u.map.pairs[i].value = reading->pairs[base + i].value;
	}
	reading->npairs = base;
	return 0;
}

static int
read_collection(struct concrete *c, struct node *node)
{
	const yaml_event_t *event = &c->reader.event;
	bool map = event->type == YAML_MAPPING_START_EVENT;
	bool flow = map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
			: event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	/* A list below a key may begin in the key's column, where comments are the next key's. */
	size_t column = flow ? 0 : event->end_mark.column + (map ? 0 : 1);
	int rc;

	if (map && event->data.mapping_start.tag != NULL &&
	    strcmp((const char *)event->data.mapping_start.tag, "tag:yaml.org,2002:set") == 0)
		gloss_make(&c->notes, node)->tag = "!!set";
	c->last = node;
	rc = map ? reader_enter_map(&c->reader) : reader_enter_list(&c->reader);
	if (rc == 0)
		rc = map ? read_pairs(c, node) : read_items(c, node);
	if (rc != 0)
		return -1;
	c->reader.depth--;
	concrete_pass(c, &c->reader.event.start_mark);
	concrete_foot(c, node, column);
	if (flow)
		c->last = node;
	return 0;
}

struct node *
concrete_node(struct concrete *c, enum concrete_place place)
{
	yaml_event_type_t type = c->reader.event.type;
	struct node *node;

	concrete_pass(c, &c->reader.event.start_mark);
	if (type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT) {
		node = reader_node(&c->reader,
		    type == YAML_MAPPING_START_EVENT ? NODE_MAP : NODE_LIST);
		if (place == CONCRETE_ITEM)
			settle(c, node);
		keep_anchor(c, node);
		return read_collection(c, node) == 0 ? node : NULL;
	}
	node = type == YAML_ALIAS_EVENT ? read_alias(c) : read_scalar(c);
	if (node == NULL)
		return NULL;
	settle(c, node);
	if (type == YAML_SCALAR_EVENT)
		keep_anchor(c, node);
	c->last = node;
	concrete_pass(c, &c->reader.event.end_mark);
	return node;
}
