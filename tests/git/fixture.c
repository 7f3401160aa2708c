/* A temporary directory in which the real git builds what the tests read. */
#include "fixture.h"

#include "core/buf.h"

#include <git2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char directory[] = "/tmp/zoneward-git-XXXXXX";

/* Criterion has started libgit2 before HOME was set. */
static void
set_libgit2_home(void)
{
	cr_assert_geq(git_libgit2_init(), 0);
	(void)git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, directory);
	(void)git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, "/nonexistent");
	(void)git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_SYSTEM, "/nonexistent");
}

void
fixture_set_up(void)
{
	static const char *const stray[] = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE",
	    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR",
	    "XDG_CONFIG_HOME", "SUDO_UID"};
	size_t i;

	for (i = 0; i < sizeof(stray) / sizeof(stray[0]); i++)
		(void)unsetenv(stray[i]);
	cr_assert_not_null(mkdtemp(directory));
	cr_assert_eq(chdir(directory), 0);
	(void)setenv("HOME", directory, 1);
	(void)setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	set_libgit2_home();
	shell("git config --global user.name tester; git config --global user.email t@example.com\n"
	      "git config --global init.defaultBranch main; git config --global gc.auto 0\n"
	      "git config --global core.fsync none\n"
	      "git config --global protocol.file.allow always");
}

void
fixture_tear_down(void)
{
	cr_assert_eq(chdir("/"), 0);
	shell("chmod -R u+rwX '%s'; rm -rf '%s'", directory, directory);
}

void
shell(const char *fmt, ...)
{
	struct buf script = {0};
	va_list ap;
	char *text = NULL;

	va_start(ap, fmt);
	cr_assert_geq(vasprintf(&text, fmt, ap), 0);
	va_end(ap);
	buf_printf(&script, "exec >>/dev/null 2>&1\nset -e\n%s\n", text);
	cr_assert_eq(system(script.data), 0, "this failed: %s", text);
	free(text);
	buf_free(&script);
}

void
shell_line(char *text, size_t size, const char *command)
{
	FILE *pipe = popen(command, "re");

	cr_assert_not_null(pipe);
	cr_assert_not_null(fgets(text, (int)size, pipe), "no output: %s", command);
	cr_assert_eq(pclose(pipe), 0);
	text[strcspn(text, "\n")] = '\0';
}

struct repo *
must_open(const char *dir)
{
	struct diags diags = {.count = 0};
	struct repo *repo = NULL;

	cr_assert_eq(repo_open(&repo, dir, REPO_PLAIN, &diags), 0, "%s",
	    diags.count > 0 ? diags.items[0].message : "no repository");
	diags_free(&diags);
	return repo;
}

struct snapshot *
must_commit(struct repo *repo, const char *rev)
{
	struct diags diags = {.count = 0};
	struct snapshot *snapshot = NULL;
	struct oid id;

	cr_assert(repo_commit(repo, rev, &id, &diags) == 0 &&
		snapshot_commit(&snapshot, repo, &id, &diags) == 0,
	    "%s: %s", rev, diags.count > 0 ? diags.items[0].message : "");
	diags_free(&diags);
	return snapshot;
}

struct snapshot *
must_dir(const char *dir)
{
	struct diags diags = {.count = 0};
	struct snapshot *snapshot = NULL;

	cr_assert_eq(snapshot_dir(&snapshot, dir, &diags), 0);
	return snapshot;
}

struct snapshot *
must_index(struct repo *repo)
{
	struct diags diags = {.count = 0};
	struct snapshot *snapshot = NULL;

	cr_assert_eq(snapshot_index(&snapshot, repo, &diags), 0, "%s",
	    diags.count > 0 ? diags.items[0].message : "");
	return snapshot;
}

void
must_read(struct snapshot *snapshot, const char *path, const char *text)
{
	const char *why = "no such file";
	struct blob blob;

	cr_assert_eq(snapshot_read(snapshot, slice_of(path), &blob, &why), 0, "%s %s", path, why);
	cr_assert_eq(blob.len, strlen(text), "%s has %zu bytes", path, blob.len);
	cr_assert_str_eq(blob.data, text);
	blob_free(&blob);
}

void
must_refuse(struct snapshot *snapshot, const char *path, const char *why)
{
	const char *said = NULL;
	struct blob blob;

	cr_assert_eq(snapshot_read(snapshot, slice_of(path), &blob, &said), -1, "%s was read",
	    path);
	cr_assert(has_text(said, why), "%s %s", path, said);
	blob_free(&blob);
}

void
must_change(struct snapshot *base, struct snapshot *head, const char *expected)
{
	static const char letters[] =
	    {[FILE_ADDED] = 'A', [FILE_REMOVED] = 'R', [FILE_MODIFIED] = 'M'};
	struct changes changes = {.count = 0};
	struct diags diags = {.count = 0};
	struct buf text = {0};
	size_t i;

	cr_assert_eq(changes_between(&changes, base, head, &diags), 0, "%s",
	    diags.count > 0 ? diags.items[0].message : "");
	buf_text(&text, "");
	for (i = 0; i < changes.count; i++)
		buf_printf(&text, "%c %.*s\n", letters[changes.files[i].change],
		    SLICE_ARGS(changes.files[i].path));
	cr_assert_str_eq(text.data, expected);
	buf_free(&text);
	changes_free(&changes);
	diags_free(&diags);
}

bool
has_text(const char *text, const char *part)
{
	return text != NULL && strstr(text, part) != NULL;
}
