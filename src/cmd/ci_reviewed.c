/* Which plan was reviewed: from a pushed commit to its request and our comment there. */
#include "cmd/ci_apply.h"

#include <string.h>

#define COMMITS_MAX 100 /* of one request */
#define REQUESTS_MAX 20 /* in one push: a queue merges some at a time */

const char *
ci_parent(struct ci *ci, const char *commit)
{
	struct diags quiet = {0};
	struct repo *repo = NULL;
	struct oid id;
	char *hex = NULL;

	if (repo_open(&repo, ci->args->dir, REPO_PLAIN, &quiet) == 0 &&
	    repo_commit(repo, arena_printf(&ci->arena, "%s^", commit), &id, &quiet) == 0) {
		hex = arena_alloc(&ci->arena, 2 * OID_SIZE + 1);
		oid_hex(&id, hex);
	}
	repo_close(repo);
	diags_free(&quiet);
	return hex;
}

/*
 * A job by hand does not say what was pushed: all that the merge of one request brought,
 * which a rebase makes several commits of.  NULL without a parent, or after an error.
 */
static const char *
parent_of_merge(struct ci *ci, const char *branch)
{
	const char *number = NULL, *commit = ci->run.head;
	unsigned count = 0;

	while (commit != NULL && count++ < COMMITS_MAX) {
		struct forge_request request = {0};
		int rc = forge_speaks(ci->forge)
		    ? forge_merged_request(ci->forge, commit, branch, false, &request, &ci->diags)
		    : 1;

		if (rc < 0)
			return NULL;
		if (count > 1 && (rc == 1 || number == NULL || strcmp(request.number, number) != 0))
			return commit;
		number = rc == 0 ? request.number : NULL;
		commit = ci_parent(ci, commit);
	}
	return commit;
}

const char *
ci_push_range(struct ci *ci, const char *branch)
{
	const char *base = ci->run.base;
	struct repo *repo = NULL;
	const char *missing = NULL;

	if (base != NULL && !ci_have(ci, base))
		return NULL;
	if (base == NULL)
		base = parent_of_merge(ci, branch);
	if (ci->diags.errors > 0)
		return NULL;
	if (base != NULL)
		return arena_printf(&ci->arena, "%s..%s", base, ci->run.head);
	/* The very first commit has no parent; that of a shallow clone is not there. */
	if (repo_open(&repo, ci->args->dir, REPO_PLAIN, &ci->diags) == 0)
		missing = repo_missing_hint(repo);
	repo_close(repo);
	if (missing == NULL)
		return ci->run.head;
	(void)ci_error(ci, OUTCOME_INVALID, forge_depth_hint(&ci->run),
	    "the commit before %.12s is not in the clone that the job made", ci->run.head);
	return NULL;
}

/* The status that was set beside the comment: of the head, or of what it was when planned. */
static int
find_status(struct ci *ci, const struct forge_request *request, const char *planned,
    const char **text)
{
	const char *name = ci_status_name(ci, "plan");
	int rc = 1;

	if (request->head != NULL)
		rc = forge_find_status(ci->forge, request->head, name, text, &ci->diags);
	if (rc == 1 && forge_is_commit(planned) &&
	    (request->head == NULL || strcmp(planned, request->head) != 0))
		rc = forge_find_status(ci->forge, planned, name, text, &ci->diags);
	return rc;
}

/* Whoever may edit our comment may not edit the status: both name the same plan and list. */
static enum outcome
check_status(struct ci *ci, const struct forge_request *request,
    const struct forge_comment *comment)
{
	char seal[SHOWN_SEAL_LEN + 1];
	const char *text, *wanted;
	int rc = find_status(ci, request, comment->marker.head, &text);

	if (rc != 0)
		return rc == 1 ? OUTCOME_DONE : OUTCOME_PROVIDER;
	shown_seal_of(slice_of(comment->body), seal);
	wanted = arena_printf(&ci->arena, ", plan %s%s%s", comment->marker.digest,
	    *seal != '\0' ? ", list " : "", seal);
	if (strstr(text, wanted) != NULL && (*seal != '\0' || strstr(text, ", list ") == NULL))
		return OUTCOME_DONE;
	return ci_error(ci, OUTCOME_REFUSED,
	    "look at the plan above; zoneward ci apply --expect DIGEST applies it",
	    "nothing was written: our comment on %s %s does not show the plan that the status %s "
	    "names: it was edited",
	    forge_word_request(&ci->run), request->number, ci_status_name(ci, "plan"));
}

static enum outcome
find_comment(struct ci *ci, const struct forge_request *request, struct ci_reviewed *reviewed)
{
	const char *number = request->number;
	enum outcome outcome;
	const char *word = forge_word_request(&ci->run);
	struct forge_comment comment;
	int rc = forge_find_comment(ci->forge, number, "plan", ci->config, &comment, &ci->diags);

	if (rc < 0)
		return OUTCOME_PROVIDER;
	if (rc == 1)
		return ci_error(ci, OUTCOME_REFUSED,
		    "look at the plan above; zoneward ci apply --expect DIGEST applies it",
		    "%s %s has no comment of ours with a plan: it was deleted, or never made", word,
		    number);
	if (comment.marker.digest == NULL)
		return ci_error(ci, OUTCOME_REFUSED,
		    "look at the plan above; zoneward ci apply --expect DIGEST applies it",
		    "our comment on %s %s names no plan: it was edited, or the change was not valid",
		    word, number);
	outcome = check_status(ci, request, &comment);
	if (outcome == OUTCOME_DONE)
		shown_add(&reviewed->shown, slice_of(comment.body), comment.marker.digest,
		    ci->digest);
	return outcome;
}

