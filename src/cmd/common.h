/* What the commands share: reading revisions and zones, printing results. */
#ifndef ZW_CMD_COMMON_H
#define ZW_CMD_COMMON_H

#include "cmd/cmd.h"
#include "engine/dumping.h"
#include "engine/select.h"
#include "engine/workspace.h"
#include "report/report.h"

/* One command's work: opened by work_open, closed by work_close. */
struct work {
	const struct args *args;
	struct arena arena;
	struct workspace_options options;
	struct workspace workspace;
	struct selection selection;
	struct diags diags;
	const char *const *zones; /* positional arguments that name zones */
	size_t nzones;
	unsigned shard, shards;
	bool opened;
};

enum {
	WORK_RANGE_ONLY = 1 << 0,
	WORK_NO_RANGE = 1 << 1,
	WORK_NO_REVISION = 1 << 2,
	WORK_DISK = 1 << 3,   /* paths and zones as octoDNS takes them */
	WORK_CHECK = 1 << 4,  /* of a range the head's configuration is checked, nobody is asked */
	WORK_MERGED = 1 << 5, /* of a range the head's configuration counts: it is merged */
	WORK_BRANCH = 1 << 6, /* without a revision the protected branch is meant */
};

/**
 * work_open(work, args, flags):
 * Find out from the arguments which revision and zones are meant, and open the
 * workspace.  Return OUTCOME_DONE, or how the command ends: what is wrong is in
 * work->diags, or was printed (OUTCOME_USAGE).
 */
enum outcome work_open(struct work *work, const struct args *args, unsigned flags);

/** find_plan_format(args): Return the row of --format, or NULL after saying that there is none. */
const struct plan_format *find_plan_format(const struct args *args);

/**
 * print_plan(work, format, plan, max_bytes):
 * Print ${plan} where the result goes, in at most ${max_bytes} (0: no limit) where the
 * format can be cut.  Return OUTCOME_DONE, or OUTCOME_INVALID after saying why not.
 */
enum outcome print_plan(const struct work *work, const struct plan_format *format,
    const struct plan *plan, size_t max_bytes);

/** unsafe_allowed(args, plan): Return whether a plan that is not safe may be applied all the same. */
bool unsafe_allowed(const struct args *args, const struct plan *plan);

/** unsafe_hint(args, plan, hint): Print how it is allowed. */
void unsafe_hint(const struct args *args, const struct plan *plan, struct buf *hint);

/** names_zone(word): Return whether a positional argument names a zone, not a revision. */
bool names_zone(const char *word);

/** work_select(work): Choose the zones; OUTCOME_DONE or OUTCOME_INVALID. */
enum outcome work_select(struct work *work);

/** work_plan(work, plan): Plan the chosen zones for the targets that are wanted. */
enum outcome work_plan(struct work *work, struct plan *plan);

/** work_dump(work, result): Dump the zone, or all for an asterisk, that is the first word from the others. */
enum outcome work_dump(struct work *work, struct dumped *result);

/** work_compare(work, plan): Compare --zone of the sources --a with that of --b. */
enum outcome work_compare(struct work *work, struct plan *plan);

/** work_close(work): Close and free all of it. */
void work_close(struct work *work);

/**
 * work_finish(work, outcome):
 * Print the diagnostics to standard error, close, and return the exit status.
 */
int work_finish(struct work *work, enum outcome outcome);

/** write_fd(fd, text): Write all of ${text}.  Return 0, or -1 with errno set. */
int write_fd(int fd, struct slice text);

/** print_diags(work, out): Print the diagnostics as text to ${out} (stdout or stderr's number). */
void print_diags(struct work *work, int fd);

/** print_result(args, text): Write ${text} to --output or standard output.  Return 0 or -1 after saying why. */
int print_result(const struct args *args, struct slice text);

/** terminal_columns(args): Return the width of the terminal that the result goes to, or 0. */
size_t terminal_columns(const struct args *args);

/** use_color(args, fd): Return whether what goes to ${fd} is coloured. */
bool use_color(const struct args *args, int fd);

/** read_max_bytes(args, max): Read --max-bytes, 0 without it.  Return OUTCOME_DONE or OUTCOME_USAGE. */
enum outcome read_max_bytes(const struct args *args, size_t *max);

/** usage(args, fmt, …): Print a wrong use of the command to standard error; return OUTCOME_USAGE. */
enum outcome usage(const struct args *args, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
