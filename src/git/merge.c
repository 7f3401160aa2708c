/*
 * The snapshot of what merging two commits would give.  What the merge makes, merged
 * files and the folders above them, is kept in memory: nothing is written to the
 * repository, and there is no work tree.
 */
#include "git/internal.h"

#include "core/mem.h"

#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <stdlib.h>
#include <string.h>

#define RULE "git-merge"

/* The objects on disk, as a backend that never writes: libgit2's own touch what they find. */
struct disk_backend {
	git_odb_backend backend;
	git_odb *disk;
};

static git_odb *
disk_of(git_odb_backend *backend)
{
	return ((struct disk_backend *)backend)->disk;
}

static int
disk_read(void **data, size_t *len, git_object_t *type, git_odb_backend *backend, const git_oid *id)
{
	git_odb_object *object = NULL;
	int rc = git_odb_read(&object, disk_of(backend), id);

	if (rc < 0)
		return rc;
	*len = git_odb_object_size(object);
	*type = git_odb_object_type(object);
	*data = git_odb_backend_data_alloc(backend, *len);
	if (*data == NULL)
		rc = -1;
	else
		memcpy(*data, git_odb_object_data(object), *len);
	git_odb_object_free(object);
	return rc;
}

static int
disk_read_header(size_t *len, git_object_t *type, git_odb_backend *backend, const git_oid *id)
{
	return git_odb_read_header(len, type, disk_of(backend), id);
}

static int
disk_exists(git_odb_backend *backend, const git_oid *id)
{
	return git_odb_exists(disk_of(backend), id);
}

static void
disk_free(git_odb_backend *backend)
{
	git_odb_free(disk_of(backend));
	free(backend);
}

static git_odb_backend *
disk_new(git_odb *disk)
{
	struct disk_backend *made = mem_zero(1, sizeof(*made));

	(void)git_odb_init_backend(&made->backend, GIT_ODB_BACKEND_VERSION);
	made->backend.read = disk_read;
	made->backend.read_header = disk_read_header;
	made->backend.exists = disk_exists;
	made->backend.free = disk_free;
	made->disk = disk;
	return &made->backend;
}

static int
add_backend(git_odb *odb, git_odb_backend *backend, int priority)
{
	if (backend == NULL)
		return -1;
	if (git_odb_add_backend(odb, backend, priority) == 0)
		return 0;
	backend->free(backend);
	return -1;
}

/* A database that has all objects, and keeps in memory what is made. */
static int
make_in_memory(struct repo *repo)
{
	git_odb_backend *memory = NULL;
	git_odb *disk;

	if (repo->made != NULL)
		return 0;
	disk = odb_take(&repo->pool);
	if (disk == NULL)
		return -1;
	/* It does not go back to the pool: one thread at a time reads, under repo->lock. */
	if (git_odb_new(&repo->made) < 0) {
		git_odb_free(disk);
		return -1;
	}
	if (add_backend(repo->made, disk_new(disk), 1) < 0 || git_mempack_new(&memory) < 0)
		return -1;
	return add_backend(repo->made, memory, 2);
}

static const char *
conflict_path(const git_index_entry *base, const git_index_entry *ours,
    const git_index_entry *theirs)
{
	if (ours != NULL)
		return ours->path;
	return theirs != NULL ? theirs->path : base != NULL ? base->path : "";
}

static int
refuse_conflicts(git_index *index, struct diags *diags)
{
	const git_index_entry *base, *ours, *theirs;
	git_index_conflict_iterator *conflicts = NULL;

	if (git_index_conflict_iterator_new(&conflicts, index) < 0)
		return -1;
	while (git_index_conflict_next(&base, &ours, &theirs, conflicts) == 0) {
		struct place at = {conflict_path(base, ours, theirs), 0, 0};

		(void)diag_error(diags, RULE, NULL, at,
		    "merge or rebase the branch, and settle what both changed",
		    "both sides changed it since they parted: there is no plan of a conflict");
	}
	git_index_conflict_iterator_free(conflicts);
	return -1;
}

static int
failed(struct repo *repo, struct diags *diags)
{
	return diag_error(diags, RULE, NULL, place_none, repo_missing_hint(repo),
	    "the two revisions cannot be merged: %s", libgit2_message());
}

