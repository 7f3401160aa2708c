/* zoneward ci */
#include "cmd/ci.h"

#include "core/log.h"
#include "report/report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct option *const options[] = {&opt_branch, &opt_expect, &opt_allow, &opt_force,
    &opt_output, &opt_format, &opt_dry_run, &opt_strict, &opt_jobs, NULL};

static const struct {
	const char *name;
	enum outcome (*run)(struct ci *ci);
} steps[] = {{"plan", ci_plan}, {"apply", ci_apply}, {"drift", ci_drift}};

static enum outcome
detect(struct ci *ci)
{
	int rc = forge_detect(&ci->run, &ci->diags);

	if (rc == 1) {
		return ci_error(ci, OUTCOME_USAGE,
		    "elsewhere, use zoneward plan and zoneward apply: their reports need no forge",
		    "this is no job of GitHub, GitLab, Forgejo or Gitea");
	}
	return rc == 0 ? OUTCOME_DONE : OUTCOME_INVALID;
}

static void
finish(struct ci *ci, enum outcome outcome)
{
	struct buf text = {0};

	ci_annotate(ci);
	report_diags_text(&text, &ci->diags, NULL, use_color(ci->args, STDERR_FILENO));
	(void)write_fd(STDERR_FILENO, buf_view(&text));
	buf_free(&text);
	plan_free(&ci->plan);
	if (ci->opened)
		(void)work_finish(&ci->work, outcome);
	forge_close(ci->forge);
	forge_run_free(&ci->run);
	diags_free(&ci->diags);
	arena_free(&ci->arena);
}

static int
run(const struct args *args)
{
	const char *name = args->rest.count == 1 ? args->rest.items[0] : "";
	struct ci ci = {.args = args, .words = *args};
	enum outcome outcome;
	size_t i = 0;

	while (i < sizeof(steps) / sizeof(steps[0]) && strcmp(steps[i].name, name) != 0)
		i++;
	if (i == sizeof(steps) / sizeof(steps[0]))
		return (int)usage(args, "say what to do: ci plan, ci apply or ci drift");
	if (args->output == NULL ? args->format != NULL : steps[i].run != ci_plan)
		return (int)usage(args, "--output is for ci plan, --format for --output");
	ci.config = strcmp(args->config, "octodns.yaml") == 0 ? NULL : args->config;
	outcome = detect(&ci);
	if (outcome == OUTCOME_DONE)
		outcome = ci_forge_open(&ci);
	if (outcome == OUTCOME_DONE)
		outcome = steps[i].run(&ci);
	finish(&ci, outcome);
	return (int)outcome;
}

const struct command ci_command = {
    .name = "ci",
    .synopsis = "plan | apply | drift",
    .summary =
	"in a job of GitHub, GitLab, Forgejo or Gitea: plan, comment, apply what was reviewed",
    .details =
	"Forge, commits, request and token come from the job's environment, nothing from the files\n"
	"under review.  The token is looked for in ZONEWARD_FORGE_TOKEN, then in GITHUB_TOKEN,\n"
	"GITLAB_TOKEN, CI_JOB_TOKEN, FORGEJO_TOKEN or GITEA_TOKEN; without one, what would be posted\n"
	"is printed.  ZONEWARD_FORGE_ACCOUNT names the account whose comments count, when it is not\n"
	"the token's own.\n"
	"\n"
	"  plan    of a request: check and plan what merging it now would make, and keep one comment\n"
	"          up to date with it\n"
	"  apply   after a merge: plan again, and apply when it is what the comment showed\n"
	"  drift   on a schedule: live against the protected branch; keeps one issue up to date\n"
	"\n"
	"A plan that is not safe is refused by both, unless --allow names its digest.  What a comment\n"
	"has no room for is in the file of --output: zoneward.plan/1, or in the format of --format.\n"
	"\n"
	"  zoneward ci plan --output plan.json\n"
	"  zoneward ci apply --dry-run               say what would be sent and written\n"
	"  zoneward ci apply --expect DIGEST         a push without a request that somebody has seen\n",
    .options = options,
    .run = run,
};
