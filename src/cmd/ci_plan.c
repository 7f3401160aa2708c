/* zoneward ci plan: what a request would change, as a comment on it. */
#include "cmd/ci_plan.h"

#include "cmd/ci_apply.h"

#include <string.h>

static enum outcome
check_job(struct ci *ci)
{
	if (ci->run.event == FORGE_REQUEST && ci->run.head != NULL)
		return OUTCOME_DONE;
	return ci_error(ci, OUTCOME_USAGE,
	    "run ci plan when a request is opened or changed, ci apply after a merge",
	    "this job is not about a %s", forge_word_request(&ci->run));
}

/*
 * What a merge now would start from: the tip of the target branch.  That of the event
 * may be older, or where the branch began.  A queue has chosen its own.
 */
static enum outcome
find_base(struct ci *ci)
{
	struct diags_mark mark = diags_mark(&ci->diags);
	struct forge_branch target;
	int rc;

	if (ci->run.queue && ci->run.base == NULL)
		ci->run.base = ci_parent(ci, ci->run.head);
	if (ci->run.queue || ci->run.target == NULL || !forge_speaks(ci->forge))
		return OUTCOME_DONE;
	rc = forge_branch(ci->forge, ci->run.target, &target, &ci->diags);
	/* The job of a fork may not even be let read: then what started it has to do. */
	if (rc != 0 && ci->run.fork && ci->run.base != NULL) {
		diags_rollback(&ci->diags, mark);
		return OUTCOME_DONE;
	}
	if (rc == 1)
		return ci_error(ci, OUTCOME_INVALID, "let it go to a branch that is there",
		    "there is no branch %s at %s for the %s to go to", ci->run.target,
		    forge_title(&ci->run), forge_word_request(&ci->run));
	if (rc != 0)
		return OUTCOME_PROVIDER;
	ci->run.base = target.tip;
	return OUTCOME_DONE;
}

static enum outcome
have_both(struct ci *ci)
{
	if (ci->run.base == NULL)
		return ci_error(ci, OUTCOME_INVALID, forge_depth_hint(&ci->run),
		    "the job does not say which commit %.12s is to be merged into", ci->run.head);
	return ci_have(ci, ci->run.base) && ci_have(ci, ci->run.head) ? OUTCOME_DONE
								      : OUTCOME_INVALID;
}

/* Where all of the plan goes, for an artifact. */
static enum outcome
check_output(struct ci *ci)
{
	if (ci->words.format == NULL)
		ci->words.format = "json";
	return find_plan_format(&ci->words) != NULL ? OUTCOME_DONE : OUTCOME_USAGE;
}

/* What the plan is made of: the target branch, and the head as merging makes it. */
static enum outcome
open_merge(struct ci *ci)
{
	enum outcome outcome;

	ci->words.merge = true;
	outcome = ci_open(ci, arena_printf(&ci->arena, "%s..%s", ci->run.base, ci->run.head), 0);
	if (outcome == OUTCOME_DONE || !ci_found(ci, "git-merge-base"))
		return outcome;
	/* That is no fault of the request. */
	diags_rollback(&ci->work.diags, (struct diags_mark){0, 0, 0});
	return ci_error(ci, OUTCOME_USAGE, forge_depth_hint(&ci->run),
	    "the clone that the job made does not reach back to where %.12s and %.12s parted",
	    ci->run.base, ci->run.head);
}

static enum outcome
make(struct ci *ci)
{
	enum outcome outcome = open_merge(ci);

	if (outcome == OUTCOME_DONE)
		outcome = ci_make_plan(ci);
	if (outcome != OUTCOME_DONE)
		return outcome;
	ci_print_plan(ci, &ci->plan);
	ci_hand_on(ci);
	if (ci->args->output != NULL &&
	    print_plan(&ci->work, find_plan_format(&ci->words), &ci->plan, 0) != OUTCOME_DONE)
		return OUTCOME_USAGE;
	return ci_judge(ci, "");
}

enum outcome
ci_plan(struct ci *ci)
{
	enum outcome outcome = check_output(ci);

	if (outcome == OUTCOME_DONE)
		outcome = check_job(ci);
	if (outcome == OUTCOME_DONE)
		outcome = find_base(ci);
	if (outcome == OUTCOME_DONE)
		outcome = have_both(ci);
	if (outcome != OUTCOME_DONE)
		return outcome;
	outcome = make(ci);
	/* Of what the job lacks the request need not hear. */
	if (outcome == OUTCOME_USAGE)
		return OUTCOME_INVALID;
	return ci_tell_planned(ci, outcome);
}
