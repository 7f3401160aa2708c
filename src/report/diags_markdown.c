/* Diagnostics as Markdown: a list in which every text from outside is code. */
#include "core/text.h"
#include "report/findings.h"
#include "report/formats.h"
#include "report/markdown.h"
#include "report/parts.h"

#define MAX_TEXT 600 /* bytes of one message or hint */
#define CLOSING 60   /* of "… and N more" */

static const char *const words[] = {
    [SEVERITY_ERROR] = "**error**",
    [SEVERITY_WARNING] = "warning",
};

/* One line that is safe to show, cut where a character ends. */
static void
print_span(struct buf *buf, const char *text)
{
	struct buf cut = {0};
	struct slice s = slice_of(text);
	size_t at = 0;

	if (s.len <= MAX_TEXT) {
		md_span(buf, s);
		return;
	}
	while (at < MAX_TEXT)
		(void)text_next(s, &at);
	buf_slice(&cut, slice_sub(s, 0, at));
	buf_text(&cut, "…");
	md_span(buf, buf_view(&cut));
	buf_free(&cut);
}

/* On one line: some forges make a break of each end of line, others do not. */
static void
print_item(struct buf *buf, const struct finding *finding)
{
	struct buf place = {0};

	buf_printf(buf, "- %s", words[finding->diag->severity]);
	if (*finding->file != '\0') {
		text_safe(&place, slice_of(finding->file));
		buf_printf(&place, ":%u", finding->line);
		buf_text(buf, " in ");
		print_span(buf, place.data);
	}
	buf_text(buf, "<br>");
	print_span(buf, finding->message);
	buf_text(buf, " (");
	print_span(buf, finding->rule);
	buf_char(buf, ')');
	if (finding->hint != NULL) {
		buf_text(buf, "<br>hint: ");
		print_span(buf, finding->hint);
	}
	buf_char(buf, '\n');
	buf_free(&place);
}

/* Add those of one severity; return how many did not fit. */
static size_t
print_severity(struct buf *buf, const struct findings *findings, enum severity severity, size_t end)
{
	struct buf item = {0};
	size_t left_out = 0, i;

	for (i = 0; i < findings->count; i++) {
		if (findings->items[i].diag->severity != severity)
			continue;
		buf_clear(&item);
		print_item(&item, &findings->items[i]);
		if (left_out > 0 || buf->len + item.len > end)
			left_out++;
		else
			buf_slice(buf, buf_view(&item));
	}
	buf_free(&item);
	return left_out;
}

void
md_diags(struct buf *buf, const struct diags *diags, const char *config, size_t room)
{
	struct diag_view view = {.config = config};
	struct findings findings;
	size_t end = buf->len + (room > CLOSING ? room - CLOSING : 0), left_out;

	findings_collect(&findings, diags, &view);
	left_out = print_severity(buf, &findings, SEVERITY_ERROR, end);
	left_out += print_severity(buf, &findings, SEVERITY_WARNING, left_out > 0 ? 0 : end);
	if (left_out > 0)
		buf_printf(buf, "- … and %zu more\n", left_out);
	buf_char(buf, '\n');
	findings_free(&findings);
}

void
md_found(struct buf *buf, const struct diags *diags, size_t room)
{
	if (diags->errors + diags->warnings == 0)
		return;
	buf_text(buf, "### Found on the way\n\n");
	md_diags(buf, diags, NULL, room);
}

void
diags_print_markdown(struct buf *buf, const struct diags *diags, const struct diag_view *view)
{
	size_t max = view != NULL && view->max_bytes > 0 ? view->max_bytes : REPORT_MAX_BYTES;
	size_t from = buf->len;

	buf_text(buf, "## DNS check\n\n");
	if (diags->errors + diags->warnings == 0) {
		buf_text(buf, "Nothing is wrong.\n");
		return;
	}
	buf_text(buf, "**");
	report_count(buf, diags->errors, "error");
	buf_text(buf, ", ");
	report_count(buf, diags->warnings, "warning");
	buf_text(buf, "**\n\n");
	md_diags(buf, diags, view != NULL ? view->config : NULL, max - (buf->len - from));
}
