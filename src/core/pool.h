/* Work for several threads: one task for each index. */
#ifndef ZW_CORE_POOL_H
#define ZW_CORE_POOL_H

#include <stddef.h>

#define POOL_MAX_WORKERS 64

/**
 * pool_run(workers, count, task, ctx):
 * Call ${task} with ${ctx} once for each index below ${count}, on up to
 * ${workers} threads (at most POOL_MAX_WORKERS) of which the caller is one, and
 * return when all are done.  Indexes are begun in order.  With one worker or one
 * task no thread is made; a thread that cannot be made is done without.
 */
void pool_run(unsigned workers, size_t count, void (*task)(void *ctx, size_t index), void *ctx);

/** pool_default_workers(): Return how many CPUs this process may use, 1 to POOL_MAX_WORKERS. */
unsigned pool_default_workers(void);

#endif
