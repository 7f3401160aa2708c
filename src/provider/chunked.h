/* TXT values of services that take plain text, without quotes and escapes. */
#ifndef ZW_PROVIDER_CHUNKED_H
#define ZW_PROVIDER_CHUNKED_H

#include "core/buf.h"
#include "core/slice.h"

/** chunked_of_raw(buf, raw): Append the octets ${raw} in presentation form, in strings of 255 (RFC 1035, 3.3). */
void chunked_of_raw(struct buf *buf, struct slice raw);

/**
 * chunked_of_any(buf, text):
 * Append what a service sent, in presentation form: ${text} as it is when it is
 * one or more quoted strings; else it is raw, in one pair of quotes or in none.
 */
void chunked_of_any(struct buf *buf, struct slice text);

/** chunked_to_raw(buf, text): Append the octets of a FIELD_CHUNKED text: "\;" is ";" there. */
void chunked_to_raw(struct buf *buf, struct slice text);

#endif
