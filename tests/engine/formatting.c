/* Formatting zone files: which of them, and that their data stay the same. */
#include "engine/formatting.h"

#include "core/buf.h"
#include "dns/zone.h"
#include "engine/load.h"
#include "fixture.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

TestSuite(formatting, .init = estate_begin, .fini = estate_end);

static void
note_path(void *ctx, const char *path, struct slice diff)
{
	struct buf *paths = ctx;

	(void)diff;
	buf_printf(paths, "%s%s", paths->len > 0 ? " " : "", path);
}

/* Format what the words name, zones or files; return the paths that changed. */
static const char *
format(struct work *work, const char *zones, const char *file, struct buf *paths)
{
	struct format_request request = {.changed = note_path, .ctx = paths};
	struct formatted result;

	buf_clear(paths);
	buf_text(paths, "");
	cr_assert_eq(open_worktree(work), 0);
	if (zones != NULL) {
		cr_assert_eq(choose(work, zones), 0);
		request.selection = &work->selection;
	}
	request.files = &file;
	request.nfiles = file != NULL ? 1 : 0;
	(void)format_files(&work->workspace, &request, &result, &work->diags);
	return paths->data;
}

static void
holds(const char *path, const char *want)
{
	char text[1000];
	FILE *file = fopen(path, "r");
	size_t len;

	cr_assert_not_null(file, "%s", path);
	len = fread(text, 1, sizeof(text) - 1, file);
	text[len] = '\0';
	(void)fclose(file);
	cr_expect_str_eq(text, want, "%s", text);
}

Test(formatting, writes_records_as_the_dumper_does)
{
	struct work work = {0};
	struct buf paths = {0};

	put_config("  unit.tests.: {sources: [config], targets: [live]}\n");
	put("zones/unit.tests.yaml",
	    "MAIL:\n- {type: MX, ttl: 3600, values: [{value: B.tests., priority: 2}, {preference: 1, "
	    "exchange: a.tests.}]}\n- {type: AAAA, value: ['2001:DB8:0::1']}\n");
	cr_expect_str_eq(format(&work, "", NULL, &paths), "zones/unit.tests.yaml");
	holds("zones/unit.tests.yaml",
	    "---\nmail:\n- type: AAAA\n  value: 2001:db8::1\n- type: MX\n  values:\n  - exchange: "
	    "a.tests.\n    preference: 1\n  - exchange: b.tests.\n    preference: 2\n");
	close_work(&work);
	buf_free(&paths);
}

Test(formatting, keeps_the_data_of_a_record_with_faults_or_unknown_keys)
{
	static const char done[] = "---\n"
				   "bad:\n"
				   "  ttl: 3600\n"
				   "  type: A\n"
				   "  values:\n"
				   "  - 1.2.3.400\n"
				   "odd:\n"
				   "  note: mine\n"
				   "  ttl: 3600\n"
				   "  type: A\n"
				   "  value: 1.1.1.1\n"
				   "twice:\n"
				   "  type: A\n"
				   "  value: 2.2.2.2\n"
				   "  values:\n"
				   "  - 1.1.1.1\n";
	struct work work = {0};
	struct buf paths = {0};

	put_config("  unit.tests.: {sources: [config], targets: [live]}\n");
	put("zones/unit.tests.yaml", done);
	cr_expect_str_eq(format(&work, "", NULL, &paths), "");
	cr_expect_eq(work.diags.errors, 0);
	holds("zones/unit.tests.yaml", done);
	close_work(&work);
	buf_free(&paths);
}

Test(formatting, two_spellings_of_a_name_do_not_become_one)
{
	static const char done[] =
	    "---\nWWW:\n  type: A\n  value: 1.1.1.1\nwww:\n  type: AAAA\n  value: ::1\n";
	struct work work = {0};
	struct buf paths = {0};

	put_config("  unit.tests.: {sources: [config], targets: [live]}\n");
	put("zones/unit.tests.yaml", done);
	cr_expect_str_eq(format(&work, "", NULL, &paths), "");
	close_work(&work);
	buf_free(&paths);
}

Test(formatting, a_ttl_stays_when_providers_do_not_agree_on_the_default)
{
	static const char done[] = "---\na:\n  ttl: 3600\n  type: A\n  value: 1.1.1.1\n";
	struct work work = {0};
	struct buf paths = {0};

	put("octodns.yaml",
	    "providers:\n"
	    "  one: {class: octodns.provider.yaml.YamlProvider, directory: zones}\n"
	    "  two: {class: octodns.provider.yaml.YamlProvider, directory: zones, default_ttl: 60}\n"
	    "zones:\n  unit.tests.: {sources: [one], targets: []}\n");
	put("zones/unit.tests.yaml", done);
	cr_expect_str_eq(format(&work, "", NULL, &paths), "");
	close_work(&work);
	buf_free(&paths);
}

Test(formatting, names_that_are_no_zones_are_parts)
{
	struct work work = {0};
	struct buf paths = {0};

	put_config("  unit.tests.: {sources: [config], targets: [live]}\n");
	put("zones/unit.tests.yaml", "---\na: !include part.yaml\n");
	put("zones/part.yaml", "value:   1.1.1.1\nttl: 3600\ntype: A\n");
	cr_expect_str_eq(format(&work, "", NULL, &paths), "zones/part.yaml");
	holds("zones/part.yaml", "---\nttl: 3600\ntype: A\nvalue: 1.1.1.1\n");
	close_work(&work);
	put("zones/part.yaml", "");
	cr_expect_str_eq(format(&work, NULL, "zones/part.yaml", &paths), "");
	holds("zones/part.yaml", "");
	close_work(&work);
	buf_free(&paths);
}

