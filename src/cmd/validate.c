/* zoneward validate */
#include "engine/validate.h"
#include "cmd/common.h"
#include "core/log.h"
#include "dns/rules_explain.h"
#include "report/report.h"
#include "report/rules.h"

#include <string.h>
#include <unistd.h>

static const struct option *const options[] = {&opt_worktree, &opt_staged, &opt_merge, &opt_all,
    &opt_format, &opt_output, &opt_max_bytes, &opt_strict, &opt_jobs, &opt_rules, &opt_explain,
    NULL};

static bool
is(const struct diag_format *format, const char *name)
{
	return strcmp(format->name, name) == 0;
}

/* Machines read more than anyone does. */
#define LISTED_MAX 10000

static void
print_report(struct work *w, const struct diag_format *format, const struct validated *result,
    size_t max_bytes, struct buf *out)
{
	struct line_source lines = {workspace_line, &w->workspace};
	struct diag_view view = {
	    .lines = w->opened ? &lines : NULL,
	    .color = w->args->output == NULL && use_color(w->args, STDOUT_FILENO),
	    .config = w->options.config,
	    .max_bytes = max_bytes,
	};

	format->print(out, &w->diags, &view);
	if (is(format, "text") && w->diags.errors == 0 && log_level() != LOG_LEVEL_QUIET) {
		buf_printf(out, "%zu zone%s, %zu records: valid\n", result->zones,
		    result->zones == 1 ? "" : "s", result->records);
	}
}

/* --rules and --explain: nothing is read. */
static int
tell_rules(const struct args *args, const struct diag_format *format)
{
	const char *id = args->explain, *near;
	bool json = is(format, "json");
	struct buf out = {0};
	int rc = 0;

	if (!json && !is(format, "text"))
		return (int)usage(args, "rules are told as text or json, not as %s", format->name);
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

/* The row of --format; NULL after saying which there are. */
static const struct diag_format *
find_format(const struct args *args)
{
	const struct diag_format *format =
	    diag_format_find(args->format != NULL ? args->format : "text");
	struct buf known = {0};
	size_t i;

	if (format != NULL)
		return format;
	for (i = 0; diag_formats[i].name != NULL; i++)
		buf_printf(&known, "%s%s", i > 0 ? ", " : "", diag_formats[i].name);
	(void)usage(args, "there is no format %s: %s", args->format, known.data);
	buf_free(&known);
	return NULL;
}

static enum outcome
validate(struct work *w, const struct diag_format *format, struct validated *result)
{
	if (!is(format, "text") && !is(format, "json"))
		w->diags.limit = LISTED_MAX;
	(void)work_select(w);
	(void)validate_zones(&w->workspace, &w->selection, &w->diags, result);
	return w->diags.errors > 0 ? OUTCOME_INVALID : OUTCOME_DONE;
}

static int
run(const struct args *args)
{
	const struct diag_format *format = find_format(args);
	struct validated result = {0, 0};
	struct buf out = {0};
	size_t max_bytes;
	struct work w;
	enum outcome outcome;

	if (format == NULL || read_max_bytes(args, &max_bytes) != OUTCOME_DONE)
		return (int)OUTCOME_USAGE;
	if (args->rules || args->explain != NULL)
		return tell_rules(args, format);
	outcome = work_open(&w, args, WORK_CHECK);
	if (outcome == OUTCOME_USAGE) {
		work_close(&w);
		return (int)outcome;
	}
	if (outcome == OUTCOME_DONE)
		outcome = validate(&w, format, &result);
	print_report(&w, format, &result, max_bytes, &out);
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
	"formats: text, json (zoneward.diagnostics/1), github (workflow commands), markdown,\n"
	"codequality (GitLab), sarif (2.1.0), junit, checkstyle, rdjson (reviewdog)\n"
	"\n"
	"  zoneward validate                     the files on disk\n"
	"  zoneward validate main                everything at a commit\n"
	"  zoneward validate main..topic         what a branch changes\n"
	"  zoneward validate --staged            what the next commit would have\n"
	"  zoneward validate --format json       zoneward.diagnostics/1, for programs\n"
	"  zoneward validate --format github     annotations in GitHub Actions\n"
	"  zoneward validate --rules             what is checked, and which set asks for it\n"
	"  zoneward validate --explain mail      what that rule wants, with examples\n",
    .options = options,
    .run = run,
};
