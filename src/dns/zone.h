/* Zones: RRsets in one arena, found by name, freed in one go. */
#ifndef ZW_DNS_ZONE_H
#define ZW_DNS_ZONE_H

#include "dns/rrset.h"

/* Where an owner name is: part of its hash beside it tells most names apart at once. */
struct zone_slot {
	uint32_t first; /* index + 1 of its first RRset, or 0 for a free slot */
	uint32_t tag;
};

struct zone {
	struct slice name; /* as the plan knows it, with final dot */
	struct arena arena;
	struct rrset *rrsets; /* in order of reading until zone_sort */
	size_t count, cap;
	struct zone_slot *slots;
	size_t nslots;
	const char *sources[16]; /* ids; rrset.source indexes */
	unsigned nsources;
	bool exists; /* a target knows the zone */
};

/** zone_init(zone, name): Make an empty zone; ${name} is copied. */
void zone_init(struct zone *zone, struct slice name);

/** zone_free(zone): Free all of it; it may be initialised again. */
void zone_free(struct zone *zone);

/** zone_add_source(zone, id): Return the number for rrset.source; ${id} outlives the zone. */
uint16_t zone_add_source(struct zone *zone, const char *id);

/**
 * zone_add(zone, rrset, replace, diags):
 * Add ${rrset}, whose data are in the zone's arena already.  A second RRset of
 * one name and type replaces the first when ${replace} is set; else it is
 * refused (rule duplicate-record, both places named).  Return 0 or -1.
 */
int zone_add(struct zone *zone, const struct rrset *rrset, bool replace, struct diags *diags);

/** zone_find(zone, name, type): Return the RRset, or NULL. */
const struct rrset *zone_find(const struct zone *zone, struct slice name, const struct rtype *type);

/** zone_first(zone, name), zone_next(zone, rrset): Walk the RRsets of one owner name; NULL at the end. */
const struct rrset *zone_first(const struct zone *zone, struct slice name);
const struct rrset *zone_next(const struct zone *zone, const struct rrset *rrset);

/** zone_truncate(zone, count): Forget all but the first ${count} that were added; before zone_sort only. */
void zone_truncate(struct zone *zone, size_t count);

/** zone_keep(zone, keep, ctx): Drop every RRset for which ${keep} returns false. */
void zone_keep(struct zone *zone, bool (*keep)(void *ctx, const struct rrset *rrset), void *ctx);

/** zone_sort(zone): Sort by name and type (rrset_order). */
void zone_sort(struct zone *zone);

/**
 * zone_share(zone, from):
 * Make ${zone} hold the RRsets of ${from}, whose data it shares: ${from} must
 * outlive it.  Taking RRsets out of one leaves the other as it is.
 */
void zone_share(struct zone *zone, const struct zone *from);

/**
 * zone_adopt(zone, from, replace, diags):
 * Move all RRsets of ${from}, with their data, to the end of ${zone}, as zone_add
 * does for each; ${from} is empty then.  Return 0, or -1 when one was refused.
 */
int zone_adopt(struct zone *zone, struct zone *from, bool replace, struct diags *diags);

/** zone_rename(zone, name): Move all RRsets to the zone ${name}: the owner names change with it. */
void zone_rename(struct zone *zone, struct slice name);

#endif
