/* Filters by type, name, value and network; special names. */
#include "fixture.h"

TestSuite(filter);

#define FILTER(name, list) "{class: octodns.processor.filter." name ", " list "}"
#define RECORDS                                                                                    \
	"{'': [{type: MX, value: {preference: 10, exchange: mx.tests.}}, {type: TXT, value: x}], " \
	"a: {type: A, value: 1.1.1.1}, b: {type: CNAME, value: x.tests.}}"
#define LIVE "{a: {type: A, value: 9.9.9.9}, gone: {type: TXT, value: z}}"

Test(filter, keeps_types_on_both_sides)
{
	processed(FILTER("TypeAllowlistFilter", "allowlist: [A, MX]"), RECORDS, LIVE,
	    "@ MX 3600 '10 mx.tests.', a A 3600 1.1.1.1", "a A 3600 9.9.9.9");
	processed(FILTER("TypeRejectlistFilter", "rejectlist: [A, MX]"), RECORDS, LIVE,
	    "@ TXT 3600 x, b CNAME 3600 x.tests.", "gone TXT 3600 z");
}

Test(filter, leaves_the_target_alone_when_told_to)
{
	processed(FILTER("TypeRejectlistFilter", "rejectlist: [A, TXT], include_target: false"),
	    RECORDS, LIVE, "@ MX 3600 '10 mx.tests.', b CNAME 3600 x.tests.",
	    "a A 3600 9.9.9.9, gone TXT 3600 z");
}

Test(filter, knows_names_exactly_or_by_expression)
{
	processed(FILTER("NameAllowlistFilter", "allowlist: [b, /^go/]"), RECORDS, LIVE,
	    "b CNAME 3600 x.tests.", "gone TXT 3600 z");
	processed(FILTER("NameRejectlistFilter", "rejectlist: ['', /o.e/]"), RECORDS, LIVE,
	    "a A 3600 1.1.1.1, b CNAME 3600 x.tests.", "a A 3600 9.9.9.9");
}

Test(filter, matches_names_in_idna_form)
{
	processed(FILTER("NameAllowlistFilter", "allowlist: [/^xn--/]"),
	    "{ü: {type: A, value: 1.1.1.1}, u: {type: A, value: 1.1.1.1}}", "",
	    "xn--tda A 3600 1.1.1.1", "");
}

Test(filter, knows_values_as_zone_files_have_them)
{
	processed(FILTER("ValueRejectlistFilter", "rejectlist: ['10 mx.tests.', /^9/]"), RECORDS,
	    LIVE, "@ TXT 3600 x, a A 3600 1.1.1.1, b CNAME 3600 x.tests.", "gone TXT 3600 z");
	processed(FILTER("ValueAllowlistFilter", "allowlist: [x, z]"), RECORDS, LIVE,
	    "@ TXT 3600 x", "gone TXT 3600 z");
}

Test(filter, takes_one_value_of_several_for_the_record)
{
	processed(FILTER("ValueAllowlistFilter", "allowlist: [2.2.2.2]"),
	    "{a: {type: A, values: [1.1.1.1, 2.2.2.2]}, b: {type: A, value: 1.1.1.1}}", "",
	    "a A 3600 1.1.1.1 2.2.2.2", "");
}

Test(filter, knows_networks_and_leaves_other_types)
{
	processed(FILTER("NetworkValueAllowlistFilter", "allowlist: [10.0.0.0/8, 'fd00::/8']"),
	    "{a: {type: A, value: 10.0.0.1}, b: {type: A, value: 192.0.2.1},"
	    " c: {type: AAAA, value: 'fd00::1'}, d: {type: AAAA, value: '::ffff:10.0.0.1'},"
	    " t: {type: TXT, value: x}}",
	    "f: {type: A, value: 11.0.0.1}", "a A 3600 10.0.0.1, c AAAA 3600 fd00::1, t TXT 3600 x",
	    "");
	processed(FILTER("NetworkValueRejectlistFilter", "rejectlist: [10.0.0.0/9]"),
	    "{a: {type: A, value: 10.127.255.255}, b: {type: A, value: 10.128.0.0}}", "",
	    "b A 3600 10.128.0.0", "");
}

#define NS "{type: NS, values: [a.tests., b.tests.]}"

Test(filter, ignores_only_the_ns_of_the_zone_itself)
{
	processed("{class: octodns.processor.filter.IgnoreRootNsFilter}", "{'': " NS ", s: " NS "}",
	    "{'': " NS "}", "s NS 3600 a.tests. b.tests.", "");
}

Test(filter, refuses_names_that_end_in_the_zone)
{
	refused("{class: octodns.processor.filter.ZoneNameFilter}",
	    "www.unit.tests: {type: A, value: 1.1.1.1}", "", "record name ends with zone name");
	refused("{class: octodns.processor.filter.ZoneNameFilter}", "",
	    "www.unit.tests: {type: A, value: 1.1.1.1}", "record name ends with zone name");
	processed("{class: octodns.processor.filter.ZoneNameFilter, error: false}",
	    "{www.unit.tests: {type: A, value: 1.1.1.1}, unit.tests.x: {type: A, value: 1.1.1.1}}",
	    "", "unit.tests.x A 3600 1.1.1.1", "");
	processed(
	    "{class: octodns.processor.filter.ZoneNameFilter, error: false, include_target: false}",
	    "", "www.unit.tests: {type: A, value: 1.1.1.1}", "", "www.unit.tests A 3600 1.1.1.1");
}

static size_t
root_ns_changes(const char *options, int want)
{
	struct stage stage;
	struct plan plan = {0};
	struct target_plan *target = add_plan(&plan, ZONE, "'': {type: NS, value: c.tests.}",
	    "{'': " NS ", a: {type: A, value: 1.1.1.1}}", &usual);
	struct chain_changes changes = {target->changes, target->nchanges, false};

	stage_open(&stage, options);
	cr_expect_eq(chain_plan(&stage.chain, &stage.desired, &stage.existing, "live", &changes,
			 &stage.diags),
	    want);
	cr_expect_not(changes.recount, "the summary is of before");
	stage_end(&stage);
	plan_free(&plan);
	return changes.count;
}

Test(filter, keeps_changes_of_the_root_ns_out_of_plans)
{
	cr_expect_eq(root_ns_changes("{class: octodns.processor.filter.ExcludeRootNsChanges}", -1),
	    1);
	cr_expect_eq(root_ns_changes(
			 "{class: octodns.processor.filter.ExcludeRootNsChanges, error: false}", 0),
	    1);
}
