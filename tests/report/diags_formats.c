/* Diagnostics for other programs: what their formats escape, limit and need. */
#include "core/text.h"
#include "report/report.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static int
one_line(void *ctx, const char *file, uint32_t line, struct buf *out)
{
	(void)file;
	(void)line;
	buf_text(out, ctx);
	return 0;
}

static struct place
at(const char *file, uint32_t line, uint32_t column)
{
	struct place place = {file, line, column};

	return place;
}

/* The report; the caller frees it, and ${diags} is empty after. */
static struct buf
printed(const char *format, struct diags *diags)
{
	char text[] = "ü\xf0\x9f\x90\xb6: x";
	struct line_source lines = {one_line, text};
	struct diag_view view = {.lines = &lines, .color = true, .config = "dns/octodns.yaml"};
	struct buf got = {0};

	diag_format_find(format)->print(&got, diags, &view);
	diags_free(diags);
	return got;
}

static void
expect(const char *format, struct diags *diags, const char *want)
{
	struct buf got = printed(format, diags);

	cr_assert_str_eq(got.data, want);
	buf_free(&got);
}

static size_t
occurrences(const char *text, const char *needle)
{
	size_t count = 0;

	for (text = strstr(text, needle); text != NULL; text = strstr(text + 1, needle))
		count++;
	return count;
}

static const struct subject www = {{"unit.tests.", 11}, {"www.unit.tests.", 15}, "A"};

Test(diags_formats, are_found_by_name)
{
	cr_assert_str_eq(diag_format_find("sarif")->name, "sarif");
	cr_assert_null(diag_format_find("Sarif"));
	cr_assert_null(diag_format_find(""));
}

Test(diags_github, escapes_properties_and_messages)
{
	struct diags diags = {0};

	(void)diag_error(&diags, "r", &www, at("a,b:c%.yaml", 2, 3), "50%\ntwo",
	    "::error::x, %%0A and\r\nmore");
	expect("github", &diags,
	    "::error file=a%2Cb%3Ac%25.yaml,line=2,col=3,title=r::www.unit.tests. A: "
	    "\\x3A:error::x, %250A and\\x0D\\x0Amore%0Ahint: 50%25\\x0Atwo\n");
}

Test(diags_github, names_the_configuration_when_there_is_no_place)
{
	struct diags diags = {0};

	(void)diag_error(&diags, NULL, NULL, place_none, NULL, "no such revision");
	diag_warn(&diags, "w", NULL, at("a.yaml", 0, 0), NULL, "odd");
	expect("github", &diags,
	    "::error file=dns/octodns.yaml,line=1,title=zoneward::no such revision\n"
	    "::warning file=a.yaml,line=1,title=w::odd\n");
}

Test(diags_github, leads_nobody_to_a_file_whose_name_hides_something)
{
	struct diags diags = {0};

	(void)diag_error(&diags, "r", NULL, at("a\xe2\x80\xae.yaml", 1, 1), NULL, "odd");
	expect("github", &diags, "::error title=r::odd\n");
}

Test(diags_github, keeps_to_ten_of_a_kind_and_lists_the_rest)
{
	struct diags diags = {0};
	struct buf got;
	int i;

	for (i = 1; i <= 12; i++)
		(void)diag_error(&diags, "r", NULL, at("a.yaml", 1, 0), NULL, "error %d", i);
	for (i = 1; i <= 10; i++)
		diag_warn(&diags, "r", NULL, at("::error::.yaml", 1, 0), NULL, "##[warning] %d", i);
	got = printed("github", &diags);
	cr_assert_eq(occurrences(got.data, "::error file="), 9);
	cr_assert_eq(occurrences(got.data, "::warning file="), 0, "that file hides something");
	cr_assert_eq(occurrences(got.data, "\n::warning title="), 10);
	cr_assert_not_null(strstr(got.data,
	    "::error title=zoneward::3 more errors are not shown here: GitHub takes 10 of a step. "
	    "The log of this step lists them.\n"));
	cr_assert_not_null(strstr(got.data,
	    "::group::3 more\n"
	    "| a.yaml:1: error: error 10 [r]\n"
	    "| a.yaml:1: error: error 11 [r]\n"
	    "| a.yaml:1: error: error 12 [r]\n"
	    "::endgroup::\n"));
	buf_free(&got);
}

