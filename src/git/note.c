/* Reading and writing Git notes. */
#include "git/note.h"

#include "git/internal.h"

#include <string.h>

#define RULE "git-notes"
#define LEVELS (OID_SIZE) /* of the fan-out: two digits each */
#define COMMIT_MAX ((size_t)64 * 1024)

static git_oid
to_git(const struct oid *id)
{
	git_oid oid;

	git_oid_fromraw(&oid, id->bytes);
	return oid;
}

/* A commit of notes, unless somebody made a monster of it. */
static git_commit *
open_commit(struct repo *repo, const git_oid *id)
{
	git_commit *commit = NULL;
	git_odb *odb = NULL;
	git_object_t type;
	size_t size;

	if (git_repository_odb(&odb, repo->git) == 0 &&
	    git_odb_read_header(&size, &type, odb, id) == 0 && type == GIT_OBJECT_COMMIT &&
	    size <= COMMIT_MAX && git_commit_lookup(&commit, repo->git, id) != 0)
		commit = NULL;
	git_odb_free(odb);
	return commit;
}

static int
open_tree(struct repo *repo, const struct oid *tip, struct oid *tree)
{
	git_oid id = to_git(tip);
	git_commit *commit = open_commit(repo, &id);

	if (commit == NULL)
		return -1;
	memcpy(tree->bytes, git_commit_tree_id(commit)->id, OID_SIZE);
	git_commit_free(commit);
	return 0;
}

/* The blob of the note: 40 digits in the tree, or two in each of the trees above. */
static int
find(struct repo *repo, const struct oid *tip, const struct oid *commit, struct oid *blob,
    const char **why)
{
	char hex[2 * OID_SIZE + 1];
	struct slice rest = {hex, 2 * OID_SIZE};
	struct oid tree;
	struct folder *folder;
	struct entry entry;

	oid_hex(commit, hex);
	*why = "cannot be read: its history is damaged";
	if (open_tree(repo, tip, &tree) != 0)
		return -1;
	while (rest.len > 0 && (folder = folder_get(repo, tree.bytes, why)) != NULL) {
		if (tree_find(&folder->tree, rest, &entry) && entry.kind == ENTRY_FILE) {
			memcpy(blob->bytes, entry.id, OID_SIZE);
			return 0;
		}
		if (!tree_find(&folder->tree, slice_sub(rest, 0, 2), &entry) ||
		    entry.kind != ENTRY_DIR)
			return 1;
		memcpy(tree.bytes, entry.id, OID_SIZE);
		rest = slice_sub(rest, 2, rest.len);
	}
	return rest.len == 0 ? 1 : -1;
}

static int
check_size(struct repo *repo, const struct oid *blob, const char **why)
{
	git_oid id = to_git(blob);
	git_odb *odb = odb_take(&repo->pool);
	git_object_t type;
	size_t size;
	int rc = odb != NULL ? git_odb_read_header(&size, &type, odb, &id) : -1;

	odb_give(&repo->pool, odb);
	*why = rc == 0 ? "is larger than any of ours" : "cannot be read";
	return rc == 0 && size <= NOTE_MAX ? 0 : -1;
}

int
note_read(struct repo *repo, const struct oid *tip, const struct oid *commit, struct buf *text,
    const char **why)
{
	struct oid id;
	struct blob blob;
	int rc = oid_is_zero(tip) ? 1 : find(repo, tip, commit, &id, why);

	if (rc != 0)
		return rc;
	if (check_size(repo, &id, why) != 0 || object_blob(repo, id.bytes, &blob, why) != 0)
		return -1;
	buf_add(text, blob.data, blob.len);
	blob_free(&blob);
	return 0;
}

/* The trees from the root to the one that has, or gets, the entry of a note. */
struct path {
	git_tree *trees[LEVELS]; /* NULL: an empty one */
	size_t count;
};

static int
open_path(struct repo *repo, const git_oid *root, const char *hex, struct path *path)
{
	git_oid id = *root;

	for (;;) {
		const git_tree_entry *entry;
		git_tree *tree;
		char two[3] = {hex[0], hex[1], '\0'};

		if (git_tree_lookup(&tree, repo->git, &id) != 0)
			return -1;
		path->trees[path->count++] = tree;
		entry = git_tree_entry_byname(tree, two);
		if (path->count == LEVELS || git_tree_entry_byname(tree, hex) != NULL ||
		    entry == NULL || git_tree_entry_type(entry) != GIT_OBJECT_TREE)
			return 0;
		git_oid_cpy(&id, git_tree_entry_id(entry));
		hex += 2;
	}
}

