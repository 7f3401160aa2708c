/* What the files of `zoneward ci apply` share. */
#ifndef ZW_CMD_CI_APPLY_H
#define ZW_CMD_CI_APPLY_H

#include "cmd/ci.h"
#include "engine/applying.h"
#include "forge/shown.h"

struct ci_reviewed {
	struct forge_request request; /* number NULL: none was found */
	struct shown shown;
	bool passed; /* the plan is what was reviewed, and safe */
};

/** ci_push_range(ci, branch): Return the range that was pushed to it, or its one commit; NULL after an error. */
const char *ci_push_range(struct ci *ci, const char *branch);

/** ci_parent(ci, commit): Return its first parent, or NULL. */
const char *ci_parent(struct ci *ci, const char *commit);

/**
 * ci_check_reviewed(ci, branch, reviewed):
 * Find what was reviewed: the comment on the request whose merge was pushed, or
 * --expect; and hold the plan against it.  Return OUTCOME_DONE when it is the same.
 */
enum outcome ci_check_reviewed(struct ci *ci, const char *branch, struct ci_reviewed *reviewed);

/** ci_tell_applied(ci, reviewed, result, outcome): Tell the request and the summary how it went. */
void ci_tell_applied(struct ci *ci, const struct ci_reviewed *reviewed,
    const struct applied *result, enum outcome outcome);

/** ci_tell_unplanned(ci, branch, outcome): The same of a commit that there is no plan of; return ${outcome}. */
enum outcome ci_tell_unplanned(struct ci *ci, const char *branch, enum outcome outcome);

#endif
