/* Reading a zone from its files: what counts, and what is said. */
#include "fixture.h"

static void
begin(struct bench *bench, const char *options, const char *text)
{
	yaml_begin(bench, options);
	files_write(&bench->files, "zones/unit.tests.yaml", text);
	yaml_open(bench);
}

Test(read, takes_one_record_or_a_list_of_them)
{
	struct bench bench;

	begin(&bench, "default_ttl: 60",
	    "a: {type: A, value: 1.1.1.1}\n"
	    "b:\n- {ttl: 5, type: A, values: [2.2.2.2, 1.1.1.1]}\n- {type: TXT, value: x}\n"
	    "c: []\n");
	must_have(&bench, "unit.tests.", false,
	    "a.unit.tests. 60 A 1.1.1.1\nb.unit.tests. 5 A 1.1.1.1 2.2.2.2\n"
	    "b.unit.tests. 60 TXT x\n");
	bench_end(&bench);
}

Test(read, takes_an_empty_file)
{
	static const char *const texts[] = {"", "---\n", "--- {}\n", "# nothing\n"};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct bench bench;

		begin(&bench, "", texts[i]);
		must_have(&bench, "unit.tests.", false, "");
		bench_end(&bench);
	}
}

Test(read, names_both_places_of_a_duplicate)
{
	struct bench bench;

	yaml_begin(&bench, "split_extension: .d");
	files_write(&bench.files, "zones/unit.tests.d/a.yaml", "a: {type: A, value: 1.1.1.1}\n");
	files_write(&bench.files, "zones/unit.tests.d/b.yaml",
	    "\na: {type: A, value: 2.2.2.2}\nb: {type: A, value: 3.3.3.3}\n");
	yaml_open(&bench);
	must_refuse(&bench, "unit.tests.", "duplicate-record", "zones/unit.tests.d/b.yaml",
	    "the first is at zones/unit.tests.d/a.yaml:1:4");
	cr_expect_eq(bench.files.diags.items[0].at.line, 2);
	cr_expect_eq(bench.files.diags.items[0].at.column, 4);
	yaml_reopen(&bench, "split_extension: .d, populate_should_replace: true");
	must_have(&bench, "unit.tests.", false,
	    "a.unit.tests. 3600 A 2.2.2.2\nb.unit.tests. 3600 A 3.3.3.3\n");
	bench_end(&bench);
}

Test(read, takes_the_last_of_a_repeated_key)
{
	struct bench bench;
	struct zone zone;

	begin(&bench, "enforce_order: false",
	    "a: {type: A, value: 1.1.1.1}\nb: {type: [broken]}\nc: {type: A, value: 3.3.3.3}\n"
	    "b: {type: A, value: 2.2.2.2}\na: {type: TXT, value: x}\n");
	cr_expect_eq(read_as(&bench, &zone, "unit.tests.", false), 0);
	cr_expect_eq(bench.files.diags.warnings, 2);
	cr_expect_not_null(said(&bench.files, "yaml-repeated-key", 4));
	cr_expect_not_null(said(&bench.files, "yaml-repeated-key", 5));
	zone_free(&zone);
	must_have(&bench, "unit.tests.", false,
	    "a.unit.tests. 3600 TXT x\nb.unit.tests. 3600 A 2.2.2.2\n"
	    "c.unit.tests. 3600 A 3.3.3.3\n");
	bench_end(&bench);
}

Test(read, hides_no_record_behind_a_bad_one)
{
	struct bench bench;
	struct zone zone;

	begin(&bench, "",
	    "a: 5\nb: {type: NONE, value: x}\nc: {type: A, value: 3.3.3.3}\n"
	    "d: [{type: A, value: [{}]}, {type: TXT, value: x}]\n");
	cr_expect_eq(read_as(&bench, &zone, "unit.tests.", false), -1);
	cr_expect_eq(bench.files.diags.errors, 3);
	cr_expect_not_null(said(&bench.files, "record-mapping", 1));
	cr_expect_not_null(said(&bench.files, "record-type", 2));
	cr_expect_not_null(said(&bench.files, "record-value", 4));
	cr_expect_not_null(zone_find(&zone, slice_of("c.unit.tests."), rtype_find(slice_of("A"))));
	cr_expect_not_null(
	    zone_find(&zone, slice_of("d.unit.tests."), rtype_find(slice_of("TXT"))));
	zone_free(&zone);
	bench_end(&bench);
}

