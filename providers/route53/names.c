/* Names and values in Route 53's spelling, whose escapes are octal. */
#include "route53.h"

#include <ctype.h>
#include <string.h>

/* "\052" at ${at}: the octet, or -1. */
static int
octal_at(struct slice text, size_t at)
{
	int octet = 0;
	size_t i;

	if (at + 3 >= text.len || text.data[at] != '\\' || text.data[at + 1] > '3')
		return -1;
	for (i = at + 1; i <= at + 3; i++) {
		if (text.data[i] < '0' || text.data[i] > '7')
			return -1;
		octet = octet * 8 + (text.data[i] - '0');
	}
	return octet;
}

/* "\042" at ${at}, in decimal: the octet, or -1. */
static int
decimal_at(struct slice text, size_t at)
{
	int octet = 0;
	size_t i;

	if (at + 3 >= text.len || text.data[at] != '\\')
		return -1;
	for (i = at + 1; i <= at + 3; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return -1;
		octet = octet * 10 + (text.data[i] - '0');
	}
	return octet <= 255 ? octet : -1;
}

/* What may stand in a name as it is. */
static bool
stands_alone(int octet)
{
	return octet > ' ' && octet < 0x7f && strchr(".\\\";()$", octet) == NULL;
}

struct slice
route53_name(struct arena *arena, struct slice text)
{
	struct buf out = {0};
	struct slice name;
	size_t i;

	for (i = 0; i < text.len; i++) {
		int octet = octal_at(text, i);

		if (octet < 0 && text.data[i] == '.') {
			buf_char(&out, '.');
			continue;
		}
		/* A backslash that begins no escape stands for itself. */
		i += octet >= 0 ? 3 : 0;
		octet = octet >= 0 ? octet : (unsigned char)text.data[i];
		if (stands_alone(octet))
			buf_char(&out, (char)tolower(octet));
		else
			buf_printf(&out, "\\%03d", octet);
	}
	if (out.len == 0 || out.data[out.len - 1] != '.')
		buf_char(&out, '.');
	name = arena_copy(arena, buf_view(&out));
	buf_free(&out);
	return name;
}

struct slice
route53_value(struct arena *arena, struct slice text)
{
	struct buf out = {0};
	struct slice value;
	size_t i;

	if (text.data == NULL || slice_find(text, '\\') == text.len)
		return text;
	for (i = 0; i < text.len; i++) {
		int octet = octal_at(text, i);

		if (octet >= 0) {
			buf_printf(&out, "\\%03d", octet);
			i += 3;
			continue;
		}
		buf_char(&out, text.data[i]);
		/* The other half of "\\" and "\"" begins nothing. */
		if (text.data[i] == '\\' && i + 1 < text.len)
			buf_char(&out, text.data[++i]);
	}
	value = arena_copy(arena, buf_view(&out));
	buf_free(&out);
	return value;
}

void
route53_print(struct buf *out, struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];
		int octet = decimal_at(text, i);

		if (octet >= 0) {
			buf_printf(out, "\\%03o", (unsigned)octet);
			i += 3;
		} else if (c < ' ' || c >= 0x7f) {
			buf_printf(out, "\\%03o", (unsigned)c);
		} else {
			buf_char(out, text.data[i]);
			if (c == '\\' && i + 1 < text.len)
				buf_char(out, text.data[++i]);
		}
	}
}

struct slice
route53_id(struct slice text)
{
	size_t at = text.len;

	while (at > 0 && text.data[at - 1] != '/')
		at--;
	return slice_sub(text, at, text.len);
}
