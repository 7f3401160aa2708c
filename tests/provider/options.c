/* Options of a provider: which are taken, what they may be, what is printed of them. */
#include "provider/options.h"
#include "fixture.h"

static const char *const names[] = {"TestProvider", NULL};

static const struct option_spec specs[] = {
    {"token", OPTION_TEXT, true, true, NULL},
    {"flag", OPTION_BOOL, false, false, NULL},
    {"count", OPTION_INT, false, false, NULL},
    {"share", OPTION_REAL, false, false, NULL},
    {"any", OPTION_ANY, false, false, NULL},
    {"flags", OPTION_TEXT, false, false, "write flag"},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const struct provider_class class = {.names = names, .options = specs, .types = "*"};

static void
begin(struct bench *bench, const char *options)
{
	struct buf text = {0};

	buf_printf(&text, "live: {class: x.TestProvider, %s}", options);
	bench_config(bench, text.data);
	buf_free(&text);
	bench_read_config(bench);
}

static void
check_refused(const char *options, const char *message, const char *hint)
{
	struct bench bench;

	begin(&bench, options);
	cr_expect_eq(options_check(&class, bench.config, &bench.files.diags), -1, "%s", options);
	cr_expect_eq(bench.files.diags.errors, 1, "%s", options);
	cr_assert_not_null(said(&bench.files, "config-provider-option", 2), "%s", options);
	cr_expect(diags_have(&bench.files.diags, message), "%s: no \"%s\"", options, message);
	if (hint != NULL)
		cr_expect(diags_have(&bench.files.diags, hint), "%s: no \"%s\"", options, hint);
	cr_expect_not(diags_have(&bench.files.diags, "hush"), "%s: a value is shown", options);
	bench_end(&bench);
}

Test(options, takes_its_own_and_those_of_every_provider)
{
	struct bench bench;

	begin(&bench,
	    "token: t, flag: true, count: 3, any: [1], apply_disabled: false, "
	    "update_pcent_threshold: 0.5, delete_pcent_threshold: 1, "
	    "strict_supports: false, root_ns_warnings: false");
	cr_expect_eq(options_check(&class, bench.config, &bench.files.diags), 0);
	cr_expect_eq(bench.files.diags.count, 0);
	bench_end(&bench);
}

Test(options, refuses_an_unknown_one_with_the_nearest)
{
	check_refused("token: t, cuont: hush-must-not-be-seen",
	    "TestProvider takes no option \"cuont\"", "did you mean \"count\"?");
	check_refused("token: t, strict_support: hush-must-not-be-seen", "takes no option",
	    "\"strict_supports\"");
	check_refused("token: t, zzzzzzzzzz: hush-must-not-be-seen",
	    "takes no option \"zzzzzzzzzz\"", NULL);
}

Test(options, shows_an_unknown_one_so_that_it_steers_no_terminal)
{
	check_refused("token: t, \"a\\e[2J\": hush-must-not-be-seen",
	    "takes no option \"a\\x1B[2J\"", NULL);
}

Test(options, refuses_one_that_was_removed_with_its_remedy)
{
	check_refused("token: t, flags: hush-must-not-be-seen", "option \"flags\" is not supported",
	    "write flag");
}

Test(options, does_not_suggest_one_that_was_removed)
{
	check_refused("token: t, flagss: hush-must-not-be-seen", "takes no option \"flagss\"",
	    "\"flag\"");
}

Test(options, refuses_a_missing_one)
{
	check_refused("flag: true", "option \"token\" is missing", NULL);
}

struct kind_row {
	const char *options;
	const char *fault; /* NULL: taken */
};

static const struct kind_row kinds[] = {
    {"token: hush-must-not-be-seen", NULL},
    {"token: 5", NULL},
    {"token: [hush-must-not-be-seen]", "option \"token\" must be text"},
    {"token: {a: hush-must-not-be-seen}", "option \"token\" must be text"},
    {"token: null", "option \"token\" must be text"},
    {"flag: false", NULL},
    {"flag: 'hush-must-not-be-seen'", "option \"flag\" must be true or false"},
    {"flag: 1", "option \"flag\" must be true or false"},
    {"count: 3", NULL},
    {"count: '3'", NULL},
    {"count: hush-must-not-be-seen", "option \"count\" must be a whole number"},
    {"count: []", "option \"count\" must be a whole number"},
    {"share: 0.25", NULL},
    {"share: hush-must-not-be-seen", "option \"share\" must be a number"},
    {"share: \"1\\0hush-must-not-be-seen\"", "option \"share\" must be a number"},
    {"any: {a: [hush-must-not-be-seen]}", NULL},
};

Test(options, are_of_their_kind_and_not_shown_when_they_are_not)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct arena arena = {0};
		struct node *resolved;
		struct bench bench;
		int rc;

		begin(&bench, kinds[i].options);
		rc = options_resolve(&class, bench.config, &arena, &resolved, &bench.files.diags);
		cr_expect_eq(rc, kinds[i].fault != NULL ? -1 : 0, "%s", kinds[i].options);
		cr_expect_eq(bench.files.diags.count, kinds[i].fault != NULL, "%s",
		    kinds[i].options);
		if (kinds[i].fault != NULL)
			cr_expect(diags_have(&bench.files.diags, kinds[i].fault), "%s",
			    kinds[i].options);
		cr_expect_not(diags_have(&bench.files.diags, "hush"), "%s", kinds[i].options);
		arena_free(&arena);
		bench_end(&bench);
	}
}

