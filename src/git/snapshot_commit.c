/* The snapshot of a commit, which is a root tree; and the empty one, which has none. */
#include "git/internal.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

struct commit_snapshot {
	struct snapshot base;
	struct repo *repo; /* NULL for the empty one, whose root has no entries */
	struct folder *root;
};

static struct folder empty_root;

static const struct commit_snapshot *
of(const struct snapshot *snapshot)
{
	return (const struct commit_snapshot *)snapshot;
}

/* As find, but only folders may be passed on the way. */
static int
find(struct snapshot *snapshot, struct slice path, struct entry *entry, const char **why)
{
	const struct commit_snapshot *s = of(snapshot);
	struct folder *folder = s->root;

	memset(entry, 0, sizeof(*entry));
	entry->name = slice_of("");
	entry->kind = ENTRY_DIR;
	entry->mode = 040000;
	entry->id = s->repo != NULL ? s->root->id.bytes : NULL;
	while (path.len > 0) {
		struct slice name = path_next(&path);

		if (!tree_find(&folder->tree, name, entry))
			return 1;
		if (path.len == 0)
			return 0;
		if (entry->kind == ENTRY_FILE)
			return 1;
		*why = why_behind_link;
		if (entry->kind == ENTRY_OTHER)
			return -1;
		folder = folder_get(s->repo, entry->id, why);
		if (folder == NULL)
			return -1;
	}
	return 0;
}

static int
list(struct snapshot *snapshot, struct slice dir, struct listing *listing, const char **why)
{
	const struct commit_snapshot *s = of(snapshot);
	struct folder *folder = s->root;
	struct entry entry;
	int rc = find(snapshot, dir, &entry, why);

	if (rc != 0 || entry.kind == ENTRY_FILE)
		return rc != 0 ? rc : 1;
	*why = why_other(entry.mode);
	if (entry.kind == ENTRY_OTHER)
		return -1;
	if (dir.len > 0)
		folder = folder_get(s->repo, entry.id, why);
	if (folder == NULL)
		return -1;
	if (s->repo != NULL)
		*listing = folder_listing(s->repo, folder);
	return 0;
}

static int
read_blob(struct snapshot *snapshot, struct slice path, struct blob *blob, const char **why)
{
	struct entry entry;
	int rc = find(snapshot, path, &entry, why);

	if (rc != 0)
		return rc;
	if (entry.kind != ENTRY_FILE) {
		*why = entry.kind == ENTRY_DIR ? why_folder : why_other(entry.mode);
		return -1;
	}
	return object_blob(of(snapshot)->repo, entry.id, blob, why);
}

static void
close_commit(struct snapshot *snapshot)
{
	free(snapshot);
}

static const struct snapshot_kind_ops commit_ops = {find, list, read_blob, close_commit};

static struct snapshot *
make(struct repo *repo, struct folder *root, const char *name)
{
	struct commit_snapshot *s = mem_zero(1, sizeof(*s));

	s->base.ops = &commit_ops;
	s->repo = repo;
	s->root = root;
	memcpy(s->base.name, name, strlen(name) + 1);
	return &s->base;
}

int
snapshot_empty(struct snapshot **snapshot)
{
	*snapshot = make(NULL, &empty_root, "empty");
	return 0;
}

int
snapshot_commit(struct snapshot **snapshot, struct repo *repo, const struct oid *commit,
    struct diags *diags)
{
	char name[2 * OID_SIZE + 1];
	const char *why = why_unreadable;
	struct folder *root = NULL;
	git_commit *found = NULL;
	git_oid oid;

	*snapshot = NULL;
	oid_hex(commit, name);
	git_oid_fromraw(&oid, commit->bytes);
	if (git_commit_lookup(&found, repo->git, &oid) < 0)
		return diag_error(diags, "git-revision", NULL, place_none, repo_missing_hint(repo),
		    "commit %s cannot be read: %s", name, libgit2_message());
	root = folder_get(repo, git_commit_tree_id(found)->id, &why);
	git_commit_free(found);
	if (root == NULL)
		return diag_error(diags, "git-revision", NULL, place_none, repo_missing_hint(repo),
		    "the root folder of commit %s %s", name, why);
	*snapshot = make(repo, root, name);
	return 0;
}

int
snapshot_tree(struct snapshot **snapshot, struct repo *repo, const struct oid *tree,
    const struct oid *commit, struct diags *diags)
{
	char name[2 * OID_SIZE + 1];
	const char *why = why_unreadable;
	struct folder *root = folder_get(repo, tree->bytes, &why);

	oid_hex(commit, name);
	*snapshot = NULL;
	if (root == NULL)
		return diag_error(diags, "git-revision", NULL, place_none, repo_missing_hint(repo),
		    "the root folder of %s, merged, %s", name, why);
	*snapshot = make(repo, root, name);
	return 0;
}

struct folder *
snapshot_root(const struct snapshot *snapshot, struct repo **repo)
{
	if (snapshot->ops != &commit_ops)
		return NULL;
	*repo = of(snapshot)->repo;
	return of(snapshot)->root;
}
