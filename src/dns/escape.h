/* Escapes of zone files (RFC 1035, 5.1): "\X" and "\DDD". */
#ifndef ZW_DNS_ESCAPE_H
#define ZW_DNS_ESCAPE_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/slice.h"

/**
 * escape_octet(buf, octet, quoted):
 * Print ${octet} so that it stands for itself in a character string, inside
 * quotes or outside.  What is not printable ASCII becomes "\DDD".
 */
void escape_octet(struct buf *buf, unsigned char octet, bool quoted);

/**
 * escape_text(buf, text, quoted):
 * Print ${text}, in which a backslash begins an escape already, so that it stays
 * one word: what needs an escape and has none gets it.
 */
void escape_text(struct buf *buf, struct slice text, bool quoted);

/** escape_owner(buf, label): Print the owner ${label}, relative to its zone: "@" for the apex. */
void escape_owner(struct buf *buf, struct slice label);

/**
 * unescape_octet(text, at, octet):
 * Read the escape or plain octet at *${at}, which must be below text.len, and
 * move *${at} behind it.  Return 0, or -1 when it is no escape: "\999", a
 * backslash at the end.
 */
int unescape_octet(struct slice text, size_t *at, unsigned char *octet);

/** escape_octets(text): Return how many octets ${text} stands for, an escape being one. */
size_t escape_octets(struct slice text);

/**
 * escape_keep_text(arena, text), escape_keep_name(arena, text):
 * Return ${text}, whose escapes are sound, as octoDNS keeps it: without those that
 * escape_text adds, so that what was printed compares equal.  An octet stands for
 * itself wherever it can; in a name "\." and "\\" cannot, nor what is not printable.
 */
struct slice escape_keep_text(struct arena *arena, struct slice text);
struct slice escape_keep_name(struct arena *arena, struct slice text);

#endif
