/* Plans for a person at a terminal. */
#include "../plan/fixture.h"
#include "report/report.h"

static const struct plan_view colored = {.color = true};

static void
expect_text(const struct plan *plan, bool color, const char *want)
{
	struct buf got = {0};

	plan_format_find("text")->print(&got, plan, color ? &colored : NULL);
	cr_assert_str_eq(got.data, want);
	buf_free(&got);
}

/* The digest is another test's business: cut the last line at it. */
static void
expect_changes(const struct plan *plan, const char *want)
{
	struct buf got = {0};
	char *digest;

	plan_format_find("text")->print(&got, plan, NULL);
	digest = strstr(got.data, ", digest ");
	cr_assert_not_null(digest);
	cr_assert_eq(strspn(digest + strlen(", digest "), "0123456789abcdef"), 12);
	*digest = '\0';
	cr_assert_str_eq(got.data, want);
	buf_free(&got);
}

Test(plan_text, says_when_there_is_nothing)
{
	struct plan plan = {0};

	expect_text(&plan, false, "No changes.\n");
}

Test(plan_text, shows_what_happens_in_columns)
{
	struct plan plan = {0};

	(void)add_plan(&plan, ZONE,
	    "{gone: {type: CNAME, value: x.tests.}, www: {type: A, ttl: 60, value: 1.1.1.1},"
	    " t: {type: A, ttl: 60, value: 1.1.1.1}}",
	    "{'': {type: MX, value: {preference: 10, exchange: mx.tests.}},"
	    " new: {type: A, values: [1.1.1.1, 2.2.2.2]}, www: {type: A, ttl: 60, value: 2.2.2.2},"
	    " t: {type: A, ttl: 90, value: 1.1.1.1}}",
	    &usual);
	(void)add_plan(&plan, "two.tests.", NULL, "a: {type: A, value: 1.1.1.1}", &usual);
	expect_changes(&plan,
	    "unit.tests. on live (YamlProvider)\n"
	    "  - gone  3600     CNAME  x.tests.\n"
	    "  + @     3600     MX     10 mx.tests.\n"
	    "  + new   3600     A      1.1.1.1\n"
	    "                          2.2.2.2\n"
	    "  ~ t     60 → 90  A      1.1.1.1\n"
	    "  ~ www   60       A      1.1.1.1 → 2.2.2.2\n"
	    "  2 to create, 2 to update, 1 to delete; 3 existing\n"
	    "\n"
	    "two.tests. on live (YamlProvider)\n"
	    "  the zone is not there yet: it will be created\n"
	    "  + a  3600  A  1.1.1.1\n"
	    "  1 to create; 0 existing\n"
	    "\n"
	    "Plan: 3 to create, 2 to update, 1 to delete in 2 zones");
	plan_free(&plan);
}

Test(plan_text, shows_only_the_values_that_differ)
{
	struct plan plan = {0};

	(void)add_plan(&plan, ZONE,
	    "{few: {type: A, values: [1.1.1.1, 2.2.2.2]},"
	    " many: {type: A, values: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4, 1.1.1.5]}}",
	    "{few: {type: A, values: [2.2.2.2, 3.3.3.3]},"
	    " many: {type: A, values: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4, 1.1.1.6]}}",
	    &usual);
	expect_changes(&plan,
	    "unit.tests. on live (YamlProvider)\n"
	    "  ~ few   3600  A  - 1.1.1.1\n"
	    "                   + 3.3.3.3\n"
	    "                     2.2.2.2\n"
	    "  ~ many  3600  A  - 1.1.1.5\n"
	    "                   + 1.1.1.6\n"
	    "                     (4 more stay as they are)\n"
	    "  2 to update; 2 existing\n"
	    "\n"
	    "Plan: 2 to update in 1 zone");
	plan_free(&plan);
}

