/* Plans for a person at a terminal: what happens, in columns. */
#include "report/asides.h"
#include "report/formats.h"
#include "report/parts.h"
#include "report/wrap.h"

#include "core/text.h"

#include <string.h>

#define MAX_OWNER 32 /* longer names push their own line only */
#define MAX_KEPT 3   /* values that stay are shown up to this many */
#define MAX_ARROW 72 /* "old → new" on one line up to this many bytes */

static const char red[] = "31", green[] = "32", yellow[] = "33", bold[] = "1", alarm[] = "1;31",
		  dim[] = "2", end[] = "";

struct action_style {
	char sign;
	const char *color;
};

static const struct action_style actions[] = {
    [CHANGE_DELETE] = {'-', red},
    [CHANGE_CREATE] = {'+', green},
    [CHANGE_UPDATE] = {'~', yellow},
};

struct printer {
	struct buf *buf;
	bool color;
	struct slice zone;
	size_t owner, ttl, type; /* widths of the columns */
	size_t columns;          /* of the terminal, or 0 */
	struct arena arena;      /* of one change at a time */
	struct buf text;
};

static void
print_ttl(struct buf *buf, const struct change *change)
{
	if (change->action == CHANGE_UPDATE && change->existing->ttl != change->desired->ttl)
		buf_printf(buf, "%u → %u", change->existing->ttl, change->desired->ttl);
	else
		buf_printf(buf, "%u", change_rrset(change)->ttl);
}

static void
widen(size_t *width, size_t to, size_t limit)
{
	if (to > *width)
		*width = to < limit ? to : limit;
}

static void
measure(struct printer *p, const struct target_plan *plan)
{
	size_t i;

	p->owner = p->type = p->ttl = 0;
	for (i = 0; i < plan->nchanges; i++) {
		const struct rrset *rrset = change_rrset(&plan->changes[i]);

		buf_clear(&p->text);
		report_owner(&p->text, rrset->name, p->zone);
		widen(&p->owner, p->text.len, MAX_OWNER);
		widen(&p->type, strlen(rrset_type(rrset)->name), MAX_OWNER);
		buf_clear(&p->text);
		print_ttl(&p->text, &plan->changes[i]);
		widen(&p->ttl, text_columns(buf_view(&p->text)), MAX_OWNER);
	}
}

static void
paint(struct printer *p, const char *code)
{
	report_paint(p->buf, p->color, code);
}

/* The columns before the value. */
static void
print_head(struct printer *p, const struct change *change)
{
	const struct action_style *style = &actions[change->action];
	const struct rrset *rrset = change_rrset(change);
	size_t from;

	paint(p, style->color);
	buf_printf(p->buf, "  %c ", style->sign);
	from = p->buf->len;
	report_owner(p->buf, rrset->name, p->zone);
	report_pad(p->buf, from, p->owner);
	paint(p, end);
	buf_text(p->buf, "  ");
	from = p->buf->len;
	print_ttl(p->buf, change);
	report_pad(p->buf, from, p->ttl);
	buf_printf(p->buf, "  %-*s  ", (int)p->type, rrset_type(rrset)->name);
}

static size_t
value_column(const struct printer *p)
{
	return 4 + p->owner + 2 + p->ttl + 2 + p->type + 2;
}

/* Begin the next line of a record under its first value. */
static void
next_line(struct printer *p, bool *first)
{
	if (!*first) {
		buf_char(p->buf, '\n');
		buf_pad(p->buf, ' ', value_column(p));
	}
	*first = false;
}

/* A value after ${indent} columns of its own. */
static void
print_value(struct printer *p, struct slice text, size_t indent)
{
	buf_clear(&p->text);
	report_value(&p->text, text);
	wrap_print(p->buf, buf_view(&p->text), value_column(p) + indent, p->columns);
}

