/* Zone files as a source: what is read of them. */
#include "harness.h"

Test(zonefile_read, owners_ttls_and_classes_in_any_order)
{
	zf_reads("a 60 IN A 192.0.2.1\n"
		 "b IN 1h30m A 192.0.2.2\n"
		 "  AAAA 2001:DB8::1 ; a comment\n"
		 "C.Unit.Tests. in aaaa 2001:db8::2\n"
		 "\n; nothing\n\t\n"
		 "* 2d MX 10 @\n"
		 "\\$x 5 TXT a\n",
	    "$x.unit.tests. 5 TXT a\n"
	    "*.unit.tests. 172800 MX '10 unit.tests.'\n"
	    "a.unit.tests. 60 A 192.0.2.1\n"
	    "b.unit.tests. 5400 A 192.0.2.2\n"
	    "b.unit.tests. 5400 AAAA 2001:db8::1\n"
	    "c.unit.tests. 5400 AAAA 2001:db8::2\n");
}

Test(zonefile_read, every_type)
{
	zf_reads(
	    "$TTL 60\n"
	    "a CAA 0 issue \"ca.example; x=1\"\n"
	    "a CAA 0 iodef mailto:x@ca.example\n"
	    "b CNAME target\n"
	    "c DNAME x.example.net.\n"
	    "d DS 60485 8 1 ( 2BB183AF5F22588179A5\n 3B0A98631FAD1A292118 )\n"
	    "e HTTPS 1 . alpn=\"h3,h2\" port=8443\n"
	    "f LOC 51 30 12.748 N 0 7 39.611 W 0.00m\n"
	    "g NAPTR 100 10 \"u\" \"E2U+sip\" \"!^(.*)$!sip:\\\\1@x.example!\" .\n"
	    "h PTR x\nh PTR y\n"
	    "_s._tcp SRV 1 2 3 x\n"
	    "i SSHFP 4 2 ( ABCDEF0123456789abcdef0123456789\n"
	    "  abcdef0123456789abcdef0123456789 )\n"
	    "j SVCB 0 x\n"
	    "_443._tcp TLSA 3 1 1 abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456"
	    "789\n"
	    "_u._tcp URI 1 2 \"https://x.example/\"\n"
	    "k SPF \"v=spf1 -all\"\n"
	    "l TYPE1 \\# 4 C0000201\n"
	    "l TXT \\# 3 02 6869\n",
	    "_443._tcp.unit.tests. 60 TLSA '3 1 1 "
	    "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789'\n"
	    "_s._tcp.unit.tests. 60 SRV '1 2 3 x.unit.tests.'\n"
	    "_u._tcp.unit.tests. 60 URI '1 2 \"https://x.example/\"'\n"
	    "a.unit.tests. 60 CAA 0 iodef \"mailto:x@ca.example\" 0 issue \"ca.example; x=1\"\n"
	    "b.unit.tests. 60 CNAME target.unit.tests.\n"
	    "c.unit.tests. 60 DNAME x.example.net.\n"
	    "d.unit.tests. 60 DS 60485 8 1 2bb183af5f22588179a53b0a98631fad1a292118\n"
	    "e.unit.tests. 60 HTTPS '1 . alpn=h3,h2 port=8443'\n"
	    "f.unit.tests. 60 LOC '51 30 12.748 N 0 7 39.611 W 0.00m 1.00m 10000.00m 10.00m'\n"
	    "g.unit.tests. 60 NAPTR '100 10 \"U\" \"E2U+sip\" \"!^(.*)$!sip:\\\\1@x.example!\" .'\n"
	    "h.unit.tests. 60 PTR x.unit.tests. y.unit.tests.\n"
	    "i.unit.tests. 60 SSHFP '4 2 "
	    "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789'\n"
	    "j.unit.tests. 60 SVCB '0 x.unit.tests.'\n"
	    "k.unit.tests. 60 SPF v=spf1 -all\n"
	    "l.unit.tests. 60 A 192.0.2.1\n"
	    "l.unit.tests. 60 TXT hi\n");
}

Test(zonefile_read, texts)
{
	zf_reads("a 60 TXT \"one \" \"two\" three\n"
		 "b 60 TXT \"v=DKIM1; k=rsa\" ; comment\n"
		 "c 60 TXT ( \"in ( parentheses )\"\n ; comment )\n \"; no comment\" )\n"
		 "d 60 TXT \"say \\\"hi\\\" \\\\ \\065\"\n"
		 "e 60 TXT \"\"\n"
		 "f 60 TXT a\\ b\\;c\n",
	    "a.unit.tests. 60 TXT one twothree\n"
	    "b.unit.tests. 60 TXT v=DKIM1\\; k=rsa\n"
	    "c.unit.tests. 60 TXT in ( parentheses )\\; no comment\n"
	    "d.unit.tests. 60 TXT say \"hi\" \\ A\n"
	    "e.unit.tests. 60 TXT \n"
	    "f.unit.tests. 60 TXT a b\\;c\n");
}

