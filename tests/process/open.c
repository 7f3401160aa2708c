/* Classes and their options: what is taken, what is refused, and where it is said. */
#include "fixture.h"
#include "process/registry.h"

#define FILTER "octodns.processor.filter."

TestSuite(open);

static void
check_is(const char *options, int want, const char *message)
{
	struct stage stage;

	stage_config(&stage, options);
	cr_expect_eq(processor_check(&stage.config, &stage.diags), want, "%s: %s", options,
	    first_message(&stage));
	cr_expect_eq(stage.diags.errors, want == 0 ? 0 : 1, "%s", options);
	if (message != NULL)
		has_said(&stage, message);
	stage_end(&stage);
}

Test(open, takes_what_octodns_takes)
{
	check_is("{class: " FILTER "NetworkValueAllowlistFilter,"
		 " allowlist: [192.0.2.0/24, '2001:db8::/32', 192.0.2.1]}",
	    0, NULL);
	check_is("{class: " FILTER "NameRejectlistFilter, rejectlist: [a, /^b/], "
		 "include_target: false, lenient: true}",
	    0, NULL);
	check_is("{class: octodns.processor.clamp.TtlClampProcessor, min_ttl: 5, max_ttl: 5}", 0,
	    NULL);
	check_is("{class: octodns.processor.restrict.TtlRestrictionFilter, allowed_ttls: null}", 0,
	    NULL);
	check_is("{class: octodns.processor.acme.AcmeMangingProcessor}", 0, NULL);
}

Test(open, refuses_values_that_cannot_work)
{
	check_is("{class: " FILTER "TypeAllowlistFilter}", -1, "option \"allowlist\" is missing");
	check_is("{class: " FILTER "TypeAllowlistFilter, allowlist: [A], nope: 1}", -1,
	    "takes no option \"nope\"");
	check_is("{class: " FILTER "TypeAllowlistFilter, allowlist: A}", -1, "must be a list");
	check_is("{class: " FILTER "TypeAllowlistFilter, allowlist: null}", -1, "must be a list");
	check_is("{class: " FILTER "NameRejectlistFilter, rejectlist: [/(/]}", -1,
	    "\"/(/\" is no regular expression");
	check_is("{class: " FILTER "NameRejectlistFilter, rejectlist: [[a]]}", -1,
	    "must hold text, not a list");
	check_is("{class: " FILTER "NetworkValueAllowlistFilter, allowlist: [192.0.2.1/24]}", -1,
	    "\"192.0.2.1/24\" is no network");
	check_is("{class: " FILTER "NetworkValueAllowlistFilter, allowlist: ['::/129']}", -1,
	    "is no network");
	check_is("{class: octodns.processor.clamp.TtlClampProcessor, min_ttl: 10, max_ttl: 5}", -1,
	    "min_ttl 10 must not be higher than max_ttl 5");
	check_is("{class: octodns.processor.restrict.TtlRestrictionFilter, allowed_ttls: [x]}", -1,
	    "a TTL must be a number");
	check_is("{class: octodns.processor.ownership.OwnershipProcessor, txt_name: a.b}", -1,
	    "txt_name must be one label");
	check_is("{class: octodns.processor.meta.MetaProcessor, include_time: false}", -1,
	    "it includes nothing");
	check_is("{class: octodns.processor.arpa.AutoArpa}", -1, "has no effect");
}

Test(open, names_the_class_that_was_probably_meant)
{
	struct stage stage;

	stage_config(&stage, "{class: " FILTER "TypeAllowListFilter, allowlist: [A]}");
	cr_assert_eq(processor_check(&stage.config, &stage.diags), -1);
	cr_expect_str_eq(stage.diags.items[0].rule, "config-processor");
	cr_assert_not_null(stage.diags.items[0].hint);
	cr_expect_not_null(strstr(stage.diags.items[0].hint, "TypeAllowlistFilter"));
	stage_end(&stage);
}

Test(open, lets_a_class_of_another_package_pass_until_it_is_needed)
{
	struct stage stage;

	stage_config(&stage, "{class: mine.filter.TypeAllowlistFilter, anything: 1}");
	cr_assert_eq(processor_check(&stage.config, &stage.diags), 0);
	cr_assert_eq(processor_open(&stage.processor, &stage.config, &stage.run, &stage.diags), -1);
	has_said(&stage, "class mine.filter.TypeAllowlistFilter is not built in");
	stage_end(&stage);
}

Test(open, reads_the_environment_only_when_it_is_opened)
{
	struct stage stage;

	unsetenv("ZONEWARD_TEST_TTL");
	stage_config(&stage,
	    "{class: octodns.processor.clamp.TtlClampProcessor, max_ttl: env/ZONEWARD_TEST_TTL}");
	cr_expect(processor_is_guarded(&stage.config));
	cr_expect_eq(processor_check(&stage.config, &stage.diags), 0);
	cr_expect_eq(processor_open(&stage.processor, &stage.config, &stage.run, &stage.diags), -1);
	has_said(&stage, "environment variable ZONEWARD_TEST_TTL is not available");
	setenv("ZONEWARD_TEST_TTL", "600", 1);
	cr_expect_eq(processor_open(&stage.processor, &stage.config, &stage.run, &stage.diags), 0);
	stage_end(&stage);
}

Test(open, warns_of_a_regular_expression_that_is_not_closed)
{
	struct stage stage;

	stage_open(&stage, "{class: " FILTER "NameRejectlistFilter, rejectlist: [/abc]}");
	cr_expect_eq(stage.diags.warnings, 1);
	stage_zones(&stage, "{ab: {type: A, value: 1.1.1.1}, c: {type: A, value: 1.1.1.1}}", "");
	cr_expect_eq(stage_source(&stage), 0);
	zone_is(&stage.desired, "c A 3600 1.1.1.1");
	stage_end(&stage);
}

Test(open, has_each_class_once)
{
	const struct processor_class *const *class;
	size_t i, count = 0;

	for (class = processor_table; *class != NULL; class ++) {
		for (i = 0; (*class)->names[i] != NULL; i++, count++)
			cr_expect_eq(processor_class_find(slice_of((*class)->names[i])), *class);
	}
	cr_expect_eq(count, 21);
}
