/* What the files of `zoneward ci plan` share. */
#ifndef ZW_CMD_CI_PLAN_H
#define ZW_CMD_CI_PLAN_H

#include "cmd/ci.h"

/**
 * ci_tell_planned(ci, outcome):
 * Tell the request, the status of its head and the job's summary what became of the
 * plan.  Return ${outcome}, unless the forge cannot be told.
 */
enum outcome ci_tell_planned(struct ci *ci, enum outcome outcome);

/** ci_found(ci, rule): Return whether a diagnostic of that rule was found in the work. */
bool ci_found(const struct ci *ci, const char *rule);

#endif
