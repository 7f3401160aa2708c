/* Values in presentation form, as servers and people write them. */
#include "core/arena.h"
#include "core/buf.h"
#include "dns/rrset.h"
#include "present_fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(parse, keeps_lists_and_numbers_of_parameters_as_octodns_has_them)
{
	union field value[RTYPE_MAX_FIELDS];
	struct arena arena = {0};
	const struct node *params;
	const char *why;

	cr_assert_eq(present_parse(&arena, "HTTPS",
			 slice_of("1 . no-default-alpn alpn=h2,h3 port=8443 key9=x"), value, &why),
	    0);
	params = value[2].params;
	cr_expect_eq(node_get(params, "alpn")->kind, NODE_LIST);
	cr_expect_eq(node_get(params, "alpn")->u.list.count, 2);
	cr_expect_eq(node_get(params, "port")->kind, NODE_INT);
	cr_expect_eq(node_get(params, "port")->u.number, 8443);
	cr_expect_eq(node_get(params, "no-default-alpn")->kind, NODE_NULL);
	cr_expect_eq(node_get(params, "key9")->kind, NODE_TEXT);
	arena_free(&arena);
}

Test(parse, refuses_what_is_no_value)
{
	static const char *const wrong[][2] = {{"A", "192.0.2.256"}, {"A", "192.0.2.1 192.0.2.2"},
	    {"A", "\"\""}, {"AAAA", "192.0.2.1"}, {"AAAA", "::/0"}, {"CNAME", "relative"},
	    {"CNAME", "escaped\\."}, {"CNAME", "\"a.\""}, {"CNAME", "a\\"}, {"CNAME", "a\\99."},
	    {"CNAME", "a. b."}, {"MX", "10"}, {"MX", "65536 a."}, {"MX", "-1 a."}, {"MX", "+1 a."},
	    {"MX", "x a."}, {"MX", "99999999999999999999 a."}, {"MX", "10 a. b"},
	    {"CAA", "256 issue \"x\""}, {"CAA", "0 issue \"x"}, {"DS", "1 256 1 ab"},
	    {"DS", "1 1 1"}, {"TLSA", "3 1 256 ab"}, {"SSHFP", "256 1 ab"}, {"TXT", "\"open"},
	    {"TXT", "\"\\999\""}, {"TXT", "\"\\25\""}, {"TXT", "\"\\"}, {"TXT", "ab\"cd\""},
	    {"TXT", "\"a\\256\""}, {"LOC", "91 N 0 E 0m"}, {"LOC", "0 60 N 0 E 0m"},
	    {"LOC", "0 0 60 N 0 E 0m"}, {"LOC", "0 N 181 E 0m"}, {"LOC", "0 N 0 E"},
	    {"LOC", "0 N 0 E inf"}, {"LOC", "0 N 0 E 0x10"}, {"LOC", "0 N 0 E 0m 0m 0m 0m 0m"},
	    {"LOC", "0 N 0 E 1.234m"}, {"LOC", "0 E 0 N 0m"}, {"LOC", "0 N 0 E m"},
	    {"LOC", "0 0 0 0 N 0 E 0m"}, {"LOC", "0 N 0 E -100001m"}, {"LOC", "0 N 0 E 0m -1m"},
	    {"SVCB", "1 . port=65536"}, {"SVCB", "1 . port"}, {"SVCB", "1 . port=1 port=2"},
	    {"SVCB", "1 . alpn="}, {"SVCB", "1 . alpn=a,,b"}, {"SVCB", "1 . alpn=\"a"},
	    {"SVCB", "1 . alpn=a\"b"}, {"SVCB", "1 . alpn=\"a\"b"}, {"SVCB", "1 . =x"},
	    {"SVCB", "1 . b_d=x"}, {"SVCB", "1 . ipv4hint=::1"}, {"SVCB", "1 . ipv6hint=192.0.2.1"},
	    {"SVCB", "1 . no-default-alpn=x"}, {"SVCB", "1 . key1=\\300"}, {"SVCB", "1"},
	    {"URI", "1 1"}, {"NAPTR", "1 1 \"\" \"\" \"\" a. b."}};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		present_refused(wrong[i][0], slice_of(wrong[i][1]));
}

Test(parse, refuses_nothing_and_nul_for_every_type)
{
	unsigned i;

	for (i = 0; i < rtype_count; i++) {
		present_refused(rtypes[i].name, slice_of(""));
		present_refused(rtypes[i].name, (struct slice){NULL, 0});
		present_refused(rtypes[i].name, slice_of(" \t "));
		present_refused(rtypes[i].name, slice_make("1 1 1\0 1", 8));
		present_refused(rtypes[i].name, slice_make("\0", 1));
		present_refused(rtypes[i].name, slice_of("\""));
		present_refused(rtypes[i].name, slice_of("\\"));
	}
}

Test(parse, takes_a_nul_in_quotes_as_an_octet)
{
	union field value[RTYPE_MAX_FIELDS];
	struct arena arena = {0};
	const char *why;

	cr_assert_eq(present_parse(&arena, "TXT", slice_make("\"a\0b\"", 5), value, &why), 0, "%s",
	    why);
	cr_expect(slice_equal(value[0].text, slice_make("a\0b", 3)));
	arena_free(&arena);
}

Test(parse, limits_the_length)
{
	static const char *const types[] = {"A", "CNAME", "TXT", "SVCB", "LOC", "OPENPGPKEY",
	    "NAPTR"};
	struct buf text = {0};
	size_t i;

	buf_pad(&text, 'a', 70000);
	for (i = 0; i < 3; i++)
		present_refused(types[i], buf_view(&text));
	buf_pad(&text, ' ', 1);
	buf_pad(&text, '1', 400000);
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		present_refused(types[i], buf_view(&text));
	buf_clear(&text);
	buf_text(&text, "1 .");
	for (i = 0; i < 300; i++)
		buf_printf(&text, " key%zu=x", i + 10);
	present_refused("SVCB", buf_view(&text));
	buf_free(&text);
}
