/*
 * Merging folder by folder, which costs what both sides changed: a folder that one
 * side left alone is not entered.  What needs more thought than that, a rename or a
 * conflict, is left to libgit2's own merge.
 */
#include "core/buf.h"
#include "git/internal.h"

#include <string.h>
#include <sys/stat.h>

#define BINARY_LOOK 8000 /* bytes in which Git looks for a NUL */

static const struct entry no_entry = {{"", 0}, ENTRY_OTHER, 0, NULL};

/* One name as the three sides have it; id NULL where there is none. */
struct three {
	struct entry base, ours, theirs;
};

struct merging {
	struct repo *repo;
	unsigned depth;
};

static int merge_ids(struct merging *m, const struct three *three, struct oid *merged);

static bool
same(const struct entry *a, const struct entry *b)
{
	if (a->id == NULL || b->id == NULL)
		return a->id == b->id;
	return a->mode == b->mode && memcmp(a->id, b->id, OID_SIZE) == 0;
}

static bool
is_regular(const struct entry *entry)
{
	return entry->id != NULL && entry->kind == ENTRY_FILE;
}

static int
write_object(struct repo *repo, struct slice data, git_object_t type, struct oid *id)
{
	git_oid oid;

	if (git_odb_write(&oid, repo->made, data.data, data.len, type) < 0)
		return -1;
	memcpy(id->bytes, oid.id, OID_SIZE);
	return 0;
}

static bool
is_binary(const struct blob *blob)
{
	return memchr(blob->data, '\0', blob->len < BINARY_LOOK ? blob->len : BINARY_LOOK) != NULL;
}

static git_merge_file_input
input_of(const struct blob *blob)
{
	git_merge_file_input input = {.version = GIT_MERGE_FILE_INPUT_VERSION};

	input.ptr = blob->data;
	input.size = blob->len;
	return input;
}

/* Line by line, as Git does; 1 where both changed the same lines. */
static int
merge_texts(struct repo *repo, const struct blob *base, const struct blob *ours,
    const struct blob *theirs, struct oid *merged)
{
	git_merge_file_input a = input_of(base), b = input_of(ours), c = input_of(theirs);
	git_merge_file_result result = {0};
	int rc = 1;

	if (is_binary(base) || is_binary(ours) || is_binary(theirs))
		return 1;
	if (git_merge_file(&result, &a, &b, &c, NULL) < 0)
		return -1;
	if (result.automergeable)
		rc =
		    write_object(repo, slice_make(result.ptr, result.len), GIT_OBJECT_BLOB, merged);
	git_merge_file_result_free(&result);
	return rc;
}

static int
merge_files(struct repo *repo, const struct three *three, struct oid *merged)
{
	struct blob base = {0}, ours = {0}, theirs = {0};
	const char *why;
	int rc = -1;

	if (object_blob(repo, three->base.id, &base, &why) == 0 &&
	    object_blob(repo, three->ours.id, &ours, &why) == 0 &&
	    object_blob(repo, three->theirs.id, &theirs, &why) == 0)
		rc = merge_texts(repo, &base, &ours, &theirs, merged);
	blob_free(&base);
	blob_free(&ours);
	blob_free(&theirs);
	return rc;
}

/*
 * What becomes of a name that theirs changed.  Return 0 with what it is then in
 * ${result} (id NULL: nothing; else in ${id}, or where it was), 1, or -1.
 */
static int
settle(struct merging *m, const struct three *three, struct entry *result, struct oid *id)
{
	int rc;

	*result = same(&three->ours, &three->base) ? three->theirs : three->ours;
	if (same(&three->ours, &three->base) || same(&three->ours, &three->theirs))
		return 0;
	if (three->ours.id == NULL || three->theirs.id == NULL)
		return 1;
	if (three->ours.kind == ENTRY_DIR && three->theirs.kind == ENTRY_DIR)
		rc = merge_ids(m, three, id);
	else if (is_regular(&three->base) && is_regular(&three->ours) && is_regular(&three->theirs))
		rc = merge_files(m->repo, three, id);
	else
		rc = 1;
	if (three->base.id != NULL && three->ours.mode == three->base.mode)
		result->mode = three->theirs.mode;
	result->id = id->bytes;
	return rc;
}

static void
print_entry(struct buf *out, const struct entry *entry)
{
	buf_printf(out, "%o ", entry->mode);
	buf_slice(out, entry->name);
	buf_add(out, "", 1);
	buf_add(out, (const char *)entry->id, OID_SIZE);
}

/* Our tree: what of it is copied to the result already. */
struct cursor {
	const struct tree *tree;
	size_t at;
};

/* Copy our entries from the cursor up to number ${end} as they lie. */
static void
copy_until(struct cursor *ours, size_t end, struct buf *out)
{
	const struct tree *tree = ours->tree;
	size_t from = ours->at < tree->count ? tree->offsets[ours->at] : tree->len;
	size_t to = end < tree->count ? tree->offsets[end] : tree->len;

	buf_add(out, (const char *)tree->data + from, to - from);
	ours->at = end;
}

