/* zoneward ci apply: what a merge put on the protected branch, if it is what was reviewed. */
#include "cmd/ci_apply.h"

#include "engine/applying.h"

#include <string.h>

static enum outcome
check_job(struct ci *ci, const char *branch)
{
	const struct forge_run *run = &ci->run;

	if (run->event == FORGE_REQUEST)
		return ci_error(ci, OUTCOME_REFUSED,
		    "run it when the protected branch is pushed to", "nothing is applied from a %s",
		    forge_word_request(run));
	if (run->tag != NULL)
		return ci_error(ci, OUTCOME_REFUSED,
		    "run it when the protected branch is pushed to",
		    "nothing is applied from the tag %s", run->tag);
	if (run->in_fork && ci->args->branch == NULL)
		return ci_error(ci, OUTCOME_REFUSED,
		    "when it has zones of its own, name its protected branch with --branch",
		    "this job runs in a fork of the repository");
	if (branch == NULL || run->head == NULL)
		return ci_error(ci, OUTCOME_USAGE, "name it with --branch",
		    "the job does not say which branch is the protected one");
	if (run->branch == NULL || strcmp(run->branch, branch) != 0)
		return ci_error(ci, OUTCOME_REFUSED,
		    "merge it first; or name another protected branch with --branch",
		    "this job is about %s, and only %s is applied",
		    run->branch != NULL ? run->branch : "no branch", branch);
	return OUTCOME_DONE;
}

/* The clone's own word, where the forge gives none. */
static int
descends(struct ci *ci, const char *tip)
{
	struct repo *repo = NULL;
	struct oid a, b;
	int rc = -1;

	if (repo_open(&repo, ci->args->dir, REPO_PLAIN, &ci->diags) == 0 &&
	    oid_parse(&a, slice_of(tip)) == 0 && oid_parse(&b, slice_of(ci->run.head)) == 0)
		rc = repo_descends(repo, &a, &b);
	repo_close(repo);
	return rc;
}

/* The branch as the forge has it now, not as it was when the job was started. */
static enum outcome
check_branch(struct ci *ci, const char *branch)
{
	struct forge_branch found;
	int rc;

	if (!forge_speaks(ci->forge))
		return OUTCOME_DONE;
	rc = forge_branch(ci->forge, branch, &found, &ci->diags);
	if (rc == 1)
		return ci_error(ci, OUTCOME_REFUSED, "name the protected branch with --branch",
		    "there is no branch %s at %s", branch, forge_title(&ci->run));
	if (rc != 0)
		return OUTCOME_PROVIDER;
	if (!forge_protects(ci->forge, branch, &found))
		diag_warn(&ci->diags, "ci", NULL, place_none,
		    "protect it in the settings of the repository, so that only merges reach it",
		    "branch %s is not protected: who may push may apply", branch);
	rc = 1;
	if (strcmp(found.tip, ci->run.head) != 0)
		rc = forge_contains(ci->forge, branch, ci->run.head, &ci->diags);
	if (rc == 2)
		rc = descends(ci, found.tip);
	if (rc < 0)
		return ci_error(ci, OUTCOME_PROVIDER, forge_depth_hint(&ci->run),
		    "cannot tell whether %.12s is on %s", ci->run.head, branch);
	if (rc == 1)
		return OUTCOME_DONE;
	return ci_error(ci, OUTCOME_REFUSED, "run the job that the last push started",
	    "%.12s is not on %s any more", ci->run.head, branch);
}

/* Without a token the clone's branch has to do. */
static enum outcome
check_clone(struct ci *ci, const char *branch)
{
	if (forge_speaks(ci->forge) ||
	    apply_allowed(&ci->work.workspace, branch, &ci->work.diags) == 0)
		return OUTCOME_DONE;
	return OUTCOME_REFUSED;
}

static enum outcome
open_push(struct ci *ci, const char *branch)
{
	enum outcome outcome = ci_have(ci, ci->run.head) ? OUTCOME_DONE : OUTCOME_INVALID;
	const char *range;

	if (outcome != OUTCOME_DONE)
		return outcome;
	range = ci_push_range(ci, branch);
	if (range == NULL)
		return OUTCOME_INVALID;
	outcome = ci_open(ci, range, WORK_MERGED);
	return outcome == OUTCOME_DONE ? check_clone(ci, branch) : outcome;
}

static enum outcome
carry_out(struct ci *ci, struct applied *result)
{
	enum outcome outcome;

	if (ci->args->dry_run) {
		ci_say(ci, "would write %zu changes", plan_changes(&ci->plan));
		return OUTCOME_DONE;
	}
	outcome = apply_plan(&ci->work.workspace, &ci->plan, result, &ci->work.diags);
	ci_say(ci, "%zu done, %zu failed, %zu unknown, %zu left out", result->done, result->failed,
	    result->unknown, result->skipped);
	return outcome;
}

enum outcome
ci_apply(struct ci *ci)
{
	const char *branch = ci->args->branch != NULL ? ci->args->branch : ci->run.main_branch;
	struct ci_reviewed reviewed = {0};
	struct applied result = {0};
	enum outcome outcome = check_job(ci, branch);

	if (outcome != OUTCOME_DONE)
		return outcome;
	outcome = check_branch(ci, branch);
	/* Who does not answer need not be told. */
	if (outcome == OUTCOME_PROVIDER)
		return outcome;
	if (outcome == OUTCOME_DONE)
		outcome = open_push(ci, branch);
	if (outcome == OUTCOME_DONE)
		outcome = ci_make_plan(ci);
	if (outcome != OUTCOME_DONE)
		return ci_tell_unplanned(ci, branch, outcome);
	ci_print_plan(ci, &ci->plan);
	ci_hand_on(ci);
	if (plan_changes(&ci->plan) == 0)
		return OUTCOME_DONE;
	outcome = ci_check_reviewed(ci, branch, &reviewed);
	if (outcome == OUTCOME_DONE)
		outcome = ci_judge(ci, "nothing was written: ");
	if (outcome == OUTCOME_DONE) {
		reviewed.passed = true;
		outcome = carry_out(ci, &result);
	}
	ci_tell_applied(ci, &reviewed, &result, outcome);
	shown_free(&reviewed.shown);
	return outcome;
}
