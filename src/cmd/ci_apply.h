/* What the files of `zoneward ci apply` share. */
#ifndef ZW_CMD_CI_APPLY_H
#define ZW_CMD_CI_APPLY_H

#include "cmd/ci.h"
#include "engine/applying.h"
#include "engine/lock.h"
#include "forge/shown.h"

struct ci_reviewed {
	struct forge_request request; /* number NULL: none was found */
	struct shown shown;
	bool passed; /* the plan is what was reviewed, and safe */
};

/** ci_push_range(ci, branch): Return the range that was pushed to it, or its one commit; NULL after an error. */
const char *ci_push_range(struct ci *ci, const char *branch);

/**
 * ci_before_skipped(ci, base):
 * Return the commit that a job of ours has reported on last, at ${base} or before it:
 * the jobs of the pushes between were replaced.  ${base} where none is known.
 */
const char *ci_before_skipped(struct ci *ci, const char *base);

/** ci_parent(ci, commit): Return its first parent, or NULL. */
const char *ci_parent(struct ci *ci, const char *commit);

/**
 * ci_check_reviewed(ci, branch, reviewed):
 * Find what was reviewed: the comment on the request whose merge was pushed, or
 * --expect; and hold the plan against it.  Return OUTCOME_DONE when it is the same.
 */
enum outcome ci_check_reviewed(struct ci *ci, const char *branch, struct ci_reviewed *reviewed);

/*
 * The ledger, if it is kept:
 * ci_ledger_open(ci, lock): Read and judge it before anything is planned.
 * ci_ledger_apply(ci, result): Carry out the plan between what says that it begins and how
 * it ended.
 * ci_ledger_nothing(ci): Record that there was nothing to write.
 */
enum outcome ci_ledger_open(struct ci *ci, const struct lock *lock);
enum outcome ci_ledger_apply(struct ci *ci, struct applied *result);
void ci_ledger_nothing(struct ci *ci);

/** ci_tell_nothing(ci): Set the status of a push that had nothing to write, unless it is set. */
void ci_tell_nothing(struct ci *ci);

/** ci_tell_applied(ci, reviewed, result, outcome): Tell the request and the summary how it went. */
void ci_tell_applied(struct ci *ci, const struct ci_reviewed *reviewed,
    const struct applied *result, enum outcome outcome);

/** ci_tell_unplanned(ci, branch, outcome): The same of a commit that there is no plan of; return ${outcome}. */
enum outcome ci_tell_unplanned(struct ci *ci, const char *branch, enum outcome outcome);

#endif
