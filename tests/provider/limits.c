/* What becomes of records that a target cannot hold: each limit, strict and not. */
#include "provider/limits.h"
#include "../plan/fixture.h"

struct limit_row {
	const char *rule;    /* NULL: nothing is said */
	const char *records; /* of the zone */
	unsigned flags;      /* of the provider */
	const char *strict;  /* what is left, as "name type values…, …" */
	const char *loose;
	const char *message;
};

#define POOLS "pools: {p: {values: [{value: 2.2.2.2}]}}, rules: [{pool: p}]"
#define DYNAMIC "a: {type: A, value: 1.1.1.1, dynamic: {" POOLS "}}"
#define GEO "a: {type: A, value: 1.1.1.1, geo: {EU: [2.2.2.2]}}"
#define TWO_PTR "a: {type: PTR, values: [b.tests., c.tests.]}"
#define ROOT_NS "{'': {type: NS, value: ns.tests.}, a: {type: NS, value: ns.tests.}}"

static const struct limit_row rows[] = {
    {NULL, "a: {type: A, values: [1.1.1.1, 2.2.2.2]}", 0, "a A 1.1.1.1 2.2.2.2",
	"a A 1.1.1.1 2.2.2.2", NULL},
    {"provider-type", "{a: {type: TXT, value: x}, b: {type: A, value: 1.1.1.1}}", 0, "b A 1.1.1.1",
	"b A 1.1.1.1", "does not support this record type"},
    {"provider-type", "a: {type: AAAA, value: '::1'}", 0, "", "",
	"does not support this record type"},
    {"provider-dynamic", DYNAMIC, 0, "a A 1.1.1.1", "a A 1.1.1.1",
	"does not support dynamic records"},
    {NULL, DYNAMIC, PROVIDER_DYNAMIC, "a A 1.1.1.1 dynamic", "a A 1.1.1.1 dynamic", NULL},
    {"provider-geo", GEO, PROVIDER_DYNAMIC, "a A 1.1.1.1", "a A 1.1.1.1",
	"does not support geo records"},
    {NULL, GEO, PROVIDER_GEO, "a A 1.1.1.1 geo", "a A 1.1.1.1 geo", NULL},
    {"provider-multi-ptr", TWO_PTR, 0, "a PTR b.tests.", "a PTR b.tests.",
	"takes one value for a PTR record"},
    {NULL, TWO_PTR, PROVIDER_MULTI_PTR, "a PTR b.tests. c.tests.", "a PTR b.tests. c.tests.", NULL},
    {NULL, "a: {type: PTR, value: b.tests.}", 0, "a PTR b.tests.", "a PTR b.tests.", NULL},
    {"provider-root-ns", ROOT_NS, 0, "a NS ns.tests.", "a NS ns.tests.",
	"does not manage the NS records of the zone itself"},
    {NULL, ROOT_NS, PROVIDER_ROOT_NS, " NS ns.tests., a NS ns.tests.",
	" NS ns.tests., a NS ns.tests.", NULL},
};

static void
print_rrset(struct buf *text, const struct rrset *rrset, struct slice zone)
{
	uint32_t i;

	buf_text(text, text->len > 0 ? ", " : "");
	buf_slice(text, slice_sub(rrset->name, 0, rrset->name.len - zone.len));
	/* The dot between name and zone. */
	if (rrset->name.len > zone.len)
		text->data[--text->len] = '\0';
	buf_printf(text, " %s", rrset_type(rrset)->name);
	for (i = 0; i < rrset->nvalues; i++) {
		buf_char(text, ' ');
		value_octodns(text, rrset_type(rrset), &rrset->values[i]);
	}
	if (rrset->extra != NULL && rrset->extra->dynamic != NULL)
		buf_text(text, " dynamic");
	if (rrset->extra != NULL && rrset->extra->geo != NULL)
		buf_text(text, " geo");
}

static void
check_left(const struct zone *zone, const char *want, const char *about)
{
	struct buf text = {0};
	size_t i;

	buf_text(&text, "");
	for (i = 0; i < zone->count; i++)
		print_rrset(&text, &zone->rrsets[i], zone->name);
	cr_expect_str_eq(text.data, want, "%s: \"%s\"", about, text.data);
	buf_free(&text);
}

static const struct provider_class class = {.types = "A PTR NS AAAAA"};

static int
limit(const char *records, unsigned flags, bool strict, bool root_ns_warnings, struct zone *zone,
    struct diags *diags)
{
	struct provider provider = {.class = &class,
	    .id = "live",
	    .flags = flags,
	    .strict_supports = strict,
	    .root_ns_warnings = root_ns_warnings};

