/* Values of every type to the octets of a message and back: libldns must mean what we mean. */
#include "present_fixture.h"
#include "wire_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

#define HEX40 "2bb183af5f22588179a53b0a98631fad1a292118"
#define HEX64 "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789"
#define LABEL63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A50 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
	const char *type, *text;
} values[] = {
    {"A", "192.0.2.1"},
    {"A", "0.0.0.0"},
    {"A", "255.255.255.255"},
    {"AAAA", "2001:db8::1"},
    {"AAAA", "::"},
    {"AAAA", "::ffff:c000:201"},
    {"AAAA", "::192.0.2.1"},
    {"AAAA", "1:2:3:4:5:6:7:8"},
    {"AAAA", "1:0:0:2::3"},
    {"CAA", "0 issue \"ca.example; a=b\""},
    {"CAA", "128 iodef \"mailto:a@example.com\""},
    {"CAA", "255 issuewild \";\""},
    {"CAA", "0 issue \"a \\\"b\\\" \\\\ c\""},
    {"CNAME", "."},
    {"CNAME", "a.example.net."},
    {"CNAME", LABEL63 ".net."},
    {"CNAME",
	LABEL63 "." LABEL63 "." LABEL63
		".aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.a."},
    {"CNAME", "_x.*.0/25.-a-.net."},
    {"CNAME", "a\\.b.net."},
    {"CNAME", "a\\032b\\007.net."},
    {"CNAME", "a\\\\b.net."},
    {"CNAME", "a\\@b\\$c\\;d\\(e.net."},
    {"CNAME", "\\195\\188.net."},
    {"CNAME", "a\\064\\046\\092b.net."},
    {"DNAME", "a.example.net."},
    {"DS", "60485 8 1 " HEX40},
    {"DS", "65535 255 2 " HEX64},
    {"DS", "0 0 0 00"},
    {"HTTPS", "0 svc.example.net."},
    {"HTTPS", "1 . alpn=h3,h2 port=8443"},
    {"LOC", "31 58 52.1 S 115 49 11.7 E 20m"},
    {"LOC", "90 0 0 N 180 0 0 W -100000m 0m 90000000m 1m"},
    {"LOC", "0 0 0.001 S 0 0 59.999 E 42849672.95m 0.05m 0.5m 9m"},
    {"LOC", "51 30 12.748 N 0 7 39.611 W 0.00m 1.00m 10000.00m 10.00m"},
    {"LOC", "1 2 3.004 N 5 6 7.008 E -0.99m 20m 300m 4000m"},
    {"MX", "0 ."},
    {"MX", "65535 mail.example.com."},
    {"NAPTR", "100 10 \"U\" \"E2U+sip\" \"!^(.*)$!sip:\\\\1@example.com!\" ."},
    {"NAPTR", "0 65535 \"\" \"\" \"\" _sip._udp.example.com."},
    {"NAPTR", "1 2 \"S\" \"a \\\"b\" \"; ( )\" a.example."},
    {"NS", "ns1.example.net."},
    {"OPENPGPKEY", "mQENBFzXmQEN"},
    {"OPENPGPKEY", "AAECAwQFBgcICQoLDA0ODw=="},
    {"PTR", "a.example.net."},
    {"SPF", "\"v=spf1 -all\""},
    {"SRV", "10 20 65535 sip.example.com."},
    {"SRV", "0 0 0 ."},
    {"SSHFP", "4 2 " HEX64},
    {"SSHFP", "255 255 00ff"},
    {"SVCB", "16 a.example. mandatory=alpn,port alpn=h2,h3 no-default-alpn port=53"},
    {"SVCB", "65535 . ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1,2001:db8::2"},
    {"SVCB", "1 . ech=\"AEP+DQA=\""},
    {"SVCB", "1 . key65280=\"foo\""},
    {"SVCB", "1 . key667=\"a b\\\"c\\\\d\\255\""},
    {"SVCB", "1 . key9 key10"},
    {"SVCB", "1 . alpn=f\\\\\\\\oo\\\\,bar,h2"},
    {"TLSA", "3 1 1 " HEX64},
    {"TLSA", "255 255 0 00"},
    {"TXT", "\"\""},
    {"TXT", "\" \""},
    {"TXT", "\"a;b\\\"c\\\\d\\195\\169\\000\\255\""},
    {"TXT", "\"" A50 A50 A50 A50 A50 "aaaaa\" \"b\""},
    {"TXT", "\"" A50 A50 A50 A50 A50 "aaaa\\\\\" \"\\\"b\""},
    {"TXT", "\"ends in a backslash\\\\\""},
    {"TXT", "\"@\""},
    {"TXT", "\"\\# 4 01020304\""},
    {"URI", "10 1 \"https://example.com/;a(b)\""},
    {"URI", "0 65535 \"a \\\"b\\\" c\""},
};

#define VALUES (sizeof(values) / sizeof(values[0]))

Test(wire, every_value_comes_back_the_same)
{
	size_t i;

	for (i = 0; i < VALUES; i++) {
		struct buf why = {0};

		buf_text(&why, "");
		cr_expect_eq(wire_round(present_row(values[i].type), slice_of(values[i].text),
				 &why),
		    0, "%s %s: %s", values[i].type, values[i].text, why.data);
		buf_free(&why);
	}
}

Test(wire, every_type_goes_that_way_or_has_a_reason_not_to)
{
	unsigned i, skipped = 0;

	for (i = 0; i < rtype_count; i++) {
		size_t k = 0;

		while (k < VALUES && present_row(values[k].type) != &rtypes[i])
			k++;
		cr_expect((k < VALUES) != (wire_skips(&rtypes[i]) != NULL), "%s", rtypes[i].name);
		skipped += wire_skips(&rtypes[i]) != NULL;
	}
	/* ALIAS, Route53Provider/ALIAS and URLFWD. */
	cr_expect_eq(skipped, 3);
}

/* The check has teeth: what differs on the way is seen. */
Test(wire, a_value_that_is_cut_on_the_way_is_seen)
{
	struct buf why = {0};

	cr_expect_eq(wire_round(present_row("TXT"), slice_of("\"a"), &why), -1);
	buf_clear(&why);
	/* One octet more than a size in LOC can hold exactly: 15 m has two digits. */
	cr_expect_eq(wire_round(present_row("LOC"), slice_of("1 0 0 N 1 0 0 E 0m 15m"), &why), -1);
	cr_expect_not_null(strstr(why.data, "another value"), "%s", why.data);
	buf_free(&why);
}
