/* The entries of zones. */
#include "fixture.h"

#include "config/subzone.h"

#include <stdlib.h>
#include <string.h>

#define SIMPLE "{sources: [config], targets: [live]}"

/* Read PROVIDERS and these zones, whose first is at line 5. */
static void
read_zones_text(struct place_for_files *files, const char *zones)
{
	char text[2048];

	(void)snprintf(text, sizeof(text), "%szones:\n%s", PROVIDERS, zones);
	cr_assert_eq(read_text(files, text), 0);
}

Test(zones, refuses_names_that_are_none)
{
	struct place_for_files files;

	read_zones_text(&files,
	    "  unit.tests: " SIMPLE "\n  unit..tests.: " SIMPLE "\n  a b.tests.: " SIMPLE "\n");
	cr_assert_str_eq(said(&files, "config-zone-name", 5)->hint, "write \"unit.tests.\"");
	cr_assert_not_null(said(&files, "config-zone-name", 6));
	cr_assert_not_null(said(&files, "config-zone-name", 7));
	cr_assert_eq(files.config->nzones, 0);
	files_end(&files);
}

Test(zones, knows_one_zone_in_two_spellings)
{
	struct place_for_files files;

	read_zones_text(&files,
	    "  bücher.tests.: " SIMPLE "\n  xn--bcher-kva.tests.: " SIMPLE "\n");
	cr_assert_eq(said(&files, "config-zone-twice", 6)->severity, SEVERITY_ERROR);
	cr_assert_eq(files.config->nzones, 1);
	files_end(&files);
}

Test(zones, takes_the_later_of_two_that_differ_in_case)
{
	struct place_for_files files;

	read_zones_text(&files,
	    "  a.tests.: " SIMPLE "\n  Unit.tests.: " SIMPLE
	    "\n  unit.tests.: {sources: [live], targets: []}\n"
	    "  UNIT.tests.: {sources: [], targets: []}\n  A.tests.: {sources: [], targets: []}\n");
	cr_assert_eq(files.diags.errors, 0);
	cr_assert_eq(files.diags.warnings, 3);
	cr_assert_eq(files.config->nzones, 2);
	cr_assert_eq(zone_of(&files, "unit.tests.")->sources.count, 0);
	cr_assert_eq(zone_of(&files, "unit.tests."), &files.config->zones[1]);
	cr_assert_eq(zone_of(&files, "a.tests.")->sources.count, 0);
	files_end(&files);
}

Test(zones, refuses_sources_that_are_no_list)
{
	struct place_for_files files;

	read_zones_text(&files,
	    "  a.tests.: {sources: config, targets: []}\n  b.tests.: {sources: null, targets: []}\n"
	    "  c.tests.: {targets: []}\n  d.tests.: {sources: [[config]], targets: []}\n"
	    "  e.tests.: {sources: [], targets: []}\n");
	cr_assert_str_eq(said(&files, "config-value", 5)->hint, "write [config]");
	cr_assert_not_null(said(&files, "config-value", 6));
	cr_assert_not_null(said(&files, "config-missing-sources", 7));
	cr_assert_not_null(said(&files, "config-unknown-source", 8));
	cr_assert_eq(files.diags.errors, 4);
	cr_assert(zone_of(&files, "a.tests.")->broken);
	cr_assert_not(zone_of(&files, "e.tests.")->broken);
	files_end(&files);
}

Test(zones, keeps_lists_apart_that_differ)
{
	struct place_for_files files;

	read_zones_text(&files,
	    "  a.tests.: " SIMPLE "\n  b.tests.: " SIMPLE
	    "\n  c.tests.: {sources: [live], targets: [config, live]}\n  d.tests.: " SIMPLE "\n");
	cr_assert_eq(zone_of(&files, "a.tests.")->sources.ids,
	    zone_of(&files, "b.tests.")->sources.ids);
	cr_assert_str_eq(zone_of(&files, "c.tests.")->sources.ids[0], "live");
	cr_assert_eq(zone_of(&files, "c.tests.")->targets.count, 2);
	cr_assert_str_eq(zone_of(&files, "d.tests.")->sources.ids[0], "config");
	cr_assert_eq(zone_of(&files, "d.tests.")->targets.count, 1);
	files_end(&files);
}

Test(zones, leaves_targets_to_the_plan)
{
	struct place_for_files files;
	const struct zone_config *zone;

	read_zones_text(&files,
	    "  a.tests.: {sources: [config], targets: [lve]}\n  b.tests.: {sources: [config]}\n");
	cr_assert_eq(files.diags.errors, 0);
	cr_assert_eq(said(&files, "config-unknown-target", 5)->severity, SEVERITY_WARNING);
	cr_assert_not_null(said(&files, "config-missing-targets", 6));
	zone = zone_of(&files, "a.tests.");
	cr_assert_eq(config_zone_plannable(files.config, zone, &files.diags), -1);
	cr_assert_str_eq(files.diags.items[files.diags.count - 1].hint, "did you mean \"live\"?");
	cr_assert_eq(config_zone_plannable(files.config, zone_of(&files, "b.tests."), &files.diags),
	    -1);
	cr_assert_eq(files.diags.errors, 2);
	files_end(&files);
}

