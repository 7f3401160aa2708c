/* Work for several threads. */
#include "core/pool.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <time.h>

#define COUNT 10000

static atomic_int runs[COUNT];

static void
mark(void *ctx, size_t index)
{
	atomic_fetch_add(&runs[index], 1);
	atomic_fetch_add((atomic_int *)ctx, 1);
}

Test(pool, runs_each_index_once)
{
	const unsigned workers[] = {0, 1, 2, 7, 1000};
	size_t i, j;

	for (i = 0; i < sizeof(workers) / sizeof(workers[0]); i++) {
		atomic_int total = 0;

		pool_run(workers[i], COUNT, mark, &total);
		cr_assert_eq(total, COUNT);
		for (j = 0; j < COUNT; j++)
			cr_assert_eq(runs[j], (int)i + 1);
	}
}

Test(pool, nothing_to_do_is_done)
{
	atomic_int total = 0;

	pool_run(4, 0, mark, &total);
	cr_assert_eq(total, 0);
}

static void
note_thread(void *ctx, size_t index)
{
	((pthread_t *)ctx)[index] = pthread_self();
}

Test(pool, one_worker_or_one_task_runs_in_the_caller)
{
	pthread_t threads[3];
	int i;

	pool_run(1, 3, note_thread, threads);
	for (i = 0; i < 3; i++)
		cr_assert(pthread_equal(threads[i], pthread_self()));
	pool_run(8, 1, note_thread, threads);
	cr_assert(pthread_equal(threads[0], pthread_self()));
}

/* Each of two tasks waits for the other: only two threads can end this. */
static void
meet(void *ctx, size_t index)
{
	atomic_int *here = ctx;
	struct timespec pause = {0, 1000000};
	int i;

	(void)index;
	atomic_fetch_add(here, 1);
	for (i = 0; i < 10000 && atomic_load(here) < 2; i++)
		(void)nanosleep(&pause, NULL);
}

Test(pool, two_workers_work_at_once)
{
	atomic_int here = 0;
	struct timespec start, end;

	(void)clock_gettime(CLOCK_MONOTONIC, &start);
	pool_run(2, 2, meet, &here);
	(void)clock_gettime(CLOCK_MONOTONIC, &end);
	cr_assert_eq(here, 2);
	cr_assert_lt(end.tv_sec - start.tv_sec, 9);
}

Test(pool, default_workers_is_within_bounds)
{
	unsigned workers = pool_default_workers();

	cr_assert_geq(workers, 1);
	cr_assert_leq(workers, POOL_MAX_WORKERS);
}
