/* The record that says when, where and by what the last change was made. */
#include "fixture.h"

TestSuite(meta);

#define CLASS "class: octodns.processor.meta.MetaProcessor"
#define NO_TIME CLASS ", include_time: false"

Test(meta, adds_a_record_for_the_target)
{
	processed("{" NO_TIME ", include_provider: true}", "", "", "meta TXT 60 provider=live", "");
	processed("{" NO_TIME
		  ", record_name: _info, ttl: 30, include_extra: {k: v, n: 1, t: true}}",
	    "", "", "_info TXT 30 k=v n=1 t=True", "");
}

Test(meta, tells_the_time_that_it_is_given)
{
	setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
	processed("{" CLASS "}", "", "", "meta TXT 60 time=2023-11-14T22:13:20+00:00", "");
}

Test(meta, tells_one_time_and_one_id_in_a_run)
{
	struct stage stage;
	struct processor *other;
	const char *id;

	unsetenv("SOURCE_DATE_EPOCH");
	stage_open(&stage, "{" CLASS ", include_uuid: true}");
	cr_assert_eq(processor_open(&other, &stage.config, &stage.run, &stage.diags), 0);
	cr_expect(
	    node_equal(*(struct node **)stage.processor->state, *(struct node **)other->state));
	id = stage.run.uuid;
	cr_assert_eq(strlen(id), 36);
	cr_expect_eq(id[14], '4');
	cr_expect_not_null(strchr("89ab", id[19]));
	processor_close(other);
	stage_end(&stage);
}

Test(meta, says_which_program_wrote)
{
	struct stage stage;

	stage_open(&stage, "{" NO_TIME ", include_version: true}");
	cr_assert_eq(stage_target(&stage), 0);
	cr_assert_eq(stage.desired.count, 1);
	cr_expect(
	    slice_starts(stage.desired.rrsets[0].values[0].text, slice_of("zoneward-version=")));
	stage_end(&stage);
}

Test(meta, refuses_a_second_record_of_its_name)
{
	refused("{" NO_TIME ", include_provider: true}", "meta: {type: TXT, value: x}", "",
	    "a second TXT record");
}

/* How many changes are left of a plan. */
static size_t
changes_of(const char *options, const char *desired, const char *existing)
{
	struct stage stage;
	struct target_plan target = {0};
	struct chain_changes changes;
	struct arena arena = {0};

	stage_open(&stage, options);
	stage_zones(&stage, desired, existing);
	cr_assert_eq(stage_target(&stage), 0);
	diff_zones(&stage.existing, &stage.desired, &usual, &arena, &target);
	changes = (struct chain_changes){target.changes, target.nchanges, false};
	cr_expect_eq(chain_plan(&stage.chain, &stage.desired, &stage.existing, "live", &changes,
			 &stage.diags),
	    0);
	arena_free(&arena);
	stage_end(&stage);
	return changes.count;
}

#define PROVIDER "{" NO_TIME ", include_provider: true}"

Test(meta, is_no_reason_for_a_plan_unless_its_keys_change)
{
	cr_expect_eq(changes_of(PROVIDER, "", "meta: {type: TXT, value: provider=other}"), 0);
	cr_expect_eq(changes_of(PROVIDER, "", "meta: {type: TXT, values: [provider=x, k=v]}"), 1);
	cr_expect_eq(changes_of(PROVIDER, "", "meta: {type: TXT, value: k=v}"), 1);
	cr_expect_eq(changes_of(PROVIDER, "", ""), 1);
	cr_expect_eq(changes_of(PROVIDER, "a: {type: A, value: 1.1.1.1}",
			 "meta: {type: TXT, value: provider=other}"),
	    2);
}
