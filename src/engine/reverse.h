/* Zones below arpa that manager.auto_arpa fills from the addresses of all others. */
#ifndef ZW_ENGINE_REVERSE_H
#define ZW_ENGINE_REVERSE_H

#include "engine/select.h"

/**
 * reverse_gather(workspace, selection, diags):
 * When a chosen zone has auto-arpa as a source: read all zones but those below
 * arpa, chosen or not, of the base of a range, too, and note their addresses.
 * Return 0, or -1 after adding errors: the PTR records would not be complete.
 */
int reverse_gather(struct workspace *workspace, struct selection *selection, struct diags *diags);

/**
 * reverse_refuse_part(workspace, selection, ntargets, diags):
 * Refuse what octoDNS refuses with auto_arpa: to choose zones below arpa by name,
 * or any of them by source or target.  Return 0 or -1.
 */
int reverse_refuse_part(const struct workspace *workspace, const struct selection *selection,
    size_t ntargets, struct diags *diags);

#endif
