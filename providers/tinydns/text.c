/* What stands between the colons of a line: names, texts and addresses. */
#include "dns/escape.h"
#include "dns/name.h"
#include "dns/value.h"
#include "tinydns.h"

#include <arpa/inet.h>
#include <string.h>

#define NAME_TEXT_MAX 1024 /* 255 octets, each escaped */

static bool
is_octal(struct slice s, size_t at)
{
	return at < s.len && s.data[at] >= '0' && s.data[at] <= '7';
}

/* Read "\ddd", three octal digits; return whether they are there. */
static bool
octal_octet(struct slice s, size_t at, unsigned char *octet)
{
	unsigned number = 0;
	size_t i;

	for (i = 1; i <= 3; i++) {
		if (!is_octal(s, at + i))
			return false;
		number = number * 8 + (unsigned)(s.data[at + i] - '0');
	}
	*octet = (unsigned char)number;
	return s.data[at] == '\\' && number <= 255;
}

void
tiny_presentation(struct buf *buf, struct slice field)
{
	unsigned char octet;
	size_t at = 0;

	while (at < field.len) {
		if (octal_octet(field, at, &octet)) {
			buf_printf(buf, "\\%03u", (unsigned)octet);
			at += 4;
			continue;
		}
		buf_char(buf, field.data[at]);
		if (field.data[at++] == '\\' && at < field.len)
			buf_char(buf, field.data[at++]);
	}
}

const char *
tiny_name(struct arena *arena, struct slice field, struct slice *name)
{
	struct buf text = {0};
	const char *why = "has an empty name";

	if (field.len > 0 && memchr(field.data, ' ', field.len) != NULL) {
		why = "has a blank in a name";
	} else if (field.len > 0 && field.len <= NAME_TEXT_MAX) {
		tiny_presentation(&text, field);
		if (!name_is_absolute(buf_view(&text)))
			buf_char(&text, '.');
		if (name_parse(arena, buf_view(&text), name, &why) == 0)
			why = NULL;
	} else if (field.len > 0) {
		why = "has a name that is too long";
	}
	buf_free(&text);
	return why;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The escapes of Python's text, which octoDNS reads texts with. */
static size_t
escape(struct slice s, size_t at, unsigned *octet)
{
	static const char letters[] = "abfnrtv\\'\"", octets[] = "\a\b\f\n\r\t\v\\'\"";
	char next = at + 1 < s.len ? s.data[at + 1] : '\0';
	const char *letter = next != '\0' ? strchr(letters, next) : NULL;
	size_t i = at + 1;

	*octet = 0;
	if (is_octal(s, i)) {
		for (; i < at + 4 && is_octal(s, i); i++)
			*octet = *octet * 8 + (unsigned)(s.data[i] - '0');
		return i - at;
	}
	if (next == 'x' && at + 3 < s.len && hex_digit(s.data[at + 2]) >= 0 &&
	    hex_digit(s.data[at + 3]) >= 0) {
		*octet = (unsigned)(hex_digit(s.data[at + 2]) * 16 + hex_digit(s.data[at + 3]));
		return 4;
	}
	if (letter != NULL) {
		*octet = (unsigned char)octets[letter - letters];
		return 2;
	}
	/* Any other backslash stands for itself. */
	*octet = '\\';
	return 1;
}

const char *
tiny_text(struct buf *buf, struct slice field)
{
	size_t at = 0;

	buf_text(buf, "");
	while (at < field.len) {
		unsigned octet = (unsigned char)field.data[at];

		if (octet != '\\') {
			at++;
		} else {
			char next = at + 1 < field.len ? field.data[at + 1] : '\0';

			if (next == 'u' || next == 'U' || next == 'N')
				return "has an escape of a character: write its octets in octal";
			at += escape(field, at, &octet);
		}
		if (octet > 255)
			return "has an escape above \\377";
		if (octet == ';')
			buf_char(buf, '\\');
		buf_char(buf, (char)octet);
	}
	return NULL;
}

void
tiny_ip6(struct buf *buf, struct slice field)
{
	size_t i;

	buf_text(buf, "");
	for (i = 0; i < field.len; i++) {
		if (i > 0 && i % 4 == 0)
			buf_char(buf, ':');
		buf_char(buf, field.data[i]);
	}
}

static void
reverse4(struct buf *out, const struct in_addr *bits)
{
	const unsigned char *b = (const unsigned char *)&bits->s_addr;

	buf_printf(out, "%u.%u.%u.%u.in-addr.arpa.", b[3], b[2], b[1], b[0]);
}

static void
reverse6(struct buf *out, const struct in6_addr *bits)
{
	int i;

	for (i = 15; i >= 0; i--)
		buf_printf(out, "%x.%x.", bits->s6_addr[i] & 15U, bits->s6_addr[i] >> 4U);
	buf_text(out, "ip6.arpa.");
}

int
tiny_reverse(struct buf *out, struct slice field)
{
	struct in_addr bits4;
	struct in6_addr bits6;
	struct buf text = {0};
	int rc = 0;

	if (slice_find(field, '.') == field.len)
		tiny_ip6(&text, field);
	else
		buf_slice(&text, field);
	/* ip4_normalise is stricter than the C library: no zeros in front. */
	if (ip4_normalise(NULL, buf_view(&text), NULL) == 0 &&
	    inet_pton(AF_INET, text.data, &bits4) == 1)
		reverse4(out, &bits4);
	else if (inet_pton(AF_INET6, text.data, &bits6) == 1)
		reverse6(out, &bits6);
	else
		rc = -1;
	buf_free(&text);
	return rc;
}