static void
print_plain(struct printer *p, const struct value_lines *lines)
{
	bool first = true;
	size_t i;

	for (i = 0; i < lines->count; i++) {
		next_line(p, &first);
		print_value(p, lines->items[i].text, 0);
	}
}

static void
print_marked(struct printer *p, const struct value_lines *lines, bool changed, const char *sign,
    const char *color, bool *first)
{
	size_t i;

	for (i = 0; i < lines->count; i++) {
		if (lines->items[i].changed != changed)
			continue;
		next_line(p, first);
		paint(p, color);
		buf_text(p->buf, sign);
		print_value(p, lines->items[i].text, strlen(sign));
		paint(p, end);
	}
}

static bool
fits_arrow(const struct printer *p, const struct value_lines *old, const struct value_lines *new)
{
	size_t len;

	if (old->count != 1 || new->count != 1 || old->changed != 1 || new->changed != 1)
		return false;
	len = old->items[0].text.len + new->items[0].text.len;
	return len <= MAX_ARROW &&
	    (p->columns == 0 || value_column(p) + len + strlen(" - ") <= p->columns);
}

static void
print_update(struct printer *p, struct value_lines *old, struct value_lines *new)
{
	size_t kept = new->count - new->changed;
	bool first = true;

	if (fits_arrow(p, old, new)) {
		report_value(p->buf, old->items[0].text);
		buf_text(p->buf, " → ");
		report_value(p->buf, new->items[0].text);
		return;
	}
	if (old->changed == 0 && new->changed == 0 && kept <= MAX_KEPT) {
		print_plain(p, new);
		return;
	}
	print_marked(p, old, true, "- ", red, &first);
	print_marked(p, new, true, "+ ", green, &first);
	if (kept > 0 && kept <= MAX_KEPT) {
		print_marked(p, new, false, "  ", dim, &first);
	} else if (kept > 0) {
		next_line(p, &first);
		buf_printf(p->buf, "  (%zu more stay as they are)", kept);
	}
}

/* Say p->text behind a record, or below it where the line has no room. */
static void
print_remark(struct printer *p, const char *color)
{
	size_t column = wrap_columns(p->buf) + 2;

	if (p->columns > 0 && column + text_columns(buf_view(&p->text)) > p->columns) {
		column = value_column(p);
		buf_char(p->buf, '\n');
		buf_pad(p->buf, ' ', column);
	} else {
		buf_text(p->buf, "  ");
	}
	paint(p, color);
	wrap_print(p->buf, buf_view(&p->text), column, p->columns);
	paint(p, end);
}

/* What was asked for needs no word; the rest does. */
static void
print_origin(struct printer *p, const struct target_plan *plan, size_t index)
{
	enum change_origin origin = plan->origins != NULL ? plan->origins[index] : ORIGIN_NONE;
	const struct change_cause *cause = plan->causes != NULL ? &plan->causes[index] : NULL;
	bool calm =
	    origin == ORIGIN_NONE || (origin == ORIGIN_REQUESTED && plan_asked(plan, index));

	if (!calm) {
		buf_clear(&p->text);
		buf_printf(&p->text, "(%s)",
		    origin == ORIGIN_REQUESTED ? "side effect" : origin_word(origin));
		print_remark(p, alarm);
	}
	if (cause != NULL && cause->at.file != NULL) {
		buf_clear(&p->text);
		buf_text(&p->text, "# ");
		aside_place(&p->text, cause);
		print_remark(p, dim);
	}
}

static void
print_change(struct printer *p, const struct target_plan *plan, size_t index)
{
	const struct change *change = &plan->changes[index];
	struct value_lines old = lines_of(&p->arena, change->existing);
	struct value_lines new = lines_of(&p->arena, change->desired);

	print_head(p, change);
	if (change->action == CHANGE_UPDATE) {
		lines_compare(&old, &new);
		print_update(p, &old, &new);
	} else {
		print_plain(p, change->desired != NULL ? &new : &old);
	}
	print_origin(p, plan, index);
	buf_char(p->buf, '\n');
	arena_reset(&p->arena);
}

