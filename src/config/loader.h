/* Where !include finds its files: in the snapshot, and never out of it. */
#ifndef ZW_CONFIG_LOADER_H
#define ZW_CONFIG_LOADER_H

#include "git/snapshot.h"
#include "yaml/reader.h"

struct snapshot_loader {
	struct yaml_loader loader; /* what the reader wants */
	struct snapshot *snapshot;
	/* Called with the path of each file that is loaded, or that is not there; or NULL. */
	void (*loaded)(void *ctx, const char *path);
	void *ctx;
};

/**
 * snapshot_loader_init(loader, snapshot):
 * Make a loader of files in ${snapshot}, which outlives it.  Paths are relative
 * to the folder of the file that names them.  It holds nothing that must be
 * freed, and several threads may use it at once when `loaded` is NULL.
 */
void snapshot_loader_init(struct snapshot_loader *loader, struct snapshot *snapshot);

/** path_folder(path): Return the folder part of ${path}, "" for the root. */
struct slice path_folder(struct slice path);

#endif
