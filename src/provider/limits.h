/* What happens to a wanted zone when a target lacks a record type or a feature. */
#ifndef ZW_PROVIDER_LIMITS_H
#define ZW_PROVIDER_LIMITS_H

#include "provider/provider.h"

/**
 * provider_limit(provider, zone, diags):
 * Take from ${zone} what ${provider} cannot hold: errors with strict_supports
 * (the default), else warnings and octoDNS's fallback.  Return 0 or -1.
 */
int provider_limit(const struct provider *provider, struct zone *zone, struct diags *diags);

#endif
