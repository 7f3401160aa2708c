/*
 * A plan as the comment on a pull request.  What does not fit into a comment is
 * left out record by record, what is dangerous last.
 */
#include "core/mem.h"
#include "report/asides.h"
#include "report/formats.h"
#include "report/groups.h"
#include "report/markdown.h"
#include "report/marker.h"
#include "report/parts.h"

#include <stdlib.h>
#include <string.h>

#define CLOSING 400   /* kept free for what is said at the end */
#define FOLD_ABOVE 40 /* changes; more are folded, but for the dangerous ones */

/* One target of one zone. */
struct part {
	const struct zone_plan *zone;
	const struct target_plan *plan;
	struct md_widths widths;
	unsigned char *shown; /* a flag for each change */
	size_t nshown;
	size_t totals[GROUPS], shown_of[GROUPS];
};

struct comment {
	struct part *parts;
	size_t nparts;
	unsigned char *shown; /* of all parts */
	size_t max;           /* bytes that there may be */
	size_t used;          /* those of them that are spoken for */
	bool full;
	struct arena arena; /* of one change at a time */
	struct buf text;
};

/* What must meet the eye: deletions, and what the whole zone depends on. */
static bool
is_dangerous(const struct part *part, size_t index)
{
	static const char *const types[] = {"NS", "DS", "MX", "CAA"};
	const struct change *change = &part->plan->changes[index];
	const struct rrset *rrset = change_rrset(change);
	size_t i;

	if (change->action == CHANGE_DELETE || slice_equal(rrset->name, part->zone->zone))
		return true;
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(rrset_type(rrset)->name, types[i]) == 0)
			return true;
	}
	return false;
}

static void
print_heading(struct buf *buf, const struct part *part)
{
	const struct target_plan *plan = part->plan;

	buf_text(buf, "### ");
	md_code(buf, part->zone->zone);
	/* Without a class it is one configuration against another: no target is meant. */
	if (plan->class_name != NULL) {
		buf_text(buf, " on ");
		md_code(buf, slice_of(plan->target));
	}
	buf_text(buf, "\n\n");
	report_tally(buf, &plan->counts);
	buf_printf(buf, "; %zu existing.", plan->counts.existing);
	if (!plan->exists && plan->class_name != NULL)
		buf_text(buf, " The zone is not there yet: it will be created.");
	if (!plan->writable)
		buf_text(buf, " This is planned but never applied.");
	buf_text(buf, "\n\n");
	if (plan->unsafe == NULL)
		return;
	buf_text(buf, "> **Unsafe:** ");
	md_code(buf, slice_of(plan->unsafe));
	buf_text(buf, "\n\n");
}

static size_t
count_changes(struct part *parts, size_t nparts)
{
	size_t count = 0, i;

	for (i = 0; i < nparts; i++)
		count += parts[i].plan->nchanges;
	return count;
}

static void
collect(struct comment *comment, const struct plan *plan)
{
	unsigned char *shown;
	size_t cap = 0, i, j;

	for (i = 0; i < plan->nzones; i++) {
		for (j = 0; j < plan->zones[i]->ntargets; j++) {
			struct part part = {.zone = plan->zones[i],
			    .plan = &plan->zones[i]->targets[j]};

			if (part.plan->nchanges == 0)
				continue;
			comment->parts =
			    mem_grow(comment->parts, &cap, comment->nparts + 1, sizeof(part));
			comment->parts[comment->nparts++] = part;
		}
	}
	shown = mem_zero(count_changes(comment->parts, comment->nparts) + 1, 1);
	comment->shown = shown;
	for (i = 0; i < comment->nparts; i++) {
		struct part *part = &comment->parts[i];

		part->shown = shown;
		shown += part->plan->nchanges;
		for (j = 0; j < part->plan->nchanges; j++) {
			part->totals[group_of(part->plan, j)]++;
			md_widen(&part->widths, &part->plan->changes[j], part->zone->zone);
		}
	}
}

/* A change, after the place that asks for it. */
static void
print_change(struct buf *buf, struct comment *comment, const struct part *part, size_t index)
{
	const struct change_cause *cause =
	    part->plan->causes != NULL ? &part->plan->causes[index] : NULL;

	if (cause != NULL && cause->at.file != NULL) {
		buf_text(buf, "# ");
		aside_place(buf, cause);
		buf_char(buf, '\n');
	}
	md_change(buf, &comment->arena, &part->plan->changes[index], part->zone->zone,
	    &part->widths);
}

/* "**Drift:** changed at the provider, …" */
static void
print_title(struct buf *buf, const struct part *part, unsigned group)
{
	const struct group_words *words =
	    group_title(group, part->totals[group], part->plan->nchanges);

	if (words != NULL)
		buf_printf(buf, "**%s:**%s%s\n\n", words->title, *words->text != '\0' ? " " : "",
		    words->text);
}

/* The bytes that change number index costs, with the frames that it is the first in. */
static size_t
cost_of(struct comment *comment, const struct part *part, size_t index)
{
	unsigned group = group_of(part->plan, index);
	size_t cost, ticks;

	buf_clear(&comment->text);
	print_change(&comment->text, comment, part, index);
	ticks = md_backticks(buf_view(&comment->text));
	cost = comment->text.len + (ticks >= 3 ? 4 * ticks : 0);
	if (part->shown_of[group] == 0) {
		buf_clear(&comment->text);
		print_title(&comment->text, part, group);
		cost += comment->text.len + (part->totals[group] > FOLD_ABOVE ? 160 : 20);
	}
	if (part->nshown == 0) {
		buf_clear(&comment->text);
		print_heading(&comment->text, part);
		cost += comment->text.len + strlen("… and 18446744073709551615 more changes\n\n");
	}
	return cost;
}

