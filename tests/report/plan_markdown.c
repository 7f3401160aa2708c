/* The comment on a pull request, and what a hostile zone cannot do to it. */
#include "fixture.h"

#include <stdio.h>

/* Nobody but the terminal is coloured. */
static const struct plan_view colored = {.color = true};

#define COMMENT_MAX REPORT_MAX_BYTES

/* The report with its digests made dots, so that texts can be compared. */
static void
print(struct buf *got, const struct plan *plan)
{
	char digest[PLAN_DIGEST_LEN + 1];
	char *at;

	plan_digest(plan, digest);
	plan_format_find("markdown")->print(got, plan, &colored);
	cr_assert_not_null(strstr(got->data, digest));
	while ((at = strstr(got->data, digest)) != NULL)
		memset(at, '.', PLAN_DIGEST_LEN);
	digest[12] = '\0';
	at = strstr(got->data, digest);
	if (at != NULL)
		memset(at, '.', 12);
}

#define MARKER \
	"<!-- zoneward:plan v1 digest=................................................................ "

static void
expect_markdown(const struct plan *plan, const char *want)
{
	struct buf got = {0};

	print(&got, plan);
	cr_assert_str_eq(got.data, want);
	buf_free(&got);
}

Test(plan_markdown, says_when_there_is_nothing)
{
	struct plan plan = {.head = "0123456789abcdef0123456789abcdef01234567"};

	expect_markdown(&plan,
	    MARKER "head=0123456789abcdef0123456789abcdef01234567 -->\n"
		   "## DNS plan\n"
		   "\n"
		   "No changes.\n");
}

