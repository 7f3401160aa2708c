/*
 * The zones of one revision: those that are configured by name, and those that
 * dynamic entries ("*…") stand for.
 */
#ifndef ZW_CONFIG_EXPAND_H
#define ZW_CONFIG_EXPAND_H

#include "config/config.h"

/* What the sources of a configuration can tell; for those who know providers. */
struct config_sources {
	void *ctx;
	/* Call sink for each zone that the source has.  Return 0; -1: an error was
	 * added already; 1: it cannot list zones. */
	int (*list)(void *ctx, const char *source_id,
	    void (*sink)(void *sink_ctx, struct slice zone), void *sink_ctx);
	/* Whether a listing would have the zone: 1, 0, or -1 when only a listing
	 * tells.  NULL: listings are made. */
	int (*has)(void *ctx, const char *source_id, struct slice zone);
	/* As in struct provider_class: 1 and the zone's name, 2 for any zone, 0. */
	int (*zone_of_file)(void *ctx, const char *source_id, struct slice path,
	    struct arena *arena, struct slice *zone);
};

struct estate_zone {
	struct slice name; /* as long as the estate and its configuration */
	const struct zone_config *config;
};

struct estate {
	const struct config *config;
	const struct config_sources *sources;
	struct arena arena;
	struct map lists; /* source id -> its listing */
	bool expanded;
	int status; /* of estate_expand */
	/* Once expanded: named zones in the order of the file, then what each dynamic
	 * entry matches, by name. */
	struct estate_zone *zones;
	size_t count, cap;
	struct map own_names;
	const struct map *names; /* name -> struct zone_config */
};

/** estate_init(estate, config, sources): Begin; both outlive it.  Nothing is listed yet. */
void estate_init(struct estate *estate, const struct config *config,
    const struct config_sources *sources);

/**
 * estate_expand(estate, diags):
 * Find all zones, once; without dynamic entries nothing is listed.  Return 0, or
 * -1 after adding errors: what could be found is there.
 */
int estate_expand(struct estate *estate, struct diags *diags);

/**
 * estate_zone(estate, name, diags):
 * Return the entry that zone ${name} has, or NULL: as estate_expand finds it,
 * but listing only what it must.
 */
const struct zone_config *estate_zone(struct estate *estate, struct slice name,
    struct diags *diags);

/** estate_free(estate): Free it; the configuration stays. */
void estate_free(struct estate *estate);

/** config_dynamic_matches(zone, name): Return whether ${name} fits the pattern of the dynamic ${zone}. */
bool config_dynamic_matches(const struct zone_config *zone, struct slice name);

/**
 * config_zone_for(config, name):
 * Return the entry of ${name}, or else the first dynamic one that it fits,
 * whether or not a source has it; NULL without one.
 */
const struct zone_config *config_zone_for(const struct config *config, struct slice name);

#endif
