/* Reading objects; trees are kept, since all the files of a folder are found in one. */
#include "git/internal.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* A compressed tree above this takes longer to read than a thread to start. */
#define LARGE_TREE ((size_t)192 * 1024)

/* What deflate can do at best is 1032 to 1. */
#define INFLATE_MAX 1100

static const char why_missing[] = "is not in the repository: the clone is partial or damaged";

/*
 * Whether object id may be read: a bomb is small until inflated.  Most objects need
 * no look at their header, since nothing inflates to more than that many times.
 */
static int
check_size(const struct repo *repo, git_odb *odb, const git_oid *id, size_t limit, const char **why)
{
	size_t size = odb_loose_size(&repo->pool, id->id);
	git_object_t type;
	int rc;

	if (size > 0 && size < limit / INFLATE_MAX)
		return 0;
	rc = git_odb_read_header(&size, &type, odb, id);
	if (rc == 0 && size <= limit)
		return 0;
	*why = rc == 0 ? why_too_large : rc == GIT_ENOTFOUND ? why_missing : why_unreadable;
	return -1;
}

static git_odb_object *
read_from(const struct repo *repo, git_odb *odb, const git_oid *id, size_t limit, const char **why)
{
	git_odb_object *object = NULL;
	int rc;

	if (check_size(repo, odb, id, limit, why) < 0)
		return NULL;
	rc = git_odb_read(&object, odb, id);
	if (rc < 0)
		*why = rc == GIT_ENOTFOUND ? why_missing : why_unreadable;
	return object;
}

/* What a merge made is in no database on disk. */
static git_odb_object *
read_made(struct repo *repo, const git_oid *id, size_t limit, const char **why)
{
	git_odb_object *object;

	(void)pthread_mutex_lock(&repo->lock);
	object = read_from(repo, repo->made, id, limit, why);
	(void)pthread_mutex_unlock(&repo->lock);
	return object;
}

static git_odb_object *
read_object(struct repo *repo, const unsigned char *id, git_object_t type, size_t limit,
    const char **why)
{
	git_odb *odb = odb_take(&repo->pool);
	git_odb_object *object = NULL;
	git_oid oid;

	git_oid_fromraw(&oid, id);
	*why = why_unreadable;
	if (odb != NULL)
		object = read_from(repo, odb, &oid, limit, why);
	odb_give(&repo->pool, odb);
	if (object == NULL && repo->made != NULL && *why == why_missing)
		object = read_made(repo, &oid, limit, why);
	if (object == NULL || git_odb_object_type(object) == type)
		return object;
	*why = why_unreadable;
	git_odb_object_free(object);
	return NULL;
}

static void
release_object(void *owner)
{
	git_odb_object_free(owner);
}

int
object_blob(struct repo *repo, const unsigned char *id, struct blob *blob, const char **why)
{
	git_odb_object *object = read_object(repo, id, GIT_OBJECT_BLOB, BLOB_MAX, why);

	if (object == NULL)
		return -1;
	/* libgit2 puts a NUL after the data of every object that it inflates. */
	blob->data = git_odb_object_data(object);
	blob->len = git_odb_object_size(object);
	blob->owner = object;
	blob->release = release_object;
	return 0;
}

static void
folder_free(struct folder *folder)
{
	if (folder == NULL)
		return;
	tree_free(&folder->tree);
	git_odb_object_free(folder->object);
	free(folder->listing);
	free(folder);
}

void
folders_free(struct repo *repo)
{
	size_t i;

	for (i = 0; i < repo->folders.count; i++)
		folder_free(repo->folders.entries[i].value);
	map_free(&repo->folders);
}

static struct folder *
folder_read(struct repo *repo, const unsigned char *id, const char **why)
{
	git_odb_object *object = read_object(repo, id, GIT_OBJECT_TREE, TREE_MAX, why);
	struct folder *folder;

	if (object == NULL)
		return NULL;
	folder = mem_zero(1, sizeof(*folder));
	folder->object = object;
	memcpy(folder->id.bytes, id, OID_SIZE);
	if (tree_parse(&folder->tree, git_odb_object_data(object), git_odb_object_size(object)) <
	    0) {
		*why = "is damaged: its tree object is not as Git writes it (see: git fsck)";
		folder_free(folder);
		return NULL;
	}
	return folder;
}

