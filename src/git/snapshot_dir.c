/*
 * The snapshot of a directory on disk.  Every part of a path is opened by itself,
 * from the folder before it, and never through a symbolic link: what somebody swaps
 * meanwhile cannot lead outside.
 */
#include "git/internal.h"

#include "core/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RULE "directory"
#define OPEN_FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
#define OPEN_FILE (O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
#define MODE_GITLINK 0160000U

struct listed {
	struct slice dir;
	struct listing listing;
};

struct dir_snapshot {
	struct snapshot base;
	int root;
	pthread_mutex_t lock; /* of what follows */
	struct arena arena;
	struct map folders; /* path → struct listed */
};

/* A name with a NUL after it. */
struct name {
	char text[NAME_MAX + 1];
};

static struct dir_snapshot *
of(struct snapshot *snapshot)
{
	return (struct dir_snapshot *)snapshot;
}

static int
failed(const char **why)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return 1;
	*why = errno == EACCES ? "may not be read by this user" : why_unreadable;
	return -1;
}

static int
set_name(struct name *name, struct slice part)
{
	if (part.len > NAME_MAX)
		return -1;
	memcpy(name->text, part.data, part.len);
	name->text[part.len] = '\0';
	return 0;
}

/* The mode of name in folder at: Git's, with a nested repository as a submodule. */
static int
read_mode(int at, const char *name, unsigned *mode)
{
	struct stat st, inner;
	char git[NAME_MAX + sizeof("/.git")];
	size_t len = strlen(name);

	if (fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return -1;
	*mode = (unsigned)(st.st_mode & S_IFMT);
	if (S_ISREG(st.st_mode))
		*mode |= (st.st_mode & S_IXUSR) != 0 ? 0755U : 0644U;
	if (!S_ISDIR(st.st_mode) || len > NAME_MAX)
		return 0;
	memcpy(git, name, len);
	memcpy(git + len, "/.git", sizeof("/.git"));
	if (fstatat(at, git, &inner, AT_SYMLINK_NOFOLLOW) == 0)
		*mode = MODE_GITLINK;
	return 0;
}

static enum entry_kind
kind_of(unsigned mode)
{
	if ((mode & S_IFMT) == S_IFREG)
		return ENTRY_FILE;
	return (mode & S_IFMT) == S_IFDIR ? ENTRY_DIR : ENTRY_OTHER;
}

/*
 * Open the folder that the last part of path is in, and set name to that part and
 * mode to what it is.  "" is the root itself.  Return 0, 1 or -1; fd is open after 0.
 */
static int
reach(const struct dir_snapshot *s, struct slice path, int *fd, struct name *name, unsigned *mode,
    const char **why)
{
	int at = fcntl(s->root, F_DUPFD_CLOEXEC, 0), next, rc = 0;

	*mode = S_IFDIR;
	name->text[0] = '\0';
	if (at < 0)
		return failed(why);
	while (path.len > 0) {
		struct slice part = path_next(&path);

		/* Git's own folder is no file of the repository. */
		rc = slice_is_nocase(part, ".git") || set_name(name, part) < 0 ? 1 : 0;
		if (rc == 0 && read_mode(at, name->text, mode) < 0)
			rc = failed(why);
		if (rc != 0 || path.len == 0)
			break;
		*why = why_behind_link;
		rc = kind_of(*mode) == ENTRY_OTHER ? -1 : kind_of(*mode) == ENTRY_FILE;
		if (rc != 0)
			break;
		next = openat(at, name->text, OPEN_FOLDER);
		if (next < 0) {
			rc = failed(why);
			break;
		}
		(void)close(at);
		at = next;
	}
	if (rc == 0)
		*fd = at;
	else
		(void)close(at);
	return rc;
}

static int
find(struct snapshot *snapshot, struct slice path, struct entry *entry, const char **why)
{
	struct dir_snapshot *s = of(snapshot);
	struct slice part = path;
	struct name name;
	unsigned mode;
	int fd, rc = reach(s, path, &fd, &name, &mode, why);

	memset(entry, 0, sizeof(*entry));
	if (rc != 0)
		return rc;
	(void)close(fd);
	while (path.len > 0)
		part = path_next(&path);
	entry->name = part;
	entry->mode = mode;
	entry->kind = kind_of(mode);
	return 0;
}

/* What readdir knows of a file need not be asked again; a folder may be a repository. */
static int
entry_mode(int at, const struct dirent *item, unsigned *mode)
{
	if (item->d_type == DT_UNKNOWN || item->d_type == DT_DIR)
		return read_mode(at, item->d_name, mode);
	*mode = (unsigned)DTTOIF(item->d_type);
	if (item->d_type == DT_REG)
		*mode = 0;
	return 0;
}

static bool
is_left_out(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	    slice_is_nocase(slice_of(name), ".git");
}

/* Read the open folder dir into a new listing; return NULL with errno set. */
static struct listed *
read_folder(struct dir_snapshot *s, DIR *dir, struct slice path)
{
	struct listed *listed = arena_alloc(&s->arena, sizeof(*listed));
	struct entry *entries = NULL;
	size_t count = 0, cap = 0;
	struct dirent *item;

	while (errno = 0, (item = readdir(dir)) != NULL) {
		struct entry entry = {{"", 0}, ENTRY_OTHER, 0, NULL};

		/* What is gone again was not there. */
		if (is_left_out(item->d_name) || entry_mode(dirfd(dir), item, &entry.mode) < 0)
			continue;
		entry.kind = item->d_type == DT_REG ? ENTRY_FILE : kind_of(entry.mode);
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

/* Open the folder at path for reading. */
static int
open_folder(const struct dir_snapshot *s, struct slice path, DIR **dir, const char **why)
{
	struct name name;
	unsigned mode;
	int at, fd, rc = reach(s, path, &at, &name, &mode, why);

	if (rc != 0)
		return rc;
	if (kind_of(mode) != ENTRY_DIR) {
		(void)close(at);
		*why = why_other(mode);
		return kind_of(mode) == ENTRY_FILE ? 1 : -1;
	}
	/* Not a duplicate: that would share its position with other readers. */
	fd = openat(at, path.len > 0 ? name.text : ".", OPEN_FOLDER);
	rc = fd < 0 ? failed(why) : 0;
	(void)close(at);
	if (rc != 0)
		return rc;
	*dir = fdopendir(fd);
	if (*dir == NULL) {
		rc = failed(why);
		(void)close(fd);
	}
	return rc;
}

static int
list(struct snapshot *snapshot, struct slice path, struct listing *listing, const char **why)
{
	struct dir_snapshot *s = of(snapshot);
	struct listed *listed;
	DIR *dir = NULL;
	int rc = 0;

	(void)pthread_mutex_lock(&s->lock);
	listed = map_get(&s->folders, path);
	if (listed == NULL) {
		rc = open_folder(s, path, &dir, why);
		if (rc == 0) {
			listed = read_folder(s, dir, path);
			rc = listed == NULL ? failed(why) : 0;
			(void)closedir(dir);
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
	struct name name;
	unsigned mode;
	int at, fd, rc = reach(of(snapshot), path, &at, &name, &mode, why);

	if (rc != 0)
		return rc;
	if (kind_of(mode) != ENTRY_FILE) {
		(void)close(at);
		*why = kind_of(mode) == ENTRY_DIR ? why_folder : why_other(mode);
		return -1;
	}
	fd = openat(at, name.text, OPEN_FILE);
	rc = fd < 0 ? failed(why) : 0;
	(void)close(at);
	if (rc != 0)
		return rc;
	rc = blob_read(blob, fd, why);
	(void)close(fd);
	return rc;
}

static void
close_dir(struct snapshot *snapshot)
{
	struct dir_snapshot *s = of(snapshot);
	size_t i;

	for (i = 0; i < s->folders.count; i++) {
		struct listed *listed = s->folders.entries[i].value;

		free((void *)(uintptr_t)listed->listing.entries);
	}
	map_free(&s->folders);
	arena_free(&s->arena);
	(void)pthread_mutex_destroy(&s->lock);
	(void)close(s->root);
	free(s);
}

static const struct snapshot_kind_ops dir_ops = {find, list, read_file, close_dir};

int
snapshot_dir(struct snapshot **snapshot, const char *dir, struct diags *diags)
{
	int root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dir_snapshot *s;

	*snapshot = NULL;
	if (root < 0)
		return diag_error(diags, RULE, NULL, place_none, NULL,
		    "directory %s cannot be read: %s", dir, strerror(errno));
	s = mem_zero(1, sizeof(*s));
	s->base.ops = &dir_ops;
	s->root = root;
	memcpy(s->base.name, "worktree", sizeof("worktree"));
	(void)pthread_mutex_init(&s->lock, NULL);
	*snapshot = &s->base;
	return 0;
}
