/* Markdown that nothing in a zone can break out of. */
#ifndef ZW_REPORT_MARKDOWN_H
#define ZW_REPORT_MARKDOWN_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/diag.h"
#include "dns/change.h"
#include "plan/plan.h"
#include "report/report.h"

/** md_code(buf, s): Print ${s} as a code span, in one line; an empty one as two quotes. */
void md_code(struct buf *buf, struct slice s);

/** md_span(buf, s): Print ${s}, one line that is safe to show, as a code span. */
void md_span(struct buf *buf, struct slice s);

/** md_backticks(s): Return the length of the longest run of backticks in ${s}. */
size_t md_backticks(struct slice s);

/** md_fence(buf, language, content): Print ${content}, whole lines, as a fenced code block. */
void md_fence(struct buf *buf, const char *language, struct slice content);

/**
 * md_diags(buf, diags, config, room):
 * Print ${diags} as a list, errors first, in at most ${room} bytes; those that do
 * not fit are counted.  ${config} is the file of what has no place, or NULL.
 */
void md_diags(struct buf *buf, const struct diags *diags, const char *config, size_t room);

/** md_found(buf, diags, room): The same below a heading; nothing when there are none. */
void md_found(struct buf *buf, const struct diags *diags, size_t room);

/* Widths of the columns of a block, in bytes. */
struct md_widths {
	size_t owner, ttl, type;
};

/** md_widen(widths, change, zone): Make room in ${widths} for ${change}. */
void md_widen(struct md_widths *widths, const struct change *change, struct slice zone);

/**
 * md_change(buf, arena, change, zone, widths):
 * Print ${change} as lines of a diff, each beginning with '-', '+' or a blank.
 */
void md_change(struct buf *buf, struct arena *arena, const struct change *change, struct slice zone,
    const struct md_widths *widths);

/* What the changes of a plan come to. */
struct md_totals {
	struct plan_counts counts;
	size_t unsafe;          /* targets */
	size_t drift, conflict; /* changes of that origin */
	size_t left_out;        /* changes that do not fit */
	size_t left_deletes;    /* those of them that delete */
};

/** md_summary(buf, plan, totals, view): Print what stands above the changes. */
void md_summary(struct buf *buf, const struct plan *plan, const struct md_totals *totals,
    const struct plan_view *view);

/** md_left_out(buf, totals, view): Print how much does not fit, and where it is; nothing when all does. */
void md_left_out(struct buf *buf, const struct md_totals *totals, const struct plan_view *view);

#endif
