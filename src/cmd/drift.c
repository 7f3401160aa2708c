/* zoneward drift */
#include "cmd/common.h"
#include "plan/origin.h"
#include "report/report.h"

static const struct option *const options[] = {&opt_branch, &opt_target, &opt_source, &opt_shard,
    &opt_format, &opt_output, &opt_max_bytes, &opt_strict, &opt_jobs, NULL};

static enum outcome
find_drift(struct work *w, const struct plan_format *format, size_t max_bytes)
{
	struct plan plan = {0};
	enum outcome outcome = work_select(w);

	if (outcome != OUTCOME_DONE || w->diags.errors > 0)
		return OUTCOME_INVALID;
	outcome = work_plan(w, &plan);
	if (outcome == OUTCOME_DONE) {
		plan_call_drift(&plan);
		outcome = print_plan(w, format, &plan, max_bytes);
		if (outcome == OUTCOME_DONE && plan_changes(&plan) > 0)
			outcome = OUTCOME_CHANGES;
	}
	plan_free(&plan);
	return outcome;
}

static int
run(const struct args *args)
{
	const struct plan_format *format = find_plan_format(args);
	size_t max_bytes;
	struct work w;
	enum outcome outcome;

	if (format == NULL || read_max_bytes(args, &max_bytes) != OUTCOME_DONE)
		return OUTCOME_USAGE;
	outcome = work_open(&w, args, WORK_NO_RANGE | WORK_BRANCH);
	if (outcome == OUTCOME_DONE)
		outcome = find_drift(&w, format, max_bytes);
	return work_finish(&w, outcome);
}

const struct command drift_command = {
    .name = "drift",
    .synopsis = "[REV] [ZONE...]",
    .summary = "show what the targets serve that the protected branch does not say",
    .details =
	"Compares what the targets serve with the protected branch, for a job that runs every day.\n"
	"Nothing is written.  Status 10 when they differ.  The formats are those of plan; what is\n"
	"shown is what apply would do to put it right.\n"
	"\n"
	"  zoneward drift                            the protected branch, all zones\n"
	"  zoneward drift --format markdown --output drift.md\n"
	"  zoneward drift main home.example.\n",
    .options = options,
    .run = run,
};
