/* What the files of this room share and others do not see. */
#ifndef ZW_GIT_INTERNAL_H
#define ZW_GIT_INTERNAL_H

#include "core/map.h"
#include "git/repo.h"
#include "git/snapshot.h"
#include "git/tree.h"

#include <git2.h>
#include <pthread.h>

/* Object databases over the same objects, for as many readers as there are. */
struct odb_pool {
	pthread_mutex_t lock;
	git_odb **free;
	size_t count, cap;
	char *objects;     /* the folder with the repository's, or the quarantine's, objects */
	char **alternates; /* what the environment of a hook adds to it */
	size_t nalternates, alternates_cap;
};

struct repo {
	git_repository *git;
	struct odb_pool pool;
	pthread_mutex_t lock; /* of folders, of the listings in them, and of made */
	git_odb *made;        /* all objects, and those that a merge made in memory; or NULL */
	struct map folders;   /* object id → struct folder: equal folders are read once */
};

/* A tree object, read and checked; lives as long as its repository. */
struct folder {
	struct oid id;
	git_odb_object *object;
	struct tree tree;
	struct entry *listing; /* NULL until asked for */
};

/** libgit2_start(diags): Start libgit2 without what only its network code needs.  Return 0 or -1. */
int libgit2_start(struct diags *diags);

/** libgit2_message(): Return what went wrong last in this thread, as libgit2 says it. */
const char *libgit2_message(void);

/** odb_pool_init(pool, git, mode): Make a pool of the databases of ${git}.  Return 0 or -1. */
int odb_pool_init(struct odb_pool *pool, git_repository *git, enum repo_mode mode);

/** odb_take(pool), odb_give(pool, odb): Take one to read from (NULL on failure), and give it back. */
git_odb *odb_take(struct odb_pool *pool);
void odb_give(struct odb_pool *pool, git_odb *odb);

/** odb_loose_size(pool, id): Return how long the compressed file of ${id} is, or 0 without one. */
size_t odb_loose_size(const struct odb_pool *pool, const unsigned char *id);

/** odb_pool_free(pool): Free all databases, which must have been given back. */
void odb_pool_free(struct odb_pool *pool);

/** object_blob(repo, id, blob, why): Read a blob.  Return 0, or -1 and set ${why}. */
int object_blob(struct repo *repo, const unsigned char *id, struct blob *blob, const char **why);

/** folder_get(repo, id, why): Return tree ${id}, or NULL and set ${why}. */
struct folder *folder_get(struct repo *repo, const unsigned char *id, const char **why);

/**
 * folder_get_pair(a, a_id, b, b_id, why, pair):
 * Set ${pair} to tree ${a_id} of ${a} and tree ${b_id} of ${b}, which are read at
 * the same time when they are large.  Return 0, or -1 and set ${why}.
 */
int folder_get_pair(struct repo *a, const unsigned char *a_id, struct repo *b,
    const unsigned char *b_id, const char **why, struct folder *pair[2]);

/** folder_listing(repo, folder): Return the entries of ${folder}, made once. */
struct listing folder_listing(struct repo *repo, struct folder *folder);

/** folders_free(repo): Free all that were read. */
void folders_free(struct repo *repo);

/* A kind of snapshot.  Paths have been checked; functions return as the public
 * ones of their name do, and set *why when that is -1. */
struct snapshot_kind_ops {
	int (*find)(struct snapshot *s, struct slice path, struct entry *entry, const char **why);
	int (
	    *list)(struct snapshot *s, struct slice dir, struct listing *listing, const char **why);
	int (*read)(struct snapshot *s, struct slice path, struct blob *blob, const char **why);
	void (*close)(struct snapshot *s);
};

/* What each kind begins with. */
struct snapshot {
	const struct snapshot_kind_ops *ops;
	bool anywhere; /* any path of the disk is taken */
	char name[2 * OID_SIZE + 1];
};

/**
 * snapshot_root(snapshot, repo):
 * Return the root folder of a commit or of the empty snapshot, and set ${repo}
 * (NULL for the empty one); NULL when ${snapshot} is of another kind.
 */
struct folder *snapshot_root(const struct snapshot *snapshot, struct repo **repo);

/** snapshot_tree(snapshot, repo, tree, commit, diags): Open ${tree} under the name of ${commit}. */
int snapshot_tree(struct snapshot **snapshot, struct repo *repo, const struct oid *tree,
    const struct oid *commit, struct diags *diags);

/**
 * merge_folders(repo, base, ours, theirs, merged):
 * Merge three trees, named by their ids, into objects of repo->made, and set
 * ${merged} to the result's.  Return 0; 1 when that takes more than looking at each
 * name for itself: a conflict, or what may be a rename; or -1.
 */
int merge_folders(struct repo *repo, const struct oid *base, const struct oid *ours,
    const struct oid *theirs, struct oid *merged);

/** blob_read(blob, fd, why): Read the open file ${fd}.  Return 0, or -1 and set ${why}. */
int blob_read(struct blob *blob, int fd, const char **why);

/** path_next(path): Cut the first part off ${path} and return it; empty at the end. */
struct slice path_next(struct slice *path);

/** why_other(mode): Return why an entry of kind ENTRY_OTHER is not read. */
const char *why_other(unsigned mode);

extern const char why_behind_link[];
extern const char why_too_large[];
extern const char why_folder[];
extern const char why_unreadable[];

#endif
