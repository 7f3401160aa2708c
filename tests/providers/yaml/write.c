/* Writing: the bytes that octoDNS writes, and that nothing is lost when it fails. */
#include "fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

Test(write, plain_as_octodns_does)
{
	struct bench bench;

	yaml_begin(&bench, "default_ttl: 300");
	yaml_open(&bench);
	cr_expect_eq(apply_yaml(&bench, "unit.tests.",
			 "{b: [{type: TXT, ttl: 300, value: 'a\\;b'}, {type: A, ttl: 60, "
			 "values: [2.2.2.2, 1.1.1.1]}], "
			 "'': {type: MX, ttl: 300, value: {preference: 1, exchange: m.tests.}}, "
			 "ü: {type: A, ttl: 300, value: 1.1.1.1}, "
			 "a10: {type: A, ttl: 300, value: 1.1.1.1}, "
			 "a2: {type: A, ttl: 300, value: 1.1.1.1}}"),
	    0);
	file_is(&bench, "zones/unit.tests.yaml",
	    "---\n"
	    "? ''\n"
	    ": type: MX\n"
	    "  value:\n"
	    "    exchange: m.tests.\n"
	    "    preference: 1\n"
	    "a2:\n"
	    "  type: A\n"
	    "  value: 1.1.1.1\n"
	    "a10:\n"
	    "  type: A\n"
	    "  value: 1.1.1.1\n"
	    "b:\n"
	    "- ttl: 60\n"
	    "  type: A\n"
	    "  values:\n"
	    "  - 1.1.1.1\n"
	    "  - 2.2.2.2\n"
	    "- type: TXT\n"
	    "  value: a\\;b\n"
	    "ü:\n"
	    "  type: A\n"
	    "  value: 1.1.1.1\n");
	dir_is(&bench, "zones", "unit.tests.yaml");
	cr_expect_eq(apply_yaml(&bench, "unit.tests.", "{}"), 0);
	file_is(&bench, "zones/unit.tests.yaml", "--- {}\n");
	bench_end(&bench);
}

Test(write, keeps_what_the_plan_leaves_alone)
{
	struct bench bench;

	yaml_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.yaml",
	    "# gone with the first write\n"
	    "a: {type: A, value: 1.1.1.1, octodns: {ignored: true}}\n"
	    "b: {type: A, ttl: 5, value: 1.1.1.1}\n'': {type: NS, value: ns.tests.}\n");
	yaml_open(&bench);
	yaml_reopen(&bench, "enforce_order: false");
	cr_expect_eq(apply_yaml(&bench, "unit.tests.", "{b: {type: A, value: 2.2.2.2}}"), 0);
	file_is(&bench, "zones/unit.tests.yaml",
	    "---\n? ''\n: type: NS\n  value: ns.tests.\n"
	    "a:\n  octodns:\n    ignored: true\n  type: A\n  value: 1.1.1.1\n"
	    "b:\n  type: A\n  value: 2.2.2.2\n");
	bench_end(&bench);
}

Test(write, plain_semicolons)
{
	struct bench bench;

	yaml_begin(&bench, "escaped_semicolons: false");
	yaml_open(&bench);
	cr_expect_eq(apply_yaml(&bench, "unit.tests.", "{a: {type: TXT, value: 'a\\;b'}}"), 0);
	file_is(&bench, "zones/unit.tests.yaml", "---\na:\n  type: TXT\n  value: a;b\n");
	must_have(&bench, "unit.tests.", true, "a.unit.tests. 3600 TXT a\\;b\n");
	bench_end(&bench);
}

