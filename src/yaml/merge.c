/* Merge keys: << splices in the pairs of other mappings. */
#include "yaml/internal.h"

#include "core/mem.h"

static int
refuse(struct reader *reader, const struct node *value, struct place at)
{
	return reading_error(reader->reading, "yaml-merge", at,
	    "give it an alias such as *name, a mapping, or a list of those",
	    "<< takes a mapping or a list of mappings, not %s", node_kind_name(value));
}

static void
splice(struct reading *reading, const struct node *map)
{
	size_t i, count = map->u.map.count;

	reading->pairs = mem_grow(reading->pairs, &reading->pairs_cap, reading->npairs + count,
	    sizeof(struct pending));
	for (i = 0; i < count; i++) {
		struct pending *pair = &reading->pairs[reading->npairs++];

		pair->key = map->u.map.pairs[i].key;
		pair->value = map->u.map.pairs[i].value;
		pair->index = 0;
		pair->merged = true;
	}
}

/* A mapping that is written here only counts where << stands: its own order does not. */
static struct node *
build_unordered(struct reader *reader)
{
	reader->unordered = reader->event.type == YAML_MAPPING_START_EVENT;
	return reader_build(reader);
}

static int
merge_list(struct reader *reader)
{
	struct reading *reading = reader->reading;
	size_t base = reading->nitems;

	if (reader_enter_list(reader) != 0)
		return -1;
	for (;;) {
		struct place at;
		struct node *item;

		if (reader_next(reader) != 0)
			return -1;
		if (reader->event.type == YAML_SEQUENCE_END_EVENT)
			break;
		at = reader_place(reader);
		item = build_unordered(reader);
		if (item == NULL)
			return -1;
		if (item->kind != NODE_MAP)
			return refuse(reader, item, at);
		reader_push_item(reader, item);
	}
	reader->depth--;
	/* In reverse, so that the first mapping's keys come last and win. */
	while (reading->nitems > base)
		splice(reading, reading->items[--reading->nitems]);
	return 0;
}

static int
merge_known_list(struct reader *reader, const struct node *list, struct place at)
{
	size_t i;

	for (i = 0; i < list->u.list.count; i++) {
		if (list->u.list.items[i]->kind != NODE_MAP)
			return refuse(reader, list->u.list.items[i], at);
	}
	while (i-- > 0)
		splice(reader->reading, list->u.list.items[i]);
	return 0;
}

int
merge_pairs(struct reader *reader)
{
	struct node *value;
	struct place at;

	if (reader_next(reader) != 0)
		return -1;
	at = reader_place(reader);
	if (reader->event.type == YAML_SEQUENCE_START_EVENT &&
	    reader->event.data.sequence_start.anchor == NULL)
		return merge_list(reader);
	value = build_unordered(reader);
	if (value == NULL)
		return -1;
	if (value->kind == NODE_LIST)
		return merge_known_list(reader, value, at);
	if (value->kind != NODE_MAP)
		return refuse(reader, value, at);
	splice(reader->reading, value);
	return 0;
}
