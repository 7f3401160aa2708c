/* Which files hold the records of a zone. */
#include "fixture.h"

#include <sys/stat.h>
#include <unistd.h>

#define RECORD "a: {type: A, value: 1.1.1.1}\n"
#define HAS_A "a.unit.tests. 3600 A 1.1.1.1\n"

Test(layout, plain)
{
	struct bench bench;

	yaml_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.yaml", RECORD);
	/* None of these is the zone's. */
	files_write(&bench.files, "zones/unit.tests.yml", "x: {type: A, value: 2.2.2.2}\n");
	files_write(&bench.files, "zones/unit.tests./b.yaml", "b: {type: A, value: 2.2.2.2}\n");
	yaml_open(&bench);
	must_have(&bench, "unit.tests.", false, HAS_A);
	bench_end(&bench);
}

Test(layout, split_reads_every_yaml_of_the_folder_and_none_below)
{
	struct bench bench;

	yaml_begin(&bench, "split_extension: .d");
	files_write(&bench.files, "zones/unit.tests.d/a.yaml", RECORD);
	files_write(&bench.files, "zones/unit.tests.d/any.yaml", "b: {type: A, value: 2.2.2.2}\n");
	files_write(&bench.files, "zones/unit.tests.d/$unit.tests.yaml",
	    "'': {type: NS, value: ns.tests.}\n");
	files_write(&bench.files, "zones/unit.tests.d/.yaml", "'*': {type: A, value: 3.3.3.3}\n");
	files_write(&bench.files, "zones/unit.tests.d/c.yml", "c: {type: A, value: 2.2.2.2}\n");
	files_write(&bench.files, "zones/unit.tests.d/sub/d.yaml",
	    "d: {type: A, value: 2.2.2.2}\n");
	files_write(&bench.files, "zones/unit.tests.yaml", "e: {type: A, value: 5.5.5.5}\n");
	yaml_open(&bench);
	must_have(&bench, "unit.tests.", false,
	    "unit.tests. 3600 NS ns.tests.\n*.unit.tests. 3600 A 3.3.3.3\n" HAS_A
	    "b.unit.tests. 3600 A 2.2.2.2\ne.unit.tests. 3600 A 5.5.5.5\n");
	yaml_reopen(&bench, "split_extension: .d, disable_zonefile: true");
	must_have(&bench, "unit.tests.", false,
	    "unit.tests. 3600 NS ns.tests.\n*.unit.tests. 3600 A 3.3.3.3\n" HAS_A
	    "b.unit.tests. 3600 A 2.2.2.2\n");
	bench_end(&bench);
}

Test(layout, of_the_former_split_class)
{
	struct bench bench;

	bench_config(&bench,
	    "live: {class: octodns.provider.yaml.SplitYamlProvider, directory: zones}");
	files_write(&bench.files, "zones/unit.tests./a.yaml", RECORD);
	files_write(&bench.files, "zones/unit.tests.yaml", "b: {type: A, value: 2.2.2.2}\n");
	yaml_open(&bench);
	must_have(&bench, "unit.tests.", false, HAS_A);
	bench_end(&bench);
}

Test(layout, shared_file_is_of_every_zone)
{
	struct bench bench;

	yaml_begin(&bench, "shared_filename: shared.yaml");
	files_write(&bench.files, "zones/unit.tests.yaml", RECORD);
	files_write(&bench.files, "zones/shared.yaml", "s: {type: TXT, value: x}\n");
	yaml_open(&bench);
	must_have(&bench, "unit.tests.", false, HAS_A "s.unit.tests. 3600 TXT x\n");
	must_have(&bench, "other.tests.", false, "s.other.tests. 3600 TXT x\n");
	bench_end(&bench);
}

Test(layout, shared_file_must_be_there)
{
	static const char *const why = "the file that shared_filename names is not there";
	struct bench bench;

	yaml_begin(&bench, "shared_filename: shared.yaml");
	files_write(&bench.files, "zones/unit.tests.yaml", RECORD);
	yaml_open(&bench);
	must_refuse(&bench, "unit.tests.", "zone-file", "octodns.yaml", why);
	yaml_reopen(&bench, "shared_filename: ../octodns.yaml");
	must_refuse(&bench, "unit.tests.", "zone-file", "octodns.yaml", why);
	bench_end(&bench);
}

Test(layout, options_are_off_when_false)
{
	struct bench bench;

	yaml_begin(&bench, "shared_filename: false, split_extension: false");
	files_write(&bench.files, "zones/unit.tests.yaml", RECORD);
	yaml_open(&bench);
	must_have(&bench, "unit.tests.", false, HAS_A);
	bench_end(&bench);
}

Test(layout, knows_both_spellings_of_a_name)
{
	static const char *const paths[] = {"zones/bücher.tests.yaml",
	    "zones/xn--bcher-kva.tests.yaml", "zones/bücher.tests.d/a.yaml",
	    "zones/xn--bcher-kva.tests.d/a.yaml"};
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct bench bench;

		yaml_begin(&bench, "split_extension: .d");
		files_write(&bench.files, paths[i], RECORD);
		yaml_open(&bench);
		must_have(&bench, "xn--bcher-kva.tests.", false,
		    "a.xn--bcher-kva.tests. 3600 A 1.1.1.1\n");
		cr_expect_eq(bench.provider->class->has(bench.provider,
				 slice_of("xn--bcher-kva.tests.")),
		    1, "%s", paths[i]);
		bench_end(&bench);
	}
}

