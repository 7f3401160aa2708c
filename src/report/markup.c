/* Text for XML and HTML. */
#include "report/markup.h"

#include "core/text.h"

#include <ctype.h>

static const struct {
	char c;
	const char *reference;
} references[] = {
    {'&', "&amp;"},
    {'<', "&lt;"},
    {'>', "&gt;"},
    {'"', "&quot;"},
    {'\'', "&#39;"},
    {'\t', "&#9;"},
    {'\n', "&#10;"},
    {'\r', "&#13;"},
};

static const char *
reference_of(uint32_t code)
{
	size_t i;

	for (i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
		if (code == (unsigned char)references[i].c)
			return references[i].reference;
	}
	return NULL;
}

void
markup_text(struct buf *buf, struct slice s)
{
	size_t at = 0;

	while (at < s.len) {
		size_t start = at;
		uint32_t code = text_next(s, &at);
		const char *reference = reference_of(code);

		if (reference != NULL)
			buf_text(buf, reference);
		else if (code == TEXT_INVALID || code < ' ' || code == 0xfffe || code == 0xffff)
			buf_text(buf, "\xef\xbf\xbd");
		else
			buf_add(buf, s.data + start, at - start);
	}
}

void
markup_sentence(struct buf *buf, const char *text)
{
	if (*text == '\0')
		return;
	buf_printf(buf, "<p class=\"dim\">%c", toupper((unsigned char)*text));
	markup_text(buf, slice_of(text + 1));
	buf_text(buf, "</p>\n");
}