Test(write, keeps_the_spelling_that_the_files_have)
{
	static const char *const want = "---\na:\n  type: A\n  value: 2.2.2.2\n";
	static const char *const before = "a: {type: A, value: 1.1.1.1}\n";
	struct bench bench;

	yaml_begin(&bench, "");
	files_write(&bench.files, "zones/xn--bcher-kva.tests.yaml", before);
	files_write(&bench.files, "zones/käse.tests.yaml", before);
	yaml_open(&bench);
	cr_expect_eq(apply_yaml(&bench, "xn--bcher-kva.tests.", "{a: {type: A, value: 2.2.2.2}}"),
	    0);
	cr_expect_eq(apply_yaml(&bench, "xn--kse-qla.tests.", "{a: {type: A, value: 2.2.2.2}}"), 0);
	cr_expect_eq(apply_yaml(&bench, "xn--n-0ga.tests.", "{a: {type: A, value: 2.2.2.2}}"), 0);
	file_is(&bench, "zones/xn--bcher-kva.tests.yaml", want);
	file_is(&bench, "zones/käse.tests.yaml", want);
	file_is(&bench, "zones/ön.tests.yaml", want);
	dir_is(&bench, "zones", "käse.tests.yaml xn--bcher-kva.tests.yaml ön.tests.yaml");
	bench_end(&bench);
}

Test(write, a_name_that_does_not_decode_as_it_is)
{
	struct bench bench;

	yaml_begin(&bench, "");
	yaml_open(&bench);
	/* "xn--a" decodes to U+0080, which no name may have. */
	cr_expect_eq(apply_yaml(&bench, "xn--a.tests.", "{a: {type: CNAME, value: xn--a.tests.}}"),
	    0);
	file_is(&bench, "zones/xn--a.tests.yaml",
	    "---\na:\n  type: CNAME\n  value: xn--a.tests.\n");
	bench_end(&bench);
}

#define SPLIT "split_extension: ., disable_zonefile: true"
#define RECORDS                                                               \
	"{'': {type: NS, value: ns.tests.}, '*': {type: A, value: 1.1.1.1}, " \
	"'*.a': {type: A, value: 1.1.1.1}, ü: {type: A, value: 1.1.1.1}}"

Test(write, split_with_one_file_for_the_root_and_its_wildcard)
{
	struct bench bench;

	yaml_begin(&bench, SPLIT);
	yaml_open(&bench);
	cr_expect_eq(apply_yaml(&bench, "unit.tests.", RECORDS), 0);
	dir_is(&bench, "zones/unit.tests.", "$unit.tests.yaml *.a.yaml ü.yaml");
	file_is(&bench, "zones/unit.tests./$unit.tests.yaml",
	    "---\n? ''\n: type: NS\n  value: ns.tests.\n'*':\n  type: A\n  value: 1.1.1.1\n");
	file_is(&bench, "zones/unit.tests./ü.yaml",
	    "---\n\"\\xFC\":\n  type: A\n  value: 1.1.1.1\n");
	bench_end(&bench);
}

Test(write, split_without_a_catchall)
{
	struct bench bench;

	yaml_begin(&bench, SPLIT ", split_catchall: false");
	yaml_open(&bench);
	cr_expect_eq(apply_yaml(&bench, "unit.tests.", RECORDS), 0);
	dir_is(&bench, "zones/unit.tests.", "*.a.yaml *.yaml .yaml ü.yaml");
	bench_end(&bench);
}

Test(write, split_leaves_no_file_of_a_record_that_is_gone)
{
	struct bench bench;

	yaml_begin(&bench, SPLIT);
	yaml_open(&bench);
	cr_expect_eq(apply_yaml(&bench, "unit.tests.", RECORDS), 0);
	files_write(&bench.files, "zones/unit.tests./README", "");
	files_write(&bench.files, "zones/unit.tests./sub/x.yaml", "");
	cr_expect_eq(apply_yaml(&bench, "unit.tests.",
			 "{'': {type: NS, value: ns.tests.}, ü: {type: A, value: 1.1.1.1}}"),
	    0);
	dir_is(&bench, "zones/unit.tests.", "$unit.tests.yaml README sub ü.yaml");
	dir_is(&bench, "zones/unit.tests./sub", "x.yaml");
	must_have(&bench, "unit.tests.", true,
	    "unit.tests. 3600 NS ns.tests.\nxn--tda.unit.tests. 3600 A 1.1.1.1\n");
	bench_end(&bench);
}