static void
choose_of(struct comment *comment, struct part *part, bool dangerous)
{
	size_t i, cost;

	for (i = 0; i < part->plan->nchanges && !comment->full; i++) {
		if (is_dangerous(part, i) != dangerous)
			continue;
		cost = cost_of(comment, part, i);
		if (comment->used + cost > comment->max - CLOSING) {
			comment->full = true;
			return;
		}
		comment->used += cost;
		part->shown[i] = 1;
		part->nshown++;
		part->shown_of[group_of(part->plan, i)]++;
	}
}

static void
choose(struct comment *comment)
{
	size_t i;

	for (i = 0; i < comment->nparts; i++)
		choose_of(comment, &comment->parts[i], true);
	for (i = 0; i < comment->nparts; i++)
		choose_of(comment, &comment->parts[i], false);
}

enum { SHOW_ALL, SHOW_DANGEROUS, SHOW_CALM };

/* One diff block; return how many changes are in it. */
static size_t
print_block(struct buf *buf, struct comment *comment, const struct part *part, unsigned group,
    int which)
{
	struct buf content = {0};
	size_t i, count = 0;

	for (i = 0; i < part->plan->nchanges; i++) {
		if (!part->shown[i] || group_of(part->plan, i) != group)
			continue;
		if (which != SHOW_ALL && is_dangerous(part, i) != (which == SHOW_DANGEROUS))
			continue;
		print_change(&content, comment, part, i);
		count++;
	}
	if (count > 0)
		md_fence(buf, "diff", buf_view(&content));
	buf_free(&content);
	return count;
}

static void
print_group(struct buf *buf, struct comment *comment, const struct part *part, unsigned group)
{
	struct buf folded = {0};
	size_t count;

	if (part->shown_of[group] == 0)
		return;
	print_title(buf, part, group);
	if (part->totals[group] <= FOLD_ABOVE) {
		(void)print_block(buf, comment, part, group, SHOW_ALL);
		return;
	}
	(void)print_block(buf, comment, part, group, SHOW_DANGEROUS);
	count = print_block(&folded, comment, part, group, SHOW_CALM);
	if (count > 0) {
		buf_printf(buf, "<details>\n<summary>%zu other creations and updates</summary>\n\n",
		    count);
		buf_slice(buf, buf_view(&folded));
		buf_text(buf, "</details>\n\n");
	}
	buf_free(&folded);
}

static void
print_part(struct buf *buf, struct comment *comment, const struct part *part)
{
	unsigned group;

	if (part->nshown == 0)
		return;
	print_heading(buf, part);
	for (group = 0; group < GROUPS; group++)
		print_group(buf, comment, part, group);
	if (part->nshown < part->plan->nchanges) {
		buf_text(buf, "… and ");
		report_count(buf, part->plan->nchanges - part->nshown, "more change");
		buf_text(buf, "\n\n");
	}
}

static struct md_totals
sum_up(const struct comment *comment)
{
	struct md_totals totals = {0};
	size_t i, j;

	for (i = 0; i < comment->nparts; i++) {
		const struct part *part = &comment->parts[i];

		counts_add(&totals.counts, &part->plan->counts);
		totals.unsafe += part->plan->unsafe != NULL;
		totals.drift += part->totals[GROUP_DRIFT];
		totals.conflict += part->totals[GROUP_CONFLICT];
		for (j = 0; j < part->plan->nchanges; j++) {
			totals.left_out += !part->shown[j];
			totals.left_deletes +=
			    !part->shown[j] && part->plan->changes[j].action == CHANGE_DELETE;
		}
	}
	return totals;
}

/* The line by which the comment is found again, where no other is put before it. */
static void
print_marker(struct buf *buf, const struct plan *plan, const struct plan_view *view)
{
	char digest[PLAN_DIGEST_LEN + 1];
	struct marker marker = {.kind = "plan",
	    .digest = digest,
	    .head = plan->head != NULL ? plan->head : "-"};

	if (view != NULL && view->bare)
		return;
	plan_digest(plan, digest);
	marker_print(buf, &marker);
}

void
plan_print_markdown(struct buf *buf, const struct plan *plan, const struct plan_view *view)
{
	struct comment comment = {.max = REPORT_MAX_BYTES};
	struct buf warnings = {0};
	struct md_totals totals;
	size_t from = buf->len, i;

	if (view != NULL && view->max_bytes > 0)
		comment.max = view->max_bytes;
	print_marker(buf, plan, view);
	buf_text(buf, "## DNS plan\n\n");
	/* What was found on the way takes a quarter of the comment at most. */
	if (view != NULL && view->diags != NULL)
		md_found(&warnings, view->diags, comment.max / 4);
	collect(&comment, plan);
	asides_markdown(buf, plan);
	if (comment.nparts == 0) {
		buf_text(buf, "No changes.\n");
	} else {
		totals = sum_up(&comment);
		md_summary(buf, plan, &totals, view);
		comment.used = buf->len - from + warnings.len;
		choose(&comment);
	}
	for (i = 0; i < comment.nparts; i++)
		print_part(buf, &comment, &comment.parts[i]);
	if (warnings.len > 0) {
		buf_text(buf, comment.nparts == 0 ? "\n" : "");
		buf_slice(buf, buf_view(&warnings));
	}
	totals = sum_up(&comment);
	md_left_out(buf, &totals, view);
	free(comment.parts);
	free(comment.shown);
	buf_free(&comment.text);
	buf_free(&warnings);
	arena_free(&comment.arena);
}
