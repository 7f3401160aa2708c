/* How an apply went, as the request and the job's summary tell it. */
#include "cmd/ci_apply.h"

#include "report/markdown.h"

#include <string.h>

#define FOUND_ROOM ((size_t)15000) /* bytes of a comment for one list of errors */

static const char *
heading(enum outcome outcome)
{
	if (outcome == OUTCOME_DONE)
		return "DNS plan applied";
	return outcome == OUTCOME_PARTLY ? "DNS plan applied in part" : "DNS plan not applied";
}

static void
print_report(struct ci *ci, const struct ci_reviewed *reviewed, const struct applied *result,
    enum outcome outcome, struct buf *out)
{
	buf_printf(out, "## %s\n\nCommit `%.12s`", heading(outcome), ci->run.head);
	if (*ci->digest != '\0')
		buf_printf(out, ", plan `%.12s`: ", ci->digest);
	else
		buf_text(out, ": there is no plan: ");
	if (reviewed->passed)
		buf_printf(out,
		    "%zu changes done and seen to be served, %zu failed, %zu unknown, %zu never "
		    "written.\n\n",
		    result->done, result->failed, result->unknown, result->skipped);
	else
		buf_text(out, "nothing was written.\n\n");
	/* What stands in the way. */
	if (outcome != OUTCOME_DONE && ci->diags.errors > 0)
		md_diags(out, &ci->diags, "", FOUND_ROOM);
	if (outcome != OUTCOME_DONE && ci->work.diags.errors > 0)
		md_diags(out, &ci->work.diags, ci->config, FOUND_ROOM);
	if (outcome == OUTCOME_PARTLY || outcome == OUTCOME_PROVIDER)
		buf_text(out, "Running the job again is safe.\n\n");
	if (reviewed->shown.fresh > 0 && reviewed->shown.unlisted == 0 && !reviewed->passed) {
		buf_text(out, "### What was not reviewed\n\n");
		ci_markdown(ci, &reviewed->shown.plan, NULL, forge_room(&ci->run) - out->len, out);
	}
}

static int
post(struct ci *ci, const struct ci_reviewed *reviewed, enum outcome outcome, struct slice text)
{
	struct marker marker = {.kind = "apply",
	    .digest = *ci->digest != '\0' ? ci->digest : NULL,
	    .head = ci->run.head,
	    .config = ci->config};
	int rc = 0;

	if (reviewed->request.number != NULL)
		rc = forge_put_comment(ci->forge, reviewed->request.number, &marker, text, true,
		    &ci->diags);
	if (rc == 0)
		rc = forge_status(ci->forge, ci->run.head, ci_status_name(ci, "apply"),
		    outcome == OUTCOME_DONE ? FORGE_SUCCESS : FORGE_FAILURE, heading(outcome),
		    &ci->diags);
	return rc;
}

enum outcome
ci_tell_unplanned(struct ci *ci, const char *branch, enum outcome outcome)
{
	struct ci_reviewed none = {0};
	struct applied nothing = {0};
	struct diags_mark mark = diags_mark(&ci->diags);

	/* The errors so far are told; that the request is not found is none of them. */
	if (forge_speaks(ci->forge) &&
	    forge_merged_request(ci->forge, ci->run.head, branch, false, &none.request,
		&ci->diags) != 0) {
		diags_rollback(&ci->diags, mark);
		none.request.number = NULL;
	}
	ci_tell_applied(ci, &none, &nothing, outcome);
	return outcome;
}

void
ci_tell_applied(struct ci *ci, const struct ci_reviewed *reviewed, const struct applied *result,
    enum outcome outcome)
{
	struct buf text = {0};
	struct diags_mark mark;

	print_report(ci, reviewed, result, outcome, &text);
	(void)forge_summary(&ci->run, buf_view(&text), &ci->diags);
	mark = diags_mark(&ci->diags);
	/* What was written is written, whether or not the forge hears of it. */
	if (forge_speaks(ci->forge) && post(ci, reviewed, outcome, buf_view(&text)) != 0) {
		diags_rollback(&ci->diags, mark);
		diag_warn(&ci->diags, "ci", NULL, place_none,
		    "see whether the token may comment, and the forge is well",
		    "%s could not be told how it went", forge_title(&ci->run));
	}
	buf_free(&text);
}
