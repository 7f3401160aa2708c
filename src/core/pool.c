/* Work for several threads. */
#include "core/pool.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

struct work {
	atomic_size_t next;
	size_t count;
	void (*task)(void *ctx, size_t index);
	void *ctx;
};

static void *
work_on(void *arg)
{
	struct work *work = arg;
	size_t index;

	/* Each worker overshoots by one at most, so the counter cannot wrap. */
	while ((index = atomic_fetch_add(&work->next, 1)) < work->count)
		work->task(work->ctx, index);
	return NULL;
}

/* Signals are the first thread's business: the others are born with all blocked. */
static unsigned
start(pthread_t *threads, unsigned wanted, struct work *work)
{
	unsigned made = 0;
	sigset_t all, before;

	(void)sigfillset(&all);
	if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
		return 0;
	while (made < wanted && pthread_create(&threads[made], NULL, work_on, work) == 0)
		made++;
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return made;
}

void
pool_run(unsigned workers, size_t count, void (*task)(void *ctx, size_t index), void *ctx)
{
	struct work work = {0, count, task, ctx};
	pthread_t threads[POOL_MAX_WORKERS];
	unsigned made = 0;

	if (workers > POOL_MAX_WORKERS)
		workers = POOL_MAX_WORKERS;
	if (workers > count)
		workers = (unsigned)count;
	if (workers > 1)
		made = start(threads, workers - 1, &work);
	(void)work_on(&work);
	while (made > 0)
		(void)pthread_join(threads[--made], NULL);
}

unsigned
pool_default_workers(void)
{
	cpu_set_t usable;
	int count;

	/* It fails on a machine with more CPUs than the set has room for. */
	if (sched_getaffinity(0, sizeof(usable), &usable) != 0)
		return POOL_MAX_WORKERS;
	count = CPU_COUNT(&usable);
	if (count < 1)
		return 1;
	return count < POOL_MAX_WORKERS ? (unsigned)count : POOL_MAX_WORKERS;
}
