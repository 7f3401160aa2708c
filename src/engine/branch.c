/* Finding the protected branch. */
#include "engine/branch.h"

#include <string.h>

static int
find_branch(struct repo *repo, const char *branch, struct oid *tip, struct arena *arena)
{
	static const char *const folders[] = {"refs/remotes/origin/", "refs/heads/", ""};
	size_t i;
	int rc = 1;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]) && rc != 0; i++)
		rc = repo_reference(repo, arena_printf(arena, "%s%s", folders[i], branch), tip);
	return rc;
}

/*
 * The branch that is protected when nobody names it.  HEAD says so in a bare
 * repository only: in a clone it is whatever is checked out.
 */
static const char *
usual_branch(struct repo *repo, struct arena *arena)
{
	static const char *const usual[] = {"HEAD", "main", "master"};
	struct oid tip;
	size_t i;

	if (repo_workdir(repo) == NULL)
		return repo_default_branch(repo, arena);
	if (repo_reference(repo, "refs/remotes/origin/HEAD", &tip) == 0)
		return usual[0];
	for (i = 1; i < sizeof(usual) / sizeof(usual[0]); i++) {
		if (find_branch(repo, usual[i], &tip, arena) == 0)
			return usual[i];
	}
	return NULL;
}

static const char *
shown(struct arena *arena, const char *branch)
{
	if (strcmp(branch, "HEAD") == 0)
		return "origin/HEAD";
	return strncmp(branch, "refs/heads/", 11) == 0 ? arena_text(arena, slice_of(branch + 11))
						       : branch;
}

const char *
branch_tip(struct repo *repo, const char *branch, struct oid *tip, struct arena *arena,
    struct diags *diags)
{
	if (branch == NULL)
		branch = usual_branch(repo, arena);
	if (branch != NULL && find_branch(repo, branch, tip, arena) == 0)
		return shown(arena, branch);
	(void)diag_error(diags, "apply-branch", NULL, place_none,
	    "name the protected branch with --branch", "there is no branch %s",
	    branch != NULL ? shown(arena, branch) : "main");
	return NULL;
}