Test(plan_markdown, shows_a_diff_for_each_target)
{
	struct plan plan = {.base = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", .head = "topic"};

	(void)add_plan(&plan, ZONE,
	    "{gone: {type: CNAME, value: x.tests.}, www: {type: A, ttl: 60, values: [1.1.1.1, 3.3.3.3]},"
	    " t: {type: A, ttl: 60, value: 1.1.1.1}}",
	    "{new: {type: A, values: [1.1.1.1, 2.2.2.2]},"
	    " www: {type: A, ttl: 60, values: [2.2.2.2, 3.3.3.3]}, t: {type: A, ttl: 3600, value: 1.1.1.1}}",
	    &usual);
	(void)add_plan(&plan, "two.tests.", NULL, "a: {type: A, value: 1.1.1.1}", &usual);
	expect_markdown(&plan,
	    MARKER "head=topic -->\n"
		   "## DNS plan\n"
		   "\n"
		   "**2 to create, 2 to update, 1 to delete**; plan `............`, "
		   "base `aaaaaaaaaaaa`, head `topic`\n"
		   "\n"
		   "### `unit.tests.` on `live`\n"
		   "\n"
		   "1 to create, 2 to update, 1 to delete; 3 existing.\n"
		   "\n"
		   "```diff\n"
		   "- gone  3600  CNAME  x.tests.\n"
		   "+ new   3600  A      1.1.1.1\n"
		   "+                    2.2.2.2\n"
		   "- t       60  A      1.1.1.1\n"
		   "+ t     3600  A      1.1.1.1\n"
		   "- www     60  A      1.1.1.1\n"
		   "+ www     60  A      2.2.2.2\n"
		   "  www     60  A      3.3.3.3\n"
		   "```\n"
		   "\n"
		   "### `two.tests.` on `live`\n"
		   "\n"
		   "1 to create; 0 existing. The zone is not there yet: it will be "
		   "created.\n"
		   "\n"
		   "```diff\n"
		   "+ a  3600  A  1.1.1.1\n"
		   "```\n"
		   "\n");
	plan_free(&plan);
}

Test(plan_markdown, says_what_its_reader_knows_better)
{
	struct plan plan = {0};
	struct plan_view view = {.bare = true,
	    .max_bytes = REPORT_MIN_BYTES,
	    .whole = "Ask the cook.",
	    .allowing = "Ask the chef."};
	struct target_plan *target;
	struct buf yaml = {0}, got = {0};
	unsigned i;

	for (i = 0; i < 200; i++)
		buf_printf(&yaml, "%sname-%u: {type: A, value: 1.1.1.1}", i > 0 ? ", " : "{", i);
	buf_text(&yaml, "}");
	target = add_plan(&plan, ZONE, "", yaml.data, &usual);
	target->unsafe = "Too many";
	plan_format_find("markdown")->print(&got, &plan, &view);
	cr_assert_eq(strncmp(got.data, "## DNS plan\n", 12), 0);
	cr_assert_null(strstr(got.data, "<!--"));
	cr_assert_not_null(strstr(got.data, "this very plan. Ask the chef.\n"));
	cr_assert_not_null(strstr(got.data, "do not fit into a comment: Ask the cook.\n"));
	cr_assert_leq(got.len, REPORT_MIN_BYTES);
	buf_free(&yaml);
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_markdown, keeps_drift_and_conflict_apart_and_says_what_is_unsafe)
{
	enum change_origin origins[] = {ORIGIN_DRIFT, ORIGIN_REQUESTED, ORIGIN_CONFLICT};
	struct plan plan = {0};
	struct target_plan *target = add_plan(&plan, ZONE, "",
	    "{a: {type: A, value: 1.1.1.1}, b: {type: A, value: 1.1.1.1}, c: {type: A, value: 1.1.1.1}}",
	    &usual);

	target->origins = origins;
	target->unsafe = "Too `many`";
	target->writable = false;
	expect_markdown(&plan,
	    MARKER
	    "head=- -->\n"
	    "## DNS plan\n"
	    "\n"
	    "**3 to create**, of which 1 drift and 1 in conflict; plan `............`\n"
	    "\n"
	    "**Not safe:** 1 target below will be refused, unless somebody allows this very plan: "
	    "`zoneward apply --allow "
	    "................................................................`\n"
	    "\n"
	    "### `unit.tests.` on `live`\n"
	    "\n"
	    "3 to create; 0 existing. This is planned but never applied.\n"
	    "\n"
	    "> **Unsafe:** `` Too `many` ``\n"
	    "\n"
	    "**Drift:** changed at the provider, not by this request; applying puts back what is "
	    "configured.\n"
	    "\n"
	    "```diff\n"
	    "+ a  3600  A  1.1.1.1\n"
	    "```\n"
	    "\n"
	    "**Conflict:** both the configuration and the provider changed these; applying puts "
	    "what is configured in place of what the provider has.\n"
	    "\n"
	    "```diff\n"
	    "+ c  3600  A  1.1.1.1\n"
	    "```\n"
	    "\n"
	    "**Requested:**\n"
	    "\n"
	    "```diff\n"
	    "+ b  3600  A  1.1.1.1\n"
	    "```\n"
	    "\n");
	plan_free(&plan);
}

Test(plan_markdown, lets_no_value_leave_its_code_block)
{
	struct plan plan = {0};
	struct buf got = {0};

	(void)add_plan(&plan, ZONE, "",
	    "t: {type: TXT, values: ["
	    "\"````\\n\\n@everyone **approved** #1\\n\", \"<!-- zoneward:plan v1 -->\", \"a | b\","
	    "\"\\n```\\n/merge\", \"\\e[2J\\u202e\\u200b\", \"</details><img src=x>\"]}",
	    &usual);
	print(&got, &plan);
	cr_assert_not_null(strstr(got.data, "\n`````diff\n+ t  3600  TXT  \""));
	cr_assert_not_null(strstr(got.data, "\n`````\n\n"));
	cr_assert_not_null(strstr(got.data, "\"````\\010\\010@everyone **approved** #1\\010\"\n"));
	cr_assert_eq(lines_with(got.data, "`"), 2);
	cr_assert_eq(lines_with(got.data, "@"), 0);
	cr_assert_eq(lines_with(got.data, "/"), 0);
	cr_assert_eq(lines_with(got.data, "<!--"), 1);
	cr_assert_eq(lines_with(got.data, "+ "), 6);
	cr_assert_null(strchr(got.data, '\033'));
	cr_assert_null(strstr(got.data, "\u202e"));
	cr_assert_null(strstr(got.data, "\u200b"));
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_markdown, lets_no_name_leave_its_code_span)
{
	struct plan plan = {.base = "x`y", .head = "a --> <b>"};
	struct target_plan *target =
	    add_plan(&plan, ZONE, "", "'`n|\\.x': {type: A, value: 1.1.1.1}", &usual);

	target->target = "`@all\n\n# owned";
	expect_markdown(&plan,
	    MARKER "head=4a6952407d822b77a9efa7b36d631e572d6f649cda3fcd6a5c78ff706c22b353 -->\n"
		   "## DNS plan\n"
		   "\n"
		   "**1 to create**; plan `............`, base `` x`y ``, "
		   "head `a --> <b>`\n"
		   "\n"
		   "### `unit.tests.` on `` `@all\\010\\010# owned ``\n"
		   "\n"
		   "1 to create; 0 existing.\n"
		   "\n"
		   "```diff\n"
		   "+ `n|\\.x  3600  A  1.1.1.1\n"
		   "```\n"
		   "\n");
	plan_free(&plan);
}

Test(plan_markdown, cuts_a_value_of_a_megabyte)
{
	struct plan plan = {0};
	struct buf yaml = {0}, got = {0};

	buf_text(&yaml, "t: {type: TXT, value: ");
	buf_pad(&yaml, 'x', 1000000);
	buf_text(&yaml, "}");
	(void)add_plan(&plan, ZONE, "", yaml.data, &usual);
	print(&got, &plan);
	cr_assert_lt(got.len, 1000);
	cr_assert_not_null(strstr(got.data, "xxx… (1011765 bytes, sha256 "));
	buf_free(&yaml);
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_markdown, folds_many_changes_but_never_the_dangerous_ones)
{
	struct plan plan = {0};
	struct buf old = {0}, new = {0}, got = {0};
	const char *fold;

	add_hosts(&old, "gone", 3);
	add_hosts(&new, "new", 50);
	buf_text(&new,
	    "m: {type: MX, value: {preference: 1, exchange: x.tests.}}\n"
	    "'': {type: TXT, value: apex}\n");
	(void)add_plan(&plan, ZONE, old.data, new.data, &usual);
	print(&got, &plan);
	fold = strstr(got.data,
	    "\n<details>\n<summary>50 other creations and updates</summary>\n\n```diff\n");
	cr_assert_not_null(fold);
	cr_assert_not_null(strstr(fold, "\n```\n\n</details>\n"));
	cr_assert_eq(lines_with(fold, "+ new"), 50);
	cr_assert_eq(lines_with(fold, "- gone"), 0);
	cr_assert_eq(lines_with(got.data, "- gone"), 3);
	cr_assert_lt(strstr(got.data, "\n+ m"), fold);
	cr_assert_lt(strstr(got.data, "\n+ @"), fold);
	buf_free(&old);
	buf_free(&new);
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_markdown, leaves_out_records_and_not_parts_of_the_page)
{
	struct plan plan = {0};
	struct buf old = {0}, new = {0}, got = {0};

	add_hosts(&new, "new", 5000);
	add_hosts(&old, "gone", 50);
	(void)add_plan(&plan, "first.tests.", "", new.data, &usual);
	(void)add_plan(&plan, ZONE, old.data, "", &usual);
	print(&got, &plan);
	cr_assert_leq(got.len, COMMENT_MAX);
	cr_assert_gt(got.len, COMMENT_MAX - 2000);
	/* Deletions come first, although their zone comes last. */
	cr_assert_eq(lines_with(got.data, "- gone"), 50);
	cr_assert_eq(lines_with(got.data, "… and "), 1);
	cr_assert_eq(lines_with(got.data, "**… and "), 1);
	cr_assert_eq(lines_with(got.data, "```diff"), 2);
	cr_assert_eq(lines_with(got.data, "```\n"), 2);
	cr_assert_eq(lines_with(got.data, "</details>"), 1);
	cr_assert_eq(got.data[got.len - 1], '\n');
	buf_free(&old);
	buf_free(&new);
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_markdown, stays_within_the_limit_with_many_zones_of_hostile_records)
{
	struct plan plan = {0};
	struct buf got = {0}, yaml = {0};
	unsigned i;

	buf_text(&yaml, "{a: {type: A, value: 1.1.1.1}, t: {type: TXT, values: [");
	for (i = 0; i < 50; i++) {
		buf_printf(&yaml, "\"%u ", i);
		buf_pad(&yaml, '`', 150);
		buf_text(&yaml, "\", ");
	}
	buf_text(&yaml, "]}}");
	for (i = 0; i < 300; i++) {
		char name[32];
		struct target_plan *target;

		(void)snprintf(name, sizeof(name), "z%u.tests.", i);
		target = add_plan(&plan, name, NULL, yaml.data, &usual);
		target->unsafe = "[unit.tests.] Too many `deletes`";
	}
	print(&got, &plan);
	cr_assert_leq(got.len, COMMENT_MAX);
	cr_assert_not_null(strstr(got.data, "**Not safe:** 300 targets below"));
	cr_assert_eq(lines_with(got.data, "**… and "), 1);
	cr_assert_not_null(strstr(got.data, "… and 30 more\n"));
	buf_free(&got);
	buf_free(&yaml);
	plan_free(&plan);
}
