/* Zone files as a target. */
#include "harness.h"

#include <stdlib.h>
#include <time.h>

static const char records[] =
    "? ''\n: - {type: MX, ttl: 60, value: {preference: 1, exchange: mx.unit.tests.}}\n"
    "  - {type: NS, ttl: 60, values: [ns2.unit.tests., ns1.unit.tests.]}\n"
    "$x:\n  type: TXT\n  ttl: 5\n  value: 'a\\; \"b\"'\n"
    "www:\n  type: A\n  ttl: 300\n  values: [192.0.2.1, 192.0.2.2]\n";

/* The serial of the SOA record, which is taken out of the text. */
static unsigned long
take_serial(struct buf *text)
{
	char *at = strstr(text->data, " ; serial"), *from = at;
	unsigned long serial;

	cr_assert_not_null(at);
	while (from[-1] != ' ')
		from--;
	serial = strtoul(from, NULL, 10);
	memmove(from, at, strlen(at) + 1);
	return serial;
}

Test(zonefile_write, a_new_zone)
{
	struct buf text = {0};
	struct bench bench;
	unsigned long serial;
	time_t before = time(NULL);

	zf_begin(&bench,
	    "hostmaster_email: a.b@example.net, refresh: 1, retry: 2, expire: 3, "
	    "nxdomain: 4, default_ttl: 5");
	cr_assert_eq(zf_apply(&bench, records), 0);
	zf_file(&bench, "zones/unit.tests.", &text);
	serial = take_serial(&text);
	cr_expect_geq(serial, (unsigned long)before);
	cr_expect_leq(serial, (unsigned long)time(NULL));
	cr_expect_str_eq(text.data,
	    "$ORIGIN unit.tests.\n"
	    "@ 5 IN SOA ns1.unit.tests. a\\.b.example.net. (\n"
	    "     ; serial\n    1 ; refresh\n    2 ; retry\n    3 ; expire\n"
	    "    4 ; negative answers\n)\n\n"
	    "@                        60 IN MX    1 mx.unit.tests.\n"
	    "                         60 IN NS    ns1.unit.tests.\n"
	    "                         60 IN NS    ns2.unit.tests.\n"
	    "\\$x                      5 IN TXT   \"a; \\\"b\\\"\"\n"
	    "www                      300 IN A     192.0.2.1\n"
	    "                         300 IN A     192.0.2.2\n",
	    "%s", text.data);
	buf_free(&text);
	bench_end(&bench);
}

/* Without read_existing what is there counts for nothing, but for the check of what was written. */
Test(zonefile_write, is_written_anew_unless_what_is_there_counts)
{
	struct bench bench;

	zf_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests.", TOP "old 60 A 192.0.2.9\n");
	zf_has(&bench, true, "");
	cr_assert_eq(zf_apply(&bench, "www: {type: A, ttl: 60, value: 192.0.2.1}\n"), 0);
	zf_has(&bench, true, "www.unit.tests. 60 A 192.0.2.1\n");
	bench_end(&bench);
}

Test(zonefile_write, keeps_what_is_not_managed_and_makes_only_the_changes)
{
	struct buf text = {0};
	struct bench bench;

	zf_begin(&bench, "read_existing: true");
	files_write(&bench.files, "zones/unit.tests.",
	    TOP "$ORIGIN sub\nold 60 A 192.0.2.9\nx 60 HINFO \"a b\" c\nx 60 RRSIG x\n");
	zf_has(&bench, true, TOP_LINE "old.sub.unit.tests. 60 A 192.0.2.9\n");
	cr_assert_eq(zf_apply(&bench, "www: {type: A, ttl: 60, value: 192.0.2.1}\n"), 0);
	zf_has(&bench, true, TOP_LINE "www.unit.tests. 60 A 192.0.2.1\n");
	zf_file(&bench, "zones/unit.tests.", &text);
	cr_expect_not_null(
	    strstr(text.data, "$ORIGIN sub.unit.tests.\nx.sub.unit.tests. 60 IN HINFO \"a b\" c\n"),
	    "%s", text.data);
	cr_expect_null(strstr(text.data, "RRSIG"));
	cr_expect_not_null(strstr(text.data, "SOA ns1.example.net. webmaster.unit.tests. ("));
	buf_free(&text);
	bench_end(&bench);
}

Test(zonefile_write, a_serial_never_goes_back)
{
	static const struct {
		const char *old;
		unsigned long want;
	} cases[] = {{"4000000000", 4000000001}, {"4294967295", 1}, {"2147483647", 2147483648}};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf file = {0};
		struct bench bench;

		zf_begin(&bench, "");
		buf_printf(&file, "@ 60 SOA a b %s 1 1 1 1\n", cases[i].old);
		files_write(&bench.files, "zones/unit.tests.", file.data);
		cr_assert_eq(zf_apply(&bench, records), 0);
		zf_file(&bench, "zones/unit.tests.", &file);
		cr_expect_eq(take_serial(&file), cases[i].want, "%s", cases[i].old);
		buf_free(&file);
		bench_end(&bench);
	}
}

Test(zonefile_write, what_is_no_file_is_said)
{
	struct bench bench;
	struct zone zone;

	zf_begin(&bench, "");
	files_write(&bench.files, "zones/unit.tests./x", "");
	cr_expect_eq(zf_read(&bench, &zone, "unit.tests.", true), -1);
	cr_expect_eq(diags_have(&bench.files.diags, "is no file"), 1);
	zone_free(&zone);
	bench_end(&bench);
}

Test(zonefile_write, a_zone_without_name_servers_has_a_placeholder)
{
	struct buf text = {0};
	struct bench bench;

	zf_begin(&bench, "file_extension: .zone");
	cr_assert_eq(zf_apply(&bench, "www: {type: A, ttl: 60, value: 192.0.2.1}\n"), 0);
	zf_file(&bench, "zones/unit.tests.zone", &text);
	cr_expect_not_null(strstr(text.data, "SOA ns.unit.tests. webmaster.unit.tests. ("));
	buf_free(&text);
	bench_end(&bench);
}
