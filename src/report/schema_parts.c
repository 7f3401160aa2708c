/* What the schemas are put together from. */
#include "report/schema.h"

#include "yaml/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct node *
schema_read(struct arena *arena, const char *yaml)
{
	const struct yaml_source source = {.file = "schema", .text = slice_of(yaml)};
	struct diags diags = {0};
	struct node *node = yaml_document(&source, arena, &diags);

	diags_free(&diags);
	return node != NULL ? node : node_null(arena);
}

void
schema_add(struct arena *arena, struct node *map, const char *key, struct node *value)
{
	node_add(arena, map, slice_of(key), value);
}

void
schema_add_text(struct arena *arena, struct node *map, const char *key, const char *text)
{
	node_add(arena, map, slice_of(key), node_text(arena, slice_of(text)));
}

struct node *
schema_map(struct arena *arena, const struct schema_piece *pieces)
{
	struct node *map = node_map(arena, 0);

	for (; pieces->name != NULL; pieces++)
		schema_add(arena, map, pieces->name, schema_read(arena, pieces->yaml));
	return map;
}

struct node *
schema_refer(struct arena *arena, const char *fmt, ...)
{
	struct node *map = node_map(arena, 1);
	struct buf pointer = {0};
	char name[128];
	va_list ap;
	size_t i;

	va_start(ap, fmt);
	(void)vsnprintf(name, sizeof(name), fmt, ap);
	va_end(ap);
	buf_text(&pointer, "#/definitions/");
	/* A JSON pointer (RFC 6901, 3). */
	for (i = 0; name[i] != '\0'; i++) {
		if (name[i] == '/')
			buf_text(&pointer, "~1");
		else
			buf_char(&pointer, name[i]);
	}
	schema_add_text(arena, map, "$ref", pointer.data);
	buf_free(&pointer);
	return map;
}

struct node *
schema_root(struct arena *arena, const char *title)
{
	struct node *root = node_map(arena, 8);

	schema_add_text(arena, root, "$schema", "http://json-schema.org/draft-07/schema#");
	schema_add_text(arena, root, "title", title);
	return root;
}

struct node *
schema_choice(struct arena *arena, const char *key, struct node *test, struct node *then)
{
	struct node *choice = node_map(arena, 2), *condition = node_map(arena, 2);
	struct node *properties = node_map(arena, 1);

	schema_add(arena, properties, key, test);
	schema_add(arena, condition, "properties", properties);
	schema_add(arena, condition, "required", schema_words(arena, key));
	schema_add(arena, choice, "if", condition);
	schema_add(arena, choice, "then", then);
	return choice;
}

struct node *
schema_words(struct arena *arena, const char *words)
{
	struct node *list = node_list(arena, 0);
	size_t len;

	for (words += strspn(words, " "); *words != '\0'; words += strspn(words, " ")) {
		len = strcspn(words, " ");
		node_push(arena, list, node_text(arena, slice_make(words, len)));
		words += len;
	}
	return list;
}
