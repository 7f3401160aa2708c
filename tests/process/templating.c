/* Parameters in values. */
#include "fixture.h"

TestSuite(templating);

#define CLASS "class: octodns.processor.templating.Templating"

Test(templating, fills_in_the_zone_and_the_record)
{
	processed("{" CLASS "}",
	    "{c: {type: CNAME, value: 'x.{zone_name}'},"
	    " m: {type: MX, value: {preference: 10, exchange: 'mx.{zone_name}'}},"
	    " t: {type: TXT, values: ['zone {zone_name} has {zone_num_records}',"
	    " 'name {record_name} {record_type} {record_ttl} {record_source_id}']}}",
	    "t: {type: TXT, value: '{zone_name}'}",
	    "c CNAME 3600 x.unit.tests., m MX 3600 '10 mx.unit.tests.',"
	    " t TXT 3600 name t TXT 3600 config zone unit.tests. has 3",
	    "t TXT 3600 {zone_name}");
}

Test(templating, knows_names_in_three_forms)
{
	processed("{" CLASS "}",
	    "ü: {type: TXT, value: '{record_name} {record_decoded_name} {record_encoded_name}"
	    " {record_fqdn} {record_encoded_fqdn} {zone_encoded_name}'}",
	    "", "xn--tda TXT 3600 ü ü xn--tda ü.unit.tests. xn--tda.unit.tests. unit.tests.", "");
}

Test(templating, leaves_dots_out_when_told_to)
{
	processed("{" CLASS ", trailing_dots: false}",
	    "t: {type: TXT, value: '{zone_name} {record_fqdn} {record_encoded_fqdn}'}", "",
	    "t TXT 3600 unit.tests t.unit.tests t.unit.tests", "");
}

Test(templating, takes_a_context)
{
	setenv("ZONEWARD_TEST_WORD", "word", 1);
	processed("{" CLASS ", context: {key: env/ZONEWARD_TEST_WORD, n: 42, m: {k: v}}}",
	    "t: {type: TXT, value: '{key}-{n:05d}-{m[k]}'}", "", "t TXT 3600 word-00042-v", "");
}

Test(templating, replaces_text_only_where_a_record_has_some)
{
	processed("{" CLASS "}",
	    "{c: {type: CAA, value: {flags: 0, tag: issue, value: '{zone_name}'}},"
	    " u: {type: URI, value: {priority: 1, weight: 2, target: 'https://{zone_name}x'}},"
	    " n: {type: NAPTR, value: {order: 1, preference: 2, flags: S, service: '{record_name}',"
	    " regexp: 'a}}', replacement: .}}}",
	    "",
	    "c CAA 3600 0 issue \"unit.tests.\", n NAPTR 3600 '1 2 \"S\" \"n\" \"a}}\" .',"
	    " u URI 3600 '1 2 \"https://unit.tests.x\"'",
	    "");
}

Test(templating, keeps_the_place_and_the_source_of_the_record)
{
	struct stage stage;
	const struct rrset *rrset;

	stage_open(&stage, "{" CLASS "}");
	stage_zones(&stage,
	    "{a: {type: A, value: 1.1.1.1},\n  t: {type: TXT, value: '{zone_name}'}}", "");
	cr_assert_eq(stage_target(&stage), 0);
	rrset = zone_find(&stage.desired, slice_of("t." ZONE), rtype_find(slice_of("TXT")));
	cr_assert_not_null(rrset);
	cr_expect_eq(rrset->line, 2);
	cr_expect_eq(rrset->source, 0);
	stage_end(&stage);
}

Test(templating, leaves_what_other_targets_see_alone)
{
	struct stage stage;
	struct zone shared;

	stage_open(&stage, "{" CLASS "}");
	stage_zones(&stage, "t: {type: TXT, value: '{zone_name}'}", "");
	zone_share(&shared, &stage.desired);
	cr_assert_eq(chain_target(&stage.chain, &shared, &stage.existing, "live", &stage.diags), 0);
	zone_is(&shared, "t TXT 3600 unit.tests.");
	zone_is(&stage.desired, "t TXT 3600 {zone_name}");
	zone_free(&shared);
	stage_end(&stage);
}

Test(templating, says_what_is_wrong_and_where)
{
	refused("{" CLASS "}", "t: {type: TXT, value: 'a {nope}'}", "",
	    "undefined template parameter \"nope\", at letter 3 of the value");
	refused("{" CLASS "}", "m: {type: MX, value: {preference: 1, exchange: 'x.{zone}.'}}", "",
	    "undefined template parameter \"zone\", at letter 3 of exchange");
	refused("{" CLASS "}", "t: {type: TXT, value: '{zone_name.upper}'}", "", "attributes");
}

Test(templating, checks_what_comes_out)
{
	struct stage stage;
	const struct ruleset *rules;

	stage_open(&stage, "{" CLASS ", context: {bad: a b}}");
	stage_zones(&stage, "c: {type: CNAME, value: '{bad}.tests.'}", "");
	cr_assert_eq(ruleset_make(&stage.arena, NULL, &rules, &stage.diags), 0);
	stage.chain.rules = rules;
	cr_expect_eq(stage_target(&stage), -1);
	cr_assert_gt(stage.diags.count, 0);
	cr_expect_str_eq(stage.diags.items[0].rule, "target-value-rfc");
	stage_end(&stage);
}
