/* zoneward validate */
#include "engine/validate.h"
#include "cmd/common.h"
#include "core/log.h"
#include "dns/rules_explain.h"
#include "report/report.h"
#include "report/rules.h"

#include <string.h>
#include <unistd.h>

static const struct option *const options[] = {&opt_worktree, &opt_staged, &opt_all, &opt_format,
    &opt_output, &opt_strict, &opt_jobs, &opt_rules, &opt_explain, NULL};

static void
print_text(struct work *w, const struct validated *result, struct buf *out)
{
	struct line_source lines = {workspace_line, &w->workspace};

	report_diags_text(out, &w->diags, w->opened ? &lines : NULL,
	    w->args->output == NULL && use_color(w->args, STDOUT_FILENO));
	if (w->diags.errors == 0 && log_level() != LOG_LEVEL_QUIET) {
		buf_printf(out, "%zu zone%s, %zu records: valid\n", result->zones,
		    result->zones == 1 ? "" : "s", result->records);
	}
}

/* --rules and --explain: nothing is read. */
static int
tell_rules(const struct args *args, bool json)
{
	const char *id = args->explain, *near;
	struct buf out = {0};
	int rc = 0;

	if (args->rest.count > 0 || (args->rules && id != NULL))
		return (int)usage(args, "--rules and --explain RULE stand alone");
	if (id == NULL && json)
		report_rules_json(&out);
	else if (id == NULL)
		report_rules_text(&out);
	else
		rc = json ? report_rule_json(&out, id) : report_rule_text(&out, id);
	if (rc != 0) {
		near = rule_text_nearest(id);
		return (int)usage(args, "there is no rule %s%s%s%s", id,
		    near != NULL ? "; did you mean " : "", near != NULL ? near : "",
		    near != NULL ? "?" : "; zoneward validate --rules lists them");
	}
	rc = print_result(args, buf_view(&out));
	buf_free(&out);
	return rc == 0 ? OUTCOME_DONE : OUTCOME_INVALID;
}

static int
run(const struct args *args)
{
	bool json = args->format != NULL && strcmp(args->format, "json") == 0;
	struct validated result = {0, 0};
	struct buf out = {0};
	struct work w;
	enum outcome outcome;

	if (args->format != NULL && !json && strcmp(args->format, "text") != 0)
		return (int)usage(args, "--format takes text or json, not %s", args->format);
	if (args->rules || args->explain != NULL)
		return tell_rules(args, json);
	outcome = work_open(&w, args, 0);
	if (outcome == OUTCOME_USAGE) {
		work_close(&w);
		return (int)outcome;
	}
	if (outcome == OUTCOME_DONE) {
		(void)work_select(&w);
		(void)validate_zones(&w.workspace, &w.selection, &w.diags, &result);
		outcome = w.diags.errors > 0 ? OUTCOME_INVALID : OUTCOME_DONE;
	}
	if (json)
		report_diags_json(&out, &w.diags);
	else
		print_text(&w, &result, &out);
	if (print_result(args, buf_view(&out)) != 0)
		outcome = OUTCOME_INVALID;
	buf_free(&out);
	work_close(&w);
	return (int)outcome;
}

const struct command validate_command = {
    .name = "validate",
    .synopsis = "[REV | BASE..HEAD | --staged | --worktree] [ZONE...] | --rules | --explain RULE",
    .summary = "check the configuration and its zones",
    .details =
	"Every fault is shown with its place, its rule and a hint; nothing stops at the first.\n"
	"Of a range only the zones that it changes are read.  No network and no secret is needed.\n"
	"\n"
	"  zoneward validate                     the files on disk\n"
	"  zoneward validate main                everything at a commit\n"
	"  zoneward validate main..topic         what a branch changes\n"
	"  zoneward validate --staged            what the next commit would have\n"
	"  zoneward validate --format json       zoneward.diagnostics/1, for programs\n"
	"  zoneward validate --rules             what is checked, and which set asks for it\n"
	"  zoneward validate --explain mail      what that rule wants, with examples\n",
    .options = options,
    .run = run,
};
