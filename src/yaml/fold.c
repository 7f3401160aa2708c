/* Writing scalars, folded at the right margin as PyYAML's emitter folds them. */
#include "yaml/quote.h"

#include "core/text.h"

#include <stdio.h>
#include <string.h>

#define MARGIN 80

static bool
is_break(uint32_t c)
{
	return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

void
emit_indicator(struct emitter *emitter, const char *text, bool space, bool whitespace,
    bool indention)
{
	if (space && !emitter->whitespace) {
		buf_char(emitter->buf, ' ');
		emitter->column++;
	}
	buf_text(emitter->buf, text);
	emitter->column += strlen(text);
	emitter->whitespace = whitespace;
	emitter->indention = emitter->indention && indention;
}

static void
line_break(struct emitter *emitter, uint32_t c)
{
	text_utf8(emitter->buf, c);
	emitter->whitespace = true;
	emitter->indention = true;
	emitter->column = 0;
}

void
emit_indent(struct emitter *emitter)
{
	if (!emitter->indention || emitter->column > emitter->indent ||
	    (emitter->column == emitter->indent && !emitter->whitespace))
		line_break(emitter, '\n');
	if (emitter->column < emitter->indent) {
		buf_pad(emitter->buf, ' ', emitter->indent - emitter->column);
		emitter->column = emitter->indent;
		emitter->whitespace = true;
	}
}

/* Write text[from, to). */
static void
write_run(struct emitter *emitter, size_t from, size_t to)
{
	size_t i;

	for (i = from; i < to; i++)
		text_utf8(emitter->buf, emitter->text[i]);
	emitter->column += to - from;
}

/* Line breaks [from, to): one more, since reading folds the first away. */
static void
write_breaks(struct emitter *emitter, size_t from, size_t to)
{
	size_t i;

	if (emitter->text[from] == '\n')
		line_break(emitter, '\n');
	for (i = from; i < to; i++)
		line_break(emitter, emitter->text[i]);
	emit_indent(emitter);
}

static size_t
run_end(const struct emitter *emitter, size_t at, bool (*stops)(uint32_t c))
{
	while (at < emitter->len && !stops(emitter->text[at]))
		at++;
	return at;
}

static bool
is_no_space(uint32_t c)
{
	return c != ' ';
}

static bool
is_no_break(uint32_t c)
{
	return !is_break(c);
}

static bool
ends_plain(uint32_t c)
{
	return c == ' ';
}

static bool
ends_single(uint32_t c)
{
	return c == ' ' || c == '\'' || is_break(c);
}

/* One space between words may become a new line, when the line is full. */
static bool
folds(const struct emitter *emitter, size_t from, size_t to, bool split)
{
	return split && to == from + 1 && emitter->column > MARGIN;
}

static void
write_plain(struct emitter *emitter, bool split)
{
	size_t at = 0, end;

	if (emitter->len == 0)
		return;
	if (!emitter->whitespace) {
		buf_char(emitter->buf, ' ');
		emitter->column++;
	}
	emitter->whitespace = false;
	emitter->indention = false;
	while (at < emitter->len) {
		if (emitter->text[at] != ' ') {
			end = run_end(emitter, at, ends_plain);
			write_run(emitter, at, end);
		} else {
			end = run_end(emitter, at, is_no_space);
			if (folds(emitter, at, end, split)) {
				emit_indent(emitter);
				emitter->whitespace = false;
				emitter->indention = false;
			} else {
				write_run(emitter, at, end);
			}
		}
		at = end;
	}
}

static void
write_single(struct emitter *emitter, bool split)
{
	size_t at = 0, end;

	emit_indicator(emitter, "'", true, false, false);
	while (at < emitter->len) {
		uint32_t c = emitter->text[at];

		if (c == ' ') {
			end = run_end(emitter, at, is_no_space);
			if (folds(emitter, at, end, split) && at != 0 && end != emitter->len)
				emit_indent(emitter);
			else
				write_run(emitter, at, end);
		} else if (is_break(c)) {
			end = run_end(emitter, at, is_no_break);
			write_breaks(emitter, at, end);
		} else if (c == '\'') {
			end = at + 1;
			buf_text(emitter->buf, "''");
			emitter->column += 2;
		} else {
			end = run_end(emitter, at, ends_single);
			write_run(emitter, at, end);
		}
		at = end;
	}
	emit_indicator(emitter, "'", false, false, false);
}

static const struct {
	uint32_t code;
	const char *text;
} escapes[] = {
    {0x00, "\\0"},
    {0x07, "\\a"},
    {0x08, "\\b"},
    {0x09, "\\t"},
    {0x0A, "\\n"},
    {0x0B, "\\v"},
    {0x0C, "\\f"},
    {0x0D, "\\r"},
    {0x1B, "\\e"},
    {'"', "\\\""},
    {'\\', "\\\\"},
    {0x85, "\\N"},
    {0xA0, "\\_"},
    {0x2028, "\\L"},
    {0x2029, "\\P"},
};

static bool
needs_escape(const struct emitter *emitter, uint32_t c)
{
	if (c == '"' || c == '\\' || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xFEFF)
		return true;
	if (c >= 0x20 && c <= 0x7E)
		return false;
	return emitter->escape_unicode ||
	    !((c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD));
}

static void
write_escape(struct emitter *emitter, uint32_t c)
{
	char text[16];
	size_t i;

	for (i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		if (escapes[i].code == c) {
			buf_text(emitter->buf, escapes[i].text);
			emitter->column += 2;
			return;
		}
	}
	(void)snprintf(text, sizeof(text),
	    c <= 0xFF         ? "\\x%02X"
		: c <= 0xFFFF ? "\\u%04X"
			      : "\\U%08X",
	    (unsigned)c);
	buf_text(emitter->buf, text);
	emitter->column += strlen(text);
}

/* A line of double quotes ends in a backslash; a space that begins one has it too. */
static void
fold_double(struct emitter *emitter, size_t at)
{
	buf_char(emitter->buf, '\\');
	emitter->column++;
	emit_indent(emitter);
	emitter->whitespace = false;
	emitter->indention = false;
	if (emitter->text[at] == ' ') {
		buf_char(emitter->buf, '\\');
		emitter->column++;
	}
}

static void
write_double(struct emitter *emitter, bool split)
{
	size_t start = 0, end;

	emit_indicator(emitter, "\"", true, false, false);
	for (end = 0; end <= emitter->len; end++) {
		uint32_t c = end < emitter->len ? emitter->text[end] : 0;
		bool escape = end < emitter->len && needs_escape(emitter, c);

		if (end == emitter->len || escape) {
			if (start < end)
				write_run(emitter, start, end);
			start = end;
			if (escape) {
				write_escape(emitter, c);
				start = end + 1;
			}
		}
		if (split && end > 0 && end + 1 < emitter->len && (c == ' ' || start >= end) &&
		    emitter->column + end - start > MARGIN) {
			if (start < end) {
				write_run(emitter, start, end);
				start = end;
			}
			fold_double(emitter, start);
		}
	}
	emit_indicator(emitter, "\"", false, false, false);
}

void
emit_scalar(struct emitter *emitter, const struct scalar_form *form, bool key)
{
	bool can_plain = form->plain || form->allow_plain;

	if (can_plain && !(key && (form->empty || form->multiline)))
		write_plain(emitter, !key);
	else if (form->allow_single && !(key && form->multiline))
		write_single(emitter, !key);
	else
		write_double(emitter, !key);
}