Test(diags_codequality, has_what_gitlab_needs)
{
	struct diags diags = {0};
	struct buf got;

	expect("codequality", &diags, "[]\n");
	diag_warn(&diags, "ttl", &www, at("z/a.yaml", 12, 4), "write \"60\"", "a \"TTL\" of 5");
	got = printed("codequality", &diags);
	cr_assert_not_null(strstr(got.data,
	    "{\"description\": \"www.unit.tests. A: a \\\"TTL\\\" of 5 (hint: write \\\"60\\\")\", "
	    "\"check_name\": \"ttl\", \"fingerprint\": \""));
	cr_assert_not_null(strstr(got.data,
	    "\", \"severity\": \"minor\", \"location\": {\"path\": \"z/a.yaml\", "
	    "\"lines\": {\"begin\": 12}}}"));
	buf_free(&got);
}

/* The fingerprint of the finding with this number. */
static void
fingerprint(struct buf *report, size_t number, char text[65])
{
	const char *from = report->data;
	size_t i;

	for (i = 0; i <= number; i++) {
		from = strstr(from, "\"fingerprint\": \"");
		cr_assert_not_null(from);
		from += strlen("\"fingerprint\": \"");
	}
	memcpy(text, from, 64);
	text[64] = '\0';
}

Test(diags_codequality, knows_a_finding_again_when_lines_move)
{
	struct diags diags = {0}, moved = {0};
	char first[65], again[65], other[65], after[65];
	struct buf got;

	(void)diag_error(&diags, "r", &www, at("a.yaml", 5, 1), "line 4", "odd");
	(void)diag_error(&diags, "r", &www, at("a.yaml", 6, 1), NULL, "odd");
	(void)diag_error(&diags, "r", NULL, at("a.yaml", 6, 1), NULL, "odd");
	got = printed("codequality", &diags);
	fingerprint(&got, 0, first);
	fingerprint(&got, 1, again);
	fingerprint(&got, 2, other);
	buf_free(&got);
	cr_assert_str_neq(first, again, "two of a kind are two");
	cr_assert_str_neq(first, other);
	(void)diag_error(&moved, "r", &www, at("a.yaml", 50, 1), "line 49", "odd");
	got = printed("codequality", &moved);
	fingerprint(&got, 0, after);
	buf_free(&got);
	cr_assert_str_eq(first, after);
}

Test(diags_formats, say_how_many_are_not_listed)
{
	static const char *const formats[] = {"github", "codequality", "sarif", "junit",
	    "checkstyle", "rdjson"};
	size_t i;
	int j;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct diags diags = {.limit = 2};
		struct buf got;

		for (j = 0; j < 7; j++)
			(void)diag_error(&diags, "r", NULL, at("a.yaml", 1, 1), NULL, "odd");
		got = printed(formats[i], &diags);
		cr_assert_not_null(strstr(got.data, "5 more findings are not listed"), "%s",
		    formats[i]);
		buf_free(&got);
	}
}

Test(diags_sarif, encodes_paths_and_makes_no_links)
{
	struct diags diags = {0};
	struct buf got;

	(void)diag_error(&diags, "r", NULL, at("a b/ü#?%:.yaml", 1, 7), NULL,
	    "[click](http://example.org/) \\ {0}");
	(void)diag_error(&diags, "r", NULL, at("a.yaml", 1, 0), NULL, "[plain]");
	got = printed("sarif", &diags);
	cr_assert_not_null(strstr(got.data, "\"uri\": \"a%20b/%C3%BC%23%3F%25%3A.yaml\""));
	cr_assert_not_null(
	    strstr(got.data, "\"text\": \"\\\\[click\\\\](http://example.org/) \\\\\\\\ {0}\""));
	cr_assert_not_null(strstr(got.data, "\"text\": \"[plain]\""));
	cr_assert_not_null(strstr(got.data, "\"region\": {\"startLine\": 1, \"startColumn\": 7}"));
	cr_assert_not_null(strstr(got.data, "\"region\": {\"startLine\": 1}"));
	cr_assert_eq(occurrences(got.data, "{\"id\": "), 1, "a rule stands there once");
	buf_free(&got);
}

Test(diags_rdjson, counts_columns_in_bytes_and_fences_its_markdown)
{
	struct diags diags = {0};

	diag_warn(&diags, "r", NULL, at("a.yaml", 1, 3), "a `b`", "@everyone <b> `");
	expect("rdjson", &diags,
	    "{\"source\": {\"name\": \"zoneward\"}, \"diagnostics\": [\n"
	    "  {\"message\": \"`` @everyone <b> ` ``\\n\\nhint: `` a `b` ``\", \"location\": "
	    "{\"path\": \"a.yaml\", \"range\": {\"start\": {\"line\": 1, \"column\": 7}}}, "
	    "\"severity\": \"WARNING\", \"code\": {\"value\": \"r\"}}]}\n");
}

