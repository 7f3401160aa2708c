/* Python's str.format(), as far as templates in zone files use it. */
#ifndef ZW_PROCESS_FORMAT_H
#define ZW_PROCESS_FORMAT_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/node.h"

struct format_fault {
	size_t at; /* of the letter, counted from 1, where the part begins that is wrong */
	const char *why;
	const char *hint; /* or NULL; both in the arena */
};

/**
 * format_text(out, text, params, arena, fault):
 * Print ${text} with each {NAME}, {NAME[KEY]} and {NAME:SPEC} replaced by what
 * the mapping ${params} has; {{ and }} are braces.  SPEC is Python's for text and
 * numbers: fill, alignment, sign, zeros, width, precision and one of s d x X o b f
 * e g %.  What comes out is no longer than a record can be.  Return 0, or -1 and
 * ${fault}.
 */
int format_text(struct buf *out, struct slice text, const struct node *params, struct arena *arena,
    struct format_fault *fault);

/** format_plain(out, value): Print a scalar as Python's str() does; false for a list or a mapping. */
bool format_plain(struct buf *out, const struct node *value);

#endif
