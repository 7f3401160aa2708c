/* Opening a repository, and saying what is wrong when that fails. */
#include "git/internal.h"

#include "core/buf.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RULE "git-repository"

/* What libgit2's messages mean to a user; the first that is found in one counts. */
static const struct {
	const char *text;
	const char *message;
	const char *hint;
} known_failures[] = {
    {"extensions.objectformat", "uses SHA-256 object names, which cannot be read",
	"use a SHA-1 repository: git init --object-format=sha1, then push the branches to it"},
    {"extensions.refstorage", "keeps its references in a reftable, which cannot be read",
	"run: git refs migrate --ref-format=files"},
    {"extensions.", "needs an extension of Git that is not known here",
	"see: git config --list --show-scope | grep extensions"},
    {"repository version", "has a format version that is not known here",
	"see: git config core.repositoryformatversion"},
};

/* Owner validation is one switch for the whole process. */
static pthread_mutex_t owner_lock = PTHREAD_MUTEX_INITIALIZER;

static char *
take_env(const char *name)
{
	const char *value = getenv(name);
	char *kept = value != NULL ? mem_copy(value, strlen(value)) : NULL;

	(void)unsetenv(name);
	return kept;
}

static void
give_env(const char *name, char *value)
{
	if (value != NULL)
		(void)setenv(name, value, 1);
	free(value);
}

/* libgit2 1.5 refuses these two; reading objects needs neither. */
static int
open_from_env(git_repository **git, const char *dir)
{
	char *work_tree = take_env("GIT_WORK_TREE"), *common = take_env("GIT_COMMON_DIR");
	const char *start = getenv("GIT_DIR") != NULL ? NULL : dir;
	int rc = git_repository_open_ext(git, start, GIT_REPOSITORY_OPEN_FROM_ENV, NULL);

	give_env("GIT_WORK_TREE", work_tree);
	give_env("GIT_COMMON_DIR", common);
	return rc;
}

static int
open_plain(git_repository **git, const char *dir)
{
	return git_repository_open_ext(git, dir, 0, NULL);
}

static int
open_trusting(git_repository **git, const char *dir,
    int (*open_how)(git_repository **, const char *))
{
	int rc;

	(void)pthread_mutex_lock(&owner_lock);
	(void)git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	rc = open_how(git, dir);
	(void)git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
	(void)pthread_mutex_unlock(&owner_lock);
	return rc;
}

static int
open_checked(git_repository **git, const char *dir)
{
	int rc;

	(void)pthread_mutex_lock(&owner_lock);
	rc = open_plain(git, dir);
	(void)pthread_mutex_unlock(&owner_lock);
	return rc;
}

/* 1.5 says it in this way when no configuration has a safe.directory at all. */
static bool
is_owner_failure(int rc)
{
	return rc == GIT_EOWNER ||
	    (rc == GIT_ENOTFOUND && strstr(libgit2_message(), "safe.directory") != NULL);
}

/*
 * Whether the user's or the system's configuration trusts every repository:
 * safe.directory=*, which Git understands and libgit2 1.5 does not.  An empty value
 * takes earlier ones back; when there is one, the answer is no.
 */
static bool
trusts_all(void)
{
	git_config *config = NULL;
	git_config_iterator *iterator = NULL;
	git_config_entry *entry;
	bool all = false, taken_back = false;

	if (git_config_open_default(&config) == 0 &&
	    git_config_multivar_iterator_new(&iterator, config, "safe.directory", NULL) == 0) {
		while (git_config_next(&entry, iterator) == 0) {
			all = all || strcmp(entry->value, "*") == 0;
			taken_back = taken_back || entry->value[0] == '\0';
		}
	}
	git_config_iterator_free(iterator);
	git_config_free(config);
	return all && !taken_back;
}

