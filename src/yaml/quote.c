/* What a scalar may be written as: PyYAML's analyze_scalar and choose_scalar_style. */
#include "yaml/quote.h"

#include "core/mem.h"
#include "core/text.h"
#include "yaml/scalar.h"

#include <string.h>

static bool
is_break(uint32_t c)
{
	return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool
is_blank(uint32_t c)
{
	return c == '\0' || c == ' ' || c == '\t' || c == '\r' || is_break(c);
}

static void
decode(struct emitter *emitter, struct slice text)
{
	size_t at = 0;

	emitter->text = mem_grow(emitter->text, &emitter->cap, text.len + 1, sizeof(uint32_t));
	for (emitter->len = 0; at < text.len; emitter->len++) {
		uint32_t code = text_next(text, &at);

		emitter->text[emitter->len] = code == TEXT_INVALID ? 0xFFFD : code;
	}
}

static bool
blank_at(const struct emitter *emitter, size_t at)
{
	return at >= emitter->len || is_blank(emitter->text[at]);
}

/* Would it be read as something else: a list, a comment, a mapping? */
static bool
has_indicator(const struct emitter *emitter)
{
	const uint32_t *text = emitter->text;
	uint32_t first = text[0];
	size_t i;

	if (emitter->len >= 3 && text[1] == first && text[2] == first &&
	    (first == '-' || first == '.'))
		return true;
	if (first < 0x80 && strchr("#,[]{}&*!|>'\"%@`", (int)first) != NULL && first != '\0')
		return true;
	if ((first == '?' || first == ':' || first == '-') && blank_at(emitter, 1))
		return true;
	for (i = 1; i < emitter->len; i++) {
		if (text[i] == ':' && blank_at(emitter, i + 1))
			return true;
		if (text[i] == '#' && is_blank(text[i - 1]))
			return true;
	}
	return false;
}

static bool
is_special(const struct emitter *emitter, uint32_t c)
{
	if (c == '\n' || (c >= 0x20 && c <= 0x7E))
		return false;
	if (c == 0x85 || (c >= 0xA0 && c <= 0xD7FF) ||
	    (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) || (c >= 0x10000 && c < 0x10FFFF))
		return emitter->escape_unicode;
	return true;
}

struct scalar_form
emit_load(struct emitter *emitter, struct slice text, bool plain)
{
	struct scalar_form form = {plain, false, text.len == 0, true, true};
	bool special = false;
	size_t i;

	decode(emitter, text);
	if (plain)
		return form;
	if (scalar_resolve(text) != SCALAR_TEXT)
		form.allow_plain = false;
	if (form.empty)
		return form;
	for (i = 0; i < emitter->len; i++) {
		uint32_t c = emitter->text[i],
			 next = i + 1 < emitter->len ? emitter->text[i + 1] : 0;

		special = special || is_special(emitter, c);
		form.multiline = form.multiline || is_break(c);
		/* A space beside a line break would not come back from single quotes. */
		special = special || (is_break(c) && next == ' ') || (c == ' ' && is_break(next));
	}
	if (special)
		form.allow_single = false;
	if (special || form.multiline || emitter->text[0] == ' ' ||
	    emitter->text[emitter->len - 1] == ' ' || has_indicator(emitter))
		form.allow_plain = false;
	return form;
}
