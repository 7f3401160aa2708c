/* The configuration file, octodns.yaml: what it says, checked and with places. */
#ifndef ZW_CONFIG_CONFIG_H
#define ZW_CONFIG_CONFIG_H

#include "config/safety.h"
#include "core/arena.h"
#include "core/diag.h"
#include "core/map.h"
#include "core/node.h"
#include "dns/rules.h"
#include "git/snapshot.h"

/* A provider, or a processor: what is made of a class and options. */
struct provider_config {
	const char *id;
	struct slice class_path;    /* octodns.provider.yaml.YamlProvider */
	struct slice class_name;    /* its last part */
	const struct node *options; /* the mapping, class included */
	struct place at;            /* of that mapping */
	bool broken;                /* said already: not to be opened */
	bool used;                  /* of a processor: something names it */
};

struct id_list {
	const char **ids;
	size_t count;
};

struct zone_config {
	struct slice name;    /* normalised; of a dynamic zone the pattern as written */
	struct slice written; /* as in the file: in Unicode, or not */
	const struct node *key, *options;
	bool dynamic;                    /* the name starts with '*' */
	bool broken;                     /* said already: not to be read */
	struct id_list sources;          /* providers that exist, each of them */
	struct id_list targets;          /* as written, those that do not exist too */
	const struct node *targets_node; /* the list of them, or NULL */
	bool has_targets;
	bool auto_arpa;       /* auto-arpa is one of its sources; not in that list, */
	size_t auto_arpa_at;  /* but before this one of it */
	bool uses_processors; /* of its own */
	const struct node *processors;
	struct slice alias; /* name of the zone that this one copies, or empty */
	bool lenient, always_dry_run, ignore_subzone_adds;
	const char *glob; /* of a dynamic zone, or NULL */
	const char *regex;
	const struct pattern *pattern; /* of glob or regex, or NULL: all */
	const struct ruleset *rules;   /* NULL: the configuration's */
};

/* Something that octoDNS would do and we do not yet: no plan is made of it. */
struct config_gap {
	struct place at;
	const char *what; /* "manager.auto_arpa", … */
};

struct config {
	struct arena arena;
	const char *file; /* for places */
	const struct node *root;
	const struct node *manager, *settings; /* or NULL; settings is our own key, zoneward: */
	struct provider_config *providers;
	size_t nproviders;
	struct map providers_by_id; /* id -> struct provider_config */
	struct provider_config *processors;
	size_t nprocessors;
	struct map processors_by_id; /* id -> struct provider_config */
	struct zone_config *zones;   /* in the order of the file */
	size_t nzones, ndynamic, naliases;
	struct map zones_by_name; /* normalised name -> struct zone_config; none that is dynamic */
	const struct ruleset *rules;
	unsigned max_workers;          /* manager.max_workers, 0 when not set */
	bool enable_checksum;          /* manager.enable_checksum */
	bool include_meta;             /* manager.include_meta */
	const struct node *auto_arpa;  /* manager.auto_arpa: true, or a mapping; or NULL */
	bool strict;                   /* zoneward.strict */
	bool push_lenient, push_allow; /* zoneward.push_options */
	bool ledger;                   /* zoneward.ledger */
	const struct safety *safety;   /* zoneward.safety; NULL without zoneward */
	struct config_gap *gaps;
	size_t ngaps, gap_room;
	struct id_list files; /* this file and all that it includes */
	size_t file_room;
	struct pattern **patterns; /* to be freed */
	size_t npatterns, pattern_room;
};

/**
 * config_read(config, snapshot, path, diags):
 * Read the configuration at ${path} of ${snapshot}.  All faults are added; the
 * parts that are right can be used nevertheless, so that zones are checked too.
 * Return 0 when there is a configuration to work with (diags tells whether it
 * is right), -1 when there is none.  Free with config_free in both cases.
 */
int config_read(struct config **config, struct snapshot *snapshot, const char *path,
    struct diags *diags);

/* What of a configuration is taken from the base of a range. */
enum config_trust {
	CONFIG_TRUST_RULES, /* by what rules zones are judged: validators and settings */
	CONFIG_TRUST_ALL,   /* all but the zones */
};

/**
 * config_join(config, head, base, trust, diags):
 * Make the configuration that has from ${base} what ${trust} says and the rest
 * from ${head}; both outlive it.  Its zones are as many as those of ${head}, in
 * the same order.  Return as config_read does.
 */
int config_join(struct config **config, const struct config *head, const struct config *base,
    enum config_trust trust, struct diags *diags);

/** config_free(config): Free it; NULL is taken. */
void config_free(struct config *config);

/** config_provider(config, id): Return the provider of that id, or NULL. */
const struct provider_config *config_provider(const struct config *config, const char *id);

/** config_reads(config, path): Return whether ${path} of the snapshot is the configuration, or part of it. */
bool config_reads(const struct config *config, struct slice path);

/**
 * config_plannable(config, diags), config_zone_plannable(config, zone, diags):
 * What validate lets pass and a plan cannot be made of: something that we do
 * not do yet, a target that is missing or unknown.  Return 0, or -1 after adding
 * errors.
 */
int config_plannable(const struct config *config, struct diags *diags);
int config_zone_plannable(const struct config *config, const struct zone_config *zone,
    struct diags *diags);

/** config_processors_known(config, diags): The same of manager.processors and post_processors alone. */
int config_processors_known(const struct config *config, struct diags *diags);

/** config_dumpable(config, diags): The same for a dump, which knows no targets. */
int config_dumpable(const struct config *config, struct diags *diags);

/**
 * zone_has_sources(config, zone):
 * Return whether anything says what ${zone} should have; what nothing is said of
 * is left alone, as octoDNS does.
 */
bool zone_has_sources(const struct config *config, const struct zone_config *zone);

/**
 * config_targets(config, zone):
 * Return the targets of ${zone}: of an alias those of the zone that it copies.
 */
struct id_list config_targets(const struct config *config, const struct zone_config *zone);

#endif