/* Add the path as a shell takes it, without a final slash. */
static void
add_quoted(struct buf *buf, const char *path)
{
	static const char plain[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:@%";
	size_t len = strlen(path), i;

	while (len > 1 && path[len - 1] == '/')
		len--;
	if (strspn(path, plain) >= len) {
		buf_add(buf, path, len);
		return;
	}
	buf_char(buf, '\'');
	for (i = 0; i < len; i++) {
		if (path[i] == '\'')
			buf_text(buf, "'\\''");
		else
			buf_char(buf, path[i]);
	}
	buf_char(buf, '\'');
}

/* The repository was opened without the check, to learn the path that Git goes by. */
static int
refuse_owner(git_repository *git, struct diags *diags)
{
	const char *path = git_repository_workdir(git);
	struct buf hint = {0};
	int rc;

	if (path == NULL)
		path = git_repository_path(git);
	buf_text(&hint, "if you trust it, run: git config --global --add safe.directory ");
	add_quoted(&hint, path);
	rc = diag_error(diags, RULE, NULL, place_none, hint.data,
	    "the repository %s belongs to another user", path);
	buf_free(&hint);
	return rc;
}

static int
open_despite_owner(git_repository **git, const char *dir, struct diags *diags)
{
	int rc = open_trusting(git, dir, open_plain);

	if (rc == 0 && !trusts_all()) {
		(void)refuse_owner(*git, diags);
		git_repository_free(*git);
		*git = NULL;
		return -1;
	}
	return rc;
}

static int
refuse_open(const char *dir, struct diags *diags)
{
	const char *text = libgit2_message();
	size_t i;

	for (i = 0; i < sizeof(known_failures) / sizeof(known_failures[0]); i++) {
		if (strstr(text, known_failures[i].text) != NULL)
			return diag_error(diags, RULE, NULL, place_none, known_failures[i].hint,
			    "the repository of %s %s (%s)", dir, known_failures[i].message, text);
	}
	return diag_error(diags, RULE, NULL, place_none, NULL,
	    "the repository of %s cannot be opened: %s", dir, text);
}

int
repo_open(struct repo **repo, const char *dir, enum repo_mode mode, struct diags *diags)
{
	git_repository *git = NULL;
	size_t errors = diags->errors;
	int rc;

	*repo = NULL;
	if (libgit2_start(diags) < 0)
		return -1;
	rc = mode == REPO_HOOK ? open_trusting(&git, dir, open_from_env) : open_checked(&git, dir);
	if (mode == REPO_PLAIN && is_owner_failure(rc))
		rc = open_despite_owner(&git, dir, diags);
	if (rc == GIT_ENOTFOUND)
		return 1;
	if (rc < 0)
		return diags->errors > errors ? -1 : refuse_open(dir, diags);
	*repo = mem_zero(1, sizeof(**repo));
	(*repo)->git = git;
	(void)pthread_mutex_init(&(*repo)->lock, NULL);
	if (odb_pool_init(&(*repo)->pool, git, mode) < 0) {
		repo_close(*repo);
		*repo = NULL;
		return refuse_open(dir, diags);
	}
	return 0;
}

void
repo_close(struct repo *repo)
{
	if (repo == NULL)
		return;
	folders_free(repo);
	odb_pool_free(&repo->pool);
	git_odb_free(repo->made);
	git_repository_free(repo->git);
	(void)pthread_mutex_destroy(&repo->lock);
	free(repo);
	/* libgit2 keeps the text of its last error until somebody does this. */
	git_error_clear();
}

const char *
repo_workdir(const struct repo *repo)
{
	return git_repository_workdir(repo->git);
}

static bool
says_partial(struct slice name)
{
	return slice_is(name, "extensions.partialclone") ||
	    (slice_starts(name, slice_of("remote.")) &&
		(slice_ends(name, slice_of(".promisor")) ||
		    slice_ends(name, slice_of(".partialclonefilter"))));
}

/* All names are looked at, since libgit2 1.5 leaks what it matches a pattern with. */
static bool
is_partial(struct repo *repo)
{
	git_config *config = NULL;
	git_config_iterator *iterator = NULL;
	git_config_entry *entry;
	bool found = false;

	if (git_repository_config_snapshot(&config, repo->git) < 0)
		return false;
	if (git_config_iterator_new(&iterator, config) == 0) {
		while (!found && git_config_next(&entry, iterator) == 0)
			found = says_partial(slice_of(entry->name));
	}
	git_config_iterator_free(iterator);
	git_config_free(config);
	return found;
}

bool
repo_is_shallow(struct repo *repo)
{
	return git_repository_is_shallow(repo->git) == 1;
}

const char *
repo_missing_hint(struct repo *repo)
{
	if (repo_is_shallow(repo))
		return "this clone is shallow, its history is cut off: run git fetch --unshallow, "
		       "or clone with the whole history (fetch-depth: 0, GIT_DEPTH: 0)";
	if (is_partial(repo))
		return "this clone is partial, objects were left out: run "
		       "git fetch --refetch --no-filter, or clone without --filter";
	return NULL;
}
