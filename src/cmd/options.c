/* Reading a command line. */
#include "cmd/cmd.h"
#include "core/mem.h"
#include "core/nearest.h"
#include "core/text.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define AT(field) offsetof(struct args, field)

static const struct option opt_dir = {"--directory", 'C', OPT_WORD, AT(dir), "DIR",
    "work in this repository or directory"};
static const struct option opt_config = {"--config", 0, OPT_WORD, AT(config), "FILE",
    "the configuration, from the root (default octodns.yaml)"};
static const struct option opt_root = {"--root", 0, OPT_WORD, AT(root), "SUB",
    "folder that relative paths in the configuration start from"};
static const struct option opt_color = {"--color", 0, OPT_WORD, AT(color), "WHEN",
    "auto, always or never"};
static const struct option opt_verbose = {"--verbose", 'v', OPT_FLAG, AT(verbose), NULL,
    "say what is being done"};
static const struct option opt_quiet = {"--quiet", 'q', OPT_FLAG, AT(quiet), NULL,
    "say only what is wrong"};
static const struct option opt_help = {"--help", 'h', OPT_FLAG, AT(help), NULL, "show this help"};

const struct option *const global_options[] = {&opt_dir, &opt_config, &opt_root, &opt_color,
    &opt_verbose, &opt_quiet, &opt_help, NULL};

const struct option opt_worktree = {"--worktree", 0, OPT_FLAG, AT(worktree), NULL,
    "the files on disk, not a commit (the default without REV)"};
const struct option opt_staged = {"--staged", 0, OPT_FLAG, AT(staged), NULL,
    "what is staged for the next commit"};
const struct option opt_all = {"--all", 0, OPT_FLAG, AT(all), NULL,
    "every zone, not only those that the range changes"};
const struct option opt_force = {"--force", 0, OPT_FLAG, AT(force), NULL,
    "go on although the plan is unsafe"};
const struct option opt_yes = {"--yes", 0, OPT_FLAG, AT(yes), NULL, "do not ask"};
const struct option opt_format = {"--format", 0, OPT_WORD, AT(format), "FORMAT",
    "how to print the result"};
const struct option opt_output = {"--output", 0, OPT_WORD, AT(output), "FILE",
    "write the result to this file"};
const struct option opt_target = {"--target", 0, OPT_WORDS, AT(targets), "ID",
    "only this target (may be repeated)"};
const struct option opt_source = {"--source", 0, OPT_WORDS, AT(sources), "ID",
    "only zones with this source (may be repeated)"};
const struct option opt_branch = {"--branch", 0, OPT_WORD, AT(branch), "NAME",
    "the protected branch (default: that of origin, else main)"};
const struct option opt_expect = {"--expect", 0, OPT_WORD, AT(expect), "DIGEST",
    "refuse unless the plan has this digest"};
const struct option opt_allow = {"--allow", 0, OPT_WORD, AT(allow), "DIGEST",
    "go on although the plan is unsafe, if it has this digest"};
const struct option opt_hook = {"--hook", 0, OPT_FLAG, AT(hook), NULL,
    "install a hook of Git into the repository"};
const struct option opt_expect_plan = {"--expect-plan", 0, OPT_WORD, AT(expect_plan), "FILE",
    "refuse what is not in this plan (zoneward.plan/1)"};
const struct option opt_merge = {"--merge", 0, OPT_FLAG, AT(merge), NULL,
    "of a range: HEAD as merging it into BASE would make it"};
const struct option opt_only_requested = {"--only-requested", 0, OPT_FLAG, AT(only_requested), NULL,
    "of a range: leave alone what it does not ask for"};
const struct option opt_detailed = {"--detailed-exitcode", 0, OPT_FLAG, AT(detailed_exitcode), NULL,
    "exit with 10 when there are changes"};
const struct option opt_strict = {"--strict", 0, OPT_FLAG, AT(strict), NULL,
    "what octoDNS lets pass and nobody wants is an error"};
const struct option opt_jobs = {"--jobs", 'j', OPT_WORD, AT(jobs), "N",
    "threads to use, and requests that one service gets at once"};
const struct option opt_shard = {"--shard", 0, OPT_WORD, AT(shard), "I/N",
    "only share I of N of the zones, always the same ones"};
const struct option opt_output_dir = {"--output-dir", 0, OPT_WORD, AT(output_dir), "DIR",
    "write the files to this directory, from the current one"};
const struct option opt_output_provider = {"--output-provider", 0, OPT_WORD, AT(output_provider),
    "ID", "write as this YamlProvider would, but to DIR"};
const struct option opt_split = {"--split", 0, OPT_FLAG, AT(split), NULL,
    "a folder for each zone, with a file for each name"};
const struct option opt_lenient = {"--lenient", 0, OPT_FLAG, AT(lenient), NULL,
    "records with faults are read, and warned of"};
const struct option opt_rules = {"--rules", 0, OPT_FLAG, AT(rules), NULL,
    "list the rules, and check nothing"};
