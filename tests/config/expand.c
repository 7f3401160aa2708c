/* Dynamic zones, and the zones that a change touches. */
#include "fixture.h"

#include "config/affected.h"

#include <stdarg.h>
#include <string.h>

#define SIMPLE "{sources: [config], targets: [live]}"

static const char *const four[] = {"b.tests.", "a.tests.", "sub.b.tests.", "c.com.", NULL};

/* Two revisions. */
struct revisions {
	struct place_for_files base, head;
	struct fake before, now;
	struct estate old, new;
	struct changes changes;
	struct affected affected;
};

static void
read_revision(struct place_for_files *files, const char *zones)
{
	char text[2048];

	(void)snprintf(text, sizeof(text),
	    "%s  env: {class: octodns.source.envvar.EnvVarSource}\nzones:\n%s", PROVIDERS, zones);
	files_write(files, "octodns.yaml", text);
	cr_assert_eq(files_read(files), 0);
}

static void
begin(struct revisions *r, const char *base, const char *head, const char *const *before,
    const char *const *now)
{
	memset(r, 0, sizeof(*r));
	files_begin(&r->base);
	files_begin(&r->head);
	read_revision(&r->base, base);
	read_revision(&r->head, head);
	fake_init(&r->before, before);
	fake_init(&r->now, now);
	estate_init(&r->old, r->base.config, &r->before.sources);
	estate_init(&r->new, r->head.config, &r->now.sources);
}

static void
finish(struct revisions *r)
{
	affected_free(&r->affected);
	changes_free(&r->changes);
	estate_free(&r->old);
	estate_free(&r->new);
	files_end(&r->base);
	files_end(&r->head);
}

static void
change(struct revisions *r, const char *path, enum file_change kind)
{
	struct changes *changes = &r->changes;

	changes->files = realloc(changes->files, (changes->count + 1) * sizeof(*changes->files));
	changes->files[changes->count].path = slice_of(path);
	changes->files[changes->count++].change = kind;
}

/* The affected zones as text, those that are gone with a minus. */
static const char *
found(struct revisions *r, bool same)
{
	static char text[512];
	size_t i, len = 0;

	text[0] = '\0';
	(void)config_affected(same ? &r->new : &r->old, &r->new, r->head.snapshot, &r->changes,
	    &r->affected, &r->head.diags);
	for (i = 0; i < r->affected.count; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s%.*s",
		    i > 0 ? " " : "", r->affected.zones[i].removed ? "-" : "",
		    SLICE_ARGS(r->affected.zones[i].name));
	return text;
}

Test(expand, finds_what_dynamic_entries_stand_for_in_order)
{
	struct revisions r;

	begin(&r, "  {}\n",
	    "  '*t': {glob: '[ab].tests.', sources: [config], targets: [live]}\n"
	    "  '*': {sources: [config, live], targets: [live]}\n  a.tests.: " SIMPLE "\n",
	    four, four);
	cr_assert_eq(estate_expand(&r.new, &r.head.diags), 0);
	cr_assert_eq(r.new.count, 4);
	cr_assert(slice_is(r.new.zones[0].name, "a.tests."));
	cr_assert(slice_is(r.new.zones[1].name, "b.tests."));
	cr_assert(slice_is(r.new.zones[1].config->name, "*t"));
	cr_assert(slice_is(r.new.zones[2].name, "c.com."));
	cr_assert(slice_is(r.new.zones[2].config->name, "*"));
	cr_assert(slice_is(r.new.zones[3].name, "sub.b.tests."));
	cr_assert_eq(r.now.listings, 2);
	finish(&r);
}

Test(expand, needs_no_listing_for_one_name)
{
	struct revisions r;
	struct slice name = slice_of("x.com.");

	begin(&r, "  {}\n",
	    "  '*r': {regex: '^x', sources: [config], targets: []}\n  '*': {sources: [config], targets: []}\n"
	    "  a.tests.: " SIMPLE "\n",
	    four, four);
	cr_assert(slice_is(config_zone_for(r.head.config, name)->name, "*r"));
	cr_assert(slice_is(config_zone_for(r.head.config, slice_of("y.com."))->name, "*"));
	cr_assert(slice_is(config_zone_for(r.head.config, slice_of("a.tests."))->name, "a.tests."));
	cr_assert_eq(r.now.listings, 0);
	cr_assert_null(estate_zone(&r.new, name, &r.head.diags));
	cr_assert_not_null(estate_zone(&r.new, slice_of("c.com."), &r.head.diags));
	cr_assert_eq(r.now.listings, 1);
	finish(&r);
}

static int
has_com(void *ctx, const char *source, struct slice zone)
{
	(void)ctx;
	return strcmp(source, "config") == 0 && slice_is(zone, "c.com.");
}

Test(expand, asks_for_one_name_where_that_is_possible)
{
	struct revisions r;

	begin(&r, "  {}\n", "  '*': {sources: [config], targets: []}\n", four, four);
	r.now.sources.has = has_com;
	cr_assert_not_null(estate_zone(&r.new, slice_of("c.com."), &r.head.diags));
	cr_assert_null(estate_zone(&r.new, slice_of("d.com."), &r.head.diags));
	cr_assert_eq(r.now.listings, 0);
	finish(&r);
}

