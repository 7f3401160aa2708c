/* Subcommands: a table of them, and what their options are read into. */
#ifndef ZW_CMD_CMD_H
#define ZW_CMD_CMD_H

#include "core/buf.h"
#include "core/diag.h"
#include "engine/outcome.h"
#include "engine/workspace.h"
#include "plan/plan.h"

struct words {
	const char **items;
	size_t count, cap;
};

/* Everything that a command line can say; what a command takes is in its table. */
struct args {
	const char *command;
	const char *dir, *config, *root, *color;
	bool verbose, quiet, strict, help;
	bool worktree, staged, all, force, yes, detailed_exitcode, rules, merge, only_requested;
	const char *format, *output, *branch, *expect, *expect_plan, *jobs, *shard, *explain, *kind,
	    *indent;
	const char *allow, *max_bytes;
	bool split, lenient, check, hook, dry_run;
	bool in_hook; /* Git called: its environment says which repository */
	const char *output_dir, *output_provider;
	const char *zone, *ignore_prefix;
	struct words targets, sources, a, b;
	struct words rest; /* positional arguments */
};

enum option_type {
	OPT_FLAG,
	OPT_WORD,
	OPT_WORDS, /* one each time */
	OPT_SOME,  /* all words up to the next option */
};

struct option {
	const char *name; /* "--format" */
	char letter;      /* 'v' for -v, or 0 */
	enum option_type type;
	size_t offset;     /* into struct args */
	const char *value; /* how help calls its value, or NULL */
	const char *help;
};

struct command {
	const char *name;
	const char *synopsis;                /* after "zoneward NAME" */
	const char *summary;                 /* one line */
	const char *details;                 /* paragraphs of its --help, examples last */
	const struct option *const *options; /* NULL at the end; the global ones not among them */
	int (*run)(const struct args *args);
};

extern const struct command validate_command, show_command, diff_command, plan_command,
    apply_command, drift_command, dump_command, fmt_command, compare_command, versions_command,
    hook_command, init_command, doctor_command, ci_command, schema_command;

/** cmd_main(argc, argv): Run the command line; return its exit status. */
int cmd_main(int argc, char **argv);

/**
 * args_parse(args, options, argc, argv, why):
 * Read ${argv}: options of the tables ${options} (NULL at the end) anywhere, other
 * words into rest.  Return 0; or -1 and in ${why} what is wrong.
 */
int args_parse(struct args *args, const struct option *const *const *options, int argc, char **argv,
    struct buf *why);

extern const struct option *const global_options[];

/* Options that several commands have. */
extern const struct option opt_worktree, opt_staged, opt_all, opt_force, opt_yes, opt_format,
    opt_output, opt_target, opt_source, opt_branch, opt_expect, opt_expect_plan, opt_merge,
    opt_only_requested, opt_detailed, opt_strict, opt_jobs, opt_shard, opt_output_dir,
    opt_output_provider, opt_split, opt_lenient, opt_rules, opt_explain, opt_kind, opt_indent,
    opt_check, opt_a, opt_b, opt_zone, opt_ignore_prefix, opt_allow, opt_hook, opt_max_bytes,
    opt_dry_run;

/** args_free(args): Free the lists of words. */
void args_free(struct args *args);

/** octodns_main(name, argc, argv): Run the command of octoDNS that ${name} is; return its exit status. */
int octodns_main(const char *name, int argc, char **argv);

/** print_command_help(command), print_help(): Write help to standard output. */
void print_command_help(const struct command *command);
void print_help(void);

extern const struct command *const commands[];

#endif