const struct option opt_explain = {"--explain", 0, OPT_WORD, AT(explain), "RULE",
    "say what a rule wants, with examples"};
const struct option opt_kind = {"--kind", 0, OPT_WORD, AT(kind), "KIND",
    "zone (the default) or config"};
const struct option opt_indent = {"--indent", 0, OPT_WORD, AT(indent), "N",
    "blanks for each level, 0 for one line (default 2)"};
const struct option opt_max_bytes = {"--max-bytes", 0, OPT_WORD, AT(max_bytes), "N",
    "cut markdown to this (default 65000, as GitHub takes it; GitLab 1000000)"};
const struct option opt_check = {"--check", 0, OPT_FLAG, AT(check), NULL,
    "write nothing; print what would change"};
const struct option opt_dry_run = {"--dry-run", 0, OPT_FLAG, AT(dry_run), NULL,
    "send and write nothing; show each call"};

const struct option opt_a = {"--a", 0, OPT_SOME, AT(a), "SOURCE...",
    "providers that have the zone as it should be"};
const struct option opt_b = {"--b", 0, OPT_SOME, AT(b), "SOURCE...",
    "providers that have the zone as it is"};
const struct option opt_zone = {"--zone", 0, OPT_WORD, AT(zone), "ZONE", "the zone to compare"};
const struct option opt_ignore_prefix = {"--ignore-prefix", 0, OPT_WORD, AT(ignore_prefix),
    "PREFIX", "leave out names that begin with this"};

static const struct option *
find(const struct option *const *const *tables, const char *word, size_t len)
{
	size_t t, i;

	for (t = 0; tables[t] != NULL; t++) {
		for (i = 0; tables[t][i] != NULL; i++) {
			const struct option *option = tables[t][i];

			if (strlen(option->name) == len && memcmp(option->name, word, len) == 0)
				return option;
			if (len == 2 && word[0] == '-' && option->letter == word[1])
				return option;
		}
	}
	return NULL;
}

static const char *
nearest_option(const struct option *const *const *tables, const char *word)
{
	struct nearest nearest = nearest_start(word);
	size_t t, i;

	for (t = 0; tables[t] != NULL; t++) {
		for (i = 0; tables[t][i] != NULL; i++)
			nearest_try(&nearest, tables[t][i]->name);
	}
	return nearest_word(&nearest);
}

static void
push(struct words *words, const char *word)
{
	words->items = mem_grow(words->items, &words->cap, words->count + 1, sizeof(*words->items));
	words->items[words->count++] = word;
}

static void
set(struct args *args, const struct option *option, const char *value)
{
	char *at = (char *)args + option->offset;

	switch (option->type) {
	case OPT_FLAG:
		*(bool *)at = true;
		break;
	case OPT_WORD:
		*(const char **)at = value;
		break;
	case OPT_WORDS:
	case OPT_SOME:
		push((struct words *)at, value);
		break;
	}
}

static int
unknown(const struct option *const *const *tables, const char *word, struct buf *why)
{
	const char *near = nearest_option(tables, word);

	buf_text(why, "unknown option ");
	text_safe(why, slice_of(word));
	if (near != NULL)
		buf_printf(why, "; did you mean %s?", near);
	return -1;
}

/* One option; *i moves past its value.  "--name=value" and "-Cvalue" are read, too. */
static int
read_option(struct args *args, const struct option *const *const *tables, int argc, char **argv,
    int *i, struct buf *why)
{
	const char *word = argv[*i], *value = NULL;
	bool is_long = word[1] == '-';
	size_t len = is_long ? strcspn(word, "=") : 2;
	const struct option *option = find(tables, word, len);

	if (option == NULL)
		return unknown(tables, word, why);
	if (word[len] != '\0')
		value = is_long ? word + len + 1 : word + len;
	if (option->type == OPT_FLAG && value != NULL) {
		buf_printf(why, "option %s takes no value", option->name);
		return -1;
	}
	if (option->type != OPT_FLAG && value == NULL) {
		if (*i + 1 >= argc) {
			buf_printf(why, "option %s needs a value: %s %s", option->name,
			    option->name, option->value);
			return -1;
		}
		value = argv[++*i];
	}
	set(args, option, value);
	while (option->type == OPT_SOME && *i + 1 < argc && argv[*i + 1][0] != '-')
		set(args, option, argv[++*i]);
	return 0;
}

void
args_free(struct args *args)
{
	free(args->rest.items);
	free(args->targets.items);
	free(args->sources.items);
	free(args->a.items);
	free(args->b.items);
}

int
args_parse(struct args *args, const struct option *const *const *options, int argc, char **argv,
    struct buf *why)
{
	bool only_words = false;
	int i;

	for (i = 0; i < argc; i++) {
		const char *word = argv[i];

		if (!only_words && strcmp(word, "--") == 0) {
			only_words = true;
		} else if (only_words || word[0] != '-' || word[1] == '\0') {
			push(&args->rest, word);
		} else if (read_option(args, options, argc, argv, &i, why) != 0) {
			return -1;
		}
	}
	return 0;
}
