/* Events to nodes. */
#include "yaml/internal.h"

#include "core/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
reading_add(struct reading *reading, enum severity severity, const char *rule, struct place at,
    const char *hint, const char *fmt, ...)
{
	char message[512];
	va_list ap;

	if (severity == SEVERITY_WARNING && reading->warnings++ < reading->known_warnings)
		return 0;
	va_start(ap, fmt);
	(void)vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	return diag_add(reading->diags, severity, rule, reading->source->subject, at, hint, "%s",
	    message);
}

void
reading_free(struct reading *reading)
{
	map_free(&reading->files);
	free(reading->pairs);
	free(reading->items);
}

static struct place
mark_place(const struct reader *reader, const yaml_mark_t *mark)
{
	struct place at = {reader->file, reader->lines_before + (uint32_t)mark->line + 1,
	    (uint32_t)mark->column + 1};

	return at;
}

struct place
reader_place(const struct reader *reader)
{
	return mark_place(reader, &reader->event.start_mark);
}

int
reader_next(struct reader *reader)
{
	reader->before = reader->event.end_mark;
	yaml_event_delete(&reader->event);
	if (!yaml_parser_parse(&reader->parser, &reader->event))
		return syntax_error(reader);
	reader->event_given = reader->given;
	return reader->tabs ? tabs_check(reader) : 0;
}

struct node *
reader_node(const struct reader *reader, enum node_kind kind)
{
	struct node *node = arena_alloc(reader->reading->arena, sizeof(*node));

	node->kind = kind;
	node->line = reader->lines_before + (uint32_t)reader->event.start_mark.line + 1;
	node->column = (uint32_t)reader->event.start_mark.column + 1;
	node->file = reader->file;
	return node;
}

const char *
reader_anchor(const struct reader *reader)
{
	const yaml_event_t *event = &reader->event;

	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return (const char *)event->data.scalar.anchor;
	case YAML_SEQUENCE_START_EVENT:
		return (const char *)event->data.sequence_start.anchor;
	case YAML_MAPPING_START_EVENT:
		return (const char *)event->data.mapping_start.anchor;
	default:
		return NULL;
	}
}

static struct node *
build_alias(struct reader *reader)
{
	struct reading *reading = reader->reading;
	const char *name = (const char *)reader->event.data.alias.anchor;
	const struct anchor *anchor = map_get(&reader->anchors, slice_of(name));
	struct place at = reader_place(reader);

	if (anchor == NULL) {
		(void)reading_error(reading, "yaml-anchor", at,
		    "define it with & before it is used", "there is no anchor &%.100s", name);
		return NULL;
	}
	if (anchor->node == NULL) {
		(void)reading_error(reading, "yaml-anchor", at, NULL,
		    "*%.100s stands inside of what it stands for", name);
		return NULL;
	}
	reader->nodes += anchor->count;
	if (anchor->count > YAML_MAX_ALIAS_NODES - reading->alias_nodes) {
		(void)reading_error(reading, "yaml-limit", at,
		    "write the values out, or split the file",
		    "aliases stand for more than %d values", YAML_MAX_ALIAS_NODES);
		return NULL;
	}
	reading->alias_nodes += anchor->count;
	return anchor->node;
}

static struct node *
build_include(struct reader *reader)
{
	return include_node(reader, reader_text(reader), reader_place(reader));
}

static int
enter(struct reader *reader)
{
	if (reader->depth == YAML_MAX_DEPTH) {
		return reading_error(reader->reading, "yaml-limit", reader_place(reader),
		    "check the brackets and the indentation: no record needs so many levels",
		    "lists and mappings are nested more than %d deep", YAML_MAX_DEPTH);
	}
	reader->depth++;
	return 0;
}

int
reader_enter_list(struct reader *reader)
{
	if (tag_collection(reader, reader->event.data.sequence_start.tag, YAML_SEQ_TAG, "a list") !=
	    0)
		return -1;
	return enter(reader);
}

int
reader_enter_map(struct reader *reader)
{
	if (tag_collection(reader, reader->event.data.mapping_start.tag, YAML_MAP_TAG,
		"a mapping") != 0)
		return -1;
	return enter(reader);
}

void
reader_push_item(struct reader *reader, struct node *item)
{
	struct reading *reading = reader->reading;

	reading->items = mem_grow(reading->items, &reading->items_cap, reading->nitems + 1,
	    sizeof(struct node *));
	reading->items[reading->nitems++] = item;
}