Test(layout, refuses_both_spellings_at_once)
{
	static const char *const paths[][2] = {
	    {"zones/bücher.tests.yaml", "zones/xn--bcher-kva.tests.yaml"},
	    {"zones/bücher.tests.d/a.yaml", "zones/xn--bcher-kva.tests.d/a.yaml"},
	};
	size_t i;

	for (i = 0; i < 2; i++) {
		struct bench bench;

		yaml_begin(&bench, "split_extension: .d");
		files_write(&bench.files, paths[i][0], RECORD);
		files_write(&bench.files, paths[i][1], RECORD);
		yaml_open(&bench);
		must_refuse(&bench, "xn--bcher-kva.tests.", "zone-file", NULL,
		    "are there for one zone");
		bench_end(&bench);
	}
}

static void
link_to(struct bench *bench, const char *to, const char *path)
{
	char full[256];

	(void)snprintf(full, sizeof(full), "%s/%s", bench->files.dir, path);
	cr_assert_eq(symlink(to, full), 0);
}

Test(layout, follows_no_symbolic_link)
{
	struct bench bench;

	yaml_begin(&bench, "split_extension: .d");
	files_write(&bench.files, "zones/real.tests.yaml", RECORD);
	files_write(&bench.files, "zones/split.tests.d/a.yaml", RECORD);
	link_to(&bench, "real.tests.yaml", "zones/unit.tests.yaml");
	link_to(&bench, "split.tests.d", "zones/other.tests.d");
	link_to(&bench, "../real.tests.yaml", "zones/split.tests.d/b.yaml");
	yaml_open(&bench);
	must_refuse(&bench, "unit.tests.", "zone-file", "zones/unit.tests.yaml", "symbolic link");
	must_refuse(&bench, "other.tests.", "zone-file", "zones/other.tests.d", "symbolic link");
	must_refuse(&bench, "split.tests.", "zone-file", "zones/split.tests.d/b.yaml",
	    "symbolic link");
	bench_end(&bench);
}

Test(layout, of_a_folder_behind_a_symbolic_link_is_no_empty_one)
{
	struct bench bench;

	yaml_begin(&bench, "ignore_missing_zones: true");
	files_write(&bench.files, "real/unit.tests.yaml", RECORD);
	link_to(&bench, "real", "zones");
	yaml_open(&bench);
	must_refuse(&bench, "unit.tests.", "zone-file", "zones/unit.tests.yaml", "symbolic link");
	bench_end(&bench);
}

Test(layout, takes_no_folder_for_a_file_nor_a_file_for_a_folder)
{
	struct bench bench;

	yaml_begin(&bench, "split_extension: .d");
	files_write(&bench.files, "zones/unit.tests.yaml/x", "");
	files_write(&bench.files, "zones/other.tests.d", "");
	yaml_open(&bench);
	must_refuse(&bench, "unit.tests.", "zone-file", "zones/unit.tests.yaml",
	    "is a folder, not a file");
	must_refuse(&bench, "other.tests.", "zone-file", "zones/other.tests.d", "is no folder");
	bench_end(&bench);
}

Test(layout, says_when_a_zone_has_no_file)
{
	struct bench bench;

	yaml_begin(&bench, "");
	yaml_open(&bench);
	must_refuse(&bench, "xn--bcher-kva.tests.", "zone-file", NULL,
	    "no YAMLs found for bücher.tests.");
	cr_expect(diags_have(&bench.files.diags, "add bücher.tests.yaml to zones"));
	must_have(&bench, "unit.tests.", true, "");
	yaml_reopen(&bench, "ignore_missing_zones: true");
	must_have(&bench, "unit.tests.", false, "");
	bench_end(&bench);
}

Test(layout, stays_in_the_repository)
{
	static const char *const options[] = {"directory: ../zones", "directory: /tmp"};
	size_t i;

	for (i = 0; i < 2; i++) {
		struct bench bench;
		struct buf text = {0};
		struct zone zone;

		buf_printf(&text, "live: {class: octodns.provider.yaml.YamlProvider, %s}",
		    options[i]);
		bench_config(&bench, text.data);
		buf_free(&text);
		yaml_open(&bench);
		cr_expect_eq(read_as(&bench, &zone, "unit.tests.", false), -1);
		cr_expect(diags_have(&bench.files.diags, "leaves the repository"));
		cr_expect_eq(bench.provider->class->has(bench.provider, slice_of("unit.tests.")),
		    0);
		zone_free(&zone);
		bench_end(&bench);
	}
}

static void
collect(void *ctx, struct slice zone)
{
	struct buf *names = ctx;

	buf_slice(names, zone);
	buf_char(names, ' ');
}

#define LISTING "split_extension: .d, shared_filename: shared.tests.yaml"

