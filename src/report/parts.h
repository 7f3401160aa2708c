/* What several reports are made of: text that is safe to show, and the lines of an RRset. */
#ifndef ZW_REPORT_PARTS_H
#define ZW_REPORT_PARTS_H

#include "core/arena.h"
#include "core/buf.h"
#include "dns/rrset.h"
#include "plan/plan.h"

/* Longer values are cut, and told apart by their digest. */
#define REPORT_MAX_VALUE 200

/**
 * report_ascii(buf, s):
 * Print ${s} as zone files have it: printable ASCII as it is, any other byte as
 * \DDD.  So nothing of it can steer a terminal or the log of a CI system, break a
 * line or look like other text.
 */
void report_ascii(struct buf *buf, struct slice s);

/** report_owner(buf, name, zone): Print ${name} relative to ${zone}, the apex as "@". */
void report_owner(struct buf *buf, struct slice name, struct slice zone);

/** report_value(buf, s): As report_ascii; a long one is cut, and its length and digest follow. */
void report_value(struct buf *buf, struct slice s);

/**
 * report_calm_json(buf, from):
 * In the JSON that was printed since ${from}, write the '[' of "##[error]" as
 * \u005b, which is the same: a CI system's log takes it for no command.
 */
void report_calm_json(struct buf *buf, size_t from);

/** report_paint(buf, color, code): Begin a colour ("1;31", or "" to end it) when ${color} is set. */
void report_paint(struct buf *buf, bool color, const char *code);

/** report_pad(buf, from, width): Fill with blanks what was printed since ${from} to ${width} bytes. */
void report_pad(struct buf *buf, size_t from, size_t width);

/** report_number(buf, number): Print "9999", "10,000". */
void report_number(struct buf *buf, size_t number);

/** report_count(buf, count, one): Print "1 error", "2 errors". */
void report_count(struct buf *buf, size_t count, const char *one);

/** report_tally(buf, counts): Print "2 to create, 1 to delete": what is not 0. */
void report_tally(struct buf *buf, const struct plan_counts *counts);

/** counts_add(total, counts): Add ${counts} to ${total}. */
void counts_add(struct plan_counts *total, const struct plan_counts *counts);

/* What an RRset says, apart from its TTL: a line for each value, geo code, pool and rule. */
struct value_line {
	struct slice text; /* whole, and not safe to show yet */
	bool changed;      /* the other side does not have it */
};

struct value_lines {
	struct value_line *items;
	size_t count, cap;
	size_t changed;
};

/** lines_of(arena, rrset): Return the lines of ${rrset}, which may be NULL, in ${arena}. */
struct value_lines lines_of(struct arena *arena, const struct rrset *rrset);

/** lines_compare(a, b): Mark in each what the other does not have. */
void lines_compare(struct value_lines *a, struct value_lines *b);

#endif
