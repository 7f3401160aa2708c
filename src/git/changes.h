/* Which files differ between two snapshots, found by comparing trees. */
#ifndef ZW_GIT_CHANGES_H
#define ZW_GIT_CHANGES_H

#include "git/snapshot.h"

enum file_change { FILE_ADDED, FILE_REMOVED, FILE_MODIFIED };

struct changed_file {
	struct slice path;
	enum file_change change;
};

/* All zero is empty. */
struct changes {
	struct arena arena;
	struct changed_file *files; /* in order of path */
	size_t count, cap;
};

/**
 * changes_between(changes, base, head, diags):
 * Compare two snapshots.  Equal subtrees are skipped by object id, so the cost
 * follows the change and the folders that it is in.  A rename is a removal and
 * an addition; a change of mode alone (file to link, say) is a modification.
 * When either is a directory on disk, files are compared by content; a symbolic
 * link or submodule that is one on both sides then counts as equal.  What the
 * comparison has read of a commit, its snapshot need not read again.  Return 0,
 * or -1 with a diagnostic.
 */
int changes_between(struct changes *changes, struct snapshot *base, struct snapshot *head,
    struct diags *diags);

/** changes_free(changes): Free them. */
void changes_free(struct changes *changes);

#endif
