/* Which changes of a request a zone has: what counts when an answer was lost. */
#ifndef ZW_PROVIDER_SETTLE_H
#define ZW_PROVIDER_SETTLE_H

#include "provider/provider.h"

/** settle_is_there(provider, zone, change): Return whether ${zone}, as read from ${provider}, has ${change}. */
bool settle_is_there(const struct provider *provider, const struct zone *zone,
    const struct change *change);

/**
 * settle_by_reading(provider, request, statuses):
 * Read the zone of ${request} again, without a word, and set each status to
 * APPLY_DONE or APPLY_FAILED by what it has now; when it cannot be read, leave
 * those that are APPLY_DONE and make the others APPLY_UNKNOWN.  Return how many are
 * there, or -1 when it could not be read.
 */
long settle_by_reading(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses);

/** settle_all(request, statuses, status): Set them all. */
void settle_all(const struct apply_request *request, enum apply_status *statuses,
    enum apply_status status);

#endif
