/* The difference of two zones. */
#ifndef ZW_PLAN_DIFF_H
#define ZW_PLAN_DIFF_H

#include "config/safety.h"
#include "plan/plan.h"
#include "provider/provider.h"

struct diff_options {
	const char *target; /* id, for octodns.included and excluded; NULL: ignore those */
	double update_threshold, delete_threshold;
	bool keep_root_ns;               /* an apex NS that is not wanted is left alone */
	const struct provider *provider; /* that tells what differs; or NULL */
	const struct safety *safety;     /* of zoneward.safety; or NULL */
};

/**
 * diff_zones(existing, desired, options, arena, plan):
 * Fill ${plan}'s changes, counts, sources, verdict and whether it exists; both zones
 * are sorted by it.  RRsets of the changes are copied into ${arena}: neither zone
 * is needed any longer.
 */
void diff_zones(struct zone *existing, struct zone *desired, const struct diff_options *options,
    struct arena *arena, struct target_plan *plan);

/**
 * plan_judge(plan, zone, options, arena):
 * Set ${plan}'s verdict from its changes and counts, and whether the target has
 * the zone: for when changes were taken out of it after diff_zones.
 */
void plan_judge(struct target_plan *plan, struct slice zone, const struct diff_options *options,
    struct arena *arena);

/** plan_recount(plan): Count ${plan}'s changes anew; what exists stays as it is. */
void plan_recount(struct target_plan *plan);

/** diff_leaves_alone(rrset, target): Return whether the octodns block of ${rrset} keeps it out of ${target}'s plans. */
bool diff_leaves_alone(const struct rrset *rrset, const char *target);

/** rrset_copy(arena, rrset): Return a copy of everything in ${arena}. */
struct rrset *rrset_copy(struct arena *arena, const struct rrset *rrset);

#endif
