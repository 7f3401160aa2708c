/* Which zones a command works on. */
#include "fixture.h"

TestSuite(select, .init = estate_begin, .fini = estate_end);

#define THREE                                                     \
	"  b.tests.: " FROM_CONFIG "\n"                           \
	"  a.tests.: {sources: [other], targets: [live, copy]}\n" \
	"  bücher.tests.: " FROM_CONFIG "\n"

static void
put_three(void)
{
	put_config(THREE);
	put("zones/b.tests.yaml", A_RECORD);
	put("other/a.tests.yaml", A_RECORD);
	put("zones/bücher.tests.yaml", A_RECORD);
	commit();
}

Test(select, takes_all_of_a_revision_in_the_order_of_the_file)
{
	struct work work = {0};

	put_three();
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), 0);
	chosen_are(&work, "b.tests. a.tests. xn--bcher-kva.tests.");
	close_work(&work);
}

Test(select, takes_named_zones_in_either_spelling_and_once)
{
	struct work work = {0};

	put_three();
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, "Bücher.tests. A.tests. a.tests. xn--bcher-kva.tests."), 0);
	chosen_are(&work, "xn--bcher-kva.tests. a.tests.");
	close_work(&work);
}

Test(select, refuses_an_unknown_name_and_goes_on)
{
	struct work work = {0};
	const struct diag *diag;

	put_three();
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, "bb.tests. a.tests. a.tests"), -1);
	chosen_are(&work, "a.tests.");
	cr_expect_eq(work.diags.errors, 2);
	diag = said(&work.diags, "unknown-zone");
	cr_assert_not_null(diag);
	cr_expect_str_eq(diag->message, "Unknown zone name bb.tests.");
	cr_expect(has_text(diag->hint, "did you mean b"));
	close_work(&work);
}

Test(select, takes_what_a_range_changes)
{
	struct work work = {0};

	put_three();
	put("zones/b.tests.yaml", A_RECORD "b: {type: A, value: 1.1.1.1}\n");
	commit();
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), 0);
	chosen_are(&work, "b.tests.");
	close_work(&work);
	work.all = true;
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), 0);
	chosen_are(&work, "b.tests. a.tests. xn--bcher-kva.tests.");
	close_work(&work);
}

Test(select, takes_named_zones_of_a_range_when_they_changed)
{
	struct work work = {0};

	put_three();
	put("zones/b.tests.yaml", "");
	put("other/a.tests.yaml", "");
	commit();
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_expect_eq(choose(&work, "a.tests. bücher.tests."), 0);
	chosen_are(&work, "a.tests.");
	cr_expect_eq(work.diags.count, 0);
	close_work(&work);
}

Test(select, refuses_an_unknown_name_with_a_range_too)
{
	struct work work = {0};

	put_three();
	put("zones/b.tests.yaml", "");
	commit();
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_expect_eq(choose(&work, "b.tests. nope.tests."), -1);
	chosen_are(&work, "b.tests.");
	cr_expect_not_null(said(&work.diags, "unknown-zone"));
	close_work(&work);
}

Test(select, tells_zones_that_are_gone)
{
	struct work work = {0};

	put_three();
	put_config("  b.tests.: " FROM_CONFIG "\n");
	shell("rm -r other zones/bücher.tests.yaml");
	commit();
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), 0);
	chosen_are(&work, "");
	cr_expect_eq(work.selection.nremoved, 2);
	close_work(&work);
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_expect_eq(choose(&work, "a.tests."), 0);
	cr_assert_eq(work.selection.nremoved, 1);
	cr_expect(slice_is(work.selection.removed[0].name, "a.tests."));
	close_work(&work);
}

Test(select, takes_everything_when_there_was_no_configuration)
{
	struct work work = {0};

	put("README", "");
	commit();
	put_three();
	cr_assert_eq(open_range(&work, "HEAD~1", "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), 0);
	chosen_are(&work, "b.tests. a.tests. xn--bcher-kva.tests.");
	close_work(&work);
}

Test(select, keeps_zones_with_a_source_or_a_target)
{
	struct work work = {.sources = {"other"}};

	put_three();
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), 0);
	chosen_are(&work, "a.tests.");
	close_work(&work);
	work.targets[0] = "copy";
	work.sources[0] = "config";
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), 0);
	chosen_are(&work, "");
	close_work(&work);
	work.targets[0] = "copy";
	work.targets[1] = "live";
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), 0);
	chosen_are(&work, "b.tests. a.tests. xn--bcher-kva.tests.");
	close_work(&work);
}

Test(select, refuses_an_unknown_source_or_target)
{
	struct work work = {.sources = {"nope"}};

	put_three();
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), -1);
	cr_expect_str_eq(said(&work.diags, "unknown-provider")->message,
	    "--source nope: there is no such provider");
	close_work(&work);
	work.targets[0] = "nope";
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), -1);
	cr_expect(has_text(said(&work.diags, "unknown-provider")->message, "--target nope"));
	close_work(&work);
}

Test(select, expands_dynamic_entries)
{
	struct work work = {0};

	put_config("  '*': " FROM_CONFIG "\n  b.tests.: {sources: [other], targets: [copy]}\n");
	put("zones/b.tests.yaml", "");
	put("zones/c.tests.yaml", "");
	put("zones/a.tests.yaml", "");
	commit();
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, ""), 0);
	chosen_are(&work, "b.tests. a.tests. c.tests.");
	cr_expect_str_eq(work.selection.zones[0].config->sources.ids[0], "other");
	close_work(&work);
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, "c.tests."), 0);
	chosen_are(&work, "c.tests.");
	close_work(&work);
	cr_assert_eq(open_revision(&work, "HEAD"), 0);
	cr_expect_eq(choose(&work, "d.tests."), -1);
	close_work(&work);
}

static void
below_is(const struct work *work, const char *name, bool want)
{
	cr_expect_eq(map_has(&work->selection.below, slice_of(name)), want, "%s", name);
}

/* However the zones below are configured and chosen. */
Test(select, notes_the_zones_below_the_chosen_ones)
{
	static const char *const configs[] = {
	    "  unit.tests.: " FROM_CONFIG "\n  sub.unit.tests.: " FROM_CONFIG "\n"
	    "  x.sub.unit.tests.: " FROM_CONFIG "\n  notunit.tests.: " FROM_CONFIG "\n",
	    "  unit.tests.: " FROM_CONFIG "\n  '*': " FROM_CONFIG "\n",
	    "  '*': " FROM_CONFIG "\n",
	};
	size_t i, named;

	put("zones/unit.tests.yaml", "");
	put("zones/sub.unit.tests.yaml", "");
	put("zones/x.sub.unit.tests.yaml", "");
	put("zones/notunit.tests.yaml", "");
	for (i = 0; i < sizeof(configs) / sizeof(configs[0]); i++) {
		put_config(configs[i]);
		for (named = 0; named < 2; named++) {
			struct work work = {0};

			cr_assert_eq(open_worktree(&work), 0);
			cr_expect_eq(choose(&work, named == 1 ? "unit.tests." : ""), 0);
			below_is(&work, "sub.unit.tests.", true);
			below_is(&work, "x.sub.unit.tests.", true);
			below_is(&work, "unit.tests.", false);
			below_is(&work, "notunit.tests.", false);
			close_work(&work);
		}
	}
}