static int
merge_into(git_index **index, struct repo *repo, const struct oid *ours, const struct oid *theirs)
{
	git_merge_options options;
	git_commit *a = NULL, *b = NULL;
	git_oid oid;
	int rc = git_merge_options_init(&options, GIT_MERGE_OPTIONS_VERSION);

	git_oid_fromraw(&oid, ours->bytes);
	if (rc == 0)
		rc = git_commit_lookup(&a, repo->git, &oid);
	git_oid_fromraw(&oid, theirs->bytes);
	if (rc == 0)
		rc = git_commit_lookup(&b, repo->git, &oid);
	if (rc == 0)
		rc = git_merge_commits(index, repo->git, a, b, &options);
	git_commit_free(a);
	git_commit_free(b);
	return rc;
}

static int
root_of(struct repo *repo, const git_oid *commit_id, struct oid *tree)
{
	git_commit *commit = NULL;

	if (git_commit_lookup(&commit, repo->git, commit_id) < 0)
		return -1;
	memcpy(tree->bytes, git_commit_tree_id(commit)->id, OID_SIZE);
	git_commit_free(commit);
	return 0;
}

/* Folder by folder.  Return 0, or 1 when it needs the whole trees. */
static int
merge_quickly(struct oid *tree, struct repo *repo, const struct oid *ours, const struct oid *theirs)
{
	struct oid base_root, ours_root, theirs_root;
	git_oidarray bases = {0};
	git_oid a, b;
	int rc = 1;

	git_oid_fromraw(&a, ours->bytes);
	git_oid_fromraw(&b, theirs->bytes);
	/* Several bases must be merged with each other first. */
	if (git_merge_bases(&bases, repo->git, &a, &b) == 0 && bases.count == 1 &&
	    root_of(repo, &bases.ids[0], &base_root) == 0 && root_of(repo, &a, &ours_root) == 0 &&
	    root_of(repo, &b, &theirs_root) == 0 &&
	    merge_folders(repo, &base_root, &ours_root, &theirs_root, tree) == 0)
		rc = 0;
	git_oidarray_dispose(&bases);
	return rc;
}

/* Merge, and write the root folder of the result to memory. */
static int
merge_trees(struct oid *tree, struct repo *repo, const struct oid *ours, const struct oid *theirs,
    struct diags *diags)
{
	git_index *index = NULL;
	git_oid oid;
	int rc = -1;

	if (merge_quickly(tree, repo, ours, theirs) == 0)
		return 0;
	if (merge_into(&index, repo, ours, theirs) < 0)
		return failed(repo, diags);
	if (git_index_has_conflicts(index) == 1)
		(void)refuse_conflicts(index, diags);
	else if (git_index_write_tree_to(&oid, index, repo->git) == 0)
		rc = 0;
	else
		(void)failed(repo, diags);
	if (rc == 0)
		memcpy(tree->bytes, oid.id, OID_SIZE);
	git_index_free(index);
	return rc;
}

/* The same, while the repository makes all that it makes in memory. */
static int
merge_in_memory(struct oid *tree, struct repo *repo, const struct oid *ours,
    const struct oid *theirs, struct diags *diags)
{
	git_odb *usual = NULL;
	int rc;

	if (make_in_memory(repo) < 0 || git_repository_odb(&usual, repo->git) < 0)
		return failed(repo, diags);
	rc = git_repository_set_odb(repo->git, repo->made) < 0
	    ? failed(repo, diags)
	    : merge_trees(tree, repo, ours, theirs, diags);
	(void)git_repository_set_odb(repo->git, usual);
	git_odb_free(usual);
	return rc;
}

int
snapshot_merge(struct snapshot **snapshot, struct repo *repo, const struct oid *ours,
    const struct oid *theirs, struct diags *diags)
{
	struct oid base, tree;
	int rc = repo_merge_base(repo, ours, theirs, &base);

	*snapshot = NULL;
	if (rc != 0) {
		return diag_error(diags, "git-merge-base", NULL, place_none,
		    "fetch more of the history", "the two revisions have no common ancestor here");
	}
	if (oid_equal(&base, ours))
		return snapshot_commit(snapshot, repo, theirs, diags);
	if (merge_in_memory(&tree, repo, ours, theirs, diags) < 0)
		return -1;
	return snapshot_tree(snapshot, repo, &tree, theirs, diags);
}
