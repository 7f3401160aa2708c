/* Options of a provider: which it takes, of what kind, and what they are. */
#ifndef ZW_PROVIDER_OPTIONS_H
#define ZW_PROVIDER_OPTIONS_H

#include "provider/provider.h"

/* What every provider takes, as octoDNS's base class does; name NULL at the end. */
extern const struct option_spec options_common[];

/**
 * options_check(class, config, diags):
 * Check the keys of ${config} against those that ${class} takes: unknown,
 * removed and missing ones are errors.  No value is looked at.  Return 0 or -1.
 */
int options_check(const struct provider_class *class, const struct provider_config *config,
    struct diags *diags);

/**
 * options_resolve(class, config, arena, resolved, diags):
 * Resolve what stands elsewhere (environment) and check the kinds.  The result
 * is a mapping in ${arena}.  Return 0, or -1 after adding errors, in which no
 * value of a secret option is printed.
 */
int options_resolve(const struct provider_class *class, const struct provider_config *config,
    struct arena *arena, struct node **resolved, struct diags *diags);

/** options_refuse(provider, option, hint, what, diags): Say that the value of ${option} will not do (rule config-provider-option).  Return -1. */
int options_refuse(const struct provider *provider, const char *option, const char *hint,
    const char *what, struct diags *diags);

#endif
