/* Opening repositories, revisions, history. */
#include "fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(repo, .init = fixture_set_up, .fini = fixture_tear_down);

static void
make_history(void)
{
	shell("git init r; cd r; echo 1 > f; git add f; git commit -m 1; git branch side\n"
	      "echo 2 > f; git commit -am 2; git tag -a v2 -m two; git tag blob HEAD:f\n"
	      "git tag -a tree -m t HEAD^{tree}\n"
	      "git checkout side; echo 3 > g; git add g; git commit -m 3; git checkout main\n"
	      "git checkout --orphan alone; git commit -m 4; git checkout main");
}

/* Assert that opening fails with this message and hint. */
static void
must_not_open(const char *dir, const char *message, const char *hint)
{
	struct diags diags = {.count = 0};
	struct repo *repo = NULL;

	cr_assert_eq(repo_open(&repo, dir, REPO_PLAIN, &diags), -1);
	cr_assert_null(repo);
	cr_assert_eq(diags.count, 1);
	cr_assert(has_text(diags.items[0].message, message), "%s", diags.items[0].message);
	cr_assert(has_text(diags.items[0].hint, hint), "%s", diags.items[0].hint);
	diags_free(&diags);
}

static struct oid
commit_of(struct repo *repo, const char *rev)
{
	struct diags diags = {.count = 0};
	struct oid id;

	cr_assert_eq(repo_commit(repo, rev, &id, &diags), 0, "%s", rev);
	return id;
}

static void
must_not_resolve(struct repo *repo, const char *rev, const char *message, const char *hint)
{
	struct diags diags = {.count = 0};
	struct oid id;

	cr_assert_eq(repo_commit(repo, rev, &id, &diags), -1, "%s", rev);
	cr_assert_eq(diags.count, 1);
	cr_assert(has_text(diags.items[0].message, message), "%s", diags.items[0].message);
	if (hint != NULL)
		cr_assert(has_text(diags.items[0].hint, hint), "%s", diags.items[0].hint);
	diags_free(&diags);
}

Test(repo, says_so_when_there_is_none)
{
	struct diags diags = {.count = 0};
	struct repo *repo = NULL;

	cr_assert_eq(repo_open(&repo, ".", REPO_PLAIN, &diags), 1);
	cr_assert_eq(repo_open(&repo, "no/such/folder", REPO_PLAIN, &diags), 1);
	cr_assert_eq(diags.count, 0);
}

Test(repo, is_found_from_a_folder_inside)
{
	struct repo *repo;
	const char *workdir;

	shell("git init r; mkdir -p r/a/b");
	repo = must_open("r/a/b");
	workdir = repo_workdir(repo);
	cr_assert(workdir != NULL && strcmp(workdir + strlen(workdir) - 3, "/r/") == 0);
	repo_close(repo);
}

Test(repo, has_no_work_tree_when_bare)
{
	struct arena arena = {.block = NULL};
	struct repo *repo;

	shell("git init --bare b.git");
	repo = must_open("b.git");
	cr_assert_null(repo_workdir(repo));
	cr_assert_str_eq(repo_default_branch(repo, &arena), "refs/heads/main");
	arena_free(&arena);
	repo_close(repo);
}

Test(repo, is_not_redirected_by_a_stray_git_dir)
{
	struct repo *repo;

	make_history();
	shell("git init other");
	(void)setenv("GIT_DIR", "other/.git", 1);
	(void)setenv("GIT_OBJECT_DIRECTORY", "other/.git/objects", 1);
	repo = must_open("r");
	(void)commit_of(repo, "side");
	repo_close(repo);
}

