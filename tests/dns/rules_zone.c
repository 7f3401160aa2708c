/* Zone rules against small zones: what is refused, which record is shown, and leniency. */
#include "rules_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

/* A zone as {name: record or [record]}; a caret stands before what is reported. */
struct zone_row {
	const char *rule;
	const char *zone;
};

#define MX2 \
	"{type: MX, values: [{preference: 1, exchange: a.example.com.}, {preference: 2, exchange: b.example.com.}]}"
#define NULL_MX "{type: MX, value: {preference: 0, exchange: .}}"
#define DMARC "_dmarc: {type: TXT, value: 'v=DMARC1\\; p=reject\\;'}"

static const struct zone_row zone_rows[] = {
    {"cname-coexistence",
	"{x: [{type: A, value: 192.0.2.1}, ^{type: CNAME, value: y.example.com.}]}"},
    {"cname-coexistence",
	"{'': [^{type: ALIAS, value: y.example.com.}, {type: AAAA, value: '::1'}]}"},
    {"cname-coexistence",
	"{'': [{type: ALIAS, value: y.example.com.}, {type: TXT, value: x}], y: {type: CNAME, value: z.example.com.}}"},
    {"no-cname-loop",
	"{a: ^{type: CNAME, value: b.unit.tests.}, b: {type: CNAME, value: a.unit.tests.}}"},
    {"no-cname-loop",
	"{a: {type: CNAME, value: b.unit.tests.}, b: ^{type: CNAME, value: b.unit.tests.}}"},
    {"no-cname-loop",
	"{a: {type: CNAME, value: b.unit.tests.}, b: {type: CNAME, value: c.unit.tests.}}"},
    {"root-cname", "{'': ^{type: CNAME, value: y.example.com.}}"},
    {"root-cname", "{x: {type: CNAME, value: y.example.com.}}"},
    {"dname-coexistence",
	"{x: [{type: CNAME, value: y.example.com.}, ^{type: DNAME, value: z.example.com.}]}"},
    {"dname-coexistence",
	"{x: [{type: NS, value: n.example.com.}, ^{type: DNAME, value: z.example.com.}]}"},
    {"dname-coexistence",
	"{d: {type: DNAME, value: z.example.com.}, x.d: ^{type: A, value: 192.0.2.1}, xd: {type: A, value: 192.0.2.1}}"},
    {"dname-coexistence",
	"{'': [{type: DNAME, value: z.example.com.}, {type: NS, value: n.example.com.}]}"},
    {"cname-target-not-cname",
	"{a: ^{type: CNAME, value: b.unit.tests}, b: {type: CNAME, value: x.example.com.}}"},
    {"cname-target-not-cname",
	"{a: {type: CNAME, value: b.unit.tests.}, b: {type: A, value: 192.0.2.1}}"},
    {"cname-target-resolvable-in-zone",
	"{'*': {type: A, value: 192.0.2.1}, a: ^{type: CNAME, value: nope.unit.tests.}}"},
    {"cname-target-resolvable-in-zone",
	"{a: {type: CNAME, value: b.unit.tests.}, b: {type: TXT, value: x}, c: {type: CNAME, value: x.units.tests.}}"},
    {"glue-for-in-zone-ns", "{s: ^{type: NS, value: ns1.s.unit.tests.}}"},
    {"glue-for-in-zone-ns",
	"{s: {type: NS, values: [ns1.s.unit.tests., n.example.com.]}, ns1.s: {type: AAAA, value: '::1'}}"},
    {"ns-target-not-cname",
	"{s: ^{type: NS, value: m.unit.tests.}, m: {type: CNAME, value: x.example.com.}}"},
    {"ns-target-not-cname",
	"{s: {type: NS, value: m.unit.tests.}, m: {type: A, value: 192.0.2.1}}"},
    {"mx-target-not-cname",
	"{'': ^{type: MX, value: {preference: 1, exchange: m.unit.tests.}}, m: {type: CNAME, value: x.example.com.}}"},
    {"mx-target-not-cname", "{'': {type: MX, value: {preference: 1, exchange: m.unit.tests.}}}"},
    {"srv-target-not-cname",
	"{_a._b: ^{type: SRV, value: {priority: 1, weight: 1, port: 1, target: m.unit.tests.}}, m: {type: CNAME, value: x.example.com.}}"},
    {"srv-target-not-cname",
	"{_a._b: ^{type: SRV, value: {priority: 1, weight: 1, port: 1, target: ''}}}"},
    {"srv-target-not-cname",
	"{_a._b: {type: SRV, value: {priority: 1, weight: 1, port: 1, target: .}}}"},
    {"multi-value-ns", "{s: ^{type: NS, value: n.example.com.}}"},
    {"multi-value-ns", "{s: {type: NS, values: [n.example.com., m.example.com.]}}"},
    {"mx-target-resolvable-in-zone",
	"{'': ^{type: MX, value: {preference: 1, exchange: nope.unit.tests.}}}"},
    {"mx-target-resolvable-in-zone", "{'': " MX2 "}"},
    {"srv-target-resolvable-in-zone",
	"{_a._b: ^{type: SRV, value: {priority: 1, weight: 1, port: 1, target: nope.unit.tests.}}}"},
    {"srv-target-resolvable-in-zone",
	"{_a._b: {type: SRV, value: {priority: 1, weight: 1, port: 1, target: _a._b.unit.tests.}}}"},
    {"caa-best-practices",
	"{'': ^{type: CAA, value: {tag: iodef, value: x}}, a: ^{type: CAA, value: {tag: issue, value: x}}}"},
    {"caa-best-practices",
	"{'': {type: CAA, values: [{tag: issue, value: x}, {tag: issuewild, value: x}]}}"},
    {"mail", "{'': ^" MX2 "}"},
    {"mail", "{'': ^" NULL_MX "}"},
    {"mail", "{'': ^{type: TXT, value: v=spf1 -all}}"},
    {"mail", "{'': [" MX2 ", ^{type: TXT, value: v=spf1 mx}], " DMARC "}"},
    {"mail", "{'': [" MX2 ", ^{type: TXT, values: [v=spf1 mx -all, v=spf1 a -all]}], " DMARC "}"},
    {"mail",
	"{'': [" MX2
	", {type: TXT, value: v=spf1 mx -all}], _dmarc: ^{type: TXT, value: v=DMARC1}}"},
    {"mail",
	"{'': [^{type: MX, value: {preference: 1, exchange: a.example.com.}}, {type: TXT, value: v=spf1 mx ~all}], " DMARC
	"}"},
    {"mail", "{sub: ^" NULL_MX "}"},
    {"mail", "{sub: ^" MX2 "}"},
    {"mail", "{'': [" NULL_MX ", {type: TXT, value: V=SPF1 -all}], " DMARC "}"},
    {"mail", "{'': [" MX2 ", {type: TXT, value: v=spf1 mx ~all}], " DMARC "}"},
    {"mail",
	"{'': [{type: MX, value: {preference: 1, exchange: smtp.google.com}}, {type: TXT, value: v=spf1 mx ~all}], " DMARC
	"}"},
    {"mail", "{www: {type: A, value: 192.0.2.1}, " DMARC "}"},
};

