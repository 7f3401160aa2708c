/* TXT values of services that take plain text, without quotes and escapes. */
#include "provider/chunked.h"

#include "dns/escape.h"

#define STRING_MAX 255

void
chunked_of_raw(struct buf *buf, struct slice raw)
{
	size_t i;

	buf_char(buf, '"');
	for (i = 0; i < raw.len; i++) {
		if (i > 0 && i % STRING_MAX == 0)
			buf_text(buf, "\" \"");
		escape_octet(buf, (unsigned char)raw.data[i], true);
	}
	buf_char(buf, '"');
}

/* Move past one quoted string. */
static bool
skip_string(struct slice text, size_t *at)
{
	unsigned char octet;

	if (*at == text.len || text.data[*at] != '"')
		return false;
	(*at)++;
	while (*at < text.len && text.data[*at] != '"') {
		if (unescape_octet(text, at, &octet) != 0)
			return false;
	}
	return (*at)++ < text.len;
}

static bool
is_quoted(struct slice text)
{
	size_t at = 0, from;

	while (skip_string(text, &at)) {
		from = at;
		while (at < text.len && (text.data[at] == ' ' || text.data[at] == '\t'))
			at++;
		if (at == text.len)
			return true;
		if (at == from)
			return false;
	}
	return false;
}

void
chunked_of_any(struct buf *buf, struct slice text)
{
	if (is_quoted(text)) {
		buf_slice(buf, text);
		return;
	}
	if (text.len >= 2 && text.data[0] == '"' && text.data[text.len - 1] == '"')
		text = slice_sub(text, 1, text.len - 1);
	chunked_of_raw(buf, text);
}

void
chunked_to_raw(struct buf *buf, struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		if (text.data[i] == '\\' && i + 1 < text.len && text.data[i + 1] == ';')
			i++;
		buf_char(buf, text.data[i]);
	}
}