Test(zonefile_read, a_record_without_a_ttl_has_that_of_ttl_then_of_the_last_then_of_the_soa)
{
	static const char file[] = "@ SOA ns1 webmaster 7 3600 600 604800 5m\n"
				   "@ NS ns1.example.net.\n"
				   "a 60 A 192.0.2.1\n"
				   "b A 192.0.2.2\n"
				   "$TTL 2h\n"
				   "c A 192.0.2.3\n";
	struct bench bench;

	zf_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.", file);
	zf_has(&bench, false,
	    "unit.tests. 300 NS ns1.example.net.\n"
	    "a.unit.tests. 60 A 192.0.2.1\n"
	    "b.unit.tests. 60 A 192.0.2.2\n"
	    "c.unit.tests. 7200 A 192.0.2.3\n");
	bench_end(&bench);
}

Test(zonefile_read, origins_and_included_files)
{
	struct bench bench;

	zf_begin(&bench, "file_extension: .zone");
	files_write(&bench.files, "zones/unit.tests.zone",
	    TOP "$ORIGIN sub\na 1 A 192.0.2.1\n$INCLUDE parts/one other\nb 1 A 192.0.2.2\n"
		"$INCLUDE top\n");
	files_write(&bench.files, "zones/parts/one", "x 1 A 192.0.2.3\n$INCLUDE two\n");
	files_write(&bench.files, "zones/parts/two", "y 1 A 192.0.2.4\n");
	files_write(&bench.files, "top", "z 1 A 192.0.2.5\n");
	zf_has(&bench, false,
	    TOP_LINE "a.sub.unit.tests. 1 A 192.0.2.1\n"
		     "b.sub.unit.tests. 1 A 192.0.2.2\n"
		     "x.other.sub.unit.tests. 1 A 192.0.2.3\n"
		     "y.other.sub.unit.tests. 1 A 192.0.2.4\n"
		     "z.sub.unit.tests. 1 A 192.0.2.5\n");
	cr_expect_eq(bench.files.diags.count, 0);
	bench_end(&bench);
}

Test(zonefile_read, generate)
{
	zf_reads("$GENERATE 1-3/2 host-$ 60 A 192.0.2.$\n"
		 "$GENERATE 9-10 x${-8,3} 60 CNAME $.y${0,2,x}\n"
		 "$GENERATE 254-254 ${0,4,n} 60 TXT \"\\$ $$ $\"\n",
	    "e.f.unit.tests. 60 TXT $ $ 254\n"
	    "host-1.unit.tests. 60 A 192.0.2.1\n"
	    "host-3.unit.tests. 60 A 192.0.2.3\n"
	    "x001.unit.tests. 60 CNAME 9.y09.unit.tests.\n"
	    "x002.unit.tests. 60 CNAME 10.y0a.unit.tests.\n");
}

Test(zonefile_read, names_in_unicode_are_encoded)
{
	zf_reads("b\xc3\xbc"
		 "cher 60 CNAME s\xc3\xbc"
		 "d\n"
		 "t 60 TXT \"\\$\"\n",
	    "t.unit.tests. 60 TXT $\n"
	    "xn--bcher-kva.unit.tests. 60 CNAME xn--sd-xka.unit.tests.\n");
}

Test(zonefile_read, what_is_not_managed_is_left_alone)
{
	struct bench bench;

	zf_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.",
	    TOP "a 60 HINFO x y\na 60 TYPE65000 \\# 0\na 60 HINFO z z\n"
		"a 60 RRSIG A 8 2 60 20300101000000 20200101000000 1 unit.tests. AAAA\n"
		"@ 60 DNSKEY 257 3 8 AAAA\nelsewhere. 60 A 192.0.2.1\n");
	zf_has(&bench, false, TOP_LINE);
	cr_expect_eq(bench.files.diags.errors, 0);
	cr_expect_eq(bench.files.diags.warnings, 3);
	cr_expect_eq(diags_have(&bench.files.diags, "2 HINFO records are left alone"), 1);
	cr_expect_eq(diags_have(&bench.files.diags, "1 TYPE65000 record is left alone"), 1);
	cr_expect_eq(diags_have(&bench.files.diags, "is not in this zone"), 1);
	bench_end(&bench);
}

