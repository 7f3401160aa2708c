/* Why a change is in a plan: base, head and live compared. */
#ifndef ZW_PLAN_ORIGIN_H
#define ZW_PLAN_ORIGIN_H

#include "plan/plan.h"

/**
 * plan_origins(plan, base, arena):
 * Tell for each change of ${plan} whether the configuration asks for it since
 * ${base} (requested), the target moved away from what the configuration says
 * before and after (drift), or both (conflict).  The result is in ${arena}.
 */
void plan_origins(struct target_plan *plan, const struct zone *base, struct arena *arena);

#endif