static void
add_record(struct zone *zone, const struct node *key, const struct node *record)
{
	struct diags diags = {0};
	struct decode decode = {.zone = zone->name,
	    .arena = &zone->arena,
	    .default_ttl = 300,
	    .diags = &diags};
	struct rrset rrset;
	int rc = rrset_decode(&decode, key, record, &rrset);

	cr_assert_eq(rc, 0, "%s", diags.count > 0 ? diags.items[0].message : "?");
	cr_assert_eq(zone_add(zone, &rrset, false, &diags), 0);
	diags_free(&diags);
}

static void
read_zone(struct zone *zone, const struct node *node)
{
	size_t i, j;

	zone_init(zone, slice_of("unit.tests."));
	for (i = 0; i < node->u.map.count; i++) {
		const struct node_pair *pair = &node->u.map.pairs[i];

		if (pair->value->kind != NODE_LIST) {
			add_record(zone, pair->key, pair->value);
			continue;
		}
		for (j = 0; j < pair->value->u.list.count; j++)
			add_record(zone, pair->key, pair->value->u.list.items[j]);
	}
}

static void
check_row(const struct zone_row *row, bool lenient)
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct marks marks = {0};
	struct zone zone;

	read_zone(&zone, flow_node(&arena, row->zone, &marks));
	rules_check_zone(only_rule(&arena, "zone", row->rule), &zone, lenient, &diags);
	check_places(&diags, row->rule, &marks, lenient, row->zone);
	zone_free(&zone);
	diags_free(&diags);
	arena_free(&arena);
}

Test(zone_rules, refuse_bad_zones)
{
	size_t i;

	for (i = 0; i < sizeof(zone_rows) / sizeof(zone_rows[0]); i++) {
		check_row(&zone_rows[i], false);
		check_row(&zone_rows[i], true);
	}
}

static void
find_rows(void *ctx, const char *id, unsigned sets, const char *types, const char *help)
{
	bool good = false, bad = false;
	size_t i;

	(void)ctx;
	(void)sets;
	(void)help;
	if (strcmp(types, "zone") != 0)
		return;
	for (i = 0; i < sizeof(zone_rows) / sizeof(zone_rows[0]); i++) {
		if (strcmp(zone_rows[i].rule, id) != 0)
			continue;
		if (strchr(zone_rows[i].zone, '^') != NULL)
			bad = true;
		else
			good = true;
	}
	cr_expect(bad && good, "%s lacks a row", id);
}

