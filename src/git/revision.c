/* Revisions, references and history. */
#include "git/internal.h"

#include <stdio.h>
#include <string.h>

#define RULE "git-revision"

static void
set_oid(struct oid *to, const git_oid *from)
{
	memcpy(to->bytes, from->id, OID_SIZE);
}

static git_oid
to_git(const struct oid *id)
{
	git_oid oid;

	git_oid_fromraw(&oid, id->bytes);
	return oid;
}

const char *
repo_default_branch(struct repo *repo, struct arena *arena)
{
	git_reference *head = NULL;
	const char *target = NULL, *name = NULL;

	if (git_reference_lookup(&head, repo->git, "HEAD") == 0)
		target = git_reference_symbolic_target(head);
	if (target != NULL)
		name = arena_text(arena, slice_of(target));
	git_reference_free(head);
	return name;
}

static int
peel_commit(git_object *object, struct oid *commit)
{
	git_object *peeled = NULL;
	int rc = git_object_peel(&peeled, object, GIT_OBJECT_COMMIT);

	if (rc == 0)
		set_oid(commit, git_object_id(peeled));
	git_object_free(peeled);
	return rc;
}

static bool
looks_like_a_zone(const char *rev)
{
	return strchr(rev, '.') != NULL && strpbrk(rev, "/~^@{}: ") == NULL;
}

static int
unknown_revision(const char *rev, const char *hint, struct diags *diags)
{
	char zone[400];

	if (hint == NULL)
		hint = "see git branch --all; what another clone has must be fetched";
	if (looks_like_a_zone(rev)) {
		(void)snprintf(zone, sizeof(zone),
		    "did you mean %.250s. with the dot that the name of a zone ends in?", rev);
		hint = zone;
	}
	return diag_error(diags, RULE, NULL, place_none, hint, "revision %s is not known here",
	    rev);
}

/* An error about ${rev}; the remedy depends on what is known of the clone. */
static int
refuse_revision(struct repo *repo, const char *rev, int rc, struct diags *diags)
{
	const char *hint = repo_missing_hint(repo);
	struct oid id;

	if (rc == GIT_EAMBIGUOUS)
		return diag_error(diags, RULE, NULL, place_none, "write more of its digits",
		    "revision %s is ambiguous", rev);
	if (rc == GIT_EINVALIDSPEC)
		return diag_error(diags, RULE, NULL, place_none, "see: git help revisions",
		    "%s is not a revision", rev);
	if (oid_parse(&id, slice_of(rev)) < 0 && git_repository_head_unborn(repo->git) == 1)
		return diag_error(diags, RULE, NULL, place_none, "make the first commit",
		    "revision %s is not known: the branch has no commit yet", rev);
	if (rc == GIT_ENOTFOUND)
		return unknown_revision(rev, hint, diags);
	return diag_error(diags, RULE, NULL, place_none, hint, "revision %s cannot be read: %s",
	    rev, libgit2_message());
}

int
repo_commit(struct repo *repo, const char *rev, struct oid *commit, struct diags *diags)
{
	git_object *object = NULL;
	struct oid id;
	git_oid oid;
	int rc;

	/* All digits given is an object, never a branch that somebody has named like one. */
	if (oid_parse(&id, slice_of(rev)) == 0) {
		oid = to_git(&id);
		rc = git_object_lookup(&object, repo->git, &oid, GIT_OBJECT_ANY);
	} else {
		rc = git_revparse_single(&object, repo->git, rev);
	}
	if (rc < 0)
		return refuse_revision(repo, rev, rc, diags);
	rc = peel_commit(object, commit);
	if (rc < 0) {
		const char *type = git_object_type2string(git_object_type(object));

		(void)diag_error(diags, RULE, NULL, place_none, repo_missing_hint(repo),
		    "revision %s is a %s and leads to no commit", rev, type);
	}
	git_object_free(object);
	return rc < 0 ? -1 : 0;
}

int
repo_peel(struct repo *repo, const struct oid *id, struct oid *commit)
{
	git_object *object = NULL;
	git_oid oid = to_git(id);
	int rc = git_object_lookup(&object, repo->git, &oid, GIT_OBJECT_ANY);

	if (rc == 0)
		rc = peel_commit(object, commit);
	git_object_free(object);
	return rc < 0 ? -1 : 0;
}

int
repo_merge_base(struct repo *repo, const struct oid *a, const struct oid *b, struct oid *base)
{
	git_oid oid_a = to_git(a), oid_b = to_git(b), found;
	struct oid commit;
	int rc;

	/* libgit2 1.5 leaks when one is no commit. */
	if (repo_peel(repo, a, &commit) < 0 || !oid_equal(a, &commit) ||
	    repo_peel(repo, b, &commit) < 0 || !oid_equal(b, &commit))
		return -1;
	rc = git_merge_base(&found, repo->git, &oid_a, &oid_b);

	if (rc == 0) {
		set_oid(base, &found);
		return 0;
	}
	/* A missing parent is "not found" too, but of the object database. */
	if (rc == GIT_ENOTFOUND && git_error_last() != NULL &&
	    git_error_last()->klass == GIT_ERROR_MERGE)
		return 1;
	return -1;
}

int
repo_descends(struct repo *repo, const struct oid *commit, const struct oid *ancestor)
{
	git_oid oid = to_git(commit), old = to_git(ancestor);
	struct oid peeled;
	int rc;

	/* libgit2 says 0 for a commit and itself. */
	if (oid_equal(commit, ancestor))
		return repo_peel(repo, commit, &peeled) == 0 && oid_equal(&peeled, commit) ? 1 : -1;
	rc = git_graph_descendant_of(repo->git, &oid, &old);
	return rc < 0 ? -1 : rc;
}

int
repo_reference(struct repo *repo, const char *name, struct oid *id)
{
	git_oid oid;
	int rc = git_reference_name_to_id(&oid, repo->git, name);

	if (rc == 0)
		set_oid(id, &oid);
	if (rc == GIT_ENOTFOUND)
		return 1;
	return rc < 0 ? -1 : 0;
}
