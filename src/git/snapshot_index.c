/* The snapshot of what is staged: the index, copied and searched as a sorted list of paths. */
#include "git/internal.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

#define RULE "git-index"

struct staged {
	struct slice path;
	unsigned mode;
	unsigned char id[OID_SIZE];
};

struct listed {
	struct slice dir;
	struct listing listing;
};

struct index_snapshot {
	struct snapshot base;
	struct repo *repo;
	struct arena arena;
	struct staged *files; /* in order of path */
	size_t count;
	pthread_mutex_t lock; /* of what follows, and of arena */
	struct map folders;   /* path → struct listed */
};

static struct index_snapshot *
of(struct snapshot *snapshot)
{
	return (struct index_snapshot *)snapshot;
}

/* Where path stands to "dir/": before, in it (0), or after. */
static int
folder_order(struct slice path, struct slice dir)
{
	int order = slice_compare(slice_sub(path, 0, dir.len), dir);

	if (order != 0 || dir.len == 0)
		return order;
	if (path.len == dir.len)
		return -1;
	return (path.data[dir.len] > '/') - (path.data[dir.len] < '/');
}

/* The first file that is in folder dir or after it (past: that is after it). */
static size_t
first_in(const struct index_snapshot *s, struct slice dir, bool past)
{
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = folder_order(s->files[middle].path, dir);

		if (order < 0 || (past && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct staged *
find_file(const struct index_snapshot *s, struct slice path)
{
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = slice_compare(s->files[middle].path, path);

		if (order == 0)
			return &s->files[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool
is_folder(const struct index_snapshot *s, struct slice path)
{
	size_t at = first_in(s, path, false);

	return path.len == 0 || (at < s->count && folder_order(s->files[at].path, path) == 0);
}

static struct slice
last_part(struct slice path)
{
	struct slice part = path;

	while (path.len > 0)
		part = path_next(&path);
	return part;
}

static void
set_file(struct entry *entry, const struct staged *file, struct slice name)
{
	entry->name = name;
	entry->kind = (file->mode & 0170000) == 0100000 ? ENTRY_FILE : ENTRY_OTHER;
	entry->mode = file->mode;
	entry->id = file->id;
}

static void
set_folder(struct entry *entry, struct slice name)
{
	entry->name = name;
	entry->kind = ENTRY_DIR;
	entry->mode = 040000;
	entry->id = NULL;
}

/* Nothing is at path: is that because something on the way is no folder? */
static int
find_nothing(const struct index_snapshot *s, struct slice path, const char **why)
{
	struct slice rest = path;

	while (rest.len > 0) {
		const struct staged *file;

		(void)path_next(&rest);
		if (rest.len == 0)
			break;
		file = find_file(s, slice_sub(path, 0, (size_t)(rest.data - path.data) - 1));
		*why = why_behind_link;
		if (file != NULL)
			return (file->mode & 0170000) == 0100000 ? 1 : -1;
	}
	return 1;
}

static int
find(struct snapshot *snapshot, struct slice path, struct entry *entry, const char **why)
{
	const struct index_snapshot *s = of(snapshot);
	const struct staged *file = find_file(s, path);

	memset(entry, 0, sizeof(*entry));
	if (file != NULL) {
		set_file(entry, file, last_part(path));
		return 0;
	}
	if (is_folder(s, path)) {
		set_folder(entry, last_part(path));
		return 0;
	}
	return find_nothing(s, path, why);
}

/* The files of folder dir, [from, to), as its entries; each subfolder is passed over at once. */
static size_t
fill(const struct index_snapshot *s, size_t prefix, size_t from, size_t to, struct entry *entries)
{
	size_t count = 0;

	while (from < to) {
		struct slice path = s->files[from].path;
		struct slice rest = slice_sub(path, prefix, path.len), name = path_next(&rest);
		struct slice whole = slice_sub(path, 0, prefix + name.len);

		if (whole.len == path.len) {
			if (entries != NULL)
				set_file(&entries[count], &s->files[from], name);
			from++;
		} else {
			if (entries != NULL)
				set_folder(&entries[count], name);
			from = first_in(s, whole, true);
		}
		count++;
	}
	return count;
}

static struct listed *
make_listing(struct index_snapshot *s, struct slice dir)
{
	size_t from = first_in(s, dir, false), to = first_in(s, dir, true);
	size_t prefix = dir.len > 0 ? dir.len + 1 : 0;
	struct listed *listed = arena_alloc(&s->arena, sizeof(*listed));
	struct entry *entries;

	listed->dir = arena_copy(&s->arena, dir);
	listed->listing.count = fill(s, prefix, from, to, NULL);
	entries = arena_array(&s->arena, listed->listing.count, sizeof(*entries));
	(void)fill(s, prefix, from, to, entries);
	listed->listing.entries = entries;
	(void)map_put(&s->folders, listed->dir, listed);
	return listed;
}

static int
list(struct snapshot *snapshot, struct slice dir, struct listing *listing, const char **why)
{
	struct index_snapshot *s = of(snapshot);
	struct listed *listed;
	struct entry entry;
	int rc = find(snapshot, dir, &entry, why);

	if (rc != 0 || entry.kind == ENTRY_FILE)
		return rc != 0 ? rc : 1;
	*why = why_other(entry.mode);
	if (entry.kind == ENTRY_OTHER)
		return -1;
	(void)pthread_mutex_lock(&s->lock);
	listed = map_get(&s->folders, dir);
	if (listed == NULL)
		listed = make_listing(s, dir);
	*listing = listed->listing;
	(void)pthread_mutex_unlock(&s->lock);
	return 0;
}

static int
read_blob(struct snapshot *snapshot, struct slice path, struct blob *blob, const char **why)
{
	struct entry entry;
	int rc = find(snapshot, path, &entry, why);

	if (rc != 0)
		return rc;
	if (entry.kind != ENTRY_FILE) {
		*why = entry.kind == ENTRY_DIR ? why_folder : why_other(entry.mode);
		return -1;
	}
	return object_blob(of(snapshot)->repo, entry.id, blob, why);
}

static void
close_index(struct snapshot *snapshot)
{
	struct index_snapshot *s = of(snapshot);

	map_free(&s->folders);
	free(s->files);
	arena_free(&s->arena);
	(void)pthread_mutex_destroy(&s->lock);
	free(s);
}

static const struct snapshot_kind_ops index_ops = {find, list, read_blob, close_index};

static int
by_path(const void *a, const void *b)
{
	return slice_compare(((const struct staged *)a)->path, ((const struct staged *)b)->path);
}

static bool
is_sound(struct slice path)
{
	size_t depth = 0;
	bool cut = path.len == 0 || path.data[path.len - 1] == '/';

	while (path.len > 0 && !cut) {
		struct slice part = path_next(&path);

		cut = part.len == 0 || slice_is(part, ".") || slice_is(part, "..") ||
		    ++depth > DEPTH_MAX + 1;
	}
	return !cut;
}

/* Copy what is staged; libgit2's own index changes whenever it is read again. */
static int
copy_entries(struct index_snapshot *s, git_index *index, struct diags *diags)
{
	size_t count = git_index_entrycount(index), i;

	s->files = mem_resize(NULL, count, sizeof(*s->files));
	for (i = 0; i < count; i++) {
		const git_index_entry *entry = git_index_get_byindex(index, i);
		struct staged *file = &s->files[s->count];

		if (git_index_entry_stage(entry) != 0)
			return diag_error(diags, RULE, NULL, (struct place){entry->path, 0, 0},
			    "resolve the conflict, then run git add",
			    "%s has a conflict that is not resolved", entry->path);
		if (!is_sound(slice_of(entry->path)))
			return diag_error(diags, RULE, NULL, place_none, "run: git read-tree HEAD",
			    "the index is damaged: it has a file that is called '%s'", entry->path);
		/* "git add --intent-to-add": announced, not staged. */
		if ((entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0)
			continue;
		file->path = arena_copy(&s->arena, slice_of(entry->path));
		file->mode = entry->mode;
		memcpy(file->id, entry->id.id, OID_SIZE);
		s->count++;
	}
	qsort(s->files, s->count, sizeof(*s->files), by_path);
	return 0;
}

static int
refuse_index(struct diags *diags)
{
	const char *text = libgit2_message(), *hint = NULL;

	if (strstr(text, "'sdir'") != NULL)
		hint = "run: git sparse-checkout reapply --no-sparse-index";
	else if (strstr(text, "'link'") != NULL)
		hint = "run: git update-index --no-split-index";
	return diag_error(diags, RULE, NULL, place_none, hint, "the index cannot be read: %s",
	    text);
}

int
snapshot_index(struct snapshot **snapshot, struct repo *repo, struct diags *diags)
{
	struct index_snapshot *s;
	git_index *index = NULL;

	*snapshot = NULL;
	/* It may have been read before, and have changed on disk since. */
	if (git_repository_index(&index, repo->git) < 0 || git_index_read(index, 0) < 0) {
		git_index_free(index);
		return refuse_index(diags);
	}
	s = mem_zero(1, sizeof(*s));
	s->base.ops = &index_ops;
	s->repo = repo;
	memcpy(s->base.name, "index", sizeof("index"));
	(void)pthread_mutex_init(&s->lock, NULL);
	if (copy_entries(s, index, diags) < 0) {
		git_index_free(index);
		close_index(&s->base);
		return -1;
	}
	git_index_free(index);
	*snapshot = &s->base;
	return 0;
}
