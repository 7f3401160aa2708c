/* A scalar event: what it is, and the node that it gives. */
#include "yaml/internal.h"

#include <string.h>

static int
set_scalar(struct reader *reader, struct node *node, enum scalar_class class)
{
	const char *why;

	if (class == SCALAR_TEXT)
		return 0;
	if (class == SCALAR_MERGE || class == SCALAR_VALUE) {
		return reading_error(reader->reading, "yaml-tag", reader_place(reader),
		    "put it in quotes", "%s alone has no meaning as a value",
		    class == SCALAR_MERGE ? "<<" : "=");
	}
	why = scalar_decode(node, class);
	if (why == NULL)
		return 0;
	return reading_error(reader->reading, "yaml-tag", reader_place(reader), "put it in quotes",
	    "\"%.*s\" cannot be read: %s", (int)(node->text.len < 100 ? node->text.len : 100),
	    node->text.data, why);
}

struct slice
reader_text(const struct reader *reader)
{
	return slice_make((const char *)reader->event.data.scalar.value,
	    reader->event.data.scalar.length);
}

bool
reader_at_include(const struct reader *reader)
{
	const char *tag = (const char *)reader->event.data.scalar.tag;

	return reader->event.type == YAML_SCALAR_EVENT && tag != NULL &&
	    strcmp(tag, "!include") == 0;
}

struct node *
reader_scalar(struct reader *reader)
{
	enum scalar_class class;
	struct node *node;

	if (tag_scalar(reader, &class) != 0)
		return NULL;
	node = reader_node(reader, NODE_TEXT);
	node->quoted = reader->event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	node->text = arena_copy(reader->reading->arena, reader_text(reader));
	return set_scalar(reader, node, class) == 0 ? node : NULL;
}

bool
reader_at_merge(const struct reader *reader)
{
	const yaml_event_t *event = &reader->event;
	const char *tag;

	if (event->type != YAML_SCALAR_EVENT)
		return false;
	tag = (const char *)event->data.scalar.tag;
	if (tag != NULL)
		return strcmp(tag, "tag:yaml.org,2002:merge") == 0;
	return event->data.scalar.plain_implicit && slice_is(reader_text(reader), "<<");
}

bool
reader_at_equals(const struct reader *reader)
{
	const yaml_event_t *event = &reader->event;

	return event->type == YAML_SCALAR_EVENT && event->data.scalar.tag == NULL &&
	    event->data.scalar.anchor == NULL && event->data.scalar.plain_implicit &&
	    slice_is(reader_text(reader), "=");
}

struct node *
reader_equals(const struct reader *reader)
{
	struct node *node = reader_node(reader, NODE_TEXT);

	node->text = slice_of("=");
	return node;
}
