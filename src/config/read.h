/* What the files that read a configuration share; for src/config only. */
#ifndef ZW_CONFIG_READ_H
#define ZW_CONFIG_READ_H

#include "config/config.h"
#include "config/keys.h"

struct reader {
	struct config *config;
	struct diags *diags;
	bool strict;
	bool repeats;        /* a zone was configured twice */
	unsigned hints;      /* nearest names looked for so far */
	struct map handlers; /* names of secret handlers that read the environment */
	/* The last lists of ids, as zones repeat them. */
	const struct node *last_sources_node, *last_targets_node;
	struct id_list last_sources, last_targets;
	const struct node *last_rules_node;
	const struct ruleset *last_rules;
};

/** reader_gap(reader, at, what): Note and warn of something that we do not do yet; ${what} is static. */
void reader_gap(struct reader *reader, struct place at, const char *what);

/** reader_doubt(reader, rule, subject, at, hint, fmt, …): A warning, or an error when strict. */
void reader_doubt(struct reader *reader, const char *rule, const struct subject *subject,
    struct place at, const char *hint, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/** reader_unknown_key(reader, subject, key, keys, where): Say that ${key} is none of ${keys}. */
void reader_unknown_key(struct reader *reader, const struct subject *subject,
    const struct node *key, const struct keys *keys, const char *where);

/** reader_nearest_id(reader, id, map): Return a hint that names the key of ${map} closest to ${id}, or NULL. */
const char *reader_nearest_id(struct reader *reader, struct slice id, const struct map *map);

/** node_id(node, id): Give the text of an id; false when ${node} cannot be one. */
bool node_id(const struct node *node, struct slice *id);

/** read_manager(reader, manager): What `manager` says, its processors aside; ${manager} may be NULL. */
void read_manager(struct reader *reader, const struct node *manager);

/** read_secret_handlers, read_processors, read_outputs(reader, map): Check what has a class. */
void read_secret_handlers(struct reader *reader, const struct node *map);
void read_processors(struct reader *reader, const struct node *map);
void read_outputs(struct reader *reader, const struct node *map);

/** read_providers(reader, map): Fill the configuration's providers. */
void read_providers(struct reader *reader, const struct node *map);

/** read_zones(reader, map): Fill the configuration's zones. */
void read_zones(struct reader *reader, const struct node *map);

/** warn_unused_processors(reader): Name those that nothing uses. */
void warn_unused_processors(struct reader *reader);

#endif
