/* Opening a workspace: the root, the snapshots, the configurations, the providers. */
#include "fixture.h"

#include <unistd.h>

TestSuite(workspace, .init = estate_begin, .fini = estate_end);

#define ZONES "  unit.tests.: " FROM_CONFIG "\n"

Test(workspace, of_files_is_the_directory_that_has_the_configuration)
{
	struct work work = {.options = {.dir = "sub"}};

	put_config(ZONES);
	shell("mkdir -p sub/zones; cp octodns.yaml sub");
	cr_assert_eq(open_worktree(&work), 0);
	cr_expect_str_eq(work.workspace.disk_root, "sub");
	close_work(&work);
}

Test(workspace, of_files_is_else_the_root_of_the_work_tree)
{
	struct work work = {.options = {.dir = "sub/deep"}};

	put_config(ZONES);
	shell("mkdir -p sub/deep");
	cr_assert_eq(open_worktree(&work), 0);
	cr_expect(has_text(work.workspace.disk_root, "/estate/"));
	cr_expect_eq(work.workspace.config->nzones, 1);
	close_work(&work);
}

Test(workspace, of_files_needs_no_repository)
{
	struct work work = {.options = {.dir = "../plain"}};

	put_config(ZONES);
	shell("mkdir ../plain; cp octodns.yaml ../plain");
	cr_assert_eq(open_worktree(&work), 0);
	cr_expect_null(work.workspace.repo);
	close_work(&work);
}

Test(workspace, of_a_revision_needs_one)
{
	struct work work = {.options = {.dir = "../plain"}};

	shell("mkdir ../plain");
	cr_assert_eq(open_revision(&work, "HEAD"), -1);
	cr_expect_not_null(said(&work.diags, "git-repository"));
	cr_expect(has_text(said(&work.diags, "git-repository")->hint, "--worktree"));
	close_work(&work);
}

Test(workspace, without_a_configuration_is_none)
{
	struct work work = {0};

	put("README", "");
	commit();
	cr_expect_eq(open_revision(&work, "HEAD"), -1);
	cr_expect_geq(work.diags.errors, 1);
	close_work(&work);
	cr_expect_eq(open_worktree(&work), -1);
	close_work(&work);
	cr_expect_eq(open_revision(&work, "none"), -1);
	close_work(&work);
}

Test(workspace, of_the_index_has_what_is_staged)
{
	struct work work = {.options = {.kind = WORKSPACE_STAGED,
				.dir = ".",
				.config = "octodns.yaml",
				.root = ""}};

	put_config(ZONES);
	shell("git add -A");
	put_config("  other.tests.: " FROM_CONFIG "\n");
	cr_assert_eq(workspace_open(&work.workspace, &work.options, &work.diags), 0);
	cr_expect(slice_is(work.workspace.config->zones[0].name, "unit.tests."));
	close_work(&work);
}

Test(workspace, of_a_range_has_both_sides)
{
	struct work work = {0};

	put_config(ZONES);
	commit();
	put_config(ZONES "  two.tests.: " FROM_CONFIG "\n");
	commit();
	cr_assert_eq(open_range(&work, "HEAD~1", NULL), 0);
	cr_expect_eq(workspace_config(&work.workspace, WORKSPACE_BASE)->nzones, 1);
	cr_expect_eq(workspace_config(&work.workspace, WORKSPACE_HEAD)->nzones, 2);
	close_work(&work);
	cr_assert_eq(open_range(&work, "", "HEAD"), 0);
	cr_expect_null(workspace_config(&work.workspace, WORKSPACE_BASE));
	close_work(&work);
}

Test(workspace, reads_a_configuration_that_did_not_change_once)
{
	struct work work = {0};

	put_config(ZONES);
	put("part.yaml", "{}\n");
	commit();
	put("zones/unit.tests.yaml", A_RECORD);
	commit();
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_expect_eq(work.workspace.base_config, work.workspace.config);
	close_work(&work);
}

