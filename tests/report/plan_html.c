/* The page of a plan, and what a hostile zone cannot do to it. */
#include "../plan/fixture.h"
#include "report/report.h"

static struct buf
page(const struct plan *plan, const struct plan_view *view)
{
	struct buf got = {0};

	plan_format_find("html")->print(&got, plan, view);
	return got;
}

static void
expect_part(const struct buf *got, const char *want)
{
	cr_assert_not_null(strstr(got->data, want), "%s\nis not in\n%s", want, got->data);
}

Test(plan_html, is_whole_without_changes)
{
	struct plan plan = {0};
	struct buf got = page(&plan, NULL);

	cr_assert_eq(strncmp(got.data, "<!DOCTYPE html>\n<html lang=\"en\">\n", 33), 0);
	expect_part(&got, "<h1>DNS plan</h1>\n<p>No changes.</p>\n</main>\n</body>\n</html>\n");
	expect_part(&got, "content=\"default-src 'none'; style-src 'unsafe-inline';");
	cr_assert_null(strstr(got.data, "<script"));
	buf_free(&got);
}

Test(plan_html, shows_each_change_with_its_old_and_new_values)
{
	struct plan plan = {.base = "main", .head = "topic"};
	struct buf got;

	(void)add_plan(&plan, ZONE,
	    "{gone: {type: CNAME, value: x.tests.}, www: {type: A, ttl: 60, values: [1.1.1.1, 3.3.3.3]}}",
	    "{new: {type: A, value: 1.1.1.1}, www: {type: A, values: [2.2.2.2, 3.3.3.3]}}", &usual);
	got = page(&plan, NULL);
	expect_part(&got, "<b>1 to create, 1 to update, 1 to delete</b> in 1 zone</p>");
	expect_part(&got, "<dt>Base</dt><dd><code>main</code></dd>");
	expect_part(&got, "<dt>Head</dt><dd><code>topic</code></dd>");
	expect_part(&got, "<h2><code>unit.tests.</code> on <code>live</code></h2>");
	expect_part(&got,
	    "<tr class=\"delete\"><td class=\"a\">- delete</td><td class=\"n\"><code>gone</code></td>"
	    "<td class=\"t\">3600</td><td class=\"y\">CNAME</td><td class=\"v\"><ul>"
	    "<li><del>x.tests.</del></li></ul></td></tr>");
	expect_part(&got,
	    "<td class=\"t\">60 → 3600</td><td class=\"y\">A</td><td class=\"v\"><ul>"
	    "<li><del>1.1.1.1</del></li><li><ins>2.2.2.2</ins></li><li><span>3.3.3.3</span></li>");
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_html, keeps_drift_and_conflict_apart_and_says_what_is_unsafe)
{
	enum change_origin origins[] = {ORIGIN_DRIFT, ORIGIN_REQUESTED, ORIGIN_CONFLICT};
	struct plan plan = {0};
	struct target_plan *target = add_plan(&plan, ZONE, "",
	    "{a: {type: A, value: 1.1.1.1}, b: {type: A, value: 1.1.1.1}, c: {type: A, value: 1.1.1.1}}",
	    &usual);
	const char *b, *c, *a;
	struct buf got;

	target->origins = origins;
	target->unsafe = "Too <b>many</b>";
	got = page(&plan, NULL);
	expect_part(&got, "<b>Unsafe:</b> Too &lt;b&gt;many&lt;/b&gt;</p>");
	expect_part(&got, "1 target below will be refused");
	b = strstr(got.data, "<code>b</code>");
	c = strstr(got.data, "<h3>Conflict</h3>");
	a = strstr(got.data, "<h3>Drift</h3>");
	cr_assert(b != NULL && c != NULL && a != NULL && a < c && c < b);
	cr_assert_gt(strstr(got.data, "<code>c</code>"), c);
	cr_assert_gt(strstr(got.data, "<code>a</code>"), a);
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_html, names_the_line_that_asks_and_what_waits_for_the_merge)
{
	struct change_cause causes[] = {{{"zones/<a>.yaml", 7, 1}, false, true},
	    {{"shared.yaml", 2, 1}, false, false}};
	enum change_origin origins[] = {ORIGIN_REQUESTED, ORIGIN_REQUESTED};
	struct place at = {"octodns.yaml", 3, 1};
	struct diags waiting = {0};
	struct plan plan = {.waiting = &waiting};
	struct target_plan *target = add_plan(&plan, ZONE, "",
	    "{a: {type: A, value: 1.1.1.1}, b: {type: A, value: 1.1.1.1}}", &usual);
	struct buf got;

	target->origins = origins;
	target->causes = causes;
	diag_warn(&waiting, "waits", NULL, at, NULL, "provider <x> is new");
	got = page(&plan, NULL);
	expect_part(&got, "<h2 class=\"w\">After the merge</h2>");
	expect_part(&got, "<li><code>provider &lt;x&gt; is new (octodns.yaml:3)</code></li>");
	expect_part(&got, "<p class=\"dim\"><code>zones/&lt;a&gt;.yaml:7</code></p></td>");
	expect_part(&got, "<h3>Side effects</h3>");
	cr_assert_lt(strstr(got.data, "<code>b</code>"), strstr(got.data, "<h3>Requested</h3>"));
	cr_assert_gt(strstr(got.data, "<code>a</code>"), strstr(got.data, "<h3>Requested</h3>"));
	buf_free(&got);
	diags_free(&waiting);
	plan_free(&plan);
}

Test(plan_html, lets_nothing_from_outside_be_markup)
{
	struct diags diags = {0};
	struct plan_view view = {.diags = &diags};
	struct plan plan = {.head = "\"><i>", .base = "'\u202e"};
	struct place at = {"<u>.yaml\u202e", 3, 1};
	struct target_plan *target = add_plan(&plan, ZONE, "",
	    "'<b>&x': {type: TXT, value: \"<script>1</script>&\u202e<!-- '\\e\"}", &usual);
	struct buf got;

	target->target = "<s>";
	diag_warn(&diags, "<r>", NULL, at, "<p> \u2066", "<a href='x'> & \x1b");
	got = page(&plan, &view);
	expect_part(&got, "on <code>&lt;s&gt;</code>");
	expect_part(&got, "<code>&quot;&gt;&lt;i&gt;</code>");
	expect_part(&got, "<code>&lt;b&gt;&amp;x</code>");
	expect_part(&got, "&lt;script&gt;1&lt;/script&gt;&amp;\\226\\128\\174&lt;!-- &#39;\\027");
	expect_part(&got, "<code>&lt;u&gt;.yaml\\u{202E}:3</code>");
	expect_part(&got, "&lt;a href=&#39;x&#39;&gt; &amp; \\x1B");
	expect_part(&got, "hint: &lt;p&gt; \\u{2066}");
	cr_assert_null(strstr(got.data, "<!-- "));
	cr_assert_null(strstr(got.data, "\u202e"));
	cr_assert_null(strchr(got.data, '\033'));
	buf_free(&got);
	diags_free(&diags);
	plan_free(&plan);
}