static struct node *
build_list(struct reader *reader)
{
	struct reading *reading = reader->reading;
	size_t base = reading->nitems;
	struct node *list = reader_node(reader, NODE_LIST), *item;

	if (reader_enter_list(reader) != 0)
		return NULL;
	for (;;) {
		if (reader_next(reader) != 0)
			return NULL;
		if (reader->event.type == YAML_SEQUENCE_END_EVENT)
			break;
		item = reader_build(reader);
		if (item == NULL)
			return NULL;
		reader_push_item(reader, item);
	}
	reader->depth--;
	list->u.list.count = reading->nitems - base;
	list->u.list.items = arena_array(reading->arena, list->u.list.count, sizeof(struct node *));
	if (list->u.list.count > 0)
		memcpy(list->u.list.items, reading->items + base,
		    list->u.list.count * sizeof(struct node *));
	reading->nitems = base;
	return list;
}

int
reader_pair(struct reader *reader)
{
	struct reading *reading = reader->reading;
	struct pending pair = {NULL, NULL, 0, false};

	if (reader_at_merge(reader))
		return merge_pairs(reader);
	pair.key = key_build(reader);
	if (pair.key == NULL || reader_next(reader) != 0)
		return -1;
	pair.value = reader_build(reader);
	if (pair.value == NULL)
		return -1;
	reading->pairs = mem_grow(reading->pairs, &reading->pairs_cap, reading->npairs + 1,
	    sizeof(struct pending));
	reading->pairs[reading->npairs++] = pair;
	return 0;
}

static void
keep_pairs(struct reading *reading, size_t base, size_t count, struct node *map)
{
	size_t i;

	map->u.map.count = count;
	map->u.map.pairs = arena_array(reading->arena, count, sizeof(struct node_pair));
	for (i = 0; i < count; i++) {
		map->u.map.pairs[i].key = reading->pairs[base + i].key;
		map->u.map.pairs[i].value = reading->pairs[base + i].value;
	}
	reading->npairs = base;
}

static struct node *
build_map(struct reader *reader)
{
	struct reading *reading = reader->reading;
	enum yaml_order order = reader->unordered ? YAML_ORDER_ANY : reading->source->order;
	size_t base = reading->npairs, count;
	struct node *map = reader_node(reader, NODE_MAP);

	reader->unordered = false;
	if (reader_enter_map(reader) != 0)
		return NULL;
	for (;;) {
		if (reader_next(reader) != 0)
			return NULL;
		if (reader->event.type == YAML_MAPPING_END_EVENT)
			break;
		if (reader_pair(reader) != 0)
			return NULL;
	}
	reader->depth--;
	count = reading->npairs - base;
	if (count > 1)
		order_settle(reading, reading->pairs + base, &count, order);
	keep_pairs(reading, base, count, map);
	return map;
}

static struct node *
build_value(struct reader *reader)
{
	reader->nodes++;
	switch (reader->event.type) {
	case YAML_SCALAR_EVENT:
		return reader_at_include(reader) ? build_include(reader) : reader_scalar(reader);
	case YAML_SEQUENCE_START_EVENT:
		return build_list(reader);
	case YAML_MAPPING_START_EVENT:
		return build_map(reader);
	default:
		(void)reading_error(reader->reading, "yaml-syntax", reader_place(reader), NULL,
		    "a value is missing here");
		return NULL;
	}
}

static struct anchor *
open_anchor(struct reader *reader, const char *name)
{
	struct slice key = slice_of(name);
	struct anchor *anchor = map_get(&reader->anchors, key);

	if (anchor != NULL) {
		(void)reading_error(reader->reading, "yaml-anchor", reader_place(reader),
		    "give each anchor its own name", "the anchor &%.100s is defined twice", name);
		return NULL;
	}
	anchor = arena_alloc(&reader->anchor_arena, sizeof(*anchor));
	(void)map_put(&reader->anchors, arena_copy(&reader->anchor_arena, key), anchor);
	reader->anchored = true;
	return anchor;
}

struct node *
reader_build(struct reader *reader)
{
	const char *name;
	struct anchor *anchor;
	size_t before = reader->nodes;

	if (reader->event.type == YAML_ALIAS_EVENT)
		return build_alias(reader);
	name = reader_anchor(reader);
	if (name == NULL)
		return build_value(reader);
	anchor = open_anchor(reader, name);
	if (anchor == NULL)
		return NULL;
	anchor->node = build_value(reader);
	anchor->count = reader->nodes - before;
	return anchor->node;
}
