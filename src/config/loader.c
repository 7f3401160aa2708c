/* Reads what !include names out of a snapshot. */
#include "config/loader.h"

#include "core/mem.h"

#include <stdlib.h>

struct loaded {
	struct blob blob;
	struct arena arena;
};

struct slice
path_folder(struct slice path)
{
	size_t end = path.len;

	while (end > 0 && path.data[end - 1] != '/')
		end--;
	return slice_sub(path, 0, end > 0 ? end - 1 : 0);
}

static void
drop(struct loaded *loaded)
{
	blob_free(&loaded->blob);
	arena_free(&loaded->arena);
	free(loaded);
}

static int
read_into(struct snapshot_loader *loader, struct loaded *loaded, const char *name, const char **why)
{
	int rc;

	if (name == NULL) {
		*why = "it is outside the repository; only files inside it are read";
		return -1;
	}
	if (loader->loaded != NULL)
		loader->loaded(loader->ctx, name);
	*why = NULL;
	rc = snapshot_read(loader->snapshot, slice_of(name), &loaded->blob, why);
	if (rc == 0)
		return 0;
	if (rc > 0 || *why == NULL)
		*why = rc > 0 ? "no such file" : "it cannot be read";
	return -1;
}

/* octoDNS expands a tilde; but a home is no part of a repository. */
static struct slice
from_home(const struct snapshot *snapshot, struct arena *arena, struct slice path)
{
	const char *home = getenv("HOME");

	if (!snapshot_is_disk(snapshot) || home == NULL || !slice_starts(path, slice_of("~/")))
		return path;
	return slice_of(arena_printf(arena, "%s%.*s", home, (int)path.len - 1, path.data + 1));
}

static int
load(void *ctx, const char *from, struct slice path, struct slice *text, const char **name,
    void **handle, const char **why)
{
	struct snapshot_loader *loader = ctx;
	struct loaded *loaded;

	if (path.len == 0) {
		*why = "the path is empty";
		return -1;
	}
	loaded = mem_zero(1, sizeof(*loaded));
	path = from_home(loader->snapshot, &loaded->arena, path);
	if (path.data[0] == '~') {
		drop(loaded);
		*why = "a home directory is outside the repository; only files inside it are read";
		return -1;
	}
	*name = snapshot_path(loader->snapshot, &loaded->arena, path_folder(slice_of(from)), path);
	if (read_into(loader, loaded, *name, why) != 0) {
		drop(loaded);
		return -1;
	}
	*text = slice_make(loaded->blob.data, loaded->blob.len);
	*handle = loaded;
	return 0;
}

static void
unload(void *ctx, void *handle)
{
	(void)ctx;
	drop(handle);
}

void
snapshot_loader_init(struct snapshot_loader *loader, struct snapshot *snapshot)
{
	loader->loader.load = load;
	loader->loader.unload = unload;
	loader->loader.ctx = loader;
	loader->snapshot = snapshot;
	loader->loaded = NULL;
	loader->ctx = NULL;
}
