/* A growing buffer of bytes. */
#define _DEFAULT_SOURCE
#include "core/buf.h"

#include "core/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is printed is mostly shorter, and then printed only once. */
#define PRINTED 63

static char *
room(struct buf *buf, size_t len)
{
	/* One more for the NUL; an overflowing sum cannot be allocated anyway. */
	size_t need = buf->len + len + 1;

	if (need > len && need <= buf->cap)
		return buf->data + buf->len;
	buf->data = mem_grow(buf->data, &buf->cap, need > len ? need : (size_t)-1, 1);
	return buf->data + buf->len;
}

static void
took(struct buf *buf, size_t len)
{
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void
buf_add(struct buf *buf, const char *data, size_t len)
{
	char *to = room(buf, len);

	if (len > 0)
		memcpy(to, data, len);
	took(buf, len);
}

void
buf_slice(struct buf *buf, struct slice s)
{
	buf_add(buf, s.data, s.len);
}

void
buf_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_char(struct buf *buf, char c)
{
	*room(buf, 1) = c;
	took(buf, 1);
}

void
buf_pad(struct buf *buf, char c, size_t count)
{
	memset(room(buf, count), c, count);
	took(buf, count);
}

void
buf_number(struct buf *buf, int64_t number)
{
	char digits[20], *at = digits + sizeof(digits);
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (number < 0)
		buf_char(buf, '-');
	buf_add(buf, at, (size_t)(digits + sizeof(digits) - at));
}

void
buf_printf(struct buf *buf, const char *fmt, ...)
{
	va_list ap;
	char *to = room(buf, PRINTED);
	int len;

	va_start(ap, fmt);
	len = vsnprintf(to, PRINTED + 1, fmt, ap);
	va_end(ap);
	if (len > PRINTED) {
		va_start(ap, fmt);
		(void)vsnprintf(room(buf, (size_t)len), (size_t)len + 1, fmt, ap);
		va_end(ap);
	}
	took(buf, len > 0 ? (size_t)len : 0);
}

struct slice
buf_view(const struct buf *buf)
{
	return slice_make(buf->data, buf->len);
}

void
buf_clear(struct buf *buf)
{
	buf->len = 0;
	if (buf->data != NULL)
		buf->data[0] = '\0';
}

void
buf_free(struct buf *buf)
{
	free(buf->data);
	memset(buf, 0, sizeof(*buf));
}

void
buf_wipe(struct buf *buf)
{
	if (buf->data != NULL)
		explicit_bzero(buf->data, buf->cap);
	buf_free(buf);
}
