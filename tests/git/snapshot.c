/* Snapshots of commits, the index and directories: what is there, and what is refused. */
#include "fixture.h"

#include "core/buf.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(snapshot, .init = fixture_set_up, .fini = fixture_tear_down);

/* A file, an empty one, a program, folders, a link to a file, one to a folder, a submodule. */
static void
make_files(void)
{
	shell("git init sub; git -C sub commit --allow-empty -m s\n"
	      "git init r; cd r; mkdir -p zones/deep/er zones-old\n"
	      "echo config > octodns.yaml; : > empty; echo a > zones/a; echo b > zones/deep/er/b\n"
	      "echo o > zones-old/o; echo x > run; chmod +x run\n"
	      "ln -s zones/a link; ln -s zones folder; ln -s /etc/passwd out\n"
	      "git submodule add ../sub module; git add .; git commit -m 1");
}

static int
by_name(const void *a, const void *b)
{
	return slice_compare(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

/* Assert that folder dir holds exactly "name|name/|name@|…", sorted. */
static void
must_list(struct snapshot *snapshot, const char *dir, const char *expected)
{
	static const char *const marks[] =
	    {[ENTRY_FILE] = "", [ENTRY_DIR] = "/", [ENTRY_OTHER] = "@"};
	struct listing listing;
	struct entry *sorted;
	struct buf text = {0};
	size_t i;

	cr_assert_eq(snapshot_list(snapshot, slice_of(dir), &listing), 0, "%s", dir);
	sorted = malloc((listing.count + 1) * sizeof(*sorted));
	if (listing.count > 0)
		memcpy(sorted, listing.entries, listing.count * sizeof(*sorted));
	qsort(sorted, listing.count, sizeof(*sorted), by_name);
	buf_text(&text, "");
	for (i = 0; i < listing.count; i++)
		buf_printf(&text, "%.*s%s|", SLICE_ARGS(sorted[i].name), marks[sorted[i].kind]);
	cr_assert_str_eq(text.data, expected, "%s: %s", snapshot_name(snapshot), text.data);
	free(sorted);
	buf_free(&text);
}

static int
kind_of(struct snapshot *snapshot, const char *path)
{
	enum entry_kind kind = ENTRY_OTHER;
	int rc = snapshot_kind(snapshot, slice_of(path), &kind);

	return rc == 0 ? (int)kind : rc < 0 ? -1 : 100;
}

#define NOTHING 100

/* What holds for every kind of snapshot of make_files. */
static void
check(struct snapshot *s)
{
	struct listing listing;
	struct entry entry;
	struct blob blob;

	must_list(s, "",
	    ".gitmodules|empty|folder@|link@|module@|octodns.yaml|out@|run|zones/|zones-old/|");
	must_list(s, "zones", "a|deep/|");
	must_list(s, "zones/deep", "er/|");
	must_list(s, "zones/deep/er", "b|");
	must_read(s, "octodns.yaml", "config\n");
	must_read(s, "empty", "");
	must_read(s, "zones/deep/er/b", "b\n");
	must_refuse(s, "link", "is a symbolic link");
	must_refuse(s, "out", "is a symbolic link");
	must_refuse(s, "module", "is a submodule");
	must_refuse(s, "zones", "is a folder");
	must_refuse(s, "", "is a folder");
	must_refuse(s, "folder/a", "is behind a symbolic link");
	must_refuse(s, "module/a", "in a submodule");
	cr_assert_eq(snapshot_read(s, slice_of("zones/none"), &blob, NULL), 1);
	cr_assert_eq(snapshot_read(s, slice_of("octodns.yaml/x"), &blob, NULL), 1);
	cr_assert_eq(snapshot_list(s, slice_of("none"), &listing), 1);
	cr_assert_eq(snapshot_list(s, slice_of("run"), &listing), 1);
	cr_assert_eq(snapshot_list(s, slice_of("folder"), &listing), -1);
	cr_assert(has_text(snapshot_why(), "symbolic link"));
	cr_assert_eq(snapshot_list(s, slice_of("module"), &listing), -1);
	cr_assert(has_text(snapshot_why(), "submodule"));
	cr_assert_eq(snapshot_list(s, slice_of("folder/deep"), &listing), -1);
	cr_assert_eq(kind_of(s, ""), ENTRY_DIR);
	cr_assert_eq(kind_of(s, "zones"), ENTRY_DIR);
	cr_assert_eq(kind_of(s, "zones/deep"), ENTRY_DIR);
	cr_assert_eq(kind_of(s, "run"), ENTRY_FILE);
	cr_assert_eq(kind_of(s, "link"), ENTRY_OTHER);
	cr_assert_eq(kind_of(s, "module"), ENTRY_OTHER);
	cr_assert_eq(kind_of(s, "zone"), NOTHING);
	cr_assert_eq(kind_of(s, "zones/deep/er/b/c"), NOTHING);
	cr_assert_eq(kind_of(s, "folder/a"), -1);
	cr_assert_eq(snapshot_find(s, slice_of("zones/deep/er/b"), &entry), 0);
	cr_assert(slice_is(entry.name, "b"));
	cr_assert_eq(snapshot_find(s, slice_of("run"), &entry), 0);
	cr_assert_eq(entry.mode, 0100755);
}

/* No path leads outside, or to a thing by two names. */
static void
check_paths(struct snapshot *s)
{
	static const char *const bad[] = {"/", "/octodns.yaml", "..", "../r/empty",
	    "zones/../empty", "./empty", ".", "zones//a", "zones/", "zones/.", "empty/"};
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		must_refuse(s, bad[i], "is no path inside");
	cr_assert_eq(snapshot_read(s, slice_make("empty\0x", 7), &(struct blob){0}, NULL), -1);
}

Test(snapshot, of_a_commit)
{
	struct repo *repo;
	struct snapshot *s;
	char id[2 * OID_SIZE + 2];

	make_files();
	repo = must_open("r");
	s = must_commit(repo, "HEAD");
	check(s);
	check_paths(s);
	shell_line(id, sizeof(id), "git -C r rev-parse HEAD");
	cr_assert_str_eq(snapshot_name(s), id);
	snapshot_close(s);
	repo_close(repo);
}

Test(snapshot, of_a_commit_in_a_bare_repository_with_packs)
{
	struct repo *repo;
	struct snapshot *s;

	make_files();
	shell("git clone --bare r b.git; git -C b.git gc; rm -rf r");
	repo = must_open("b.git");
	s = must_commit(repo, "main");
	check(s);
	snapshot_close(s);
	repo_close(repo);
}

Test(snapshot, of_a_commit_beside_a_dirty_work_tree)
{
	struct repo *repo;
	struct snapshot *s;

	make_files();
	shell("cd r; rm -rf zones; echo other > octodns.yaml; git add -A");
	repo = must_open("r");
	s = must_commit(repo, "HEAD");
	check(s);
	snapshot_close(s);
	repo_close(repo);
}

Test(snapshot, of_the_index)
{
	struct repo *repo;
	struct snapshot *s;

	make_files();
	repo = must_open("r");
	s = must_index(repo);
	check(s);
	check_paths(s);
	cr_assert_str_eq(snapshot_name(s), "index");
	snapshot_close(s);
	repo_close(repo);
}

Test(snapshot, of_the_index_has_what_is_staged_now)
{
	struct repo *repo;
	struct snapshot *old, *s;

	make_files();
	repo = must_open("r");
	old = must_index(repo);
	shell("cd r; echo staged > zones/a; git add zones/a; echo dirty > zones/a\n"
	      "git rm -q --cached empty; echo n > new; git add -N new");
	s = must_index(repo);
	must_read(s, "zones/a", "staged\n");
	cr_assert_eq(kind_of(s, "empty"), NOTHING);
	cr_assert_eq(kind_of(s, "new"), NOTHING);
	must_read(old, "zones/a", "a\n");
	must_read(old, "empty", "");
	snapshot_close(old);
	snapshot_close(s);
	repo_close(repo);
}

Test(snapshot, of_the_index_that_a_hook_names)
{
	struct diags diags = {.count = 0};
	struct repo *repo = NULL;
	struct snapshot *s;

	make_files();
	shell("cd r; cp .git/index ../partial; echo p > zones/a\n"
	      "GIT_INDEX_FILE=../partial git add zones/a");
	cr_assert_eq(chdir("r"), 0);
	(void)setenv("GIT_DIR", ".git", 1);
	(void)setenv("GIT_INDEX_FILE", "../partial", 1);
	cr_assert_eq(repo_open(&repo, ".", REPO_HOOK, &diags), 0);
	s = must_index(repo);
	must_read(s, "zones/a", "p\n");
	snapshot_close(s);
	repo_close(repo);
	cr_assert_eq(chdir(".."), 0);
	shell("true");
}

Test(snapshot, of_the_index_is_refused_with_a_conflict)
{
	struct diags diags = {.count = 0};
	struct snapshot *s = NULL;
	struct repo *repo;

	shell("git init r; cd r; echo 1 > f; git add f; git commit -m 1; git branch b\n"
	      "echo 2 > f; git commit -am 2; git checkout b; echo 3 > f; git commit -am 3\n"
	      "if git merge main; then exit 1; fi");
	repo = must_open("r");
	cr_assert_eq(snapshot_index(&s, repo, &diags), -1);
	cr_assert_null(s);
	cr_assert(has_text(diags.items[0].message, "conflict"));
	cr_assert_str_eq(diags.items[0].at.file, "f");
	diags_free(&diags);
	repo_close(repo);
}

Test(snapshot, of_the_index_names_the_remedy_for_a_split_one)
{
	struct diags diags = {.count = 0};
	struct snapshot *s = NULL;
	struct repo *repo;

	make_files();
	shell("git -C r update-index --split-index");
	repo = must_open("r");
	cr_assert_eq(snapshot_index(&s, repo, &diags), -1);
	cr_assert(has_text(diags.items[0].hint, "--no-split-index"), "%s", diags.items[0].message);
	diags_free(&diags);
	repo_close(repo);
}

Test(snapshot, of_a_directory)
{
	struct snapshot *s;

	make_files();
	shell("ln -s r way");
	s = must_dir("way");
	check(s);
	check_paths(s);
	cr_assert_str_eq(snapshot_name(s), "worktree");
	cr_assert_eq(kind_of(s, ".git"), NOTHING);
	cr_assert_eq(kind_of(s, ".git/config"), NOTHING);
	snapshot_close(s);
}

Test(snapshot, of_a_directory_never_waits_for_a_device, .timeout = 10)
{
	struct snapshot *s;

	shell("mkdir d; mkfifo d/fifo; ln -s fifo d/link; ln -s /dev/zero d/zero");
	s = must_dir("d");
	must_list(s, "", "fifo@|link@|zero@|");
	must_refuse(s, "fifo", "is no regular file");
	must_refuse(s, "zero", "is a symbolic link");
	snapshot_close(s);
}

/* Put a folder and a link to one outside in each other's place, over and over. */
static void *
swap(void *stop)
{
	while (!atomic_load((atomic_bool *)stop))
		(void)renameat2(AT_FDCWD, "d/sub", AT_FDCWD, "link", RENAME_EXCHANGE);
	return NULL;
}

Test(snapshot, of_a_directory_is_not_left_through_a_link_that_appears, .timeout = 60)
{
	atomic_bool stop = false;
	struct snapshot *s;
	pthread_t thread;
	int i, inside = 0;

	shell("mkdir -p d/sub outside; echo in > d/sub/f; echo out > outside/f\n"
	      "ln -s ../outside link");
	s = must_dir("d");
	cr_assert_eq(pthread_create(&thread, NULL, swap, &stop), 0);
	for (i = 0; i < 20000; i++) {
		struct blob blob;

		if (snapshot_read(s, slice_of("sub/f"), &blob, NULL) != 0)
			continue;
		cr_expect_str_eq(blob.data, "in\n");
		inside++;
		blob_free(&blob);
	}
	atomic_store(&stop, true);
	cr_assert_eq(pthread_join(thread, NULL), 0);
	cr_assert_gt(inside, 0);
	snapshot_close(s);
}

Test(snapshot, of_a_directory_refuses_what_is_too_large)
{
	struct snapshot *s;

	shell("mkdir d; truncate -s 513M d/large");
	s = must_dir("d");
	must_refuse(s, "large", "is too large");
	snapshot_close(s);
}

Test(snapshot, of_a_directory_that_is_not_there)
{
	struct diags diags = {.count = 0};
	struct snapshot *s;

	cr_assert_eq(snapshot_dir(&s, "none", &diags), -1);
	cr_assert(has_text(diags.items[0].message, "none"));
	diags_free(&diags);
}

Test(snapshot, of_nothing)
{
	struct snapshot *s = NULL;
	struct listing listing;

	cr_assert_eq(snapshot_empty(&s), 0);
	cr_assert_eq(snapshot_list(s, slice_of(""), &listing), 0);
	cr_assert_eq(listing.count, 0);
	cr_assert_eq(kind_of(s, ""), ENTRY_DIR);
	cr_assert_eq(kind_of(s, "a"), NOTHING);
	cr_assert_eq(kind_of(s, "a/b"), NOTHING);
	cr_assert_str_eq(snapshot_name(s), "empty");
	snapshot_close(s);
	snapshot_close(NULL);
}
