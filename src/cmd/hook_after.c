/* zoneward hook post-receive: what was pushed to the protected branch is planned or applied. */
#include "cmd/hook.h"
#include "cmd/turn.h"
#include "core/log.h"
#include "core/mem.h"
#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Only protected branches count; the gate forgets the others. */
struct after {
	struct gate *gate;
	const char *head; /* what HEAD names */
};

static int
add_protected(void *ctx, struct slice line, struct diags *diags)
{
	struct after *after = ctx;
	size_t first = slice_find(line, ' ');
	struct slice rest = slice_sub(line, first + 1, line.len);
	struct slice reference = slice_sub(rest, slice_find(rest, ' ') + 1, rest.len);

	if (!hook_protects(&after->gate->settings, after->head, reference))
		return 0;
	return gate_add(after->gate, line, diags);
}

/*
 * One at a time: the next waits, and then works on what the branch is by then.  The
 * lock goes with the process.
 */
static int
wait_for_turn(const struct gate *gate, struct diags *diags)
{
	struct lock_request request = {
	    .dir = gate->options.dir,
	    .config = gate->options.config,
	    .mode = REPO_HOOK,
	    .must = true,
	};
	struct lock lock;

	return turn_wait(&lock, &request, diags);
}

/* The zones that the push changed, as words for the command. */
static int
touched(const struct gate *gate, const struct gate_result *result, struct args *args,
    struct arena *arena, struct diags *diags)
{
	char head[2 * OID_SIZE + 1], base[2 * OID_SIZE + 1];
	struct workspace_options options = {
	    .dir = gate->options.dir,
	    .config = gate->options.config,
	    .root = gate->options.root,
	    .kind = WORKSPACE_RANGE,
	    .head = head,
	    .base = oid_is_zero(&result->old_id) ? "" : base,
	    .mode = REPO_HOOK,
	    .strict = gate->options.strict,
	};
	struct select_options all = {0};
	struct selection selection = {0};
	struct workspace workspace;
	size_t i;
	int rc;

	oid_hex(&result->new_id, head);
	oid_hex(&result->old_id, base);
	rc = workspace_open(&workspace, &options, diags);
	if (rc == 0)
		rc = select_zones(&workspace, &all, &selection, diags);
	for (i = 0; rc == 0 && i < selection.count; i++) {
		args->rest.items = mem_grow(args->rest.items, &args->rest.cap, args->rest.count + 1,
		    sizeof(*args->rest.items));
		args->rest.items[args->rest.count++] = arena_text(arena, selection.zones[i].name);
	}
	selection_free(&selection);
	workspace_close(&workspace);
	return diags->errors > 0 ? -1 : rc;
}

/* The branch as it stands now: another push may have come while this one waited. */
static int
current_tip(struct gate *gate, const char *reference, char hex[2 * OID_SIZE + 1])
{
	struct oid tip;

	if (repo_reference(gate->repo, reference, &tip) != 0)
		return -1;
	oid_hex(&tip, hex);
	return 0;
}

/* Whether the settings before the push let who pushes allow a plan by its digest. */
static bool
may_allow(const struct gate *gate, const struct gate_result *result)
{
	struct snapshot *snapshot = NULL;
	struct config *config = NULL;
	struct diags ignored = {0};
	bool allows = false;

	if (!oid_is_zero(&result->old_id) &&
	    snapshot_commit(&snapshot, gate->repo, &result->old_id, &ignored) == 0 &&
	    config_read(&config, snapshot, gate->options.config, &ignored) == 0)
		allows = config->push_allow;
	config_free(config);
	snapshot_close(snapshot);
	diags_free(&ignored);
	return allows;
}

static int
work_on(struct gate *gate, struct gate_result *result, const struct args *given, const char *allow,
    struct diags *diags)
{
	bool apply = gate->settings.after == HOOK_AFTER_APPLY;
	const struct command *command = apply ? &apply_command : &plan_command;
	struct args args = {
	    .command = command->name,
	    .dir = given->dir,
	    .config = gate->options.config,
	    .root = gate->options.root,
	    .strict = gate->options.strict,
	    .branch = result->name,
	    .in_hook = true,
	    .yes = true,
	};
	char hex[2 * OID_SIZE + 1];
	struct arena arena = {0};
	int status = OUTCOME_DONE;

	if (current_tip(gate, result->name, hex) != 0)
		return OUTCOME_DONE;
	args.rest.items = mem_grow(NULL, &args.rest.cap, 1, sizeof(*args.rest.items));
	args.rest.items[args.rest.count++] = hex;
	if (allow != NULL && may_allow(gate, result))
		args.allow = allow;
	if (touched(gate, result, &args, &arena, diags) != 0)
		status = OUTCOME_INVALID;
	else if (args.rest.count == 1)
		(void)printf("zoneward: %s: no zone changes\n", result->reference);
	else
		status = command->run(&args);
	(void)fflush(stdout);
	args_free(&args);
	arena_free(&arena);
	return status;
}

int
after_push(struct gate *gate, const struct args *args)
{
	struct after after = {gate, NULL};
	struct push_options asked = {0};
	struct diags diags = {0};
	struct buf out = {0};
	int status = OUTCOME_DONE, own;
	size_t i;

	if (gate_open(gate, &diags) == 0 && gate->settings.after != HOOK_AFTER_NOTHING) {
		after.head = repo_default_branch(gate->repo, &gate->arena);
		(void)read_push_options(&asked, &diags);
		(void)read_lines(add_protected, &after, &diags);
		if (gate->count > 0 && diags.errors == 0)
			(void)wait_for_turn(gate, &diags);
	}
	for (i = 0; i < gate->count && diags.errors == 0; i++) {
		if (oid_is_zero(&gate->results[i].new_id))
			continue;
		own = work_on(gate, &gate->results[i], args, asked.allow, &diags);
		status = own != OUTCOME_DONE ? own : status;
	}
	if (diags.errors > 0)
		status = status == OUTCOME_DONE ? OUTCOME_INVALID : status;
	gate_print_diags(&diags, &out);
	if (status != OUTCOME_DONE)
		buf_printf(&out, "zoneward: the push is there, but not all of it is served\n");
	(void)fwrite(out.data != NULL ? out.data : "", 1, out.len, stderr);
	buf_free(&out);
	diags_free(&diags);
	return status;
}
