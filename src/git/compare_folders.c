/* Comparing two snapshots that are not both trees, by what they list and hold. */
#include "git/compare.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* A folder's entries on one side, in Git's order. */
struct side {
	const struct entry **entries;
	size_t count;
};

static int
by_order(const void *a, const void *b)
{
	return entry_order(*(const struct entry *const *)a, *(const struct entry *const *)b);
}

static int
read_side(struct comparison *c, struct snapshot *snapshot, struct side *side)
{
	struct slice dir = buf_view(&c->path);
	struct listing listing;
	size_t i;
	int rc =
	    snapshot_list(snapshot, slice_sub(dir, 0, dir.len > 0 ? dir.len - 1 : 0), &listing);

	if (rc != 0)
		return comparison_fail(c, snapshot, dir, rc < 0 ? snapshot_why() : "is gone");
	side->entries = mem_resize(NULL, listing.count, sizeof(const struct entry *));
	side->count = listing.count;
	for (i = 0; i < listing.count; i++)
		side->entries[i] = &listing.entries[i];
	qsort(side->entries, side->count, sizeof(const struct entry *), by_order);
	return 0;
}

/* Read the file called name in the current folder. */
static int
read_file(struct comparison *c, struct snapshot *snapshot, struct slice name, struct blob *blob)
{
	size_t folder = c->path.len;
	const char *why = NULL;
	int rc;

	buf_slice(&c->path, name);
	rc = snapshot_read(snapshot, buf_view(&c->path), blob, &why);
	if (rc != 0)
		rc = comparison_fail(c, snapshot, buf_view(&c->path), rc < 0 ? why : "is gone");
	c->path.len = folder;
	return rc;
}

/* Whether a file with this content has object id; 1 for yes, 0 or -1. */
static int
has_id(struct comparison *c, struct snapshot *snapshot, struct slice name, const unsigned char *id)
{
	struct blob blob;
	git_oid oid;
	int rc;

	if (read_file(c, snapshot, name, &blob) < 0)
		return -1;
	rc = git_odb_hash(&oid, blob.data, blob.len, GIT_OBJECT_BLOB);
	blob_free(&blob);
	return rc == 0 ? memcmp(oid.id, id, OID_SIZE) == 0 : -1;
}

static int
same_content(struct comparison *c, struct slice name)
{
	struct blob base = {0}, head = {0};
	int rc = -1;

	if (read_file(c, c->base, name, &base) == 0 && read_file(c, c->head, name, &head) == 0)
		rc = slice_equal(slice_make(base.data, base.len), slice_make(head.data, head.len));
	blob_free(&base);
	blob_free(&head);
	return rc;
}

/* Whether two entries that are no folders are the same; 1 for yes, 0 or -1. */
static int
same_file(struct comparison *c, const struct entry *base, const struct entry *head)
{
	if (base->kind != head->kind)
		return 0;
	if (base->mode != 0 && head->mode != 0 && base->mode != head->mode)
		return 0;
	if (base->id != NULL && head->id != NULL)
		return memcmp(base->id, head->id, OID_SIZE) == 0;
	/* Where a link leads is never followed, so it makes no difference. */
	if (base->kind != ENTRY_FILE)
		return 1;
	if (base->id != NULL)
		return has_id(c, c->head, base->name, base->id);
	if (head->id != NULL)
		return has_id(c, c->base, base->name, head->id);
	return same_content(c, base->name);
}

/* Go down into a folder, which is only on the sides that are said. */
static int
descend(struct comparison *c, struct slice name, bool in_base, bool in_head)
{
	int rc;

	if (comparison_enter(c, name) < 0)
		return -1;
	rc = compare_folders(c, in_base, in_head);
	comparison_leave(c, name);
	return rc;
}

static int
one_side(struct comparison *c, const struct entry *entry, bool in_head)
{
	if (entry->kind == ENTRY_DIR)
		return descend(c, entry->name, !in_head, in_head);
	return comparison_add(c, entry->name, in_head ? FILE_ADDED : FILE_REMOVED);
}

static int
both_sides(struct comparison *c, const struct entry *base, const struct entry *head)
{
	int same;

	if (base->kind == ENTRY_DIR)
		return descend(c, base->name, true, true);
	same = same_file(c, base, head);
	return same != 0 ? (same < 0 ? -1 : 0) : comparison_add(c, base->name, FILE_MODIFIED);
}

static int
merge_sides(struct comparison *c, const struct side *base, const struct side *head)
{
	size_t i = 0, j = 0;

	while (i < base->count || j < head->count) {
		int order, rc;

		if (i == base->count || j == head->count)
			order = i == base->count ? 1 : -1;
		else
			order = entry_order(base->entries[i], head->entries[j]);
		if (order == 0)
			rc = both_sides(c, base->entries[i], head->entries[j]);
		else if (order < 0)
			rc = one_side(c, base->entries[i], false);
		else
			rc = one_side(c, head->entries[j], true);
		if (rc < 0)
			return -1;
		i += order <= 0;
		j += order >= 0;
	}
	return 0;
}

int
compare_folders(struct comparison *c, bool in_base, bool in_head)
{
	struct side base = {NULL, 0}, head = {NULL, 0};
	int rc = 0;

	if (in_base)
		rc = read_side(c, c->base, &base);
	if (rc == 0 && in_head)
		rc = read_side(c, c->head, &head);
	if (rc == 0)
		rc = merge_sides(c, &base, &head);
	free(base.entries);
	free(head.entries);
	return rc;
}
