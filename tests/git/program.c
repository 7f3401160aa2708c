/* Running git: what it is given, what it may say, and when it has to end. */
#include "git/program.h"

#include "core/mem.h"
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

TestSuite(program, .init = fixture_set_up, .fini = fixture_tear_down);

static int
run(const struct git_program *program, struct buf *out, struct buf *why)
{
	buf_clear(out);
	buf_clear(why);
	return git_program(program, out, why);
}

/* A program of that name, first on the PATH. */
static void
stand_in(const char *script)
{
	struct buf path = {0};

	shell("mkdir -p bin; cat > bin/git <<'END'\n#!/bin/sh\n%s\nEND\nchmod +x bin/git", script);
	buf_printf(&path, "%s/bin:%s", getenv("HOME"), getenv("PATH"));
	(void)setenv("PATH", path.data, 1);
	buf_free(&path);
}

static bool
has(const struct buf *out, const char *text)
{
	return out->data != NULL && strstr(out->data, text) != NULL;
}

Test(program, ends_with_the_status_of_git)
{
	static const char *const good[] = {"rev-parse", "--is-bare-repository", NULL};
	static const char *const bad[] = {"cat-file", "-e", "nosuch", NULL};
	struct git_program program = {.dir = "r", .words = good};
	struct buf out = {0}, why = {0};

	shell("git init -q r");
	cr_assert_eq(run(&program, &out, &why), 0);
	cr_assert_str_eq(out.data, "false\n");
	program.words = bad;
	cr_assert_eq(run(&program, &out, &why), 128);
	cr_assert(has(&out, "fatal: "));
	buf_free(&out);
	buf_free(&why);
}

Test(program, is_not_confused_by_the_environment_of_a_hook)
{
	static const char *const words[] = {"rev-parse", "--absolute-git-dir", NULL};
	struct git_program program = {.dir = "r", .words = words};
	struct buf out = {0}, why = {0};

	shell("git init -q r; git init -q other");
	(void)setenv("GIT_DIR", "other/.git", 1);
	(void)setenv("GIT_QUARANTINE_PATH", "nowhere", 1);
	(void)setenv("GIT_OBJECT_DIRECTORY", "nowhere", 1);
	(void)setenv("GIT_INDEX_FILE", "nowhere", 1);
	cr_assert_eq(run(&program, &out, &why), 0);
	cr_assert(has(&out, "/r/.git\n"), "%s", out.data);
	buf_free(&out);
	buf_free(&why);
}

Test(program, gets_what_it_needs_of_the_environment_and_no_more)
{
	static const char *const words[] = {"x", NULL};
	struct git_program program = {.dir = ".", .words = words};
	struct buf out = {0}, why = {0};

	stand_in("env; echo \"$@\"; readlink /proc/self/fd/0");
	(void)setenv("CLOUD_TOKEN", "a-secret", 1);
	(void)setenv("GITHUB_TOKEN", "a-secret", 1);
	(void)setenv("GIT_TOKEN", "a-secret", 1);
	(void)setenv("LD_PRELOAD", "", 1);
	(void)setenv("GIT_TRACE_CURL", "1", 1);
	(void)setenv("https_proxy", "http://proxy", 1);
	(void)setenv("GIT_SSH_COMMAND", "my-ssh", 1);
	(void)setenv("GIT_TERMINAL_PROMPT", "1", 1);
	cr_assert_eq(run(&program, &out, &why), 0);
	cr_assert_not(has(&out, "a-secret"));
	cr_assert_not(has(&out, "LD_PRELOAD"));
	cr_assert_not(has(&out, "GIT_TRACE"));
	cr_assert(has(&out, "https_proxy=http://proxy\n"));
	cr_assert(has(&out, "GIT_SSH_COMMAND=my-ssh\n"));
	cr_assert(has(&out, "GIT_TERMINAL_PROMPT=0\n"));
	cr_assert_not(has(&out, "GIT_TERMINAL_PROMPT=1\n"));
	cr_assert(has(&out, "LC_ALL=C\n"));
	cr_assert(has(&out, "-c core.hooksPath=/dev/null"));
	cr_assert(has(&out, "\n/dev/null\n"));
	buf_free(&out);
	buf_free(&why);
}

