/* The work behind `validate` and the hooks. */
#ifndef ZW_ENGINE_VALIDATE_H
#define ZW_ENGINE_VALIDATE_H

#include "engine/select.h"

struct validated {
	size_t zones, records;
};

/**
 * validate_zones(workspace, selection, diags, result):
 * Check the configuration's providers and every chosen zone, on all cores; no
 * network, no secret.  ${diags} gets everything, zone by zone.  Return 0, or -1
 * when there are errors.
 */
int validate_zones(struct workspace *workspace, const struct selection *selection,
    struct diags *diags, struct validated *result);

#endif
