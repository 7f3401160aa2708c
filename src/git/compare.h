/* What the two ways to compare snapshots share: the path, the limits, the result. */
#ifndef ZW_GIT_COMPARE_H
#define ZW_GIT_COMPARE_H

#include "core/buf.h"
#include "git/changes.h"
#include "git/internal.h"

/* Far above any estate, and what stops a small tree that unfolds without end. */
#define CHANGES_MAX ((size_t)4 * 1000 * 1000)

struct comparison {
	struct changes *changes;
	struct snapshot *base, *head;
	struct repo *base_repo, *head_repo; /* of trees */
	struct buf path;                    /* of the folder that is compared, with a final slash */
	unsigned depth;
	size_t visited; /* changed files and folders */
	struct diags *diags;
};

/**
 * compare_trees(c, base, head), compare_folders(c, in_base, in_head):
 * Compare folder ${c}->path on both sides: as trees, either of which may be NULL;
 * as listings of both snapshots, where the folder is only on the sides that are
 * said.  Return 0, or -1 with a diagnostic.
 */
int compare_trees(struct comparison *c, struct folder *base, struct folder *head);
int compare_folders(struct comparison *c, bool in_base, bool in_head);

/** comparison_add(c, name, change): Add file ${name} of the current folder to the result. */
int comparison_add(struct comparison *c, struct slice name, enum file_change change);

/**
 * comparison_enter(c, name), comparison_leave(c, name):
 * Go down into folder ${name}, unless that is too deep; and up again.
 */
int comparison_enter(struct comparison *c, struct slice name);
void comparison_leave(struct comparison *c, struct slice name);

/** comparison_fail(c, snapshot, path, why): Add that ${path} of ${snapshot} cannot be compared. */
int comparison_fail(struct comparison *c, const struct snapshot *snapshot, struct slice path,
    const char *why);

#endif
