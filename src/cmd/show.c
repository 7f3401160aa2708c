/* zoneward show */
#include "cmd/common.h"
#include "engine/load.h"
#include "report/report.h"

#include <string.h>

static const struct option *const options[] = {&opt_worktree, &opt_staged, &opt_format, &opt_output,
    &opt_strict, NULL};

static enum outcome
show(struct work *w, const struct zone_format *format)
{
	struct load load = {.workspace = &w->workspace, .zone_names = &w->selection.below};
	struct zone zone;
	struct buf out = {0};
	int rc;

	if (work_select(w) != OUTCOME_DONE || w->selection.count == 0)
		return OUTCOME_INVALID;
	load.config = w->selection.zones[0].config;
	load.name = w->selection.zones[0].name;
	rc = load_zone(&load, &zone, &w->diags);
	zone_sort(&zone);
	format->print(&out, &zone);
	if (rc == 0)
		rc = print_result(w->args, buf_view(&out));
	buf_free(&out);
	zone_free(&zone);
	return rc == 0 ? OUTCOME_DONE : OUTCOME_INVALID;
}

static int
run(const struct args *args)
{
	const char *name = args->format != NULL ? args->format : "text";
	const struct zone_format *format = zone_format_find(name);
	struct work w;
	enum outcome outcome;

	if (format == NULL) {
		return (int)usage(args, "there is no format %s: text, yaml, json, zonefile", name);
	}
	outcome = work_open(&w, args, WORK_NO_RANGE);
	if (outcome == OUTCOME_DONE && w.nzones != 1)
		outcome = usage(args, "name one zone, with its final dot");
	if (outcome == OUTCOME_DONE)
		outcome = show(&w, format);
	return work_finish(&w, outcome);
}

const struct command show_command = {
    .name = "show",
    .synopsis = "[REV | --worktree] ZONE",
    .summary = "print a zone as the configuration wants it",
    .details =
	"formats: text, yaml (as octoDNS writes it), json (zoneward.zone/1), zonefile (RFC 1035)\n"
	"\n"
	"  zoneward show home.example.\n"
	"  zoneward show v1.2 home.example. --format zonefile\n",
    .options = options,
    .run = run,
};