Test(zone_rules, have_rows_of_both_kinds)
{
	rules_each(find_rows, NULL);
}

static enum severity
severity_of(const char *text, bool lenient)
{
	struct arena arena = {0};
	struct diags diags = {0};
	enum severity severity;
	struct zone zone;

	read_zone(&zone, flow_node(&arena, text, NULL));
	rules_check_zone(only_rule(&arena, "zone", "cname-coexistence"), &zone, lenient, &diags);
	cr_assert_eq(diags.count, 1);
	cr_expect(slice_is(diags.items[0].subject.zone, "unit.tests."));
	cr_expect(slice_is(diags.items[0].subject.record, "x.unit.tests."));
	severity = diags.items[0].severity;
	zone_free(&zone);
	diags_free(&diags);
	arena_free(&arena);
	return severity;
}

Test(zone_rules, warn_when_all_records_are_lenient)
{
	static const char one[] =
	    "{x: [{type: CNAME, value: a.example.com., octodns: {lenient: true}}, "
	    "{type: TXT, value: x, octodns: {}}]}";
	static const char all[] =
	    "{x: [{type: CNAME, value: a.example.com., octodns: {lenient: true}}, "
	    "{type: TXT, value: x, octodns: {lenient: true}}]}";

	cr_expect_eq(severity_of(one, false), SEVERITY_ERROR);
	cr_expect_eq(severity_of(one, true), SEVERITY_WARNING);
	cr_expect_eq(severity_of(all, false), SEVERITY_WARNING);
}

Test(zone_rules, leave_targets_in_subzones_to_them)
{
	struct slice cuts[] = {slice_of("sub.unit.tests.")};
	struct arena arena = {0};
	struct diags diags = {0};
	struct zone zone;

	read_zone(&zone,
	    flow_node(&arena,
		"{a: {type: CNAME, value: www.sub.unit.tests.}, b: {type: CNAME, value: sub.unit.tests.}, "
		"c: {type: CNAME, value: xsub.unit.tests.}}",
		NULL));
	rules_check_zone_cut(only_rule(&arena, "zone", "cname-target-resolvable-in-zone"), &zone,
	    cuts, 1, false, &diags);
	cr_assert_eq(diags.count, 1);
	cr_expect(slice_is(diags.items[0].subject.record, "c.unit.tests."));
	zone_free(&zone);
	diags_free(&diags);
	arena_free(&arena);
}

/* How many faults a zone has with `validators: ${custom}`. */
static size_t
count_custom(const char *custom, const char *text)
{
	const struct ruleset *rules = NULL;
	struct arena arena = {0};
	struct diags diags = {0};
	struct zone zone;
	size_t count;

	cr_assert_eq(ruleset_make_custom(&arena, flow_node(&arena, custom, NULL),
			 flow_node(&arena, "{enabled: []}", NULL), &rules, &diags),
	    0);
	read_zone(&zone, flow_node(&arena, text, NULL));
	rules_check_zone(rules, &zone, false, &diags);
	count = diags.count;
	zone_free(&zone);
	diags_free(&diags);
	arena_free(&arena);
	return count;
}

Test(zone_rules, take_options)
{
	static const char nothing[] = "{www: {type: A, value: 192.0.2.1}}";
	static const char single[] =
	    "{sub: [{type: MX, value: {preference: 1, exchange: a.example.com.}}, {type: TXT, value: v=spf1 mx -all}]}";

	cr_expect_eq(count_custom("{mail: {class: octodns.zone.MailZoneValidator}}", nothing), 0);
	cr_expect_eq(
	    count_custom("{mail: {class: octodns.zone.mail.MailZoneValidator, mode: mail}}",
		nothing),
	    3);
	cr_expect_eq(count_custom("{mail: {class: octodns.zone.MailZoneValidator, mode: no-mail}}",
			 nothing),
	    3);
	cr_expect_eq(count_custom("{mail: {class: octodns.zone.MailZoneValidator}}", single), 1);
	cr_expect_eq(count_custom("{mail: {class: octodns.zone.MailZoneValidator, min_mx: 1}}",
			 single),
	    0);
	cr_expect_eq(count_custom("{mail: {class: octodns.zone.MailZoneValidator, "
				  "single_mx_regexes: [a.example]}}",
			 single),
	    0);
	cr_expect_eq(count_custom("{caa: {class: octodns.zone.CaaZoneValidator}}", nothing), 0);
	cr_expect_eq(
	    count_custom("{caa: {class: octodns.zone.CaaZoneValidator, presence: required}}",
		nothing),
	    1);
}
