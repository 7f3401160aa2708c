/* Diagnostics for a person: what is wrong, the line with a caret, what to do. */
#include "core/text.h"
#include "report/parts.h"
#include "report/report.h"

#include <string.h>

/* With the number before it and marks of what is left out, a source line fits a terminal: */
#define MAX_COLUMNS 70  /* of it, around the caret */
#define BEFORE_CARET 45 /* of those, at most this many before it */

struct severity_style {
	const char *word;
	const char *color;
};

static const struct severity_style severities[] = {
    [SEVERITY_ERROR] = {"error", "1;31"},
    [SEVERITY_WARNING] = {"warning", "1;33"},
};

static void
print_place(struct buf *buf, struct place at, bool color)
{
	if (at.file == NULL)
		return;
	report_paint(buf, color, "1");
	text_safe(buf, slice_of(at.file));
	if (at.line > 0)
		buf_printf(buf, ":%u", at.line);
	if (at.line > 0 && at.column > 0)
		buf_printf(buf, ":%u", at.column);
	report_paint(buf, color, "");
	buf_text(buf, ": ");
}

/* Whose fault it is, unless the message tells. */
static void
print_subject(struct buf *buf, const struct diag *diag)
{
	struct slice whose =
	    diag->subject.record.len > 0 ? diag->subject.record : diag->subject.zone;

	if (whose.len == 0 ||
	    memmem(diag->message, strlen(diag->message), whose.data, whose.len) != NULL)
		return;
	text_safe(buf, whose);
	if (diag->subject.type != NULL) {
		buf_char(buf, ' ');
		text_safe(buf, slice_of(diag->subject.type));
	}
	buf_text(buf, ": ");
}

/* The part of a source line that is shown, and where it is pointed at. */
struct window {
	struct slice line;
	size_t from, to; /* bytes */
	size_t caret;    /* bytes; line.len behind the last character */
};

/* The byte of the character after ${columns} others. */
static size_t
byte_of(struct slice line, size_t at, size_t columns)
{
	while (columns > 0 && at < line.len) {
		(void)text_next(line, &at);
		columns--;
	}
	return at;
}

static struct window
window_of(struct slice line, uint32_t column)
{
	struct window w = {line, 0, 0, 0};
	size_t skipped = column > BEFORE_CARET ? column - BEFORE_CARET : 0;
	size_t columns = text_columns(line);

	w.caret = byte_of(line, 0, column > 0 ? column - 1 : 0);
	if (columns <= MAX_COLUMNS || column == 0)
		skipped = 0;
	else if (skipped > columns - MAX_COLUMNS)
		skipped = columns - MAX_COLUMNS;
	w.from = byte_of(line, 0, skipped);
	w.to = byte_of(line, w.from, MAX_COLUMNS);
	return w;
}

static void
print_character(struct buf *out, struct slice line, size_t from, size_t to)
{
	if (text_is_command(line, from))
		buf_printf(out, "\\x%02X", (unsigned)(unsigned char)line.data[from]);
	else
		text_safe(out, slice_sub(line, from, to));
}

/* One piece of the line in ${out}, and blanks as wide in ${blank}: tabs stay tabs in both. */
static void
print_piece(struct buf *out, struct buf *blank, struct slice line, size_t from, size_t to)
{
	while (from < to) {
		size_t next = from, printed = out->len;

		(void)text_next(line, &next);
		if (line.data[from] == '\t') {
			buf_char(out, '\t');
			buf_char(blank, '\t');
		} else {
			print_character(out, line, from, next);
			buf_pad(blank, ' ',
			    text_columns(slice_make(out->data + printed, out->len - printed)));
		}
		from = next;
	}
}

static void
print_window(struct buf *buf, const struct window *w, uint32_t line, bool color, const char *code)
{
	struct buf blank = {0}, rest = {0};

	buf_printf(buf, "%5u | %s", line, w->from > 0 ? "…" : "");
	buf_text(&blank, w->from > 0 ? " " : "");
	print_piece(buf, &blank, w->line, w->from, w->caret < w->to ? w->caret : w->to);
	if (w->caret < w->to)
		print_piece(buf, &rest, w->line, w->caret, w->to);
	buf_text(buf, w->to < w->line.len ? "…\n      | " : "\n      | ");
	buf_slice(buf, buf_view(&blank));
	report_paint(buf, color, code);
	buf_char(buf, '^');
	report_paint(buf, color, "");
	buf_char(buf, '\n');
	buf_free(&blank);
	buf_free(&rest);
}

static void
print_source(struct buf *buf, const struct diag *diag, const struct line_source *lines, bool color,
    struct buf *line)
{
	struct slice text;
	struct window w;

	if (lines == NULL || diag->at.file == NULL || diag->at.line == 0 || diag->at.column == 0)
		return;
	buf_clear(line);
	if (lines->line(lines->ctx, diag->at.file, diag->at.line, line) != 0)
		return;
	text = buf_view(line);
	while (text.len > 0 && (text.data[text.len - 1] == '\n' || text.data[text.len - 1] == '\r'))
		text.len--;
	w = window_of(text, diag->at.column);
	print_window(buf, &w, diag->at.line, color, severities[diag->severity].color);
}

static void
print_diag(struct buf *buf, const struct diag *diag, bool color)
{
	const struct severity_style *style = &severities[diag->severity];

	print_place(buf, diag->at, color);
	report_paint(buf, color, style->color);
	buf_printf(buf, "%s:", style->word);
	report_paint(buf, color, "");
	buf_char(buf, ' ');
	report_message(buf, diag);
	if (diag->rule != NULL)
		buf_printf(buf, " [%s]", diag->rule);
	buf_char(buf, '\n');
}

void
report_message(struct buf *buf, const struct diag *diag)
{
	print_subject(buf, diag);
	text_safe(buf, slice_of(diag->message));
}

void
report_diag(struct buf *buf, const struct diag *diag)
{
	print_place(buf, diag->at, false);
	report_message(buf, diag);
	if (diag->rule != NULL)
		buf_printf(buf, " [%s]", diag->rule);
}

static void
print_hint(struct buf *buf, const struct diag *diag, bool color)
{
	if (diag->hint == NULL)
		return;
	report_paint(buf, color, "1;36");
	buf_text(buf, "hint:");
	report_paint(buf, color, "");
	buf_char(buf, ' ');
	text_safe(buf, slice_of(diag->hint));
	buf_char(buf, '\n');
}

static void
print_total(struct buf *buf, const struct diags *diags)
{
	if (diags_more(diags) > 0) {
		buf_text(buf, "… and ");
		report_number(buf, diags_more(diags));
		buf_text(buf, " more\n");
	}
	if (diags->errors > 0)
		report_count(buf, diags->errors, "error");
	if (diags->errors > 0 && diags->warnings > 0)
		buf_text(buf, ", ");
	if (diags->warnings > 0)
		report_count(buf, diags->warnings, "warning");
	buf_char(buf, '\n');
}

void
report_diags_text(struct buf *buf, const struct diags *diags, const struct line_source *lines,
    bool color)
{
	struct buf line = {0};
	size_t i;

	if (diags->errors + diags->warnings == 0)
		return;
	for (i = 0; i < diags->count; i++) {
		print_diag(buf, &diags->items[i], color);
		print_source(buf, &diags->items[i], lines, color, &line);
		print_hint(buf, &diags->items[i], color);
	}
	print_total(buf, diags);
	buf_free(&line);
}
