/*
 * Diagnostics: everything that is wrong, collected and passed down.  A function
 * that adds an error returns -1 and its caller goes on with the next thing.
 */
#ifndef ZW_CORE_DIAG_H
#define ZW_CORE_DIAG_H

#include "core/arena.h"
#include "core/slice.h"

#include <stdint.h>

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

/* Where: file is NULL and line 0 when unknown; line and column count from 1,
 * column in characters (code points). */
struct place {
	const char *file;
	uint32_t line;
	uint32_t column;
};

/* What a diagnostic is about; each part may be empty. */
struct subject {
	struct slice zone;   /* with its final dot */
	struct slice record; /* owner name, absolute with its final dot */
	const char *type;    /* mnemonic, or NULL */
};

struct diag {
	enum severity severity;
	const char *rule; /* static or in the list's arena */
	struct subject subject;
	struct place at;
	const char *message;
	const char *hint; /* or NULL */
};

/* More than anyone reads; the count says how many there are. */
#define DIAGS_KEPT ((size_t)1000)

/* All zero is an empty list. */
struct diags {
	struct arena arena;
	struct diag *items;
	size_t count, cap;
	size_t limit;            /* keep at most this many items; 0 is DIAGS_KEPT */
	size_t errors, warnings; /* all that were added, kept or not */
	bool strict;             /* the rules marked strict-only become errors */
};

/**
 * diag_add(diags, severity, rule, subject, at, hint, fmt, …):
 * Add one diagnostic.  ${rule} must be static; ${subject} (which may be NULL),
 * ${at}, ${hint} (which may be NULL) and the message are copied.  Return -1, so
 * that `return diag_add(…)` reads as the failure it is.
 */
int diag_add(struct diags *diags, enum severity severity, const char *rule,
    const struct subject *subject, struct place at, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 7, 8)));

/** diag_error(…), diag_warn(…): diag_add with that severity. */
#define diag_error(diags, ...) diag_add(diags, SEVERITY_ERROR, __VA_ARGS__)
#define diag_warn(diags, ...) ((void)diag_add(diags, SEVERITY_WARNING, __VA_ARGS__))

/** place_none: a place that is not known. */
extern const struct place place_none;

/** diags_move(to, from): Append all of ${from} to ${to}, as severe as they are; ${from} is empty after. */
void diags_move(struct diags *to, struct diags *from);

/** diags_forget(diags): Drop all items; they still count. */
void diags_forget(struct diags *diags);

/** diags_more(diags): Return how many were added and are not kept. */
size_t diags_more(const struct diags *diags);

struct diags_mark {
	size_t count, errors, warnings;
};

/**
 * diags_mark(diags), diags_rollback(diags, mark):
 * Remember how many there are, and forget all that was added since.
 */
struct diags_mark diags_mark(const struct diags *diags);
void diags_rollback(struct diags *diags, struct diags_mark mark);

/** diags_free(diags): Free it; it is empty again. */
void diags_free(struct diags *diags);

#endif
