/* zoneward apply */
#include "cmd/common.h"
#include "cmd/record.h"
#include "cmd/turn.h"
#include "core/log.h"
#include "engine/applying.h"
#include "engine/planning.h"
#include "engine/review.h"
#include "report/report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct option *const options[] = {&opt_worktree, &opt_target, &opt_source, &opt_shard,
    &opt_branch, &opt_expect, &opt_expect_plan, &opt_only_requested, &opt_allow, &opt_force,
    &opt_yes, &opt_strict, &opt_jobs, NULL};

static enum outcome
refuse(const char *what, const char *hint)
{
	(void)fprintf(stderr, "error: %s\nhint: %s\n", what, hint);
	return OUTCOME_REFUSED;
}

static enum outcome
check_unsafe(const struct args *args, const struct plan *plan, const char *unsafe)
{
	struct buf hint = {0};

	if (unsafe_allowed(args, plan))
		return OUTCOME_DONE;
	unsafe_hint(args, plan, &hint);
	(void)fprintf(stderr,
	    "error: the plan is unsafe: %s\nerror: nothing was written\nhint: %s\n", unsafe,
	    hint.data);
	buf_free(&hint);
	return OUTCOME_REFUSED;
}

/* Is it the plan that was reviewed, or what is left of it? */
static enum outcome
check_review(struct work *w, const struct review *review, const struct plan *plan)
{
	const char *expect = w->args->expect;
	char digest[PLAN_DIGEST_LEN + 1];

	if (w->args->expect_plan != NULL) {
		if (expect != NULL &&
		    (review->digest == NULL || strcmp(expect, review->digest) != 0))
			return refuse("the plan of --expect-plan has not the digest of --expect",
			    "give the plan that was reviewed");
		if (review_check(review, plan, &w->diags) == 0)
			return OUTCOME_DONE;
		return refuse("the plan does what was not reviewed: nothing was written",
		    "review the plan above, and expect that one");
	}
	plan_digest(plan, digest);
	if (expect == NULL || strcmp(expect, digest) == 0)
		return OUTCOME_DONE;
	(void)fprintf(stderr, "error: the plan has digest %s, not the expected one\n", digest);
	return refuse("nothing was written",
	    "review the plan above, and expect its digest; --expect-plan FILE tells what differs");
}

static enum outcome
check_plan(struct work *w, const struct review *review, const struct plan *plan)
{
	const char *unsafe = plan_unsafe(plan);
	enum outcome outcome = check_review(w, review, plan);

	if (outcome != OUTCOME_DONE)
		return outcome;
	return unsafe != NULL ? check_unsafe(w->args, plan, unsafe) : OUTCOME_DONE;
}

static enum outcome
confirm(const struct args *args)
{
	char answer[16];

	if (args->yes)
		return OUTCOME_DONE;
	if (isatty(STDIN_FILENO) != 1)
		return usage(args, "give --yes: there is no terminal to ask on");
	(void)fprintf(stderr, "Write these changes? [y/N] ");
	if (fgets(answer, sizeof(answer), stdin) == NULL || (answer[0] != 'y' && answer[0] != 'Y'))
		return refuse("nothing was written", "answer y to write the changes");
	return OUTCOME_DONE;
}

static enum outcome
carry_out(struct work *w, const struct plan *plan, struct ledger *ledger)
{
	char digest[PLAN_DIGEST_LEN + 1];
	struct applied result;
	enum outcome outcome;
	struct buf line = {0};

	plan_digest(plan, digest);
	outcome = ledger_begin(ledger, digest, &w->diags);
	if (outcome != OUTCOME_DONE)
		return outcome;
	outcome = apply_plan(&w->workspace, plan, &result, &w->diags);
	ledger_end(ledger, outcome, &result, &w->diags);
	buf_printf(&line, "%zu done", result.done);
	if (result.failed > 0)
		buf_printf(&line, ", %zu failed", result.failed);
	if (result.unknown > 0)
		buf_printf(&line, ", %zu unknown", result.unknown);
	if (result.skipped > 0)
		buf_printf(&line, ", %zu left out: the target or zone is never written",
		    result.skipped);
	buf_char(&line, '\n');
	if (log_level() != LOG_LEVEL_QUIET || outcome != OUTCOME_DONE)
		(void)print_result(w->args, buf_view(&line));
	buf_free(&line);
	return outcome;
}

static enum outcome
make_plan(struct work *w, const struct lock *lock, struct ledger **ledger, struct plan *plan)
{
	struct ledger_options how = {
	    .branch = w->args->branch,
	    .force = w->args->force,
	    .may_force = !w->args->in_hook,
	};
	enum outcome outcome;

	if (apply_allowed(&w->workspace, w->args->branch, &w->diags) != 0)
		return OUTCOME_REFUSED;
	outcome = record_open(ledger, w, lock, how);
	if (outcome == OUTCOME_DONE)
		outcome = work_select(w);
	if (outcome == OUTCOME_REFUSED || outcome == OUTCOME_PROVIDER)
		return outcome;
	if (outcome != OUTCOME_DONE || w->diags.errors > 0)
		return OUTCOME_INVALID;
	return work_plan(w, plan);
}

