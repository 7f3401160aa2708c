/* Which zones a command works on. */
#ifndef ZW_ENGINE_SELECT_H
#define ZW_ENGINE_SELECT_H

#include "config/affected.h"
#include "config/expand.h"
#include "engine/sources.h"
#include "engine/workspace.h"

struct selected {
	const struct zone_config *config;
	struct slice name;
};

/* All zero is empty. */
struct selection {
	struct selected *zones; /* in the order of the configuration, or by name of a range */
	size_t count, cap;
	struct selected *removed; /* zones of the base that the head does not have */
	size_t nremoved, removed_cap;
	bool by_name, by_source; /* as the options limit it */
	struct map chosen;       /* names of zones */
	struct map below;        /* names of all configured zones that are below a chosen one */
	/* What the names live in. */
	struct arena arena;
	struct estate head, base;
	struct side_sources head_side, base_side;
	struct config_sources head_sources, base_sources;
	struct affected affected;
};

struct select_options {
	const char *const *zones; /* names as typed; none: all that the revision or range means */
	size_t nzones;
	bool all; /* of a range too: every zone, not only the changed ones */
	const char *const *sources, *const *targets; /* keep zones that have one of these */
	size_t nsources, ntargets;
	bool any_ids;           /* those of no provider are taken, and match nothing */
	unsigned shard, shards; /* only share shard of shards, from 1; 0 shards: all */
};

/**
 * select_zones(workspace, options, selection, diags):
 * Choose.  Return 0, or -1 after adding errors (an unknown zone, a source that
 * cannot be listed, …); what could be chosen is there nevertheless.
 * ${workspace} and ${diags} outlive ${selection}.
 */
int select_zones(struct workspace *workspace, const struct select_options *options,
    struct selection *selection, struct diags *diags);

/** selection_free(selection): Free it. */
void selection_free(struct selection *selection);

#endif
