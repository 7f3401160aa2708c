/* From a configuration to a plan, its outcome, and its application. */
#include "engine/planning.h"

#include "engine/applying.h"
#include "fixture.h"

TestSuite(planning, .init = estate_begin, .fini = estate_end);

#define ZONES \
	"  unit.tests.: " FROM_CONFIG "\n  two.tests.: {sources: [config], targets: [live, copy]}\n"

static enum outcome
make_plan(struct work *work, struct plan *plan)
{
	struct plan_request request = {.selection = &work->selection, .targets = work->targets};

	while (request.ntargets < 4 && work->targets[request.ntargets] != NULL)
		request.ntargets++;
	cr_assert_eq(open_worktree(work), 0);
	cr_assert_eq(choose(work, ""), 0);
	return plan_zones(&work->workspace, &request, plan, &work->diags);
}

/* "zone target changes, …" */
static void
plan_is(const struct plan *plan, const char *want)
{
	struct buf text = {0};
	size_t z, t;

	buf_text(&text, "");
	for (z = 0; z < plan->nzones; z++) {
		for (t = 0; t < plan->zones[z]->ntargets; t++)
			buf_printf(&text, "%s%.*s %s %zu", text.len > 0 ? ", " : "",
			    SLICE_ARGS(plan->zones[z]->zone), plan->zones[z]->targets[t].target,
			    plan->zones[z]->targets[t].nchanges);
	}
	cr_expect_str_eq(text.data, want, "%s", text.data);
	buf_free(&text);
}

static void
put_zones(void)
{
	put_config(ZONES);
	put("zones/unit.tests.yaml", A_RECORD "b: {type: A, value: 1.1.1.1}\n");
	put("zones/two.tests.yaml", A_RECORD);
}

static void
must_plan(const char *target, enum outcome outcome, const char *want)
{
	struct work work = {.targets = {target}};
	struct plan plan = {0};

	cr_expect_eq(make_plan(&work, &plan), outcome);
	plan_is(&plan, want);
	plan_free(&plan);
	close_work(&work);
}

Test(planning, compares_with_each_target)
{
	put_zones();
	put("live/two.tests.yaml", A_RECORD);
	must_plan(NULL, OUTCOME_DONE, "unit.tests. live 2, two.tests. copy 1");
	must_plan("live", OUTCOME_DONE, "unit.tests. live 2");
	must_plan("copy", OUTCOME_DONE, "two.tests. copy 1");
}

Test(planning, of_an_invalid_zone_is_invalid)
{
	put_zones();
	put("zones/two.tests.yaml", "a: {type: A, value: x}\n");
	must_plan(NULL, OUTCOME_INVALID, "unit.tests. live 2");
}

Test(planning, ends_otherwise_when_a_target_cannot_be_read)
{
	put_zones();
	put("live/two.tests.yaml", "a: [\n");
	must_plan(NULL, OUTCOME_PROVIDER, "unit.tests. live 2, two.tests. copy 1");
	/* What is invalid is to be mended first. */
	put("zones/unit.tests.yaml", "a: {type: A, value: x}\n");
	must_plan(NULL, OUTCOME_INVALID, "two.tests. copy 1");
}

Test(planning, needs_targets_that_exist)
{
	struct work work = {0};
	struct plan plan = {0};

	put_zones();
	put_config("  unit.tests.: {sources: [config], targets: [nope]}\n"
		   "  two.tests.: {sources: [config]}\n");
	cr_expect_eq(make_plan(&work, &plan), OUTCOME_INVALID);
	cr_expect_not_null(said(&work.diags, "config-missing-targets"));
	cr_expect_eq(plan_changes(&plan), 0);
	plan_free(&plan);
	close_work(&work);
}

Test(planning, takes_the_thresholds_of_the_zone_before_those_of_the_provider)
{
	struct work work = {0};
	struct plan plan = {0};
	struct buf text = {0};
	unsigned i;

	for (i = 0; i < 20; i++)
		buf_printf(&text, "h%u: {type: A, value: 1.1.1.1}\n", i);
	put("live/unit.tests.yaml", text.data);
	put("zones/unit.tests.yaml", A_RECORD);
	put_config("  unit.tests.: " FROM_CONFIG "\n");
	cr_expect_eq(make_plan(&work, &plan), OUTCOME_DONE);
	cr_expect_not_null(plan_unsafe(&plan));
	plan_free(&plan);
	close_work(&work);
	put_config("  unit.tests.: {delete_pcent_threshold: 1, sources: [config], "
		   "targets: [live], update_pcent_threshold: 1.0}\n");
	cr_expect_eq(make_plan(&work, &plan), OUTCOME_DONE);
	cr_expect_null(plan_unsafe(&plan));
	plan_free(&plan);
	buf_free(&text);
	close_work(&work);
}

Test(planning, of_two_commits_asks_no_target)
{
	struct work work = {0};
	struct plan plan = {0};

	put_zones();
	put("live/unit.tests.yaml", "broken: [\n");
	commit();
	put("zones/unit.tests.yaml", A_RECORD);
	put_config("  unit.tests.: " FROM_CONFIG "\n");
	commit();
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_assert_eq(choose(&work, ""), 0);
	cr_expect_eq(plan_configs(&work.workspace, &work.selection, &plan, &work.diags),
	    OUTCOME_DONE);
	plan_is(&plan, "unit.tests. configuration 1, two.tests. configuration 1");
	plan_free(&plan);
	close_work(&work);
}

