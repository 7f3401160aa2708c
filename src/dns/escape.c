/* Escapes of zone files. */
#include "dns/escape.h"

#include <string.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Printable, and not a blank. */
static bool
is_graphic(unsigned char c)
{
	return c > 0x20 && c < 0x7f;
}

/* What ends a word, or begins a comment or a group, outside quotes. */
static bool
is_special(unsigned char c)
{
	return c == '(' || c == ')' || c == ';';
}

void
escape_octet(struct buf *buf, unsigned char octet, bool quoted)
{
	if (!is_graphic(octet) && !(quoted && octet == ' ')) {
		buf_printf(buf, "\\%03u", (unsigned)octet);
		return;
	}
	if (octet == '"' || octet == '\\' || (!quoted && is_special(octet)))
		buf_char(buf, '\\');
	buf_char(buf, (char)octet);
}

/* How much from ${at} on is printed as it is. */
static size_t
plain_run(struct slice text, size_t at, bool quoted)
{
	size_t i;

	for (i = at; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (!is_graphic(c) || c == '"' || c == '\\' || (!quoted && is_special(c)))
			break;
	}
	return i - at;
}

void
escape_text(struct buf *buf, struct slice text, bool quoted)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		size_t plain = plain_run(text, i, quoted);

		buf_add(buf, text.data + i, plain);
		i += plain;
		if (i == text.len)
			break;
		if (text.data[i] == '\\' && i + 1 < text.len &&
		    is_graphic((unsigned char)text.data[i + 1])) {
			buf_add(buf, text.data + i, 2);
			i++;
			continue;
		}
		escape_octet(buf, (unsigned char)text.data[i], quoted);
	}
}

/* "@" is the apex, and "$" begins a directive: a label like that needs its escape. */
void
escape_owner(struct buf *buf, struct slice label)
{
	if (label.len == 0) {
		buf_char(buf, '@');
		return;
	}
	if (label.data[0] == '$' || slice_is(label, "@"))
		buf_char(buf, '\\');
	escape_text(buf, label, false);
}

int
unescape_octet(struct slice text, size_t *at, unsigned char *octet)
{
	unsigned number = 0;
	size_t i;

	if (text.data[*at] != '\\') {
		*octet = (unsigned char)text.data[(*at)++];
		return 0;
	}
	if (text.len - *at < 2)
		return -1;
	if (!is_digit(text.data[*at + 1])) {
		*octet = (unsigned char)text.data[*at + 1];
		*at += 2;
		return 0;
	}
	if (text.len - *at < 4)
		return -1;
	for (i = 1; i <= 3; i++) {
		if (!is_digit(text.data[*at + i]))
			return -1;
		number = number * 10 + (unsigned)(text.data[*at + i] - '0');
	}
	if (number > 255)
		return -1;
	*octet = (unsigned char)number;
	*at += 4;
	return 0;
}

size_t
escape_octets(struct slice text)
{
	size_t at = 0, count = 0;
	unsigned char octet;

	if (slice_find(text, '\\') == text.len)
		return text.len;
	while (at < text.len) {
		if (unescape_octet(text, &at, &octet) != 0)
			at++;
		count++;
	}
	return count;
}

/* Is the backslash at ${at} one that octoDNS's text keeps?  Not before what only escape_text escapes. */
static bool
keeps_backslash(struct slice text, size_t at)
{
	char next = at + 1 < text.len ? text.data[at + 1] : '\0';

	return text.data[at] == '\\' && is_graphic((unsigned char)next) && !is_digit(next) &&
	    strchr("\"();", next) == NULL;
}

static struct slice
keep(struct arena *arena, struct buf *out)
{
	struct slice kept = arena_copy(arena, out->len > 0 ? buf_view(out) : slice_of(""));

	buf_free(out);
	return kept;
}

struct slice
escape_keep_text(struct arena *arena, struct slice text)
{
	struct buf out = {0};
	unsigned char octet;
	size_t at = 0;

	while (at < text.len) {
		if (keeps_backslash(text, at)) {
			buf_add(&out, text.data + at, 2);
			at += 2;
			continue;
		}
		if (unescape_octet(text, &at, &octet) != 0)
			octet = (unsigned char)text.data[at++];
		if (octet == '\\')
			buf_char(&out, '\\');
		buf_char(&out, (char)octet);
	}
	return keep(arena, &out);
}

/*
 * Servers disagree on '@', '$' and "\064": an escape is dropped where it says nothing,
 * so that one name has one form.
 */
static void
keep_octet(struct buf *out, unsigned char octet)
{
	if (!is_graphic(octet)) {
		escape_octet(out, octet, false);
		return;
	}
	if (octet == '.' || octet == '\\')
		buf_char(out, '\\');
	buf_char(out, (char)octet);
}

struct slice
escape_keep_name(struct arena *arena, struct slice text)
{
	struct buf out = {0};
	unsigned char octet;
	size_t at = 0;

	while (at < text.len) {
		if (text.data[at] == '\\' && unescape_octet(text, &at, &octet) == 0)
			keep_octet(&out, octet);
		else
			buf_char(&out, text.data[at++]);
	}
	return keep(arena, &out);
}