Test(repo, resolves_every_spelling)
{
	struct repo *repo;
	struct oid head, id;
	char hex[2 * OID_SIZE + 1];

	make_history();
	repo = must_open("r");
	head = commit_of(repo, "HEAD");
	oid_hex(&head, hex);
	id = commit_of(repo, hex);
	cr_assert(oid_equal(&id, &head));
	hex[12] = '\0';
	id = commit_of(repo, hex);
	cr_assert(oid_equal(&id, &head));
	id = commit_of(repo, "v2");
	cr_assert(oid_equal(&id, &head));
	id = commit_of(repo, "side~1");
	head = commit_of(repo, "HEAD^");
	cr_assert(oid_equal(&id, &head));
	repo_close(repo);
}

Test(repo, refuses_what_is_no_commit)
{
	struct repo *repo;

	make_history();
	repo = must_open("r");
	must_not_resolve(repo, "nowhere", "not known", "fetch");
	must_not_resolve(repo, "main~7", "not known", NULL);
	must_not_resolve(repo, "blob", "is a blob", NULL);
	must_not_resolve(repo, "tree", "leads to no commit", NULL);
	must_not_resolve(repo, "0123456789012345678901234567890123456789", "not known", NULL);
	must_not_resolve(repo, "main..side", "main..side", NULL);
	must_not_resolve(repo, "", "", NULL);
	repo_close(repo);
}

Test(repo, takes_forty_digits_for_an_object_never_a_branch)
{
	struct repo *repo;

	make_history();
	shell(
	    "cp r/.git/refs/heads/main r/.git/refs/heads/0123456789012345678901234567890123456789");
	repo = must_open("r");
	must_not_resolve(repo, "0123456789012345678901234567890123456789", "not known", NULL);
	repo_close(repo);
}

Test(repo, says_that_there_is_no_commit_yet)
{
	struct repo *repo;

	shell("git init r");
	repo = must_open("r");
	must_not_resolve(repo, "HEAD", "no commit yet", "first commit");
	repo_close(repo);
}

Test(repo, peels_an_id)
{
	struct repo *repo;
	struct oid tag, blob, head, id;

	make_history();
	repo = must_open("r");
	head = commit_of(repo, "main");
	cr_assert_eq(repo_reference(repo, "refs/tags/v2", &tag), 0);
	cr_assert_not(oid_equal(&tag, &head));
	cr_assert_eq(repo_peel(repo, &tag, &id), 0);
	cr_assert(oid_equal(&id, &head));
	cr_assert_eq(repo_reference(repo, "refs/tags/blob", &blob), 0);
	cr_assert_eq(repo_peel(repo, &blob, &id), -1);
	memset(&id, 0, sizeof(id));
	cr_assert(oid_is_zero(&id));
	cr_assert_eq(repo_peel(repo, &id, &id), -1);
	cr_assert_eq(repo_reference(repo, "refs/heads/none", &id), 1);
	cr_assert_eq(repo_reference(repo, "refs/heads/a..b", &id), -1);
	repo_close(repo);
}

Test(repo, knows_ancestors)
{
	struct repo *repo;
	struct oid main_tip, side, alone, old, base;

	make_history();
	repo = must_open("r");
	main_tip = commit_of(repo, "main");
	side = commit_of(repo, "side");
	alone = commit_of(repo, "alone");
	old = commit_of(repo, "main~1");
	cr_assert_eq(repo_merge_base(repo, &main_tip, &side, &base), 0);
	cr_assert(oid_equal(&base, &old));
	cr_assert_eq(repo_merge_base(repo, &main_tip, &alone, &base), 1);
	cr_assert_eq(repo_descends(repo, &main_tip, &old), 1);
	cr_assert_eq(repo_descends(repo, &old, &main_tip), 0);
	cr_assert_eq(repo_descends(repo, &main_tip, &main_tip), 1);
	cr_assert_eq(repo_descends(repo, &main_tip, &side), 0);
	memset(&alone, 1, sizeof(alone));
	cr_assert_eq(repo_descends(repo, &alone, &alone), -1);
	cr_assert_null(repo_missing_hint(repo));
	repo_close(repo);
}