	read_zone(zone, ZONE, records);
	return provider_limit(&provider, zone, diags);
}

static void
check_row(const struct limit_row *row, bool strict)
{
	struct diags diags = {0};
	struct zone zone;
	bool faulty = row->rule != NULL;

	cr_expect_eq(limit(row->records, row->flags, strict, true, &zone, &diags),
	    faulty && strict ? -1 : 0, "%s", row->records);
	cr_assert_eq(diags.count, faulty, "%s", row->records);
	check_left(&zone, strict ? row->strict : row->loose, row->records);
	if (faulty) {
		cr_expect_str_eq(diags.items[0].rule, row->rule);
		cr_expect_eq(diags.items[0].severity, strict ? SEVERITY_ERROR : SEVERITY_WARNING);
		cr_expect_eq(diags.items[0].at.line, 1);
		cr_expect_eq(diags.items[0].hint != NULL, strict);
		cr_expect_not_null(strstr(diags.items[0].message, row->message), "%s",
		    diags.items[0].message);
		cr_expect_not_null(strstr(diags.items[0].message, "live"));
	}
	zone_free(&zone);
	diags_free(&diags);
}

Test(limits, are_errors_when_strict)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&rows[i], true);
}

Test(limits, are_warnings_and_a_way_out_when_not)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&rows[i], false);
}

Test(limits, leave_the_root_ns_out_silently_when_told_so)
{
	struct diags diags = {0};
	struct zone zone;

	cr_expect_eq(limit(ROOT_NS, 0, false, false, &zone, &diags), 0);
	cr_expect_eq(diags.count, 0);
	check_left(&zone, "a NS ns.tests.", "quiet");
	zone_free(&zone);
	diags_free(&diags);
}

Test(limits, say_all_that_one_target_lacks)
{
	struct diags diags = {0};
	struct zone zone;

	cr_expect_eq(
	    limit("{a: {type: TXT, value: x}, b: {type: PTR, values: [c.tests., d.tests.]}}", 0,
		true, true, &zone, &diags),
	    -1);
	cr_expect_eq(diags.errors, 2);
	zone_free(&zone);
	diags_free(&diags);
}

Test(limits, leave_the_zone_of_another_target_as_it_was)
{
	struct provider provider = {.class = &class, .id = "live"};
	struct zone zone, shared;
	struct diags diags = {0};

	read_zone(&zone, ZONE, DYNAMIC);
	zone_share(&shared, &zone);
	cr_expect_eq(provider_limit(&provider, &shared, &diags), 0);
	check_left(&shared, "a A 1.1.1.1", "shared");
	check_left(&zone, "a A 1.1.1.1 dynamic", "original");
	zone_free(&shared);
	zone_free(&zone);
	diags_free(&diags);
}

Test(limits, know_a_type_by_its_whole_name)
{
	struct provider provider = {.class = &class};

	cr_expect(provider_supports_type(&provider, rtype_find(slice_of("A"))));
	cr_expect(provider_supports_type(&provider, rtype_find(slice_of("NS"))));
	cr_expect_not(provider_supports_type(&provider, rtype_find(slice_of("AAAA"))));
	cr_expect_not(provider_supports_type(&provider, rtype_find(slice_of("DS"))));
}

/* A service that takes no TTL above 100. */
static int
fit_ttl(struct provider *provider, struct zone *wanted, struct diags *diags)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < wanted->count; i++) {
		struct rrset *rrset = &wanted->rrsets[i];

		if (rrset->ttl <= 100)
			continue;
		rc |= provider_lacks(provider, wanted->name, rrset, diags, "provider-ttl",
		    "lower it", "takes no TTL above %d", 100);
		rrset->ttl = 100;
	}
	return rc;
}

Test(limits, a_provider_has_its_own)
{
	static const struct provider_class own = {.types = "A", .fit = fit_ttl};
	struct provider provider = {.class = &own, .id = "live"};
	int strict;

	for (strict = 0; strict < 2; strict++) {
		struct diags diags = {0};
		struct zone zone;

		provider.strict_supports = strict == 1;
		read_zone(&zone, ZONE, "a: {type: A, ttl: 200, value: 1.1.1.1}");
		cr_expect_eq(provider_limit(&provider, &zone, &diags), -strict);
		cr_assert_eq(diags.count, 1);
		cr_expect_eq(diags.errors, (size_t)strict);
		cr_expect_str_eq(diags.items[0].message, "provider live takes no TTL above 100");
		cr_expect_eq(diags.items[0].hint != NULL, strict == 1);
		cr_expect_eq(zone.rrsets[0].ttl, 100);
		zone_free(&zone);
		diags_free(&diags);
	}
}