Test(diags_checkstyle, groups_by_file_and_escapes)
{
	struct diags diags = {0};

	(void)diag_error(&diags, "r", NULL, at("b<\"&>.yaml", 1, 2), NULL, "<i>\"&'\xff\x01");
	diag_warn(&diags, "w", NULL, at("a.yaml", 3, 0), "do it", "odd");
	(void)diag_error(&diags, "r", NULL, at("b<\"&>.yaml", 4, 0), NULL, "again");
	expect("checkstyle", &diags,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<checkstyle version=\"4.3\">\n"
	    " <file name=\"b&lt;&quot;&amp;&gt;.yaml\">\n"
	    "  <error line=\"1\" column=\"2\" severity=\"error\" "
	    "message=\"&lt;i&gt;&quot;&amp;&#39;\\xFF\\x01\" source=\"zoneward.r\"/>\n"
	    "  <error line=\"4\" severity=\"error\" message=\"again\" source=\"zoneward.r\"/>\n"
	    " </file>\n"
	    " <file name=\"a.yaml\">\n"
	    "  <error line=\"3\" severity=\"warning\" message=\"odd (hint: do it)\" "
	    "source=\"zoneward.w\"/>\n"
	    " </file>\n"
	    "</checkstyle>\n");
}

Test(diags_junit, lets_warnings_pass)
{
	struct diags diags = {0};

	(void)diag_error(&diags, "r", &www, at("a.yaml", 1, 2), "do it", "odd");
	diag_warn(&diags, "w", NULL, at("a.yaml", 3, 0), NULL, "even");
	expect("junit", &diags,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<testsuites name=\"zoneward\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
	    " <testsuite name=\"a.yaml\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
	    "  <testcase classname=\"unit.tests.\" name=\"r: www.unit.tests. A: odd\">\n"
	    "   <failure type=\"r\" message=\"www.unit.tests. A: odd\">a.yaml:1:2: www.unit.tests. "
	    "A: odd&#10;hint: do it</failure>\n"
	    "  </testcase>\n"
	    "  <testcase classname=\"zoneward\" name=\"w: even\">\n"
	    "   <system-out>warning: a.yaml:3: even</system-out>\n"
	    "  </testcase>\n"
	    " </testsuite>\n"
	    "</testsuites>\n");
}

Test(diags_junit, has_a_test_that_passed_when_nothing_is_wrong)
{
	struct diags diags = {0};

	expect("junit", &diags,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<testsuites name=\"zoneward\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
	    " <testsuite name=\"zoneward\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
	    "  <testcase classname=\"zoneward\" name=\"configuration and zones\"/>\n"
	    " </testsuite>\n"
	    "</testsuites>\n");
}

Test(diags_markdown, puts_errors_first_and_everything_into_code)
{
	struct diags diags = {0};

	expect("markdown", &diags, "## DNS check\n\nNothing is wrong.\n");
	diag_warn(&diags, "w", NULL, at("a.yaml", 3, 0), "# do it", "<!-- odd");
	(void)diag_error(&diags, "r", NULL, place_none, NULL, "@all");
	expect("markdown", &diags,
	    "## DNS check\n"
	    "\n"
	    "**1 error, 1 warning**\n"
	    "\n"
	    "- **error** in `dns/octodns.yaml:1`<br>`@all` (`r`)\n"
	    "- warning in `a.yaml:3`<br>`<!-- odd` (`w`)<br>hint: `# do it`\n"
	    "\n");
}

Test(diags_markdown, is_cut_between_findings)
{
	struct diags diags = {.limit = 5000};
	struct diag_view view = {.max_bytes = REPORT_MIN_BYTES};
	struct buf text = {0}, got = {0};
	int i;

	buf_pad(&text, '`', 5000);
	for (i = 0; i < 3000; i++)
		(void)diag_error(&diags, "r", NULL, at("a.yaml", 1, 1), NULL, "%d", i);
	(void)diag_error(&diags, "r", NULL, at("a.yaml", 1, 1), NULL, "%s", text.data);
	diag_format_find("markdown")->print(&got, &diags, &view);
	cr_assert_leq(got.len, REPORT_MIN_BYTES);
	cr_assert_gt(got.len, REPORT_MIN_BYTES - 200);
	cr_assert_eq(occurrences(got.data, "- **error**"), occurrences(got.data, "(`r`)\n"));
	cr_assert_not_null(strstr(got.data, " more\n\n"));
	buf_free(&text);
	buf_free(&got);
	diags_free(&diags);
}