/* The changes that a line of the range asks for, or the others; return how many. */
static size_t
print_changes(struct printer *p, const struct target_plan *plan, bool asked, const char *heading)
{
	size_t count = 0, i;

	for (i = 0; i < plan->nchanges; i++) {
		if (plan_asked(plan, i) != asked)
			continue;
		if (count++ == 0 && heading != NULL)
			buf_printf(p->buf, "  %s\n", heading);
		print_change(p, plan, i);
	}
	return count;
}

static void
print_heading(struct printer *p, const struct target_plan *plan)
{
	paint(p, bold);
	report_ascii(p->buf, p->zone);
	/* Without a class it is one configuration against another: no target is meant. */
	if (plan->class_name != NULL) {
		buf_text(p->buf, " on ");
		text_safe(p->buf, slice_of(plan->target));
	}
	paint(p, end);
	if (plan->class_name != NULL) {
		buf_text(p->buf, " (");
		text_safe(p->buf, slice_of(plan->class_name));
		buf_char(p->buf, ')');
	}
	buf_text(p->buf, plan->writable ? "\n" : ", planned but never applied\n");
	if (!plan->exists)
		buf_text(p->buf,
		    plan->class_name != NULL ? "  the zone is not there yet: it will be created\n"
					     : "  a new zone\n");
}

static void
print_target(struct printer *p, const struct target_plan *plan)
{
	size_t others;

	if (plan->nchanges == 0)
		return;
	measure(p, plan);
	print_heading(p, plan);
	others = print_changes(p, plan, false,
	    plan->causes != NULL ? "not asked for by a line of this range:" : NULL);
	(void)print_changes(p, plan, true,
	    plan->causes != NULL && others > 0 ? "asked for:" : NULL);
	buf_text(p->buf, "  ");
	report_tally(p->buf, &plan->counts);
	buf_printf(p->buf, "; %zu existing\n", plan->counts.existing);
	if (plan->unsafe != NULL) {
		paint(p, alarm);
		buf_text(p->buf, "  unsafe: ");
		text_safe(p->buf, slice_of(plan->unsafe));
		paint(p, end);
		buf_char(p->buf, '\n');
	}
	buf_char(p->buf, '\n');
}

static void
print_total(struct printer *p, const struct plan *plan)
{
	struct plan_counts total = {0, 0, 0, 0};
	char digest[PLAN_DIGEST_LEN + 1];
	size_t zones = 0, i, j;

	for (i = 0; i < plan->nzones; i++) {
		zones += zone_has_changes(plan->zones[i]);
		for (j = 0; j < plan->zones[i]->ntargets; j++)
			counts_add(&total, &plan->zones[i]->targets[j].counts);
	}
	plan_digest(plan, digest);
	paint(p, bold);
	buf_text(p->buf, "Plan: ");
	report_tally(p->buf, &total);
	paint(p, end);
	buf_text(p->buf, " in ");
	report_count(p->buf, zones, "zone");
	buf_printf(p->buf, ", digest %.12s\n", digest);
}

void
plan_print_text(struct buf *buf, const struct plan *plan, const struct plan_view *view)
{
	struct printer p = {
	    .buf = buf,
	    .color = view != NULL && view->color,
	    .columns = view != NULL ? view->columns : 0,
	};
	size_t i, j;

	asides_text(buf, plan, p.color);
	if (plan_changes(plan) == 0) {
		buf_text(buf, "No changes.\n");
		return;
	}
	for (i = 0; i < plan->nzones; i++) {
		p.zone = plan->zones[i]->zone;
		for (j = 0; j < plan->zones[i]->ntargets; j++)
			print_target(&p, &plan->zones[i]->targets[j]);
	}
	print_total(&p, plan);
	arena_free(&p.arena);
	buf_free(&p.text);
}
