/* Escapes of zone files. */
#include "dns/escape.h"

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

void
escape_text(struct buf *buf, struct slice text, bool quoted)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		if (text.data[i] == '\\' && i + 1 < text.len &&
		    is_graphic((unsigned char)text.data[i + 1])) {
			buf_add(buf, text.data + i, 2);
			i++;
			continue;
		}
		escape_octet(buf, (unsigned char)text.data[i], quoted);
	}
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