/* Copy our entries before ${entry}; return the one of its name and kind, or none. */
static struct entry
copy_before(struct cursor *ours, const struct entry *entry, struct buf *out)
{
	size_t low = ours->at, high = ours->tree->count;
	struct entry found = no_entry;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		found = tree_entry(ours->tree, middle);
		if (entry_order(&found, entry) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	copy_until(ours, low, out);
	if (low == ours->tree->count)
		return no_entry;
	found = tree_entry(ours->tree, low);
	if (entry_order(&found, entry) != 0)
		return no_entry;
	ours->at++;
	return found;
}

/* A file cannot take the place of a folder that we have, nor a folder that of a file. */
static bool
is_taken(const struct tree *ours, const struct entry *entry)
{
	struct entry other;

	return tree_find(ours, entry->name, &other) &&
	    (other.kind == ENTRY_DIR) != (entry->kind == ENTRY_DIR);
}

/* The next name that differs between base and theirs; false at the end. */
struct edits {
	const struct tree *base, *theirs;
	size_t i, i_end, j, j_end;
};

static bool
next_edit(struct edits *e, struct three *three)
{
	int order;

	do {
		if (e->i == e->i_end && e->j == e->j_end)
			return false;
		three->base = e->i < e->i_end ? tree_entry(e->base, e->i) : no_entry;
		three->theirs = e->j < e->j_end ? tree_entry(e->theirs, e->j) : no_entry;
		order = three->base.id == NULL ? 1
		    : three->theirs.id == NULL ? -1
					       : entry_order(&three->base, &three->theirs);
		if (order < 0)
			three->theirs = no_entry;
		if (order > 0)
			three->base = no_entry;
		e->i += order <= 0;
		e->j += order >= 0;
	} while (same(&three->base, &three->theirs));
	return true;
}

static int
merge_trees(struct merging *m, struct edits *edits, const struct tree *ours_tree, struct buf *out)
{
	struct cursor ours = {ours_tree, 0};
	struct entry result;
	struct three three;
	struct oid id;
	int rc;

	while (next_edit(edits, &three)) {
		const struct entry *edit = three.theirs.id != NULL ? &three.theirs : &three.base;

		three.ours = copy_before(&ours, edit, out);
		rc = settle(m, &three, &result, &id);
		if (rc == 0 && result.id != NULL && is_taken(ours_tree, &result))
			rc = 1;
		if (rc != 0)
			return rc;
		if (result.id != NULL)
			print_entry(out, &result);
	}
	copy_until(&ours, ours_tree->count, out);
	return 0;
}

static const struct tree *
tree_of(struct repo *repo, const struct entry *entry)
{
	static const struct tree none;
	const char *why;
	struct folder *folder;

	if (entry->id == NULL || entry->kind != ENTRY_DIR)
		return &none;
	folder = folder_get(repo, entry->id, &why);
	return folder != NULL ? &folder->tree : NULL;
}

/* Merge three folders; both sides have one. */
static int
merge_ids(struct merging *m, const struct three *three, struct oid *merged)
{
	struct edits edits = {.base = tree_of(m->repo, &three->base),
	    .theirs = tree_of(m->repo, &three->theirs)};
	const struct tree *ours = tree_of(m->repo, &three->ours);
	struct buf out = {0};
	size_t end;
	int rc;

	if (edits.base == NULL || edits.theirs == NULL || ours == NULL)
		return -1;
	if (m->depth >= DEPTH_MAX)
		return 1;
	edits.i = edits.j = tree_common_start(edits.base, edits.theirs);
	end = tree_common_end(edits.base, edits.theirs, edits.i);
	edits.i_end = edits.base->count - end;
	edits.j_end = edits.theirs->count - end;
	m->depth++;
	rc = merge_trees(m, &edits, ours, &out);
	m->depth--;
	/* Git keeps no empty folders. */
	if (rc == 0 && out.len == 0)
		rc = 1;
	if (rc == 0)
		rc = write_object(m->repo, buf_view(&out), GIT_OBJECT_TREE, merged);
	buf_free(&out);
	return rc;
}

int
merge_folders(struct repo *repo, const struct oid *base, const struct oid *ours,
    const struct oid *theirs, struct oid *merged)
{
	struct merging m = {repo, 0};
	struct three three = {
	    .base = {{"", 0}, ENTRY_DIR, S_IFDIR, base->bytes},
	    .ours = {{"", 0}, ENTRY_DIR, S_IFDIR, ours->bytes},
	    .theirs = {{"", 0}, ENTRY_DIR, S_IFDIR, theirs->bytes},
	};

	return merge_ids(&m, &three, merged);
}