Test(expand, says_which_source_cannot_list)
{
	struct revisions r;

	begin(&r, "  {}\n", "  '*': {sources: [env, config], targets: []}\n", four, four);
	cr_assert_eq(estate_expand(&r.new, &r.head.diags), -1);
	cr_assert_not_null(said(&r.head, "config-dynamic-source", 6));
	cr_assert_eq(r.head.diags.errors, 1);
	cr_assert_eq(r.new.count, 4);
	finish(&r);
}

Test(expand, points_at_a_bad_regular_expression)
{
	struct revisions r;

	begin(&r, "  {}\n", "  '*': {sources: [config], targets: [], regex: '('}\n", four, four);
	cr_assert_eq(said(&r.head, "config-regex", 6)->at.column, 48);
	cr_assert_eq(estate_expand(&r.new, &r.head.diags), 0);
	cr_assert_eq(r.new.count, 0);
	finish(&r);
}

Test(expand, matches_a_pattern_in_unicode)
{
	static const char *const names[] = {"bücher.tests.", NULL};
	struct revisions r;

	begin(&r, "  {}\n", "  '*': {glob: 'bü*', sources: [config], targets: []}\n", names, names);
	cr_assert_eq(estate_expand(&r.new, &r.head.diags), 0);
	cr_assert_eq(r.new.count, 1);
	cr_assert(slice_is(r.new.zones[0].name, "xn--bcher-kva.tests."));
	finish(&r);
}

Test(expand, refuses_a_listed_name_that_is_none)
{
	static const char *const names[] = {"a b.tests.", "a.tests.", NULL};
	struct revisions r;

	begin(&r, "  {}\n", "  '*': {sources: [config], targets: []}\n", names, names);
	cr_assert_eq(estate_expand(&r.new, &r.head.diags), -1);
	cr_assert_not_null(said(&r.head, "config-zone-name", 0));
	cr_assert_eq(r.new.count, 1);
	finish(&r);
}

Test(affected, are_the_zones_whose_file_changed)
{
	struct revisions r;
	const char *zones = "  a.tests.: " SIMPLE "\n  b.tests.: " SIMPLE "\n";

	begin(&r, zones, zones, four, four);
	change(&r, "zones/a.tests.yaml", FILE_MODIFIED);
	change(&r, "zones/unknown.tests.yaml", FILE_MODIFIED);
	change(&r, "live/b.tests.yaml", FILE_MODIFIED); /* no source of it */
	cr_assert_str_eq(found(&r, true), "a.tests.");
	cr_assert_eq(r.now.listings, 0);
	finish(&r);
}

Test(affected, cost_no_listing_where_nothing_comes_or_goes)
{
	struct revisions r;

	begin(&r, "  {}\n", "  '*': " SIMPLE "\n", four, four);
	change(&r, "zones/a.tests.yaml", FILE_MODIFIED);
	cr_assert_str_eq(found(&r, true), "a.tests.");
	cr_assert_eq(r.now.listings, 0);
	finish(&r);
}

Test(affected, are_the_zones_above_one_that_came_or_went)
{
	static const char *const now[] = {"b.tests.", "a.tests.", "new.b.tests.", NULL};
	struct revisions r;

	begin(&r, "  {}\n", "  '*': " SIMPLE "\n", four, now);
	change(&r, "zones/new.b.tests.yaml", FILE_ADDED);
	cr_assert_str_eq(found(&r, true), "b.tests. new.b.tests.");
	finish(&r);

	begin(&r, "  {}\n", "  '*': " SIMPLE "\n", four, now);
	change(&r, "zones/sub.b.tests.yaml", FILE_REMOVED);
	change(&r, "zones/c.com.yaml", FILE_REMOVED);
	cr_assert_str_eq(found(&r, true), "b.tests. -c.com. -sub.b.tests.");
	finish(&r);
}

Test(affected, keep_a_named_zone_whose_file_is_gone)
{
	struct revisions r;

	begin(&r, "  a.tests.: " SIMPLE "\n", "  a.tests.: " SIMPLE "\n", four, four);
	change(&r, "zones/a.tests.yaml", FILE_REMOVED);
	cr_assert_str_eq(found(&r, true), "a.tests.");
	finish(&r);
}

Test(affected, are_all_readers_of_a_shared_file)
{
	struct revisions r;
	const char *zones =
	    "  a.tests.: " SIMPLE
	    "\n  b.tests.: {sources: [live], targets: []}\n  c.tests.: " SIMPLE "\n";

	begin(&r, zones, zones, four, four);
	change(&r, "zones/shared.yaml", FILE_MODIFIED);
	cr_assert_str_eq(found(&r, true), "a.tests. c.tests.");
	finish(&r);
}

