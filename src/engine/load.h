/* Reading a zone as the configuration wants it. */
#ifndef ZW_ENGINE_LOAD_H
#define ZW_ENGINE_LOAD_H

#include "dns/zone.h"
#include "engine/workspace.h"
#include "process/chain.h"

struct load {
	struct workspace *workspace;
	enum workspace_side side;
	const struct zone_config *config;
	struct slice name;
	const struct map *zone_names;  /* all zones there are: for sub-zones; or NULL */
	bool local_only;               /* sources on the network are left out: validate */
	bool *provider_failed;         /* set when a source on the network fails; or NULL */
	bool quiet;                    /* no validators: a base that is only compared with */
	const struct id_list *sources; /* instead of the zone's own, or of its alias's; or NULL */
	bool lenient;                  /* whatever the zone says */
	const struct process_chain *chain; /* that the records pass; NULL: as they are written */
	bool strict;                       /* the same, the other way */
};

/**
 * load_zone(load, zone, diags):
 * Read the zone from its sources in order, check it, and add what is wrong.
 * Return 0, or -1 when something is.  ${zone} is usable in both cases; the
 * caller frees it.
 */
int load_zone(const struct load *load, struct zone *zone, struct diags *diags);

/**
 * load_base_zone(workspace, name, zone, chain):
 * Read the zone as it was at the base of a range, and pass it through the
 * processors that it had there, ${chain}: empty when it was not there or could
 * not be read.  Nothing is reported.  The caller frees ${zone} and ${chain}.
 */
void load_base_zone(struct workspace *workspace, struct slice name, struct zone *zone,
    struct process_chain *chain);

#endif
