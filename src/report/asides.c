/* What a plan says beside its changes. */
#include "report/asides.h"

#include "core/text.h"
#include "report/markdown.h"
#include "report/markup.h"
#include "report/parts.h"

/* A comment has room for so many lines of each kind, so long. */
#define LINES_MAX 20
#define LINE_MAX_BYTES 200

void
aside_place(struct buf *buf, const struct change_cause *cause)
{
	if (cause->of_base)
		buf_text(buf, "no longer at ");
	text_safe(buf, slice_of(cause->at.file));
	buf_printf(buf, ":%u", cause->at.line);
}

static size_t
count_already(const struct plan *plan)
{
	size_t count = 0, i, j;

	for (i = 0; i < plan->nzones; i++) {
		for (j = 0; j < plan->zones[i]->nalready; j++)
			count += plan->zones[i]->already[j].count;
	}
	return count;
}

/* "www.a.example. A on live: zones/a.example.yaml:3" */
static void
print_already(struct buf *buf, const struct already_plan *already, size_t index)
{
	const struct change *change = &already->changes[index];
	const struct rrset *rrset = change_rrset(change);

	report_ascii(buf, rrset->name);
	buf_printf(buf, " %s on ", rrset_type(rrset)->name);
	text_safe(buf, slice_of(already->target));
	buf_text(buf, change->action == CHANGE_DELETE ? ": gone" : "");
	if (already->causes[index].at.file == NULL)
		return;
	buf_text(buf, " (");
	aside_place(buf, &already->causes[index]);
	buf_char(buf, ')');
}

static void
print_waiting(struct buf *buf, const struct diag *diag)
{
	text_safe(buf, slice_of(diag->message));
	if (diag->at.file == NULL)
		return;
	buf_text(buf, " (");
	text_safe(buf, slice_of(diag->at.file));
	buf_printf(buf, ":%u)", diag->at.line);
}

/* How one format shows lists of lines. */
struct list_style {
	void (*begin)(struct buf *buf, const char *title, const char *text, bool color);
	void (*line)(struct buf *buf, struct slice line);
	void (*more)(struct buf *buf, size_t count); /* lines that are left out */
	void (*end)(struct buf *buf);
	size_t max; /* lines */
};

struct list {
	const struct list_style *style;
	struct buf *buf;
	struct buf line; /* the next one */
	size_t count;
};

static void
add_line(struct list *list)
{
	if (list->count++ < list->style->max)
		list->style->line(list->buf, buf_view(&list->line));
	buf_clear(&list->line);
}

static void
end_list(struct list *list)
{
	if (list->count > list->style->max)
		list->style->more(list->buf, list->count - list->style->max);
	list->style->end(list->buf);
	list->count = 0;
}

static void
list_waiting(struct list *list, const struct plan *plan, bool color)
{
	size_t count = plan->waiting != NULL ? plan->waiting->count : 0, i;

	if (count == 0)
		return;
	list->style->begin(list->buf, "After the merge",
	    "planned with the configuration of the target branch; what the request changes in it "
	    "counts when it is merged.",
	    color);
	for (i = 0; i < count; i++) {
		print_waiting(&list->line, &plan->waiting->items[i]);
		add_line(list);
	}
	end_list(list);
}

static void
list_already(struct list *list, const struct plan *plan, bool color)
{
	size_t i, j, k;

	if (count_already(plan) == 0)
		return;
	list->style->begin(list->buf, "Already there",
	    "the request asks for these, and they are served.", color);
	for (i = 0; i < plan->nzones; i++) {
		for (j = 0; j < plan->zones[i]->nalready; j++) {
			for (k = 0; k < plan->zones[i]->already[j].count; k++) {
				print_already(&list->line, &plan->zones[i]->already[j], k);
				add_line(list);
			}
		}
	}
	end_list(list);
}

static void
print_asides(struct buf *buf, const struct list_style *style, const struct plan *plan, bool color)
{
	struct list list = {.style = style, .buf = buf};

	list_waiting(&list, plan, color);
	list_already(&list, plan, color);
	buf_free(&list.line);
}

/* A terminal has room for the title, which says enough there. */
static void
text_begin(struct buf *buf, const char *title, const char *text, bool color)
{
	(void)text;
	report_paint(buf, color, "1");
	buf_printf(buf, "%s:", title);
	report_paint(buf, color, "");
	buf_char(buf, '\n');
}

static void
text_line(struct buf *buf, struct slice line)
{
	buf_text(buf, "  ");
	buf_slice(buf, line);
	buf_char(buf, '\n');
}

static void
text_end(struct buf *buf)
{
	buf_char(buf, '\n');
}

void
asides_text(struct buf *buf, const struct plan *plan, bool color)
{
	static const struct list_style style = {text_begin, text_line, NULL, text_end, SIZE_MAX};

	print_asides(buf, &style, plan, color);
}

static void
markdown_begin(struct buf *buf, const char *title, const char *text, bool color)
{
	(void)color;
	buf_printf(buf, "**%s:** %s\n\n", title, text);
}

static struct slice
cut(struct slice line)
{
	return slice_sub(line, 0, line.len < LINE_MAX_BYTES ? line.len : LINE_MAX_BYTES);
}

static void
markdown_line(struct buf *buf, struct slice line)
{
	buf_text(buf, "- ");
	md_code(buf, cut(line));
	buf_char(buf, '\n');
}

static void
markdown_more(struct buf *buf, size_t count)
{
	buf_printf(buf, "- … and %zu more\n", count);
}

void
asides_markdown(struct buf *buf, const struct plan *plan)
{
	static const struct list_style style = {markdown_begin, markdown_line, markdown_more,
	    text_end, LINES_MAX};

	print_asides(buf, &style, plan, false);
}

static void
html_begin(struct buf *buf, const char *title, const char *text, bool color)
{
	(void)color;
	buf_printf(buf, "<section>\n<h2 class=\"w\">%s</h2>\n", title);
	markup_sentence(buf, text);
	buf_text(buf, "<ul>\n");
}

static void
html_line(struct buf *buf, struct slice line)
{
	buf_text(buf, "<li><code>");
	markup_text(buf, line);
	buf_text(buf, "</code></li>\n");
}

static void
html_end(struct buf *buf)
{
	buf_text(buf, "</ul>\n</section>\n");
}

void
asides_html(struct buf *buf, const struct plan *plan)
{
	static const struct list_style style = {html_begin, html_line, NULL, html_end, SIZE_MAX};

	print_asides(buf, &style, plan, false);
}