Test(workspace, sees_that_a_part_of_the_configuration_changed)
{
	struct work work = {0};

	put("octodns.yaml", PROVIDERS "zones: !include part.yaml\n");
	put("part.yaml", "unit.tests.: " FROM_CONFIG "\n");
	commit();
	put("part.yaml", "two.tests.: " FROM_CONFIG "\n");
	commit();
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_expect_neq(work.workspace.base_config, work.workspace.config);
	cr_expect(slice_is(work.workspace.base_config->zones[0].name, "unit.tests."));
	close_work(&work);
}

Test(workspace, is_not_judged_by_what_was_wrong_before)
{
	struct work work = {0};

	put("octodns.yaml", "providers: [\n");
	put("zones/unit.tests.yaml", A_RECORD);
	commit();
	put_config(ZONES);
	commit();
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_expect_eq(work.diags.errors, 0);
	cr_expect_eq(choose(&work, ""), 0);
	chosen_are(&work, "unit.tests.");
	close_work(&work);
}

Test(workspace, of_three_dots_starts_where_the_branches_parted)
{
	struct work work = {.options = {.merge_base = true}};
	char base[64];

	put_config(ZONES);
	commit();
	shell_line(base, sizeof(base), "git rev-parse HEAD");
	shell("git checkout -q -b topic");
	put("zones/unit.tests.yaml", A_RECORD);
	commit();
	shell("git checkout -q main");
	put("elsewhere", "");
	commit();
	cr_assert_eq(open_range(&work, "main", "topic"), 0);
	cr_expect_str_eq(snapshot_name(work.workspace.base), base);
	close_work(&work);
	shell("git checkout -q --orphan alone");
	commit();
	work.options.merge_base = true;
	cr_expect_eq(open_range(&work, "main", "alone"), -1);
	cr_expect_not_null(said(&work.diags, "git-merge-base"));
	close_work(&work);
}

Test(workspace, is_strict_when_the_configuration_says_so)
{
	struct work work = {0};

	put("octodns.yaml", PROVIDERS "zones:\n" ZONES "zoneward: {strict: true}\n");
	cr_assert_eq(open_worktree(&work), 0);
	cr_expect(work.diags.strict);
	close_work(&work);
}

Test(workspace, opens_a_provider_once_and_says_once_why_not)
{
	struct work work = {0};
	struct provider *provider;

	put("octodns.yaml",
	    "providers:\n"
	    "  config: {class: octodns.provider.yaml.YamlProvider, directory: zones}\n"
	    "  bad: {class: octodns.provider.yaml.YamlProvider, directory: z, no: 1}\n"
	    "zones:\n" ZONES);
	(void)open_worktree(&work);
	diags_free(&work.diags);
	provider = workspace_provider(&work.workspace, WORKSPACE_HEAD, "config", &work.diags);
	cr_assert_not_null(provider);
	cr_expect_eq(workspace_provider(&work.workspace, WORKSPACE_HEAD, "config", &work.diags),
	    provider);
	cr_expect_eq(work.diags.count, 0);
	cr_expect_null(workspace_provider(&work.workspace, WORKSPACE_HEAD, "bad", &work.diags));
	cr_expect_null(workspace_provider(&work.workspace, WORKSPACE_HEAD, "bad", &work.diags));
	cr_expect_eq(work.diags.errors, 1);
	cr_expect_null(workspace_provider(&work.workspace, WORKSPACE_HEAD, "none", &work.diags));
	close_work(&work);
}

Test(workspace, shows_source_lines)
{
	struct work work = {0};
	struct buf line = {0};

	put_config(ZONES);
	put("text", "one\r\ntwo\nthree");
	cr_assert_eq(open_worktree(&work), 0);
	cr_expect_eq(workspace_line(&work.workspace, "text", 1, &line), 0);
	cr_expect_eq(workspace_line(&work.workspace, "text", 3, &line), 0);
	cr_expect_eq(workspace_line(&work.workspace, "text", 4000000000U, &line), 0);
	cr_expect_str_eq(line.data, "onethree");
	cr_expect_eq(workspace_line(&work.workspace, "none", 1, &line), -1);
	cr_expect_eq(workspace_line(&work.workspace, "../estate/text", 1, &line), -1);
	cr_expect_eq(snapshot_line(NULL, "text", 1, &line), -1);
	buf_free(&line);
	close_work(&work);
}
