/* What Cloudflare cannot hold of a wanted zone, and what it takes for equal. */
#include "cloudflare.h"

#include "core/mem.h"
#include "provider/limits.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TTL 86400
#define EDGE ".cdn.cloudflare.net."

struct fitting {
	struct provider *provider;
	struct zone *zone;
	struct diags *diags;
	bool failed;
};

static const struct cloudflare *
state_of(const struct fitting *f)
{
	return f->provider->state;
}

static bool
is(const struct rrset *rrset, const char *type)
{
	return strcmp(rrset_type(rrset)->name, type) == 0;
}

static void
lack(struct fitting *f, const struct rrset *rrset, const char *rule, const char *hint,
    const char *what)
{
	if (provider_lacks(f->provider, f->zone->name, rrset, f->diags, rule, hint, "%s", what) !=
	    0)
		f->failed = true;
}

/* Internal zones have no name servers. */
static bool
keep_root_ns(struct fitting *f, const struct rrset *rrset)
{
	struct subject subject = {f->zone->name, rrset->name, "NS"};

	if (!state_of(f)->internal || !is(rrset, "NS") || !slice_equal(rrset->name, f->zone->name))
		return true;
	if (f->provider->root_ns_warnings)
		diag_warn(f->diags, "provider-root-ns", &subject, rrset_place(rrset),
		    "take it out, or exclude it from this target",
		    "provider %s: an internal zone has no NS record of its own: left out",
		    f->provider->id);
	return false;
}

static bool
keep_ds(struct fitting *f, const struct rrset *rrset)
{
	if (!is(rrset, "DS") || zone_find(f->zone, rrset->name, rtype_find(slice_of("NS"))) != NULL)
		return true;
	lack(f, rrset, "provider-ds", "add the NS record of the same name",
	    "takes a DS record beside an NS record only");
	return false;
}

static bool
keep_forward(struct fitting *f, const struct rrset *rrset)
{
	if (!is(rrset, "URLFWD") || state_of(f)->pagerules)
		return true;
	lack(f, rrset, "provider-type",
	    "set pagerules: true on the provider, or exclude the record",
	    "does not support URLFWD without page rules");
	return false;
}

static bool
keep(void *ctx, const struct rrset *rrset)
{
	struct fitting *f = ctx;

	return keep_root_ns(f, rrset) && keep_ds(f, rrset) && keep_forward(f, rrset);
}

static void
fit_ttl(struct fitting *f, struct rrset *rrset)
{
	if (rrset->ttl <= MAX_TTL || is(rrset, "URLFWD") || meta_proxied(state_of(f), rrset) ||
	    meta_auto_ttl(state_of(f), rrset))
		return;
	lack(f, rrset, "provider-ttl", "lower it to 86400 or less",
	    "takes no TTL above 86400 seconds");
	rrset->ttl = MAX_TTL;
}

/* Page rules neither mask nor keep the query: octoDNS says so with 2 and 0. */
static void
fit_forward(struct fitting *f, struct rrset *rrset)
{
	size_t nfields = rrset_type(rrset)->nfields, size = rrset->nvalues * nfields, i;
	struct subject subject = {f->zone->name, rrset->name, "URLFWD"};
	union field *values;
	bool mended = false;

	if (!is(rrset, "URLFWD"))
		return;
	/* The values may be another target's too. */
	values = arena_array(&f->zone->arena, size, sizeof(*values));
	memcpy(values, rrset->values, size * sizeof(*values));
	for (i = 0; i < size; i += nfields) {
		mended = mended || values[i + 3].number != 2 || values[i + 4].number != 0;
		values[i + 3].number = 2;
		values[i + 4].number = 0;
	}
	rrset->values = values;
	if (mended)
		diag_warn(f->diags, "provider-urlfwd", &subject, rrset_place(rrset),
		    "write masking: 2 and query: 0",
		    "provider %s: a page rule neither masks nor keeps the query", f->provider->id);
}

static void
check_values(struct fitting *f, const struct rrset *rrset)
{
	const struct node *list = node_get(meta_block(rrset), "values");
	struct arena scratch = {0};
	uint32_t index;
	size_t i;

	if (list == NULL)
		return;
	if (list->kind != NODE_LIST) {
		lack(f, rrset, "provider-octodns", "write it as a list of {value, comment, tags}",
		    "takes a list for octodns.cloudflare.values");
		return;
	}
	for (i = 0; i < list->u.list.count; i++) {
		if (meta_entry(rrset, &scratch, list->u.list.items[i], &index) != 0)
			lack(f, rrset, "provider-octodns",
			    "each needs a \"value\" that the record has too",
			    arena_printf(&scratch,
				"finds no value of the record for entry %zu of "
				"octodns.cloudflare.values",
				i + 1));
	}
	arena_free(&scratch);
}

