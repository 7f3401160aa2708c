/* What happens to a wanted zone when a target lacks a record type or a feature. */
#include "provider/limits.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct limiting {
	const struct provider *provider;
	struct zone *zone;
	struct diags *diags;
	bool failed;
};

/* One thing that a provider may lack; rows of limits, tried in octoDNS's order. */
struct limit {
	const char *rule;
	bool (*applies)(const struct limiting *l, const struct rrset *rrset);
	/* Mend the RRset so that it fits; return whether it stays. */
	bool (*fall_back)(struct limiting *l, struct rrset *rrset);
	const char *problem;
	const char *hint;
};

static bool
lacks_type(const struct limiting *l, const struct rrset *rrset)
{
	return !provider_supports_type(l->provider, rrset_type(rrset));
}

static bool
lacks_dynamic(const struct limiting *l, const struct rrset *rrset)
{
	return rrset->extra != NULL && rrset->extra->dynamic != NULL &&
	    (l->provider->flags & PROVIDER_DYNAMIC) == 0;
}

static bool
lacks_geo(const struct limiting *l, const struct rrset *rrset)
{
	return rrset->extra != NULL && rrset->extra->geo != NULL &&
	    (l->provider->flags & PROVIDER_GEO) == 0;
}

static bool
lacks_multi_ptr(const struct limiting *l, const struct rrset *rrset)
{
	return rrset->nvalues > 1 && rrset_type(rrset)->number == 12 &&
	    (l->provider->flags & PROVIDER_MULTI_PTR) == 0;
}

static bool
lacks_root_ns(const struct limiting *l, const struct rrset *rrset)
{
	return rrset_type(rrset)->number == 2 && slice_equal(rrset->name, l->zone->name) &&
	    (l->provider->flags & PROVIDER_ROOT_NS) == 0;
}

static bool
drop(struct limiting *l, struct rrset *rrset)
{
	(void)l;
	(void)rrset;
	return false;
}

/* The record without one of its parts; the original may be another target's. */
static void
set_extra(struct limiting *l, struct rrset *rrset, struct rrset_extra extra)
{
	struct rrset_extra *copy = arena_alloc(&l->zone->arena, sizeof(*copy));

	*copy = extra;
	rrset->extra = copy;
}

static bool
drop_dynamic(struct limiting *l, struct rrset *rrset)
{
	struct rrset_extra extra = *rrset->extra;

	extra.dynamic = NULL;
	set_extra(l, rrset, extra);
	return true;
}

static bool
drop_geo(struct limiting *l, struct rrset *rrset)
{
	struct rrset_extra extra = *rrset->extra;

	extra.geo = NULL;
	set_extra(l, rrset, extra);
	return true;
}

static bool
keep_first(struct limiting *l, struct rrset *rrset)
{
	(void)l;
	rrset->nvalues = 1;
	return true;
}

static const struct limit limits[] = {
    {"provider-type", lacks_type, drop, "does not support this record type",
	"exclude the record from this target, or set strict_supports: false on the provider to leave "
	"it out"},
    {"provider-dynamic", lacks_dynamic, drop_dynamic, "does not support dynamic records",
	"set strict_supports: false on the provider to write the plain values"},
    {"provider-geo", lacks_geo, drop_geo, "does not support geo records",
	"set strict_supports: false on the provider to write the plain values"},
    {"provider-multi-ptr", lacks_multi_ptr, keep_first, "takes one value for a PTR record",
	"set strict_supports: false on the provider to write the first"},
    {"provider-root-ns", lacks_root_ns, drop, "does not manage the NS records of the zone itself",
	"take them out, or set strict_supports: false on the provider to leave them alone"},
};

static bool
fit(struct limiting *l, struct rrset *rrset)
{
	const struct limit *limit, *end = limits + sizeof(limits) / sizeof(limits[0]);
	struct subject subject = {l->zone->name, rrset->name, rrset_type(rrset)->name};

	for (limit = limits; limit < end; limit++) {
		bool strict = l->provider->strict_supports;

		if (!limit->applies(l, rrset))
			continue;
		if (!strict && !l->provider->root_ns_warnings && limit->applies == lacks_root_ns)
			return false;
		(void)diag_add(l->diags, strict ? SEVERITY_ERROR : SEVERITY_WARNING, limit->rule,
		    &subject, rrset_place(rrset), strict ? limit->hint : NULL, "provider %s %s",
		    l->provider->id, limit->problem);
		l->failed = l->failed || strict;
		if (!limit->fall_back(l, rrset))
			return false;
	}
	return true;
}

static bool
keep(void *ctx, const struct rrset *rrset)
{
	struct limiting *l = ctx;

	/* The zone is ours to change: zone_keep hands out what it holds. */
	return fit(l, &l->zone->rrsets[rrset - l->zone->rrsets]);
}

int
provider_lacks(const struct provider *provider, struct slice zone, const struct rrset *rrset,
    struct diags *diags, const char *rule, const char *hint, const char *fmt, ...)
{
	struct subject subject = {zone, rrset->name, rrset_type(rrset)->name};
	bool strict = provider->strict_supports;
	char what[512];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	(void)diag_add(diags, strict ? SEVERITY_ERROR : SEVERITY_WARNING, rule, &subject,
	    rrset_place(rrset), strict ? hint : NULL, "provider %s %s", provider->id, what);
	return strict ? -1 : 0;
}

int
provider_limit(struct provider *provider, struct zone *zone, struct diags *diags)
{
	struct limiting l = {provider, zone, diags, false};

	if (provider->class->fit != NULL)
		l.failed = provider->class->fit(provider, zone, diags) != 0;
	zone_keep(zone, keep, &l);
	return l.failed ? -1 : 0;
}
