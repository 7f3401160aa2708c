/*
 * Diagnostics of many tasks that end in any order, joined in the order of the
 * tasks: only so many are kept at a time as can ever be shown.
 */
#ifndef ZW_CORE_DIAG_QUEUE_H
#define ZW_CORE_DIAG_QUEUE_H

#include "core/diag.h"

#include <pthread.h>

struct diag_queue {
	struct diags *lists; /* one for each task, which alone writes to it */
	/* The rest is the queue's own. */
	struct diags *to;
	bool *done;
	size_t count, next; /* lists before next have been joined */
	size_t kept;        /* items in lists that wait to be */
	pthread_mutex_t lock;
};

/** diag_queue_begin(queue, count, to): Make ${count} lists that are joined to ${to}, as strict as it is. */
void diag_queue_begin(struct diag_queue *queue, size_t count, struct diags *to);

/** diag_queue_done(queue, i): Nothing more is added to list ${i}; from any thread. */
void diag_queue_done(struct diag_queue *queue, size_t i);

/** diag_queue_end(queue): Join what is left, and free the queue. */
void diag_queue_end(struct diag_queue *queue);

#endif