/* A region belongs to a host: the records that can be proxied must agree. */
static void
check_region(struct fitting *f, const struct rrset *rrset)
{
	const struct rrset *other;
	struct slice region = meta_region(rrset);

	if (!meta_proxiable(rrset_type(rrset))) {
		if (region.len > 0)
			lack(f, rrset, "provider-region", "take the region out",
			    "keeps only A, AAAA, ALIAS and CNAME records to a region");
		return;
	}
	if (region.len > 0 && !meta_proxied(state_of(f), rrset))
		lack(f, rrset, "provider-region", "set octodns.cloudflare.proxied: true",
		    "keeps only proxied records to a region");
	for (other = zone_first(f->zone, rrset->name); other != NULL && other != rrset;
	     other = zone_next(f->zone, other)) {
		if (meta_proxiable(rrset_type(other)) && !slice_equal(meta_region(other), region))
			lack(f, rrset, "provider-region", "give all records of the name one region",
			    "has one region for a name, and another record of it says another");
	}
}

int
cloudflare_fit(struct provider *provider, struct zone *wanted, struct diags *diags)
{
	struct fitting f = {provider, wanted, diags, false};
	size_t i;

	zone_keep(wanted, keep, &f);
	for (i = 0; i < wanted->count; i++) {
		struct rrset *rrset = &wanted->rrsets[i];

		fit_ttl(&f, rrset);
		fit_forward(&f, rrset);
		check_values(&f, rrset);
		if (state_of(&f)->regional)
			check_region(&f, rrset);
	}
	return f.failed ? -1 : 0;
}

/* Records of the edge itself stand for values that are not known. */
static bool
is_edge(const struct rrset *rrset)
{
	return (is(rrset, "ALIAS") || is(rrset, "CNAME")) && rrset->nvalues > 0 &&
	    slice_ends(rrset->values[0].text, slice_of(EDGE));
}

/* LOC holds less than we can write: what is sent alike is alike. */
static bool
same_values(const struct rrset *a, const struct rrset *b)
{
	const struct rtype *type = rrset_type(a);
	struct buf left = {0}, right = {0};
	size_t i;
	bool same;

	if (!is(a, "LOC") || a->nvalues != b->nvalues)
		return false;
	for (i = 0; i < a->nvalues * type->nfields; i += type->nfields) {
		value_presentation(&left, type, a->values + i);
		value_presentation(&right, type, b->values + i);
	}
	same = slice_equal(buf_view(&left), buf_view(&right));
	buf_free(&left);
	buf_free(&right);
	return same;
}

static uint32_t
compared_ttl(const struct cloudflare *cloudflare, const struct rrset *rrset)
{
	if (meta_proxied(cloudflare, rrset) || meta_auto_ttl(cloudflare, rrset) ||
	    is(rrset, "URLFWD"))
		return 1;
	return rrset->ttl < cloudflare->min_ttl ? (uint32_t)cloudflare->min_ttl : rrset->ttl;
}

/* Comments and tags count for values that are on both sides; both are sorted. */
static bool
meta_differs(const struct cloudflare *cloudflare, const struct rrset *a, const struct rrset *b)
{
	const struct rtype *type = rrset_type(a);
	struct arena scratch = {0};
	const struct object *left, *right;
	size_t i = 0, j = 0;
	bool differs = false;

	if (meta_block(a) == NULL && meta_block(b) == NULL)
		return false;
	left = meta_objects(cloudflare, &scratch, a);
	right = meta_objects(cloudflare, &scratch, b);
	while (i < a->nvalues && j < b->nvalues && !differs) {
		int order = value_compare(type, left[i].value, right[j].value);

		if (order == 0)
			differs = !meta_equal(&left[i], &right[j]);
		i += order <= 0;
		j += order >= 0;
	}
	arena_free(&scratch);
	return differs;
}

bool
cloudflare_differs(const struct provider *provider, const struct rrset *existing,
    const struct rrset *desired)
{
	const struct cloudflare *cloudflare = provider->state;
	struct rrset old, new;

	if (is_edge(desired != NULL ? desired : existing))
		return false;
	if (existing == NULL || desired == NULL)
		return true;
	if (meta_proxied(cloudflare, existing) != meta_proxied(cloudflare, desired) ||
	    meta_auto_ttl(cloudflare, existing) != meta_auto_ttl(cloudflare, desired))
		return true;
	if (cloudflare->regional && meta_proxiable(rrset_type(desired)) &&
	    !slice_equal(meta_region(existing), meta_region(desired)))
		return true;
	old = *existing;
	new = *desired;
	old.ttl = compared_ttl(cloudflare, existing);
	new.ttl = compared_ttl(cloudflare, desired);
	if (!rrset_equal(&old, &new) && (old.ttl != new.ttl || !same_values(&old, &new)))
		return true;
	return meta_differs(cloudflare, existing, desired);
}