Test(read, takes_nothing_from_a_file_that_is_no_yaml)
{
	struct bench bench;
	struct zone zone;

	yaml_begin(&bench, "split_extension: .d");
	files_write(&bench.files, "zones/unit.tests.d/a.yaml", "a: {type: A, value: 1.1.1.1}\n");
	files_write(&bench.files, "zones/unit.tests.d/b.yaml",
	    "b: {type: A, value: 2.2.2.2}\nx: {type: NONE}\nc: [\n");
	files_write(&bench.files, "zones/unit.tests.d/c.yaml", "c: {type: A, value: 3.3.3.3}\n");
	yaml_open(&bench);
	cr_expect_eq(read_as(&bench, &zone, "unit.tests.", false), -1);
	/* What was wrong with the records of that file is void with them. */
	cr_expect_eq(bench.files.diags.errors, 1);
	cr_expect_not_null(said(&bench.files, "yaml-syntax", 0));
	cr_expect_eq(zone.count, 2);
	cr_expect_null(zone_first(&zone, slice_of("b.unit.tests.")));
	cr_expect_not_null(zone_first(&zone, slice_of("c.unit.tests.")));
	zone_free(&zone);
	bench_end(&bench);
}

Test(read, includes_files_of_the_repository)
{
	struct bench bench;
	struct zone zone;

	yaml_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.yaml",
	    "a: !include ../parts/a.yaml\nb:\n  type: A\n  values: !include list.yaml\n");
	files_write(&bench.files, "parts/a.yaml", "\ntype: A\nvalue: 1.1.1.1\n");
	files_write(&bench.files, "zones/list.yaml", "- 2.2.2.2\n- 3.3.3.3\n");
	yaml_open(&bench);
	must_have(&bench, "unit.tests.", false,
	    "a.unit.tests. 3600 A 1.1.1.1\nb.unit.tests. 3600 A 2.2.2.2 3.3.3.3\n");
	cr_assert_eq(read_as(&bench, &zone, "unit.tests.", false), 0);
	/* The place of a record outlives the reader of the file that it stands in. */
	cr_expect_str_eq(zone_first(&zone, slice_of("a.unit.tests."))->file, "parts/a.yaml");
	zone_free(&zone);
	files_write(&bench.files, "zones/unit.tests.yaml", "a: !include ../../etc/passwd\n");
	yaml_reopen(&bench, "");
	must_refuse(&bench, "unit.tests.", "yaml-include", "zones/unit.tests.yaml", "");
	bench_end(&bench);
}

Test(read, checks_the_order_of_keys_when_told)
{
	struct bench bench;

	begin(&bench, "", "b: {type: A, value: 1.1.1.1}\na: {type: A, value: 1.1.1.1}\n");
	must_refuse(&bench, "unit.tests.", "yaml-order", "zones/unit.tests.yaml",
	    "keys out of order");
	yaml_reopen(&bench, "enforce_order: false");
	must_have(&bench, "unit.tests.", false,
	    "a.unit.tests. 3600 A 1.1.1.1\nb.unit.tests. 3600 A 1.1.1.1\n");
	files_write(&bench.files, "zones/unit.tests.yaml",
	    "a10: {type: A, value: 1.1.1.1}\na2: {type: A, value: 1.1.1.1}\n");
	yaml_reopen(&bench, "order_mode: simple");
	must_have(&bench, "unit.tests.", false,
	    "a10.unit.tests. 3600 A 1.1.1.1\na2.unit.tests. 3600 A 1.1.1.1\n");
	yaml_reopen(&bench, "order_mode: natural");
	must_refuse(&bench, "unit.tests.", "yaml-order", "zones/unit.tests.yaml",
	    "keys out of order");
	bench_end(&bench);
}