static const struct {
	const char *was, *is;
} commented[] = {
    /* Values are put in order with what was said of them, equal ones too. */
    {"a:\n  type: A\n  values: # all\n  # nine\n  - 1.1.1.9 # 9\n  - 1.1.1.1 # 1\n"
     "  - 1.1.1.1 # again\n    # foot\n",
	"---\na:\n  type: A\n  values: # all\n  - 1.1.1.1 # 1\n  - 1.1.1.1 # again\n"
	"  # nine\n  - 1.1.1.9 # 9\n    # foot\n"},
    /* A list of one becomes its value. */
    {"a:\n  type: A\n  # above\n  values: # list\n  # of it\n  - 1.1.1.1 # one\n    # foot\n",
	"---\na:\n  type: A\n  # above\n  # of it\n  # foot\n  value: 1.1.1.1 # list # one\n"},
    {"m:\n- # of the record\n  type: MX # mx\n  values:\n  # it\n  - priority: 1 # one\n"
     "    value: B.TESTS. # b\n",
	"---\n# of the record\nm:\n  type: MX # mx\n  # it\n  value:\n"
	"    exchange: b.tests. # b\n    preference: 1 # one\n"},
    /* A default that is spoken of stays. */
    {"a: {ttl: 3600, # on purpose\n  type: A, value: 1.1.1.1}\n",
	"---\na:\n  ttl: 3600 # on purpose\n  type: A\n  value: 1.1.1.1\n"},
    {"a:\n  octodns: {lenient: false, # no\n    ignored: true}\n  type: A\n  value: 1.1.1.1\n",
	"---\na:\n  octodns:\n    ignored: true\n    lenient: false # no\n  type: A\n"
	"  value: 1.1.1.1\n"},
    /* The comments of a record with faults stay, too. */
    {"a:\n  value: nothing # x\n  # y\n  type: A\n",
	"---\na:\n  # y\n  type: A\n  value: nothing # x\n"},
};

Test(formatting, comments_go_with_what_they_are_about)
{
	size_t i;

	put_config("  unit.tests.: {sources: [config], targets: [live]}\n");
	for (i = 0; i < sizeof(commented) / sizeof(commented[0]); i++) {
		struct work work = {0};
		struct buf paths = {0};

		put("zones/unit.tests.yaml", commented[i].was);
		cr_expect_str_eq(format(&work, "", NULL, &paths), "zones/unit.tests.yaml");
		holds("zones/unit.tests.yaml", commented[i].is);
		close_work(&work);
		cr_expect_str_eq(format(&work, "", NULL, &paths), "", "row %zu", i);
		close_work(&work);
		buf_free(&paths);
	}
}

/* All data of the zones that are right, one record a line; a zone that is not is "-". */
static void
print_zones(struct work *work, struct buf *out)
{
	struct rrset_node_options options = {.with_type = true};
	struct load load = {.workspace = &work->workspace, .zone_names = &work->selection.below};
	size_t i, r;

	buf_text(out, "");
	for (i = 0; i < work->selection.count; i++) {
		struct zone zone;

		load.config = work->selection.zones[i].config;
		load.name = work->selection.zones[i].name;
		buf_printf(out, "%.*s\n", SLICE_ARGS(load.name));
		if (load_zone(&load, &zone, &work->diags) != 0) {
			buf_text(out, "-\n");
			zone_free(&zone);
			continue;
		}
		zone_sort(&zone);
		for (r = 0; r < zone.count; r++) {
			buf_printf(out, "%.*s ", SLICE_ARGS(zone.rrsets[r].name));
			node_json(out, rrset_node(&zone.arena, &zone.rrsets[r], &options),
			    (struct json_style){0});
			buf_char(out, '\n');
		}
		zone_free(&zone);
	}
}

/* The zones of the case in the current folder; false when there are none to format. */
static bool
read_case(struct buf *out)
{
	struct work work = {0};
	bool there = open_worktree(&work) == 0 && choose(&work, "") == 0;

	if (there)
		print_zones(&work, out);
	close_work(&work);
	return there;
}

static void
try_case(const char *name)
{
	struct work work = {0};
	struct buf before = {0}, after = {0}, paths = {0};

	if (read_case(&before)) {
		(void)format(&work, "", NULL, &paths);
		close_work(&work);
		cr_expect(read_case(&after));
		/* One that was out of order is right afterwards. */
		if (strstr(before.data, "-\n") == NULL)
			cr_expect_str_eq(after.data, before.data, "%s", name);
		cr_expect_str_eq(format(&work, "", NULL, &paths), "", "%s: twice is not once",
		    name);
		close_work(&work);
	}
	buf_free(&before);
	buf_free(&after);
	buf_free(&paths);
}

Test(formatting, keeps_the_data_of_every_zone_that_octodns_was_tried_with)
{
	static const char corpus[] = TEST_DIR "/../../../shared/conformance/open/validate";
	DIR *folder = opendir(corpus);
	const struct dirent *entry;
	size_t count = 0;

	if (folder == NULL)
		cr_skip_test("there is no corpus in %s", corpus);
	while ((entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		shell("rm -rf case; cp -r '%s/%s' case; chmod -R u+w case", corpus, entry->d_name);
		cr_assert_eq(chdir("case"), 0);
		try_case(entry->d_name);
		cr_assert_eq(chdir(".."), 0);
		count++;
	}
	(void)closedir(folder);
	cr_expect_gt(count, 0);
}
