/* Diagnostics for people and programs. */
#include "core/text.h"
#include "report/report.h"

#include <criterion/criterion.h>
#include <string.h>

/* A file of one line, whatever its number. */
static int
one_line(void *ctx, const char *file, uint32_t line, struct buf *out)
{
	(void)line;
	if (ctx == NULL || strcmp(file, "gone.yaml") == 0)
		return -1;
	buf_text(out, ctx);
	return 0;
}

static void
expect(struct diags *diags, const char *line, bool color, const char *want)
{
	/* The cast only takes const away on the way back to us. */
	struct line_source source = {one_line, (void *)(uintptr_t)line};
	struct buf got = {0};

	buf_text(&got, "");
	report_diags_text(&got, diags, &source, color);
	cr_assert_str_eq(got.data, want);
	buf_free(&got);
	diags_free(diags);
}

static struct place
at(uint32_t line, uint32_t column)
{
	struct place place = {"zones/unit.tests.yaml", line, column};

	return place;
}

static const struct subject www = {{"unit.tests.", 11}, {"www.unit.tests.", 15}, "A"};

Test(diags_text, is_empty_when_nothing_is_wrong)
{
	struct diags diags = {0};

	expect(&diags, "", false, "");
}

Test(diags_text, shows_the_line_a_caret_and_the_hint)
{
	struct diags diags = {0};

	(void)diag_error(&diags, "ip-value-rfc", &www, at(12, 10), "write \"192.0.2.1\"",
	    "invalid address");
	diag_warn(&diags, "ttl-rfc", &www, at(9, 1), NULL, "www.unit.tests. has no ttl");
	expect(&diags, "  value: 1.1.1\n", false,
	    "zones/unit.tests.yaml:12:10: error: www.unit.tests. A: invalid address [ip-value-rfc]\n"
	    "   12 |   value: 1.1.1\n"
	    "      |          ^\n"
	    "hint: write \"192.0.2.1\"\n"
	    "zones/unit.tests.yaml:9:1: warning: www.unit.tests. has no ttl [ttl-rfc]\n"
	    "    9 |   value: 1.1.1\n"
	    "      | ^\n"
	    "1 error, 1 warning\n");
}

Test(diags_text, does_without_what_it_does_not_know)
{
	struct place file = {"octodns.yaml", 0, 0}, gone = {"gone.yaml", 3, 1};
	struct diags diags = {0};

	(void)diag_error(&diags, NULL, NULL, place_none, NULL, "no such revision");
	(void)diag_error(&diags, "r", NULL, file, NULL, "no providers");
	(void)diag_error(&diags, "r", NULL, gone, NULL, "odd");
	expect(&diags, "text", false,
	    "error: no such revision\n"
	    "octodns.yaml: error: no providers [r]\n"
	    "gone.yaml:3:1: error: odd [r]\n"
	    "3 errors\n");
}

Test(diags_text, keeps_the_caret_right_behind_tabs_and_wide_bytes)
{
	struct diags diags = {0};

	(void)diag_error(&diags, "r", NULL, at(1, 4), NULL, "here");
	expect(&diags, "\tü\033x", false,
	    "zones/unit.tests.yaml:1:4: error: here [r]\n"
	    "    1 | \tü\\x1Bx\n"
	    "      | \t     ^\n"
	    "1 error\n");
}

Test(diags_text, points_behind_a_line_that_is_too_short)
{
	struct diags diags = {0};

	(void)diag_error(&diags, "r", NULL, at(1, 99), NULL, "here");
	expect(&diags, "ab", false,
	    "zones/unit.tests.yaml:1:99: error: here [r]\n"
	    "    1 | ab\n"
	    "      |   ^\n"
	    "1 error\n");
}

Test(diags_text, shows_only_the_part_of_a_long_line_that_matters)
{
	struct buf line = {0}, want = {0};
	struct diags diags = {0};

	buf_pad(&line, 'a', 499);
	buf_char(&line, 'X');
	buf_pad(&line, 'b', 500);
	(void)diag_error(&diags, "r", NULL, at(7, 500), NULL, "here");
	buf_text(&want, "zones/unit.tests.yaml:7:500: error: here [r]\n    7 | …");
	buf_pad(&want, 'a', 44);
	buf_char(&want, 'X');
	buf_pad(&want, 'b', 25);
	buf_text(&want, "…\n      | ");
	buf_pad(&want, ' ', 45);
	buf_text(&want, "^\n1 error\n");
	expect(&diags, line.data, false, want.data);
	buf_free(&line);
	buf_free(&want);
}

