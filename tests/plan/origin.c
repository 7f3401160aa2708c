/* Why a change is there: what the configuration said before, what it says, what is served. */
#include "plan/origin.h"
#include "fixture.h"

#define ONE "a: {type: A, value: 192.0.2.1}"
#define TWO "a: {type: A, value: 192.0.2.2}"
#define THREE "a: {type: A, value: 192.0.2.3}"
#define NOTHING ""

/* The only change of base, head and live has this action and origin. */
static void
expect_change(const char *base_yaml, const char *head_yaml, const char *live_yaml,
    enum change_action action, enum change_origin origin)
{
	struct plan plan = {0};
	struct target_plan *got = add_plan(&plan, ZONE, live_yaml, head_yaml, &usual);
	struct arena arena = {0};
	struct zone base;

	read_zone(&base, ZONE, base_yaml);
	cr_assert_eq(got->nchanges, 1, "%zu changes", got->nchanges);
	cr_assert_null(got->origins);
	plan_origins(got, &(struct origin_base){.zone = &base}, &arena);
	cr_expect_str_eq(change_word(got->changes[0].action), change_word(action));
	cr_expect_eq(got->origins[0], origin, "%s is %s instead of %s", change_word(action),
	    origin_word(got->origins[0]), origin_word(origin));
	zone_free(&base);
	arena_free(&arena);
	plan_free(&plan);
}

Test(origin, of_a_creation)
{
	/* The configuration got a new record. */
	expect_change(NOTHING, ONE, NOTHING, CHANGE_CREATE, ORIGIN_REQUESTED);
	/* It had it all along; the target lost it. */
	expect_change(ONE, ONE, NOTHING, CHANGE_CREATE, ORIGIN_DRIFT);
	/* It changed it, and the target lost it. */
	expect_change(ONE, TWO, NOTHING, CHANGE_CREATE, ORIGIN_CONFLICT);
}

Test(origin, of_a_deletion)
{
	expect_change(ONE, NOTHING, ONE, CHANGE_DELETE, ORIGIN_REQUESTED);
	/* It never had it; somebody made it at the target. */
	expect_change(NOTHING, NOTHING, ONE, CHANGE_DELETE, ORIGIN_DRIFT);
	/* It drops what is something else at the target. */
	expect_change(ONE, NOTHING, TWO, CHANGE_DELETE, ORIGIN_CONFLICT);
}

Test(origin, of_an_update)
{
	expect_change(ONE, TWO, ONE, CHANGE_UPDATE, ORIGIN_REQUESTED);
	expect_change(ONE, ONE, TWO, CHANGE_UPDATE, ORIGIN_DRIFT);
	expect_change(ONE, TWO, THREE, CHANGE_UPDATE, ORIGIN_CONFLICT);
	/* It is new, but something else was there before. */
	expect_change(NOTHING, ONE, TWO, CHANGE_UPDATE, ORIGIN_CONFLICT);
}

Test(origin, sees_a_ttl)
{
	expect_change("a: {type: A, ttl: 60, value: 192.0.2.1}",
	    "a: {type: A, ttl: 90, value: 192.0.2.1}", "a: {type: A, ttl: 60, value: 192.0.2.1}",
	    CHANGE_UPDATE, ORIGIN_REQUESTED);
	expect_change("a: {type: A, ttl: 60, value: 192.0.2.1}",
	    "a: {type: A, ttl: 90, value: 192.0.2.1}", "a: {type: A, ttl: 30, value: 192.0.2.1}",
	    CHANGE_UPDATE, ORIGIN_CONFLICT);
}

Test(origin, takes_no_notice_of_the_order_of_values)
{
	expect_change("a: {type: A, values: [192.0.2.2, 192.0.2.1]}", TWO,
	    "a: {type: A, values: [192.0.2.1, 192.0.2.2]}", CHANGE_UPDATE, ORIGIN_REQUESTED);
}

