/* What a job needs of the history and its clone does not have is fetched. */
#include "cmd/ci.h"

#include "git/program.h"

#include <string.h>

/* First as the clone is set up, then with the token of the job. */
static int
fetch(struct ci *ci, const char *const *words, struct buf *why)
{
	struct git_program program = {.dir = ci->args->dir, .words = words};
	struct forge_git git;
	struct buf out = {0};
	int rc = git_program(&program, &out, why);

	forge_git(&ci->run, &git);
	if (rc > 0 && git.count > 0) {
		program.settings = git.settings;
		program.nsettings = git.count;
		buf_clear(&out);
		rc = git_program(&program, &out, why);
	}
	if (rc > 0)
		git_program_said(buf_view(&out), why);
	buf_free(&out);
	return rc;
}

static int
fetch_commit(struct ci *ci, const char *commit, struct buf *why)
{
	const char *const words[] = {"fetch", "--quiet", "--no-tags", "--no-recurse-submodules",
	    "origin", commit, NULL};

	ci_say(ci, "fetching %.12s, which the clone lacks", commit);
	return fetch(ci, words, why);
}

/* 1 when it is there, 0 when not, or -1. */
static int
has(struct ci *ci, const char *commit)
{
	struct diags quiet = {0};
	struct repo *repo = NULL;
	struct oid id;
	int rc = repo_open(&repo, ci->args->dir, REPO_PLAIN, &ci->diags), found = -1;

	if (rc == 0)
		found = repo_commit(repo, commit, &id, &quiet) == 0;
	else if (rc == 1)
		(void)ci_error(ci, OUTCOME_INVALID,
		    "check it out in the step before, with its history",
		    "there is no repository in %s", ci->args->dir);
	repo_close(repo);
	diags_free(&quiet);
	return found;
}

bool
ci_have(struct ci *ci, const char *commit)
{
	struct buf why = {0};
	int found = has(ci, commit);

	if (found == 0 && fetch_commit(ci, commit, &why) == 0)
		found = has(ci, commit);
	if (found == 0)
		(void)ci_error(ci, OUTCOME_INVALID,
		    arena_printf(&ci->arena, "%s; or run before: git fetch --no-tags origin %s",
			forge_depth_hint(&ci->run), commit),
		    "commit %.12s is not in the clone that the job made%s%s", commit,
		    why.len > 0 ? ", and cannot be fetched: " : "", why.len > 0 ? why.data : "");
	buf_free(&why);
	return found == 1;
}

static bool
is_shallow(struct ci *ci)
{
	struct diags quiet = {0};
	struct repo *repo = NULL;
	bool shallow =
	    repo_open(&repo, ci->args->dir, REPO_PLAIN, &quiet) == 0 && repo_is_shallow(repo);

	repo_close(repo);
	diags_free(&quiet);
	return shallow;
}

bool
ci_deepen(struct ci *ci)
{
	static const char *const words[] = {"fetch", "--quiet", "--no-tags",
	    "--no-recurse-submodules", "--unshallow", "origin", NULL};
	struct buf why = {0};
	bool got;

	if (!is_shallow(ci))
		return false;
	ci_say(ci, "fetching the history that the clone lacks");
	got = fetch(ci, words, &why) == 0;
	buf_free(&why);
	return got;
}

bool
ci_have_range(struct ci *ci, const char *base, const char *head)
{
	bool have = ci_have(ci, base) && ci_have(ci, head);

	/* Where both parted may be anywhere; what is missing then, who needs it will say. */
	if (have)
		(void)ci_deepen(ci);
	return have;
}
