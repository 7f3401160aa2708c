/* The work behind `plan`, `apply` and `diff`: what would change. */
#ifndef ZW_ENGINE_PLANNING_H
#define ZW_ENGINE_PLANNING_H

#include "engine/outcome.h"
#include "engine/select.h"
#include "plan/diff.h"
#include "plan/origin.h"
#include "plan/plan.h"
#include "process/chain.h"

struct plan_request {
	struct selection *selection;
	const char *const *targets; /* only these; none: all of each zone */
	size_t ntargets;
	bool only_requested; /* of a range: drift is left alone */
};

/**
 * plan_zones(workspace, request, plan, diags):
 * Compare what the configuration wants with what the targets serve, on all
 * cores.  Return OUTCOME_DONE, or why there is no plan.
 */
enum outcome plan_zones(struct workspace *workspace, const struct plan_request *request,
    struct plan *plan, struct diags *diags);

/**
 * plan_against(provider, wanted, chain, options, arena, plan, diags):
 * Compare ${wanted} with what ${provider} has of that zone, with the steps of
 * ${chain} (or NULL) for targets and plans, and fill ${plan} with what it lacks;
 * RRsets of the changes are copied into ${arena}.  Return OUTCOME_DONE;
 * OUTCOME_PROVIDER when the provider could not be read; or OUTCOME_INVALID when
 * it cannot hold what is wanted, or a processor refuses.
 */
enum outcome plan_against(struct provider *provider, const struct zone *wanted,
    const struct process_chain *chain, const struct diff_options *options, struct arena *arena,
    struct target_plan *plan, struct diags *diags);

/* What a range adds to the plan of one target. */
struct plan_range {
	struct origin_base base;
	struct already_plan *already; /* to be filled */
	bool only_requested;          /* drift is left alone */
};

/** plan_against_range(…, range, …): plan_against with the origins of changes; ${range} may be NULL. */
enum outcome plan_against_range(struct provider *provider, const struct zone *wanted,
    const struct process_chain *chain, const struct diff_options *options,
    const struct plan_range *range, struct arena *arena, struct target_plan *plan,
    struct diags *diags);

/**
 * plan_configs(workspace, selection, plan, diags):
 * Compare the configuration at the base with the one at the head: no provider is
 * asked.  The same return values.
 */
enum outcome plan_configs(struct workspace *workspace, struct selection *selection,
    struct plan *plan, struct diags *diags);

#endif
