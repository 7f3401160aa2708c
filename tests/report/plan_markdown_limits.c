/* The comment on a pull request, cut to what a forge takes. */
#include "fixture.h"

/* Of fences, each that is opened is closed. */
static void
expect_whole(const struct buf *got)
{
	cr_assert_eq(lines_with(got->data, "```") % 2, 0);
	cr_assert_eq(lines_with(got->data, "<details>"), lines_with(got->data, "</details>"));
	cr_assert_eq(got->data[got->len - 1], '\n');
}

Test(plan_markdown, is_cut_to_the_limit_that_is_given)
{
	const size_t limits[] = {REPORT_MIN_BYTES, 5000, 10000, 65536, 200000};
	struct plan plan = {0};
	struct buf old = {0}, new = {0};
	size_t shown = 0, i;

	add_hosts(&old, "gone", 3000);
	add_hosts(&new, "new", 6000);
	(void)add_plan(&plan, "first.tests.", "", new.data, &usual);
	(void)add_plan(&plan, ZONE, old.data, "", &usual);
	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		struct plan_view view = {.max_bytes = limits[i]};
		struct buf got = {0}, more = {0};
		size_t now;

		plan_format_find("markdown")->print(&got, &plan, &view);
		cr_assert_leq(got.len, limits[i]);
		cr_assert_gt(got.len, limits[i] - 1000, "%zu of %zu", got.len, limits[i]);
		expect_whole(&got);
		now = lines_with(got.data, "- gone") + lines_with(got.data, "+ new");
		cr_assert_gt(now, shown);
		shown = now;
		buf_printf(&more, "**… and %zu more changes**", 9000 - now);
		cr_assert_not_null(strstr(got.data, more.data), "%s", more.data);
		buf_free(&got);
		buf_free(&more);
	}
	buf_free(&old);
	buf_free(&new);
	plan_free(&plan);
}

Test(plan_markdown, says_what_was_found_in_a_quarter_of_it)
{
	struct plan plan = {0};
	struct diags diags = {0};
	struct plan_view view = {.max_bytes = 8000, .diags = &diags};
	struct place at = {"a`b.yaml", 3, 1};
	struct buf got = {0}, new = {0};
	int i;

	for (i = 0; i < 100; i++)
		diag_warn(&diags, "odd-rule", NULL, at, "do `it`", "@everyone <b> www.x.tests %d",
		    i);
	plan_format_find("markdown")->print(&got, &plan, &view);
	cr_assert_not_null(strstr(got.data,
	    "No changes.\n"
	    "\n"
	    "### Found on the way\n"
	    "\n"
	    "- warning in `` a`b.yaml:3 ``<br>`@everyone <b> www.x.tests 0` (`odd-rule`)<br>hint: `` do `it` ``\n"
	    "- warning"));
	cr_assert_lt(got.len, 2300);
	cr_assert_eq(lines_with(got.data, "- … and "), 1);
	buf_free(&got);
	add_hosts(&new, "new", 1000);
	(void)add_plan(&plan, ZONE, "", new.data, &usual);
	plan_format_find("markdown")->print(&got, &plan, &view);
	cr_assert_leq(got.len, view.max_bytes);
	cr_assert_gt(lines_with(got.data, "+ new"), 50);
	expect_whole(&got);
	buf_free(&got);
	buf_free(&new);
	diags_free(&diags);
	plan_free(&plan);
}