Test(origin, is_told_for_each_change_by_itself)
{
	struct plan plan = {0};
	struct target_plan *got = add_plan(&plan, ZONE,
	    "{a: {type: A, value: 192.0.2.1}, b: {type: A, value: 192.0.2.9},"
	    " d: {type: TXT, value: made by hand}}",
	    "{a: {type: A, value: 192.0.2.2}, b: {type: A, value: 192.0.2.1},"
	    " c: [{type: A, value: 192.0.2.1}, {type: TXT, value: x}]}",
	    &usual);
	static const enum change_origin want[] = {ORIGIN_DRIFT, ORIGIN_DRIFT, ORIGIN_REQUESTED,
	    ORIGIN_REQUESTED, ORIGIN_DRIFT};
	struct arena arena = {0};
	struct zone base;
	size_t i;

	read_zone(&base, ZONE,
	    "{a: {type: A, value: 192.0.2.1}, b: {type: A, value: 192.0.2.1},"
	    " c: {type: A, value: 192.0.2.1}}");
	plan_origins(got, &(struct origin_base){.zone = &base}, &arena);
	cr_assert_eq(got->nchanges, 5);
	for (i = 0; i < 5; i++)
		cr_expect_eq(got->origins[i], want[i], "%s %s: %s",
		    change_word(got->changes[i].action), change_rrset(&got->changes[i])->name.data,
		    origin_word(got->origins[i]));
	zone_free(&base);
	arena_free(&arena);
	plan_free(&plan);
}

Test(origin, of_a_zone_that_is_new_is_the_configuration)
{
	expect_change(NULL, ONE, NULL, CHANGE_CREATE, ORIGIN_REQUESTED);
}

/* How many changes between base and head are served already. */
static void
expect_already(const char *base_yaml, const char *head_yaml, const char *live_yaml, size_t count)
{
	struct already_plan already;
	struct arena arena = {0};
	struct zone base, head, live;

	read_zone(&base, ZONE, base_yaml);
	read_zone(&head, ZONE, head_yaml);
	read_zone(&live, ZONE, live_yaml);
	plan_already(&already, "live", &(struct origin_base){.zone = &base}, &head, &live, &arena);
	cr_expect_eq(already.count, count, "%zu instead of %zu", already.count, count);
	zone_free(&base);
	zone_free(&head);
	zone_free(&live);
	arena_free(&arena);
}

Test(origin, knows_what_is_there_already)
{
	expect_already(ONE, TWO, TWO, 1);
	expect_already(NOTHING, TWO, TWO, 1);
	expect_already(ONE, NOTHING, NOTHING, 1);
	expect_already(ONE, TWO, ONE, 0);
	expect_already(ONE, TWO, THREE, 0);
	expect_already(ONE, NOTHING, ONE, 0);
	expect_already(TWO, TWO, TWO, 0);
	expect_already(NOTHING, "a: {type: A, value: 192.0.2.2, octodns: {excluded: [live]}}", TWO,
	    0);
}

Test(origin, leaves_drift_out)
{
	struct plan plan = {0};
	struct target_plan *got = add_plan(&plan, ZONE, "b: {type: A, value: 192.0.2.9}",
	    "{a: {type: A, value: 192.0.2.2}, b: {type: A, value: 192.0.2.1}}", &usual);
	struct arena arena = {0};
	struct zone base;

	read_zone(&base, ZONE, "b: {type: A, value: 192.0.2.1}");
	plan_origins(got, &(struct origin_base){.zone = &base}, &arena);
	cr_assert_eq(got->nchanges, 2);
	plan_leave_drift(got);
	cr_assert_eq(got->nchanges, 1);
	cr_expect_eq(got->counts.updates, 0);
	cr_expect_eq(got->counts.creates, 1);
	cr_expect_eq(got->origins[0], ORIGIN_REQUESTED);
	plan_call_drift(&plan);
	cr_expect_eq(got->origins[0], ORIGIN_DRIFT);
	cr_expect_not(plan_asked(got, 0));
	zone_free(&base);
	arena_free(&arena);
	plan_free(&plan);
}

Test(origin, has_words)
{
	cr_assert_str_eq(origin_word(ORIGIN_REQUESTED), "requested");
	cr_assert_str_eq(origin_word(ORIGIN_DRIFT), "drift");
	cr_assert_str_eq(origin_word(ORIGIN_CONFLICT), "conflict");
	cr_assert_null(origin_word(ORIGIN_NONE));
}