Test(zonefile_read, several_ttls_of_one_rrset_are_said)
{
	struct bench bench;

	zf_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.", TOP "a 60 A 192.0.2.1\na 30 A 192.0.2.2\n");
	zf_has(&bench, false, TOP_LINE "a.unit.tests. 30 A 192.0.2.1 192.0.2.2\n");
	cr_expect_eq(bench.files.diags.warnings, 1);
	bench_end(&bench);
}

Test(zonefile_read, wants_soa_and_ns_unless_told_otherwise)
{
	struct bench bench;
	struct zone zone;

	zf_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.", "a 60 A 192.0.2.1\n");
	cr_expect_eq(zf_read(&bench, &zone, "unit.tests.", false), -1);
	cr_expect_eq(diags_have(&bench.files.diags, "no SOA record"), 1);
	cr_expect_eq(diags_have(&bench.files.diags, "check_origin: false"), 1);
	zone_free(&zone);
	bench_end(&bench);
	zf_begin(&bench, "check_origin: false");
	files_write(&bench.files, "zones/unit.tests.", "a 60 A 192.0.2.1\n");
	zf_has(&bench, false, "a.unit.tests. 60 A 192.0.2.1\n");
	bench_end(&bench);
}

Test(zonefile_read, a_missing_file_is_an_error_of_a_source_alone)
{
	struct bench bench;
	struct zone zone;

	zf_begin(&bench, "");
	files_write(&bench.files, "zones/other.tests.", "");
	cr_expect_eq(zf_read(&bench, &zone, "unit.tests.", false), -1);
	cr_expect_eq(diags_have(&bench.files.diags, "there is no zone file zones/unit.tests."), 1);
	zone_free(&zone);
	cr_expect_eq(zf_read(&bench, &zone, "unit.tests.", true), 0);
	cr_expect_not(zone.exists);
	zone_free(&zone);
	bench_end(&bench);
}

static void
take(void *ctx, struct slice zone)
{
	buf_slice(ctx, zone);
	buf_char(ctx, ' ');
}

Test(zonefile_read, files_and_zones_find_each_other)
{
	static const struct {
		const char *path;
		int want;
		const char *zone;
	} cases[] = {{"zones/unit.tests.zone", 1, "unit.tests."}, {"zones/unit.tests.", 0, ""},
	    {"zones/.zone", 0, ""}, {"zones/0-25.2.0.192.in-addr.arpa.zone", 2, ""},
	    {"zones/0/25.2.0.192.in-addr.arpa.zone", 1, "0/25.2.0.192.in-addr.arpa."},
	    {"unit.tests.zone", 0, ""}, {"zonesunit.tests.zone", 0, ""},
	    {"zones/xn--bcher-kva.tests.zone", 1, "xn--bcher-kva.tests."},
	    {"zones/b\xc3\xbc"
	     "cher.tests.zone",
		1, "xn--bcher-kva.tests."}};
	struct bench bench;
	struct zone zone;
	struct buf listed = {0};
	struct slice name;
	size_t i;

	zf_begin(&bench, "file_extension: .zone, check_origin: false");
	files_write(&bench.files, "zones/unit.tests.zone", "");
	files_write(&bench.files, "zones/README", "");
	files_write(&bench.files, "zones/0-25.2.0.192.in-addr.arpa.zone",
	    "1 60 PTR a.unit.tests.\n");
	cr_assert_eq(zf_read(&bench, &zone, "0/25.2.0.192.in-addr.arpa.", false), 0);
	cr_expect_eq(zone.count, 1);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int got = bench.provider->class->zone_of_file(bench.provider,
		    slice_of(cases[i].path), &zone.arena, &name);

		cr_expect_eq(got, cases[i].want, "%s: %d", cases[i].path, got);
		if (got == 1)
			cr_expect(slice_is(name, cases[i].zone), "%s", cases[i].path);
	}
	cr_expect_eq(bench.provider->class->has(bench.provider, slice_of("unit.tests.")), 1);
	cr_expect_eq(bench.provider->class->has(bench.provider, slice_of("other.tests.")), 0);
	cr_expect_eq(bench.provider->class->list(bench.provider, take, &listed, &bench.files.diags),
	    0);
	cr_expect_not_null(strstr(listed.data, "unit.tests. "));
	cr_expect_null(strstr(listed.data, "README"));
	buf_free(&listed);
	zone_free(&zone);
	bench_end(&bench);
}
