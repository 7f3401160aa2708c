/* What a plain scalar means in YAML 1.1, as PyYAML's resolver sees it. */
#ifndef ZW_YAML_SCALAR_H
#define ZW_YAML_SCALAR_H

#include "core/arena.h"
#include "core/node.h"
#include "core/slice.h"

enum scalar_class {
	SCALAR_TEXT,
	SCALAR_NULL,
	SCALAR_BOOL,
	SCALAR_INT,
	SCALAR_FLOAT,
	SCALAR_DATE,
	SCALAR_MERGE, /* << */
	SCALAR_VALUE, /* = */
	SCALAR_BYTES, /* !!binary */
};

/** scalar_resolve(s): Return what the plain scalar ${s} is. */
enum scalar_class scalar_resolve(struct slice s);

/**
 * scalar_decode(node, class):
 * Set kind and value of ${node} from its text, read as ${class} (one of null,
 * bool, int, float, date).  Return NULL, or why that cannot be.
 */
const char *scalar_decode(struct node *node, enum scalar_class class);

/** scalar_key_text(arena, node): Make the text of ${node} what Python's str() gives. */
void scalar_key_text(struct arena *arena, struct node *node);

/**
 * scalar_is_date(s, loose):
 * Return true when ${s} is written like a timestamp; ${loose}: with one digit for
 * the month or the day and without a time, too.
 */
bool scalar_is_date(struct slice s, bool loose);

/** scalar_decode_date(node): As scalar_decode, for a date. */
const char *scalar_decode_date(struct node *node);

#endif
