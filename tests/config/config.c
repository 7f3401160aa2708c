/* Reading octodns.yaml: its top, providers, processors, manager. */
#include "fixture.h"

#include <string.h>

#define ZONE "zones:\n  unit.tests.: {sources: [config], targets: [live]}\n"

Test(config, reads_what_is_right_without_a_word)
{
	struct place_for_files files;
	const struct zone_config *zone;

	cr_assert_eq(read_text(&files, "manager: {max_workers: 4}\n" PROVIDERS ZONE), 0);
	cr_assert_eq(files.diags.count, 0);
	cr_assert_eq(files.config->max_workers, 4);
	cr_assert_eq(files.config->nproviders, 2);
	cr_assert(slice_is(config_provider(files.config, "live")->class_name, "YamlProvider"));
	zone = zone_of(&files, "unit.tests.");
	cr_assert_eq(zone->sources.count, 1);
	cr_assert_str_eq(zone->sources.ids[0], "config");
	cr_assert_str_eq(zone->targets.ids[0], "live");
	cr_assert_eq(config_plannable(files.config, &files.diags), 0);
	cr_assert_eq(config_zone_plannable(files.config, zone, &files.diags), 0);
	cr_assert_not_null(files.config->rules);
	files_end(&files);
}

Test(config, says_that_there_is_no_file)
{
	struct place_for_files files;

	files_begin(&files);
	cr_assert_eq(files_read(&files), -1);
	cr_assert_not_null(said(&files, "config-missing", 0));
	files_end(&files);
}

Test(config, refuses_what_is_no_mapping)
{
	static const char *const texts[] = {"", "- a\n", "text\n"};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct place_for_files files;

		cr_assert_eq(read_text(&files, texts[i]), -1);
		cr_assert_eq(files.diags.errors, 1);
		cr_assert_str_eq(files.diags.items[0].at.file, "octodns.yaml");
		files_end(&files);
	}
}

Test(config, wants_providers_and_zones)
{
	struct place_for_files files;

	cr_assert_eq(read_text(&files, "manager: {}\n"), 0);
	cr_assert_eq(files.diags.errors, 2);
	cr_assert_not_null(said(&files, "config-missing-key", 1));
	files_end(&files);

	cr_assert_eq(read_text(&files, "providers: []\nzones:\n"), 0);
	cr_assert_not_null(said(&files, "config-value", 1));
	cr_assert_not_null(said(&files, "config-value", 2));
	files_end(&files);
}

Test(config, goes_on_after_every_fault)
{
	struct place_for_files files;

	cr_assert_eq(read_text(&files,
			 "providers:\n  a: {}\n  b: {class: Nope}\n  c: {class: x.Y}\n"
			 "zones:\n  one.tests: {sources: [c]}\n  two.tests.:\n"
			 "  three.tests.: {sources: [c, cc], targets: [c]}\n"),
	    0);
	cr_assert_not_null(said(&files, "config-provider", 2));
	cr_assert_not_null(said(&files, "config-provider", 3));
	cr_assert_not_null(said(&files, "config-zone-name", 6));
	cr_assert_not_null(said(&files, "config-zone", 7));
	cr_assert_str_eq(said(&files, "config-unknown-source", 8)->hint, "did you mean \"c\"?");
	cr_assert_eq(files.diags.errors, 5);
	cr_assert(config_provider(files.config, "a")->broken);
	cr_assert_not(config_provider(files.config, "c")->broken);
	files_end(&files);
}

Test(config, warns_of_keys_that_it_does_not_know)
{
	struct place_for_files files;

	cr_assert_eq(read_text(&files,
			 "manger: {}\nmanager: {max_worker: 1}\n" PROVIDERS
			 "zones:\n  unit.tests.: {source: [], sources: [], targets: []}\n"),
	    0);
	cr_assert_eq(files.diags.errors, 0);
	cr_assert_str_eq(said(&files, "config-unknown-key", 1)->hint, "did you mean \"manager\"?");
	cr_assert_str_eq(said(&files, "config-unknown-key", 2)->hint,
	    "did you mean \"max_workers\"?");
	cr_assert_str_eq(said(&files, "config-unknown-key", 7)->hint, "did you mean \"sources\"?");
	files_end(&files);
}

