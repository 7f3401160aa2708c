/* How `ci plan` went, as the request and the job's summary tell it. */
#include "cmd/ci_plan.h"

#include "forge/shown.h"
#include "report/markdown.h"

#include <string.h>

#define FOUND_ROOM ((size_t)20000) /* bytes of a comment: a hundred errors */

static bool
planned(enum outcome outcome)
{
	return outcome == OUTCOME_DONE || outcome == OUTCOME_REFUSED;
}

bool
ci_found(const struct ci *ci, const char *rule)
{
	size_t i;

	for (i = 0; i < ci->work.diags.count; i++) {
		if (strcmp(ci->work.diags.items[i].rule, rule) == 0)
			return true;
	}
	return false;
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
	if (ci->run.target != NULL && strcmp(request.target, ci->run.target) != 0) {
		ci_say(ci, "%s %s goes to %s now, this job is about %s: nothing is posted",
		    forge_word_request(&ci->run), ci->run.request, request.target, ci->run.target);
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

static bool
conflicts(const struct ci *ci)
{
	return ci_found(ci, "git-merge");
}

/*
 * Comments can be edited, statuses cannot: this one names the plan, and has a hash of
 * the list of changes.
 */
static void
describe_plan(struct ci *ci, enum outcome outcome, struct buf *out)
{
	size_t changes = plan_changes(&ci->plan);
	char seal[SHOWN_SEAL_LEN + 1];

	shown_seal(&ci->plan, seal);
	buf_printf(out, "%zu change%s, plan %s", changes, changes == 1 ? "" : "s", ci->digest);
	if (*seal != '\0')
		buf_printf(out, ", list %s", seal);
	if (plan_unsafe(&ci->plan) != NULL)
		buf_text(out, outcome == OUTCOME_REFUSED ? ": unsafe" : ": unsafe, allowed");
}

static void
describe(struct ci *ci, enum outcome outcome, struct buf *out)
{
	size_t errors = ci->work.diags.errors;

	if (outcome == OUTCOME_PROVIDER)
		buf_text(out, "a provider could not be asked");
	else if (conflicts(ci))
		buf_printf(out, "conflict with the target branch in %zu file%s", errors,
		    errors == 1 ? "" : "s");
	else if (outcome == OUTCOME_INVALID)
		buf_printf(out, "%zu error%s in the zones", errors, errors == 1 ? "" : "s");
	else
		describe_plan(ci, outcome, out);
}

/* The files that cannot be merged; the names are those of the request. */
static void
print_conflict(const struct ci *ci, struct buf *out)
{
	const struct diags *diags = &ci->work.diags;
	size_t i, listed = 0;

	buf_text(out, "This cannot be merged into ");
	md_code(out, slice_of(ci->run.target != NULL ? ci->run.target : ci->run.base));
	buf_text(out, " as it is: since they parted, both changed the same lines of\n\n");
	for (i = 0; i < diags->count && listed < 50; i++) {
		if (diags->items[i].at.file == NULL)
			continue;
		buf_text(out, "- ");
		md_code(out, slice_of(diags->items[i].at.file));
		buf_char(out, '\n');
		listed++;
	}
	if (listed < diags->errors)
		buf_printf(out, "- … and %zu more\n", diags->errors - listed);
	buf_text(out,
	    "\nNothing is planned until that is settled: merge the target branch into this one, "
	    "or rebase it.\n");
}

/* Why there is no plan: an older one must not be taken for this commit's. */
static void
print_failure(const struct ci *ci, enum outcome outcome, struct buf *out)
{
	const struct diags *diags = &ci->work.diags;

	buf_text(out, "## DNS plan\n\n");
	if (outcome == OUTCOME_INVALID && conflicts(ci)) {
		print_conflict(ci, out);
		return;
	}
	if (outcome == OUTCOME_PROVIDER)
		buf_text(out,
		    "There is no plan of this commit: a provider could not be asked. Running the "
		    "job again is safe.\n\n");
	else
		buf_printf(out, "The change is not valid: %zu error%s; nothing is planned.\n\n",
		    diags->errors, diags->errors == 1 ? "" : "s");
	md_diags(out, diags, ci->config, FOUND_ROOM);
}

static void
print_comment(struct ci *ci, enum outcome outcome, struct buf *out)
{
	if (!planned(outcome)) {
		print_failure(ci, outcome, out);
		return;
	}
	shown_print(out, &ci->plan);
	ci_markdown(ci, &ci->plan, &ci->work.diags, forge_room(&ci->run) - out->len, out);
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
	struct marker marker = {.kind = "plan",
	    .head = ci->run.head,
	    .config = ci->config,
	    .digest = planned(outcome) ? ci->digest : NULL};
	struct diags_mark mark = diags_mark(&ci->diags);
	struct buf words = {0};
	int rc = 0;

	/* Of a queue each request has its comment already; without zones there is nothing to say. */
	if (ci->run.request != NULL)
		rc = forge_put_comment(ci->forge, ci->run.request, &marker, text,
		    !planned(outcome) || ci->work.selection.count > 0, &ci->diags);
	if (rc != 0 && ci->run.fork) {
		diags_rollback(&ci->diags, mark);
		return say_fork(ci);
	}
	describe(ci, outcome, &words);
	if (rc == 0 && !ci->run.fork && !ci->run.no_status)
		rc = forge_status(ci->forge, ci->run.head, ci_status_name(ci, "plan"),
		    outcome == OUTCOME_DONE ? FORGE_SUCCESS : FORGE_FAILURE, words.data,
		    &ci->diags);
	buf_free(&words);
	return rc == 0 ? OUTCOME_DONE : OUTCOME_PROVIDER;
}

enum outcome
ci_tell_planned(struct ci *ci, enum outcome outcome)
{
	struct diags_mark mark;
	enum outcome posted = OUTCOME_DONE;
	struct buf text = {0};
	int moved;

	print_comment(ci, outcome, &text);
	(void)forge_summary(&ci->run, buf_view(&text), &ci->diags);
	mark = diags_mark(&ci->diags);
	moved = has_moved(ci);
	if (moved < 0 && ci->run.fork) {
		diags_rollback(&ci->diags, mark);
		posted = say_fork(ci);
	} else if (moved < 0) {
		posted = OUTCOME_PROVIDER;
	} else if (moved == 0 && !forge_speaks(ci->forge)) {
		ci_print(ci, buf_view(&text));
	} else if (moved == 0) {
		posted = post(ci, outcome, buf_view(&text));
	}
	buf_free(&text);
	return posted != OUTCOME_DONE ? posted : outcome;
}
