/* How PyYAML's emitter writes a scalar: plain, in single or in double quotes. */
#ifndef ZW_YAML_QUOTE_H
#define ZW_YAML_QUOTE_H

#include "core/buf.h"
#include "core/node.h"

#include <stdint.h>

/* The emitter's place in what it writes; columns are code points. */
struct emitter {
	struct buf *buf;
	bool escape_unicode;
	size_t column, indent;
	bool whitespace; /* the last thing written was a space or a new line */
	bool indention;  /* the line has nothing but indentation and indicators */
	/* The scalar being written, as code points. */
	uint32_t *text;
	size_t len, cap;
};

/**
 * emit_indicator(emitter, text, space, whitespace, indention):
 * Write "-", ":" and the like, a space before it when ${space} asks for one.
 * ${whitespace}: the next thing needs no space; ${indention}: it is part of one.
 */
void emit_indicator(struct emitter *emitter, const char *text, bool space, bool whitespace,
    bool indention);

/** emit_indent(emitter): Begin a new line, unless this one is just begun. */
void emit_indent(struct emitter *emitter);

struct scalar_form {
	bool plain; /* what is no text, such as 10: it is never quoted */
	bool multiline, empty;
	bool allow_plain, allow_single;
};

/**
 * emit_load(emitter, text, plain):
 * Take ${text} as the scalar to be written, without quotes when ${plain}.  Return
 * how it may be written.
 */
struct scalar_form emit_load(struct emitter *emitter, struct slice text, bool plain);

/** emit_scalar(emitter, form, key): Write the scalar that was loaded; ${key}: as a simple key. */
void emit_scalar(struct emitter *emitter, const struct scalar_form *form, bool key);

#endif
