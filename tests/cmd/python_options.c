/* Command lines as argparse reads them. */
#include "cmd/python_options.h"

#include "cmd/cmd.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct filled {
	bool doit;
	const char *file, *kind;
	struct words sources, a, rest;
};

#define AT(field) offsetof(struct filled, field)

static const char *const kinds[] = {"zone", "config", NULL};
static const struct python_option options[] = {
    {"--help", PYTHON_HELP, 0, false, NULL, "help"},
    {"--file", PYTHON_WORD, AT(file), true, NULL, "a file"},
    {"--file-kind", PYTHON_WORD, AT(kind), false, kinds, "a kind"},
    {"--doit", PYTHON_FLAG, AT(doit), false, NULL, "do it"},
    {"--source", PYTHON_APPEND, AT(sources), false, NULL, "a source"},
    {"--a", PYTHON_SOME, AT(a), false, NULL, "some"},
    {"--version", PYTHON_VERSION, 0, false, NULL, "version"},
    {NULL, PYTHON_FLAG, 0, false, NULL, NULL},
};
static const struct python_option *const tables[] = {options, NULL};
static const struct python_word words[] = {{"zone", PYTHON_ONE, "a zone"},
    {"more", PYTHON_ANY, "more"}, {NULL, PYTHON_ONE, NULL}};
static const struct python_parser parser = {"prog", "What it is.", "1.0", tables, words, AT(rest)};

static struct filled f;
static struct buf text;

static enum python_result
parse(const char *line)
{
	char *copy = strdup(line), *rest = copy, *word, *argv[16];
	int argc = 0;

	memset(&f, 0, sizeof(f));
	buf_clear(&text);
	while (*line != '\0' && (word = strsep(&rest, "|")) != NULL && argc < 16)
		argv[argc++] = word;
	return python_parse(&parser, &f, argc, argv, &text);
}

static void
expect_error(const char *line, const char *error)
{
	cr_expect_eq(parse(line), PYTHON_WRONG, "%s", line);
	cr_expect_not_null(strstr(text.data, error), "%s: %s", line, text.data);
	cr_expect_eq(strncmp(text.data, "usage: prog [-h] --file FILE", 28), 0);
}

Test(python_options, takes_values_in_every_form)
{
	cr_assert_eq(parse("z|--file|x|--source=a|m1|--so|b|--a|p|q|--doit|m2"), PYTHON_RUN);
	cr_expect_str_eq(f.file, "x");
	cr_expect(f.doit);
	cr_expect_eq(f.sources.count, 2);
	cr_expect_str_eq(f.sources.items[1], "b");
	cr_expect_eq(f.a.count, 2);
	cr_expect_eq(f.rest.count, 3);
	cr_expect_str_eq(f.rest.items[2], "m2");
}

Test(python_options, the_last_value_counts)
{
	cr_assert_eq(parse("--file|x|--file|y|z|--a|p|q|--a|r"), PYTHON_RUN);
	cr_expect_str_eq(f.file, "y");
	cr_expect_eq(f.a.count, 1);
}

Test(python_options, takes_what_is_no_option_for_a_value)
{
	cr_assert_eq(parse("--file|-|-1|-.5|-a b|--|--doit"), PYTHON_RUN);
	cr_expect_str_eq(f.file, "-");
	cr_expect_eq(f.rest.count, 4);
	cr_expect_not(f.doit);
	cr_assert_eq(parse("--file=|z"), PYTHON_RUN);
	cr_expect_str_eq(f.file, "");
}

Test(python_options, an_equal_name_is_clear_and_a_short_one_must_be)
{
	cr_assert_eq(parse("--file|x|z|--file-k|zone"), PYTHON_RUN);
	cr_expect_str_eq(f.kind, "zone");
	expect_error("--fil|x|z",
	    "prog: error: ambiguous option: --fil could match --file, --file-kind\n");
	cr_assert_eq(parse("--v"), PYTHON_DONE);
	cr_expect_str_eq(text.data, "1.0\n");
}

Test(python_options, says_what_is_wrong_as_argparse_does)
{
	expect_error("", "prog: error: the following arguments are required: --file, zone\n");
	expect_error("z|--file", "argument --file: expected one argument\n");
	expect_error("z|--file|--doit", "argument --file: expected one argument\n");
	expect_error("z|--file|x|--a|--doit", "argument --a: expected at least one argument\n");
	expect_error("z|--file|x|--doit=1", "argument --doit: ignored explicit argument '1'\n");
	expect_error("z|--file|x|--nosuch|-q", "unrecognized arguments: --nosuch -q\n");
	expect_error("z|--file|x|--file-kind|no",
	    "argument --file-kind: invalid choice: 'no' (choose from 'zone', 'config')\n");
	expect_error("z|--file|x|--\x1b[1m", "unrecognized arguments: --\\x1B[1m\n");
}

Test(python_options, help_comes_before_what_is_wrong)
{
	cr_assert_eq(parse("--nosuch|-h"), PYTHON_DONE);
	cr_expect_not_null(strstr(text.data, "\nWhat it is.\n\npositional arguments:\n  zone   "));
	cr_expect_not_null(
	    strstr(text.data, "  --file-kind {zone,config}\n                        a kind\n"));
	cr_expect_not_null(strstr(text.data, "  --a A [A ...]         some\n"));
	buf_free(&text);
}
