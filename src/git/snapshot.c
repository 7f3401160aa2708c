/* What all snapshots have in common: checking paths, remembering why. */
#include "core/buf.h"
#include "git/internal.h"

#include <string.h>
#include <sys/stat.h>

const char why_behind_link[] = "is behind a symbolic link or in a submodule";
const char why_too_large[] = "is too large";
const char why_folder[] = "is a folder";
const char why_unreadable[] = "cannot be read";

static const char why_bad_path[] = "is no path inside the repository";
static const char why_too_deep[] = "is in more folders than are allowed";

static _Thread_local const char *last_why;

const char *
snapshot_why(void)
{
	return last_why != NULL ? last_why : why_unreadable;
}

const char *
snapshot_name(const struct snapshot *snapshot)
{
	return snapshot->name;
}

void
snapshot_close(struct snapshot *snapshot)
{
	if (snapshot != NULL)
		snapshot->ops->close(snapshot);
}

const char *
why_other(unsigned mode)
{
	switch (mode & S_IFMT) {
	case S_IFLNK:
		return "is a symbolic link";
	case 0160000:
		return "is a submodule";
	default:
		return "is no regular file";
	}
}

static int
check_path(const struct snapshot *snapshot, struct slice path, const char **why)
{
	size_t depth = 0;
	bool cut = path.len > 0 && path.data[path.len - 1] == '/';

	*why = why_bad_path;
	if (slice_find(path, '\0') < path.len)
		return -1;
	if (snapshot->anywhere)
		return 0;
	if (cut)
		return -1;
	while (path.len > 0) {
		struct slice part = path_next(&path);

		*why = why_bad_path;
		if (part.len == 0 || slice_is(part, ".") || slice_is(part, ".."))
			return -1;
		*why = why_too_deep;
		if (++depth > DEPTH_MAX + 1)
			return -1;
	}
	*why = NULL;
	return 0;
}

int
snapshot_find(struct snapshot *snapshot, struct slice path, struct entry *entry)
{
	if (check_path(snapshot, path, &last_why) < 0)
		return -1;
	return snapshot->ops->find(snapshot, path, entry, &last_why);
}

int
snapshot_kind(struct snapshot *snapshot, struct slice path, enum entry_kind *kind)
{
	struct entry entry;
	int rc = snapshot_find(snapshot, path, &entry);

	if (rc == 0)
		*kind = entry.kind;
	return rc;
}

int
snapshot_list(struct snapshot *snapshot, struct slice dir, struct listing *listing)
{
	memset(listing, 0, sizeof(*listing));
	if (check_path(snapshot, dir, &last_why) < 0)
		return -1;
	return snapshot->ops->list(snapshot, dir, listing, &last_why);
}

int
snapshot_read(struct snapshot *snapshot, struct slice path, struct blob *blob, const char **why)
{
	int rc;

	memset(blob, 0, sizeof(*blob));
	rc = check_path(snapshot, path, &last_why);
	if (rc == 0)
		rc = snapshot->ops->read(snapshot, path, blob, &last_why);
	if (rc < 0 && why != NULL)
		*why = snapshot_why();
	return rc;
}

void
blob_free(struct blob *blob)
{
	if (blob->release != NULL)
		blob->release(blob->owner);
	memset(blob, 0, sizeof(*blob));
}

/* Parts of one path after the other, without those that lead nowhere. */
static void
add_steps(struct buf *made, struct slice path)
{
	if (path.len > 0 && path.data[0] == '/')
		buf_char(made, '/');
	while (path.len > 0) {
		struct slice part = path_next(&path);

		if (part.len == 0 || slice_is(part, "."))
			continue;
		if (made->len > 0 && made->data[made->len - 1] != '/')
			buf_char(made, '/');
		buf_slice(made, part);
	}
}

const char *
snapshot_path(const struct snapshot *snapshot, struct arena *arena, struct slice base_dir,
    struct slice path)
{
	struct buf made = {0};
	const char *joined;

	if (!snapshot->anywhere)
		return path_join(arena, base_dir, path);
	if (slice_find(path, '\0') < path.len)
		return NULL;
	/* Two dots stay: what they lead to behind a link is for the system to say. */
	if (path.len == 0 || path.data[0] != '/')
		add_steps(&made, base_dir);
	add_steps(&made, path);
	joined = arena_text(arena, buf_view(&made));
	buf_free(&made);
	return joined;
}