Test(zones, checks_what_an_alias_copies)
{
	struct place_for_files files;

	read_zones_text(&files,
	    "  unit.tests.: " SIMPLE
	    "\n  a.tests.: {alias: unit.tests.}\n  b.tests.: {alias: a.tests.}\n"
	    "  c.tests.: {alias: c.tests.}\n  d.tests.: {alias: uni.tests.}\n  e.tests.: {alias: }\n");
	cr_assert_null(said(&files, "config-alias", 6));
	cr_assert_not_null(said(&files, "config-alias", 7));
	cr_assert_not_null(said(&files, "config-alias", 8));
	cr_assert_str_eq(said(&files, "config-alias", 9)->hint, "did you mean \"unit.tests.\"?");
	cr_assert_not_null(said(&files, "config-alias", 10));
	cr_assert_eq(files.diags.errors, 4);
	cr_assert_str_eq(config_targets(files.config, zone_of(&files, "a.tests.")).ids[0], "live");
	files_end(&files);
}

Test(zones, says_what_an_odd_flag_counts_as)
{
	struct place_for_files files;

	read_zones_text(&files,
	    "  a.tests.: {sources: [], targets: [], lenient: 'no'}\n"
	    "  b.tests.: {sources: [], targets: [], lenient: true, always-dry-run: false}\n");
	cr_assert_not_null(said(&files, "config-value", 5));
	cr_assert(zone_of(&files, "a.tests.")->lenient);
	cr_assert(zone_of(&files, "b.tests.")->lenient);
	cr_assert_not(zone_of(&files, "b.tests.")->always_dry_run);
	cr_assert_eq(files.diags.count, 1);
	files_end(&files);
}

Test(zones, have_rules_of_their_own_only_where_something_is_disabled)
{
	struct place_for_files files;

	read_zones_text(&files,
	    "  a.tests.: {sources: [], targets: [], validators: {record: {disable_validators: {MX: [mx-value]}}}}\n"
	    "  b.tests.: {sources: [], targets: []}\n"
	    "  c.tests.: {sources: [], targets: [], validators: {record: {disable_validators: {MX: [_values-type]}}}}\n");
	cr_assert_not_null(zone_of(&files, "a.tests.")->rules);
	cr_assert_null(zone_of(&files, "b.tests.")->rules);
	cr_assert_eq(files.diags.errors, 1);
	files_end(&files);
}

Test(zones, takes_auto_arpa_for_a_source_when_it_is_on)
{
	struct place_for_files files;

	cr_assert_eq(
	    read_text(&files,
		"manager: {auto_arpa: true}\n" PROVIDERS
		"zones:\n  2.0.192.in-addr.arpa.: {sources: [auto-arpa], targets: [live]}\n"
		"  a.tests.: {sources: [auto-arpa, config], targets: [live]}\n"),
	    0);
	cr_assert_eq(files.diags.errors, 0);
	cr_assert(zone_of(&files, "2.0.192.in-addr.arpa.")->auto_arpa);
	cr_assert_eq(zone_of(&files, "2.0.192.in-addr.arpa.")->sources.count, 0);
	cr_assert_eq(zone_of(&files, "a.tests.")->sources.count, 1);
	files_end(&files);

	read_zones_text(&files, "  a.tests.: {sources: [auto-arpa], targets: [live]}\n");
	cr_assert_not_null(said(&files, "config-unknown-source", 5));
	files_end(&files);
}

Test(zones, finds_records_of_sub_zones)
{
	struct place_for_files files;
	const struct map *names;
	struct slice zone = slice_of("tests.");

	read_zones_text(&files,
	    "  tests.: " SIMPLE "\n  b.tests.: " SIMPLE "\n  c.b.tests.: " SIMPLE
	    "\n  ab.tests.: " SIMPLE "\n");
	names = &files.config->zones_by_name;
	cr_assert_eq(config_subzone_of(names, slice_of("tests."), zone), SUBZONE_NONE);
	cr_assert_eq(config_subzone_of(names, slice_of("www.tests."), zone), SUBZONE_NONE);
	cr_assert_eq(config_subzone_of(names, slice_of("b.tests."), zone), SUBZONE_AT);
	cr_assert_eq(config_subzone_of(names, slice_of("c.b.tests."), zone), SUBZONE_AT);
	cr_assert_eq(config_subzone_of(names, slice_of("x.y.b.tests."), zone), SUBZONE_UNDER);
	cr_assert_eq(config_subzone_of(names, slice_of("xb.tests."), zone), SUBZONE_NONE);
	cr_assert_eq(config_subzone_of(names, slice_of("x.c.b.tests."), slice_of("b.tests.")),
	    SUBZONE_UNDER);
	cr_assert_eq(config_subzone_of(names, slice_of("b.tests."), slice_of("b.tests.")),
	    SUBZONE_NONE);
	files_end(&files);
}
