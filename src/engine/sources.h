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

#endif
