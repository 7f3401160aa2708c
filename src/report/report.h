/* Results for people and programs: text in a buffer, never printed here. */
#ifndef ZW_REPORT_REPORT_H
#define ZW_REPORT_REPORT_H

#include "core/buf.h"
#include "core/diag.h"
#include "dns/zone.h"
#include "plan/plan.h"

/* Where the source line of a diagnostic comes from. */
struct line_source {
	/* Append line ${line} of ${file}; return 0, or -1 when it cannot be had. */
	int (*line)(void *ctx, const char *file, uint32_t line, struct buf *out);
	void *ctx;
};

/**
 * report_diags_text(buf, diags, lines, color):
 * Print each as "file:line:col: error: message [rule]", the line with a caret,
 * and the hint; then a line with the counts when something is wrong.
 */
void report_diags_text(struct buf *buf, const struct diags *diags, const struct line_source *lines,
    bool color);

/** report_diag(buf, diag): Print one as "file:line:col: message [rule]", without a line end. */
void report_diag(struct buf *buf, const struct diag *diag);

/** report_message(buf, diag): Print whose fault it is and what is wrong, safe to show, without a line end. */
void report_message(struct buf *buf, const struct diag *diag);

/** report_diags_json(buf, diags): Print zoneward.diagnostics/1. */
void report_diags_json(struct buf *buf, const struct diags *diags);

/* What a report of diagnostics may look up; NULL is none of it. */
struct diag_view {
	const struct line_source *lines; /* or NULL */
	bool color;
	const char *config; /* the file of what has no place; NULL is octodns.yaml, "" none */
	size_t max_bytes;   /* of what is cut to fit; 0 is what every forge takes */
};

/* One way of printing diagnostics: a row of diag_formats. */
struct diag_format {
	const char *name; /* of --format */
	void (*print)(struct buf *buf, const struct diags *diags, const struct diag_view *view);
	const char *help;
};

extern const struct diag_format diag_formats[]; /* name NULL at the end */

/** diag_format_find(name): Return the row, or NULL. */
const struct diag_format *diag_format_find(const char *name);

/* How a plan is shown; NULL is none of it. */
struct plan_view {
	bool color;
	size_t columns;            /* of the terminal, or 0: long values go on below */
	size_t max_bytes;          /* of what is cut to fit; 0 is what every forge takes */
	const struct diags *diags; /* what was found on the way, or NULL */
	/* Of Markdown; both are Markdown, one sentence, or NULL. */
	bool bare;            /* without the line by which a comment is found again */
	const char *whole;    /* where what does not fit is shown */
	const char *allowing; /* how a plan that is not safe gets applied */
};

#define REPORT_MAX_BYTES ((size_t)65000) /* a little less than GitHub's 65,536, the least of them */
#define REPORT_MIN_BYTES ((size_t)4000)  /* nothing is cut to less */

/* One way of printing a plan: a row of plan_formats. */
struct plan_format {
	const char *name; /* of --format */
	void (*print)(struct buf *buf, const struct plan *plan, const struct plan_view *view);
	const char *help;
};

extern const struct plan_format plan_formats[]; /* name NULL at the end */

/** plan_format_find(name): Return the row, or NULL. */
const struct plan_format *plan_format_find(const char *name);

/* One way of printing a zone: a row of zone_formats. */
struct zone_format {
	const char *name;
	void (*print)(struct buf *buf, const struct zone *zone);
	const char *help;
};

extern const struct zone_format zone_formats[]; /* text, yaml, json, zonefile */
const struct zone_format *zone_format_find(const char *name);

#endif