Test(affected, are_the_zones_whose_entry_changed)
{
	struct revisions r;

	begin(&r,
	    "  a.tests.: " SIMPLE "\n  b.tests.: " SIMPLE "\n  gone.a.tests.: " SIMPLE
	    "\n  tests.: " SIMPLE "\n",
	    "  # moved\n  tests.: " SIMPLE
	    "\n  b.tests.: {targets: [live], sources: [config], lenient: true}\n"
	    "  new.tests.: " SIMPLE "\n  a.tests.: {targets: [live], sources: [config]}\n",
	    four, four);
	cr_assert_str_eq(found(&r, false), "a.tests. b.tests. -gone.a.tests. new.tests. tests.");
	finish(&r);
}

Test(affected, are_the_users_of_a_provider_that_changed)
{
	struct revisions r;
	const char *zones = "  a.tests.: " SIMPLE "\n  b.tests.: {sources: [env], targets: []}\n";
	struct place_for_files other;

	begin(&r, zones, zones, four, four);
	cr_assert_eq(
	    read_text(&other,
		"providers:\n  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones}\n"
		"  live: {class: octodns.provider.yaml.YamlProvider, directory: ./elsewhere}\n"
		"  env: {class: octodns.source.envvar.EnvVarSource}\n"
		"zones:\n  a.tests.: " SIMPLE "\n  b.tests.: {sources: [env], targets: []}\n"),
	    0);
	estate_free(&r.old);
	estate_init(&r.old, other.config, &r.before.sources);
	cr_assert_str_eq(found(&r, false), "a.tests.");
	finish(&r);
	files_end(&other);
}

Test(affected, are_all_zones_when_a_common_setting_changed)
{
	struct revisions r;
	struct place_for_files other;
	const char *zones = "  a.tests.: " SIMPLE "\n  '*': " SIMPLE "\n";
	static const struct {
		const char *manager, *found;
	} cases[] = {
	    {"manager: {max_workers: 3}\n", ""},
	    {"manager: {validators: {enabled: [strict]}}\n",
		"a.tests. b.tests. c.com. sub.b.tests."},
	};
	char text[1024];
	size_t i;

	for (i = 0; i < 2; i++) {
		begin(&r, "  {}\n", zones, four, four);
		(void)snprintf(text, sizeof(text),
		    "%s%s  env: {class: octodns.source.envvar.EnvVarSource}\nzones:\n%s",
		    cases[i].manager, PROVIDERS, zones);
		cr_assert_eq(read_text(&other, text), 0);
		estate_free(&r.old);
		estate_init(&r.old, other.config, &r.before.sources);
		cr_assert_str_eq(found(&r, false), cases[i].found);
		finish(&r);
		files_end(&other);
	}
}

Test(affected, follow_a_dynamic_entry_that_changed)
{
	struct revisions r;

	begin(&r, "  '*': " SIMPLE "\n",
	    "  '*': {glob: '*.tests.', sources: [config], targets: [live]}\n", four, four);
	cr_assert_str_eq(found(&r, false), "a.tests. b.tests. -c.com. sub.b.tests.");
	finish(&r);

	begin(&r, "  c.com.: {sources: [config], targets: []}\n  '*': " SIMPLE "\n",
	    "  '*': " SIMPLE "\n", four, four);
	cr_assert_str_eq(found(&r, false), "c.com.");
	finish(&r);
}

Test(affected, are_aliases_of_what_changed)
{
	struct revisions r;
	const char *zones =
	    "  a.tests.: " SIMPLE "\n  b.tests.: {alias: a.tests.}\n  c.tests.: " SIMPLE "\n";

	begin(&r, zones, zones, four, four);
	change(&r, "zones/a.tests.yaml", FILE_MODIFIED);
	cr_assert_str_eq(found(&r, true), "a.tests. b.tests.");
	finish(&r);
}

Test(affected, are_the_zones_that_include_a_changed_file)
{
	struct revisions r;
	const char *zones = "  a.tests.: " SIMPLE "\n  b.tests.: " SIMPLE "\n  c.tests.: " SIMPLE
			    "\n  d.tests.: " SIMPLE "\n";

	begin(&r, zones, zones, four, four);
	files_write(&r.head, "zones/a.tests.yaml", "www: !include ../parts/web.yaml\n");
	files_write(&r.head, "zones/b.tests.yaml", "www: !include ../parts/outer.yaml\n");
	files_write(&r.head, "zones/c.tests.yaml", "www: !include ../parts/other.yaml\n");
	files_write(&r.head, "zones/d.tests.yaml", "www: !include ../parts/loop.yaml\n");
	files_write(&r.head, "parts/web.yaml", "{}\n");
	files_write(&r.head, "parts/outer.yaml", "!include web.yaml\n");
	files_write(&r.head, "parts/other.yaml", "{}\n");
	files_write(&r.head, "parts/loop.yaml", "!include loop.yaml\n");
	change(&r, "parts/web.yaml", FILE_MODIFIED);
	cr_assert_str_eq(found(&r, true), "a.tests. b.tests.");
	finish(&r);
}

Test(affected, are_none_when_only_the_text_of_the_configuration_changed)
{
	struct revisions r;

	begin(&r, "  a.tests.: " SIMPLE "\n", "  # a word\n  a.tests.: " SIMPLE "\n", four, four);
	change(&r, "octodns.yaml", FILE_MODIFIED);
	cr_assert_str_eq(found(&r, false), "");
	finish(&r);
}
