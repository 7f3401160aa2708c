/* The digest: what it covers, and what not. */
#include "fixture.h"

static void
expect_digest_of(const struct plan *plan, const char *json)
{
	char want[PLAN_DIGEST_LEN + 1], got[PLAN_DIGEST_LEN + 1];

	digest_text(slice_of(json), want);
	plan_digest(plan, got);
	cr_assert_eq(strlen(want), PLAN_DIGEST_LEN);
	cr_assert_str_eq(got, want);
}

Test(digest, is_sha256)
{
	char got[PLAN_DIGEST_LEN + 1];

	digest_text(slice_of("abc"), got);
	cr_assert_str_eq(got, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

Test(digest, of_no_changes_is_that_of_an_empty_list)
{
	struct plan plan = {0};

	expect_digest_of(&plan, "[]");
	(void)add_plan(&plan, ZONE, "", "", &usual);
	expect_digest_of(&plan, "[]");
	plan_free(&plan);
}

Test(digest, covers_the_canonical_json_of_all_changes)
{
	struct plan plan = {0};

	(void)add_plan(&plan, ZONE, "{b: {type: TXT, ttl: 60, value: \"\\xe9\"}}",
	    "{a: {type: MX, value: {preference: 1, exchange: x.}}}", &usual);
	(void)add_plan(&plan, "two.tests.", "a: {type: A, value: 1.1.1.1}",
	    "a: {type: A, values: [1.1.1.1, 2.2.2.2]}", &usual);
	expect_digest_of(&plan,
	    "[{\"changes\": ["
	    "{\"action\": \"delete\", \"existing\": {\"ttl\": 60, \"value\": \"\\u00e9\"}, "
	    "\"name\": \"b.unit.tests.\", \"new\": null, \"type\": \"TXT\"}, "
	    "{\"action\": \"create\", \"existing\": null, \"name\": \"a.unit.tests.\", "
	    "\"new\": {\"ttl\": 3600, \"value\": {\"exchange\": \"x.\", \"preference\": 1}}, "
	    "\"type\": \"MX\"}], \"target\": \"live\", \"zone\": \"unit.tests.\"}, "
	    "{\"changes\": [{\"action\": \"update\", "
	    "\"existing\": {\"ttl\": 3600, \"value\": \"1.1.1.1\"}, \"name\": \"a.two.tests.\", "
	    "\"new\": {\"ttl\": 3600, \"values\": [\"1.1.1.1\", \"2.2.2.2\"]}, \"type\": \"A\"}], "
	    "\"target\": \"live\", \"zone\": \"two.tests.\"}]");
	plan_free(&plan);
}

Test(digest, leaves_commits_and_origins_out)
{
	enum change_origin origin = ORIGIN_DRIFT;
	char before[PLAN_DIGEST_LEN + 1], after[PLAN_DIGEST_LEN + 1];
	struct plan plan = {0};
	struct target_plan *target =
	    add_plan(&plan, ZONE, "", "a: {type: A, value: 1.1.1.1}", &usual);

	plan_digest(&plan, before);
	plan.base = "base";
	plan.head = "head";
	target->origins = &origin;
	plan_digest(&plan, after);
	cr_assert_str_eq(after, before);
	plan_free(&plan);
}

Test(digest, tells_an_empty_txt_value_from_none)
{
	char with[PLAN_DIGEST_LEN + 1], without[PLAN_DIGEST_LEN + 1];
	struct plan plan = {0}, other = {0};

	(void)add_plan(&plan, ZONE, "", "a: {type: TXT, values: ['', x]}", &usual);
	(void)add_plan(&other, ZONE, "", "a: {type: TXT, values: [x]}", &usual);
	plan_digest(&plan, with);
	plan_digest(&other, without);
	cr_assert_str_neq(with, without);
	plan_free(&plan);
	plan_free(&other);
}

Test(digest, goes_on_over_many_chunks)
{
	char whole[PLAN_DIGEST_LEN + 1], shorter[PLAN_DIGEST_LEN + 1];
	struct plan plan = {0};
	struct buf yaml = {0};
	unsigned i;

	for (i = 0; i < 3000; i++)
		buf_printf(&yaml, "h%u: {type: A, value: 1.1.1.1}\n", i);
	(void)add_plan(&plan, ZONE, "", yaml.data, &usual);
	plan_digest(&plan, whole);
	plan.zones[0]->targets[0].nchanges--;
	plan_digest(&plan, shorter);
	cr_assert_str_neq(whole, shorter);
	buf_free(&yaml);
	plan_free(&plan);
}

Test(plan, sorts_longest_zone_name_first_and_keeps_the_order_of_equals)
{
	static const char *const names[] = {"b.tests.", "long.tests.", "a.tests.", "longer.tests."};
	static const char *const want[] = {"longer.tests.", "long.tests.", "b.tests.", "a.tests."};
	struct plan plan = {0};
	size_t i;

	for (i = 0; i < 4; i++)
		(void)add_plan(&plan, names[i], "", "a: {type: A, value: 1.1.1.1}", &usual);
	plan_sort(&plan);
	for (i = 0; i < 4; i++)
		cr_assert(slice_is(plan.zones[i]->zone, want[i]));
	cr_assert_eq(plan_changes(&plan), 4);
	plan_free(&plan);
}
