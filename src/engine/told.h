/* What octoDNS logs while it plans and applies, word for word: other people's scripts look for it. */
#ifndef ZW_ENGINE_TOLD_H
#define ZW_ENGINE_TOLD_H

#include "plan/plan.h"
#include "provider/provider.h"

/** told_read(provider, records, exists): A zone was read. */
void told_read(const struct provider *provider, size_t records, bool exists);

/** told_dumping(zone): Dumping ${zone} begins. */
void told_dumping(struct slice zone);

/** told_planning(provider, zone): Planning ${zone} for the target ${provider} begins. */
void told_planning(const struct provider *provider, struct slice zone);

/** told_root_ns(provider, live, wanted): Which NS records of the zone itself are left alone. */
void told_root_ns(const struct provider *provider, const struct zone *live,
    const struct zone *wanted);

/** told_planned(provider, plan): The plan for one target is made. */
void told_planned(const struct provider *provider, const struct target_plan *plan);

/** told_applying(provider, zone, plan): The changes are about to be written. */
void told_applying(const struct provider *provider, struct slice zone,
    const struct target_plan *plan);

/** told_skipped(provider, zone): They are not, because the target or the zone is never written. */
void told_skipped(const struct provider *provider, struct slice zone);

#endif
