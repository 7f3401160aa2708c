/* PTR records of the addresses of other zones. */
#include "process/arpa.h"

#include "fixture.h"

TestSuite(arpa);

/* The options are those of manager.auto_arpa. */
static void
reverse_is(const char *options, const char *from, const char *reverse, const char *want)
{
	struct stage stage;
	struct zone zone;
	struct buf text = {0}, all = {0};
	size_t i, k;

	buf_printf(&all, "{class: octodns.processor.arpa.AutoArpa%s}", options);
	stage_config(&stage, all.data);
	stage.config.id = "auto-arpa";
	cr_assert_eq(processor_open(&stage.processor, &stage.config, &stage.run, &stage.diags), 0,
	    "%s", first_message(&stage));
	chain_add(&stage.chain, stage.processor);
	stage_zones(&stage, from, "");
	arpa_begin(stage.processor);
	cr_assert_eq(stage_source(&stage), 0);
	arpa_end(stage.processor);
	zone_init(&zone, slice_of(reverse));
	cr_expect_eq(arpa_populate(stage.processor, &zone, NULL, false, &stage.diags), 0);
	zone_sort(&zone);
	buf_text(&text, "");
	for (i = 0; i < zone.count; i++) {
		const struct rrset *rrset = &zone.rrsets[i];

		buf_printf(&text, "%s%.*s %u", i > 0 ? ", " : "",
		    (int)(rrset->name.len - zone.name.len - 1), rrset->name.data, rrset->ttl);
		for (k = 0; k < rrset->nvalues; k++)
			buf_printf(&text, " %.*s", SLICE_ARGS(rrset->values[k].text));
	}
	cr_expect_str_eq(text.data, want, "%s", text.data);
	buf_free(&text);
	buf_free(&all);
	zone_free(&zone);
	stage_end(&stage);
}

#define NET "2.0.192.in-addr.arpa."
#define RECORDS                                                              \
	"{'*': {type: A, value: 192.0.2.9}, a: {type: A, value: 192.0.2.1}," \
	" b: {type: A, ttl: 60, values: [192.0.2.1, 192.0.2.2, 10.0.0.1]},"  \
	" c: {type: CNAME, value: a.unit.tests.}}"

Test(arpa, makes_pointers_of_addresses)
{
	reverse_is("", RECORDS, NET, "1 3600 a.unit.tests. b.unit.tests., 2 3600 b.unit.tests.");
	reverse_is("", RECORDS, "10.in-addr.arpa.", "1.0.0 3600 b.unit.tests.");
	reverse_is("", RECORDS, "11.in-addr.arpa.", "");
	reverse_is("", RECORDS, "0.192.in-addr.arpa.",
	    "1.2 3600 a.unit.tests. b.unit.tests., 2.2 3600 b.unit.tests.");
}

Test(arpa, takes_the_end_of_a_label_for_no_zone)
{
	reverse_is("", "a: {type: A, value: 192.0.12.1}", NET, "");
	reverse_is("", "a: {type: A, value: 192.0.2.1}", "1." NET, "");
}

Test(arpa, makes_pointers_of_ipv6)
{
	reverse_is("", "a: {type: AAAA, value: '2001:db8::5'}", "8.b.d.0.1.0.0.2.ip6.arpa.",
	    "5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 3600 a.unit.tests.");
}

Test(arpa, sees_geo_and_pools)
{
	reverse_is("",
	    "{a: {type: A, value: 192.0.2.1, geo: {EU: [192.0.2.77]}},"
	    " d: {type: A, value: 192.0.2.2, dynamic: {pools: {p: {values: [{value: 192.0.2.3}]}},"
	    " rules: [{pool: p}]}}}",
	    NET,
	    "1 3600 a.unit.tests., 2 3600 d.unit.tests., 3 3600 d.unit.tests.,"
	    " 77 3600 a.unit.tests.");
}

Test(arpa, does_what_its_options_say)
{
	reverse_is(", ttl: 1800", "a: {type: A, value: 192.0.2.1}", NET, "1 1800 a.unit.tests.");
	reverse_is(", inherit_ttl: true", RECORDS, NET,
	    "1 60 a.unit.tests. b.unit.tests., 2 60 b.unit.tests.");
	reverse_is(", max_auto_arpa: 1", RECORDS, NET,
	    "1 3600 a.unit.tests., 2 3600 b.unit.tests.");
	reverse_is(", wildcard_replacement: any", "'*.x': {type: A, value: 192.0.2.9}", NET,
	    "9 3600 any.x.unit.tests.");
	reverse_is(", wildcard_replacement: null", "'*.x': {type: A, value: 192.0.2.9}", NET, "");
}

Test(arpa, puts_the_record_first_that_asks_for_it)
{
	reverse_is(", max_auto_arpa: 1",
	    "{a: {type: A, value: 192.0.2.1},"
	    " z: {type: A, value: 192.0.2.1, octodns: {auto_arpa_priority: 1}}}",
	    NET, "1 3600 z.unit.tests.");
}

Test(arpa, notes_nothing_outside_of_its_time)
{
	struct stage stage;
	struct zone zone;

	stage_config(&stage, "{class: octodns.processor.arpa.AutoArpa}");
	stage.config.id = "auto-arpa";
	cr_assert_eq(processor_open(&stage.processor, &stage.config, &stage.run, &stage.diags), 0);
	chain_add(&stage.chain, stage.processor);
	stage_zones(&stage, RECORDS, "");
	cr_expect_eq(stage_source(&stage), 0);
	arpa_begin(stage.processor);
	arpa_end(stage.processor);
	cr_expect_eq(stage_source(&stage), 0);
	zone_init(&zone, slice_of(NET));
	cr_expect_eq(arpa_populate(stage.processor, &zone, NULL, false, &stage.diags), 0);
	cr_expect_eq(zone.count, 0);
	zone_free(&zone);
	stage_end(&stage);
}