Test(program, adds_settings_to_those_of_the_environment_not_to_its_words)
{
	static const char *const words[] = {"config", "--get-regexp", "^(a|b|c)[.]", NULL};
	static const struct git_setting settings[] = {{"b.two", "2"}, {"c.three", "3"}};
	struct git_program program = {.dir = ".",
	    .words = words,
	    .settings = settings,
	    .nsettings = 2};
	struct buf out = {0}, why = {0};

	(void)setenv("GIT_CONFIG_COUNT", "1", 1);
	(void)setenv("GIT_CONFIG_KEY_0", "a.one", 1);
	(void)setenv("GIT_CONFIG_VALUE_0", "1", 1);
	cr_assert_eq(run(&program, &out, &why), 0);
	cr_assert_str_eq(out.data, "a.one 1\nb.two 2\nc.three 3\n");
	(void)setenv("GIT_CONFIG_KEY_1", "a.left", 1);
	(void)setenv("GIT_CONFIG_VALUE_1", "over", 1);
	buf_clear(&out);
	cr_assert_eq(run(&program, &out, &why), 0);
	cr_assert_str_eq(out.data, "a.one 1\nb.two 2\nc.three 3\n");
	(void)setenv("GIT_CONFIG_COUNT", "99999999999", 1);
	cr_assert_eq(run(&program, &out, &why), 0);
	cr_assert_str_eq(out.data, "b.two 2\nc.three 3\n");
	buf_free(&out);
	buf_free(&why);
}

Test(program, is_ended_when_it_takes_too_long_with_all_that_it_started)
{
	static const char *const words[] = {"x", NULL};
	struct git_program program = {.dir = ".", .words = words, .seconds = 0.2};
	struct buf out = {0}, why = {0};

	stand_in("trap '' TERM; sleep 3600 & sleep 3600");
	cr_assert_eq(run(&program, &out, &why), -1);
	cr_assert(has(&why, "took longer than 0.2 seconds and was ended"), "%s", why.data);
	buf_free(&out);
	buf_free(&why);
}

Test(program, may_not_be_there)
{
	static const char *const words[] = {"x", NULL};
	struct git_program program = {.dir = ".", .words = words};
	struct buf out = {0}, why = {0};

	char *path = mem_copy(getenv("PATH"), strlen(getenv("PATH")));
	int rc;

	(void)setenv("PATH", "/nonexistent", 1);
	rc = run(&program, &out, &why);
	(void)setenv("PATH", path, 1);
	free(path);
	cr_assert_eq(rc, -1);
	cr_assert(has(&why, "the program git cannot be run: No such file"), "%s", why.data);
	buf_free(&out);
	buf_free(&why);
}

Test(program, may_print_without_end_but_not_fill_the_memory)
{
	static const char *const words[] = {"x", NULL};
	struct git_program program = {.dir = ".", .words = words};
	struct buf out = {0}, why = {0};

	stand_in("head -c 20000000 /dev/zero");
	cr_assert_eq(run(&program, &out, &why), 0);
	cr_assert_lt(out.len, GIT_OUTPUT_MAX + 65536);
	buf_free(&out);
	buf_free(&why);
}

static void
must_say(const char *printed, const char *shown)
{
	struct buf text = {0};

	git_program_said(slice_of(printed), &text);
	cr_assert_str_eq(text.data, shown);
	buf_free(&text);
}

Test(program, says_one_line_that_is_safe_to_show)
{
	must_say("From https://x\nhint: try\nfatal: no\n", "fatal: no");
	must_say("error: a\n\nfatal: b\n", "error: a; fatal: b");
	must_say("remote: \033[2Jhello\xff\n", "remote: \\x1B[2Jhello\\xFF");
	must_say("!\ta:b\t[rejected] (stale info)\n", "! a:b [rejected] (stale info)");
}

Test(program, shows_no_password_of_a_url)
{
	must_say("fatal: unable to access 'https://me:secret@host/x.git/': 403",
	    "fatal: unable to access 'https://***@host/x.git/': 403");
	must_say("https://me:p@ss@host/x and https://token@host and http://host/a@b",
	    "https://***@host/x and https://***@host and http://host/a@b");
}

Test(program, shows_the_end_of_what_is_long)
{
	struct buf long_text = {0}, text = {0};

	while (long_text.len < 5000)
		buf_text(&long_text, "\xc3\xa4");
	buf_text(&long_text, "fatal: the end\n");
	git_program_said(buf_view(&long_text), &text);
	cr_assert_lt(text.len, 700);
	cr_assert(has(&text, "fatal: the end"));
	cr_assert_eq(strncmp(text.data, "…\xc3\xa4", 5), 0);
	buf_free(&long_text);
	buf_free(&text);
}
