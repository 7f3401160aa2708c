/* octoDNS's checksum: its own JSON, keys in the order in which it makes them. */
#include "fixture.h"

static void
expect_checksum_of(const struct plan *plan, const char *json)
{
	char want[PLAN_DIGEST_LEN + 1], got[PLAN_DIGEST_LEN + 1];

	digest_text(slice_of(json), want);
	plan_checksum(plan, got);
	cr_assert_str_eq(got, want);
}

Test(checksum, lists_plans_with_relative_names)
{
	struct plan plan = {0};

	(void)add_plan(&plan, ZONE, "{b: {type: TXT, ttl: 60, value: \"\\xe9\"}}",
	    "{'': {type: MX, value: {preference: 1, exchange: x.}}}", &usual);
	(void)add_plan(&plan, "two.tests.", "a: {type: A, value: 1.1.1.1}",
	    "a: {type: A, values: [1.1.1.1, 2.2.2.2]}", &usual);
	expect_checksum_of(&plan,
	    "[{\"changes\": ["
	    "{\"type\": \"delete\", \"existing\": {\"ttl\": 60, \"value\": \"\\u00e9\"}, "
	    "\"name\": \"b\", \"record_type\": \"TXT\"}, "
	    "{\"type\": \"create\", \"name\": \"\", "
	    "\"new\": {\"ttl\": 3600, \"value\": {\"preference\": 1, \"exchange\": \"x.\"}}, "
	    "\"record_type\": \"MX\"}], \"meta\": null}, "
	    "{\"changes\": [{\"type\": \"update\", "
	    "\"existing\": {\"ttl\": 3600, \"value\": \"1.1.1.1\"}, \"name\": \"a\", "
	    "\"new\": {\"ttl\": 3600, \"values\": [\"1.1.1.1\", \"2.2.2.2\"]}, "
	    "\"record_type\": \"A\"}], \"meta\": null}]");
	plan_free(&plan);
}

Test(checksum, keeps_the_order_of_dynamic_parts)
{
	struct plan plan = {0};

	(void)add_plan(&plan, ZONE, "",
	    "{a: {type: A, value: 1.1.1.1, octodns: {lenient: true}, dynamic: {"
	    "pools: {p: {values: [{value: 2.2.2.2}], fallback: q}, q: {values: [{value: 3.3.3.3}]}}, "
	    "rules: [{geos: [EU], pool: p}, {pool: q}]}}}",
	    &usual);
	expect_checksum_of(&plan,
	    "[{\"changes\": [{\"type\": \"create\", \"name\": \"a\", \"new\": {\"ttl\": 3600, "
	    "\"octodns\": {\"lenient\": true}, \"value\": \"1.1.1.1\", \"dynamic\": {\"pools\": {"
	    "\"p\": {\"fallback\": \"q\", \"values\": "
	    "[{\"value\": \"2.2.2.2\", \"weight\": 1, \"status\": \"obey\"}]}, "
	    "\"q\": {\"fallback\": null, \"values\": "
	    "[{\"value\": \"3.3.3.3\", \"weight\": 1, \"status\": \"obey\"}]}}, "
	    "\"rules\": [{\"pool\": \"p\", \"geos\": [\"EU\"]}, {\"pool\": \"q\"}]}}, "
	    "\"record_type\": \"A\"}], \"meta\": null}]");
	plan_free(&plan);
}
