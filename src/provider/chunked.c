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
