/* EnvVarSource: what it makes of a variable, and what it keeps to itself. */
#include "../../provider/fixture.h"
#include "config/secrets.h"
#include "provider/registry.h"

#define VARIABLE "ZW_TEST_WHO"
#define CLASS "live: {class: octodns.source.envvar.EnvVarSource, variable: " VARIABLE ", name: who"

static struct bench bench;
static struct zone zone;

static void
begin(const char *more)
{
	struct buf text = {0};

	buf_printf(&text, "%s%s}", CLASS, more);
	bench_config(&bench, text.data);
	bench_read_config(&bench);
	cr_assert_eq(provider_open(&bench.provider, bench.config, &bench.context,
			 &bench.files.diags),
	    0);
	zone_init(&zone, slice_of("unit.tests."));
	buf_free(&text);
}

static void
end(void)
{
	zone_free(&zone);
	bench_end(&bench);
	(void)unsetenv(VARIABLE);
}

static int
read_zone(bool lenient)
{
	struct read_request request = {.zone = slice_of("unit.tests."),
	    .lenient = lenient,
	    .rules = bench.files.config->rules};

	return bench.provider->class->read(bench.provider, &request, &zone, &bench.files.diags);
}

static const struct rrset *
record(const char *name)
{
	const struct rrset *rrset = zone_find(&zone, slice_of(name), rtype_find(slice_of("TXT")));

	cr_assert_not_null(rrset);
	return rrset;
}

Test(envvar, is_one_text_record, .fini = end)
{
	begin("");
	(void)setenv(VARIABLE, "release 42", 1);
	cr_assert_eq(read_zone(false), 0);
	cr_expect_eq(zone.count, 1);
	cr_expect(slice_is(record("who.unit.tests.")->values[0].text, "release 42"));
	cr_expect_eq(record("who.unit.tests.")->ttl, 60);
	cr_expect_str_eq(zone.sources[record("who.unit.tests.")->source], "live");
	cr_expect_eq(bench.files.diags.count, 0);
}

Test(envvar, has_the_ttl_that_it_is_given, .fini = end)
{
	begin(", ttl: 30");
	(void)setenv(VARIABLE, "123", 1);
	cr_assert_eq(read_zone(false), 0);
	cr_expect_eq(record("who.unit.tests.")->ttl, 30);
	cr_expect(slice_is(record("who.unit.tests.")->values[0].text, "123"));
}

Test(envvar, is_looked_up_only_when_it_is_read, .fini = end)
{
	(void)unsetenv(VARIABLE);
	begin("");
	cr_assert_eq(read_zone(false), -1);
	cr_expect_eq(diags_have(&bench.files.diags, "variable " VARIABLE " is not available"), 1);
	cr_expect_eq(zone.count, 0);
}

Test(envvar, refuses_what_a_text_record_cannot_be_without_quoting_it, .fini = end)
{
	begin("");
	(void)setenv(VARIABLE, "hunter2;x", 1);
	cr_assert_eq(read_zone(false), -1);
	cr_expect_eq(bench.files.diags.errors, 1);
	cr_expect_str_eq(bench.files.diags.items[0].rule, "chunked-value-rfc");
	cr_expect(slice_is(bench.files.diags.items[0].subject.record, "who.unit.tests."));
	cr_expect_str_eq(bench.files.diags.items[0].at.file, "octodns.yaml");
	cr_expect_eq(diags_have(&bench.files.diags, "hunter2"), 0);
}

Test(envvar, takes_it_with_a_warning_when_lenient, .fini = end)
{
	begin("");
	(void)setenv(VARIABLE, "hunter2;x", 1);
	cr_assert_eq(read_zone(true), 0);
	cr_expect_eq(bench.files.diags.errors, 0);
	cr_expect_eq(bench.files.diags.warnings, 1);
	cr_expect(slice_is(record("who.unit.tests.")->values[0].text, "hunter2;x"));
	cr_expect_eq(diags_have(&bench.files.diags, "hunter2"), 0);
}

Test(envvar, refuses_bytes_that_are_no_text, .fini = end)
{
	begin("");
	(void)setenv(VARIABLE, "hunter2\xff", 1);
	cr_assert_eq(read_zone(true), -1);
	cr_expect_eq(zone.count, 0);
	cr_expect_eq(diags_have(&bench.files.diags, "hunter2"), 0);
}

Test(envvar, does_not_look_at_the_environment_of_a_server, .fini = end)
{
	begin("");
	(void)setenv(VARIABLE, "hunter2", 1);
	secrets_forbid();
	cr_assert_eq(read_zone(false), -1);
	cr_expect_eq(zone.count, 0);
	cr_expect_eq(diags_have(&bench.files.diags, "is not available"), 1);
}

Test(envvar, is_no_target_lists_no_zones_and_is_not_opened_to_validate)
{
	const struct provider_class *class = provider_class_find(slice_of("EnvVarSource"));

	cr_assert_not_null(class);
	cr_expect_null(class->apply);
	cr_expect_null(class->list);
	cr_expect_null(class->has);
	cr_expect_eq(class->flags & PROVIDER_LOCAL, 0);
}

static void
must_refuse(const char *provider, const char *message)
{
	struct provider *opened = NULL;

	bench_config(&bench, provider);
	bench_read_config(&bench);
	cr_expect_eq(provider_open(&opened, bench.config, &bench.context, &bench.files.diags), -1);
	cr_expect_null(opened);
	cr_expect_eq(diags_have(&bench.files.diags, message), 1, "%s", provider);
	bench_end(&bench);
}

#define SOURCE "live: {class: octodns.source.envvar.EnvVarSource, "

Test(envvar, wants_a_variable_and_a_name)
{
	must_refuse(SOURCE "name: a}", "\"variable\"");
	must_refuse(SOURCE "variable: A}", "\"name\"");
	must_refuse(SOURCE "variable: '', name: a}", "no name of a variable");
	must_refuse(SOURCE "variable: \"A\\0B\", name: a}", "no name of a variable");
	must_refuse(SOURCE "variable: A, name: a, ttl: -1}", "no TTL");
	must_refuse(SOURCE "variable: A, name: a, ttl: x}", "whole number");
	must_refuse(SOURCE "variable: A, name: a, value: x}", "\"value\"");
}
