/* Records that processors make. */
#ifndef ZW_PROCESS_RECORD_H
#define ZW_PROCESS_RECORD_H

#include "process/process.h"

struct new_record {
	struct slice name; /* relative to the zone, encoded; or as a configuration writes it */
	struct node *data; /* as in a zone file */
	const struct ruleset *rules; /* it must obey; NULL: none */
	bool lenient;                /* its faults are warnings */
	bool replace;                /* what is there of its name and type */
	uint16_t source;             /* index into the zone's sources, or SOURCE_NONE */
};

/**
 * record_data(arena, type, ttl, values):
 * Return the data of a record of ${type} with the list ${values}.
 */
struct node *record_data(struct arena *arena, const char *type, int64_t ttl, struct node *values);

/**
 * record_add(zone, record, diags):
 * Check ${record} and add it to ${zone}.  Return 0, or -1 after adding errors.
 */
int record_add(struct zone *zone, const struct new_record *record, struct diags *diags);

/** record_is_lenient(rrset): Return whether its own octodns block says so. */
bool record_is_lenient(const struct rrset *rrset);

/** record_name_is(rrset, zone, name): Return whether ${name}, as a configuration writes it, is its owner. */
bool record_name_is(const struct rrset *rrset, struct slice zone, struct slice name);

#endif
