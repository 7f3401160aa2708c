/*
 * What the fuzzers share.  An input is plain text where that can be, so that a
 * seed can be read and written by hand; a line "%%%%" in it begins a further file.
 */
#ifndef ZW_TESTS_FUZZ_H
#define ZW_TESTS_FUZZ_H

#include "core/mem.h"
#include "yaml/reader.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** LLVMFuzzerTestOneInput(data, size): One run; what is not as it must be ends the program. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** fuzz_require(holds, what): Stop with ${what} when something that must hold does not. */
static inline void
fuzz_require(bool holds, const char *what)
{
	if (holds)
		return;
	(void)fprintf(stderr, "not so: %s\n", what);
	abort();
}

/** fuzz_same(one, two, what): Stop with both texts and ${what} when they differ. */
static inline void
fuzz_same(const struct buf *one, const struct buf *two, const char *what)
{
	if (slice_equal(buf_view(one), buf_view(two)))
		return;
	(void)fprintf(stderr, "%.*s\n%.*s\n", SLICE_ARGS(*one), SLICE_ARGS(*two));
	fuzz_require(false, what);
}

#define FUZZ_MAX_FILES 8

/* An input, cut: its first file, and those that "!include 1", "!include 2", … name. */
struct fuzz_files {
	struct slice texts[FUZZ_MAX_FILES];
	size_t count;
	int loaded; /* loads without their unload */
};

static inline void
fuzz_cut(struct fuzz_files *files, const uint8_t *data, size_t size)
{
	static const char mark[] = "\n%%%%\n";
	struct slice rest = slice_make((const char *)data, size);

	memset(files, 0, sizeof(*files));
	while (files->count < FUZZ_MAX_FILES) {
		const char *at =
		    rest.len > 0 ? memmem(rest.data, rest.len, mark, sizeof(mark) - 1) : NULL;
		size_t len = at != NULL ? (size_t)(at - rest.data) + 1 : rest.len;

		files->texts[files->count++] = slice_sub(rest, 0, len);
		if (at == NULL)
			return;
		rest = slice_sub(rest, len + sizeof(mark) - 2, rest.len);
	}
}

/* The file of a one-digit path, or NULL. */
static inline const struct slice *
fuzz_file(const struct fuzz_files *files, struct slice path)
{
	size_t at = path.len == 1 && path.data[0] >= '1' ? (size_t)(path.data[0] - '0') : 0;

	return at > 0 && at < files->count ? &files->texts[at] : NULL;
}

static inline int
fuzz_load(void *ctx, const char *from, struct slice path, struct slice *text, const char **name,
    void **handle, const char **why)
{
	static const char *const names[FUZZ_MAX_FILES] = {"0", "1", "2", "3", "4", "5", "6", "7"};
	struct fuzz_files *files = ctx;
	const struct slice *file = fuzz_file(files, path);

	(void)from;
	if (file == NULL) {
		*why = "there is no such file";
		return -1;
	}
	*text = *file;
	*name = names[file - files->texts];
	*handle = NULL;
	files->loaded++;
	return 0;
}

static inline void
fuzz_unload(void *ctx, void *handle)
{
	struct fuzz_files *files = ctx;

	(void)handle;
	files->loaded--;
}

#endif
