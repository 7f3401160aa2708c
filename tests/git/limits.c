/* Snapshots of what is hostile: bombs, damaged trees, endless paths; and many readers. */
#include "fixture.h"

#include "core/buf.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

TestSuite(limits, .init = fixture_set_up, .fini = fixture_tear_down);

Test(limits, refuses_a_bomb_without_inflating_it)
{
	struct repo *repo;
	struct snapshot *s;

	shell("git init r; cd r; echo s > small\n"
	      "truncate -s 513M bomb; git -c core.compression=1 add .; git commit -m 1");
	repo = must_open("r");
	s = must_commit(repo, "HEAD");
	must_refuse(s, "bomb", "is too large");
	must_read(s, "small", "s\n");
	snapshot_close(s);
	repo_close(repo);
}

/* Commit a tree object that Git would not write; its bytes are for printf(1). */
static void
make_raw(const char *tree)
{
	shell("test -d r || git init r; cd r; b=$(echo x | git hash-object -w --stdin)\n"
	      "raw() { printf \"$1\"; env printf \"$(echo $b | sed 's/../\\\\x&/g')\"; }\n"
	      "t=$({ %s; } | git hash-object -t tree -w --stdin --literally)\n"
	      "git update-ref refs/heads/main $(git commit-tree -m raw $t)",
	    tree);
}

Test(limits, refuses_trees_that_are_damaged)
{
	static const char *const trees[] = {
	    "raw '100644 b\\0'; raw '100644 a\\0'",
	    "raw '100644 a\\0'; raw '100644 a\\0'",
	    "raw '100644 ..\\0'",
	    "raw '100644 a/b\\0'",
	    "raw '100644 \\0'",
	    "raw '100644 a\\0' | head -c 25",
	};
	struct diags diags = {.count = 0};
	struct snapshot *s;
	struct repo *repo;
	struct oid id;
	size_t i;

	for (i = 0; i < sizeof(trees) / sizeof(trees[0]); i++) {
		make_raw(trees[i]);
		repo = must_open("r");
		cr_assert_eq(repo_commit(repo, "main", &id, &diags), 0);
		cr_assert_eq(snapshot_commit(&s, repo, &id, &diags), -1, "%s", trees[i]);
		cr_assert(has_text(diags.items[i].message, "damaged"));
		repo_close(repo);
	}
	diags_free(&diags);
}

Test(limits, refuses_an_entry_whose_object_is_of_another_type)
{
	struct repo *repo;
	struct snapshot *s;
	struct listing listing;

	make_raw("raw '40000 dir\\0'; raw '100644 file\\0'; raw '160000 mod\\0'");
	repo = must_open("r");
	s = must_commit(repo, "main");
	must_read(s, "file", "x\n");
	must_refuse(s, "mod", "is a submodule");
	cr_assert_eq(snapshot_list(s, slice_of("dir"), &listing), -1);
	must_refuse(s, "dir/x", "cannot be read");
	snapshot_close(s);
	repo_close(repo);
}

Test(limits, refuses_paths_that_are_too_deep)
{
	struct repo *repo;
	struct snapshot *commit, *dir, *staged;
	struct buf path = {0};
	int i;

	for (i = 0; i < DEPTH_MAX; i++)
		buf_text(&path, "d/");
	shell("git init r; cd r; mkdir -p %s; echo 1 > %sf; git add .; git commit -m 1", path.data,
	    path.data);
	repo = must_open("r");
	commit = must_commit(repo, "HEAD");
	staged = must_index(repo);
	dir = must_dir("r");
	buf_text(&path, "f");
	must_read(commit, path.data, "1\n");
	must_read(staged, path.data, "1\n");
	must_read(dir, path.data, "1\n");
	buf_text(&path, "/f");
	must_refuse(commit, path.data, "more folders");
	must_refuse(dir, path.data, "more folders");
	snapshot_close(dir);
	snapshot_close(staged);
	snapshot_close(commit);
	repo_close(repo);
	buf_free(&path);
}

static void *
read_much(void *arg)
{
	struct snapshot *s = arg;
	struct listing listing;
	char path[64], text[64];
	int i;

	for (i = 0; i < 200; i++) {
		struct blob blob;

		(void)snprintf(path, sizeof(path), "d%d/f%d", i % 10, i);
		(void)snprintf(text, sizeof(text), "%d\n", i);
		if (snapshot_read(s, slice_of(path), &blob, NULL) != 0)
			return s;
		if (strcmp(blob.data, text) != 0)
			return s;
		blob_free(&blob);
		path[2] = '\0';
		if (snapshot_list(s, slice_of(path), &listing) != 0 || listing.count != 20)
			return s;
	}
	return NULL;
}

Test(limits, is_read_by_many_threads_at_once)
{
	struct snapshot *snapshots[3];
	struct repo *repo;
	size_t i, j;

	shell(
	    "git init r; cd r; for i in $(seq 0 199); do mkdir -p d$((i %% 10)); echo $i > d$((i %% "
	    "10))/f$i; done\n"
	    "git add .; git commit -m 1");
	repo = must_open("r");
	snapshots[0] = must_commit(repo, "HEAD");
	snapshots[1] = must_index(repo);
	snapshots[2] = must_dir("r");
	for (i = 0; i < 3; i++) {
		pthread_t threads[8];
		void *failed;

		for (j = 0; j < 8; j++)
			cr_assert_eq(pthread_create(&threads[j], NULL, read_much, snapshots[i]), 0);
		for (j = 0; j < 8; j++) {
			cr_assert_eq(pthread_join(threads[j], &failed), 0);
			cr_assert_null(failed);
		}
		snapshot_close(snapshots[i]);
	}
	repo_close(repo);
}
