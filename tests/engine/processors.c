/* Which processors a zone passes, in which order; and zones that are made of others. */
#include "engine/processors.h"

#include "engine/planning.h"
#include "fixture.h"

TestSuite(processors, .init = estate_begin, .fini = estate_end);

#define TYPES(list) "{class: octodns.processor.filter.TypeRejectlistFilter, rejectlist: [" list "]}"

static void
put_all(const char *manager, const char *zones)
{
	struct buf text = {0};

	buf_printf(&text,
	    "manager: {%s}\n" PROVIDERS "processors:\n  one: " TYPES("MX") "\n  two: " TYPES(
		"TXT") "\n  three: " TYPES("SRV") "\nzones:\n%s",
	    manager, zones);
	put("octodns.yaml", text.data);
	buf_free(&text);
}

/* The ids of the chain of the zone, blanks between. */
static void
chain_is(const char *zone, const char *want)
{
	struct work work = {0};
	struct process_chain chain;
	struct buf text = {0};
	size_t i;

	cr_assert_eq(open_worktree(&work), 0);
	cr_assert_eq(choose(&work, zone), 0);
	cr_assert_eq(work.selection.count, 1);
	cr_expect_eq(workspace_chain(&work.workspace, WORKSPACE_HEAD,
			 work.selection.zones[0].config, &chain, &work.diags),
	    0);
	buf_text(&text, "");
	for (i = 0; i < chain.count; i++)
		buf_printf(&text, "%s%s", i > 0 ? " " : "", chain.processors[i]->id);
	cr_expect_str_eq(text.data, want, "%s", text.data);
	buf_free(&text);
	chain_free(&chain);
	close_work(&work);
}

Test(processors, come_in_octodnss_order)
{
	put_all("processors: [three], post_processors: [two], auto_arpa: true, include_meta: true",
	    "  unit.tests.: {sources: [config], targets: [live], processors: [one, one]}\n");
	chain_is("unit.tests.", "three one one auto-arpa two octodns-meta");
}

Test(processors, are_none_unless_configured)
{
	put_all("", "  unit.tests.: " FROM_CONFIG "\n");
	chain_is("unit.tests.", "");
}

Test(processors, of_an_alias_are_those_of_the_zone_that_it_copies)
{
	put_all("",
	    "  unit.tests.: {sources: [config], targets: [live], processors: [one]}\n"
	    "  copy.tests.: {alias: unit.tests., processors: [two]}\n"
	    "  last.tests.: {sources: [config], targets: [live], processors: [three]}\n");
	chain_is("copy.tests.", "one");
}

/* Plan all zones; "ZONE changes …", in order. */
static void
plans_are(const char *want)
{
	struct work work = {0};
	struct plan_request request = {.selection = &work.selection};
	struct plan plan = {0};
	struct buf text = {0};
	size_t i;

	cr_assert_eq(open_worktree(&work), 0);
	cr_assert_eq(choose(&work, ""), 0);
	cr_expect_eq(plan_zones(&work.workspace, &request, &plan, &work.diags), OUTCOME_DONE, "%s",
	    work.diags.count > 0 ? work.diags.items[0].message : "");
	buf_text(&text, "");
	for (i = 0; i < plan.nzones; i++) {
		if (plan.zones[i]->ntargets > 0)
			buf_printf(&text, "%s%.*s %zu", text.len > 0 ? " " : "",
			    SLICE_ARGS(plan.zones[i]->zone), plan.zones[i]->targets[0].nchanges);
	}
	cr_expect_str_eq(text.data, want, "%s", text.data);
	buf_free(&text);
	plan_free(&plan);
	close_work(&work);
}

Test(processors, plan_aliases_and_reverse_zones_behind_others_of_their_length)
{
	put_all("auto_arpa: true",
	    "  2.0.192.in-addr.arpa.: {sources: [auto-arpa], targets: [live]}\n"
	    "  copy.tests.: {alias: unit.tests.}\n"
	    "  unit.tests.: " FROM_CONFIG "\n"
	    "  123456789012345.tests.: " FROM_CONFIG "\n");
	put("zones/unit.tests.yaml", "a: {type: A, value: 192.0.2.1}\n");
	put("zones/123456789012345.tests.yaml", "a: {type: A, value: 192.0.2.2}\n");
	/* The alias points at the first address, too. */
	plans_are("123456789012345.tests. 1 2.0.192.in-addr.arpa. 2 unit.tests. 1 copy.tests. 1");
}

Test(processors, make_no_pointers_of_zones_without_targets)
{
	put_all("auto_arpa: true",
	    "  2.0.192.in-addr.arpa.: {sources: [auto-arpa], targets: [live]}\n"
	    "  unit.tests.: {sources: [config], targets: []}\n"
	    "  other.tests.: " FROM_CONFIG "\n");
	put("zones/unit.tests.yaml", "a: {type: A, value: 192.0.2.1}\n");
	put("zones/other.tests.yaml", "a: {type: A, value: 192.0.2.2}\n");
	plans_are("2.0.192.in-addr.arpa. 1 other.tests. 1");
}

Test(processors, let_each_target_have_its_own)
{
	put_all("include_meta: true",
	    "  unit.tests.: {sources: [config], targets: [live, copy]}\n");
	put("zones/unit.tests.yaml", A_RECORD);
	plans_are("unit.tests. 2");
}

/* Validating is looking at what is written: octoDNS runs no processors, either. */
Test(processors, stand_in_the_way_of_a_plan_when_their_class_is_not_built_in)
{
	struct work work = {0};
	struct plan_request request = {.selection = &work.selection};
	struct plan plan = {0};

	put("octodns.yaml",
	    PROVIDERS "processors: {p: {class: mine.Own}}\nzones:\n"
		      "  unit.tests.: {sources: [config], targets: [live], processors: [p]}\n"
		      "  two.tests.: {sources: [config], targets: [live], processors: [p]}\n");
	put("zones/unit.tests.yaml", A_RECORD);
	put("zones/two.tests.yaml", A_RECORD);
	cr_assert_eq(open_worktree(&work), 0);
	cr_assert_eq(choose(&work, ""), 0);
	cr_expect_eq(plan_zones(&work.workspace, &request, &plan, &work.diags), OUTCOME_INVALID);
	cr_expect_eq(work.diags.errors, 1);
	cr_expect_not_null(said(&work.diags, "config-processor"));
	cr_expect_eq(plan_changes(&plan), 0);
	plan_free(&plan);
	close_work(&work);
}