static enum outcome
apply(struct work *w, const struct review *review, struct ledger *ledger, struct plan *plan)
{
	enum outcome outcome;

	(void)print_plan(w, plan_format_find("text"), plan, 0);
	if (w->workspace.config->enable_checksum && w->args->expect == NULL &&
	    w->args->expect_plan == NULL && plan_changes(plan) > 0) {
		return refuse("the configuration wants a digest (manager.enable_checksum)",
		    "give the plan's with --expect");
	}
	outcome = check_plan(w, review, plan);
	if (outcome == OUTCOME_DONE && plan_changes(plan) == 0)
		ledger_nothing(ledger, &w->diags);
	if (outcome != OUTCOME_DONE || plan_changes(plan) == 0)
		return outcome;
	outcome = confirm(w->args);
	return outcome == OUTCOME_DONE ? carry_out(w, plan, ledger) : outcome;
}

/*
 * The range that is meant: what was reviewed started from a base, and what a commit
 * asks for is its difference from its first parent.  NULL: what was given is right.
 */
static const char *
range_of(const struct args *args, const struct review *review, struct arena *arena)
{
	const char *word = args->rest.count > 0 ? args->rest.items[0] : NULL;
	struct oid base;

	if (word == NULL || args->worktree || names_zone(word) || strstr(word, "..") != NULL)
		return NULL;
	if (review->base != NULL && oid_parse(&base, slice_of(review->base)) == 0)
		return arena_printf(arena, "%s..%s", review->base, word);
	return args->only_requested ? arena_printf(arena, "%s^1..%s", word, word) : NULL;
}

static enum outcome
open_and_apply(struct work *w, const struct args *args, const struct review *review,
    const struct lock *lock)
{
	struct ledger *ledger = NULL;
	struct plan plan = {0};
	enum outcome outcome =
	    work_open(w, args, WORK_MERGED | (args->only_requested ? WORK_RANGE_ONLY : 0));

	if (outcome == OUTCOME_DONE)
		outcome = make_plan(w, lock, &ledger, &plan);
	if (outcome == OUTCOME_DONE)
		outcome = apply(w, review, ledger, &plan);
	ledger_close(ledger);
	plan_free(&plan);
	return outcome;
}

/* Before anything is read, so that what another one writes meanwhile is not planned again. */
static int
wait_for_turn(const struct args *args, struct lock *lock, struct diags *diags)
{
	struct lock_request request = {.dir = args->dir,
	    .config = args->config,
	    .mode = REPO_PLAIN};

	/* The hook has the lock of its repository already. */
	*lock = (struct lock){.fd = -1};
	return args->in_hook ? 0 : turn_wait(lock, &request, diags);
}

static int
run(const struct args *args)
{
	struct review review = {0};
	struct diags diags = {0};
	struct arena arena = {0};
	struct args own = *args;
	struct work w = {0};
	struct lock lock;
	enum outcome outcome = OUTCOME_INVALID;
	const char *range;
	int status;

	(void)wait_for_turn(args, &lock, &diags);
	if (args->expect_plan == NULL || review_read(&review, args->expect_plan, &diags) == 0) {
		range = range_of(args, &review, &arena);
		own.rest.items = arena_array(&arena, args->rest.count, sizeof(char *));
		if (args->rest.count > 0)
			memcpy(own.rest.items, args->rest.items, args->rest.count * sizeof(char *));
		if (range != NULL)
			own.rest.items[0] = range;
		outcome = open_and_apply(&w, &own, &review, &lock);
	}
	w.args = &own;
	diags_move(&w.diags, &diags);
	status = work_finish(&w, outcome);
	lock_release(&lock);
	review_free(&review);
	arena_free(&arena);
	return status;
}

const struct command apply_command = {
    .name = "apply",
    .synopsis = "[REV | BASE..HEAD | --worktree] [ZONE...]",
    .summary = "plan, write the changes to the targets, and check that they are served",
    .details =
	"A commit is applied only when it is on the protected branch.  After writing, each zone is\n"
	"read again, and every change is done, failed or unknown; running apply again is safe.\n"
	"Of a range only the zones that it changes are planned.  The file of --expect-plan decides\n"
	"what is written: take it from where only the review could put it.\n"
	"\n"
	"  zoneward apply --worktree                 ask, then write what the files on disk want\n"
	"  zoneward apply main --yes                 in CI, after a merge\n"
	"  zoneward apply main --expect DIGEST --yes only the plan that was reviewed\n"
	"  zoneward apply main --expect-plan plan.json --yes\n"
	"                                            the same, or what is left of it; told why not\n"
	"  zoneward apply main --only-requested --yes  what the last commit asks for, not drift\n",
    .options = options,
    .run = run,
};
