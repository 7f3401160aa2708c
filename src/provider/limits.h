/* What happens to a wanted zone when a target lacks a record type or a feature. */
#ifndef ZW_PROVIDER_LIMITS_H
#define ZW_PROVIDER_LIMITS_H

#include "provider/provider.h"

/**
 * provider_limit(provider, zone, diags):
 * Take from ${zone} what ${provider} cannot hold: errors with strict_supports
 * (the default), else warnings and octoDNS's fallback.  Return 0 or -1.
 */
int provider_limit(struct provider *provider, struct zone *zone, struct diags *diags);

/**
 * provider_lacks(provider, zone, rrset, diags, rule, hint, fmt, …):
 * For struct provider_class's fit: say that the service cannot hold ${rrset}, as an
 * error with ${hint} when supports are strict, else as a warning.  Return -1 or 0.
 */
int provider_lacks(const struct provider *provider, struct slice zone, const struct rrset *rrset,
    struct diags *diags, const char *rule, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 7, 8)));

#endif
