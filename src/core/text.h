/* Text from outside: is it UTF-8, how wide is it, and a form that is safe to show. */
#ifndef ZW_CORE_TEXT_H
#define ZW_CORE_TEXT_H

#include "core/buf.h"
#include "core/slice.h"

#include <stdint.h>

#define TEXT_INVALID UINT32_MAX

/**
 * text_next(s, at):
 * Decode the code point at *${at}, which must be below s.len, and move *${at}
 * behind it.  A byte that is not part of well-formed UTF-8 (overlong forms,
 * surrogates and what is above U+10FFFF too) is TEXT_INVALID, one byte long.
 */
uint32_t text_next(struct slice s, size_t *at);

/** text_utf8(buf, code): Print ${code} as UTF-8. */
void text_utf8(struct buf *buf, uint32_t code);

/**
 * text_utf8_valid(s, bad):
 * Return true when ${s} is well-formed UTF-8.  Otherwise *${bad}, when it is not
 * NULL, is the place of the first byte that is wrong.
 */
bool text_utf8_valid(struct slice s, size_t *bad);

/**
 * text_is_command(s, at):
 * Return whether the byte at ${at} of ${s} makes a command of it for what shows the
 * logs of a CI system: the '[' of "##[error]" or "##vso[…]" anywhere, or the first
 * colon of "::error …" at the beginning.
 */
bool text_is_command(struct slice s, size_t at);

/**
 * text_safe(out, s):
 * Print ${s} so that it cannot steer a terminal or a CI system's log, break a line
 * or look like other text: controls, line separators, bidirectional and zero-width
 * characters and tags become \u{NNNN}; control bytes, bytes that are not UTF-8 and
 * those of text_is_command \xNN.
 */
void text_safe(struct buf *out, struct slice s);

/**
 * text_turning(s):
 * Return the first character of ${s} that turns the direction of the text around
 * it (marks, embeddings, overrides, isolates of UAX #9), or 0: it makes a name
 * look like another one.
 */
uint32_t text_turning(struct slice s);
#define TEXT_TURNING "has U+%04X in it, which turns the direction of text"
#define TEXT_TURNING_HINT "take it out: it makes one name look like another"

/** text_columns(s): Return the number of code points of ${s}; a wrong byte counts as one. */
size_t text_columns(struct slice s);

/**
 * text_distance(a, b):
 * Return how many letters must be added, left out, replaced or swapped with
 * their neighbour to get from ${a} to ${b}: for "did you mean".  SIZE_MAX when
 * either is longer than 64 bytes.
 */
size_t text_distance(const char *a, const char *b);

#endif
