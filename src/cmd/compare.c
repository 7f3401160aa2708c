/* zoneward compare */
#include "cmd/common.h"
#include "engine/matching.h"
#include "report/report.h"

#include <string.h>
#include <unistd.h>

static const struct option *const options[] = {&opt_worktree, &opt_a, &opt_b, &opt_zone,
    &opt_ignore_prefix, &opt_format, &opt_output, &opt_strict, NULL};

enum outcome
work_compare(struct work *w, struct plan *plan)
{
	const struct args *args = w->args;
	struct match_request request = {
	    .a = args->a.items,
	    .na = args->a.count,
	    .b = args->b.items,
	    .nb = args->b.count,
	    .ignore_prefix = args->ignore_prefix,
	    .below = &w->selection.below,
	};

	w->zones = &args->zone;
	w->nzones = 1;
	if (work_select(w) != OUTCOME_DONE || w->diags.errors > 0 || w->selection.count == 0)
		return OUTCOME_INVALID;
	request.zone = w->selection.zones;
	return match_sources(&w->workspace, &request, plan, &w->diags);
}

static enum outcome
compare(struct work *w, const struct plan_format *format)
{
	struct plan_view view = {
	    .color = w->args->output == NULL && use_color(w->args, STDOUT_FILENO),
	    .columns = terminal_columns(w->args),
	    .diags = &w->diags,
	};
	struct plan plan = {0};
	struct buf out = {0};
	enum outcome outcome = work_compare(w, &plan);

	if (outcome == OUTCOME_DONE) {
		format->print(&out, &plan, &view);
		outcome = print_result(w->args, buf_view(&out)) != 0 ? OUTCOME_INVALID
		    : plan_changes(&plan) > 0                        ? OUTCOME_CHANGES
								     : OUTCOME_DONE;
	}
	buf_free(&out);
	plan_free(&plan);
	return outcome;
}

static int
run(const struct args *args)
{
	const char *name = args->format != NULL ? args->format : "text";
	const struct plan_format *format = plan_format_find(name);
	struct work w;
	enum outcome outcome;

	if (format == NULL)
		return (int)usage(args, "there is no format %s: those of plan are there", name);
	if (args->a.count == 0 || args->b.count == 0)
		return (
		    int)usage(args, "name the providers to compare: --a SOURCE... --b SOURCE...");
	if (args->zone == NULL)
		return (int)usage(args, "name the zone: --zone ZONE");
	outcome = work_open(&w, args, WORK_NO_RANGE);
	if (outcome == OUTCOME_DONE && w.nzones > 0)
		outcome = usage(args, "the zone is named with --zone");
	if (outcome == OUTCOME_DONE)
		outcome = compare(&w, format);
	return work_finish(&w, outcome);
}

const struct command compare_command = {
    .name = "compare",
    .synopsis = "--a SOURCE... --b SOURCE... --zone ZONE [REV | --worktree]",
    .summary = "show how a zone differs between providers",
    .details =
	"Reads the zone from the providers of --a and from those of --b, and shows the changes that\n"
	"would turn what B has into what A has: of the record types that all of them support.\n"
	"Nothing is written.  Status 10 when there are differences.  The formats are those of plan.\n"
	"\n"
	"  zoneward compare --a config --b powerdns --zone home.example.\n"
	"  zoneward compare --a old --b new --zone home.example. --ignore-prefix _acme-challenge\n",
    .options = options,
    .run = run,
};
