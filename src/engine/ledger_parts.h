/* What the files of the ledger share. */
#ifndef ZW_ENGINE_LEDGER_PARTS_H
#define ZW_ENGINE_LEDGER_PARTS_H

#include "engine/ledger.h"

#include <stdint.h>

enum ledger_state {
	LEDGER_BEGUN,
	LEDGER_APPLIED,
	LEDGER_PARTLY,
	LEDGER_FAILED, /* nothing was written */
};

#define LEDGER_TIME_LEN 20 /* "2026-11-24T05:00:00Z" */

/* One line of a note; its texts live in the arena that it was read into. */
struct ledger_entry {
	const char *config, *what, *digest, *by;
	enum ledger_state state;
	bool whole;
	int64_t time; /* UTC, in seconds */
	size_t done, failed, unknown;
};

#define LEDGER_ENTRIES ((size_t)64) /* of a note */

struct ledger_note {
	struct ledger_entry entries[LEDGER_ENTRIES];
	size_t count;
};

/**
 * ledger_note_read(text, note, arena):
 * Read a note: one JSON object on each line.  Return 0, or -1 when it is none of ours.
 */
int ledger_note_read(struct slice text, struct ledger_note *note, struct arena *arena);

/**
 * ledger_note_put(note, entry):
 * Replace the entry of the same configuration that is about the same, or add one; when
 * there is no room for it, instead of the first that is no whole apply.  Return 0 or -1.
 */
int ledger_note_put(struct ledger_note *note, const struct ledger_entry *entry);

/** ledger_note_print(out, note): Print it. */
void ledger_note_print(struct buf *out, const struct ledger_note *note);

/** ledger_time(text, seconds): Write a time as it stands in notes. */
void ledger_time(char text[LEDGER_TIME_LEN + 1], int64_t seconds);

/** ledger_siblings(a, b): Return whether ${a} and ${b} say different shards of the same division. */
bool ledger_siblings(const char *a, const char *b);

/**
 * ledger_message(out, entry, commit), ledger_message_read(message, config, commit):
 * The message of a commit of notes says whose note it wrote: print it; and find the
 * commit when it is about ${config}.  Return 0, or 1 when it is about something else.
 */
void ledger_message(struct buf *out, const struct ledger_entry *entry, const struct oid *commit);
int ledger_message_read(struct slice message, const char *config, struct oid *commit);

struct ledger {
	struct ledger_options options;
	const char *dir, *config;
	struct oid commit; /* is to be applied */
	struct repo *repo;
	bool remote;       /* there is an origin that keeps the ledger */
	struct oid tip;    /* of the notes, as far as we know; zero: there are none */
	struct oid newest; /* commit of notes that last said something of this configuration */
	bool recorded;     /* the commit is recorded as applied, as a whole */
	bool begun;
	const char *digest;
	struct arena arena;
};

/** ledger_word(state): Return how notes call it. */
const char *ledger_word(enum ledger_state state);

/**
 * ledger_fetch(ledger, diags):
 * Find out where the notes stand: at origin, if there is one, else here.  Return 0 or -1.
 */
int ledger_fetch(struct ledger *ledger, struct diags *diags);

/** ledger_move(ledger, made, diags): Let them stand at ${made}.  Return 0, 1 when they have moved, or -1. */
int ledger_move(struct ledger *ledger, const struct oid *made, struct diags *diags);

/** ledger_fetch_commit(ledger, commit): Get a commit and its history from origin.  Return 0 or -1. */
int ledger_fetch_commit(struct ledger *ledger, const struct oid *commit);

/** ledger_judge(ledger, diags): May the commit be applied now?  Return OUTCOME_DONE, or why not. */
enum outcome ledger_judge(struct ledger *ledger, struct diags *diags);

/**
 * ledger_note_of(ledger, commit, note, diags):
 * Read the note on ${commit}.  Return 0, 1 without one, or -1 when it is none of ours.
 */
int ledger_note_of(struct ledger *ledger, const struct oid *commit, struct ledger_note *note,
    struct diags *diags);

#endif
