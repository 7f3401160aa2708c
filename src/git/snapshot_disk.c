/*
 * The snapshot of a whole disk, for commands that read files as any program does:
 * paths start from the current directory or are absolute, and symbolic links are
 * followed.
 */
#include "core/mem.h"
#include "git/internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct listed {
	struct slice dir;
	struct listing listing;
};

struct disk_snapshot {
	struct snapshot base;
	pthread_mutex_t lock; /* of what follows */
	struct arena arena;
	struct map folders; /* path → struct listed */
};

static struct disk_snapshot *
of(struct snapshot *snapshot)
{
	return (struct disk_snapshot *)snapshot;
}

/* What path is from here, with a NUL after it. */
static const char *
from_here(struct arena *arena, struct slice path)
{
	return path.len > 0 ? arena_text(arena, path) : ".";
}

static int
failed(const char **why)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return 1;
	*why = errno == EACCES ? "may not be read by this user" : why_unreadable;
	return -1;
}

static enum entry_kind
kind_of(const struct stat *st)
{
	if (S_ISREG(st->st_mode))
		return ENTRY_FILE;
	return S_ISDIR(st->st_mode) ? ENTRY_DIR : ENTRY_OTHER;
}

static void
set_entry(struct entry *entry, const struct stat *st)
{
	entry->kind = kind_of(st);
	entry->mode = (unsigned)(st->st_mode & S_IFMT);
	if (entry->kind == ENTRY_FILE)
		entry->mode |= (st->st_mode & S_IXUSR) != 0 ? 0755U : 0644U;
}

static int
find(struct snapshot *snapshot, struct slice path, struct entry *entry, const char **why)
{
	struct arena arena = {0};
	struct stat st;
	int rc;

	(void)snapshot;
	memset(entry, 0, sizeof(*entry));
	rc = stat(from_here(&arena, path), &st) < 0 ? failed(why) : 0;
	arena_free(&arena);
	if (rc != 0)
		return rc;
	set_entry(entry, &st);
	while (path.len > 0)
		entry->name = path_next(&path);
	return 0;
}

/* Read the open folder dir into a new listing; return NULL with errno set. */
static struct listed *
read_folder(struct disk_snapshot *s, DIR *dir, struct slice path)
{
	struct listed *listed = arena_alloc(&s->arena, sizeof(*listed));
	struct entry *entries = NULL;
	size_t count = 0, cap = 0;
	struct dirent *item;

	while (errno = 0, (item = readdir(dir)) != NULL) {
		struct entry entry = {{"", 0}, ENTRY_OTHER, 0, NULL};
		struct stat st;

		/* What is gone again was not there; nor is what a dead link names. */
		if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0 ||
		    fstatat(dirfd(dir), item->d_name, &st, 0) < 0)
			continue;
		set_entry(&entry, &st);
		entry.name = arena_copy(&s->arena, slice_of(item->d_name));
		entries = mem_grow(entries, &cap, count + 1, sizeof(*entries));
		entries[count++] = entry;
	}
	if (errno != 0) {
		free(entries);
		return NULL;
	}
	listed->dir = arena_copy(&s->arena, path);
	listed->listing.entries = entries;
	listed->listing.count = count;
	(void)map_put(&s->folders, listed->dir, listed);
	return listed;
}

static int
list(struct snapshot *snapshot, struct slice path, struct listing *listing, const char **why)
{
	struct disk_snapshot *s = of(snapshot);
	struct listed *listed;
	DIR *dir;
	int rc = 0;

	(void)pthread_mutex_lock(&s->lock);
	listed = map_get(&s->folders, path);
	if (listed == NULL) {
		dir = opendir(from_here(&s->arena, path));
		if (dir != NULL) {
			listed = read_folder(s, dir, path);
			rc = listed == NULL ? failed(why) : 0;
			(void)closedir(dir);
		} else {
			rc = failed(why);
		}
	}
	if (rc == 0)
		*listing = listed->listing;
	(void)pthread_mutex_unlock(&s->lock);
	return rc;
}

static int
read_file(struct snapshot *snapshot, struct slice path, struct blob *blob, const char **why)
{
	struct arena arena = {0};
	int fd = open(from_here(&arena, path), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	int rc = fd < 0 ? failed(why) : blob_read(blob, fd, why);

	(void)snapshot;
	arena_free(&arena);
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

static void
close_disk(struct snapshot *snapshot)
{
	struct disk_snapshot *s = of(snapshot);
	size_t i;

	for (i = 0; i < s->folders.count; i++) {
		struct listed *listed = s->folders.entries[i].value;

		free((void *)(uintptr_t)listed->listing.entries);
	}
	map_free(&s->folders);
	arena_free(&s->arena);
	(void)pthread_mutex_destroy(&s->lock);
	free(s);
}

static const struct snapshot_kind_ops disk_ops = {find, list, read_file, close_disk};

void
snapshot_disk(struct snapshot **snapshot)
{
	struct disk_snapshot *s = mem_zero(1, sizeof(*s));

	s->base.ops = &disk_ops;
	s->base.anywhere = true;
	memcpy(s->base.name, "worktree", sizeof("worktree"));
	(void)pthread_mutex_init(&s->lock, NULL);
	*snapshot = &s->base;
}

bool
snapshot_is_disk(const struct snapshot *snapshot)
{
	return snapshot->anywhere;
}
