/* Changes of one target by where they come from: every report shows them in this order. */
#ifndef ZW_REPORT_GROUPS_H
#define ZW_REPORT_GROUPS_H

#include "plan/plan.h"

/* What nobody asked for comes first. */
enum change_group { GROUP_DRIFT, GROUP_EFFECT, GROUP_CONFLICT, GROUP_REQUESTED, GROUPS };

struct group_words {
	const char *title; /* "Drift" */
	const char *text;  /* what it means; "" when the title says all */
};

/** group_of(plan, index): Return the group of that change. */
enum change_group group_of(const struct target_plan *plan, size_t index);

/**
 * group_title(group, count, of):
 * Return the words over a group that has ${count} of ${of} changes, or NULL when it
 * needs none: what was asked for has a title only when there is something else.
 */
const struct group_words *group_title(enum change_group group, size_t count, size_t of);

#endif
