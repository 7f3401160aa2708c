/*
 * A pool of object databases over the same objects.  libgit2 1.5 lets one thread at a
 * time read from a git_odb, inflating included, so each reader takes one of its own.
 */
#include "git/internal.h"

#include "core/buf.h"
#include "core/mem.h"

#include <git2/sys/repository.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* As an absolute path: the process may change its directory later. */
static char *
absolute(const char *path)
{
	char *real = realpath(path, NULL);

	return real != NULL ? real : mem_copy(path, strlen(path));
}

static void
add_alternates(struct odb_pool *pool, struct slice list)
{
	while (list.len > 0) {
		size_t end = slice_find(list, ':');
		char *path = mem_copy(list.data, end);

		pool->alternates = mem_grow(pool->alternates, &pool->alternates_cap,
		    pool->nalternates + 1, sizeof(char *));
		if (end > 0)
			pool->alternates[pool->nalternates++] = absolute(path);
		free(path);
		list = slice_sub(list, end + 1, list.len);
	}
}

static git_odb *
open_another(const struct odb_pool *pool)
{
	git_odb *odb = NULL;
	size_t i;
	int rc = git_odb_open(&odb, pool->objects);

	for (i = 0; rc == 0 && i < pool->nalternates; i++)
		rc = git_odb_add_disk_alternate(odb, pool->alternates[i]);
	if (rc == 0)
		return odb;
	git_odb_free(odb);
	return NULL;
}

/* In a hook, a database by absolute paths; libgit2 goes by the environment's as they are. */
static git_odb *
open_first(const struct odb_pool *pool, git_repository *git, enum repo_mode mode)
{
	git_odb *odb = NULL;

	if (mode != REPO_HOOK)
		return git_repository_odb(&odb, git) == 0 ? odb : NULL;
	odb = open_another(pool);
	if (odb != NULL && git_repository_set_odb(git, odb) == 0)
		return odb;
	git_odb_free(odb);
	return NULL;
}

int
odb_pool_init(struct odb_pool *pool, git_repository *git, enum repo_mode mode)
{
	const char *objects = mode == REPO_HOOK ? getenv("GIT_OBJECT_DIRECTORY") : NULL;
	git_buf path = GIT_BUF_INIT;
	git_odb *first;

	(void)pthread_mutex_init(&pool->lock, NULL);
	if (git_repository_item_path(&path, git, GIT_REPOSITORY_ITEM_OBJECTS) < 0)
		return -1;
	pool->objects = absolute(objects != NULL ? objects : path.ptr);
	git_buf_dispose(&path);
	if (mode == REPO_HOOK)
		add_alternates(pool, slice_of(getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES")));
	first = open_first(pool, git, mode);
	odb_give(pool, first);
	return first != NULL ? 0 : -1;
}

git_odb *
odb_take(struct odb_pool *pool)
{
	git_odb *odb = NULL;

	(void)pthread_mutex_lock(&pool->lock);
	if (pool->count > 0)
		odb = pool->free[--pool->count];
	(void)pthread_mutex_unlock(&pool->lock);
	return odb != NULL ? odb : open_another(pool);
}

void
odb_give(struct odb_pool *pool, git_odb *odb)
{
	if (odb == NULL)
		return;
	(void)pthread_mutex_lock(&pool->lock);
	pool->free = mem_grow(pool->free, &pool->cap, pool->count + 1, sizeof(git_odb *));
	pool->free[pool->count++] = odb;
	(void)pthread_mutex_unlock(&pool->lock);
}

size_t
odb_loose_size(const struct odb_pool *pool, const unsigned char *id)
{
	struct buf path = {0};
	struct stat st;
	struct oid oid;
	char hex[2 * OID_SIZE + 1];
	bool found;

	memcpy(oid.bytes, id, OID_SIZE);
	oid_hex(&oid, hex);
	buf_printf(&path, "%s/%.2s/%s", pool->objects, hex, hex + 2);
	found = stat(path.data, &st) == 0 && st.st_size > 0;
	buf_free(&path);
	return found ? (size_t)st.st_size : 0;
}

void
odb_pool_free(struct odb_pool *pool)
{
	size_t i;

	for (i = 0; i < pool->count; i++)
		git_odb_free(pool->free[i]);
	for (i = 0; i < pool->nalternates; i++)
		free(pool->alternates[i]);
	free(pool->alternates);
	free(pool->free);
	free(pool->objects);
	(void)pthread_mutex_destroy(&pool->lock);
	memset(pool, 0, sizeof(*pool));
}
