/* The gate on a server: what Git says, and what is let through. */
#include "engine/gate.h"

#include "fixture.h"

#include <stdio.h>
#include <unistd.h>

#define ZERO "0000000000000000000000000000000000000000"
#define ONE "1111111111111111111111111111111111111111"

TestSuite(gate, .init = estate_begin, .fini = estate_end);

static const struct {
	const char *line;
	int rc;
	size_t updates;
} lines[] = {
    {ONE " " ONE " refs/heads/main", 0, 1},
    {ZERO " " ONE " refs/heads/a/b", 0, 1},
    {ONE " " ZERO " refs/heads/main", 0, 0},
    {ZERO " " ONE " refs/tags/v1", 0, 0},
    {ZERO " " ONE " refs/notes/x", 0, 0},
    {"", -1, 0},
    {" ", -1, 0},
    {"  ", -1, 0},
    {ONE " " ONE, -1, 0},
    {ONE " " ONE " ", -1, 0},
    {ONE "  " ONE " refs/heads/main", -1, 0},
    {"refs/heads/main", -1, 0},
    {"111111111111111111111111111111111111111g " ONE " refs/heads/main", -1, 0},
    {"11111111 " ONE " refs/heads/main", -1, 0},
};

Test(gate, reads_the_lines_that_git_writes_and_no_others)
{
	struct gate_options options = {.dir = ".", .config = "octodns.yaml", .root = ""};
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct diags diags = {0};
		struct gate gate;

		gate_init(&gate, &options);
		cr_expect_eq(gate_add(&gate, slice_of(lines[i].line), &diags), lines[i].rc, "%s",
		    lines[i].line);
		cr_expect_eq(gate.count, lines[i].updates, "%s", lines[i].line);
		cr_expect_eq(said(&diags, "hook-input") != NULL, lines[i].rc != 0, "%s",
		    lines[i].line);
		gate_free(&gate);
		diags_free(&diags);
	}
}

Test(gate, says_that_it_does_not_know_names_of_64_digits)
{
	static const char *const digits =
	    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	struct gate_options options = {.dir = ".", .config = "octodns.yaml", .root = ""};
	struct diags diags = {0};
	struct gate gate;
	char line[256];

	(void)snprintf(line, sizeof(line), "%s %s refs/heads/main", digits, digits);
	gate_init(&gate, &options);
	cr_expect_eq(gate_add(&gate, slice_of(line), &diags), -1);
	cr_expect(has_text(said(&diags, "git-format")->message, "SHA-256"));
	gate_free(&gate);
	diags_free(&diags);
}

Test(gate, shows_no_name_that_steers_a_terminal)
{
	struct gate_options options = {.dir = ".", .config = "octodns.yaml", .root = ""};
	struct diags diags = {0};
	struct gate gate;

	gate_init(&gate, &options);
	cr_assert_eq(gate_add(&gate, slice_of(ZERO " " ONE " refs/heads/\033[2Jx"), &diags), 0);
	cr_expect_str_eq(gate.results[0].reference, "refs/heads/\\x1B[2Jx");
	gate_free(&gate);
}

/* Judge the update of ${reference}; revisions are spelled as Git does, "" is none. */
static void
judge(const char *old_rev, const char *new_rev, size_t zones, size_t errors, const char *shown)
{
	struct gate_options options = {.dir = ".", .config = "octodns.yaml", .root = ""};
	char old_id[64] = ZERO, new_id[64], command[256], line[256];
	struct diags diags = {0};
	struct buf out = {0};
	struct gate gate;

	(void)snprintf(command, sizeof(command), "git rev-parse --verify %s", old_rev);
	if (*old_rev != '\0')
		shell_line(old_id, sizeof(old_id), command);
	(void)snprintf(command, sizeof(command), "git rev-parse --verify %s", new_rev);
	shell_line(new_id, sizeof(new_id), command);
	(void)snprintf(line, sizeof(line), "%s %s refs/heads/x", old_id, new_id);
	gate_init(&gate, &options);
	cr_assert_eq(gate_add(&gate, slice_of(line), &diags), 0);
	gate_judge(&gate, &diags);
	cr_expect_eq(diags.count, 0, "%s", diags.count > 0 ? diags.items[0].message : "");
	cr_expect_eq(gate.results[0].zones, zones, "%zu zones", gate.results[0].zones);
	cr_expect_eq(gate.results[0].diags.errors, errors, "%zu errors",
	    gate.results[0].diags.errors);
	buf_text(&out, "");
	gate_print(&gate, &gate.results[0], &out);
	cr_expect(has_text(out.data, shown), "%s", out.data);
	cr_expect_null(strchr(out.data, '\033'));
	buf_free(&out);
	gate_free(&gate);
	diags_free(&diags);
}

static void
put_two(const char *b)
{
	put_config("  a.tests.: " FROM_CONFIG "\n  b.tests.: " FROM_CONFIG "\n");
	put("zones/a.tests.yaml", A_RECORD);
	put("zones/b.tests.yaml", b);
	commit();
}

Test(gate, checks_the_zones_that_an_update_changes)
{
	put_two(A_RECORD);
	put_two("a: {type: A, value: 2.2.2.2}\n");
	judge("HEAD~1", "HEAD", 1, 0, "");
	put_two("a: {type: A, value: x}\n");
	judge("HEAD~1", "HEAD", 1, 1, "zones/b.tests.yaml:1:");
	judge("HEAD~1", "HEAD", 1, 1, "a: {type: A, value: x}");
}

Test(gate, does_not_hold_a_fault_of_the_base_against_an_update)
{
	put_two("a: {type: A, value: x}\n");
	put("zones/a.tests.yaml", "");
	commit();
	judge("HEAD~1", "HEAD", 1, 0, "");
}

Test(gate, compares_a_new_branch_with_where_it_left_the_default_branch)
{
	put_two("a: {type: A, value: x}\n");
	shell("git checkout -q -b topic");
	put("zones/a.tests.yaml", "");
	commit();
	shell("git checkout -q main");
	judge("", "topic", 1, 0, "");
	put("elsewhere", "");
	commit();
	judge("", "topic", 1, 0, "");
}

Test(gate, checks_all_of_the_first_branch)
{
	put_two("a: {type: A, value: x}\n");
	shell("git symbolic-ref HEAD refs/heads/unborn; git branch -q topic main");
	judge("", "topic", 2, 1, "b.tests");
}

Test(gate, lets_a_branch_without_a_configuration_through)
{
	put("README", "");
	commit();
	put("README", "x");
	commit();
	judge("HEAD~1", "HEAD", 0, 0, "");
	judge("", "HEAD", 0, 0, "");
}

Test(gate, refuses_that_the_configuration_goes)
{
	put_two(A_RECORD);
	shell("git rm -q octodns.yaml");
	commit();
	judge("HEAD~1", "HEAD", 0, 1, "");
}

Test(gate, needs_a_repository)
{
	struct gate_options options = {.dir = "../plain", .config = "octodns.yaml", .root = ""};
	struct diags diags = {0};
	struct gate gate;

	shell("mkdir ../plain");
	gate_init(&gate, &options);
	cr_assert_eq(gate_add(&gate, slice_of(ZERO " " ONE " refs/heads/main"), &diags), 0);
	cr_assert_eq(chdir("../plain"), 0);
	options.dir = ".";
	gate_judge(&gate, &diags);
	cr_expect_geq(diags.errors, 1);
	gate_free(&gate);
	diags_free(&diags);
}
