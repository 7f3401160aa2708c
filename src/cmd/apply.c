/* zoneward apply */
#include "cmd/common.h"
#include "core/log.h"
#include "engine/applying.h"
#include "engine/planning.h"
#include "report/report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct option *const options[] = {&opt_worktree, &opt_target, &opt_source, &opt_shard,
    &opt_branch, &opt_expect, &opt_allow, &opt_force, &opt_yes, &opt_strict, &opt_jobs, NULL};

static enum outcome
refuse(const char *what, const char *hint)
{
	(void)fprintf(stderr, "error: %s\nhint: %s\n", what, hint);
	return OUTCOME_REFUSED;
}

/* --allow lets this very plan pass, --force any that octoDNS would let pass with it. */
static enum outcome
check_unsafe(const struct args *args, const struct plan *plan, const char *unsafe)
{
	char digest[PLAN_DIGEST_LEN + 1];

	plan_digest(plan, digest);
	if (args->allow != NULL && *digest != '\0' && strcmp(args->allow, digest) == 0)
		return OUTCOME_DONE;
	if (args->allow == NULL && args->force && !plan_guarded(plan))
		return OUTCOME_DONE;
	(void)fprintf(stderr, "error: the plan is unsafe: %s\n", unsafe);
	if (args->allow != NULL)
		(void)fprintf(stderr, "error: --allow names another plan\n");
	(void)fprintf(stderr,
	    "error: nothing was written\nhint: look at it again, then give --allow %s%s\n", digest,
	    args->force || plan_guarded(plan) ? "" : ", or --force");
	return OUTCOME_REFUSED;
}

static enum outcome
check_plan(const struct args *args, const struct plan *plan)
{
	const char *unsafe = plan_unsafe(plan);
	char digest[PLAN_DIGEST_LEN + 1];

	if (args->expect != NULL) {
		plan_digest(plan, digest);
		if (strcmp(args->expect, digest) != 0) {
			(void)fprintf(stderr,
			    "error: the plan has digest %s, not the expected one\n", digest);
			return refuse("nothing was written",
			    "review the plan above, and expect its digest");
		}
	}
	return unsafe != NULL ? check_unsafe(args, plan, unsafe) : OUTCOME_DONE;
}

static enum outcome
confirm(const struct args *args)
{
	char answer[16];

	if (args->yes)
		return OUTCOME_DONE;
	if (isatty(STDIN_FILENO) != 1)
		return usage(args, "give --yes: there is no terminal to ask on");
	(void)fprintf(stderr, "Write these changes? [y/N] ");
	if (fgets(answer, sizeof(answer), stdin) == NULL || (answer[0] != 'y' && answer[0] != 'Y'))
		return refuse("nothing was written", "answer y to write the changes");
	return OUTCOME_DONE;
}

static void
print_plan(const struct args *args, const struct plan *plan)
{
	struct plan_view view = {
	    .color = use_color(args, STDOUT_FILENO),
	    .columns = terminal_columns(args),
	};
	struct buf out = {0};

	plan_format_find("text")->print(&out, plan, &view);
	(void)print_result(args, buf_view(&out));
	buf_free(&out);
}

static enum outcome
carry_out(struct work *w, const struct plan *plan)
{
	struct applied result;
	enum outcome outcome = apply_plan(&w->workspace, plan, &result, &w->diags);
	struct buf line = {0};

	buf_printf(&line, "%zu done", result.done);
	if (result.failed > 0)
		buf_printf(&line, ", %zu failed", result.failed);
	if (result.unknown > 0)
		buf_printf(&line, ", %zu unknown", result.unknown);
	if (result.skipped > 0)
		buf_printf(&line, ", %zu left out: the target or zone is never written",
		    result.skipped);
	buf_char(&line, '\n');
	if (log_level() != LOG_LEVEL_QUIET || outcome != OUTCOME_DONE)
		(void)print_result(w->args, buf_view(&line));
	buf_free(&line);
	return outcome;
}

static enum outcome
make_plan(struct work *w, struct plan *plan)
{
	enum outcome outcome;

	if (apply_allowed(&w->workspace, w->args->branch, &w->diags) != 0)
		return OUTCOME_REFUSED;
	outcome = work_select(w);
	if (outcome != OUTCOME_DONE || w->diags.errors > 0)
		return OUTCOME_INVALID;
	return work_plan(w, plan);
}

static enum outcome
apply(struct work *w, struct plan *plan)
{
	enum outcome outcome = make_plan(w, plan);

	if (outcome != OUTCOME_DONE)
		return outcome;
	print_plan(w->args, plan);
	if (w->workspace.config->enable_checksum && w->args->expect == NULL &&
	    plan_changes(plan) > 0) {
		return refuse("the configuration wants a digest (manager.enable_checksum)",
		    "give the plan's with --expect");
	}
	outcome = check_plan(w->args, plan);
	if (outcome != OUTCOME_DONE || plan_changes(plan) == 0)
		return outcome;
	outcome = confirm(w->args);
	return outcome == OUTCOME_DONE ? carry_out(w, plan) : outcome;
}

static int
run(const struct args *args)
{
	struct plan plan = {0};
	struct work w;
	enum outcome outcome = work_open(&w, args, WORK_NO_RANGE);
	int status;

	if (outcome == OUTCOME_DONE)
		outcome = apply(&w, &plan);
	plan_free(&plan);
	status = work_finish(&w, outcome);
	return status;
}

const struct command apply_command = {
    .name = "apply",
    .synopsis = "[REV | --worktree] [ZONE...]",
    .summary = "plan, write the changes to the targets, and check that they are served",
    .details =
	"A commit is applied only when it is on the protected branch.  After writing, each zone is\n"
	"read again, and every change is done, failed or unknown; running apply again is safe.\n"
	"\n"
	"  zoneward apply --worktree                 ask, then write what the files on disk want\n"
	"  zoneward apply main --yes                 in CI, after a merge\n"
	"  zoneward apply main --expect DIGEST --yes only the plan that was reviewed\n",
    .options = options,
    .run = run,
};