Test(write, split_removes_the_catchall_with_its_last_record)
{
	struct bench bench;

	yaml_begin(&bench, SPLIT);
	files_write(&bench.files, "zones/unit.tests./$unit.tests.yaml",
	    "'*': {type: A, value: 1.1.1.1}\n");
	files_write(&bench.files, "zones/unit.tests./a.yaml", "a: {type: A, value: 1.1.1.1}\n");
	yaml_open(&bench);
	cr_expect_eq(apply_yaml(&bench, "unit.tests.", "{a: {type: A, value: 1.1.1.1}}"), 0);
	dir_is(&bench, "zones/unit.tests.", "a.yaml");
	must_have(&bench, "unit.tests.", true, "a.unit.tests. 3600 A 1.1.1.1\n");
	bench_end(&bench);
}

Test(write, split_moves_records_out_of_files_of_other_names)
{
	struct bench bench;

	yaml_begin(&bench, SPLIT);
	files_write(&bench.files, "zones/unit.tests./all.yaml",
	    "a: {type: A, value: 1.1.1.1}\nb: {type: A, value: 1.1.1.1}\n");
	files_write(&bench.files, "zones/unit.tests./*.yaml", "'*': {type: A, value: 1.1.1.1}\n");
	yaml_open(&bench);
	cr_expect_eq(apply_yaml(&bench, "unit.tests.",
			 "{'*': {type: A, value: 1.1.1.1}, a: {type: A, value: 2.2.2.2}, "
			 "b: {type: A, value: 1.1.1.1}}"),
	    0);
	dir_is(&bench, "zones/unit.tests.", "$unit.tests.yaml a.yaml b.yaml");
	must_have(&bench, "unit.tests.", true,
	    "*.unit.tests. 3600 A 1.1.1.1\na.unit.tests. 3600 A 2.2.2.2\n"
	    "b.unit.tests. 3600 A 1.1.1.1\n");
	bench_end(&bench);
}

Test(write, split_keeps_a_name_that_is_called_like_the_catchall)
{
	struct bench bench;

	yaml_begin(&bench, SPLIT);
	yaml_open(&bench);
	cr_expect_eq(
	    apply_yaml(&bench, "unit.tests.",
		"{$unit.tests: {type: A, value: 2.2.2.2}, '*': {type: A, value: 1.1.1.1}}"),
	    0);
	must_have(&bench, "unit.tests.", true,
	    "$unit.tests.unit.tests. 3600 A 2.2.2.2\n*.unit.tests. 3600 A 1.1.1.1\n");
	bench_end(&bench);
}

Test(write, split_refuses_names_that_no_file_can_have_before_it_writes_any)
{
	static const char *const records[] = {
	    "{a: {type: A, value: 1.1.1.1}, 0/25: {type: A, value: 1.1.1.1}}",
	    "{a: {type: A, value: 1.1.1.1}, ../../x: {type: A, value: 1.1.1.1}}",
	    "{a: {type: A, value: 1.1.1.1}, \"a\\0b\": {type: A, value: 1.1.1.1}}",
	};
	size_t i;

	for (i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		struct bench bench;

		yaml_begin(&bench, SPLIT);
		files_write(&bench.files, "zones/unit.tests./b.yaml",
		    "b: {type: A, value: 1.1.1.1}\n");
		yaml_open(&bench);
		cr_expect_eq(apply_yaml(&bench, "unit.tests.", records[i]), -1, "%s", records[i]);
		cr_expect_not_null(said(&bench.files, "provider-write", 0));
		cr_expect(diags_have(&bench.files.diags, "cannot be the name of a file"));
		dir_is(&bench, "zones/unit.tests.", "b.yaml");
		bench_end(&bench);
	}
}

Test(write, makes_the_folder_of_the_target)
{
	struct bench bench;

	bench_config(&bench,
	    "live: {class: octodns.provider.yaml.YamlProvider, directory: ./deep/er/live}");
	yaml_open(&bench);
	cr_expect_eq(apply_yaml(&bench, "unit.tests.", "{a: {type: A, value: 1.1.1.1}}"), 0);
	file_is(&bench, "deep/er/live/unit.tests.yaml", "---\na:\n  type: A\n  value: 1.1.1.1\n");
	bench_end(&bench);
}

