/* Keys of mappings: text, or what Python's str() makes of something else. */
#include "yaml/internal.h"

#include <string.h>

bool
key_is_merge(const yaml_event_t *event)
{
	const char *tag;

	if (event->type != YAML_SCALAR_EVENT)
		return false;
	tag = (const char *)event->data.scalar.tag;
	if (tag != NULL)
		return strcmp(tag, "tag:yaml.org,2002:merge") == 0;
	return event->data.scalar.plain_implicit && event->data.scalar.length == 2 &&
	    memcmp(event->data.scalar.value, "<<", 2) == 0;
}

/* A key of = is text, here only. */
static struct node *
build_equals(struct reader *reader)
{
	struct node *node = reader_node(reader, NODE_TEXT);

	node->text = slice_of("=");
	return node;
}

static bool
is_equals(const yaml_event_t *event)
{
	return event->type == YAML_SCALAR_EVENT && event->data.scalar.tag == NULL &&
	    event->data.scalar.anchor == NULL && event->data.scalar.plain_implicit &&
	    event->data.scalar.length == 1 && event->data.scalar.value[0] == '=';
}

struct node *
key_build(struct reader *reader)
{
	struct place at = reader_place(reader);
	struct node *key = is_equals(&reader->event) ? build_equals(reader) : reader_build(reader);

	if (key == NULL || key->kind == NODE_TEXT || key->kind == NODE_DATE)
		return key;
	if (!node_is_scalar(key)) {
		(void)reading_error(reader->reading, "yaml-key", at, NULL, "%s cannot be a key",
		    node_kind_name(key));
		return NULL;
	}
	/* It may be an anchor's node, which is a value elsewhere. */
	if (reader->anchors.count > 0 || key->file != reader->file) {
		struct node *copy = arena_alloc(reader->reading->arena, sizeof(*copy));

		*copy = *key;
		key = copy;
	}
	key->written = key->text.data;
	scalar_key_text(reader->reading->arena, key);
	return key;
}
