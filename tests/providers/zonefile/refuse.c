/* Zone files with faults: each is said at its line, and hides nothing else. */
#include "harness.h"

Test(zonefile_refuse, words_that_are_none)
{
	zf_refuses("a 60 TXT \"open\nb 60 A 192.0.2.1\n", 3, "quote that is not closed");
	zf_refuses("a 60 TXT ( x\n", 4, "parenthesis that is not closed");
	zf_refuses("a 60 A 192.0.2.1 )\n", 3, "without an opening one");
	zf_refuses("\na 60 TXT ((((((((((((((((( x )))))))))))))))))\n", 4, "too many parentheses");
	zf_refuses("a 60 TXT \x01\n", 3, "control character");
	zf_refuses("a 60 TXT x\\\n", 3, "backslash before the end");
	zf_refuses("a\\999 60 A 192.0.2.1\n", 3, "no escape");
	zf_refuses("\"a\" 60 A 192.0.2.1\n", 3, "in quotes");
}

Test(zonefile_refuse, lines_that_are_no_records)
{
	zf_refuses("a\n", 3, "no record type");
	zf_refuses("a 60 IN\n", 3, "no record type");
	zf_refuses("a 60 CH TXT x\n", 3, "another class");
	zf_refuses("a..b 60 A 192.0.2.1\n", 3, "");
	zf_refuses("@ SOA x y z\n", 3, "seven fields");
	zf_refuses("@ SOA x y z 1 2 3 4\n", 3, "no number");
}

Test(zonefile_refuse, data_that_do_not_fit_their_type)
{
	zf_refuses("a 60 A 192.0.2\n", 3, "cannot be read");
	zf_refuses("a 60 A 192.0.2.1 192.0.2.2\n", 3, "");
	zf_refuses("a 60 A\n", 3, "");
	zf_refuses("a 60 MX x\n", 3, "cannot be read");
	zf_refuses("a 60 MX 70000 x\n", 3, "");
	zf_refuses("a 60 AAAA 192.0.2.1\n", 3, "cannot be read");
	zf_refuses("a 60 TXT\n", 3, "");
	zf_refuses("a 60 A \\# 3 000000\n", 3, "");
	zf_refuses("a 60 TXT \"\\300\"\n", 3, "no escape");
	zf_refuses("a 60 CNAME a\na 60 CNAME b\n", 3, "there are 2 values");
	zf_refuses("a 60 SRV 1 -2 3 x\n", 3, "has a sign");
	zf_refuses("a 60 SVCB 1 . port=70000\n", 3, "");
	zf_refuses("a 60 LOC 91 0 0 N 0 0 0 E 0m\n", 3, "");
	zf_refuses("a 60 CNAME "
		   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
	    3, "");
}

Test(zonefile_refuse, directives)
{
	zf_refuses("$ORIGIN\n", 3, "$ORIGIN NAME");
	zf_refuses("$TTL x\n", 3, "$TTL SECONDS");
	zf_refuses("$TTL 99999999999\n", 3, "$TTL SECONDS");
	zf_refuses("$NOPE\n", 3, "$NOPE is not known");
	zf_refuses("$INCLUDE\n", 3, "$INCLUDE FILE");
	zf_refuses("$INCLUDE nosuch\n", 3, "no such file");
	zf_refuses("$INCLUDE ../../etc/passwd\n", 3, "leaves the repository");
	zf_refuses("$INCLUDE /etc/passwd\n", 3, "leaves the repository");
	zf_refuses("$GENERATE x a$ A 192.0.2.1\n", 3, "$GENERATE is not");
	zf_refuses("$GENERATE 3-1 a$ A 192.0.2.1\n", 3, "$GENERATE is not");
	zf_refuses("$GENERATE 1-2 a${0,999} A 192.0.2.1\n", 3, "cannot be formed");
	zf_refuses("$GENERATE 1-2 a${-9} A 192.0.2.1\n", 3, "cannot be formed");
	zf_refuses("$GENERATE 0-2147483647 a HINFO x\n", 3, "more than 65536");
}

/* A bomb of files that include each other ends, and so does a long line. */
Test(zonefile_refuse, what_grows_without_end)
{
	struct bench bench;
	struct zone zone;
	struct buf text = {0};

	zf_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.", TOP "$INCLUDE unit.tests.\n");
	cr_expect_eq(zf_read(&bench, &zone, "unit.tests.", false), -1);
	cr_expect_eq(bench.files.diags.errors, 1);
	cr_expect_eq(diags_have(&bench.files.diags, "too deep"), 1);
	zone_free(&zone);
	bench_end(&bench);
	zf_begin(&bench, "");
	buf_text(&text, TOP "a 60 TXT (");
	buf_pad(&text, ' ', 70000);
	buf_text(&text, "x )\nb 60 A 192.0.2.1\n");
	files_write(&bench.files, "zones/unit.tests.", text.data);
	cr_expect_eq(zf_read(&bench, &zone, "unit.tests.", false), -1);
	cr_expect_eq(diags_have(&bench.files.diags, "is too long"), 1);
	buf_free(&text);
	zone_free(&zone);
	bench_end(&bench);
}

Test(zonefile_refuse, validators_speak_at_the_line)
{
	zf_refuses("\nb 60 CAA 0 issue x\nc 60 NAPTR 1 1 X E2U ! .\n", 5, "X");
	zf_refuses("x 60 SRV 1 2 3 y\n", 3, "");
}

static void
must_refuse(const char *options, const char *message)
{
	struct bench bench;

	zf_begin(&bench, options);
	bench_read_config(&bench);
	cr_expect_eq(provider_open(&bench.provider, bench.config, &bench.context,
			 &bench.files.diags),
	    -1, "%s", options);
	cr_expect_eq(diags_have(&bench.files.diags, message), 1, "%s", options);
	bench_end(&bench);
}

Test(zonefile_refuse, options)
{
	must_refuse("serial: 1", "\"serial\"");
	must_refuse("file_extension: a/b", "slash");
	must_refuse("hostmaster_email: 'a b'", "no address of mail");
	must_refuse("hostmaster_email: '@x'", "no address of mail");
	must_refuse("hostmaster_email: 'a@b@c'", "no address of mail");
	must_refuse("default_ttl: -1", "no number of seconds");
	must_refuse("expire: 4294967296", "no number of seconds");
	must_refuse("check_origin: 3", "true or false");
}
