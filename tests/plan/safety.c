/* Which plans need --force. */
#include "fixture.h"

/* A zone of ${count} A records, those from ${from} on with another address. */
static char *
hosts(unsigned count, unsigned from)
{
	struct buf yaml = {0};
	unsigned i;

	buf_text(&yaml, "{");
	for (i = 0; i < count; i++)
		buf_printf(&yaml, "h%u: {type: A, value: %d.1.1.1}, ", i, i < from ? 1 : 2);
	buf_text(&yaml, "}");
	return yaml.data;
}

/* Going from ${before} hosts to ${after}, those from ${from} on changed. */
static void
expect_verdict(unsigned before, unsigned after, unsigned from, double threshold, const char *want)
{
	struct diff_options options = {.target = "live",
	    .update_threshold = threshold,
	    .delete_threshold = threshold,
	    .keep_root_ns = true};
	char *existing = hosts(before, before), *desired = hosts(after, from);
	struct plan plan = {0};
	struct target_plan *got = add_plan(&plan, ZONE, existing, desired, &options);

	if (want == NULL)
		cr_assert_null(got->unsafe, "%s", got->unsafe);
	else
		cr_assert_str_eq(got->unsafe, want);
	cr_assert_eq(plan_unsafe(&plan), got->unsafe);
	plan_free(&plan);
	free(existing);
	free(desired);
}

Test(safety, refuses_too_many_updates)
{
	expect_verdict(10, 10, 6, 0.3,
	    "[unit.tests.] Too many updates, 40.00% is over 30.00% (4/10), force required");
}

Test(safety, refuses_too_many_deletes)
{
	expect_verdict(10, 6, 6, 0.3,
	    "[unit.tests.] Too many deletes, 40.00% is over 30.00% (4/10), force required");
	expect_verdict(13, 1, 13, 0.3,
	    "[unit.tests.] Too many deletes, 92.31% is over 30.00% (12/13), force required");
}

Test(safety, names_updates_before_deletes)
{
	expect_verdict(10, 4, 0, 0.3,
	    "[unit.tests.] Too many updates, 40.00% is over 30.00% (4/10), force required");
}

Test(safety, accepts_the_threshold_itself)
{
	expect_verdict(10, 10, 7, 0.3, NULL);
	expect_verdict(10, 7, 7, 0.3, NULL);
}

Test(safety, accepts_anything_below_ten_records)
{
	expect_verdict(9, 0, 0, 0.3, NULL);
}

Test(safety, accepts_any_number_of_creations)
{
	expect_verdict(10, 100, 100, 0.3, NULL);
}

Test(safety, follows_the_thresholds_given)
{
	expect_verdict(10, 9, 10, 0.05,
	    "[unit.tests.] Too many deletes, 10.00% is over 5.00% (1/10), force required");
	expect_verdict(10, 5, 10, 0.5, NULL);
	expect_verdict(10, 9, 10, 0,
	    "[unit.tests.] Too many deletes, 10.00% is over 0.00% (1/10), force required");
}

Test(safety, refuses_any_change_of_the_root_ns_of_a_zone_that_exists)
{
	static const char ns[] = "'': {type: NS, values: [a.tests., b.tests.]}";
	static const char slower[] = "'': {type: NS, ttl: 60, values: [a.tests., b.tests.]}";
	static const char refusal[] = "Root NS record change, force required";
	struct diff_options takes_all = {.target = "live",
	    .update_threshold = 0.3,
	    .delete_threshold = 0.3,
	    .keep_root_ns = false};
	struct plan plan = {0};

	cr_assert_str_eq(add_plan(&plan, ZONE, ns, slower, &usual)->unsafe, refusal);
	cr_assert_str_eq(add_plan(&plan, ZONE, "", ns, &usual)->unsafe, refusal);
	cr_assert_str_eq(add_plan(&plan, ZONE, ns, "", &takes_all)->unsafe, refusal);
	cr_assert_null(add_plan(&plan, ZONE, NULL, ns, &usual)->unsafe);
	cr_assert_null(add_plan(&plan, ZONE, "", "s: {type: NS, value: a.tests.}", &usual)->unsafe);
	plan_free(&plan);
}

Test(safety, judges_again_when_a_change_was_taken_out)
{
	static const char ns[] = "'': {type: NS, values: [a.tests., b.tests.]}";
	struct plan plan = {0};
	struct target_plan *got = add_plan(&plan, ZONE, "", ns, &usual);

	cr_assert_not_null(got->unsafe);
	got->nchanges = 0;
	plan_judge(got, slice_of(ZONE), &usual, &plan.zones[0]->arena);
	cr_assert_null(got->unsafe);
	plan_free(&plan);
}

