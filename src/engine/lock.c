/* One apply at a time on a machine. */
#include "engine/lock.h"

#include "core/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define RULE "apply-lock"
#define BOOT_LEN 36
#define SUFFIX_MAX 128

/* A place that others may write and we may not can be locked all the same once it is there. */
static int
open_file(const char *path, bool own)
{
	int fd = -1;

	if (own)
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0 && (!own || errno == EACCES || errno == EROFS || errno == EPERM))
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	return fd;
}

static int
wait_for(int fd, const struct lock_request *request)
{
	int rc;

	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	if (errno != EWOULDBLOCK)
		return -1;
	if (request->waits != NULL)
		request->waits();
	do
		rc = flock(fd, LOCK_EX);
	while (rc != 0 && errno == EINTR);
	return rc;
}

/* Whether the file is still the one at its path: an editor may have put another there. */
static bool
is_current(int fd, const char *path)
{
	struct stat ours, there;

	return fstat(fd, &ours) == 0 && stat(path, &there) == 0 && ours.st_ino == there.st_ino &&
	    ours.st_dev == there.st_dev;
}

static int
lock_path(struct lock *lock, const struct lock_request *request, const char *path, bool own)
{
	int rc = -1, saved;

	do {
		lock->fd = open_file(path, own);
		if (lock->fd < 0)
			return -1;
		rc = wait_for(lock->fd, request);
		if (rc == 0 && is_current(lock->fd, path))
			return 0;
		saved = errno;
		(void)close(lock->fd);
		lock->fd = -1;
		errno = saved;
	} while (rc == 0);
	return -1;
}

static bool
read_boot(char boot[BOOT_LEN + 1])
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	ssize_t got = fd >= 0 ? read(fd, boot, BOOT_LEN) : -1;

	if (fd >= 0)
		(void)close(fd);
	boot[BOOT_LEN] = '\0';
	return got == BOOT_LEN;
}

static bool
make_id(char id[LOCK_ID_LEN + 1])
{
	unsigned char bytes[LOCK_ID_LEN / 2];
	size_t i;

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return false;
	for (i = 0; i < sizeof(bytes); i++)
		(void)snprintf(id + 2 * i, 3, "%02x", bytes[i]);
	return true;
}

/*
 * The file keeps who locks it: an id, and of which start of the system and which file
 * it is.  A copy of the repository, on this machine or another, is somebody else.
 */
static void
identify(struct lock *lock)
{
	char boot[BOOT_LEN + 1], kept[LOCK_ID_LEN + SUFFIX_MAX] = "", suffix[SUFFIX_MAX];
	struct stat st;

	if (fstat(lock->fd, &st) != 0 || !read_boot(boot) ||
	    pread(lock->fd, kept, sizeof(kept) - 1, 0) < 0)
		return;
	(void)snprintf(suffix, sizeof(suffix), " %s %ju:%ju\n", boot, (uintmax_t)st.st_dev,
	    (uintmax_t)st.st_ino);
	if (strspn(kept, "0123456789abcdef") == LOCK_ID_LEN &&
	    strcmp(kept + LOCK_ID_LEN, suffix) == 0) {
		memcpy(lock->id, kept, LOCK_ID_LEN);
		return;
	}
	if (!make_id(lock->id) || ftruncate(lock->fd, 0) != 0 ||
	    dprintf(lock->fd, "%s%s", lock->id, suffix) < 0)
		lock->id[0] = '\0';
}

static int
refuse(const struct lock_request *request, const char *path, struct diags *diags)
{
	const char *why = strerror(errno);

	if (request->must)
		return diag_error(diags, RULE, NULL, place_none,
		    "the user that runs Git must be able to write there", "%s cannot be locked: %s",
		    path, why);
	diag_warn(diags, RULE, NULL, place_none,
	    "see that no other apply runs meanwhile, or let this user write there",
	    "%s cannot be locked: %s", path, why);
	return 0;
}

int
lock_take(struct lock *lock, const struct lock_request *request, struct diags *diags)
{
	struct diags ignored = {0};
	struct repo *repo = NULL;
	struct buf path = {0};
	int rc = 0;

	*lock = (struct lock){.fd = -1};
	/* What is wrong with a repository, who opens it for work will say. */
	if (repo_open(&repo, request->dir, request->mode, &ignored) == 0) {
		buf_printf(&path, "%szoneward.lock", repo_dir(repo));
		rc = lock_path(lock, request, path.data, true);
		if (rc == 0)
			identify(lock);
	} else {
		buf_printf(&path, "%s/%s", request->dir, request->config);
		rc = lock_path(lock, request, path.data, false);
		if (rc != 0 && errno == ENOENT)
			rc = 0;
	}
	if (rc != 0)
		rc = refuse(request, path.data, diags);
	buf_free(&path);
	repo_close(repo);
	diags_free(&ignored);
	return rc;
}

void
lock_release(struct lock *lock)
{
	if (lock->fd >= 0)
		(void)close(lock->fd);
	lock->fd = -1;
}
