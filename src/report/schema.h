/* JSON Schemas (draft 7) for editors, made from the tables that the readers follow. */
#ifndef ZW_REPORT_SCHEMA_H
#define ZW_REPORT_SCHEMA_H

#include "core/node.h"

/** schema_zone(arena), schema_config(arena): Return the schema of zone files, or of octodns.yaml. */
struct node *schema_zone(struct arena *arena);
struct node *schema_config(struct arena *arena);

/* A piece of a schema: a name, and the schema in YAML's flow style, as it is quoted least. */
struct schema_piece {
	const char *name; /* NULL at the end of a table */
	const char *yaml;
};

/** schema_read(arena, yaml): Return the node of a piece; ${yaml} is our own and right. */
struct node *schema_read(struct arena *arena, const char *yaml);

/** schema_map(arena, pieces): Return a mapping of names to what their pieces say. */
struct node *schema_map(struct arena *arena, const struct schema_piece *pieces);

/** schema_add(arena, map, key, value), schema_add_text(…): Append what is known to be new. */
void schema_add(struct arena *arena, struct node *map, const char *key, struct node *value);
void schema_add_text(struct arena *arena, struct node *map, const char *key, const char *text);

/** schema_refer(arena, fmt, …): Return {$ref: "#/definitions/…"}. */
struct node *schema_refer(struct arena *arena, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/** schema_root(arena, title): Return a schema that says so far what it is. */
struct node *schema_root(struct arena *arena, const char *title);

/** schema_choice(arena, key, test, then): Return {if: {properties: {key: test}, required: [key]}, then}. */
struct node *schema_choice(struct arena *arena, const char *key, struct node *test,
    struct node *then);

/** schema_words(arena, words): Return a list of the words of ${words}, blanks between. */
struct node *schema_words(struct arena *arena, const char *words);

#endif
