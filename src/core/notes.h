/*
 * Notes: what goes on step by step, for a command that logs it as octoDNS does.
 * Nobody listens until a sink is set, and then they cost next to nothing.
 */
#ifndef ZW_CORE_NOTES_H
#define ZW_CORE_NOTES_H

#include "core/arena.h"

#include <pthread.h>
#include <time.h>

/* In Python's order. */
enum note_level { NOTE_DEBUG, NOTE_INFO, NOTE_WARNING, NOTE_ERROR };

struct note {
	enum note_level level;
	struct timespec at;
	unsigned long thread;
	const char *name; /* who says it: "Manager", "YamlProvider[config]" */
	const char *text;
};

/* Notes of one task that wait until it is its turn.  All zero is empty. */
struct notes {
	struct arena arena;
	struct note *items;
	size_t count, cap;
};

/** notes_set_sink(sink): Have ${sink} called for each note from now on; NULL ends it.  Before any thread is made. */
void notes_set_sink(void (*sink)(const struct note *note));

/** notes_wanted(): Return whether there is a sink. */
bool notes_wanted(void);

/**
 * note(level, name, fmt, …):
 * Say something.  Secrets have no business here.  errno is kept.
 */
void note(enum note_level level, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/**
 * notes_collect(notes):
 * Keep what this thread says in ${notes}; NULL: hand it to the sink at once.
 */
void notes_collect(struct notes *notes);

/** notes_release(notes): Hand all of ${notes} on in order, and free it. */
void notes_release(struct notes *notes);

/* Notes of tasks that end in any order, handed on in the order of the tasks as soon as they may be. */
struct notes_queue {
	struct notes *lists; /* one for each task, to be given to notes_collect */
	/* The rest is the queue's own. */
	bool *done;
	size_t count, next; /* lists before next have been handed on */
	pthread_mutex_t lock;
};

/** notes_queue_begin(queue, count): Make ${count} lists. */
void notes_queue_begin(struct notes_queue *queue, size_t count);

/** notes_queue_done(queue, i): Task ${i} says nothing more; from any thread that collects nothing. */
void notes_queue_done(struct notes_queue *queue, size_t i);

/** notes_queue_end(queue): Free it: all tasks are done. */
void notes_queue_end(struct notes_queue *queue);

#endif
