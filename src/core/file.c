/* Files on disk: replaced whole or not at all, and read. */
#include "core/file.h"

#include "core/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
fail(struct buf *why, const char *what, const char *path)
{
	buf_printf(why, "cannot %s %s: %s", what, path, strerror(errno));
	return -1;
}

static int
write_all(int fd, struct slice data)
{
	while (data.len > 0) {
		ssize_t wrote = write(fd, data.data, data.len);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return -1;
		data = slice_sub(data, (size_t)wrote, data.len);
	}
	return 0;
}

/* Up to its end, and one byte more than ${max} to know that it is too large. */
static int
read_all(int fd, size_t max, struct buf *out)
{
	char chunk[4096];
	size_t total = 0;

	while (total <= max) {
		ssize_t got = read(fd, chunk, sizeof(chunk));

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return (int)got;
		buf_add(out, chunk, (size_t)got);
		total += (size_t)got;
		/* It may be a secret. */
		explicit_bzero(chunk, (size_t)got);
	}
	errno = EFBIG;
	return -1;
}

int
file_read(const char *path, size_t max, struct buf *out, struct buf *why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	int rc = -1;

	if (fd >= 0 && fstat(fd, &st) == 0) {
		if (S_ISREG(st.st_mode))
			rc = read_all(fd, max, out);
		else
			errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	}
	if (rc != 0)
		(void)fail(why, "read", path);
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

/* The rename itself reaches the disk with its folder. */
static void
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder =
	    slash != NULL ? mem_copy(path, (size_t)(slash - path) + 1) : mem_copy(".", 1);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)fsync(fd);
		(void)close(fd);
	}
	free(folder);
}

int
file_create(const char *path, struct slice data, unsigned mode, struct buf *why)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	int rc;

	if (fd < 0)
		return errno == EEXIST ? 1 : fail(why, "make", path);
	rc = write_all(fd, data);
	if (close(fd) != 0 || rc != 0) {
		rc = fail(why, "write", path);
		(void)unlink(path);
	}
	return rc;
}

int
file_replace(const char *path, struct slice data, struct buf *why)
{
	struct buf temporary = {0};
	struct stat old;
	mode_t mode = 0644;
	int fd;

	buf_printf(&temporary, "%s.XXXXXX", path);
	if (lstat(path, &old) == 0 && S_ISREG(old.st_mode))
		mode = old.st_mode & 0777;
	fd = mkostemp(temporary.data, O_CLOEXEC);
	if (fd < 0) {
		(void)fail(why, "write beside", path);
		buf_free(&temporary);
		return -1;
	}
	if (write_all(fd, data) != 0 || fchmod(fd, mode) != 0 || fsync(fd) != 0) {
		(void)fail(why, "write", path);
		(void)close(fd);
		goto err;
	}
	if (close(fd) != 0 || rename(temporary.data, path) != 0) {
		(void)fail(why, "replace", path);
		goto err;
	}
	sync_folder(path);
	buf_free(&temporary);
	return 0;

err:
	(void)unlink(temporary.data);
	buf_free(&temporary);
	return -1;
}

static int
make_dir(const char *path, struct buf *why)
{
	struct stat there;

	if (mkdir(path, 0777) == 0)
		return 0;
	if (errno != EEXIST)
		return fail(why, "make folder", path);
	if (stat(path, &there) == 0 && S_ISDIR(there.st_mode))
		return 0;
	errno = ENOTDIR;
	return fail(why, "make folder", path);
}

int
file_make_dirs(const char *path, struct buf *why)
{
	char *copy = mem_copy(path, strlen(path)), *at = copy;
	int rc = 0;

	while (rc == 0 && at != NULL && *at != '\0') {
		at = strchr(at + 1, '/');
		if (at != NULL)
			*at = '\0';
		rc = make_dir(copy, why);
		if (at != NULL)
			*at = '/';
	}
	free(copy);
	return rc;
}
