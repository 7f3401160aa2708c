/* What a plan says beside its changes. */
#include "report/asides.h"

#include "core/text.h"
#include "report/markdown.h"
#include "report/parts.h"

/* A comment has room for so many lines of each kind, so long. */
#define MARKDOWN_LINES 20
#define MARKDOWN_LINE 200

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

static void
text_heading(struct buf *buf, const char *heading, bool color)
{
	report_paint(buf, color, "1");
	buf_text(buf, heading);
	report_paint(buf, color, "");
	buf_char(buf, '\n');
}

void
asides_text(struct buf *buf, const struct plan *plan, bool color)
{
	size_t nwaiting = plan->waiting != NULL ? plan->waiting->count : 0, i, j, k;

	if (nwaiting > 0)
		text_heading(buf, "Waiting for the merge:", color);
	for (i = 0; i < nwaiting; i++) {
		buf_text(buf, "  ");
		print_waiting(buf, &plan->waiting->items[i]);
		buf_text(buf, i + 1 < nwaiting ? "\n" : "\n\n");
	}
	if (count_already(plan) == 0)
		return;
	text_heading(buf, "Already as it is asked for:", color);
	for (i = 0; i < plan->nzones; i++) {
		for (j = 0; j < plan->zones[i]->nalready; j++) {
			for (k = 0; k < plan->zones[i]->already[j].count; k++) {
				buf_text(buf, "  ");
				print_already(buf, &plan->zones[i]->already[j], k);
				buf_char(buf, '\n');
			}
		}
	}
	buf_char(buf, '\n');
}

/* A line of a list, as code; those beyond the limit are counted. */
static void
markdown_line(struct buf *buf, struct buf *line, size_t index)
{
	if (index < MARKDOWN_LINES) {
		buf_text(buf, "- ");
		md_code(buf,
		    slice_sub(buf_view(line), 0,
			line->len < MARKDOWN_LINE ? line->len : MARKDOWN_LINE));
		buf_char(buf, '\n');
	}
	buf_clear(line);
}

static void
markdown_end(struct buf *buf, size_t count)
{
	if (count > MARKDOWN_LINES)
		buf_printf(buf, "- … and %zu more\n", count - MARKDOWN_LINES);
	buf_char(buf, '\n');
}

static void
markdown_already(struct buf *buf, const struct plan *plan)
{
	struct buf line = {0};
	size_t count = 0, i, j, k;

	buf_text(buf, "**Already there:** the request asks for these, and they are served.\n\n");
	for (i = 0; i < plan->nzones; i++) {
		for (j = 0; j < plan->zones[i]->nalready; j++) {
			for (k = 0; k < plan->zones[i]->already[j].count; k++) {
				print_already(&line, &plan->zones[i]->already[j], k);
				markdown_line(buf, &line, count++);
			}
		}
	}
	markdown_end(buf, count);
	buf_free(&line);
}

void
asides_markdown(struct buf *buf, const struct plan *plan)
{
	size_t nwaiting = plan->waiting != NULL ? plan->waiting->count : 0, i;
	struct buf line = {0};

	if (nwaiting > 0) {
		buf_text(buf,
		    "**After the merge:** planned with the configuration of the target branch; "
		    "what the request changes in it counts when it is merged.\n\n");
	}
	for (i = 0; i < nwaiting; i++) {
		print_waiting(&line, &plan->waiting->items[i]);
		markdown_line(buf, &line, i);
	}
	if (nwaiting > 0)
		markdown_end(buf, nwaiting);
	if (count_already(plan) > 0)
		markdown_already(buf, plan);
	buf_free(&line);
}
