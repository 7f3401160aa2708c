/* zoneward ci drift: what the targets serve against the protected branch. */
#include "cmd/ci.h"

#include <string.h>

static enum outcome
check_job(struct ci *ci)
{
	const char *branch = ci->args->branch != NULL ? ci->args->branch : ci->run.main_branch;

	if (ci->run.event == FORGE_REQUEST || ci->run.head == NULL)
		return ci_error(ci, OUTCOME_USAGE, "run it on a schedule",
		    "drift is of the protected branch, not of a %s", forge_word_request(&ci->run));
	if (branch != NULL && (ci->run.branch == NULL || strcmp(ci->run.branch, branch) != 0))
		return ci_error(ci, OUTCOME_REFUSED, "let the job run on the protected branch",
		    "this job is not about %s", branch);
	return OUTCOME_DONE;
}

static enum outcome
tell(struct ci *ci)
{
	struct marker marker = {.kind = "drift",
	    .head = ci->run.head,
	    .config = ci->config,
	    .digest = ci->digest};
	bool changes = plan_changes(&ci->plan) > 0;
	const char *title = "DNS: what is served differs from the protected branch";
	struct buf text = {0};
	int rc = 0;

	if (changes) {
		buf_text(&text,
		    "What the providers serve is not what the protected branch says. "
		    "Applying it would do this:\n\n");
		ci_markdown(ci, &ci->plan, NULL, forge_room(&ci->run) - text.len, &text);
	} else {
		buf_text(&text, "There is no drift any more: this issue can be closed.\n");
	}
	(void)forge_summary(&ci->run, buf_view(&text), &ci->diags);
	if (forge_speaks(ci->forge))
		rc = forge_put_issue(ci->forge, &marker, title, buf_view(&text), changes,
		    &ci->diags);
	else if (changes)
		ci_print(ci, buf_view(&text));
	buf_free(&text);
	return rc == 0 ? OUTCOME_DONE : OUTCOME_PROVIDER;
}

enum outcome
ci_drift(struct ci *ci)
{
	enum outcome outcome = check_job(ci);

	if (outcome == OUTCOME_DONE && !ci_have(ci, ci->run.head))
		return OUTCOME_INVALID;
	if (outcome == OUTCOME_DONE)
		outcome = ci_open(ci, ci->run.head, 0);
	if (outcome == OUTCOME_DONE)
		outcome = ci_make_plan(ci);
	if (outcome != OUTCOME_DONE)
		return outcome;
	ci_print_plan(ci, &ci->plan);
	ci_hand_on(ci);
	outcome = tell(ci);
	if (outcome == OUTCOME_DONE && plan_changes(&ci->plan) > 0)
		outcome = OUTCOME_CHANGES;
	return outcome;
}
