/* Notes: what goes on step by step. */
#include "core/notes.h"

#include "core/mem.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*sink_of_all)(const struct note *note);
static _Thread_local struct notes *collecting;

void
notes_set_sink(void (*sink)(const struct note *note))
{
	sink_of_all = sink;
}

bool
notes_wanted(void)
{
	return sink_of_all != NULL;
}

static void
hand_on(const struct note *note)
{
	struct notes *notes = collecting;
	struct note *kept;

	if (notes == NULL) {
		sink_of_all(note);
		return;
	}
	notes->items = mem_grow(notes->items, &notes->cap, notes->count + 1, sizeof(*notes->items));
	kept = &notes->items[notes->count++];
	*kept = *note;
	kept->name = arena_text(&notes->arena, slice_of(note->name));
	kept->text = arena_text(&notes->arena, slice_of(note->text));
}

void
note(enum note_level level, const char *name, const char *fmt, ...)
{
	struct note made = {.level = level, .name = name};
	int saved = errno, len;
	char *text;
	va_list ap;

	if (sink_of_all == NULL)
		return;
	(void)clock_gettime(CLOCK_REALTIME, &made.at);
	made.thread = (unsigned long)pthread_self();
	va_start(ap, fmt);
	len = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (len >= 0) {
		made.text = text;
		hand_on(&made);
		free(text);
	}
	errno = saved;
}

void
notes_collect(struct notes *notes)
{
	collecting = notes;
}

void
notes_release(struct notes *notes)
{
	size_t i;

	for (i = 0; i < notes->count && sink_of_all != NULL; i++)
		hand_on(&notes->items[i]);
	free(notes->items);
	arena_free(&notes->arena);
	memset(notes, 0, sizeof(*notes));
}

void
notes_queue_begin(struct notes_queue *queue, size_t count)
{
	queue->count = count;
	queue->next = 0;
	queue->done = mem_zero(count, sizeof(*queue->done));
	queue->lists = mem_zero(count, sizeof(*queue->lists));
	(void)pthread_mutex_init(&queue->lock, NULL);
}

void
notes_queue_done(struct notes_queue *queue, size_t i)
{
	(void)pthread_mutex_lock(&queue->lock);
	queue->done[i] = true;
	while (queue->next < queue->count && queue->done[queue->next])
		notes_release(&queue->lists[queue->next++]);
	(void)pthread_mutex_unlock(&queue->lock);
}

void
notes_queue_end(struct notes_queue *queue)
{
	free(queue->lists);
	free(queue->done);
	(void)pthread_mutex_destroy(&queue->lock);
}