Test(config, makes_errors_of_doubts_when_strict)
{
	struct place_for_files files;

	cr_assert_eq(read_text(&files,
			 "zoneward: {strict: true}\nnope: 1\n" PROVIDERS
			 "zones:\n  unit.tests.: {sources: [], targets: [lve]}\n"),
	    0);
	cr_assert_eq(said(&files, "config-unknown-key", 2)->severity, SEVERITY_ERROR);
	cr_assert_eq(said(&files, "config-unknown-target", 7)->severity, SEVERITY_ERROR);
	cr_assert(files.config->strict);
	cr_assert_not(files.diags.strict);
	files_end(&files);
}

Test(config, lets_validate_pass_what_a_plan_refuses)
{
	struct place_for_files files;
	const struct zone_config *zone;

	cr_assert_eq(
	    read_text(&files,
		"manager: {include_meta: true, processors: [p]}\n" PROVIDERS
		"processors:\n  p: {class: octodns.processor.filter.IgnoreRootNsFilter}\n"
		"  q: {class: octodns_x.Any, a: b}\n"
		"zones:\n  unit.tests.: {sources: [config], targets: [live], processors: [p]}\n"),
	    0);
	cr_assert_eq(files.diags.errors, 0);
	cr_assert_not_null(said(&files, "config-processor-unused", 7));
	cr_assert_null(said(&files, "config-processor-unused", 6));
	zone = zone_of(&files, "unit.tests.");
	cr_assert(zone->uses_processors);
	cr_assert_not(zone->broken);
	cr_assert(files.config->include_meta);
	cr_assert_eq(config_plannable(files.config, &files.diags), 0);
	cr_assert_eq(config_zone_plannable(files.config, zone, &files.diags), 0);
	cr_assert_eq(files.diags.errors, 0);
	files_end(&files);
}

Test(config, plans_nothing_with_a_common_processor_that_is_not_there)
{
	struct place_for_files files;

	cr_assert_eq(read_text(&files,
			 "manager: {post_processors: [q]}\n" PROVIDERS
			 "zones: {unit.tests.: {sources: [config], targets: [live]}}\n"),
	    0);
	cr_assert_eq(files.diags.errors, 0);
	cr_assert_eq(config_plannable(files.config, &files.diags), -1);
	cr_assert_not_null(said(&files, "config-unknown-processor", 1));
	cr_assert_eq(config_dumpable(files.config, &files.diags), -1);
	files_end(&files);
}

Test(config, says_that_processors_of_an_alias_have_no_effect)
{
	struct place_for_files files;

	cr_assert_eq(read_text(&files,
			 PROVIDERS "processors:\n  p: {class: octodns_x.Any}\nzones:\n"
				   "  a.tests.: {sources: [config], targets: [live]}\n"
				   "  b.tests.: {alias: a.tests., processors: [p]}\n"),
	    0);
	cr_assert_not_null(said(&files, "config-alias", 8));
	cr_assert_eq(files.diags.errors, 0);
	files_end(&files);
}

Test(config, keeps_the_place_of_auto_arpa_among_the_sources)
{
	struct place_for_files files;
	const struct zone_config *zone;

	cr_assert_eq(read_text(&files,
			 "manager: {auto_arpa: true}\n" PROVIDERS
			 "zones:\n  2.0.192.in-addr.arpa.: {sources: [config, auto-arpa, live],"
			 " targets: [live]}\n"),
	    0);
	cr_assert_not_null(files.config->auto_arpa);
	zone = zone_of(&files, "2.0.192.in-addr.arpa.");
	cr_assert(zone->auto_arpa);
	cr_assert_eq(zone->auto_arpa_at, 1);
	cr_assert_eq(zone->sources.count, 2);
	files_end(&files);
}

