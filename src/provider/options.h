/* Options of a provider: which it takes, of what kind, and what they are. */
#ifndef ZW_PROVIDER_OPTIONS_H
#define ZW_PROVIDER_OPTIONS_H

#include "provider/provider.h"

/* What every provider takes, as octoDNS's base class does; name NULL at the end. */
extern const struct option_spec options_common[];

/* The options of anything that is made of a class, and how messages speak of it. */
struct option_set {
	const char *what;                       /* "provider" */
	const char *rule;                       /* of its diagnostics */
	const char *class_name;                 /* as people know it */
	const struct option_spec *own, *common; /* name NULL at the end */
};

/**
 * option_set_check(set, config, diags), option_set_resolve(set, config, arena, resolved, diags):
 * What options_check and options_resolve do for a provider.
 */
int option_set_check(const struct option_set *set, const struct provider_config *config,
    struct diags *diags);
int option_set_resolve(const struct option_set *set, const struct provider_config *config,
    struct arena *arena, struct node **resolved, struct diags *diags);

/** option_text(options, name, fallback), …_bool, …_int, …_real: Return one of resolved ${options}. */
const char *option_text(const struct node *options, const char *name, const char *fallback);
bool option_bool(const struct node *options, const char *name, bool fallback);
int64_t option_int(const struct node *options, const char *name, int64_t fallback);
double option_real(const struct node *options, const char *name, double fallback);

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
