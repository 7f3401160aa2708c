/* Diagnostics. */
#include "core/diag.h"

#include <criterion/criterion.h>
#include <string.h>

Test(diag, keeps_copies_of_all_it_is_given)
{
	struct diags diags = {0};
	char zone[] = "example.com.", file[] = "zones/example.com.yaml", hint[] = "write 300";
	struct subject subject = {slice_of(zone), slice_of(zone), "A"};
	struct place at = {file, 12, 3};
	const struct diag *d;

	cr_assert_eq(diag_error(&diags, "ttl", &subject, at, hint, "TTL is %d", 0), -1);
	memset(zone, 'x', sizeof(zone) - 1);
	memset(file, 'x', sizeof(file) - 1);
	memset(hint, 'x', sizeof(hint) - 1);
	d = &diags.items[0];
	cr_assert_str_eq(d->message, "TTL is 0");
	cr_assert_str_eq(d->rule, "ttl");
	cr_assert_str_eq(d->hint, "write 300");
	cr_assert_str_eq(d->at.file, "zones/example.com.yaml");
	cr_assert_eq(d->at.line, 12);
	cr_assert(slice_is(d->subject.zone, "example.com."));
	cr_assert_str_eq(d->subject.type, "A");
	diags_free(&diags);
}

Test(diag, counts_errors_and_warnings)
{
	struct diags diags = {0};

	diag_warn(&diags, "a", NULL, place_none, NULL, "one");
	(void)diag_error(&diags, "b", NULL, place_none, NULL, "two");
	diag_warn(&diags, "c", NULL, place_none, NULL, "three");
	cr_assert_eq(diags.count, 3);
	cr_assert_eq(diags.errors, 1);
	cr_assert_eq(diags.warnings, 2);
	diags_free(&diags);
	cr_assert_eq(diags.errors, 0);
}

Test(diag, counts_beyond_its_limit)
{
	struct diags diags = {.limit = 2};
	int i;

	for (i = 0; i < 5; i++)
		(void)diag_error(&diags, "a", NULL, place_none, NULL, "%d", i);
	cr_assert_eq(diags.count, 2);
	cr_assert_eq(diags.errors, 5);
	diags_free(&diags);
	cr_assert_eq(diags.limit, 2);
}

Test(diag, rollback_forgets_what_came_after_the_mark)
{
	struct diags diags = {0};
	struct place at = {"a.yaml", 1, 1};
	struct diags_mark mark;

	(void)diag_error(&diags, "a", NULL, at, NULL, "kept");
	mark = diags_mark(&diags);
	(void)diag_error(&diags, "b", NULL, at, NULL, "dropped");
	diag_warn(&diags, "b", NULL, at, NULL, "dropped");
	diags_rollback(&diags, mark);
	cr_assert_eq(diags.count, 1);
	cr_assert_eq(diags.errors, 1);
	cr_assert_eq(diags.warnings, 0);
	(void)diag_error(&diags, "c", NULL, at, NULL, "again");
	cr_assert_str_eq(diags.items[1].message, "again");
	cr_assert_str_eq(diags.items[1].at.file, "a.yaml");
	diags_free(&diags);
}

Test(diag, move_appends_and_counts_once)
{
	struct diags to = {.limit = 3}, from = {.limit = 2};
	int i;

	(void)diag_error(&to, "a", NULL, place_none, NULL, "first");
	for (i = 0; i < 4; i++)
		(void)diag_error(&from, "b", NULL, place_none, "try %", "moved %d%%", i);
	diag_warn(&from, "b", NULL, place_none, NULL, "not kept");
	diags_move(&to, &from);
	cr_assert_eq(from.count, 0);
	cr_assert_eq(to.count, 3);
	cr_assert_eq(to.errors, 5);
	cr_assert_eq(to.warnings, 1);
	cr_assert_str_eq(to.items[1].message, "moved 0%");
	cr_assert_str_eq(to.items[1].hint, "try %");
	diags_free(&to);
	diags_free(&from);
}

Test(diag, keeps_as_many_as_are_shown)
{
	struct place at = {"zones/unit.tests.yaml", 1, 1};
	struct diags diags = {0}, more = {0};
	size_t i;

	for (i = 0; i < 100000; i++)
		(void)diag_error(&diags, "r", NULL, at, "hint", "fault %zu", i);
	cr_expect_eq(diags.count, DIAGS_KEPT);
	cr_expect_eq(diags.errors, 100000);
	cr_expect_eq(diags_more(&diags), 99000);
	cr_expect_lt(diags.arena.total, 512 * 1024);
	diag_warn(&more, "r", NULL, at, NULL, "one");
	diags_move(&more, &diags);
	cr_expect_eq(more.count, DIAGS_KEPT);
	cr_expect_eq(diags_more(&more), 99001);
	diags_free(&more);
}

Test(diag, moves_a_warning_that_was_meant_as_one)
{
	struct diags strict = {.strict = true}, live = {0};

	diag_warn(&live, "yaml-repeated-key", NULL, place_none, NULL, "x");
	diags_move(&strict, &live);
	cr_expect_eq(strict.errors, 0);
	cr_expect_eq(strict.warnings, 1);
	cr_expect_eq(strict.items[0].severity, SEVERITY_WARNING);
	diags_free(&strict);
}