Test(read, refuses_each_zone_in_an_order_that_nobody_knows)
{
	struct bench bench;

	begin(&bench, "order_mode: other", "a: {type: A, value: 1.1.1.1}\n");
	must_refuse(&bench, "unit.tests.", "config-provider-option", "octodns.yaml",
	    "order_mode is neither natural nor simple");
	cr_expect_eq(apply_yaml(&bench, "new.tests.", "{a: {type: A, value: 1.1.1.1}}"), -1);
	yaml_reopen(&bench, "order_mode: other, enforce_order: false");
	must_have(&bench, "unit.tests.", false, "a.unit.tests. 3600 A 1.1.1.1\n");
	bench_end(&bench);
}

Test(read, refuses_each_record_that_needs_a_default_ttl_which_is_no_number)
{
	struct bench bench;

	begin(&bench, "default_ttl: soon", "a: {ttl: 5, type: A, value: 1.1.1.1}\n");
	must_have(&bench, "unit.tests.", false, "a.unit.tests. 5 A 1.1.1.1\n");
	files_write(&bench.files, "zones/unit.tests.yaml", "a: {type: A, value: 1.1.1.1}\n");
	must_refuse(&bench, "unit.tests.", "record-ttl", "zones/unit.tests.yaml",
	    "default TTL is not a whole number");
	bench_end(&bench);
}

Test(read, escapes_plain_semicolons)
{
	struct bench bench;

	begin(&bench, "escaped_semicolons: false", "a: {type: TXT, value: 'v=DKIM1; k=rsa'}\n");
	must_have(&bench, "unit.tests.", false, "a.unit.tests. 3600 TXT v=DKIM1\\; k=rsa\n");
	bench_end(&bench);
}

Test(read, is_lenient_with_what_is_live)
{
	struct arena arena = {0};
	struct read_request request = {.zone = slice_of("unit.tests.")};
	struct bench bench;
	struct zone zone;
	unsigned as_target;

	begin(&bench, "", "a: {type: CNAME, value: b}\n");
	cr_assert_eq(ruleset_make(&arena, NULL, &request.rules, &bench.files.diags), 0);
	for (as_target = 0; as_target < 2; as_target++) {
		request.as_target = as_target == 1;
		if (request.as_target)
			request.rules = NULL;
		zone_init(&zone, request.zone);
		cr_expect_eq(bench.provider->class->read(bench.provider, &request, &zone,
				 &bench.files.diags),
		    request.as_target ? 0 : -1);
		cr_expect(zone.exists);
		cr_expect_eq(zone.count, 1);
		zone_free(&zone);
	}
	arena_free(&arena);
	bench_end(&bench);
}

Test(read, says_in_which_directory_a_file_of_a_target_is)
{
	struct bench bench;
	struct zone zone;

	begin(&bench, "", "b: {type: A, value: 1.1.1.1}\na: {type: A, value: 1.1.1.1}\n");
	cr_expect_eq(read_as(&bench, &zone, "unit.tests.", true), -1);
	cr_expect_eq(bench.files.diags.errors, 1);
	cr_expect_str_eq(bench.files.diags.items[0].at.file, "zones/unit.tests.yaml");
	cr_expect_eq(bench.files.diags.items[0].at.line, 1);
	zone_free(&zone);
	bench_end(&bench);
}

Test(read, is_as_strict_with_the_last_file_as_with_the_first)
{
	struct bench bench;
	struct zone zone;

	yaml_begin(&bench, "split_extension: .d, enforce_order: false");
	files_write(&bench.files, "zones/unit.tests.d/a.yaml",
	    "a: {type: A, value: 1.1.1.1}\na: {type: A, value: 1.1.1.1}\n");
	files_write(&bench.files, "zones/unit.tests.d/b.yaml",
	    "b: {type: A, value: 1.1.1.1}\nb: {type: A, value: 1.1.1.1}\n");
	yaml_open(&bench);
	bench.files.diags.strict = true;
	cr_expect_eq(read_as(&bench, &zone, "unit.tests.", false), -1);
	cr_expect_eq(bench.files.diags.errors, 2);
	zone_free(&zone);
	bench_end(&bench);
}
