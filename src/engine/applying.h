/* The work behind `apply`: carrying out a plan, and checking that it was. */
#ifndef ZW_ENGINE_APPLYING_H
#define ZW_ENGINE_APPLYING_H

#include "engine/outcome.h"
#include "engine/workspace.h"
#include "plan/plan.h"

struct applied {
	size_t done, failed, unknown;
	size_t skipped; /* of targets that are never written */
};

/**
 * apply_plan(workspace, plan, result, diags):
 * Carry out ${plan}, several zones at once, read each again and compare.  What failed
 * is an error in ${diags}, in the plan's order.  A zone's targets follow each other.  Return OUTCOME_DONE, OUTCOME_PROVIDER when nothing
 * was written, or OUTCOME_PARTLY.
 */
enum outcome apply_plan(struct workspace *workspace, const struct plan *plan,
    struct applied *result, struct diags *diags);

/**
 * apply_verify(provider, plan, target, statuses, diags):
 * Read the zone again and hold it against ${target}'s changes: a change that is
 * served is done, one that is not and has not failed is unknown.
 */
void apply_verify(struct provider *provider, const struct zone_plan *plan,
    const struct target_plan *target, enum apply_status *statuses, struct diags *diags);

/**
 * apply_allowed(workspace, branch, diags):
 * Check that the revision is on the protected branch, which is ${branch} or, when
 * that is NULL, the usual one (see branch_tip).  Return 0, or -1 after adding why not.
 */
int apply_allowed(struct workspace *workspace, const char *branch, struct diags *diags);

#endif
