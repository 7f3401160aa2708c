/* zoneward plan, zoneward diff */
#include "cmd/common.h"
#include "engine/planning.h"
#include "report/report.h"

#include <stdio.h>
#include <string.h>

static const struct option *const plan_options[] = {&opt_worktree, &opt_staged, &opt_merge,
    &opt_only_requested, &opt_all, &opt_target, &opt_source, &opt_shard, &opt_force, &opt_format,
    &opt_output, &opt_max_bytes, &opt_detailed, &opt_strict, &opt_jobs, NULL};
static const struct option *const diff_options[] = {&opt_merge, &opt_format, &opt_output,
    &opt_max_bytes, &opt_detailed, &opt_strict, &opt_jobs, NULL};

static enum outcome
judge(const struct args *args, const struct plan *plan)
{
	const char *unsafe = plan_unsafe(plan);

	if (unsafe != NULL && !args->force) {
		char digest[PLAN_DIGEST_LEN + 1];

		plan_digest(plan, digest);
		(void)fprintf(stderr,
		    "error: the plan is unsafe: %s\n"
		    "hint: look at it again, then apply it with --allow %s%s\n",
		    unsafe, digest, plan_guarded(plan) ? "" : ", or --force");
		return OUTCOME_REFUSED;
	}
	if (args->detailed_exitcode && plan_changes(plan) > 0)
		return OUTCOME_CHANGES;
	return OUTCOME_DONE;
}

/* A zone that is no longer configured is nobody's to delete: octoDNS does not, either. */
static void
say_removed(struct work *w)
{
	size_t i;

	for (i = 0; i < w->selection.nremoved; i++) {
		struct subject subject = {w->selection.removed[i].name, {"", 0}, NULL};

		diag_warn(&w->diags, "zone-removed", &subject, place_none,
		    "delete it there by hand when it is no longer wanted",
		    "the zone is no longer configured; what the targets serve of it stays");
	}
}

static enum outcome
make_plan(struct work *w, struct plan *plan, bool live)
{
	enum outcome outcome = work_select(w);

	if (outcome != OUTCOME_DONE || w->diags.errors > 0)
		return OUTCOME_INVALID;
	if (live)
		say_removed(w);
	return live ? work_plan(w, plan)
		    : plan_configs(&w->workspace, &w->selection, plan, &w->diags);
}

static int
run(const struct args *args, bool live)
{
	const struct plan_format *format = find_plan_format(args);
	struct plan plan = {0};
	size_t max_bytes;
	struct work w;
	enum outcome outcome;
	int status;

	if (format == NULL || read_max_bytes(args, &max_bytes) != OUTCOME_DONE)
		return OUTCOME_USAGE;
	outcome = work_open(&w, args, live && !args->only_requested ? 0 : WORK_RANGE_ONLY);
	if (outcome == OUTCOME_DONE)
		outcome = make_plan(&w, &plan, live);
	if (outcome == OUTCOME_DONE)
		outcome = print_plan(&w, format, &plan, max_bytes);
	if (outcome == OUTCOME_DONE)
		outcome = judge(args, &plan);
	plan_free(&plan);
	status = work_finish(&w, outcome);
	return status;
}

static int
run_plan(const struct args *args)
{
	return run(args, true);
}

static int
run_diff(const struct args *args)
{
	return run(args, false);
}

const struct command plan_command = {
    .name = "plan",
    .synopsis = "[REV | BASE..HEAD | --worktree] [ZONE...]",
    .summary = "show what apply would change at the targets",
    .details =
	"Reads what the targets serve now and compares.  Nothing is written.  Of a range only the\n"
	"zones that it changes are planned, unless --all is given.  A plan that changes too much\n"
	"(or the NS records of a zone itself) is shown, and ends with status 3 without --force.\n"
	"A range is planned with the providers, processors and settings that its base has; with\n"
	"--merge its head is what merging it into the base would give, made in memory.\n"
	"\n"
	"formats: text, octodns (as octodns-sync logs it), markdown (a comment for a pull\n"
	"request), html (a page), json (zoneward.plan/1), markdown-octodns, html-octodns, json-octodns\n"
	"\n"
	"  zoneward plan                             the files on disk, all zones\n"
	"  zoneward plan main..topic --merge --format markdown\n"
	"  zoneward plan main --target cloudflare home.example.\n",
    .options = plan_options,
    .run = run_plan,
};

const struct command diff_command = {
    .name = "diff",
    .synopsis = "BASE..HEAD [ZONE...]",
    .summary = "show what a range changes in the configuration's zones",
    .details =
	"Compares the records of two commits with each other; no provider is asked.  The formats\n"
	"are those of plan.\n"
	"\n"
	"  zoneward diff main..topic\n"
	"  zoneward diff HEAD~1..HEAD --format json\n",
    .options = diff_options,
    .run = run_diff,
};