/*
 * A push may bring several merges.  What the others' comments showed counts, too;
 * those that have none bring nothing that may be written.
 */
static enum outcome
find_others(struct ci *ci, const char *branch, struct ci_reviewed *reviewed)
{
	const char *commit = ci_parent(ci, ci->run.head), *last = reviewed->request.number;
	struct diags_mark mark;
	enum outcome outcome = OUTCOME_DONE;
	unsigned count = 0;

	while (commit != NULL && ci->run.base != NULL && strcmp(commit, ci->run.base) != 0 &&
	    count++ < REQUESTS_MAX && outcome != OUTCOME_PROVIDER) {
		struct forge_request request;
		int rc =
		    forge_merged_request(ci->forge, commit, branch, false, &request, &ci->diags);

		mark = diags_mark(&ci->diags);
		if (rc < 0)
			return OUTCOME_PROVIDER;
		if (rc == 0 && strcmp(request.number, last) != 0)
			outcome = find_comment(ci, &request, reviewed);
		if (outcome == OUTCOME_REFUSED)
			diags_rollback(&ci->diags, mark);
		if (rc == 0)
			last = request.number;
		commit = ci_parent(ci, commit);
	}
	return outcome == OUTCOME_PROVIDER ? outcome : OUTCOME_DONE;
}

static enum outcome
refuse_difference(struct ci *ci, const struct ci_reviewed *reviewed)
{
	const struct shown *shown = &reviewed->shown;
	const char *hint =
	    "look at them, then apply them with zoneward ci apply --expect DIGEST, or "
	    "make a new request";

	if (shown->unlisted == 0) {
		ci_say(ci, "these changes were not reviewed:");
		ci_print_plan(ci, &shown->plan);
	} else {
		return ci_error(ci, OUTCOME_REFUSED, hint,
		    "nothing was written: plan %.12s is not the one that was reviewed", ci->digest);
	}
	if (shown->moved > 0)
		(void)ci_error(ci, OUTCOME_REFUSED, hint,
		    "nothing was written: %zu change%s not reviewed, because the target no longer "
		    "serves what the branch had before: it was changed there, or an earlier merge "
		    "was not applied",
		    shown->moved, shown->moved == 1 ? " was" : "s were");
	if (shown->fresh > shown->moved)
		(void)ci_error(ci, OUTCOME_REFUSED, hint,
		    "nothing was written: %zu change%s not reviewed: the branch does not have what "
		    "the %s showed; another one was merged in between, or somebody pushed",
		    shown->fresh - shown->moved,
		    shown->fresh - shown->moved == 1 ? " was" : "s were",
		    forge_word_request(&ci->run));
	return OUTCOME_REFUSED;
}

static enum outcome
find_request(struct ci *ci, const char *branch, struct ci_reviewed *reviewed)
{
	int rc = forge_merged_request(ci->forge, ci->run.head, branch, true, &reviewed->request,
	    &ci->diags);

	if (rc == 1)
		return ci_error(ci, OUTCOME_REFUSED,
		    "look at the plan above; zoneward ci apply --expect DIGEST applies it",
		    "nothing was written: no %s was merged as %.12s, so nobody reviewed it",
		    forge_word_request(&ci->run), ci->run.head);
	return rc == 0 ? OUTCOME_DONE : OUTCOME_PROVIDER;
}

/* A person has seen the plan, and names it. */
static enum outcome
check_expected(struct ci *ci)
{
	if (strcmp(ci->args->expect, ci->digest) == 0)
		return OUTCOME_DONE;
	return ci_error(ci, OUTCOME_REFUSED, "review the plan above, and expect its digest",
	    "nothing was written: the plan has digest %s, not the expected one", ci->digest);
}

enum outcome
ci_check_reviewed(struct ci *ci, const char *branch, struct ci_reviewed *reviewed)
{
	enum outcome outcome;

	if (ci->args->expect != NULL)
		return check_expected(ci);
	if (!forge_speaks(ci->forge))
		return ci_error(ci, OUTCOME_REFUSED,
		    "give the job a token that may read, or the digest with --expect",
		    "nothing was written: without a token nobody can tell which plan was reviewed");
	outcome = find_request(ci, branch, reviewed);
	if (outcome == OUTCOME_DONE)
		outcome = find_comment(ci, &reviewed->request, reviewed);
	if (outcome == OUTCOME_DONE && !reviewed->shown.whole)
		outcome = find_others(ci, branch, reviewed);
	if (outcome != OUTCOME_DONE || shown_compare(&reviewed->shown, &ci->plan))
		return outcome;
	return refuse_difference(ci, reviewed);
}
