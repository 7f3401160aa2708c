/* What differs between two snapshots. */
#include "fixture.h"

#include "core/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(changes, .init = fixture_set_up, .fini = fixture_tear_down);

/*
 * Run two scripts in a repository, a commit after each, and assert what changed:
 * between the commits, back again, from the commit to the index, and (when on_disk)
 * to the directory, which must all agree.
 */
static void
must_differ(const char *first, const char *second, const char *expected, bool on_disk)
{
	struct diags diags = {.count = 0};
	struct snapshot *base, *head, *other;
	struct repo *repo;

	shell("git init r; cd r; %s\ngit add -A; git commit --allow-empty -m 1", first);
	shell("cd r; %s\ngit add -A; git commit --allow-empty -m 2", second);
	repo = must_open("r");
	base = must_commit(repo, "HEAD~1");
	head = must_commit(repo, "HEAD");
	must_change(base, head, expected);
	must_change(head, head, "");
	cr_assert_eq(snapshot_index(&other, repo, &diags), 0);
	must_change(base, other, expected);
	must_change(other, head, "");
	snapshot_close(other);
	cr_assert_eq(snapshot_dir(&other, "r", &diags), 0);
	if (on_disk) {
		must_change(base, other, expected);
		must_change(other, head, "");
		must_change(other, other, "");
	}
	snapshot_close(other);
	snapshot_close(base);
	snapshot_close(head);
	repo_close(repo);
}

Test(changes, none)
{
	must_differ("echo 1 > f", "true", "", true);
}

Test(changes, of_one_file)
{
	must_differ("mkdir z; echo 1 > z/a; echo 1 > z/b; echo 1 > c", "echo 2 > z/a", "M z/a\n",
	    true);
}

Test(changes, are_in_order_of_path)
{
	must_differ("mkdir -p b/x c; echo 1 > b/x/f; echo 1 > c/f; echo 1 > e",
	    "echo 1 > a; rm -r c; echo 2 > b/x/f; echo 1 > b/y; echo 1 > b.c; rm e; echo 1 > z",
	    "A a\nA b.c\nM b/x/f\nA b/y\nR c/f\nR e\nA z\n", true);
}

Test(changes, of_a_rename_are_two)
{
	must_differ("echo 1 > old", "git mv old new", "A new\nR old\n", true);
}

Test(changes, of_mode)
{
	must_differ("echo 1 > f", "chmod +x f", "M f\n", false);
}

Test(changes, from_file_to_link)
{
	must_differ("echo 1 > f", "rm f; ln -s g f", "M f\n", true);
}

Test(changes, of_where_a_link_leads)
{
	must_differ("ln -s a f", "rm f; ln -s b f", "M f\n", false);
}

Test(changes, of_a_submodule)
{
	must_differ("git init s; git -C s commit --allow-empty -m 1; git add s",
	    "git -C s commit --allow-empty -m 2", "M s\n", false);
}

Test(changes, of_whole_folders)
{
	must_differ("mkdir -p old/a/b; echo 1 > old/a/b/f; echo 1 > old/g",
	    "rm -r old; mkdir -p new/c; echo 1 > new/c/h; echo 1 > new/i",
	    "A new/c/h\nA new/i\nR old/a/b/f\nR old/g\n", true);
}

/* "a" sorts before "a.b", "a/" after it. */
Test(changes, from_file_to_folder)
{
	must_differ("echo 1 > a; echo 1 > a.b; echo 1 > a0",
	    "rm a; mkdir a; echo 1 > a/f; echo 2 > a.b; echo 2 > a0", "R a\nM a.b\nA a/f\nM a0\n",
	    true);
}

Test(changes, from_folder_to_file)
{
	must_differ("mkdir a; echo 1 > a/f; echo 1 > a-", "rm -r a; echo 1 > a; rm a-",
	    "A a\nR a-\nR a/f\n", true);
}

Test(changes, from_folder_to_link)
{
	must_differ("mkdir a b; echo 1 > a/f; echo 1 > b/f", "rm -r a; ln -s b a", "A a\nR a/f\n",
	    true);
}

Test(changes, with_the_empty_snapshot)
{
	struct diags diags = {.count = 0};
	struct snapshot *none, *head, *dir;
	struct repo *repo;

	shell("git init r; cd r; mkdir z; echo 1 > z/f; echo 1 > g; git add .; git commit -m 1");
	repo = must_open("r");
	head = must_commit(repo, "HEAD");
	cr_assert_eq(snapshot_empty(&none), 0);
	cr_assert_eq(snapshot_dir(&dir, "r", &diags), 0);
	must_change(none, head, "A g\nA z/f\n");
	must_change(head, none, "R g\nR z/f\n");
	must_change(none, none, "");
	must_change(none, dir, "A g\nA z/f\n");
	snapshot_close(dir);
	snapshot_close(none);
	snapshot_close(head);
	repo_close(repo);
}

