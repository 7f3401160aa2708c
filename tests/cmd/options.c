/* Reading a command line. */
#include "cmd/cmd.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const struct option *const own[] = {&opt_worktree, &opt_format, &opt_output, &opt_target,
    &opt_source, &opt_jobs, NULL};
static const struct option *const *const tables[] = {own, global_options, NULL};

/* A line of words, and what became of it. */
struct parsed {
	struct args args;
	struct buf why;
	char *argv[16];
	char *copy;
	int rc;
};

static void
parse(struct parsed *p, const char *line)
{
	char *rest, *word;
	int argc = 0;

	memset(p, 0, sizeof(*p));
	p->copy = rest = strdup(line);
	while ((word = strsep(&rest, " ")) != NULL && argc < 16)
		p->argv[argc++] = word;
	p->rc = args_parse(&p->args, tables, *line != '\0' ? argc : 0, p->argv, &p->why);
}

static void
end(struct parsed *p)
{
	buf_free(&p->why);
	free(p->copy);
	free(p->args.rest.items);
	free(p->args.targets.items);
	free(p->args.sources.items);
}

static void
words_are(const struct words *words, const char *want)
{
	struct buf text = {0};
	size_t i;

	buf_text(&text, "");
	for (i = 0; i < words->count; i++)
		buf_printf(&text, "%s%s", i > 0 ? " " : "", words->items[i]);
	cr_expect_str_eq(text.data, want, "%s", text.data);
	buf_free(&text);
}

Test(options, takes_a_value_behind_an_equals_sign_or_as_the_next_word)
{
	static const char *const lines[] = {"--format=json", "--format json",
	    "--format=text --format=json"};
	struct parsed p;
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		parse(&p, lines[i]);
		cr_expect_eq(p.rc, 0);
		cr_expect_str_eq(p.args.format, "json");
		words_are(&p.args.rest, "");
		end(&p);
	}
}

Test(options, takes_a_value_with_an_equals_sign_or_none_in_it)
{
	struct parsed p;

	parse(&p, "--output=a=b --format=");
	cr_expect_eq(p.rc, 0);
	cr_expect_str_eq(p.args.output, "a=b");
	cr_expect_str_eq(p.args.format, "");
	end(&p);
}

Test(options, takes_a_value_that_looks_like_an_option)
{
	struct parsed p;

	parse(&p, "--output --format x");
	cr_expect_eq(p.rc, 0);
	cr_expect_str_eq(p.args.output, "--format");
	words_are(&p.args.rest, "x");
	end(&p);
}

Test(options, has_letters)
{
	static const char *const lines[] = {"-Cdir -v -j4", "-C dir -v -j 4",
	    "--directory=dir --verbose --jobs=4"};
	struct parsed p;
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		parse(&p, lines[i]);
		cr_expect_eq(p.rc, 0);
		cr_expect_str_eq(p.args.dir, "dir");
		cr_expect_str_eq(p.args.jobs, "4");
		cr_expect(p.args.verbose);
		cr_expect_not(p.args.quiet);
		end(&p);
	}
}

Test(options, may_follow_other_words)
{
	struct parsed p;

	parse(&p, "main..topic --worktree a. --target one b. --target=two");
	cr_expect_eq(p.rc, 0);
	cr_expect(p.args.worktree);
	words_are(&p.args.rest, "main..topic a. b.");
	words_are(&p.args.targets, "one two");
	words_are(&p.args.sources, "");
	end(&p);
}

Test(options, end_at_two_dashes)
{
	struct parsed p;

	parse(&p, "-v -- --worktree -- -x");
	cr_expect_eq(p.rc, 0);
	cr_expect(p.args.verbose);
	cr_expect_not(p.args.worktree);
	words_are(&p.args.rest, "--worktree -- -x");
	end(&p);
}

Test(options, leave_a_single_dash_and_nothing_alone)
{
	struct parsed p;

	parse(&p, "- a");
	cr_expect_eq(p.rc, 0);
	words_are(&p.args.rest, "- a");
	end(&p);
	parse(&p, "");
	cr_expect_eq(p.rc, 0);
	words_are(&p.args.rest, "");
	end(&p);
}

static const struct {
	const char *line, *why;
} wrong[] = {
    {"--worktre", "unknown option --worktre; did you mean --worktree?"},
    {"--targets=x", "unknown option --targets=x; did you mean --target?"},
    {"--formt json", "unknown option --formt; did you mean --format?"},
    {"--completely-different", "unknown option --completely-different"},
    {"-x", "unknown option -x"},
    {"--=x", "unknown option --=x"},
    {"--v", "unknown option --v"},
    {"--work", "unknown option --work"},
    {"--staged", "unknown option --staged"},
    {"--\033[2J", "unknown option --\\x1B[2J"},
    {"--worktree=yes", "option --worktree takes no value"},
    {"-vq", "option --verbose takes no value"},
    {"--format", "option --format needs a value: --format FORMAT"},
    {"a -C", "option --directory needs a value: --directory DIR"},
};

Test(options, says_what_is_wrong)
{
	struct parsed p;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		parse(&p, wrong[i].line);
		cr_expect_eq(p.rc, -1, "%s", wrong[i].line);
		cr_assert_not_null(p.why.data, "%s", wrong[i].line);
		cr_expect_eq(strncmp(p.why.data, wrong[i].why, strlen(wrong[i].why)), 0, "%s: %s",
		    wrong[i].line, p.why.data);
		end(&p);
	}
}

/* A name is for one option, in whatever table it stands. */
static void
check_names(const struct option *const *const *all)
{
	size_t t, i, k;

	for (t = 0; all[t] != NULL; t++) {
		for (i = 0; all[t][i] != NULL; i++) {
			const struct option *option = all[t][i];

			cr_expect_eq(strncmp(option->name, "--", 2), 0);
			cr_expect_eq(option->type == OPT_FLAG, option->value == NULL, "%s",
			    option->name);
			for (k = 0; global_options[k] != NULL && t == 0; k++) {
				cr_expect_str_neq(option->name, global_options[k]->name);
				cr_expect(option->letter == 0 ||
				    option->letter != global_options[k]->letter);
			}
		}
	}
}

Test(options, of_every_command_are_its_own)
{
	size_t i;

	for (i = 0; commands[i] != NULL; i++) {
		const struct option *const *const both[] = {commands[i]->options, global_options,
		    NULL};

		check_names(both);
	}
}