Test(plan_text, shows_geo_pools_and_rules)
{
	struct plan plan = {0};

	(void)add_plan(&plan, ZONE, "",
	    "{d: {type: A, value: 1.1.1.1, dynamic: {pools: {"
	    "one: {fallback: two, values: [{value: 2.2.2.2, weight: 3}, {value: 3.3.3.3, status: up}]},"
	    "two: {values: [{value: 4.4.4.4}]}},"
	    "rules: [{geos: [EU, NA-US], pool: one}, {pool: two}]}},"
	    " g: {type: A, value: 1.1.1.1, geo: {AF: [2.2.2.2, 3.3.3.3]}}}",
	    &usual);
	expect_changes(&plan,
	    "unit.tests. on live (YamlProvider)\n"
	    "  + d  3600  A  1.1.1.1\n"
	    "                pool one: 2.2.2.2 weight 3, 3.3.3.3 up, else pool two\n"
	    "                pool two: 4.4.4.4\n"
	    "                rule 1: in EU NA-US pool one\n"
	    "                rule 2: pool two\n"
	    "  + g  3600  A  1.1.1.1\n"
	    "                geo AF: 2.2.2.2, 3.3.3.3\n"
	    "  2 to create; 0 existing\n"
	    "\n"
	    "Plan: 2 to create in 1 zone");
	plan_free(&plan);
}

Test(plan_text, names_drift_conflict_and_what_is_unsafe)
{
	enum change_origin origins[] = {ORIGIN_REQUESTED, ORIGIN_DRIFT, ORIGIN_CONFLICT};
	struct plan plan = {0};
	struct target_plan *target = add_plan(&plan, ZONE, "",
	    "{a: {type: A, value: 1.1.1.1}, b: {type: A, value: 1.1.1.1}, c: {type: A, value: 1.1.1.1}}",
	    &usual);

	target->origins = origins;
	target->unsafe = "because\033[2J";
	target->writable = false;
	expect_changes(&plan,
	    "unit.tests. on live (YamlProvider), planned but never applied\n"
	    "  + b  3600  A  1.1.1.1  (drift)\n"
	    "  + a  3600  A  1.1.1.1\n"
	    "  + c  3600  A  1.1.1.1  (conflict)\n"
	    "  3 to create; 0 existing\n"
	    "  unsafe: because\\x1B[2J\n"
	    "\n"
	    "Plan: 3 to create in 1 zone");
	plan_free(&plan);
}

Test(plan_text, colours_only_when_asked)
{
	struct plan plan = {0};
	struct buf plain = {0}, coloured = {0};

	(void)add_plan(&plan, ZONE, "", "a: {type: A, value: 1.1.1.1}", &usual);
	plan_format_find("text")->print(&plain, &plan, NULL);
	plan_format_find("text")->print(&coloured, &plan, &colored);
	cr_assert_null(strchr(plain.data, '\033'));
	cr_assert_not_null(strstr(coloured.data, "\033[32m  + a\033[m  3600  A  1.1.1.1\n"));
	buf_free(&plain);
	buf_free(&coloured);
	plan_free(&plan);
}

Test(plan_text, lets_no_value_steer_the_terminal)
{
	struct plan plan = {0};

	(void)add_plan(&plan, ZONE, "",
	    "t: {type: TXT, values: [\"\\e]0;pwned\\a\", \"a\\r\\nb\\u202ec\", \"\\x9b2J\"]}",
	    &usual);
	expect_changes(&plan,
	    "unit.tests. on live (YamlProvider)\n"
	    "  + t  3600  TXT  \"\\027]0;pwned\\007\"\n"
	    "                  \"a\\013\\010b\\226\\128\\174c\"\n"
	    "                  \"\\194\\1552J\"\n"
	    "  1 to create; 0 existing\n"
	    "\n"
	    "Plan: 1 to create in 1 zone");
	plan_free(&plan);
}