static struct folder *
folder_known(struct repo *repo, const unsigned char *id)
{
	struct folder *folder;

	(void)pthread_mutex_lock(&repo->lock);
	folder = map_get(&repo->folders, slice_make((const char *)id, OID_SIZE));
	(void)pthread_mutex_unlock(&repo->lock);
	return folder;
}

struct folder *
folder_get(struct repo *repo, const unsigned char *id, const char **why)
{
	struct folder *known = folder_known(repo, id);
	struct folder *folder;
	struct slice key;

	if (known != NULL)
		return known;
	/* Two threads may read the same tree; the first one keeps it. */
	folder = folder_read(repo, id, why);
	if (folder == NULL)
		return NULL;
	key = slice_make((const char *)folder->id.bytes, OID_SIZE);
	(void)pthread_mutex_lock(&repo->lock);
	known = map_get(&repo->folders, key);
	if (known == NULL)
		(void)map_put(&repo->folders, key, folder);
	(void)pthread_mutex_unlock(&repo->lock);
	if (known == NULL)
		return folder;
	folder_free(folder);
	return known;
}

struct reading {
	struct repo *repo;
	const unsigned char *id;
	struct folder *folder;
	const char *why;
};

static void *
read_aside(void *arg)
{
	struct reading *reading = arg;

	reading->folder = folder_get(reading->repo, reading->id, &reading->why);
	return NULL;
}

/* About how long the tree is when compressed. */
static size_t
tree_size(struct repo *repo, const unsigned char *id)
{
	size_t size = odb_loose_size(&repo->pool, id);
	git_odb *odb = size > 0 ? NULL : odb_take(&repo->pool);
	git_object_t type;
	git_oid oid;

	git_oid_fromraw(&oid, id);
	if (odb != NULL && git_odb_read_header(&size, &type, odb, &oid) == 0)
		size /= 2;
	odb_give(&repo->pool, odb);
	return size;
}

static bool
worth_a_thread(struct repo *a, const unsigned char *a_id, struct repo *b, const unsigned char *b_id)
{
	if (memcmp(a_id, b_id, OID_SIZE) == 0 || folder_known(a, a_id) != NULL ||
	    folder_known(b, b_id) != NULL)
		return false;
	return tree_size(a, a_id) >= LARGE_TREE;
}

int
folder_get_pair(struct repo *a, const unsigned char *a_id, struct repo *b,
    const unsigned char *b_id, const char **why, struct folder *pair[2])
{
	struct reading aside = {a, a_id, NULL, NULL};
	pthread_t thread;
	bool threaded = worth_a_thread(a, a_id, b, b_id) &&
	    pthread_create(&thread, NULL, read_aside, &aside) == 0;

	pair[1] = folder_get(b, b_id, why);
	if (threaded)
		(void)pthread_join(thread, NULL);
	else
		(void)read_aside(&aside);
	pair[0] = aside.folder;
	if (pair[0] == NULL)
		*why = aside.why;
	return pair[0] != NULL && pair[1] != NULL ? 0 : -1;
}

struct listing
folder_listing(struct repo *repo, struct folder *folder)
{
	struct listing listing = {NULL, folder->tree.count};
	size_t i;

	if (listing.count == 0)
		return listing;
	(void)pthread_mutex_lock(&repo->lock);
	if (folder->listing == NULL) {
		folder->listing = mem_resize(NULL, listing.count, sizeof(*folder->listing));
		for (i = 0; i < listing.count; i++)
			folder->listing[i] = tree_entry(&folder->tree, i);
	}
	listing.entries = folder->listing;
	(void)pthread_mutex_unlock(&repo->lock);
	return listing;
}
