/* Diagnostics of many tasks, joined in order. */
#include "core/diag_queue.h"

#include "core/mem.h"

#include <stdlib.h>

void
diag_queue_begin(struct diag_queue *queue, size_t count, struct diags *to)
{
	size_t i;

	queue->to = to;
	queue->count = count;
	queue->next = queue->kept = 0;
	queue->done = mem_zero(count, sizeof(*queue->done));
	queue->lists = mem_zero(count, sizeof(*queue->lists));
	for (i = 0; i < count; i++)
		queue->lists[i].strict = to->strict;
	(void)pthread_mutex_init(&queue->lock, NULL);
}

static void
join(struct diag_queue *queue)
{
	while (queue->next < queue->count && queue->done[queue->next]) {
		struct diags *list = &queue->lists[queue->next++];

		queue->kept -= list->count;
		diags_move(queue->to, list);
	}
}

/* Those that are done before a list come before it: when they are enough, it is not shown. */
static void
trim(struct diag_queue *queue)
{
	size_t i;

	for (i = queue->count; i > queue->next && queue->kept > DIAGS_KEPT; i--) {
		struct diags *list = &queue->lists[i - 1];

		if (!queue->done[i - 1] || list->count == 0)
			continue;
		if (queue->kept - list->count < DIAGS_KEPT)
			return;
		queue->kept -= list->count;
		diags_forget(list);
	}
}

void
diag_queue_done(struct diag_queue *queue, size_t i)
{
	(void)pthread_mutex_lock(&queue->lock);
	queue->done[i] = true;
	queue->kept += queue->lists[i].count;
	join(queue);
	/* Seldom, as it looks at all of them. */
	if (queue->kept > 2 * DIAGS_KEPT)
		trim(queue);
	(void)pthread_mutex_unlock(&queue->lock);
}

void
diag_queue_end(struct diag_queue *queue)
{
	size_t i;

	for (i = queue->next; i < queue->count; i++)
		diags_move(queue->to, &queue->lists[i]);
	free(queue->lists);
	free(queue->done);
	(void)pthread_mutex_destroy(&queue->lock);
}