/* Each file, and which zone it is of: NULL for none, "any" for all. */
static const struct {
	const char *path, *zone;
	bool listed;
} owners[] = {
    {"zones/unit.tests.yaml", "unit.tests.", true},
    {"zones/Upper.Tests.yaml", "upper.tests.", true},
    {"zones/bücher.tests.yaml", "xn--bcher-kva.tests.", true},
    {"zones/split.tests.d/a.yaml", "split.tests.", true},
    {"zones/tests.yaml", "tests.", false},
    {"zones/shared.tests.yaml", "any", false},
    {"zones/unit.tests.yml", NULL, false},
    {"zones/split.tests.d/sub/a.yaml", NULL, false},
    {"zones/split.tests.e/a.yaml", NULL, false},
    {"zones/a b.tests.yaml", NULL, false},
    {"octodns.yaml", NULL, false},
    {"zones.yaml", NULL, false},
    {"zonesx/unit.tests.yaml", NULL, false},
    {"other/unit.tests.yaml", NULL, false},
};

Test(layout, tells_whose_a_file_is_as_the_listing_has_it)
{
	struct buf names = {0};
	struct bench bench;
	size_t i;

	yaml_begin(&bench, LISTING);
	for (i = 0; i < sizeof(owners) / sizeof(owners[0]); i++) {
		if (strcmp(owners[i].path, "octodns.yaml") != 0)
			files_write(&bench.files, owners[i].path, RECORD);
	}
	yaml_open(&bench);
	cr_assert_eq(bench.provider->class->list(bench.provider, collect, &names,
			 &bench.files.diags),
	    0);
	for (i = 0; i < sizeof(owners) / sizeof(owners[0]); i++) {
		const char *want = owners[i].zone;
		struct arena arena = {0};
		struct slice zone = {"", 0};
		int rc = bench.provider->class->zone_of_file(bench.provider,
		    slice_of(owners[i].path), &arena, &zone);

		cr_expect_eq(rc,
		    want == NULL                   ? 0
			: strcmp(want, "any") == 0 ? 2
						   : 1,
		    "%s: %d", owners[i].path, rc);
		if (rc == 1) {
			cr_expect(slice_is(zone, want), "%s: %.*s", owners[i].path,
			    SLICE_ARGS(zone));
			if (strcmp(want, "upper.tests.") != 0)
				cr_expect_eq(bench.provider->class->has(bench.provider, zone),
				    owners[i].listed, "%s", want);
		}
		arena_free(&arena);
	}
	cr_expect_not_null(strstr(names.data, "unit.tests. "));
	cr_expect_not_null(strstr(names.data, "bücher.tests. "));
	cr_expect_not_null(strstr(names.data, "split.tests. "));
	cr_expect_null(strstr(names.data, " tests. "));
	cr_expect_null(strstr(names.data, "split.tests.e"));
	buf_free(&names);
	bench_end(&bench);
}

Test(layout, lists_what_cannot_be_read_so_that_it_is_said)
{
	struct buf names = {0};
	struct bench bench;

	yaml_begin(&bench, "");
	files_write(&bench.files, "zones/real.tests.yaml", RECORD);
	link_to(&bench, "real.tests.yaml", "zones/unit.tests.yaml");
	yaml_open(&bench);
	cr_assert_eq(bench.provider->class->list(bench.provider, collect, &names,
			 &bench.files.diags),
	    0);
	cr_expect_not_null(strstr(names.data, "unit.tests. "));
	cr_expect_eq(bench.provider->class->has(bench.provider, slice_of("unit.tests.")), 1);
	buf_free(&names);
	bench_end(&bench);
}

Test(layout, of_a_folder_that_cannot_be_read_is_an_error_to_list)
{
	struct buf names = {0};
	struct bench bench;

	yaml_begin(&bench, "");
	files_write(&bench.files, "real/unit.tests.yaml", RECORD);
	link_to(&bench, "real", "zones");
	yaml_open(&bench);
	cr_expect_eq(bench.provider->class->list(bench.provider, collect, &names,
			 &bench.files.diags),
	    -1);
	cr_expect(diags_have(&bench.files.diags, "directory is a symbolic link"));
	yaml_reopen(&bench, "split_extension: .d");
	cr_expect_eq(names.len, 0);
	bench_end(&bench);
}

static const struct {
	const char *options, *fault;
} faults[] = {
    {"extension: .d", "is an option of SplitYamlProvider only"},
    {"split_extension: [.d]", "split_extension must be text, or false"},
    {"default_ttl: 4294967296", "default_ttl is no TTL"},
};

Test(layout, refuses_options_that_mean_nothing)
{
	size_t i;

	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct bench bench;

		yaml_begin(&bench, faults[i].options);
		bench_read_config(&bench);
		cr_expect_eq(provider_open(&bench.provider, bench.config, &bench.context,
				 &bench.files.diags),
		    -1, "%s", faults[i].options);
		cr_expect_not_null(said(&bench.files, "config-provider-option", 0));
		cr_expect(diags_have(&bench.files.diags, faults[i].fault), "%s", faults[i].options);
		bench_end(&bench);
	}
}
