/* The processors of a workspace: opened when a zone first needs them. */
#ifndef ZW_ENGINE_PROCESSORS_H
#define ZW_ENGINE_PROCESSORS_H

#include "engine/workspace.h"
#include "process/chain.h"

/**
 * workspace_chain(workspace, side, zone, chain, diags):
 * Make the chain of ${zone}: the manager's processors, its own (an alias has
 * those of the zone that it copies), the manager's post processors, with
 * auto-arpa before these and octodns-meta behind.  Return 0, or -1 when one of
 * them cannot be opened, with an error the first time.  Free it with chain_free
 * in both cases.  May be called from several threads.
 */
int workspace_chain(struct workspace *workspace, enum workspace_side side,
    const struct zone_config *zone, struct process_chain *chain, struct diags *diags);

/** workspace_auto_arpa(workspace, side, diags): Return the processor of manager.auto_arpa, or NULL when there is none. */
struct processor *workspace_auto_arpa(struct workspace *workspace, enum workspace_side side,
    struct diags *diags);

/** check_processors(config, diags): Check what ${config} says of processors; nothing of the environment is read. */
void check_processors(const struct config *config, struct diags *diags);

/** processors_close(processors): Close all of that map of a workspace. */
void processors_close(struct map *processors);

#endif
