/* Names and values: escapes are octal there, decimal here. */
#include "../../../providers/route53/route53.h"

#include <criterion/criterion.h>
#include <string.h>

static void
is_name(const char *there, const char *here)
{
	struct arena arena = {0};
	struct slice name = route53_name(&arena, slice_of(there));

	cr_expect(slice_is(name, here), "%s: %s", there, name.data);
	arena_free(&arena);
}

Test(names, reads_octal_escapes)
{
	is_name("\\052.a.example.", "*.a.example.");
	is_name("WWW.a.example", "www.a.example.");
	is_name("0\\05725.a.example.", "0/25.a.example.");
	is_name("a\\056b.example.", "a\\046b.example.");
	is_name("a\\303\\251.example.", "a\\195\\169.example.");
	/* None: too short, no octal digits. */
	is_name("a\\05", "a\\09205.");
	is_name("a\\089b.", "a\\092089b.");
	is_name("a\\777b.", "a\\092777b.");
}

static void
is_value(const char *there, const char *here)
{
	struct arena arena = {0};
	struct buf back = {0};
	struct slice value = route53_value(&arena, slice_of(there));

	cr_expect(slice_is(value, here), "%.*s", SLICE_ARGS(value));
	route53_print(&back, value);
	cr_expect_str_eq(back.data, there);
	buf_free(&back);
	arena_free(&arena);
}

Test(names, turns_values_there_and_back)
{
	is_value("\"v=spf1 -all\"", "\"v=spf1 -all\"");
	is_value("\"caf\\303\\251\"", "\"caf\\195\\169\"");
	is_value("\"a \\\"b\\\" \\\\101\"", "\"a \\\"b\\\" \\\\101\"");
	is_value("\"\\000\\377\"", "\"\\000\\255\"");
	is_value("100 10 \"U\" \"E2U+sip\" \"!^.*$!\\\\1!\" .",
	    "100 10 \"U\" \"E2U+sip\" \"!^.*$!\\\\1!\" .");
}

Test(names, escapes_what_is_not_ascii)
{
	struct buf out = {0};

	route53_print(&out, slice_of("0 issue \"\xc3\xa9\""));
	cr_assert_str_eq(out.data, "0 issue \"\\303\\251\"");
	buf_free(&out);
}

Test(names, takes_the_end_of_an_id)
{
	cr_assert(slice_is(route53_id(slice_of("/hostedzone/Z1")), "Z1"));
	cr_assert(slice_is(route53_id(slice_of("Z1")), "Z1"));
	cr_assert_eq(route53_id(slice_of("/hostedzone/")).len, 0);
}
