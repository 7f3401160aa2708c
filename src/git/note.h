/*
 * Git notes: texts on commits, in a tree of their own whose history is a reference's.
 * What stands there may come from anybody who can push: sizes are limits.
 */
#ifndef ZW_GIT_NOTE_H
#define ZW_GIT_NOTE_H

#include "core/buf.h"
#include "git/repo.h"

/* Of one note; what is longer is none of ours. */
#define NOTE_MAX ((size_t)64 * 1024)

/**
 * note_read(repo, tip, commit, text, why):
 * Append the note on ${commit} as of the notes commit ${tip}, which may be zero: no
 * notes.  Git's fan-out is followed.  Return 0, 1 without a note, or -1 with ${why}
 * set to a static text that follows "the note".
 */
int note_read(struct repo *repo, const struct oid *tip, const struct oid *commit, struct buf *text,
    const char **why);

/**
 * note_write(repo, tip, commit, text, message, made, diags):
 * Make a notes commit after ${tip} (zero: the first) with ${text} as the note on
 * ${commit} and the rest as it was.  No reference moves.  Return 0 and its id in
 * ${made}, or -1.
 */
int note_write(struct repo *repo, const struct oid *tip, const struct oid *commit,
    struct slice text, const char *message, struct oid *made, struct diags *diags);

/**
 * note_history(repo, tip, most, each, ctx):
 * Call ${each} with the id and the message of ${tip} and of at most ${most} commits before it, along
 * first parents, until it returns false.  Return 0, or -1 when one cannot be read.
 */
int note_history(struct repo *repo, const struct oid *tip, size_t most,
    bool (*each)(void *ctx, const struct oid *id, struct slice message), void *ctx);

/**
 * repo_reference_move(repo, name, old, new, diags):
 * Let ${name} point to ${new}, if it points to ${old} now (zero: if it is not there).
 * Return 0, 1 when it has moved meanwhile, or -1.
 */
int repo_reference_move(struct repo *repo, const char *name, const struct oid *old,
    const struct oid *new, struct diags *diags);

#endif
