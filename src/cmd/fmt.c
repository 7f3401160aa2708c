/* zoneward fmt */
#include "cmd/common.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/text.h"
#include "engine/formatting.h"

#include <stdio.h>
#include <stdlib.h>

static const struct option *const options[] = {&opt_check, &opt_jobs, NULL};

/* What was typed, told apart: zones end in a dot. */
struct typed {
	struct words zones, files;
};

struct telling {
	const struct args *args;
	bool failed; /* the result could not be printed */
};

static void
push(struct words *words, const char *word)
{
	words->items = mem_grow(words->items, &words->cap, words->count + 1, sizeof(*words->items));
	words->items[words->count++] = word;
}

static void
tell(void *ctx, const char *path, struct slice diff)
{
	struct telling *telling = ctx;
	struct buf line = {0};

	if (telling->args->check) {
		if (!telling->failed && print_result(telling->args, diff) != 0)
			telling->failed = true;
	} else if (log_level() != LOG_LEVEL_QUIET) {
		buf_text(&line, "formatted ");
		text_safe(&line, slice_of(path));
		(void)fprintf(stderr, "%s\n", line.data);
		buf_free(&line);
	}
}

static void
say_done(const struct args *args, const struct formatted *result)
{
	const char *plural = result->files == 1 ? "" : "s";

	if (log_level() == LOG_LEVEL_QUIET)
		return;
	if (args->check) {
		(void)fprintf(stderr, "%zu of %zu file%s would be formatted\n", result->changed,
		    result->files, plural);
	} else {
		(void)fprintf(stderr, "%zu of %zu file%s formatted\n", result->changed,
		    result->files, plural);
	}
}

static enum outcome
format(struct work *w, const struct typed *typed)
{
	struct telling telling = {w->args, false};
	struct format_request request = {.files = typed->files.items,
	    .nfiles = typed->files.count,
	    .check = w->args->check,
	    .changed = tell,
	    .ctx = &telling};
	struct formatted result;
	int rc = 0;

	w->zones = typed->zones.items;
	w->nzones = typed->zones.count;
	if (w->nzones > 0 || request.nfiles == 0) {
		rc = work_select(w) == OUTCOME_DONE ? 0 : -1;
		request.selection = &w->selection;
	}
	if (format_files(&w->workspace, &request, &result, &w->diags) != 0)
		rc = -1;
	say_done(w->args, &result);
	if (rc != 0 || telling.failed || w->diags.errors > 0 ||
	    (w->args->check && result.changed > 0))
		return OUTCOME_INVALID;
	return OUTCOME_DONE;
}

static int
run(const struct args *args)
{
	struct typed typed = {{0}, {0}};
	struct work w;
	enum outcome outcome;
	size_t i;
	int status;

	for (i = 0; i < args->rest.count; i++) {
		push(names_zone(args->rest.items[i]) ? &typed.zones : &typed.files,
		    args->rest.items[i]);
	}
	outcome = work_open(&w, args, WORK_NO_REVISION);
	if (outcome == OUTCOME_DONE)
		outcome = format(&w, &typed);
	status = work_finish(&w, outcome);
	free(typed.zones.items);
	free(typed.files.items);
	return status;
}

const struct command fmt_command = {
    .name = "fmt",
    .synopsis = "[ZONE... | FILE...]",
    .summary = "rewrite zone files in octoDNS's layout, comments kept",
    .details =
	"Writes the files that the zones are read from as octoDNS's dumper would: keys in order,\n"
	"its quotes, lines folded at 80 columns, one value as \"value\", several as \"values\" in\n"
	"order, the default TTL left out.  Comments move along with their key; anchors, aliases, <<\n"
	"and !include stay; files that are included are done, too.  What the records mean never\n"
	"changes: a record with faults is only laid out, and where order would come between an\n"
	"anchor and its alias it is left, with a warning.  With enforce_order: false keys keep\n"
	"their order.  A FILE is named from the current directory, or from -C DIR.\n"
	"\n"
	"With --check nothing is written: what would change is printed as a diff, and the status\n"
	"is 1 when there is any.\n"
	"\n"
	"  zoneward fmt\n"
	"  zoneward fmt home.example.\n"
	"  zoneward fmt --check zones/home.example.yaml\n",
    .options = options,
    .run = run,
};