Test(config, checks_plan_outputs)
{
	static const char *const wrong[] = {"{level: info}", "{class: octodns.provider.plan.Nope}",
	    "{class: octodns.provider.plan.PlanLogger, level: loud}",
	    "{class: octodns.provider.plan.PlanMarkdown, nope: 1}"};
	struct place_for_files files;
	char text[512];
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		(void)snprintf(text, sizeof(text),
		    "manager:\n  plan_outputs:\n    x: %s\n" PROVIDERS ZONE, wrong[i]);
		cr_assert_eq(read_text(&files, text), 0);
		cr_assert_eq(files.diags.errors, 1, "%s", wrong[i]);
		files_end(&files);
	}
	cr_assert_eq(
	    read_text(&files,
		"manager:\n  plan_outputs:\n"
		"    x: {class: octodns.provider.plan.PlanLogger, level: INFO}\n" PROVIDERS ZONE),
	    0);
	cr_assert_eq(files.diags.count, 0);
	files_end(&files);
}

Test(config, gives_handlers_of_the_environment_their_common_name)
{
	struct place_for_files files;
	const struct node *options;

	cr_assert_eq(
	    read_text(&files,
		"secret_handlers:\n  mine: {class: octodns.secret.environ.EnvironSecrets}\n"
		"providers:\n  a: {class: x.Y, token: mine/T/d, deep: {b: mine/U}, c: your/V}\n"
		"zones: {}\n"),
	    0);
	cr_assert_eq(files.diags.count, 0);
	options = config_provider(files.config, "a")->options;
	cr_assert(slice_is(node_get(options, "token")->text, "env/T/d"));
	cr_assert(slice_is(node_get(node_get(options, "deep"), "b")->text, "env/U"));
	cr_assert(slice_is(node_get(options, "c")->text, "your/V"));
	files_end(&files);
}

Test(config, refuses_handlers_that_nobody_knows)
{
	struct place_for_files files;

	cr_assert_eq(read_text(&files,
			 "secret_handlers:\n  a: {class: nope.X}\n  b: {}\n"
			 "  c: {class: octodns_vault.VaultSecrets}\n" PROVIDERS ZONE),
	    0);
	cr_assert_eq(files.diags.errors, 2);
	cr_assert_not_null(said(&files, "config-unsupported", 4));
	cr_assert_eq(config_plannable(files.config, &files.diags), -1);
	files_end(&files);
}

Test(config, includes_files_of_the_repository_only)
{
	struct place_for_files files;

	files_begin(&files);
	files_write(&files, "octodns.yaml",
	    "providers: !include parts/providers.yaml\nzones: {}\n");
	files_write(&files, "parts/providers.yaml", "config: !include ../one.yaml\n");
	files_write(&files, "one.yaml", "class: x.Y\n");
	cr_assert_eq(files_read(&files), 0);
	cr_assert_eq(files.diags.count, 0);
	cr_assert_str_eq(config_provider(files.config, "config")->at.file, "one.yaml");
	cr_assert(config_reads(files.config, slice_of("octodns.yaml")));
	cr_assert(config_reads(files.config, slice_of("parts/providers.yaml")));
	cr_assert(config_reads(files.config, slice_of("one.yaml")));
	cr_assert_not(config_reads(files.config, slice_of("two.yaml")));
	files_end(&files);
}

Test(config, includes_nothing_from_outside)
{
	static const char *const paths[] = {"../../etc/passwd", "/etc/passwd", "~/x", "nope.yaml",
	    "''"};
	char text[256];
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		struct place_for_files files;

		(void)snprintf(text, sizeof(text), "providers: !include %s\nzones: {}\n", paths[i]);
		cr_assert_eq(read_text(&files, text), -1, "%s", paths[i]);
		cr_assert_not_null(said(&files, "yaml-include", 1), "%s", paths[i]);
		files_end(&files);
	}
}
