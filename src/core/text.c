/* Text from outside. */
#include "core/text.h"

#include <string.h>

#define DISTANCE_MAX 64

struct range {
	uint32_t first, last;
};

/* What must not be shown as it is, beside C0: sorted, and few enough to look through. */
static const struct range hidden[] = {
    {0x7f, 0x9f},       /* DEL, C1 with NEL */
    {0xad, 0xad},       /* soft hyphen */
    {0x61c, 0x61c},     /* Arabic letter mark */
    {0x180e, 0x180e},   /* Mongolian vowel separator */
    {0x200b, 0x200f},   /* zero width, direction marks */
    {0x2028, 0x202e},   /* line and paragraph separator, embeddings and overrides */
    {0x2060, 0x206f},   /* word joiner, invisible operators, isolates, deprecated controls */
    {0xfeff, 0xfeff},   /* byte order mark */
    {0xfff9, 0xfffb},   /* interlinear annotation */
    {0xe0000, 0xe007f}, /* tags */
};

static const struct range turning[] = {
    {0x61c, 0x61c},   /* Arabic letter mark */
    {0x200e, 0x200f}, /* direction marks */
    {0x202a, 0x202e}, /* embeddings and overrides */
    {0x2066, 0x2069}, /* isolates */
};

/* The length of the sequence that a first byte begins, and its payload and least value. */
static size_t
lead(unsigned char byte, uint32_t *code, uint32_t *least)
{
	if (byte >= 0xc2 && byte <= 0xdf) {
		*code = byte & 0x1fU;
		*least = 0x80;
		return 2;
	}
	if (byte >= 0xe0 && byte <= 0xef) {
		*code = byte & 0x0fU;
		*least = 0x800;
		return 3;
	}
	if (byte >= 0xf0 && byte <= 0xf4) {
		*code = byte & 0x07U;
		*least = 0x10000;
		return 4;
	}
	return 0;
}

uint32_t
text_next(struct slice s, size_t *at)
{
	size_t start = (*at)++;
	uint32_t code = (unsigned char)s.data[start];
	uint32_t least = 0;
	size_t len, i;

	if (code < 0x80)
		return code;
	len = lead((unsigned char)code, &code, &least);
	if (len == 0 || len > s.len - start)
		return TEXT_INVALID;
	for (i = 1; i < len; i++) {
		unsigned char byte = (unsigned char)s.data[start + i];

		if ((byte & 0xc0) != 0x80)
			return TEXT_INVALID;
		code = code << 6 | (byte & 0x3fU);
	}
	if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return TEXT_INVALID;
	*at = start + len;
	return code;
}

void
text_utf8(struct buf *buf, uint32_t code)
{
	if (code < 0x80) {
		buf_char(buf, (char)code);
	} else if (code < 0x800) {
		buf_char(buf, (char)(0xc0 | code >> 6));
		buf_char(buf, (char)(0x80 | (code & 0x3f)));
	} else if (code < 0x10000) {
		buf_char(buf, (char)(0xe0 | code >> 12));
		buf_char(buf, (char)(0x80 | (code >> 6 & 0x3f)));
		buf_char(buf, (char)(0x80 | (code & 0x3f)));
	} else {
		buf_char(buf, (char)(0xf0 | code >> 18));
		buf_char(buf, (char)(0x80 | (code >> 12 & 0x3f)));
		buf_char(buf, (char)(0x80 | (code >> 6 & 0x3f)));
		buf_char(buf, (char)(0x80 | (code & 0x3f)));
	}
}

bool
text_utf8_valid(struct slice s, size_t *bad)
{
	size_t at = 0;

	while (at < s.len) {
		size_t start = at;

		if (text_next(s, &at) != TEXT_INVALID)
			continue;
		if (bad != NULL)
			*bad = start;
		return false;
	}
	return true;
}

#define COUNT(ranges) (sizeof(ranges) / sizeof((ranges)[0]))

static bool
is_in(const struct range *ranges, size_t count, uint32_t code)
{
	size_t i;

	for (i = 0; i < count && code >= ranges[i].first; i++) {
		if (code <= ranges[i].last)
			return true;
	}
	return false;
}

uint32_t
text_turning(struct slice s)
{
	size_t at = 0;

	while (at < s.len) {
		uint32_t code = text_next(s, &at);

		if (code >= turning[0].first && is_in(turning, COUNT(turning), code))
			return code;
	}
	return 0;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
ends_prefix(struct slice s, size_t at)
{
	while (at > 0 && is_letter(s.data[at - 1]))
		at--;
	return at >= 2 && s.data[at - 1] == '#' && s.data[at - 2] == '#';
}

/* A word that no address is: "::ffff:192.0.2.1" is one, "::error" and "::add-mask" are none. */
static bool
begins_word(struct slice s, size_t at)
{
	for (; at < s.len && (is_letter(s.data[at]) || s.data[at] == '-'); at++) {
		if (strchr("abcdefABCDEF", s.data[at]) == NULL)
			return true;
	}
	return false;
}

bool
text_is_command(struct slice s, size_t at)
{
	size_t before;

	if (at >= s.len)
		return false;
	if (s.data[at] == '[')
		return ends_prefix(s, at);
	if (s.data[at] != ':' || at + 1 >= s.len || s.data[at + 1] != ':')
		return false;
	for (before = at; before > 0; before--) {
		if (s.data[before - 1] != ' ' && s.data[before - 1] != '\t')
			return false;
	}
	return begins_word(s, at + 2);
}

void
text_safe(struct buf *out, struct slice s)
{
	size_t at = 0;

	while (at < s.len) {
		size_t start = at;
		uint32_t code = text_next(s, &at);

		if (code == TEXT_INVALID || code < 0x20 || code == 0x7f ||
		    text_is_command(s, start))
			buf_printf(out, "\\x%02X", (unsigned char)s.data[start]);
		else if (is_in(hidden, COUNT(hidden), code))
			buf_printf(out, "\\u{%04X}", code);
		else
			buf_add(out, s.data + start, at - start);
	}
}

size_t
text_columns(struct slice s)
{
	size_t at = 0, count = 0;

	while (at < s.len) {
		(void)text_next(s, &at);
		count++;
	}
	return count;
}

static size_t
least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t
text_distance(const char *a, const char *b)
{
	size_t alen = strnlen(a, DISTANCE_MAX + 1), blen = strnlen(b, DISTANCE_MAX + 1);
	size_t rows[3][DISTANCE_MAX + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	size_t i, j;

	if (alen > DISTANCE_MAX || blen > DISTANCE_MAX)
		return SIZE_MAX;
	for (j = 0; j <= blen; j++)
		row[j] = j;
	for (i = 1; i <= alen; i++) {
		size_t *free_row = before;

		before = above;
		above = row;
		row = free_row;
		row[0] = i;
		for (j = 1; j <= blen; j++) {
			size_t cost = a[i - 1] != b[j - 1];

			row[j] = least_of(above[j] + 1, row[j - 1] + 1);
			row[j] = least_of(row[j], above[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least_of(row[j], before[j - 2] + 1);
		}
	}
	return row[blen];
}
