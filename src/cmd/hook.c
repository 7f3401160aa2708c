/* zoneward hook */
#include "cmd/common.h"
#include "config/secrets.h"
#include "engine/gate.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct option *const options[] = {&opt_strict, NULL};

/* The lines that Git writes to the hook; more than that is no push of a person. */
#define MAX_UPDATES 10000
#define MAX_LINE 8192

static int
read_updates(struct gate *gate, struct diags *diags)
{
	char line[MAX_LINE];
	size_t count = 0;

	while (fgets(line, sizeof(line), stdin) != NULL) {
		size_t len = strcspn(line, "\n");

		if (line[len] != '\n' || ++count > MAX_UPDATES) {
			return diag_error(diags, "hook-input", NULL, place_none,
			    "push fewer references at once",
			    "standard input is not what Git gives to a hook");
		}
		if (gate_add(gate, slice_make(line, len), diags) != 0)
			return -1;
	}
	return 0;
}

static void
print_refused(const struct gate_result *result, struct buf *out)
{
	buf_printf(out, "zoneward: %s refused: %zu error%s\n", result->reference,
	    result->diags.errors, result->diags.errors == 1 ? "" : "s");
}

static void
print_results(struct gate *gate, struct buf *out)
{
	size_t i;

	for (i = 0; i < gate->count; i++) {
		struct gate_result *result = &gate->results[i];

		gate_print(gate, result, out);
		if (result->diags.errors > 0)
			print_refused(result, out);
		else if (result->no_config)
			buf_printf(out, "zoneward: %s: no %s there: nothing was checked\n",
			    result->reference, gate->options.config);
		else if (result->zones > 0)
			buf_printf(out, "zoneward: %s: %zu zone%s valid\n", result->reference,
			    result->zones, result->zones == 1 ? "" : "s");
	}
}

static int
run_gate(const struct args *args)
{
	struct arena arena = {0};
	struct gate_options options_of_gate = {
	    .dir = args->dir,
	    .config = path_join(&arena, slice_of(""), slice_of(args->config)),
	    .root = path_join(&arena, slice_of(""), slice_of(args->root)),
	    .strict = args->strict,
	};
	struct diags diags = {0};
	struct gate gate;
	struct buf out = {0};
	bool refused = false;
	size_t i;

	if (options_of_gate.config == NULL || *options_of_gate.config == '\0' ||
	    options_of_gate.root == NULL) {
		arena_free(&arena);
		return (int)usage(args, "--config and --root are paths inside the repository");
	}
	/* A pushed configuration must not read the server's variables aloud. */
	secrets_forbid();
	gate_init(&gate, &options_of_gate);
	if (read_updates(&gate, &diags) == 0)
		gate_judge(&gate, &diags);
	gate_print_diags(&diags, &out);
	print_results(&gate, &out);
	for (i = 0; i < gate.count; i++)
		refused = refused || gate.results[i].diags.errors > 0;
	refused = refused || diags.errors > 0;
	(void)fwrite(out.data != NULL ? out.data : "", 1, out.len, stderr);
	buf_free(&out);
	gate_free(&gate);
	arena_free(&arena);
	diags_free(&diags);
	return refused ? OUTCOME_INVALID : OUTCOME_DONE;
}

static int
run(const struct args *args)
{
	if (args->rest.count != 1)
		return (int)usage(args, "name the hook: pre-receive");
	if (strcmp(args->rest.items[0], "pre-receive") != 0)
		return (int)usage(args, "there is no hook %s: pre-receive", args->rest.items[0]);
	return run_gate(args);
}

const struct command hook_command = {
    .name = "hook",
    .synopsis = "pre-receive",
    .summary = "check a push, called by Git on the server",
    .details =
	"Reads the updated references from standard input and checks the zones that they change,\n"
	"before any of them moves.  One fault refuses the push.  Tags and deleted branches are let\n"
	"through.  hooks/pre-receive is the file to put into a repository; it calls this.\n",
    .options = options,
    .run = run,
};