Test(options, come_from_the_environment)
{
	struct arena arena = {0};
	struct node *resolved;
	struct bench bench;

	(void)setenv("ZW_TEST_TOKEN", "hush-must-not-be-seen", 1);
	(void)setenv("ZW_TEST_COUNT", "17", 1);
	(void)unsetenv("ZW_TEST_SHARE");
	begin(&bench,
	    "token: env/ZW_TEST_TOKEN, count: env/ZW_TEST_COUNT, "
	    "share: env/ZW_TEST_SHARE/0.5");
	cr_assert_eq(options_resolve(&class, bench.config, &arena, &resolved, &bench.files.diags),
	    0);
	cr_expect(slice_is(node_get(resolved, "token")->text, "hush-must-not-be-seen"));
	cr_expect_eq(node_get(resolved, "count")->u.number, 17);
	cr_expect(node_get(resolved, "share")->u.real > 0.49);
	cr_expect_null(node_get(resolved, "class"));
	arena_free(&arena);
	bench_end(&bench);
}

Test(options, name_the_variable_that_is_not_set)
{
	struct arena arena = {0};
	struct node *resolved;
	struct bench bench;

	(void)unsetenv("ZW_TEST_NONE");
	begin(&bench, "token: env/ZW_TEST_NONE");
	cr_expect_eq(options_resolve(&class, bench.config, &arena, &resolved, &bench.files.diags),
	    -1);
	cr_assert_not_null(said(&bench.files, "config-secret", 2));
	cr_expect(diags_have(&bench.files.diags, "environment variable ZW_TEST_NONE"));
	arena_free(&arena);
	bench_end(&bench);
}

#define POWERDNS \
	"live: {class: octodns_powerdns.PowerDnsProvider, host: h, api_key: env/ZW_TEST_NONE}"

Test(provider, looks_secrets_up_when_it_is_opened_and_not_before)
{
	struct bench bench;

	(void)unsetenv("ZW_TEST_NONE");
	bench_config(&bench, POWERDNS);
	bench_read_config(&bench);
	cr_expect_not(provider_is_local(bench.config));
	cr_expect_eq(provider_check(bench.config, &bench.files.diags), 0);
	cr_expect_eq(bench.files.diags.count, 0);
	cr_expect_eq(provider_open(&bench.provider, bench.config, &bench.context,
			 &bench.files.diags),
	    -1);
	cr_expect_null(bench.provider);
	cr_assert_not_null(said(&bench.files, "config-secret", 0));
	bench_end(&bench);
}

Test(provider, of_a_class_that_is_not_built_in_may_be_a_plugin)
{
	static const char *const lines[] = {"live: {class: octodns_other.OtherProvider, x: 1}",
	    "live: {class: octodns.provider.yml.YmlProvider}"};
	unsigned i;

	for (i = 0; i < 2; i++) {
		struct bench bench;

		bench_config(&bench, lines[i]);
		bench_read_config(&bench);
		cr_expect_eq(provider_check(bench.config, &bench.files.diags), i == 0 ? 0 : -1);
		cr_expect_eq(bench.files.diags.errors, i);
		cr_expect_eq(bench.files.diags.warnings, 1 - i);
		cr_expect_not_null(said(&bench.files, "config-unknown-class", 0));
		cr_expect(diags_have(&bench.files.diags, "YamlProvider, "));
		cr_expect_eq(provider_open(&bench.provider, bench.config, &bench.context,
				 &bench.files.diags),
		    -1);
		cr_expect_eq(bench.files.diags.errors, i + 1);
		bench_end(&bench);
	}
}

Test(provider, has_the_common_options_and_their_defaults)
{
	struct bench bench;

	bench_config(&bench,
	    "live: {class: octodns.provider.yaml.YamlProvider, directory: zones, apply_disabled: true, "
	    "update_pcent_threshold: 0.75}");
	bench_read_config(&bench);
	cr_assert_eq(provider_open(&bench.provider, bench.config, &bench.context,
			 &bench.files.diags),
	    0);
	cr_expect(bench.provider->apply_disabled);
	cr_expect(bench.provider->strict_supports);
	cr_expect(bench.provider->root_ns_warnings);
	cr_expect_eq(bench.provider->update_threshold, 0.75);
	cr_expect_eq(bench.provider->delete_threshold, 0.3);
	cr_expect_str_eq(bench.provider->id, "live");
	cr_expect_str_eq(provider_text(bench.provider, "directory", ""), "zones");
	cr_expect_str_eq(provider_text(bench.provider, "order_mode", "natural"), "natural");
	cr_expect_eq(provider_int(bench.provider, "default_ttl", 7), 7);
	bench_end(&bench);
}

Test(provider, is_closed_when_there_is_none)
{
	provider_close(NULL);
}
