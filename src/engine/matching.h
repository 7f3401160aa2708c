/* The work behind `compare`: what some sources have against what others have. */
#ifndef ZW_ENGINE_MATCHING_H
#define ZW_ENGINE_MATCHING_H

#include "engine/outcome.h"
#include "engine/select.h"
#include "plan/plan.h"

struct match_request {
	const struct selected *zone;
	const struct map *below;         /* zones of their own below it */
	const char *const *a, *const *b; /* ids of providers, read in this order */
	size_t na, nb;
	const char *ignore_prefix; /* names that start with it are not compared; or NULL */
};

/**
 * match_sources(workspace, request, plan, diags):
 * Fill ${plan} with the changes that would turn what the sources b have of the zone
 * into what the sources a have: of types and features that all of them support.
 * Return OUTCOME_DONE, OUTCOME_PROVIDER or OUTCOME_INVALID.
 */
enum outcome match_sources(struct workspace *workspace, const struct match_request *request,
    struct plan *plan, struct diags *diags);

#endif
