/* The table of subcommands, and how one is picked. */
#include "cmd/cmd.h"
#include "core/json_memory.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/nearest.h"
#include "core/text.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

const struct command *const commands[] = {&validate_command, &show_command, &diff_command,
    &plan_command, &apply_command, &drift_command, &dump_command, &fmt_command, &compare_command,
    &versions_command, &hook_command, &init_command, &doctor_command, &ci_command, &schema_command,
    NULL};

static const struct command *
find_command(const char *name)
{
	size_t i;

	for (i = 0; commands[i] != NULL; i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	return NULL;
}

static const char *
nearest_command(const char *name)
{
	struct nearest nearest = nearest_start(name);
	size_t i;

	for (i = 0; commands[i] != NULL; i++)
		nearest_try(&nearest, commands[i]->name);
	return nearest_word(&nearest);
}

static int
usage_error(const char *what, const char *see)
{
	(void)fprintf(stderr, "zoneward: error: %s\nhint: zoneward %s--help shows what there is\n",
	    what, see);
	return OUTCOME_USAGE;
}

static int
unknown_command(const char *name)
{
	const char *near = nearest_command(name);
	struct buf what = {0};
	int status;

	buf_text(&what, "unknown command ");
	text_safe(&what, slice_of(name));
	if (near != NULL)
		buf_printf(&what, "; did you mean %s?", near);
	status = usage_error(what.data, "");
	buf_free(&what);
	return status;
}

static int
check_args(const struct args *args, const char **what)
{
	if (args->color != NULL && strcmp(args->color, "auto") != 0 &&
	    strcmp(args->color, "always") != 0 && strcmp(args->color, "never") != 0) {
		*what = "--color takes auto, always or never";
		return -1;
	}
	if (args->verbose && args->quiet) {
		*what = "-v and -q exclude each other";
		return -1;
	}
	return 0;
}

static int
run_command(const struct command *command, struct args *args, int argc, char **argv)
{
	const struct option *const *const tables[] = {command->options, global_options, NULL};
	struct buf why = {0}, see = {0};
	const char *what = NULL;
	int status = -1;

	args->command = command->name;
	buf_printf(&see, "%s ", command->name);
	if (args_parse(args, tables, argc, argv, &why) != 0) {
		status = usage_error(why.data, see.data);
	} else if (args->help) {
		print_command_help(command);
		status = OUTCOME_DONE;
	} else if (check_args(args, &what) != 0) {
		status = usage_error(what, see.data);
	} else {
		log_set_level(args->quiet ? LOG_LEVEL_QUIET
			: args->verbose   ? LOG_LEVEL_VERBOSE
					  : LOG_LEVEL_NORMAL);
		status = command->run(args);
	}
	buf_free(&why);
	buf_free(&see);
	return status;
}

/* Options before the command: all that are global, then its name. */
static int
command_place(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "-C") == 0 || strcmp(argv[i], "--directory") == 0 ||
		    strcmp(argv[i], "--config") == 0 || strcmp(argv[i], "--root") == 0 ||
		    strcmp(argv[i], "--color") == 0)
			i++;
	}
	return i;
}

static int
dispatch(struct args *args, int argc, char **argv)
{
	int at = command_place(argc, argv);
	const struct option *const *const tables[] = {global_options, NULL};
	const struct command *command;
	struct buf why = {0};
	int status = OUTCOME_USAGE;

	if (at > argc)
		at = argc;
	if (args_parse(args, tables, at - 1, argv + 1, &why) != 0) {
		status = usage_error(why.data, "");
	} else if (at == argc || strcmp(argv[at], "help") == 0) {
		command = at + 1 < argc ? find_command(argv[at + 1]) : NULL;
		if (command != NULL)
			print_command_help(command);
		else
			print_help();
		status = args->help || at < argc ? OUTCOME_DONE : OUTCOME_USAGE;
	} else {
		command = find_command(argv[at]);
		status = command == NULL ? unknown_command(argv[at])
					 : run_command(command, args, argc - at - 1, argv + at + 1);
	}
	buf_free(&why);
	return status;
}

/* Our memory has secrets in it, beginning with the environment. */
static void
dump_no_core(void)
{
	(void)prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
}

int
cmd_main(int argc, char **argv)
{
	struct args args = {.dir = ".", .config = "octodns.yaml", .root = ""};
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	const char *self = slash != NULL ? slash + 1 : argc > 0 ? argv[0] : "zoneward";
	int status;

	dump_no_core();
	mem_begin();
	json_memory_begin();
	/* A reader that went away is noticed where the result is written. */
	(void)signal(SIGPIPE, SIG_IGN);
	/* The commands of octoDNS are links to this program. */
	if (strncmp(self, "octodns-", 8) == 0)
		return octodns_main(self, argc - 1, argv + 1);
	if (argc == 2 && (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "version") == 0)) {
		(void)puts("zoneward " ZONEWARD_VERSION);
		return OUTCOME_DONE;
	}
	status = dispatch(&args, argc, argv);
	args_free(&args);
	return status;
}