Test(repo, does_not_mistake_a_shallow_clone_for_unrelated_history)
{
	struct repo *repo;
	struct oid main_tip, side, base;

	make_history();
	shell("git clone --depth 1 --no-single-branch \"file://$PWD/r\" shallow");
	repo = must_open("shallow");
	main_tip = commit_of(repo, "main");
	side = commit_of(repo, "origin/side");
	cr_assert_eq(repo_merge_base(repo, &main_tip, &side, &base), -1);
	cr_assert_eq(repo_descends(repo, &main_tip, &side), -1);
	cr_assert(has_text(repo_missing_hint(repo), "fetch-depth: 0"));
	must_not_resolve(repo, "HEAD~1", "HEAD~1", "shallow");
	repo_close(repo);
}

Test(repo, names_the_remedy_for_a_partial_clone)
{
	struct repo *repo;
	struct snapshot *snapshot;

	make_history();
	shell("git -C r config uploadpack.allowFilter true\n"
	      "git clone --no-checkout --filter=blob:none \"file://$PWD/r\" partial\n"
	      "git -C partial config core.repositoryformatversion 1\n"
	      "git -C partial config extensions.partialClone origin");
	repo = must_open("partial");
	snapshot = must_commit(repo, "origin/side");
	must_refuse(snapshot, "g", "is not in the repository");
	cr_assert(has_text(repo_missing_hint(repo), "--filter"));
	snapshot_close(snapshot);
	repo_close(repo);
}

Test(repo, opens_a_linked_work_tree)
{
	struct repo *repo;
	struct snapshot *snapshot;
	struct arena arena = {.block = NULL};

	make_history();
	shell(
	    "cd r; git config core.repositoryformatversion 1; git config extensions.worktreeConfig true\n"
	    "git worktree add ../linked side");
	repo = must_open("linked");
	snapshot = must_commit(repo, "HEAD");
	must_read(snapshot, "g", "3\n");
	cr_assert_str_eq(repo_default_branch(repo, &arena), "refs/heads/side");
	arena_free(&arena);
	snapshot_close(snapshot);
	repo_close(repo);
}

Test(repo, refuses_other_formats_with_a_remedy)
{
	shell("git init --object-format=sha256 sha256");
	must_not_open("sha256", "SHA-256", "--object-format=sha1");
	shell("git init reftable; cd reftable; git config core.repositoryformatversion 1\n"
	      "git config extensions.refStorage reftable");
	must_not_open("reftable", "reftable", "git refs migrate");
	shell("git init new; cd new; git config core.repositoryformatversion 1\n"
	      "git config extensions.fromTheFuture true");
	must_not_open("new", "extension", "extensions");
	shell("git init v7; cd v7; git config core.repositoryformatversion 7");
	must_not_open("v7", "v7", "core.repositoryformatversion");
}

Test(repo, refuses_the_repository_of_another_user)
{
	if (geteuid() != 0)
		cr_skip_test("only root can give a repository away");
	shell("git init \"it's\"; chown -R 12345 \"it's\"");
	must_not_open("it's", "belongs to another user", "safe.directory '/");
	must_not_open("it's", "belongs to another user", "it'\\''s'");
	shell("git config --global safe.directory /elsewhere");
	must_not_open("it's", "belongs to another user", "safe.directory '/");
	shell("git init --bare b.git; chown -R 12345 b.git");
	must_not_open("b.git", "belongs to another user", "/b.git");
}

Test(repo, opens_what_safe_directory_trusts)
{
	if (geteuid() != 0)
		cr_skip_test("only root can give a repository away");
	shell("git init one; git init two; chown -R 12345 one two\n"
	      "git config --global safe.directory \"$PWD/one\"");
	repo_close(must_open("one"));
	must_not_open("two", "belongs to another user", "/two");
	shell("git config --global --add safe.directory '*'");
	repo_close(must_open("two"));
}

