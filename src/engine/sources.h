/* What the sources of a configuration can tell of zones: for src/config, which knows no provider. */
#ifndef ZW_ENGINE_SOURCES_H
#define ZW_ENGINE_SOURCES_H

#include "config/expand.h"
#include "engine/workspace.h"

/* One side of a workspace, as config_sources wants it. */
struct side_sources {
	struct workspace *workspace;
	enum workspace_side side;
	struct diags *diags;
};

/** side_sources(side): Return the functions that ask the providers of ${side}, which outlives them. */
struct config_sources side_sources(struct side_sources *side);

/** sources_unknown(config, what, id, diags): Add that there is no provider ${id}; return -1. */
int sources_unknown(const struct config *config, const char *what, const char *id,
    struct diags *diags);

/**
 * sources_find(config, ids, count, arena, found, diags):
 * Find the providers that were named on the command line.  Return 0, or -1 after
 * adding an error for each that there is not.
 */
int sources_find(const struct config *config, const char *const *ids, size_t count,
    struct arena *arena, struct id_list *found, struct diags *diags);

#endif
