/*
 * Comparing two trees by object id.  What is the same at the start and at the end of
 * two folders is passed over as bytes, so that one changed file among 50,000 costs
 * two runs of memcmp.
 */
#include "git/compare.h"

#include <string.h>

static const unsigned char no_id[OID_SIZE];
static const struct entry no_entry = {.name = {"", 0}, .kind = ENTRY_OTHER, .id = no_id};

static int
one_side(struct comparison *c, const struct entry *entry, bool in_head)
{
	struct repo *repo = in_head ? c->head_repo : c->base_repo;
	struct folder *folder;
	const char *why = NULL;
	int rc;

	if (entry->kind != ENTRY_DIR)
		return comparison_add(c, entry->name, in_head ? FILE_ADDED : FILE_REMOVED);
	if (comparison_enter(c, entry->name) < 0)
		return -1;
	folder = folder_get(repo, entry->id, &why);
	if (folder == NULL)
		return comparison_fail(c, in_head ? c->head : c->base, buf_view(&c->path), why);
	rc = compare_trees(c, in_head ? NULL : folder, in_head ? folder : NULL);
	comparison_leave(c, entry->name);
	return rc;
}

static int
both_sides(struct comparison *c, const struct entry *base, const struct entry *head)
{
	struct folder *pair[2];
	const char *why = NULL;
	int rc;

	if (base->mode == head->mode && memcmp(base->id, head->id, OID_SIZE) == 0)
		return 0;
	if (base->kind != ENTRY_DIR)
		return comparison_add(c, base->name, FILE_MODIFIED);
	/* "40000" and "040000" are the same folder, written by another Git. */
	if (memcmp(base->id, head->id, OID_SIZE) == 0)
		return 0;
	if (comparison_enter(c, base->name) < 0)
		return -1;
	if (folder_get_pair(c->base_repo, base->id, c->head_repo, head->id, &why, pair) < 0)
		return comparison_fail(c, pair[0] == NULL ? c->base : c->head, buf_view(&c->path),
		    why);
	rc = compare_trees(c, pair[0], pair[1]);
	comparison_leave(c, base->name);
	return rc;
}

int
compare_trees(struct comparison *c, struct folder *base, struct folder *head)
{
	static const struct tree none;
	const struct tree *a = base != NULL ? &base->tree : &none;
	const struct tree *b = head != NULL ? &head->tree : &none;
	size_t i = tree_common_start(a, b), j = i, end = tree_common_end(a, b, i);
	size_t a_end = a->count - end, b_end = b->count - end;

	while (i < a_end || j < b_end) {
		struct entry of_base = no_entry, of_head = no_entry;
		int order, rc;

		if (i < a_end)
			of_base = tree_entry(a, i);
		if (j < b_end)
			of_head = tree_entry(b, j);
		if (i == a_end || j == b_end)
			order = i == a_end ? 1 : -1;
		else
			order = entry_order(&of_base, &of_head);
		if (order == 0)
			rc = both_sides(c, &of_base, &of_head);
		else
			rc = one_side(c, order < 0 ? &of_base : &of_head, order > 0);
		if (rc < 0)
			return -1;
		i += order <= 0;
		j += order >= 0;
	}
	return 0;
}
