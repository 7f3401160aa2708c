/* Notes: written by us and read by git, and the other way round. */
#include "git/note.h"

#include "fixture.h"

#include <stdio.h>
#include <string.h>

TestSuite(note, .init = fixture_set_up, .fini = fixture_tear_down);

static const char ref[] = "refs/notes/zoneward";
static const struct oid none;

static struct repo *
with_commits(unsigned count)
{
	shell("git init -q r; cd r; for n in $(seq %u); do git commit -q --allow-empty -m $n; done",
	    count);
	return must_open("r");
}

static struct oid
commit_of(struct repo *repo, const char *rev)
{
	struct diags diags = {0};
	struct oid id;

	cr_assert_eq(repo_commit(repo, rev, &id, &diags), 0, "%s", rev);
	return id;
}

/* Write a note and let the reference stand at it. */
static struct oid
put(struct repo *repo, struct oid tip, const char *rev, const char *text)
{
	struct oid commit = commit_of(repo, rev), made;
	struct diags diags = {0};

	cr_assert_eq(note_write(repo, &tip, &commit, slice_of(text), "a message\n", &made, &diags),
	    0);
	cr_assert_eq(repo_reference_move(repo, ref, &tip, &made, &diags), 0);
	return made;
}

static int
get(struct repo *repo, const struct oid *tip, const char *rev, struct buf *text, const char **why)
{
	struct oid commit = commit_of(repo, rev);

	buf_clear(text);
	return note_read(repo, tip, &commit, text, why);
}

static void
must_have(struct repo *repo, const struct oid *tip, const char *rev, const char *text)
{
	struct buf found = {0};
	const char *why = "";

	cr_assert_eq(get(repo, tip, rev, &found, &why), 0, "%s", why);
	cr_assert_str_eq(found.data, text);
	buf_free(&found);
}

static struct oid
stands_at(struct repo *repo)
{
	struct oid tip;

	cr_assert_eq(repo_reference(repo, ref, &tip), 0);
	return tip;
}

Test(note, is_shown_by_git)
{
	struct repo *repo = with_commits(2);
	char line[64];
	struct oid tip = put(repo, none, "HEAD", "one\n");

	tip = put(repo, tip, "HEAD~1", "two\n");
	tip = put(repo, tip, "HEAD", "three\n");
	shell_line(line, sizeof(line), "git -C r notes --ref=zoneward show HEAD");
	cr_assert_str_eq(line, "three");
	shell_line(line, sizeof(line), "git -C r notes --ref=zoneward show HEAD~1");
	cr_assert_str_eq(line, "two");
	shell_line(line, sizeof(line), "git -C r rev-list --count refs/notes/zoneward");
	cr_assert_str_eq(line, "3");
	shell("git -C r fsck --strict");
	repo_close(repo);
}

Test(note, of_git_is_read)
{
	struct repo *repo = with_commits(2);
	struct buf text = {0};
	const char *why = "";
	struct oid tip;

	shell("git -C r notes --ref=zoneward add -m hello HEAD");
	tip = stands_at(repo);
	must_have(repo, &tip, "HEAD", "hello\n");
	cr_assert_eq(get(repo, &tip, "HEAD~1", &text, &why), 1);
	cr_assert_eq(get(repo, &none, "HEAD", &text, &why), 1);
	buf_free(&text);
	repo_close(repo);
}

/* Entry "MODE TYPE ID\tNAME" lines, as git mktree takes them, over two levels of folders. */
Test(note, is_found_in_folders_and_written_there)
{
	struct repo *repo = with_commits(2);
	struct oid tip;

	shell("cd r; id=$(git rev-parse HEAD); blob=$(echo deep | git hash-object -w --stdin)\n"
	      "a=$(echo $id | cut -c 1-2); b=$(echo $id | cut -c 3-4)\n"
	      "rest=$(echo $id | cut -c 5-40)\n"
	      "low=$(printf '100644 blob %%s\\t%%s\\n' $blob $rest | git mktree)\n"
	      "mid=$(printf '040000 tree %%s\\t%%s\\n' $low $b | git mktree)\n"
	      "root=$(printf '040000 tree %%s\\t%%s\\n' $mid $a | git mktree)\n"
	      "git update-ref refs/notes/zoneward $(git commit-tree -m notes $root)");
	tip = stands_at(repo);
	must_have(repo, &tip, "HEAD", "deep\n");
	tip = put(repo, tip, "HEAD", "other\n");
	tip = put(repo, tip, "HEAD~1", "new\n");
	must_have(repo, &tip, "HEAD", "other\n");
	must_have(repo, &tip, "HEAD~1", "new\n");
	shell("cd r; git fsck --strict; test $(git notes --ref=zoneward list | wc -l) -eq 2\n"
	      "git ls-tree -r refs/notes/zoneward | grep -q \"$(git rev-parse HEAD |\n"
	      "  sed 's#^\\(..\\)\\(..\\)#\\1/\\2/#')\"");
	repo_close(repo);
}