Test(planning, of_two_commits_sees_no_record_that_both_drop)
{
	struct work work = {0};
	struct plan plan = {0};

	put_config("  unit.tests.: {ignore_subzone_adds: true, sources: [config], "
		   "targets: [live]}\n  sub.unit.tests.: " FROM_CONFIG "\n");
	put("zones/sub.unit.tests.yaml", "");
	put("zones/unit.tests.yaml", A_RECORD "x.sub: {type: A, value: 1.1.1.1}\n");
	commit();
	put("zones/unit.tests.yaml", "x.sub: {type: A, value: 1.1.1.1}\n");
	commit();
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_assert_eq(choose(&work, ""), 0);
	cr_expect_eq(plan_configs(&work.workspace, &work.selection, &plan, &work.diags),
	    OUTCOME_DONE);
	plan_is(&plan, "unit.tests. configuration 1");
	plan_free(&plan);
	close_work(&work);
}

/* Plan and apply; ${between} runs after planning. */
static enum outcome
apply(struct applied *result, const char *between, struct diags *diags)
{
	struct work work = {0};
	struct plan plan = {0};
	enum outcome outcome;

	cr_assert_eq(make_plan(&work, &plan), OUTCOME_DONE);
	if (between != NULL)
		shell("%s", between);
	outcome = apply_plan(&work.workspace, &plan, result, &work.diags);
	diags_move(diags, &work.diags);
	plan_free(&plan);
	close_work(&work);
	return outcome;
}

Test(planning, then_applied_leaves_nothing_to_do)
{
	struct applied result;
	struct diags diags = {0};

	put_zones();
	cr_expect_eq(apply(&result, NULL, &diags), OUTCOME_DONE);
	cr_expect_eq(result.done, 4);
	cr_expect_eq(result.failed + result.unknown + result.skipped, 0);
	cr_expect_eq(diags.count, 0);
	must_plan(NULL, OUTCOME_DONE, "");
	diags_free(&diags);
}

Test(planning, then_applied_says_what_was_not_written)
{
	struct applied result;
	struct diags diags = {0};

	put_zones();
	cr_expect_eq(apply(&result, "echo 'no folder' > live; mkdir copy", &diags), OUTCOME_PARTLY);
	cr_expect_eq(result.done, 1);
	cr_expect_eq(result.failed, 3);
	cr_expect(has_text(said(&diags, "apply-failed")->message, "live: create of A"));
	cr_expect_eq(said(&diags, "apply-failed")->at.line, 1);
	diags_free(&diags);
	shell("rm -r live copy");
	cr_expect_eq(apply(&result, "echo 'no folder' > live; echo > copy", &diags),
	    OUTCOME_PROVIDER);
	cr_expect_eq(result.done, 0);
	cr_expect_eq(result.failed, 4);
	diags_free(&diags);
}

Test(planning, then_applied_says_what_is_not_served_although_it_was_sent)
{
	struct applied result;
	struct diags diags = {0};

	/* Reading takes the outer quotes off, each time. */
	put_config("  unit.tests.: " FROM_CONFIG "\n");
	put("zones/unit.tests.yaml", A_RECORD "b: {type: TXT, value: '\"\"x\"\"'}\n");
	cr_expect_eq(apply(&result, NULL, &diags), OUTCOME_PARTLY);
	cr_expect_eq(result.done, 1);
	cr_expect_eq(result.unknown, 1);
	cr_expect(has_text(said(&diags, "apply-unknown")->message, "TXT b.unit.tests."));
	diags_free(&diags);
}

Test(planning, then_applied_warns_of_an_empty_text_that_is_left_out)
{
	struct applied result;
	struct diags diags = {0};

	put_config("  unit.tests.: " FROM_CONFIG "\n");
	put("zones/unit.tests.yaml", A_RECORD "b: {type: TXT, values: ['', x]}\n");
	cr_expect_eq(apply(&result, NULL, &diags), OUTCOME_DONE);
	cr_expect_eq(result.done, 2);
	cr_expect_eq(said(&diags, "provider-empty-text")->at.line, 2);
	diags_free(&diags);
}

Test(planning, then_applied_leaves_out_what_is_never_written)
{
	struct applied result;
	struct diags diags = {0};

	put_zones();
	put_config("  unit.tests.: {always-dry-run: true, sources: [config], targets: [live]}\n"
		   "  two.tests.: " FROM_CONFIG "\n");
	cr_expect_eq(apply(&result, NULL, &diags), OUTCOME_DONE);
	cr_expect_eq(result.done, 1);
	cr_expect_eq(result.skipped, 2);
	shell("test ! -e live/unit.tests.yaml");
	diags_free(&diags);
}

static void
must_allow(const char *rev, const char *branch, bool want)
{
	struct work work = {0};

	cr_assert_eq(open_revision(&work, rev), 0);
	cr_expect_eq(apply_allowed(&work.workspace, branch, &work.diags), want ? 0 : -1, "%s %s",
	    rev, branch);
	cr_expect_eq(said(&work.diags, "apply-branch") == NULL, want);
	close_work(&work);
}

Test(planning, is_applied_from_the_protected_branch_only)
{
	struct work work = {0};

	put_zones();
	commit();
	commit();
	shell("git checkout -q -b topic");
	commit();
	shell("git checkout -q main; git update-ref refs/remotes/origin/release topic");
	must_allow("main", NULL, true);
	must_allow("main~1", NULL, true);
	must_allow("topic", NULL, false);
	must_allow("topic", "topic", true);
	must_allow("topic", "refs/heads/topic", true);
	must_allow("topic", "release", true);
	must_allow("main", "nope", false);
	must_allow("main", "../main", false);
	must_allow("main", "", false);
	cr_assert_eq(open_worktree(&work), 0);
	cr_expect_eq(apply_allowed(&work.workspace, NULL, &work.diags), 0);
	close_work(&work);
}
