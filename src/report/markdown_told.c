/* What a comment says of a whole plan: above its changes, and below them. */
#include "report/markdown.h"
#include "report/parts.h"

#include <string.h>

static void
print_revision(struct buf *buf, const char *what, const char *name)
{
	size_t len;

	if (name == NULL || *name == '\0')
		return;
	len = strlen(name);
	if (len >= 40 && strspn(name, "0123456789abcdef") == len)
		len = 12;
	buf_text(buf, what);
	md_code(buf, slice_make(name, len));
}

static void
print_unsafe(struct buf *buf, size_t targets, const char *digest, const struct plan_view *view)
{
	buf_text(buf, "**Not safe:** ");
	report_count(buf, targets, "target");
	buf_text(buf, " below will be refused, unless somebody allows this very plan");
	if (view != NULL && view->allowing != NULL)
		buf_printf(buf, ". %s\n\n", view->allowing);
	else
		buf_printf(buf, ": `zoneward apply --allow %s`\n\n", digest);
}

void
md_summary(struct buf *buf, const struct plan *plan, const struct md_totals *totals,
    const struct plan_view *view)
{
	char digest[PLAN_DIGEST_LEN + 1];

	plan_digest(plan, digest);
	buf_text(buf, "**");
	report_tally(buf, &totals->counts);
	buf_text(buf, "**");
	if (totals->drift > 0)
		buf_printf(buf, ", of which %zu drift", totals->drift);
	if (totals->conflict > 0)
		buf_printf(buf, "%s %zu in conflict", totals->drift > 0 ? " and" : ", of which",
		    totals->conflict);
	buf_printf(buf, "; plan `%.12s`", digest);
	print_revision(buf, ", base ", plan->base);
	print_revision(buf, ", head ", plan->head);
	buf_text(buf, "\n\n");
	if (totals->unsafe > 0)
		print_unsafe(buf, totals->unsafe, digest, view);
}

void
md_left_out(struct buf *buf, const struct md_totals *totals, const struct plan_view *view)
{
	if (totals->left_out == 0)
		return;
	buf_printf(buf, "**… and %zu more change%s**", totals->left_out,
	    totals->left_out == 1 ? "" : "s");
	if (totals->left_deletes > 0)
		buf_printf(buf, ", of them %zu to delete,", totals->left_deletes);
	buf_printf(buf, " in all that do not fit into a comment: %s\n",
	    view != NULL && view->whole != NULL ? view->whole : "`zoneward plan` shows them.");
}