Test(note, that_is_too_large_or_no_file_is_refused)
{
	struct repo *repo = with_commits(1);
	struct buf text = {0};
	const char *why = "";
	struct oid tip;

	shell("cd r; head -c 65537 /dev/zero | tr '\\0' x > big\n"
	      "git notes --ref=zoneward add -F big HEAD");
	tip = stands_at(repo);
	cr_assert_eq(get(repo, &tip, "HEAD", &text, &why), -1);
	cr_assert_str_eq(why, "is larger than any of ours");
	shell("cd r; blob=$(git hash-object -w big)\n"
	      "root=$(printf '120000 blob %%s\\t%%s\\n' $blob $(git rev-parse HEAD) | git mktree)\n"
	      "git update-ref refs/notes/zoneward $(git commit-tree -m notes $root)");
	tip = stands_at(repo);
	cr_assert_eq(get(repo, &tip, "HEAD", &text, &why), 1);
	buf_free(&text);
	repo_close(repo);
}

Test(note, tree_that_is_missing_is_an_error)
{
	struct repo *repo = with_commits(1);
	struct buf text = {0};
	const char *why = "";
	struct oid tip;

	shell("cd r; git notes --ref=zoneward add -m hello HEAD\n"
	      "tree=$(git rev-parse refs/notes/zoneward^{tree})\n"
	      "rm -f .git/objects/$(echo $tree | sed 's#^..#&/#')");
	tip = stands_at(repo);
	cr_assert_eq(get(repo, &tip, "HEAD", &text, &why), -1);
	cr_assert(has_text(why, "partial or damaged"), "%s", why);
	buf_free(&text);
	repo_close(repo);
}

Test(note, reference_moves_only_from_where_it_is_said_to_be)
{
	struct repo *repo = with_commits(1);
	struct oid commit = commit_of(repo, "HEAD"), one, two;
	struct diags diags = {0};

	cr_assert_eq(note_write(repo, &none, &commit, slice_of("1"), "m", &one, &diags), 0);
	cr_assert_eq(note_write(repo, &none, &commit, slice_of("2"), "m", &two, &diags), 0);
	cr_assert_eq(repo_reference_move(repo, ref, &two, &one, &diags), 1);
	cr_assert_eq(repo_reference_move(repo, ref, &none, &one, &diags), 0);
	cr_assert_eq(repo_reference_move(repo, ref, &none, &two, &diags), 1);
	cr_assert_eq(repo_reference_move(repo, ref, &one, &two, &diags), 0);
	cr_assert_eq(repo_reference_move(repo, ref, &one, &two, &diags), 1);
	cr_assert_eq(diags.count, 0);
	repo_close(repo);
}

static bool
count(void *ctx, const struct oid *id, struct slice message)
{
	size_t *seen = ctx;

	cr_assert_not(oid_is_zero(id));
	cr_assert(slice_is(message, "a message\n"));
	return ++*seen < 3;
}

Test(note, history_is_walked_as_far_as_is_asked)
{
	struct repo *repo = with_commits(1);
	struct oid tip = none;
	size_t seen = 0, i;

	for (i = 0; i < 5; i++)
		tip = put(repo, tip, "HEAD", i % 2 == 0 ? "even" : "odd");
	cr_assert_eq(note_history(repo, &tip, 100, count, &seen), 0);
	cr_assert_eq(seen, 3);
	seen = 0;
	cr_assert_eq(note_history(repo, &tip, 2, count, &seen), 0);
	cr_assert_eq(seen, 2);
	cr_assert_eq(note_history(repo, &none, 2, count, &seen), 0);
	cr_assert_eq(seen, 2);
	repo_close(repo);
}
