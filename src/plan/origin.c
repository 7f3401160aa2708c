/* Why a change is in a plan. */
#include "plan/origin.h"

static bool
same(const struct rrset *a, const struct rrset *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return rrset_equal(a, b);
}

static enum change_origin
origin_of(const struct change *change, const struct rrset *base)
{
	if (same(base, change->desired))
		return ORIGIN_DRIFT;
	return same(base, change->existing) ? ORIGIN_REQUESTED : ORIGIN_CONFLICT;
}

void
plan_origins(struct target_plan *plan, const struct zone *base, struct arena *arena)
{
	size_t i;

	plan->origins = arena_array(arena, plan->nchanges, sizeof(*plan->origins));
	for (i = 0; i < plan->nchanges; i++) {
		const struct rrset *rrset = change_rrset(&plan->changes[i]);

		plan->origins[i] =
		    origin_of(&plan->changes[i], zone_find(base, rrset->name, rrset_type(rrset)));
	}
}
