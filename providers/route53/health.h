/* Health checks: of which values of a dynamic record are well. */
#ifndef ZW_PROVIDERS_ROUTE53_HEALTH_H
#define ZW_PROVIDERS_ROUTE53_HEALTH_H

#include "route53.h"

/* How the values of a record are checked: octodns.healthcheck and octodns.route53.healthcheck. */
struct health_settings {
	struct slice host;     /* empty: the value itself */
	struct slice path;     /* empty with TCP */
	struct slice protocol; /* HTTP, HTTPS, TCP */
	int64_t port, interval, threshold;
	bool latency;
};

struct health_check {
	struct slice id, reference;
	struct slice address; /* normalised, or empty */
	struct health_settings settings;
	bool disabled, inverted;
	bool gone; /* deleted since */
};

struct route53_health {
	struct arena arena;
	struct health_check **checks;
	size_t count, cap;
	struct map by_id;
};

void health_free(struct route53_health *health);

/**
 * health_settings_of(rrset, arena, settings, why):
 * Read what its octodns block says, with octoDNS's defaults.  Return 0, or -1 and a
 * static text in ${why}.
 */
int health_settings_of(const struct rrset *rrset, struct arena *arena,
    struct health_settings *settings, const char **why);

/** health_same(a, b): Return whether both check in the same way. */
bool health_same(const struct health_settings *a, const struct health_settings *b);

/** health_node(arena, rrset, settings): Return what of ${settings} is not the default, as an octodns block; or NULL. */
struct node *health_node(struct arena *arena, struct slice owner, const struct rtype *type,
    const struct health_settings *settings);

/** health_load(provider, fault): List the health checks of the account, once. */
enum talk_result health_load(const struct provider *provider, struct talk_fault *fault);

/** health_find(provider, id): Return the check, after health_load; or NULL. */
const struct health_check *health_find(const struct provider *provider, struct slice id);

/** health_owner(out, rrset, type): Append what its checks' references have for its name: a digest of a long one. */
void health_owner(struct buf *out, const struct rrset *rrset, const char *type);

/**
 * health_need(provider, rrset, value, down, id, fault):
 * Find the check of ${value} of a dynamic record, or make it.  ${id} lives as long
 * as the provider.
 */
enum talk_result health_need(const struct provider *provider, const struct rrset *rrset,
    struct slice value, bool down, struct slice *id, struct talk_fault *fault);

/**
 * health_sweep(provider, rrset, used, count, diags):
 * Delete the checks of a record that are none of ${used}; a failure is a warning.
 */
void health_sweep(const struct provider *provider, const struct rrset *rrset,
    const struct slice *used, size_t count, struct diags *diags);

#endif
