/*
 * A snapshot: the files of a commit, of the index, or of a directory, behind
 * one interface.  Paths are relative to its root, with '/' between parts and no
 * "." or ".." in them.  A symbolic link or a submodule is never followed: it is
 * an entry of kind ENTRY_OTHER.  Reading from several threads is safe.
 */
#ifndef ZW_GIT_SNAPSHOT_H
#define ZW_GIT_SNAPSHOT_H

#include "git/repo.h"

#include <stddef.h>

enum entry_kind { ENTRY_FILE, ENTRY_DIR, ENTRY_OTHER };

struct entry {
	struct slice name; /* last part of the path */
	enum entry_kind kind;
	unsigned mode; /* Git's: 0100644, 0100755, 0120000, …; 0 where it is not known */
	const unsigned char *id; /* OID_SIZE bytes, NULL in a directory or for what has none */
};

/* A folder's entries, in no promised order; owned by the snapshot. */
struct listing {
	const struct entry *entries;
	size_t count;
};

struct blob {
	const char *data; /* NUL after len bytes */
	size_t len;
	void *owner;                  /* of the implementation */
	void (*release)(void *owner); /* likewise */
};

/* Files are refused above this size: far above any zone, far below harm. */
#define BLOB_MAX ((size_t)512 * 1024 * 1024)

/* Folders are refused below this depth. */
#define DEPTH_MAX 64

struct snapshot;

/** snapshot_commit(snapshot, repo, commit, diags): Open the tree of ${commit}; ${repo} outlives it. */
int snapshot_commit(struct snapshot **snapshot, struct repo *repo, const struct oid *commit,
    struct diags *diags);

/**
 * snapshot_merge(snapshot, repo, ours, theirs, diags):
 * Open what merging ${theirs} into ${ours} would give, under the name of ${theirs}.
 * Nothing is written, to the repository or a work tree.  Return 0, or -1 after
 * adding an error: of a conflict one for each file.  Before any thread reads.
 */
int snapshot_merge(struct snapshot **snapshot, struct repo *repo, const struct oid *ours,
    const struct oid *theirs, struct diags *diags);

/** snapshot_empty(snapshot): Open the snapshot without files: what a first commit is compared with. */
int snapshot_empty(struct snapshot **snapshot);

/** snapshot_index(snapshot, repo, diags): Open what is staged. */
int snapshot_index(struct snapshot **snapshot, struct repo *repo, struct diags *diags);

/** snapshot_dir(snapshot, dir, diags): Open a directory on disk; nothing outside it is read. */
int snapshot_dir(struct snapshot **snapshot, const char *dir, struct diags *diags);

/**
 * snapshot_disk(snapshot):
 * Open the disk as octoDNS sees it: paths are relative to the current directory, or
 * absolute, may have ".." in them, and symbolic links are followed.
 */
void snapshot_disk(struct snapshot **snapshot);

/** snapshot_is_disk(snapshot): Return whether it was opened by snapshot_disk. */
bool snapshot_is_disk(const struct snapshot *snapshot);

/** snapshot_close(snapshot): Close it; NULL is taken. */
void snapshot_close(struct snapshot *snapshot);

/**
 * snapshot_name(snapshot):
 * Return "a1b2c3d4…" (40 digits), "index", "worktree" or "empty", for messages
 * and reports.
 */
const char *snapshot_name(const struct snapshot *snapshot);

/**
 * snapshot_why():
 * Return why the last call below that returned -1 in this thread did so: a
 * static text that follows a path, such as "is a symbolic link".
 */
const char *snapshot_why(void);

/**
 * snapshot_kind(snapshot, path, kind):
 * Return 0 and what ${path} is, 1 when there is nothing, or -1 when it cannot
 * be read: also when a part of it before the last is a symbolic link or a
 * submodule.  "" is the root.
 */
int snapshot_kind(struct snapshot *snapshot, struct slice path, enum entry_kind *kind);

/**
 * snapshot_list(snapshot, dir, listing):
 * List folder ${dir} ("" is the root).  Return 0, 1 when there is no such
 * folder (nothing, or a file), or -1 when it cannot be read: a symbolic link or
 * a submodule too, lest it pass for a folder that was removed.  The listing is
 * read once and lives as long as ${snapshot}.
 */
int snapshot_list(struct snapshot *snapshot, struct slice dir, struct listing *listing);

/**
 * snapshot_find(snapshot, path, entry):
 * Find the entry at ${path} without making a listing of its folder into objects:
 * for one file among 50,000.  Its name may point into ${path}.  Return 0, 1 or -1.
 */
int snapshot_find(struct snapshot *snapshot, struct slice path, struct entry *entry);

/**
 * snapshot_read(snapshot, path, blob):
 * Read the file at ${path}.  Return 0, 1 when there is none, or -1 when it is
 * no file, larger than BLOB_MAX or cannot be read; ${why} (may be NULL) is set
 * to a static text that says which.  Free with blob_free.
 */
int snapshot_read(struct snapshot *snapshot, struct slice path, struct blob *blob,
    const char **why);

/** blob_free(blob): Free what snapshot_read gave; an empty blob is taken. */
void blob_free(struct blob *blob);

/**
 * path_join(arena, base_dir, path):
 * Return ${path} seen from folder ${base_dir} of a snapshot, "." and ".."
 * resolved, or NULL when it is absolute or leaves the snapshot's root.
 */
const char *path_join(struct arena *arena, struct slice base_dir, struct slice path);

/**
 * snapshot_path(snapshot, arena, base_dir, path):
 * Return ${path} seen from ${base_dir} as ${snapshot} takes it: by path_join, but
 * of the disk any path is one.
 */
const char *snapshot_path(const struct snapshot *snapshot, struct arena *arena,
    struct slice base_dir, struct slice path);

#endif
