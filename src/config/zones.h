/* One zone's entry: what the files that read it share; for src/config only. */
#ifndef ZW_CONFIG_ZONES_H
#define ZW_CONFIG_ZONES_H

#include "config/read.h"

enum {
	ZONE_SOURCES,
	ZONE_TARGETS,
	ZONE_PROCESSORS,
	ZONE_LENIENT,
	ZONE_ALIAS,
	ZONE_ALWAYS_DRY_RUN,
	ZONE_IGNORE_SUBZONE_ADDS,
	ZONE_UPDATE_THRESHOLD,
	ZONE_DELETE_THRESHOLD,
	ZONE_VALIDATORS,
	ZONE_GLOB, /* this and the next: dynamic zones only */
	ZONE_REGEX,
	ZONE_COUNT,
};

/** zone_error(reader, zone, rule, at, hint, fmt, …): Add an error; the entry is broken. */
void zone_error(struct reader *reader, struct zone_config *zone, const char *rule,
    const struct node *at, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

/** read_zone_sources, …_targets, …_processors(reader, zone, node): Read one list of ids; ${node} may be NULL. */
void read_zone_sources(struct reader *reader, struct zone_config *zone, const struct node *node);
void read_zone_targets(struct reader *reader, struct zone_config *zone, const struct node *node);
void read_zone_processors(struct reader *reader, struct zone_config *zone, const struct node *node);

#endif
