/*
 * What a service holds of a zone, record by record, with the ids that it is
 * written by: kept from the reading of a target until the zone is written.
 */
#ifndef ZW_PROVIDER_HELD_H
#define ZW_PROVIDER_HELD_H

#include "core/buf.h"
#include "core/map.h"
#include "dns/rrset.h"

#include <pthread.h>

/* One record; its slices live as long as its zone. */
struct held_record {
	struct slice id;    /* as the service has it */
	struct slice form;  /* how it is written there; or empty */
	struct slice owner; /* absolute */
	const struct rtype *type;
	struct slice content; /* one value, as value_presentation prints it */
	uint32_t ttl;
};

struct held_zone {
	struct arena arena;
	struct held_record *records; /* sorted by owner and type once it was put */
	size_t count, cap;
	struct buf text; /* of one record, while it is added */
};

/* Zones by name; several threads may put and take. */
struct held {
	pthread_mutex_t lock;
	struct map zones;
	struct arena names;
};

/** held_init(held), held_free(held): Set up; free with all that is in it. */
void held_init(struct held *held);
void held_free(struct held *held);

/** held_zone_new(): Return an empty zone; give it to held_put or held_zone_free. */
struct held_zone *held_zone_new(void);
void held_zone_free(struct held_zone *zone);

/** held_add(zone, record, value): Add a copy of ${record}; its content is made of ${value}. */
void held_add(struct held_zone *zone, const struct held_record *record, const union field *value);

/** held_put(held, name, zone): Keep ${zone} under ${name} instead of what was there. */
void held_put(struct held *held, struct slice name, struct held_zone *zone);

/** held_take(held, name): Take it out again, or return NULL. */
struct held_zone *held_take(struct held *held, struct slice name);

/** held_find(zone, owner, type, count): Return the first of its records of one RRset, and how many follow each other. */
const struct held_record *held_find(const struct held_zone *zone, struct slice owner,
    const struct rtype *type, size_t *count);

#endif