Test(diags_text, shows_the_end_of_a_long_line_whole)
{
	struct buf line = {0}, want = {0};
	struct diags diags = {0};

	buf_pad(&line, 'a', 200);
	(void)diag_error(&diags, "r", NULL, at(7, 200), NULL, "here");
	buf_text(&want, "zones/unit.tests.yaml:7:200: error: here [r]\n    7 | …");
	buf_pad(&want, 'a', 70);
	buf_text(&want, "\n      | ");
	buf_pad(&want, ' ', 70);
	buf_text(&want, "^\n1 error\n");
	expect(&diags, line.data, false, want.data);
	buf_free(&line);
	buf_free(&want);
}

Test(diags_text, says_how_many_were_not_kept)
{
	struct diags diags = {.limit = 1};
	int i;

	for (i = 0; i < 5; i++)
		(void)diag_error(&diags, "r", NULL, place_none, NULL, "fault %d", i);
	diag_warn(&diags, "r", NULL, place_none, NULL, "odd");
	expect(&diags, NULL, false, "error: fault 0 [r]\n… and 5 more\n5 errors, 1 warning\n");
}

Test(diags_text, colours_only_when_asked)
{
	struct diags diags = {0};

	(void)diag_error(&diags, "r", NULL, at(1, 1), "do", "here");
	expect(&diags, "x", true,
	    "\033[1mzones/unit.tests.yaml:1:1\033[m: \033[1;31merror:\033[m here [r]\n"
	    "    1 | x\n"
	    "      | \033[1;31m^\033[m\n"
	    "\033[1;36mhint:\033[m do\n"
	    "1 error\n");
}

Test(diags_text, lets_nothing_from_outside_steer_the_terminal)
{
	struct place place = {"a\033[2J\nb.yaml", 1, 1};
	struct subject subject = {{"", 0}, {"w\rx.", 4}, "A"};
	struct diags diags = {0};

	(void)diag_error(&diags, "r", &subject, place, "\033]0;x\a", "line\nbreak \u202e");
	expect(&diags, "\033[31m", false,
	    "a\\x1B[2J\\x0Ab.yaml:1:1: error: w\\x0Dx. A: line\\x0Abreak \\u{202E} [r]\n"
	    "    1 | \\x1B[31m\n"
	    "      | ^\n"
	    "hint: \\x1B]0;x\\x07\n"
	    "1 error\n");
}

Test(diags_json, is_zoneward_diagnostics_1)
{
	struct diags diags = {0};
	struct buf got = {0};

	(void)diag_error(&diags, "ttl-rfc", &www, at(3, 4), "say \"ttl\"", "missing \033");
	diag_warn(&diags, NULL, NULL, place_none, NULL, "odd");
	report_diags_json(&got, &diags);
	cr_assert_str_eq(got.data,
	    "{\"schema\": \"zoneward.diagnostics/1\", \"valid\": false, \"diagnostics\": [\n"
	    "  {\"severity\": \"error\", \"rule\": \"ttl-rfc\", \"zone\": \"unit.tests.\", "
	    "\"record\": \"www.unit.tests.\", \"type\": \"A\", \"message\": \"missing \\u001b\", "
	    "\"hint\": \"say \\\"ttl\\\"\", \"file\": \"zones/unit.tests.yaml\", \"line\": 3, "
	    "\"column\": 4},\n"
	    "  {\"severity\": \"warning\", \"rule\": null, \"zone\": null, \"record\": null, "
	    "\"type\": null, \"message\": \"odd\", \"hint\": null, \"file\": null, \"line\": null, "
	    "\"column\": null}]}\n");
	buf_free(&got);
	diags_free(&diags);
}

Test(diags_json, is_valid_with_warnings_only)
{
	struct diags diags = {0};
	struct buf got = {0};

	report_diags_json(&got, &diags);
	cr_assert_str_eq(got.data,
	    "{\"schema\": \"zoneward.diagnostics/1\", \"valid\": true, \"diagnostics\": []}\n");
	buf_clear(&got);
	diag_warn(&diags, NULL, NULL, place_none, NULL, "odd");
	report_diags_json(&got, &diags);
	cr_assert_not_null(strstr(got.data, "\"valid\": true"));
	buf_free(&got);
	diags_free(&diags);
}
