/* zoneward dump */
#include "cmd/common.h"
#include "core/log.h"
#include "core/text.h"
#include "engine/dumping.h"

#include <string.h>

static const struct option *const options[] = {&opt_worktree, &opt_output_dir, &opt_split,
    &opt_lenient, &opt_output_provider, &opt_strict, &opt_jobs, NULL};

static enum outcome
check_usage(const struct args *args)
{
	const struct words *rest = &args->rest;
	bool revision = !args->worktree && rest->count > 0 && !names_zone(rest->items[0]);
	size_t at = revision ? 1 : 0;

	if (args->output_dir == NULL || *args->output_dir == '\0')
		return usage(args, "say where to write: --output-dir DIR");
	if (rest->count <= at || !names_zone(rest->items[at]))
		return usage(args, "name a zone, with its final dot, or '*' for all zones");
	if (rest->count <= at + 1)
		return usage(args, "name the providers to read it from, after the zone");
	return OUTCOME_DONE;
}

static void
say_done(const struct args *args, const struct dumped *result)
{
	struct buf out = {0};

	buf_printf(&out, "%zu zone%s, %zu record%s: written to ", result->zones,
	    result->zones == 1 ? "" : "s", result->records, result->records == 1 ? "" : "s");
	text_safe(&out, slice_of(args->output_dir));
	buf_char(&out, '\n');
	(void)print_result(args, buf_view(&out));
	buf_free(&out);
}

enum outcome
work_dump(struct work *w, struct dumped *result)
{
	const struct args *args = w->args;
	struct dump_request request = {
	    .selection = &w->selection,
	    .sources = w->zones + 1,
	    .nsources = w->nzones - 1,
	    .dir = args->output_dir,
	    .output_provider = args->output_provider,
	    .split = args->split,
	    .lenient = args->lenient,
	};
	enum outcome outcome;

	memset(result, 0, sizeof(*result));
	/* An asterisk anywhere means every zone: as octoDNS has it. */
	w->nzones = strchr(w->zones[0], '*') != NULL ? 0 : 1;
	outcome = work_select(w);
	if (outcome != OUTCOME_DONE || w->diags.errors > 0)
		return OUTCOME_INVALID;
	if (args->split && args->output_provider != NULL) {
		diag_warn(&w->diags, "dump-split", NULL, place_none, "leave one of them out",
		    "--split has no effect: the options of %s say how files are split",
		    args->output_provider);
	}
	return dump_zones(&w->workspace, &request, result, &w->diags);
}

static enum outcome
dump(struct work *w)
{
	struct dumped result;
	enum outcome outcome = work_dump(w, &result);

	if (result.zones > 0 && log_level() != LOG_LEVEL_QUIET)
		say_done(w->args, &result);
	return outcome;
}

static int
run(const struct args *args)
{
	enum outcome outcome = check_usage(args);
	struct work w;

	if (outcome != OUTCOME_DONE)
		return (int)outcome;
	outcome = work_open(&w, args, WORK_NO_RANGE);
	if (outcome == OUTCOME_DONE)
		outcome = dump(&w);
	return work_finish(&w, outcome);
}

const struct command dump_command = {
    .name = "dump",
    .synopsis = "--output-dir DIR [REV | --worktree] ZONE SOURCE...",
    .summary = "write what providers serve as zone files",
    .details =
	"Reads the zone from each SOURCE, the id of a provider, and writes the zone's YAML files\n"
	"to DIR, which starts from the current directory.  Files of the zone that are there become\n"
	"what was read: records that only they have are taken out.  '*' means every zone of the\n"
	"configuration.  When one zone cannot be read, nothing is written.\n"
	"\n"
	"  zoneward dump --output-dir ./zones home.example. cloudflare\n"
	"  zoneward dump --output-dir ./zones --split '*' powerdns\n"
	"  zoneward dump --output-dir ./zones --output-provider config home.example. powerdns\n",
    .options = options,
    .run = run,
};