Test(safety, shows_the_zone_in_unicode)
{
	char *existing = hosts(10, 10);
	struct plan plan = {0};
	struct target_plan *got = add_plan(&plan, "xn--bcher-kva.tests.", existing, "", &usual);

	cr_assert_str_eq(got->unsafe,
	    "[bücher.tests.] Too many deletes, 100.00% is over 30.00% (10/10), force required");
	plan_free(&plan);
	free(existing);
}

/* What ${safety} says of going from ${before} to ${after}; NULL for nothing. */
static void
expect_guarded(const struct safety *safety, const char *before, const char *after, const char *want)
{
	struct diff_options options = usual;
	struct plan plan = {0};
	struct target_plan *got;

	options.safety = safety;
	got = add_plan(&plan, ZONE, before, after, &options);
	if (want == NULL)
		cr_expect_null(got->unsafe, "%s", got->unsafe);
	else
		cr_expect_str_eq(got->unsafe != NULL ? got->unsafe : "nothing", want);
	cr_expect_eq(plan_guarded(&plan), want != NULL);
	plan_free(&plan);
}

#define NO_LIMIT       \
	{              \
		-1, -1 \
	}
#define ONE "a: {type: A, value: 1.1.1.1}, "

Test(safety, counts_each_kind_of_change_against_its_own_limit)
{
	struct safety safety = {.limits = {{1, -1}, {0, -1}, NO_LIMIT}};

	expect_guarded(&safety, "{" ONE "}", "{" ONE "b: {type: A, value: 1.1.1.1}}", NULL);
	expect_guarded(&safety, "{}", "{" ONE "b: {type: A, value: 1.1.1.1}}",
	    "[unit.tests.] 2 creates are more than 1");
	expect_guarded(&safety, "{" ONE "}", "{a: {type: A, value: 2.2.2.2}}",
	    "[unit.tests.] 1 updates are more than 0");
	expect_guarded(&safety, "{" ONE "}", "{}", NULL);
	safety.limits[SAFETY_DELETES].most = 0;
	expect_guarded(&safety, "{" ONE "}", "{}", "[unit.tests.] 1 deletes are more than 0");
}

Test(safety, holds_a_share_against_what_the_target_has_from_ten_records_on)
{
	struct safety safety = {.limits = {NO_LIMIT, NO_LIMIT, {-1, 10}}};
	char *ten = hosts(10, 10), *nine = hosts(9, 9), *eight = hosts(8, 8);

	expect_guarded(&safety, ten, nine, NULL);
	expect_guarded(&safety, ten, eight,
	    "[unit.tests.] 2 deletes of 10 records are more than 10 %");
	expect_guarded(&safety, nine, eight, NULL);
	free(ten);
	free(nine);
	free(eight);
}

Test(safety, guards_records_by_name_and_type)
{
	static const char mx[] = "{'': {type: MX, value: {preference: 1, exchange: a.tests.}}, "
				 "s: {type: MX, value: {preference: 1, exchange: a.tests.}}}";
	struct pattern *pattern = pattern_glob(slice_of("www*.unit.tests."));
	struct safety_guard guards[] = {{.apex = true, .type = "MX"}, {.pattern = pattern}};
	struct safety safety = {.limits = {NO_LIMIT, NO_LIMIT, NO_LIMIT},
	    .guards = guards,
	    .nguards = 2};

	expect_guarded(&safety, mx, "{}", "[unit.tests.] protected: unit.tests. MX");
	expect_guarded(&safety, "{}", mx, "[unit.tests.] protected: unit.tests. MX");
	expect_guarded(&safety, NULL, mx, NULL);
	expect_guarded(&safety, mx, mx, NULL);
	expect_guarded(&safety, "{}", "{" ONE "}", NULL);
	expect_guarded(&safety, "{www: {type: A, value: 1.1.1.1}, www2: {type: TXT, value: a}}",
	    "{}", "[unit.tests.] protected: www.unit.tests. A, www2.unit.tests. TXT");
	expect_guarded(&safety,
	    "{www1: {type: A, value: 1.1.1.1}, www2: {type: A, value: 1.1.1.1}, "
	    "www3: {type: A, value: 1.1.1.1}, www4: {type: A, value: 1.1.1.1}}",
	    "{}",
	    "[unit.tests.] protected: www1.unit.tests. A, www2.unit.tests. A, "
	    "www3.unit.tests. A and 1 more");
	pattern_free(pattern);
}

Test(safety, keeps_the_verdict_of_octodns_beside_its_own)
{
	struct safety safety = {.limits = {NO_LIMIT, NO_LIMIT, {1, -1}}};
	char *ten = hosts(10, 10), *six = hosts(6, 6);

	expect_guarded(&safety, ten, six,
	    "[unit.tests.] Too many deletes, 40.00% is over 30.00% (4/10), force required; "
	    "[unit.tests.] 4 deletes are more than 1");
	free(ten);
	free(six);
}
