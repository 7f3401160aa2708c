/* Reading zones as the configuration wants them, and checking them. */
#include "engine/load.h"
#include "engine/validate.h"
#include "fixture.h"

TestSuite(load, .init = estate_begin, .fini = estate_end);

/* Read the first chosen zone of the files on disk; its records as "name type, …". */
static int
load_first(struct work *work, struct zone *zone, struct buf *names)
{
	struct load load = {.workspace = &work->workspace};
	size_t i;
	int rc;

	cr_assert_eq(open_worktree(work), 0);
	cr_assert_eq(choose(work, ""), 0);
	cr_assert_gt(work->selection.count, 0);
	load.config = work->selection.zones[0].config;
	load.name = work->selection.zones[0].name;
	load.zone_names = &work->selection.below;
	rc = load_zone(&load, zone, &work->diags);
	zone_sort(zone);
	buf_text(names, "");
	for (i = 0; i < zone->count; i++)
		buf_printf(names, "%s%.*s %s", i > 0 ? ", " : "", SLICE_ARGS(zone->rrsets[i].name),
		    rrset_type(&zone->rrsets[i])->name);
	return rc;
}

static void
must_load(const char *want, int rc, const char *rule, enum severity severity)
{
	struct work work = {0};
	struct zone zone;
	struct buf names = {0};
	const struct diag *diag;

	cr_expect_eq(load_first(&work, &zone, &names), rc);
	cr_expect_str_eq(names.data, want, "%s", names.data);
	if (rule == NULL) {
		cr_expect_eq(work.diags.count, 0, "%s",
		    work.diags.count > 0 ? work.diags.items[0].message : "");
	} else {
		diag = said(&work.diags, rule);
		cr_assert_not_null(diag, "nothing of %s", rule);
		cr_expect_eq(diag->severity, severity);
	}
	buf_free(&names);
	zone_free(&zone);
	close_work(&work);
}

Test(load, joins_the_sources_in_their_order)
{
	put_config("  unit.tests.: {sources: [config, other], targets: [live]}\n");
	put("zones/unit.tests.yaml", A_RECORD);
	put("other/unit.tests.yaml", "b: {type: A, value: 2.2.2.2}\n");
	must_load("a.unit.tests. A, b.unit.tests. A", 0, NULL, SEVERITY_ERROR);
	put("other/unit.tests.yaml",
	    "a: {type: A, value: 2.2.2.2}\nc: {type: A, value: 1.1.1.1}\n");
	must_load("a.unit.tests. A, c.unit.tests. A", -1, "duplicate-record", SEVERITY_ERROR);
}

Test(load, is_lenient_where_the_zone_or_the_record_says_so)
{
	static const char *const bad = "a: {type: CNAME, value: b}\n";

	put_config("  unit.tests.: {sources: [config], targets: [live]}\n");
	put("zones/unit.tests.yaml", bad);
	must_load("a.unit.tests. CNAME", -1, "target-value-rfc", SEVERITY_ERROR);
	put("zones/unit.tests.yaml", "a: {octodns: {lenient: true}, type: CNAME, value: b}\n");
	must_load("a.unit.tests. CNAME", 0, "target-value-rfc", SEVERITY_WARNING);
	put_config("  unit.tests.: {lenient: true, sources: [config], targets: [live]}\n");
	put("zones/unit.tests.yaml", bad);
	must_load("a.unit.tests. CNAME", 0, "target-value-rfc", SEVERITY_WARNING);
}

#define SUBZONE "  sub.unit.tests.: " FROM_CONFIG "\n"
#define NS_AND_DS                                                            \
	"sub:\n- type: DS\n  value: {algorithm: 13, digest: "                \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, " \
	"digest_type: 2, key_tag: 1}\n- {type: NS, value: ns.tests.}\n"

Test(load, leaves_ns_and_ds_at_a_zone_below)
{
	put_config("  unit.tests.: " FROM_CONFIG "\n" SUBZONE);
	put("zones/unit.tests.yaml", NS_AND_DS);
	must_load("sub.unit.tests. DS, sub.unit.tests. NS", 0, NULL, SEVERITY_ERROR);
}

static const char *const under[] = {
    "a: {type: A, value: 1.1.1.1}\nsub: {type: A, value: 1.1.1.1}\n",
    "a: {type: A, value: 1.1.1.1}\nx.sub: {type: A, value: 1.1.1.1}\n",
    "a: {type: A, value: 1.1.1.1}\nx.sub: {type: NS, value: ns.tests.}\n",
};

Test(load, refuses_records_of_a_zone_below)
{
	size_t i;

	put_config("  unit.tests.: " FROM_CONFIG "\n" SUBZONE);
	for (i = 0; i < sizeof(under) / sizeof(under[0]); i++) {
		put("zones/unit.tests.yaml", under[i]);
		must_load("a.unit.tests. A", -1, "subzone", SEVERITY_ERROR);
	}
	/* A name that only looks like it. */
	put("zones/unit.tests.yaml", "asub: {type: A, value: 1.1.1.1}\n");
	must_load("asub.unit.tests. A", 0, NULL, SEVERITY_ERROR);
}

