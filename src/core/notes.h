/*
 * Notes: what goes on step by step, for a command that logs it as octoDNS does.
 * Nobody listens until a sink is set, and then they cost next to nothing.
 */
#ifndef ZW_CORE_NOTES_H
#define ZW_CORE_NOTES_H

#include "core/arena.h"

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

#endif