/* Write the trees again, the lowest first, with ${id} at the end of the path. */
static int
write_path(struct repo *repo, const struct path *path, const char *hex, git_oid *id)
{
	size_t level = path->count;
	git_filemode_t mode = GIT_FILEMODE_BLOB;
	int rc = 0;

	while (rc == 0 && level-- > 0) {
		git_treebuilder *builder = NULL;
		char two[3] = {hex[2 * level], hex[2 * level + 1], '\0'};

		rc = git_treebuilder_new(&builder, repo->git, path->trees[level]);
		if (rc == 0)
			rc = git_treebuilder_insert(NULL, builder,
			    mode == GIT_FILEMODE_BLOB ? hex + 2 * level : two, id, mode);
		if (rc == 0)
			rc = git_treebuilder_write(id, builder);
		git_treebuilder_free(builder);
		mode = GIT_FILEMODE_TREE;
	}
	return rc;
}

static int
write_tree(struct repo *repo, const git_commit *parent, const struct oid *commit, struct slice text,
    git_oid *id)
{
	struct path path = {{NULL}, 0};
	char hex[2 * OID_SIZE + 1];
	int rc = git_blob_create_from_buffer(id, repo->git, text.data, text.len);

	oid_hex(commit, hex);
	if (rc == 0 && parent != NULL)
		rc = open_path(repo, git_commit_tree_id(parent), hex, &path);
	else
		path.count = 1;
	if (rc == 0)
		rc = write_path(repo, &path, hex, id);
	while (path.count > 0)
		git_tree_free(path.trees[--path.count]);
	return rc;
}

/* Who Git says we are; in a job it often does not know. */
static int
sign(struct repo *repo, git_signature **signature)
{
	int rc = git_signature_default(signature, repo->git);

	return rc == 0 ? 0 : git_signature_now(signature, "zoneward", "zoneward@localhost");
}

static int
write_commit(struct repo *repo, git_commit *parent, const git_oid *tree_id, const char *message,
    git_oid *id)
{
	const git_commit *parents[] = {parent};
	git_signature *who = NULL;
	git_tree *tree = NULL;
	int rc = git_tree_lookup(&tree, repo->git, tree_id);

	if (rc == 0)
		rc = sign(repo, &who);
	if (rc == 0)
		rc = git_commit_create(id, repo->git, NULL, who, who, NULL, message, tree,
		    parent != NULL ? 1 : 0, parents);
	git_signature_free(who);
	git_tree_free(tree);
	return rc;
}

int
note_write(struct repo *repo, const struct oid *tip, const struct oid *commit, struct slice text,
    const char *message, struct oid *made, struct diags *diags)
{
	git_oid tip_id = to_git(tip), id = tip_id;
	git_commit *parent = oid_is_zero(tip) ? NULL : open_commit(repo, &tip_id);
	int rc = parent == NULL && !oid_is_zero(tip) ? -1 : 0;

	if (rc == 0)
		rc = write_tree(repo, parent, commit, text, &id);
	if (rc == 0)
		rc = write_commit(repo, parent, &id, message, &id);
	git_commit_free(parent);
	if (rc != 0)
		return diag_error(diags, RULE, NULL, place_none,
		    "this user must be able to write to the repository",
		    "the note cannot be written: %s", libgit2_message());
	memcpy(made->bytes, id.id, OID_SIZE);
	return 0;
}

int
note_history(struct repo *repo, const struct oid *tip, size_t most,
    bool (*each)(void *ctx, const struct oid *id, struct slice message), void *ctx)
{
	git_oid id = to_git(tip);
	bool more = !oid_is_zero(tip);

	while (more && most-- > 0) {
		git_commit *commit = open_commit(repo, &id);
		struct oid own;

		if (commit == NULL)
			return -1;
		memcpy(own.bytes, id.id, OID_SIZE);
		more = each(ctx, &own, slice_of(git_commit_message(commit))) &&
		    git_commit_parentcount(commit) > 0;
		if (more)
			git_oid_cpy(&id, git_commit_parent_id(commit, 0));
		git_commit_free(commit);
	}
	return 0;
}

int
repo_reference_move(struct repo *repo, const char *name, const struct oid *old,
    const struct oid *new, struct diags *diags)
{
	git_oid from = to_git(old), to = to_git(new);
	git_reference *made = NULL;
	int rc = git_reference_create_matching(&made, repo->git, name, &to, 1, &from, "zoneward");

	git_reference_free(made);
	if (rc == 0)
		return 0;
	if (rc == GIT_EMODIFIED || rc == GIT_ELOCKED || rc == GIT_ENOTFOUND)
		return 1;
	return diag_error(diags, RULE, NULL, place_none,
	    "this user must be able to write to the repository", "%s cannot be moved: %s", name,
	    libgit2_message());
}
