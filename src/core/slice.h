/* Byte slices: a pointer and a length into memory that someone else owns. */
#ifndef ZW_CORE_SLICE_H
#define ZW_CORE_SLICE_H

#include <stdbool.h>
#include <stddef.h>

struct slice {
	const char *data;
	size_t len;
};

/* For printf: printf("%.*s", SLICE_ARGS(name)) is spelled out by this pair. */
#define SLICE_ARGS(s) (int)(s).len, (s).data

/**
 * slice_of(text):
 * Return the slice of the C string ${text}, or an empty slice when it is NULL.
 */
struct slice slice_of(const char *text);

/** slice_make(data, len): Return the slice of ${len} bytes at ${data}. */
struct slice slice_make(const char *data, size_t len);

/** slice_sub(s, from, to): Return bytes [${from}, ${to}) of ${s}, clamped to it. */
struct slice slice_sub(struct slice s, size_t from, size_t to);

/** slice_equal(a, b): Return true when the bytes are the same. */
bool slice_equal(struct slice a, struct slice b);

/** slice_is(s, text): Return true when ${s} is the C string ${text}. */
bool slice_is(struct slice s, const char *text);

/** slice_is_nocase(s, text): The same, ASCII letters compared without case. */
bool slice_is_nocase(struct slice s, const char *text);

/**
 * slice_compare(a, b):
 * Compare as unsigned bytes, a prefix before what it starts.  Return a number
 * less than, equal to or greater than 0.
 */
int slice_compare(struct slice a, struct slice b);

/** slice_starts(s, prefix), slice_ends(s, suffix): Return true when it does. */
bool slice_starts(struct slice s, struct slice prefix);
bool slice_ends(struct slice s, struct slice suffix);

/** slice_find(s, c): Return the place of the first ${c}, or s.len without one. */
size_t slice_find(struct slice s, char c);

/** slice_trim(s): Return ${s} without ASCII white space at both ends. */
struct slice slice_trim(struct slice s);

#endif
