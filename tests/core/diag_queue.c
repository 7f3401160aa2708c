/* Diagnostics of tasks that end in any order: joined in theirs, and few are kept. */
#include "core/diag_queue.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#define TASKS 300
#define EACH 700

static void
fill(struct diag_queue *queue, size_t task)
{
	struct place at = {"f", (uint32_t)task + 1, 1};
	size_t i;

	for (i = 0; i < EACH; i++)
		(void)diag_error(&queue->lists[task], "r", NULL, at, NULL, "fault %zu", i);
	diag_queue_done(queue, task);
}

static size_t
kept(const struct diag_queue *queue)
{
	size_t i, count = 0;

	for (i = 0; i < TASKS; i++)
		count += queue->lists[i].count;
	return count;
}

static void
must_join(size_t (*task)(size_t i))
{
	struct diag_queue queue;
	struct diags to = {0};
	size_t i, most = 0;

	diag_queue_begin(&queue, TASKS, &to);
	for (i = 0; i < TASKS; i++) {
		fill(&queue, task(i));
		most = kept(&queue) > most ? kept(&queue) : most;
	}
	diag_queue_end(&queue);
	cr_expect_leq(most, 2 * DIAGS_KEPT + EACH);
	cr_expect_eq(to.errors, TASKS * EACH);
	cr_assert_eq(to.count, DIAGS_KEPT);
	for (i = 0; i < to.count; i++)
		cr_expect_eq(to.items[i].at.line, i / EACH + 1);
	diags_free(&to);
}

static size_t
forward(size_t i)
{
	return i;
}

static size_t
backward(size_t i)
{
	return TASKS - 1 - i;
}

static size_t
first_last(size_t i)
{
	return (i + 1) % TASKS;
}

Test(diag_queue, joins_in_order_and_keeps_few)
{
	must_join(forward);
	must_join(backward);
	must_join(first_last);
}

Test(diag_queue, makes_lists_as_strict_as_the_one_they_join)
{
	struct diags to = {.strict = true};
	struct diag_queue queue;

	diag_queue_begin(&queue, 2, &to);
	diag_warn(&queue.lists[1], "yaml-repeated-key", NULL, place_none, NULL, "x");
	diag_queue_done(&queue, 1);
	diag_queue_end(&queue);
	cr_expect_eq(to.errors, 1);
	diags_free(&to);
}
