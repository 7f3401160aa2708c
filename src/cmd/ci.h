/* What the commands of `zoneward ci` share. */
#ifndef ZW_CMD_CI_H
#define ZW_CMD_CI_H

#include "cmd/common.h"
#include "engine/ledger.h"
#include "engine/validate.h"
#include "forge/forge.h"

struct ci {
	const struct args *args;
	struct forge_run run;
	struct forge *forge;
	struct diags diags; /* of job and forge; those of zones are in work */
	const char *config; /* for markers: NULL is octodns.yaml */
	struct work work;
	struct args words; /* the arguments of work: the range that the job is about */
	const char *word;
	bool opened;
	struct plan plan;
	struct ledger *ledger; /* of an apply; NULL when none is kept */
	char digest[PLAN_DIGEST_LEN + 1];
	struct arena arena;
};

enum outcome ci_plan(struct ci *ci);
enum outcome ci_apply(struct ci *ci);
enum outcome ci_drift(struct ci *ci);

/** ci_error(ci, outcome, hint, fmt, …): Add an error about the job; return ${outcome}. */
enum outcome ci_error(struct ci *ci, enum outcome outcome, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/**
 * ci_have(ci, commit):
 * Return whether the clone has that commit, which is fetched if it can be; an error says
 * what to set.
 */
bool ci_have(struct ci *ci, const char *commit);

/** ci_deepen(ci): Fetch the history that a shallow clone lacks; return whether there was some to get. */
bool ci_deepen(struct ci *ci);

/** ci_have_range(ci, base, head): The same for both, and what lies between them. */
bool ci_have_range(struct ci *ci, const char *base, const char *head);

/**
 * ci_open(ci, range, flags):
 * Open the work on a revision or range, with ${flags} of work_open, and choose its zones.
 * Return OUTCOME_DONE or why not.
 */
enum outcome ci_open(struct ci *ci, const char *range, unsigned flags);

/** ci_make_plan(ci): Check the chosen zones, then plan them and take the digest. */
enum outcome ci_make_plan(struct ci *ci);

/** ci_forge_open(ci): Get ready to talk to the forge. */
enum outcome ci_forge_open(struct ci *ci);

/** ci_say(ci, fmt, …): Tell the reader of the job's log one line, on standard error. */
void ci_say(const struct ci *ci, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/** ci_print(ci, text): Print text that zones have a hand in, so that no line of it steers the runner. */
void ci_print(const struct ci *ci, struct slice text);

/** ci_print_plan(ci, plan): Print it for the job's log. */
void ci_print_plan(const struct ci *ci, const struct plan *plan);

/**
 * ci_annotate(ci):
 * Print what was found as commands of the runner that show it at its lines: of a
 * request only at those that it changes.
 */
void ci_annotate(struct ci *ci);

/**
 * ci_markdown(ci, plan, diags, room, out):
 * Print the report of a plan, and of what was found on the way unless ${diags} is
 * NULL, in ${room} bytes.
 */
void ci_markdown(struct ci *ci, const struct plan *plan, const struct diags *diags, size_t room,
    struct buf *out);

/** ci_judge(ci, what): Refuse a plan that is not safe, unless it is allowed; ${what} is said first. */
enum outcome ci_judge(struct ci *ci, const char *what);

/** ci_hand_on(ci): Give changes and digest to the next steps. */
void ci_hand_on(struct ci *ci);

/** ci_status_name(ci, what): Return "zoneward/plan", with the configuration when it is another one. */
const char *ci_status_name(struct ci *ci, const char *what);

#endif
