/* Reading a file on disk into a blob. */
#include "core/mem.h"
#include "git/internal.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Read all of an open file; it may grow or shrink meanwhile. */
static int
read_all(int fd, size_t guess, struct blob *blob, const char **why)
{
	size_t cap = guess + 1, len = 0;
	char *data = mem_alloc(cap);
	ssize_t got;

	do {
		if (len == cap)
			data = mem_grow(data, &cap, cap + 4096, 1);
		got = read(fd, data + len, cap - len);
		if (got > 0)
			len += (size_t)got;
	} while ((got > 0 && len <= BLOB_MAX) || (got < 0 && errno == EINTR));
	if (got < 0 || len > BLOB_MAX) {
		free(data);
		*why = got < 0 ? why_unreadable : why_too_large;
		return -1;
	}
	/* Nothing was left to read although there was room: one byte at least. */
	data[len] = '\0';
	blob->data = data;
	blob->len = len;
	blob->owner = data;
	blob->release = free;
	return 0;
}

int
blob_read(struct blob *blob, int fd, const char **why)
{
	struct stat st;

	/* It may have been replaced since it was looked at. */
	*why = why_unreadable;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size < 0)
		return -1;
	*why = why_too_large;
	if ((uintmax_t)st.st_size > BLOB_MAX)
		return -1;
	return read_all(fd, (size_t)st.st_size, blob, why);
}
