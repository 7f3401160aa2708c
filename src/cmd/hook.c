/* zoneward hook */
#include "cmd/hook.h"

#include "config/secrets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option *const options[] = {&opt_strict, NULL};

/* What passes is named one by one up to so many references. */
#define NAMED 20

static int
add_received(void *ctx, struct slice line, struct diags *diags)
{
	return gate_add(ctx, line, diags);
}

static int
add_pushed(void *ctx, struct slice line, struct diags *diags)
{
	return gate_add_push(ctx, line, diags);
}

static void
judge_received(struct gate *gate, const struct args *args, struct diags *diags)
{
	(void)args;
	if (read_lines(add_received, gate, diags) == 0)
		gate_judge(gate, diags);
}

/* REF OLD NEW on the command line, once for each reference. */
static void
judge_update(struct gate *gate, const struct args *args, struct diags *diags)
{
	const char *const *words = args->rest.items;
	struct buf line = {0};

	buf_printf(&line, "%s %s %s", words[2], words[3], words[1]);
	if (gate_add(gate, buf_view(&line), diags) == 0)
		gate_judge(gate, diags);
	buf_free(&line);
}

static void
judge_staged(struct gate *gate, const struct args *args, struct diags *diags)
{
	(void)args;
	gate_judge_staged(gate, diags);
}

static void
judge_pushed(struct gate *gate, const struct args *args, struct diags *diags)
{
	(void)args;
	if (read_lines(add_pushed, gate, diags) == 0)
		gate_judge(gate, diags);
}

/* A hook of Git, and how it is carried out. */
static const struct hook {
	const char *name;
	size_t nwords; /* that Git gives it, at least */
	void (*judge)(struct gate *gate, const struct args *args, struct diags *diags);
	bool remote;    /* its first word is the name of the remote */
	bool forgiving; /* with push options that make it lenient */
} hooks[] = {
    {"pre-receive", 0, judge_received, false, true},
    {"update", 3, judge_update, false, true},
    {"post-receive", 0, NULL, false, false},
    {"pre-commit", 0, judge_staged, false, false},
    {"pre-push", 2, judge_pushed, true, false},
};

/* GitLab shows only lines that begin like this. */
static const char *
lead(void)
{
	return getenv("GL_ID") != NULL ? "GL-HOOK-ERR: " : "";
}

static void
print_one(struct gate *gate, struct gate_result *result, struct buf *out)
{
	size_t errors = result->diags.errors;

	gate_print(gate, result, out);
	if (errors > 0)
		buf_printf(out, "%szoneward: %s refused: %zu error%s\n", lead(), result->reference,
		    errors, errors == 1 ? "" : "s");
	else if (result->no_config)
		buf_printf(out, "zoneward: %s: no %s there: nothing was checked\n",
		    result->reference, gate->options.config);
	else if (result->zones > 0)
		buf_printf(out, "zoneward: %s: %zu zone%s valid\n", result->reference,
		    result->zones, result->zones == 1 ? "" : "s");
	else if (gate->count <= NAMED && !result->ledger)
		buf_printf(out, "zoneward: %s: no zone changes\n", result->reference);
}

static bool
print_results(struct gate *gate, struct diags *diags)
{
	bool refused = diags->errors > 0;
	struct buf out = {0};
	size_t i;

	gate_print_diags(diags, &out);
	for (i = 0; i < gate->count; i++) {
		print_one(gate, &gate->results[i], &out);
		refused = refused || gate->results[i].diags.errors > 0;
	}
	(void)fwrite(out.data != NULL ? out.data : "", 1, out.len, stderr);
	buf_free(&out);
	return refused;
}

static int
run_gate(const struct hook *hook, struct gate *gate, const struct args *args, struct diags *diags)
{
	struct push_options asked = {0};

	/* A pushed configuration must not read the server's variables aloud. */
	secrets_forbid();
	if (gate_open(gate, diags) == 0 && read_push_options(&asked, diags) == 0 &&
	    deadline_start(gate->settings.deadline, diags) == 0) {
		gate->options.lenient = hook->forgiving && asked.lenient;
		hook->judge(gate, args, diags);
	}
	return print_results(gate, diags) ? OUTCOME_INVALID : OUTCOME_DONE;
}

static int
run_hook(const struct hook *hook, const struct args *args)
{
	struct arena arena = {0};
	struct gate_options gate_options = {
	    .dir = args->dir,
	    .strict = args->strict,
	    .remote = hook->remote ? args->rest.items[1] : NULL,
	};
	struct diags diags = {0};
	struct gate gate;
	int status;

	/* What is said here goes before the settings of the repository. */
	if (strcmp(args->config, "octodns.yaml") != 0)
		gate_options.config = path_join(&arena, slice_of(""), slice_of(args->config));
	if (*args->root != '\0')
		gate_options.root = path_join(&arena, slice_of(""), slice_of(args->root));
	if ((gate_options.config == NULL && strcmp(args->config, "octodns.yaml") != 0) ||
	    (gate_options.config != NULL && *gate_options.config == '\0') ||
	    (gate_options.root == NULL && *args->root != '\0')) {
		arena_free(&arena);
		return (int)usage(args, "--config and --root are paths inside the repository");
	}
	gate_init(&gate, &gate_options);
	status =
	    hook->judge != NULL ? run_gate(hook, &gate, args, &diags) : after_push(&gate, args);
	gate_free(&gate);
	arena_free(&arena);
	diags_free(&diags);
	return status;
}

static int
run(const struct args *args)
{
	size_t i;

	for (i = 0; args->rest.count > 0 && i < sizeof(hooks) / sizeof(hooks[0]); i++) {
		if (strcmp(args->rest.items[0], hooks[i].name) != 0)
			continue;
		if (args->rest.count < hooks[i].nwords + 1)
			return (int)usage(args, "Git gives %zu words to %s", hooks[i].nwords,
			    hooks[i].name);
		return run_hook(&hooks[i], args);
	}
	return (int)usage(args,
	    "name the hook: pre-receive, update, post-receive, pre-commit or pre-push");
}

const struct command hook_command = {
    .name = "hook",
    .synopsis = "pre-receive | update | post-receive | pre-commit | pre-push",
    .summary = "check a push or a commit, called by Git",
    .details =
	"The hooks of hooks/ call this; zoneward init --hook puts one into a repository.\n"
	"\n"
	"pre-receive and update check, before a branch moves on the server, the zones that the\n"
	"push changes; one fault refuses it.  post-receive plans or applies what a push to the\n"
	"protected branch changed.  pre-commit checks what is staged, pre-push what is to be\n"
	"pushed.  Tags and deleted branches are let through.\n"
	"\n"
	"Settings of the repository, with git config:\n"
	"  zoneward.config FILE       the configuration (default octodns.yaml)\n"
	"  zoneward.root SUB          folder that its paths start from\n"
	"  zoneward.strict true       as --strict\n"
	"  zoneward.refs GLOB         references to check (default every branch; repeatable)\n"
	"  zoneward.protected BRANCH  may not be rewritten or deleted (repeatable)\n"
	"  zoneward.deadline SECONDS  refuse what takes longer (default 60)\n"
	"  zoneward.postReceive WHAT  nothing, plan (the default) or apply\n",
    .options = options,
    .run = run,
};
