/* Merging in memory gives what Git's own merge gives. */
#include "fixture.h"
#include "git/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(merge, .init = fixture_set_up, .fini = fixture_tear_down);

#define PATHS 12
#define LINES 9

static const char *const paths[PATHS] = {"a", "b", "d/a", "d/b", "d/e/a", "d/e/b", "d.x", "d0",
    "z/a", "z/y/x/a", "z/y/x/b", "zz"};

/* The lines of each file; they say whose they are, so that no file looks like another one, renamed. */
struct files {
	unsigned lines[PATHS][LINES];
	bool there[PATHS], executable[PATHS];
};

static unsigned
next(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245U + 12345U;
	return (*seed >> 16) % below;
}

/* Change some files, whole or in one line, so that both sides often do the same. */
static void
change(struct files *files, unsigned *seed)
{
	unsigned count = 1 + next(seed, 9), path, line;

	while (count-- > 0) {
		path = next(seed, PATHS);
		line = next(seed, LINES);
		switch (next(seed, 6)) {
		case 0:
			files->there[path] = !files->there[path];
			break;
		case 1:
			files->executable[path] = !files->executable[path];
			break;
		default:
			files->lines[path][line] = 100 + next(seed, 3);
			break;
		}
	}
}

/* One commit, for git fast-import. */
static void
write_commit(FILE *out, const char *branch, const char *from, const struct files *files)
{
	size_t i, j;

	(void)fprintf(out, "commit refs/heads/%s\ncommitter t <t@example.com> 1 +0000\ndata 0\n",
	    branch);
	if (from != NULL)
		(void)fprintf(out, "from refs/heads/%s\n", from);
	(void)fprintf(out, "deleteall\n");
	for (i = 0; i < PATHS; i++) {
		if (!files->there[i])
			continue;
		(void)fprintf(out, "M %s inline %s\ndata <<END\n%s\n",
		    files->executable[i] ? "100755" : "100644", paths[i], paths[i]);
		for (j = 0; j < LINES; j++)
			(void)fprintf(out, "%s %zu %u\n", paths[i], j, files->lines[i][j]);
		(void)fprintf(out, "END\n");
	}
	(void)fprintf(out, "\n");
}

static void
write_round(unsigned *seed)
{
	FILE *out = fopen("stream", "w");
	struct files base = {0}, ours, theirs;
	size_t i;

	cr_assert_not_null(out);
	for (i = 0; i < PATHS; i++)
		base.there[i] = next(seed, 4) > 0;
	ours = theirs = base;
	change(&ours, seed);
	change(&theirs, seed);
	write_commit(out, "base", NULL, &base);
	write_commit(out, "ours", "base", &ours);
	write_commit(out, "theirs", "base", &theirs);
	cr_assert_eq(fclose(out), 0);
}

/* Merge both branches; "conflict", or the id of the merged tree. */
static void
merge(char text[2 * OID_SIZE + 1])
{
	struct repo *repo = must_open("r"), *of;
	struct snapshot *merged = NULL;
	struct diags diags = {0};
	struct oid ours, theirs;

	cr_assert_eq(repo_commit(repo, "ours", &ours, &diags), 0);
	cr_assert_eq(repo_commit(repo, "theirs", &theirs, &diags), 0);
	if (snapshot_merge(&merged, repo, &ours, &theirs, &diags) == 0)
		oid_hex(&snapshot_root(merged, &of)->id, text);
	else
		memcpy(text, "conflict", sizeof("conflict"));
	snapshot_close(merged);
	diags_free(&diags);
	repo_close(repo);
}

Test(merge, is_what_git_makes_of_it)
{
	char want[64], got[2 * OID_SIZE + 1];
	unsigned seed = 4711, round, merged = 0, conflicts = 0;

	shell("git init --quiet r");
	for (round = 0; round < 120; round++) {
		write_round(&seed);
		shell("git -C r fast-import --quiet --force < stream");
		shell_line(want, sizeof(want),
		    "git -C r merge-tree --write-tree ours theirs > tree || echo conflict > tree; head -n 1 tree");
		merge(got);
		cr_expect_str_eq(got, want, "round %u: %s instead of %s", round, got, want);
		merged += strcmp(got, "conflict") != 0;
		conflicts += strcmp(got, "conflict") == 0;
	}
	/* Both kinds are tried. */
	cr_assert_gt(merged, 20);
	cr_assert_gt(conflicts, 20);
}

Test(merge, follows_a_file_that_one_side_renamed)
{
	char want[64], got[2 * OID_SIZE + 1];

	shell(
	    "git init --quiet r; cd r; seq 30 > a; git add a; git commit --quiet -m base\n"
	    "git switch --quiet -c theirs; git mv a b; git commit --quiet -m renamed\n"
	    "git switch --quiet -c ours main; sed -i s/^7$/seven/ a; git commit --quiet -am changed");
	shell_line(want, sizeof(want), "git -C r merge-tree --write-tree ours theirs");
	merge(got);
	cr_assert_str_eq(got, want);
}

Test(merge, of_histories_that_crossed_is_not_made_of_one_base)
{
	char want[64], got[2 * OID_SIZE + 1];

	shell(
	    "git init --quiet r; cd r; seq 9 > a; git add a; git commit --quiet -m base\n"
	    "git switch --quiet -c ours; sed -i s/^1$/one/ a; git commit --quiet -am one\n"
	    "git switch --quiet -c theirs main; sed -i s/^9$/nine/ a; git commit --quiet -am nine\n"
	    "git tag was; git merge --quiet --no-edit ours; git switch --quiet ours\n"
	    "git merge --quiet --no-edit was; sed -i s/^9$/9/\\;s/nine/9/ a; git commit --quiet -am back\n"
	    "test $(git merge-base --all ours theirs | wc -l) -eq 2");
	shell_line(want, sizeof(want), "git -C r merge-tree --write-tree ours theirs");
	merge(got);
	cr_assert_str_eq(got, want);
}
