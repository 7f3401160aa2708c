/* What is a change, and in which order. */
#include "fixture.h"

/* "delete b A, create a A" */
static void
expect_changes(const char *existing, const char *desired, const char *target, const char *want)
{
	struct diff_options options = {.target = target,
	    .update_threshold = 0.3,
	    .delete_threshold = 0.3,
	    .keep_root_ns = true};
	struct plan plan = {0};
	struct target_plan *got = add_plan(&plan, ZONE, existing, desired, &options);
	struct buf text = {0};
	size_t i;

	buf_text(&text, "");
	for (i = 0; i < got->nchanges; i++) {
		const struct rrset *rrset = change_rrset(&got->changes[i]);

		buf_printf(&text, "%s%s %.*s %s", i > 0 ? ", " : "",
		    change_word(got->changes[i].action), SLICE_ARGS(rrset->name),
		    rrset_type(rrset)->name);
	}
	cr_assert_str_eq(text.data, want);
	buf_free(&text);
	plan_free(&plan);
}

Test(diff, finds_nothing_in_equal_zones)
{
	expect_changes("a: {type: A, values: [1.1.1.1, 2.2.2.2]}",
	    "a: {type: A, values: [2.2.2.2, 1.1.1.1]}", "live", "");
}

Test(diff, deletes_then_creates_then_updates)
{
	expect_changes("{b: {type: A, value: 1.1.1.1}, u: {type: A, value: 1.1.1.1}}",
	    "{a: {type: A, value: 1.1.1.1}, u: {type: A, value: 2.2.2.2}}", "live",
	    "delete b.unit.tests. A, create a.unit.tests. A, update u.unit.tests. A");
}

Test(diff, sorts_by_relative_name_root_first_then_type)
{
	expect_changes("",
	    "{a.b: {type: A, value: 1.1.1.1}, a-b: {type: A, value: 1.1.1.1},"
	    " a: [{type: TXT, value: x}, {type: A, value: 1.1.1.1}], '*': {type: A, value: 1.1.1.1},"
	    " '': {type: MX, value: {preference: 1, exchange: x.}}}",
	    "live",
	    "create unit.tests. MX, create *.unit.tests. A, create a.unit.tests. A, "
	    "create a.unit.tests. TXT, create a-b.unit.tests. A, create a.b.unit.tests. A");
}

Test(diff, takes_a_change_of_type_as_two_changes)
{
	expect_changes("a: {type: A, value: 1.1.1.1}", "a: {type: CNAME, value: x.tests.}", "live",
	    "delete a.unit.tests. A, create a.unit.tests. CNAME");
}

Test(diff, sees_a_ttl)
{
	expect_changes("a: {type: A, ttl: 60, value: 1.1.1.1}", "a: {type: A, value: 1.1.1.1}",
	    "live", "update a.unit.tests. A");
}

Test(diff, sees_geo_and_dynamic_parts)
{
	expect_changes("a: {type: A, value: 1.1.1.1, geo: {AF: [2.2.2.2]}}",
	    "a: {type: A, value: 1.1.1.1, geo: {AF: [2.2.2.3]}}", "live", "update a.unit.tests. A");
	expect_changes("a: {type: A, value: 1.1.1.1}",
	    "a: {type: A, value: 1.1.1.1, dynamic: {pools: {p: {values: [{value: 2.2.2.2}]}}, "
	    "rules: [{pool: p}]}}",
	    "live", "update a.unit.tests. A");
}

Test(diff, takes_no_notice_of_the_octodns_block)
{
	expect_changes("a: {type: A, value: 1.1.1.1}",
	    "a: {type: A, value: 1.1.1.1, octodns: {lenient: true, healthcheck: {port: 80}}}",
	    "live", "");
}

Test(diff, leaves_ignored_records_alone_on_either_side)
{
	const char *with = "a: {type: A, value: 1.1.1.1, octodns: {ignored: true, lenient: false}}";

	expect_changes(with, "", "live", "");
	expect_changes("", with, "live", "");
	expect_changes("a: {type: A, value: 2.2.2.2}", with, "live", "");
}

