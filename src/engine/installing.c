/* Puts a hook into a repository. */
#include "engine/installing.h"

#include "core/file.h"
#include "engine/hook_settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RULE "hook-install"
#define HOOK_MODE 0777 /* as the umask lets it */

const struct hook_file *
hook_file_find(const char *name)
{
	size_t i;

	for (i = 0; hook_files[i].name != NULL; i++) {
		if (strcmp(hook_files[i].name, name) == 0)
			return &hook_files[i];
	}
	return NULL;
}

struct finding {
	struct arena *arena;
	const char *path; /* of core.hooksPath */
};

static void
keep_path(void *ctx, const char *name, const char *value)
{
	struct finding *finding = ctx;

	if (strcmp(name, "hookspath") == 0)
		finding->path = value != NULL ? arena_text(finding->arena, slice_of(value)) : NULL;
}

int
hooks_place_find(struct repo *repo, struct hooks_place *place, struct arena *arena,
    struct diags *diags)
{
	struct finding finding = {arena, NULL};
	const char *home = getenv("HOME"), *from = repo_workdir(repo);

	memset(place, 0, sizeof(*place));
	if (repo_settings(repo, "core", keep_path, &finding, diags) != 0)
		return -1;
	if (from == NULL)
		from = repo_dir(repo);
	place->elsewhere = finding.path != NULL && *finding.path != '\0';
	if (!place->elsewhere)
		place->path = arena_printf(arena, "%shooks", repo_dir(repo));
	else if (*finding.path == '/')
		place->path = finding.path;
	else if (strncmp(finding.path, "~/", 2) == 0 && home != NULL)
		place->path = arena_printf(arena, "%s%s", home, finding.path + 1);
	else
		place->path = arena_printf(arena, "%s%s", from, finding.path);
	return 0;
}

/* Whether the file at path has that text. */
static bool
is_same(const char *path, const char *text)
{
	size_t len = strlen(text), got = 0;
	char buffer[4096];
	FILE *file = fopen(path, "re");
	bool same;

	if (file == NULL)
		return false;
	if (len < sizeof(buffer))
		got = fread(buffer, 1, sizeof(buffer), file);
	same = got == len && memcmp(buffer, text, len) == 0;
	(void)fclose(file);
	return same;
}

static int
write_hook(const struct hook_file *file, struct installed *installed, struct diags *diags)
{
	struct buf why = {0};
	int rc = file_create(installed->path, slice_of(file->text), HOOK_MODE, &why);
	struct place at = {installed->path, 0, 0};

	if (rc < 0)
		rc = diag_error(diags, RULE, NULL, place_none, NULL, "%s", why.data);
	buf_free(&why);
	if (rc != 1)
		return rc;
	installed->was_there = is_same(installed->path, file->text);
	if (!installed->was_there)
		return diag_error(diags, RULE, NULL, at,
		    "take it away, or let it call: zoneward hook NAME",
		    "there is another hook already: it is left alone");
	if (access(installed->path, X_OK) != 0 && chmod(installed->path, 0755) != 0)
		return diag_error(diags, RULE, NULL, at, NULL, "cannot be made executable: %s",
		    strerror(errno));
	return 0;
}

/* A gate is of little use when history can be rewritten behind it. */
static int
protect(struct repo *repo, struct installed *installed, struct arena *arena, struct diags *diags)
{
	struct hook_settings settings;
	const char *branch = repo_default_branch(repo, arena);
	int rc = hook_settings_read(repo, &settings, diags);

	if (rc == 0 && settings.protected.count == 0 && branch != NULL) {
		rc = repo_setting_write(repo, "zoneward.protected", branch, diags);
		installed->protected = branch;
	}
	hook_settings_free(&settings);
	return rc;
}

static int
install(struct repo *repo, const struct hook_file *file, struct installed *installed,
    struct arena *arena, struct diags *diags)
{
	struct hooks_place place;
	struct buf why = {0};
	int rc;

	if (hooks_place_find(repo, &place, arena, diags) != 0)
		return -1;
	rc = file_make_dirs(place.path, &why);
	if (rc != 0)
		(void)diag_error(diags, RULE, NULL, place_none, NULL, "%s", why.data);
	buf_free(&why);
	installed->path = arena_printf(arena, "%s/%s", place.path, file->name);
	if (rc == 0)
		rc = write_hook(file, installed, diags);
	if (rc == 0 &&
	    (strcmp(file->name, "pre-receive") == 0 || strcmp(file->name, "update") == 0))
		rc = protect(repo, installed, arena, diags);
	return rc;
}

int
install_hook(const char *dir, const char *name, struct installed *installed, struct arena *arena,
    struct diags *diags)
{
	const struct hook_file *file;
	struct repo *repo;
	int rc;

	memset(installed, 0, sizeof(*installed));
	rc = repo_open(&repo, dir, REPO_PLAIN, diags);
	if (rc > 0)
		return diag_error(diags, "git-repository", NULL, (struct place){dir, 0, 0},
		    "make one with git init, or give its place with -C DIR",
		    "is not in a Git repository");
	if (rc < 0)
		return -1;
	if (name == NULL)
		name = repo_workdir(repo) == NULL ? "pre-receive" : "pre-commit";
	file = hook_file_find(name);
	rc = file != NULL
	    ? install(repo, file, installed, arena, diags)
	    : diag_error(diags, RULE, NULL, place_none,
		  "there are pre-receive, update, post-receive, pre-commit and pre-push",
		  "there is no such hook");
	repo_close(repo);
	return rc;
}
