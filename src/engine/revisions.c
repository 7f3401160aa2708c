/* Opening what a command is about: commits, a merge of two, the index, files on disk. */
#include "engine/revisions.h"

#include "engine/branch.h"

#include <sys/stat.h>

static bool
has_config(struct workspace *e)
{
	char *path = arena_printf(&e->arena, "%s/%s", e->options.dir, e->options.config);
	struct stat st;

	return stat(path, &st) == 0;
}

static int
open_repo(struct workspace *e, bool needed)
{
	struct place at = {e->options.dir, 0, 0};
	int rc = repo_open(&e->repo, e->options.dir, e->options.mode, e->diags);

	if (rc == 1 && needed) {
		return diag_error(e->diags, "git-repository", NULL, at,
		    "give its place with -C DIR, or use --worktree for a directory that is none; "
		    "the name of a zone ends in a dot",
		    "is not in a Git repository");
	}
	return rc < 0 ? -1 : 0;
}

/* A directory with the configuration in it is the root, repository or not. */
static int
open_worktree(struct workspace *e)
{
	const char *root = e->options.dir;

	if (!has_config(e)) {
		if (open_repo(e, false) != 0)
			return -1;
		if (e->repo != NULL && repo_workdir(e->repo) != NULL)
			root = repo_workdir(e->repo);
	}
	e->disk_root = root;
	return snapshot_dir(&e->head, root, e->diags);
}

static int
open_commit(struct workspace *e, const char *rev, struct oid *id, struct snapshot **snapshot)
{
	if (repo_commit(e->repo, rev != NULL && *rev != '\0' ? rev : "HEAD", id, e->diags) != 0)
		return -1;
	return snapshot_commit(snapshot, e->repo, id, e->diags);
}

/* What is staged may be compared with a commit, too. */
static int
open_base(struct workspace *e)
{
	if (*e->options.base == '\0')
		return snapshot_empty(&e->base);
	return open_commit(e, e->options.base, &e->base_id, &e->base);
}

static int
open_branch(struct workspace *e)
{
	if (branch_tip(e->repo, e->options.branch, &e->head_id, &e->arena, e->diags) == NULL)
		return -1;
	return snapshot_commit(&e->head, e->repo, &e->head_id, e->diags);
}

/* BASE...HEAD: go back to where the two parted. */
static int
find_merge_base(struct workspace *e)
{
	struct oid merge;

	if (repo_merge_base(e->repo, &e->base_id, &e->head_id, &merge) != 0) {
		return diag_error(e->diags, "git-merge-base", NULL, place_none,
		    "fetch more of the history, or write BASE..HEAD",
		    "the two revisions have no common ancestor here");
	}
	e->base_id = merge;
	return 0;
}

static int
open_range(struct workspace *e)
{
	const char *base = e->options.base, *head = e->options.head;

	if (repo_commit(e->repo, head != NULL && *head != '\0' ? head : "HEAD", &e->head_id,
		e->diags) != 0)
		return -1;
	if (base != NULL && *base == '\0') {
		return snapshot_empty(&e->base) != 0
		    ? -1
		    : snapshot_commit(&e->head, e->repo, &e->head_id, e->diags);
	}
	if (repo_commit(e->repo, base != NULL ? base : "HEAD", &e->base_id, e->diags) != 0 ||
	    (e->options.merge_base && find_merge_base(e) != 0))
		return -1;
	if (e->options.merge) {
		if (snapshot_merge(&e->head, e->repo, &e->base_id, &e->head_id, e->diags) != 0)
			return -1;
	} else if (snapshot_commit(&e->head, e->repo, &e->head_id, e->diags) != 0) {
		return -1;
	}
	return snapshot_commit(&e->base, e->repo, &e->base_id, e->diags);
}

int
revisions_open(struct workspace *e)
{
	if (e->options.kind == WORKSPACE_WORKTREE)
		return open_worktree(e);
	if (e->options.kind == WORKSPACE_DISK) {
		snapshot_disk(&e->head);
		return 0;
	}
	if (open_repo(e, true) != 0)
		return -1;
	e->disk_root = repo_workdir(e->repo) != NULL ? repo_workdir(e->repo) : e->options.dir;
	switch (e->options.kind) {
	case WORKSPACE_STAGED:
		if (e->options.base != NULL && open_base(e) != 0)
			return -1;
		return snapshot_index(&e->head, e->repo, e->diags);
	case WORKSPACE_REVISION:
		if (e->options.of_branch && e->options.revision == NULL)
			return open_branch(e);
		return open_commit(e, e->options.revision, &e->head_id, &e->head);
	default:
		return open_range(e);
	}
}