Test(diff, keeps_to_included_and_excluded)
{
	const char *only =
	    "a: {type: A, value: 1.1.1.1, octodns: {lenient: true, included: [other]}}";
	const char *not =
	    "a: {type: A, value: 1.1.1.1, octodns: {lenient: true, excluded: [live]}}";
	const char *all = "a: {type: A, value: 1.1.1.1, octodns: {lenient: true, included: []}}";

	expect_changes("", only, "live", "");
	expect_changes("", only, "other", "create a.unit.tests. A");
	expect_changes("", only, NULL, "create a.unit.tests. A");
	expect_changes("a: {type: A, value: 2.2.2.2}", not, "live", "");
	expect_changes("", not, "other", "create a.unit.tests. A");
	expect_changes("", all, "live", "create a.unit.tests. A");
}

Test(diff, counts_what_exists_with_what_is_ignored)
{
	struct plan plan = {0};
	struct target_plan *got = add_plan(&plan, ZONE,
	    "{a: {type: A, value: 1.1.1.1, octodns: {ignored: true, lenient: true}},"
	    " b: {type: A, value: 1.1.1.1}}",
	    "", &usual);

	cr_assert_eq(got->counts.existing, 2);
	cr_assert_eq(got->counts.deletes, 1);
	plan_free(&plan);
}

Test(diff, leaves_an_unwanted_root_ns_and_does_not_count_it)
{
	const char *existing =
	    "{'': {type: NS, values: [a.tests., b.tests.]}, s: {type: NS, value: a.tests.}}";
	struct diff_options options = {.target = "live",
	    .update_threshold = 0.3,
	    .delete_threshold = 0.3,
	    .keep_root_ns = false};
	struct plan plan = {0};
	struct target_plan *kept = add_plan(&plan, ZONE, existing, "", &usual);
	struct target_plan *deleted = add_plan(&plan, ZONE, existing, "", &options);

	cr_assert_eq(kept->nchanges, 1);
	cr_assert_eq(kept->counts.existing, 1);
	cr_assert(slice_is(kept->changes[0].existing->name, "s.unit.tests."));
	cr_assert_eq(deleted->nchanges, 2);
	cr_assert_eq(deleted->counts.existing, 2);
	plan_free(&plan);
}

Test(diff, copies_everything_that_a_change_needs)
{
	struct plan plan = {0};
	struct target_plan *got = add_plan(&plan, ZONE, "",
	    "{h: {type: HTTPS, value: {svcpriority: 1, targetname: ., svcparams: {alpn: [h2]}}},"
	    " m: {type: MX, ttl: 5, value: {preference: 10, exchange: x.tests.},"
	    "     octodns: {lenient: true}}}",
	    &usual);
	struct buf text = {0};

	rrset_octodns(&text, got->changes[0].desired);
	buf_char(&text, '\n');
	rrset_octodns(&text, got->changes[1].desired);
	cr_assert_str_eq(text.data,
	    "<HttpsRecord HTTPS 3600, h.unit.tests., [''1 . alpn=h2'']>\n"
	    "<MxRecord MX 5, m.unit.tests., [''10 x.tests.''], {'lenient': True}>");
	cr_assert_str_eq(plan_source(got, got->changes[0].desired), "config");
	buf_free(&text);
	plan_free(&plan);
}

/* A service that keeps no TTL. */
static bool
differs_in_values(const struct provider *provider, const struct rrset *existing,
    const struct rrset *desired)
{
	struct rrset same = {0};

	(void)provider;
	if (existing == NULL || desired == NULL)
		return true;
	same = *existing;
	same.ttl = desired->ttl;
	return !rrset_equal(&same, desired);
}

Test(diff, asks_the_provider_what_differs)
{
	static const struct provider_class class = {.differs = differs_in_values};
	struct provider provider = {.class = &class};
	struct diff_options options = {"live", 0.3, 0.3, true, &provider, NULL};
	struct plan plan = {0};
	struct target_plan *got = add_plan(&plan, ZONE,
	    "{a: {type: A, ttl: 60, value: 1.1.1.1}, b: {type: A, ttl: 60, value: 1.1.1.1}}",
	    "{a: {type: A, value: 1.1.1.1}, b: {type: A, value: 2.2.2.2}}", &options);

	cr_assert_eq(got->nchanges, 1);
	cr_expect(slice_is(got->changes[0].desired->name, "b.unit.tests."));
	plan_free(&plan);
}