static void
check_large_folder(void)
{
	struct repo *repo = must_open("r");
	struct snapshot *base = must_commit(repo, "main~1"), *head = must_commit(repo, "main");

	must_change(base, head, "A z/a\nM z/f0000\nR z/f2500\nM z/f4999\nA z/z\n");
	must_change(head, base, "R z/a\nM z/f0000\nA z/f2500\nM z/f4999\nR z/z\n");
	must_read(head, "z/f4999", "1\n");
	snapshot_close(base);
	snapshot_close(head);
	repo_close(repo);
}

/* Large enough for two threads, with changes at both edges; of the files few are there. */
Test(changes, in_a_large_folder)
{
	shell(
	    "git init r; cd r; b=$(echo 1 | git hash-object -w --stdin)\n"
	    "awk 'BEGIN { for (i = 0; i < 5000; i++) {\n"
	    "  for (id = \"\"; length(id) < 40;) id = id sprintf(\"%%04x\", rand() * 65536)\n"
	    "  printf \"100644 blob %%s\\tf%%04d\\n\", id, i } }' > ../old\n"
	    "sed -e \"s/blob .*\\t\\(f0000\\|f4999\\)$/blob $b\\t\\1/\" -e '/\\tf2500$/d\' ../old > ../new\n"
	    "printf \"100644 blob $b\\ta\\n100644 blob $b\\tz\\n\" >> ../new\n"
	    "for f in old new; do t=$(git mktree --missing < ../$f); echo $t >> ../trees\n"
	    "t=$(printf \"040000 tree $t\\tz\\n\" | git mktree)\n"
	    "p=$(git commit-tree ${p:+-p $p} -m 1 $t); done; git update-ref refs/heads/main $p");
	check_large_folder();
	shell("cd r; git pack-objects .git/objects/pack/pack < ../trees; git prune-packed");
	check_large_folder();
}

/* What the comparison has read is not read again: the objects may be gone. */
Test(changes, leave_what_they_read)
{
	struct changes changes = {.count = 0};
	struct diags diags = {.count = 0};
	struct snapshot *base, *head;
	struct listing listing;
	struct entry entry;
	struct repo *repo;

	shell("git init r; cd r; mkdir z; echo 1 > z/f; git add .; git commit -m 1\n"
	      "echo 2 > z/f; git commit -am 2");
	repo = must_open("r");
	base = must_commit(repo, "HEAD~1");
	head = must_commit(repo, "HEAD");
	cr_assert_eq(changes_between(&changes, base, head, &diags), 0);
	shell("rm -rf r/.git/objects/*");
	cr_assert_eq(snapshot_find(head, slice_of("z/f"), &entry), 0);
	cr_assert_eq(snapshot_list(base, slice_of("z"), &listing), 0);
	cr_assert_eq(listing.count, 1);
	snapshot_close(base);
	snapshot_close(head);
	repo_close(repo);
	changes_free(&changes);
}

/* Assert that comparing the empty snapshot with main of r fails with this message. */
static void
must_not_compare(const char *message)
{
	struct changes changes = {.count = 0};
	struct diags diags = {.count = 0};
	struct snapshot *none, *head;
	struct repo *repo = must_open("r");

	head = must_commit(repo, "main");
	cr_assert_eq(snapshot_empty(&none), 0);
	cr_assert_eq(changes_between(&changes, none, head, &diags), -1);
	cr_assert_eq(diags.count, 1);
	cr_assert(has_text(diags.items[0].message, message), "%s", diags.items[0].message);
	snapshot_close(none);
	snapshot_close(head);
	repo_close(repo);
	changes_free(&changes);
	diags_free(&diags);
}

/* Tree in tree, from one blob; each level has the entries for mktree that ENTRIES makes. */
static void
nest(int levels, const char *entries)
{
	shell(
	    "git init r; cd r; t=$(printf '100644 blob %%s\\tf\\n' $(echo 1 | git hash-object -w --stdin) "
	    "| git mktree)\n"
	    "for i in $(seq %d); do t=$(for n in %s; do printf '040000 tree %%s\\t%%s\\n' $t $n; done "
	    "| git mktree); done\n"
	    "git update-ref refs/heads/main $(git commit-tree -m 1 $t)",
	    levels, entries);
}

Test(changes, are_refused_below_too_many_folders)
{
	nest(DEPTH_MAX + 1, "d");
	must_not_compare("more folders than are allowed");
}

Test(changes, are_refused_when_they_unfold_without_end, .timeout = 60)
{
	nest(20, "a b c d e f g h i j");
	must_not_compare("more than 4000000 files and folders differ");
}

Test(changes, name_the_folder_that_cannot_be_read)
{
	shell("git init r; cd r; mkdir -p a/b; echo 1 > a/b/f; git add .; git commit -m 1\n"
	      "id=$(git rev-parse HEAD:a/b)\n"
	      "rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)");
	must_not_compare("a/b is not in the repository");
}