Test(repo, trusts_the_repository_that_its_hook_runs_in)
{
	struct diags diags = {.count = 0};
	struct repo *repo = NULL;

	if (geteuid() != 0)
		cr_skip_test("only root can give a repository away");
	shell("git init --bare b.git; git init p; chown -R 12345 b.git p");
	(void)setenv("GIT_DIR", "b.git", 1);
	cr_assert_eq(repo_open(&repo, ".", REPO_HOOK, &diags), 0);
	repo_close(repo);
	must_not_open("p", "belongs to another user", "/p");
}

Test(repo, leaves_the_environment_of_a_hook_as_it_is)
{
	struct diags diags = {.count = 0};
	struct repo *repo = NULL;

	make_history();
	(void)setenv("GIT_DIR", "r/.git", 1);
	(void)setenv("GIT_WORK_TREE", "r", 1);
	(void)setenv("GIT_COMMON_DIR", "r/.git", 1);
	cr_assert_eq(repo_open(&repo, ".", REPO_HOOK, &diags), 0);
	(void)commit_of(repo, "side");
	cr_assert_str_eq(getenv("GIT_WORK_TREE"), "r");
	cr_assert_str_eq(getenv("GIT_COMMON_DIR"), "r/.git");
	repo_close(repo);
}

/* A push that a hook refuses after copying its quarantine: the objects are nowhere else. */
static void
quarantine(int unpack_limit)
{
	shell("git init --bare b.git; git -C b.git config receive.unpackLimit %d\n"
	      "printf '#!/bin/sh\\ncp -R \"$GIT_OBJECT_DIRECTORY\" ../kept\\nexit 1\\n' "
	      "> b.git/hooks/pre-receive\n"
	      "chmod +x b.git/hooks/pre-receive\n"
	      "git clone b.git c; cd c; mkdir z; echo new > z/f; git add .; git commit -m 1\n"
	      "if git push origin HEAD:main; then exit 1; fi; git rev-parse HEAD > ../id",
	    unpack_limit);
	(void)setenv("GIT_DIR", ".", 1);
	(void)setenv("GIT_OBJECT_DIRECTORY", "../kept", 1);
	(void)setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", "/nowhere::objects", 1);
}

static void
read_quarantine(void)
{
	struct diags diags = {.count = 0};
	struct repo *plain, *hook = NULL;
	struct snapshot *snapshot;
	char id[2 * OID_SIZE + 2];

	shell_line(id, sizeof(id), "cat id");
	cr_assert_eq(chdir("b.git"), 0);
	plain = must_open(".");
	must_not_resolve(plain, id, "not known", NULL);
	repo_close(plain);
	cr_assert_eq(repo_open(&hook, ".", REPO_HOOK, &diags), 0);
	/* What is opened later still finds its way. */
	cr_assert_eq(chdir(".."), 0);
	snapshot = must_commit(hook, id);
	must_read(snapshot, "z/f", "new\n");
	snapshot_close(snapshot);
	repo_close(hook);
}

Test(repo, sees_loose_objects_in_quarantine)
{
	quarantine(1000);
	read_quarantine();
}

Test(repo, sees_a_pack_in_quarantine)
{
	quarantine(1);
	read_quarantine();
}

Test(repo, parses_ids)
{
	struct oid id;
	char text[2 * OID_SIZE + 1];

	cr_assert_eq(oid_parse(&id, slice_of("00ff10ABcdef0000000000000000000000000001")), 0);
	oid_hex(&id, text);
	cr_assert_str_eq(text, "00ff10abcdef0000000000000000000000000001");
	cr_assert_eq(oid_parse(&id, slice_of("00ff10ABcdef000000000000000000000000001")), -1);
	cr_assert_eq(oid_parse(&id, slice_of("00ff10ABcdef000000000000000000000000000g")), -1);
	cr_assert_eq(oid_parse(&id, slice_of("")), -1);
}
