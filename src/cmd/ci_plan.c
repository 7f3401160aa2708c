/* zoneward ci plan: what a request would change, as a comment on it. */
#include "cmd/ci.h"

#include "forge/shown.h"

#include <string.h>

/* What the plan is made of: the one place that knows. */
static const char *
range_of(struct ci *ci)
{
	return arena_printf(&ci->arena, "%s...%s", ci->run.base, ci->run.head);
}

static enum outcome
check_job(struct ci *ci)
{
	if (ci->run.event == FORGE_REQUEST && ci->run.base != NULL && ci->run.head != NULL)
		return OUTCOME_DONE;
	return ci_error(ci, OUTCOME_USAGE,
	    "run ci plan when a request is opened or changed, ci apply after a merge",
	    "this job is not about a %s", forge_word_request(&ci->run));
}

/* Return 1 when the request is no longer what the job was started for. */
static int
has_moved(struct ci *ci)
{
	struct forge_request request;

	if (!forge_speaks(ci->forge) || ci->run.request == NULL)
		return 0;
	if (forge_request(ci->forge, ci->run.request, &request, &ci->diags) != 0)
		return -1;
	if (request.merged || !request.open) {
		ci_say(ci, "%s %s is %s already: nothing is posted", forge_word_request(&ci->run),
		    ci->run.request, request.merged ? "merged" : "closed");
		return 1;
	}
	if (request.head != NULL && strcmp(request.head, ci->run.head) != 0) {
		ci_say(ci,
		    "%s %s has moved on to %.12s, this job is about %.12s: nothing is posted",
		    forge_word_request(&ci->run), ci->run.request, request.head, ci->run.head);
		return 1;
	}
	return 0;
}

static void
describe(struct ci *ci, enum outcome outcome, struct buf *out)
{
	size_t changes = plan_changes(&ci->plan);

	if (outcome == OUTCOME_INVALID)
		buf_printf(out, "%zu errors in the zones", ci->work.diags.errors);
	else if (outcome == OUTCOME_PROVIDER)
		buf_text(out, "a provider could not be asked");
	else
		buf_printf(out, "%zu change%s, plan %.12s%s", changes, changes == 1 ? "" : "s",
		    ci->digest, outcome == OUTCOME_REFUSED ? ": unsafe" : "");
}

/* A change that is not valid must not leave an older plan to be taken for its own. */
static void
print_comment(struct ci *ci, enum outcome outcome, struct buf *out)
{
	struct buf text = {0};

	if (outcome == OUTCOME_INVALID) {
		buf_printf(out,
		    "## DNS plan\n\nThe change is not valid: %zu error%s. The job's log has them; "
		    "nothing is planned.\n",
		    ci->work.diags.errors, ci->work.diags.errors == 1 ? "" : "s");
		return;
	}
	ci_markdown(&ci->plan, &text);
	shown_print(out, &ci->plan);
	/* Where both do not fit, the digest alone has to tell whether it is this plan. */
	if (out->len + text.len > forge_room(&ci->run))
		buf_clear(out);
	buf_slice(out, buf_view(&text));
	buf_free(&text);
}

/* A request from a fork has a token that may only read: the job tells all the same. */
static enum outcome
say_fork(struct ci *ci)
{
	ci_say(ci, "the %s comes from a fork, whose jobs may not comment: the plan is in this log",
	    forge_word_request(&ci->run));
	return OUTCOME_DONE;
}

static enum outcome
post(struct ci *ci, enum outcome outcome, struct slice text)
{
	struct forge_marker marker = {.kind = "plan",
	    .head = ci->run.head,
	    .config = ci->config,
	    .digest = outcome == OUTCOME_INVALID ? NULL : ci->digest};
	struct diags_mark mark = diags_mark(&ci->diags);
	struct buf words = {0};
	int rc = 0;

	/* Of a queue each request has its comment already; without zones there is nothing to say. */
	if (ci->run.request != NULL)
		rc = forge_put_comment(ci->forge, ci->run.request, &marker, text,
		    outcome == OUTCOME_INVALID || ci->work.selection.count > 0, &ci->diags);
	if (rc != 0 && ci->run.fork) {
		diags_rollback(&ci->diags, mark);
		return say_fork(ci);
	}
	describe(ci, outcome, &words);
	if (rc == 0 && !ci->run.fork)
		rc = forge_status(ci->forge, ci->run.head, ci_status_name(ci, "plan"),
		    outcome == OUTCOME_DONE ? FORGE_SUCCESS : FORGE_FAILURE, words.data,
		    &ci->diags);
	buf_free(&words);
	return rc == 0 ? OUTCOME_DONE : OUTCOME_PROVIDER;
}

/* Tell the forge how it went; how the command ends is ${outcome} unless that fails. */
static enum outcome
tell(struct ci *ci, enum outcome outcome)
{
	enum outcome posted = OUTCOME_DONE;
	struct buf text = {0};
	int moved;

	if (outcome != OUTCOME_DONE && outcome != OUTCOME_INVALID && outcome != OUTCOME_REFUSED)
		return outcome;
	print_comment(ci, outcome, &text);
	(void)forge_summary(&ci->run, buf_view(&text), &ci->diags);
	moved = has_moved(ci);
	if (moved < 0)
		posted = OUTCOME_PROVIDER;
	else if (moved == 0 && !forge_speaks(ci->forge))
		ci_print(ci, buf_view(&text));
	else if (moved == 0)
		posted = post(ci, outcome, buf_view(&text));
	buf_free(&text);
	return posted != OUTCOME_DONE ? posted : outcome;
}

static enum outcome
judge(struct ci *ci)
{
	const char *unsafe = plan_unsafe(&ci->plan);

	if (unsafe == NULL || ci->args->force)
		return OUTCOME_DONE;
	return ci_error(ci, OUTCOME_REFUSED, "look at it again, then give --force",
	    "the plan is unsafe: %s", unsafe);
}

enum outcome
ci_plan(struct ci *ci)
{
	enum outcome outcome = check_job(ci);

	if (outcome != OUTCOME_DONE)
		return outcome;
	if (!ci_have_range(ci, ci->run.base, ci->run.head))
		return OUTCOME_INVALID;
	outcome = ci_open(ci, range_of(ci));
	if (outcome == OUTCOME_DONE)
		outcome = ci_make_plan(ci);
	if (outcome == OUTCOME_DONE) {
		ci_print_plan(ci, &ci->plan);
		ci_hand_on(ci);
		outcome = judge(ci);
	}
	return tell(ci, outcome);
}