Test(write, stays_away_from_a_zone_that_cannot_be_read)
{
	static const char *const broken = "a: [\n";
	struct change change = {.action = CHANGE_CREATE};
	struct apply_request request = {.zone = slice_of("unit.tests."), .changes = &change};
	struct bench bench;

	yaml_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.yaml", broken);
	yaml_open(&bench);
	cr_expect_eq(bench.provider->class->apply(bench.provider, &request, NULL,
			 &bench.files.diags),
	    -1);
	cr_expect_not_null(said(&bench.files, "yaml-syntax", 0));
	file_is(&bench, "zones/unit.tests.yaml", broken);
	bench_end(&bench);
}

/* Every write fails, as on a full disk. */
static void
fill_disk(bool full)
{
	static struct rlimit before;
	struct rlimit none;

	if (full) {
		(void)signal(SIGXFSZ, SIG_IGN);
		cr_assert_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
		none = before;
		none.rlim_cur = 0;
		cr_assert_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
	} else {
		cr_assert_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
	}
}

#define BEFORE "a: {type: A, value: 1.1.1.1}\n"

Test(write, changes_nothing_on_a_full_disk)
{
	struct bench bench;
	int rc;

	yaml_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.yaml", BEFORE);
	yaml_open(&bench);
	fill_disk(true);
	rc = apply_yaml(&bench, "unit.tests.", "{a: {type: A, value: 2.2.2.2}}");
	fill_disk(false);
	cr_expect_eq(rc, -1);
	cr_expect_not_null(said(&bench.files, "provider-write", 0));
	file_is(&bench, "zones/unit.tests.yaml", BEFORE);
	dir_is(&bench, "zones", "unit.tests.yaml");
	bench_end(&bench);
}

Test(write, removes_no_split_file_when_one_could_not_be_written)
{
	struct bench bench;
	int rc;

	yaml_begin(&bench, SPLIT);
	files_write(&bench.files, "zones/unit.tests./a.yaml", BEFORE);
	files_write(&bench.files, "zones/unit.tests./b.yaml", "b: {type: A, value: 1.1.1.1}\n");
	yaml_open(&bench);
	fill_disk(true);
	rc = apply_yaml(&bench, "unit.tests.", "{c: {type: A, value: 2.2.2.2}}");
	fill_disk(false);
	cr_expect_eq(rc, -1);
	dir_is(&bench, "zones/unit.tests.", "a.yaml b.yaml");
	file_is(&bench, "zones/unit.tests./a.yaml", BEFORE);
	bench_end(&bench);
}

Test(write, changes_nothing_in_a_folder_that_cannot_be_written)
{
	struct bench bench;
	char path[256];
	int rc;

	if (geteuid() == 0)
		cr_skip("root may write everywhere");
	yaml_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.yaml", BEFORE);
	yaml_open(&bench);
	(void)snprintf(path, sizeof(path), "%s/zones", bench.files.dir);
	cr_assert_eq(chmod(path, 0500), 0);
	rc = apply_yaml(&bench, "unit.tests.", "{a: {type: A, value: 2.2.2.2}}");
	cr_assert_eq(chmod(path, 0700), 0);
	cr_expect_eq(rc, -1);
	file_is(&bench, "zones/unit.tests.yaml", BEFORE);
	bench_end(&bench);
}

Test(write, takes_no_file_for_an_empty_folder)
{
	struct bench bench;
	struct zone zone;

	yaml_begin(&bench, "");
	files_write(&bench.files, "zones", "not a folder");
	yaml_open(&bench);
	cr_expect_eq(read_as(&bench, &zone, "unit.tests.", true), -1);
	cr_expect_geq(bench.files.diags.errors, 1);
	zone_free(&zone);
	bench_end(&bench);
}