Test(load, drops_records_of_a_zone_below_when_told)
{
	size_t i;

	put_config("  unit.tests.: {ignore_subzone_adds: true, sources: [config], "
		   "targets: [live]}\n" SUBZONE);
	for (i = 0; i < sizeof(under) / sizeof(under[0]); i++) {
		put("zones/unit.tests.yaml", under[i]);
		must_load("a.unit.tests. A", 0, NULL, SEVERITY_ERROR);
	}
}

Test(load, keeps_records_of_a_zone_below_when_lenient)
{
	put_config("  unit.tests.: {lenient: true, sources: [config], targets: [live]}\n" SUBZONE);
	put("zones/unit.tests.yaml", under[1]);
	must_load("a.unit.tests. A, x.sub.unit.tests. A", 0, "subzone", SEVERITY_WARNING);
}

Test(load, gives_an_alias_the_records_of_the_other_zone)
{
	put_config("  copy.tests.: {alias: unit.tests.}\n  unit.tests.: " FROM_CONFIG "\n");
	put("zones/unit.tests.yaml",
	    "? ''\n: {type: NS, value: ns.unit.tests.}\na: {type: A, value: 1.1.1.1}\n");
	must_load("copy.tests. NS, a.copy.tests. A", 0, NULL, SEVERITY_ERROR);
}

static void
must_validate(const char *zones, struct work *work, struct validated *result, int rc)
{
	cr_assert_eq(open_worktree(work), 0);
	cr_expect_eq(choose(work, zones), 0);
	cr_expect_eq(validate_zones(&work->workspace, &work->selection, &work->diags, result), rc);
}

Test(load, validate_counts_zones_and_records)
{
	struct work work = {0};
	struct validated result;

	put_config("  unit.tests.: " FROM_CONFIG "\n  two.tests.: " FROM_CONFIG "\n");
	put("zones/unit.tests.yaml", A_RECORD);
	put("zones/two.tests.yaml",
	    A_RECORD "b:\n- {type: A, value: 1.1.1.1}\n"
		     "- {type: TXT, value: x}\n");
	must_validate("", &work, &result, 0);
	cr_expect_eq(result.zones, 2);
	cr_expect_eq(result.records, 4);
	close_work(&work);
}

Test(load, validate_has_all_faults_in_the_order_of_the_zones)
{
	struct work work = {0};
	struct validated result;

	put_config("  unit.tests.: " FROM_CONFIG "\n  two.tests.: " FROM_CONFIG
		   "\n  gone.tests.: " FROM_CONFIG "\n");
	put("zones/unit.tests.yaml", "a: {type: A, value: x}\nb: {type: A, value: y}\n");
	put("zones/two.tests.yaml", "a: {type: A, value: z}\n");
	work.options.workers = 4;
	must_validate("", &work, &result, -1);
	cr_assert_eq(work.diags.errors, 4);
	cr_expect(slice_is(work.diags.items[0].subject.record, "a.unit.tests."));
	cr_expect(slice_is(work.diags.items[1].subject.record, "b.unit.tests."));
	cr_expect(slice_is(work.diags.items[2].subject.record, "a.two.tests."));
	cr_expect(slice_is(work.diags.items[3].subject.zone, "gone.tests."));
	close_work(&work);
}

Test(load, validate_looks_at_providers_that_it_does_not_contact)
{
	struct work work = {0};
	struct validated result;

	put("octodns.yaml",
	    "providers:\n"
	    "  config: {class: octodns.provider.yaml.YamlProvider, directory: zones}\n"
	    "  dns: {class: octodns_powerdns.PowerDnsProvider, host: h, api_key: env/ZW_NONE}\n"
	    "  bad: {class: octodns_powerdns.PowerDnsProvider, host: h, api_key: k, prot: 1}\n"
	    "zones:\n  unit.tests.: {sources: [config, dns], targets: [bad]}\n");
	put("zones/unit.tests.yaml", A_RECORD);
	must_validate("", &work, &result, -1);
	cr_expect_eq(work.diags.errors, 1);
	cr_expect(has_text(said(&work.diags, "config-provider-option")->message, "\"prot\""));
	cr_expect_eq(result.records, 1);
	close_work(&work);
}

Test(load, validate_keeps_a_thousand_faults_and_counts_them_all)
{
	struct work work = {0};
	struct validated result;
	struct buf text = {0};
	unsigned i;

	for (i = 0; i < 1500; i++)
		buf_printf(&text, "a%u: {type: A, value: x}\n", i);
	put_config("  unit.tests.: " FROM_CONFIG "\n");
	put("zones/unit.tests.yaml", text.data);
	must_validate("", &work, &result, -1);
	cr_expect_eq(work.diags.count, 1000);
	cr_expect_eq(work.diags.errors, 1500);
	buf_free(&text);
	close_work(&work);
}