Test(plan_text, cuts_long_values_and_tells_them_apart)
{
	struct plan plan = {0};
	struct buf yaml = {0}, got = {0};
	const char *first, *second;

	buf_text(&yaml, "t: {type: TXT, values: [");
	buf_pad(&yaml, 'x', 1000000);
	buf_text(&yaml, "1, ");
	buf_pad(&yaml, 'x', 1000000);
	buf_text(&yaml, "2]}");
	(void)add_plan(&plan, ZONE, "", yaml.data, &usual);
	plan_format_find("text")->print(&got, &plan, NULL);
	cr_assert_lt(got.len, 1000);
	first = strstr(got.data, "… (");
	cr_assert_not_null(first);
	second = strstr(first + 1, "… (");
	cr_assert_not_null(second);
	cr_assert_not_null(strstr(first, " bytes, sha256 "));
	cr_assert_neq(memcmp(first, second, strlen("… (1011769 bytes, sha256 01234567)")), 0);
	buf_free(&yaml);
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_text, breaks_long_values_at_the_edge_of_a_terminal)
{
	const char *const want = "unit.tests. on live (YamlProvider)\n"
				 "  + a  3600  TXT  \"word word word word word word \n"
				 "                  word word\"\n"
				 "                  \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"
				 "                  xxxxx\"\n";
	struct plan_view view = {.columns = 49};
	struct plan plan = {0};
	struct buf got = {0};

	(void)add_plan(&plan, ZONE, "",
	    "a: {type: TXT, values: [word word word word word word word word, "
	    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]}",
	    &usual);
	plan_format_find("text")->print(&got, &plan, &view);
	cr_assert_eq(strncmp(got.data, want, strlen(want)), 0, "%s", got.data);
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_text, makes_no_command_of_a_value_that_it_breaks)
{
	struct plan_view view = {.columns = 60};
	struct plan plan = {0};
	struct buf got = {0};

	(void)add_plan(&plan, ZONE, "",
	    "a: {type: TXT, value: \"word word word word word word word ::error::hacked\"}",
	    &usual);
	plan_format_find("text")->print(&got, &plan, &view);
	cr_assert_not_null(strstr(got.data, "::error::hacked"));
	cr_assert_null(strstr(got.data, "  ::error"));
	cr_assert_not_null(strstr(got.data, "\n                  d ::error::hacked\"\n"), "%s",
	    got.data);
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_text, breaks_nothing_where_there_is_no_room)
{
	struct plan_view view = {.columns = 37};
	struct plan plan = {0};
	struct buf got = {0};

	(void)add_plan(&plan, ZONE, "",
	    "a: {type: TXT, value: word word word word word word word word}", &usual);
	plan_format_find("text")->print(&got, &plan, &view);
	cr_assert_not_null(strstr(got.data, "\"word word word word word word word word\"\n"));
	buf_free(&got);
	plan_free(&plan);
}

static void
expect_at(size_t columns, const char *want)
{
	struct change_cause cause = {{"zones/unit.tests.yaml", 12, 1}, false, true};
	enum change_origin origin = ORIGIN_REQUESTED;
	struct plan_view view = {.columns = columns, .color = true};
	struct plan plan = {0};
	struct target_plan *target = add_plan(&plan, ZONE, "a: {type: A, value: 192.0.2.1}",
	    "a: {type: A, value: 192.0.2.2}", &usual);
	struct buf got = {0};

	target->origins = &origin;
	target->causes = &cause;
	plan_format_find("text")->print(&got, &plan, &view);
	cr_expect_not_null(strstr(got.data, want), "%zu columns: %s", columns, got.data);
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_text, goes_on_below_where_a_terminal_ends)
{
	expect_at(0, "192.0.2.1 → 192.0.2.2  \033[2m# zones/unit.tests.yaml:12");
	expect_at(65, "192.0.2.1 → 192.0.2.2  \033[2m# zones/unit.tests.yaml:12");
	expect_at(64, "192.0.2.1 → 192.0.2.2\n                \033[2m# zones/unit.tests.yaml:12");
	expect_at(37, "192.0.2.1 → 192.0.2.2\n");
	expect_at(36, "- 192.0.2.1\033[m\n                \033[32m+ 192.0.2.2");
}
