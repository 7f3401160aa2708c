/* Fields of values as Python reads them. */
#include "dns/value.h"

#include "rules_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

struct address_row {
	const char *text, *normal; /* NULL: refused */
};

static const struct address_row ip4s[] = {
    {"192.0.2.1", "192.0.2.1"},
    {"0.0.0.0", "0.0.0.0"},
    {"255.255.255.255", "255.255.255.255"},
    {"256.0.0.1", NULL},
    {"01.2.3.4", NULL},
    {"1.2.3.00", NULL},
    {"1.2.3", NULL},
    {"1.2.3.4.5", NULL},
    {"1.2.3.4.", NULL},
    {".1.2.3.4", NULL},
    {"1..3.4", NULL},
    {" 1.2.3.4", NULL},
    {"1.2.3.4 ", NULL},
    {"1.2.3.4/32", NULL},
    {"1.2.3.-4", NULL},
    {"0x1.2.3.4", NULL},
    {"1.2.3.9999999999999999999999", NULL},
    {"", NULL},
    {"::1", NULL},
};

static const struct address_row ip6s[] = {
    {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
    {"::", "::"},
    {"::1", "::1"},
    {"0:0:0:0:0:0:0:0", "::"},
    {"1:0:0:2:0:0:0:3", "1:0:0:2::3"},
    {"1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"},
    {"::ffff:192.0.2.1", "::ffff:c000:201"},
    {"::ffff:0:1", "::ffff:0:1"},
    {"::1.2.3.4", "::102:304"},
    {"::1:0", "::1:0"},
    {"::0.0.3.4", "::304"},
    {"64:ff9b::192.0.2.1", "64:ff9b::c000:201"},
    {"fe80::1%eth0", "fe80::1%eth0"},
    {"FE80::1%Eth0", "fe80::1%Eth0"},
    {"fe80::1%", NULL},
    {"fe80::1%a%b", NULL},
    {"%eth0", NULL},
    {"2001:db8::1::2", NULL},
    {"2001:db8", NULL},
    {"2001:db8::12345", NULL},
    {"2001:db8::1/64", NULL},
    {" ::1", NULL},
    {"::1.2.3.04", NULL},
    {"1:2:3:4:5:6:7:8:9", NULL},
    {"11111111111111111111111111111111111111111111111111111111", NULL},
    {"", NULL},
    {"1.2.3.4", NULL},
};

static void
check_addresses(const struct address_row *rows, size_t count,
    int (*normalise)(struct arena *, struct slice, struct slice *))
{
	struct arena arena = {0};
	size_t i;

	for (i = 0; i < count; i++) {
		struct slice out = {"", 0}, text = slice_of(rows[i].text);
		int want = rows[i].normal != NULL ? 0 : -1;

		cr_expect_eq(normalise(&arena, text, &out), want, "%s", rows[i].text);
		if (want == 0)
			cr_expect(slice_is(out, rows[i].normal), "%s: %.*s", rows[i].text,
			    SLICE_ARGS(out));
		cr_expect_eq(normalise(NULL, text, NULL), want, "%s", rows[i].text);
	}
	arena_free(&arena);
}

Test(value, reads_ipv4_addresses)
{
	check_addresses(ip4s, sizeof(ip4s) / sizeof(ip4s[0]), ip4_normalise);
}

Test(value, reads_ipv6_addresses)
{
	check_addresses(ip6s, sizeof(ip6s) / sizeof(ip6s[0]), ip6_normalise);
}

Test(value, takes_no_address_with_a_nul)
{
	struct slice out;

	cr_expect_eq(ip4_normalise(NULL, slice_make("1.2.3.4\0", 8), &out), -1);
	cr_expect_eq(ip6_normalise(NULL, slice_make("::1\0", 4), &out), -1);
}

static const struct {
	const char *text;
	int rc;
	int64_t number;
} ints[] = {
    {"0", 0, 0},
    {"007", 0, 7},
    {" -12 ", 0, -12},
    {"+12", 0, 12},
    {"1_000", 0, 1000},
    {"9223372036854775807", 0, INT64_MAX},
    {"-9223372036854775808", 0, INT64_MIN},
    {"9223372036854775808", -1, 0},
    {"99999999999999999999999999999999999999999999999999999999", -1, 0},
    {"", -1, 0},
    {"-", -1, 0},
    {"1-", -1, 0},
    {"--1", -1, 0},
    {"_1", -1, 0},
    {"1_", -1, 0},
    {"1__0", -1, 0},
    {"-_1", -1, 0},
    {"1.0", -1, 0},
    {"0x10", -1, 0},
    {"1 2", -1, 0},
};

Test(value, reads_whole_numbers)
{
	struct arena arena = {0};
	size_t i;
	int64_t number;

	for (i = 0; i < sizeof(ints) / sizeof(ints[0]); i++) {
		const struct node *node = node_text(&arena, slice_of(ints[i].text));

		cr_expect_eq(node_to_int(node, &number), ints[i].rc, "\"%s\"", ints[i].text);
		if (ints[i].rc == 0)
			cr_expect_eq(number, ints[i].number, "\"%s\"", ints[i].text);
	}
	cr_expect_eq(node_to_int(node_text(&arena,
				     slice_make("1\0"
						"2",
					 3)),
			 &number),
	    -1);
	cr_expect_eq(node_to_int(node_float(&arena, -3.9), &number), 0);
	cr_expect_eq(number, -3);
	cr_expect_eq(node_to_int(node_float(&arena, 1e300), &number), -1);
	cr_expect_eq(node_to_int(node_float(&arena, (double)__builtin_nanf("")), &number), -1);
	cr_expect_eq(node_to_int(node_bool(&arena, true), &number), 0);
	cr_expect_eq(number, 1);
	cr_expect_eq(node_to_int(node_null(&arena), &number), -1);
	/* What did not fit was saturated: leniency must not let it pass. */
	cr_expect_eq(node_to_int(node_int(&arena, INT64_MAX), &number), -1);
	cr_expect_eq(node_to_int(node_int(&arena, INT64_MIN), &number), -1);
	cr_expect_eq(node_to_int(node_list(&arena, 0), &number), -1);
	arena_free(&arena);
}

Test(value, reads_numbers)
{
	static const char *const bad[] = {"", "x", "1x", "0x10", "0X1p3", "1 2", "."};
	struct arena arena = {0};
	double real;
	size_t i;

	cr_expect_eq(node_to_real(node_text(&arena, slice_of(" 1.5e2 ")), &real), 0);
	cr_expect_eq(real, 150.0);
	cr_expect_eq(node_to_real(node_int(&arena, -2), &real), 0);
	cr_expect_eq(real, -2.0);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		cr_expect_eq(node_to_real(node_text(&arena, slice_of(bad[i])), &real), -1, "%s",
		    bad[i]);
	cr_expect_eq(node_to_real(node_text(&arena,
				      slice_make("1\0"
						 "2",
					  3)),
			 &real),
	    -1);
	cr_expect_eq(node_to_real(node_null(&arena), &real), -1);
	arena_free(&arena);
}

/* A type, a value in flow style, and how octoDNS prints what it is; or what is wrong, and where. */
struct value_row {
	const char *type, *text, *printed;
	const char *why;
	unsigned column;
};

static const struct value_row values[] = {
    {"CNAME", "WWW.Example.COM.", "www.example.com.", NULL, 0},
    {"CNAME", "bücher.tests.", "xn--bcher-kva.tests.", NULL, 0},
    {"CNAME", "☃.tests.", NULL, "cannot be encoded", 1},
    {"CNAME", "5", NULL, "is not text", 1},
    {"CNAME", "null", NULL, "is empty", 1},
    {"TXT", "plain text", "plain text", NULL, 0},
    {"TXT", "'\"one\" \"two\"'", "onetwo", NULL, 0},
    {"TXT", "'\"'", "", NULL, 0},
    {"TXT", "'\"open'", "ope", NULL, 0},
    {"TXT", "[a]", NULL, "is not text", 1},
    {"MX", "{preference: 10, exchange: A.}", "'10 a.'", NULL, 0},
    {"MX", "{priority: 10, value: a.}", "'10 a.'", NULL, 0},
    {"MX", "{preference: x, exchange: a.}", NULL, "is not a whole number", 14},
    {"MX", "{exchange: a.}", NULL, "has no preference", 1},
    {"MX", "a.", NULL, "is not a mapping", 1},
    {"CAA", "{tag: issue, value: ca.tests}", "0 issue \"ca.tests\"", NULL, 0},
    {"CAA", "{tag: issue, value: 5}", "0 issue \"5\"", NULL, 0},
    {"DS", "{key_tag: 1, algorithm: 2, digest_type: 3, digest: ABCD}", "1 2 3 abcd", NULL, 0},
    {"DS", "{flags: 1, protocol: 2, algorithm: 3, public_key: ABCD}", "1 2 3 abcd", NULL, 0},
    {"NAPTR", "{order: 1, preference: 2, flags: u, service: S, regexp: R, replacement: .}",
	"'1 2 \"U\" \"S\" \"R\" .'", NULL, 0},
    {"SVCB", "{svcpriority: 1, targetname: .}", "'1 .'", NULL, 0},
    {"SVCB", "{svcpriority: 1, targetname: ., svcparams: {port: 443, alpn: [h2, h3]}}",
	"'1 . alpn=h2,h3 port=443'", NULL, 0},
    {"SVCB", "{svcpriority: 1, targetname: ., svcparams: [a]}", NULL,
	"is not a mapping of service parameters", 44},
    {"LOC",
	"{lat_degrees: 1, lat_minutes: 2, lat_seconds: 3.5, lat_direction: n, long_degrees: 4, "
	"long_minutes: 5, long_seconds: '6.25', long_direction: w, altitude: 20, size: 10, "
	"precision_horz: 10, precision_vert: 2}",
	"'1 2 3.500 N 4 5 6.250 W 20.00m 10.00m 10.00m 2.00m'", NULL, 0},
};

Test(value, is_built_from_data)
{
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		const struct rtype *type = rtype_find(slice_of(values[i].type));
		struct arena arena = {0};
		struct decode decode = {.arena = &arena};
		union field value[RTYPE_MAX_FIELDS];
		const struct node *node = flow_node(&arena, values[i].text, NULL), *at = NULL;
		const char *why = "";
		struct buf out = {0};
		int rc = value_decode(&decode, type, node, value, &at, &why);

		cr_expect_eq(rc, values[i].printed != NULL ? 0 : -1, "%s", values[i].text);
		if (rc == 0 && values[i].printed != NULL) {
			value_octodns(&out, type, value);
			cr_expect_str_eq(out.data, values[i].printed, "%s: %s", values[i].text,
			    out.data);
		} else if (rc != 0 && values[i].why != NULL) {
			cr_expect_not_null(strstr(why, values[i].why), "%s: %s", values[i].text,
			    why);
			cr_expect_eq(at->column, values[i].column, "%s: column %u", values[i].text,
			    at->column);
		}
		buf_free(&out);
		arena_free(&arena);
	}
}
