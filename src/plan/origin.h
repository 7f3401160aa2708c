/* Why a change is in a plan: base, head and live compared. */
#ifndef ZW_PLAN_ORIGIN_H
#define ZW_PLAN_ORIGIN_H

#include "plan/plan.h"
#include "provider/provider.h"

/* What a range started from, for one target of one zone. */
struct origin_base {
	const struct zone *zone;         /* what was wanted of the target */
	const struct provider *provider; /* the target, that tells what differs; or NULL */
	/* Whether the range changes ${file}, which is the zone's own; NULL: it does. */
	bool (*asks)(void *ctx, const char *file);
	void *ctx;
};

/**
 * plan_origins(plan, base, arena):
 * Tell for each change of ${plan} whether the configuration asks for it since
 * ${base} (requested), the target moved away from what the configuration says
 * before and after (drift), or both (conflict); and what asks for it.  The result
 * is in ${arena}.
 */
void plan_origins(struct target_plan *plan, const struct origin_base *base, struct arena *arena);

/**
 * plan_already(already, target, base, wanted, live, arena):
 * Find what differs between ${base} and ${wanted} and is in ${live} as it is wanted;
 * what is left alone at ${target} aside.
 */
void plan_already(struct already_plan *already, const char *target, const struct origin_base *base,
    const struct zone *wanted, const struct zone *live, struct arena *arena);

/** plan_leave_drift(plan): Take out of ${plan}, which has origins, what is drift, and count anew. */
void plan_leave_drift(struct target_plan *plan);

/** plan_call_drift(plan): All that differs from what is configured is drift: give ${plan} that origin. */
void plan_call_drift(struct plan *plan);

#endif
