/* A growing buffer of bytes: what reports and writers print into. */
#ifndef ZW_CORE_BUF_H
#define ZW_CORE_BUF_H

#include "core/slice.h"

#include <stdint.h>

/* All zero is an empty buffer.  data has a NUL after len bytes, once used. */
struct buf {
	char *data;
	size_t len;
	size_t cap;
};

void buf_add(struct buf *buf, const char *data, size_t len);
void buf_slice(struct buf *buf, struct slice s);
void buf_text(struct buf *buf, const char *text);
void buf_char(struct buf *buf, char c);
/** buf_pad(buf, c, count): Add ${c} ${count} times. */
void buf_pad(struct buf *buf, char c, size_t count);
/** buf_number(buf, number): Add it in decimal digits: "%lld" for where there are many. */
void buf_number(struct buf *buf, int64_t number);
void buf_printf(struct buf *buf, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/** buf_view(buf): Return what is there; valid until the next addition. */
struct slice buf_view(const struct buf *buf);

/** buf_clear(buf): Empty it, keeping its memory. */
void buf_clear(struct buf *buf);

/** buf_free(buf): Free it; it is empty again. */
void buf_free(struct buf *buf);

/** buf_wipe(buf): Overwrite what it held, then free it: for secrets. */
void buf_wipe(struct buf *buf);

#endif
