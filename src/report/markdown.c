/* Markdown that nothing in a zone can break out of. */
#include "report/markdown.h"

#include "report/parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MAX_OWNER 32 /* longer names push their own line only */
#define MAX_LINES 20 /* of one RRset, of one sign */
#define MAX_KEPT 3   /* values that stay are shown up to this many */

size_t
md_backticks(struct slice s)
{
	size_t i, run = 0, longest = 0;

	for (i = 0; i < s.len; i++) {
		run = s.data[i] == '`' ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest;
}

void
md_span(struct buf *buf, struct slice s)
{
	size_t ticks = md_backticks(s) + 1;
	bool pad = ticks > 1 || (s.len > 0 && s.data[0] == ' ');

	buf_pad(buf, '`', ticks);
	buf_text(buf, pad ? " " : "");
	buf_slice(buf, s);
	buf_text(buf, pad ? " " : "");
	buf_pad(buf, '`', ticks);
}

void
md_code(struct buf *buf, struct slice s)
{
	struct buf text = {0};

	report_value(&text, s);
	if (text.len == 0)
		buf_text(&text, "\"\"");
	md_span(buf, buf_view(&text));
	buf_free(&text);
}

void
md_fence(struct buf *buf, const char *language, struct slice content)
{
	size_t ticks = md_backticks(content) + 1;

	if (ticks < 3)
		ticks = 3;
	buf_pad(buf, '`', ticks);
	buf_printf(buf, "%s\n", language);
	buf_slice(buf, content);
	buf_pad(buf, '`', ticks);
	buf_text(buf, "\n\n");
}

static void
widen(size_t *width, size_t to)
{
	if (to > *width)
		*width = to < MAX_OWNER ? to : MAX_OWNER;
}

static size_t
ttl_digits(const struct rrset *rrset)
{
	char text[16];

	return rrset != NULL ? (size_t)snprintf(text, sizeof(text), "%" PRIu32, rrset->ttl) : 0;
}

void
md_widen(struct md_widths *widths, const struct change *change, struct slice zone)
{
	struct buf owner = {0};

	report_owner(&owner, change_rrset(change)->name, zone);
	widen(&widths->owner, owner.len);
	widen(&widths->type, strlen(rrset_type(change_rrset(change))->name));
	widen(&widths->ttl, ttl_digits(change->existing));
	widen(&widths->ttl, ttl_digits(change->desired));
	buf_free(&owner);
}

/* The lines of one sign: name, TTL and type stand in the first of them. */
struct group {
	char sign;
	const struct rrset *rrset;
	struct slice zone;
	const struct md_widths *widths;
	size_t printed;
};

static void
begin_line(struct buf *buf, struct group *group)
{
	const struct md_widths *widths = group->widths;
	size_t from;

	buf_printf(buf, "%c ", group->sign);
	if (group->printed++ > 0) {
		buf_pad(buf, ' ', widths->owner + 2 + widths->ttl + 2 + widths->type + 2);
		return;
	}
	from = buf->len;
	report_owner(buf, group->rrset->name, group->zone);
	report_pad(buf, from, widths->owner);
	buf_printf(buf, "  %*" PRIu32 "  %-*s  ", (int)widths->ttl, group->rrset->ttl,
	    (int)widths->type, rrset_type(group->rrset)->name);
}

static void
print_group(struct buf *buf, struct group *group, const struct value_lines *lines, bool changed,
    size_t limit)
{
	size_t i, more = 0;

	for (i = 0; i < lines->count; i++) {
		if (lines->items[i].changed != changed)
			continue;
		if (group->printed >= limit) {
			more++;
			continue;
		}
		begin_line(buf, group);
		report_value(buf, lines->items[i].text);
		buf_char(buf, '\n');
	}
	if (more == 0)
		return;
	begin_line(buf, group);
	buf_printf(buf, "… and %zu more\n", more);
}

static void
mark_all(struct value_lines *lines)
{
	size_t i;

	for (i = 0; i < lines->count; i++)
		lines->items[i].changed = true;
	lines->changed = lines->count;
}

static void
print_side(struct buf *buf, char sign, const struct change *change, struct slice zone,
    const struct md_widths *widths, const struct value_lines *lines)
{
	const struct rrset *rrset = sign == '-' ? change->existing : change->desired;
	struct group group = {sign, rrset, zone, widths, 0};

	if (rrset == NULL)
		return;
	print_group(buf, &group, lines, true, MAX_LINES);
	if (lines->count > 0)
		return;
	begin_line(buf, &group);
	buf_text(buf, "(no value)\n");
}

/* The values that an update leaves as they are, for context. */
static void
print_kept(struct buf *buf, const struct change *change, struct slice zone,
    const struct md_widths *widths, const struct value_lines *lines)
{
	struct group group = {' ', change->desired, zone, widths, 0};
	size_t kept = lines->count - lines->changed;

	if (kept == 0)
		return;
	if (kept <= MAX_KEPT) {
		print_group(buf, &group, lines, false, MAX_KEPT);
		return;
	}
	begin_line(buf, &group);
	buf_printf(buf, "(%zu more stay as they are)\n", kept);
}

void
md_change(struct buf *buf, struct arena *arena, const struct change *change, struct slice zone,
    const struct md_widths *widths)
{
	struct value_lines old = lines_of(arena, change->existing);
	struct value_lines new = lines_of(arena, change->desired);

	if (change->action == CHANGE_UPDATE)
		lines_compare(&old, &new);
	/* What differs may not be in the values: then the whole RRset is shown as replaced. */
	if (change->action != CHANGE_UPDATE || change->existing->ttl != change->desired->ttl ||
	    old.changed + new.changed == 0) {
		mark_all(&old);
		mark_all(&new);
	}
	print_side(buf, '-', change, zone, widths, &old);
	print_side(buf, '+', change, zone, widths, &new);
	if (change->action == CHANGE_UPDATE)
		print_kept(buf, change, zone, widths, &new);
	arena_reset(arena);
}
