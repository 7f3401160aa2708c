/* Comparing two snapshots: the way is chosen here, and the result kept. */
#include "git/changes.h"

#include "core/mem.h"
#include "git/compare.h"

#include <stdlib.h>
#include <string.h>

int
comparison_fail(struct comparison *c, const struct snapshot *snapshot, struct slice path,
    const char *why)
{
	struct repo *repo = snapshot == c->base ? c->base_repo : c->head_repo;
	char *text = arena_text(&c->changes->arena, path);

	while (path.len > 0 && text[path.len - 1] == '/')
		text[--path.len] = '\0';
	return diag_error(c->diags, "git-changes", NULL, (struct place){text, 0, 0},
	    repo != NULL ? repo_missing_hint(repo) : NULL, "%s %s in %s",
	    path.len > 0 ? text : "the root folder", why, snapshot_name(snapshot));
}

/* Count one more; what has grown without end is refused. */
static int
visit(struct comparison *c)
{
	if (++c->visited <= CHANGES_MAX)
		return 0;
	return diag_error(c->diags, "git-changes", NULL, place_none, NULL,
	    "more than %zu files and folders differ between %s and %s", CHANGES_MAX,
	    snapshot_name(c->base), snapshot_name(c->head));
}

int
comparison_add(struct comparison *c, struct slice name, enum file_change change)
{
	struct changes *changes = c->changes;
	struct changed_file *file;
	size_t folder = c->path.len;

	if (visit(c) < 0)
		return -1;
	buf_slice(&c->path, name);
	changes->files =
	    mem_grow(changes->files, &changes->cap, changes->count + 1, sizeof(*changes->files));
	file = &changes->files[changes->count++];
	file->path = arena_copy(&changes->arena, buf_view(&c->path));
	file->change = change;
	c->path.len = folder;
	return 0;
}

int
comparison_enter(struct comparison *c, struct slice name)
{
	if (visit(c) < 0)
		return -1;
	if (c->depth >= DEPTH_MAX) {
		buf_slice(&c->path, name);
		return comparison_fail(c, c->head, buf_view(&c->path),
		    "is in more folders than are allowed");
	}
	c->depth++;
	buf_slice(&c->path, name);
	buf_char(&c->path, '/');
	return 0;
}

void
comparison_leave(struct comparison *c, struct slice name)
{
	c->depth--;
	c->path.len -= name.len + 1;
}

int
changes_between(struct changes *changes, struct snapshot *base, struct snapshot *head,
    struct diags *diags)
{
	struct comparison c = {.changes = changes, .base = base, .head = head, .diags = diags};
	struct folder *base_root = snapshot_root(base, &c.base_repo);
	struct folder *head_root = snapshot_root(head, &c.head_repo);
	int rc;

	if (base_root != NULL && head_root != NULL)
		rc = compare_trees(&c, base_root, head_root);
	else
		rc = compare_folders(&c, true, true);
	buf_free(&c.path);
	return rc;
}

void
changes_free(struct changes *changes)
{
	arena_free(&changes->arena);
	free(changes->files);
	memset(changes, 0, sizeof(*changes));
}
