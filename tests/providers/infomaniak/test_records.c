/* Records as Infomaniak shows them, and as it takes them. */
#include "harness.h"

#include <criterion/criterion.h>
#include <string.h>

#define LIST(records) "{\"result\":\"success\",\"data\":[" records "]}"

static int
read_from(struct bench *bench, struct zone *zone, const struct answer *script, size_t count)
{
	struct fake *fake = fake_start(script, count);
	int rc;

	cr_assert_eq(open_at(bench, fake), 0);
	rc = bench_read(bench, zone, ZONE);
	fake_stop(fake);
	return rc;
}

/* What the service shows, and what it is. */
static const struct {
	const char *source, *type, *target, *line;
} rows[] = {
    {".", "A", "192.0.2.1", "example.com. A 300 192.0.2.1"},
    {"", "A", "192.0.2.1", "example.com. A 300 192.0.2.1"},
    {"@", "A", "192.0.2.1", "example.com. A 300 192.0.2.1"},
    {"*.Dev", "AAAA", "2001:DB8:0::1", "*.dev.example.com. AAAA 300 2001:db8::1"},
    {"www", "CNAME", "host.example.net", "www.example.com. CNAME 300 host.example.net."},
    {"www", "CNAME", "host.example.net.", "www.example.com. CNAME 300 host.example.net."},
    {"sub", "NS", "ns1.example.net", "sub.example.com. NS 300 ns1.example.net."},
    {".", "MX", "5 mx.example.net", "example.com. MX 300 5 mx.example.net."},
    {".", "MX", "0 .", "example.com. MX 300 0 ."},
    {"_s._tcp", "SRV", "1 2 443 h.example.net",
	"_s._tcp.example.com. SRV 300 1 2 443 h.example.net."},
    {".", "CAA", "0 issue \\\"ca.example\\\"", "example.com. CAA 300 0 issue \"ca.example\""},
    {".", "CAA", "0 issue ca.example", "example.com. CAA 300 0 issue \"ca.example\""},
    {".", "CAA", "0 issue ca.example; a=b", "example.com. CAA 300 0 issue \"ca.example; a=b\""},
    {"d", "DS", "1 8 2 AB CD  EF", "d.example.com. DS 300 1 8 2 abcdef"},
    {"d", "SSHFP", "4 2 A975 9105", "d.example.com. SSHFP 300 4 2 a9759105"},
    {"d", "TLSA", "3 1 1 0123 4567", "d.example.com. TLSA 300 3 1 1 01234567"},
    {"t", "TXT", "\\\"a; b\\\"", "t.example.com. TXT 300 \"a; b\""},
    {"t", "TXT", "a; b", "t.example.com. TXT 300 \"a; b\""},
    {"t", "TXT", "\\\"one\\\" \\\"two\\\"", "t.example.com. TXT 300 \"onetwo\""},
    {"t", "TXT", "\\\"say \\\"hi\\\" now\\\"", "t.example.com. TXT 300 \"say \\\"hi\\\" now\""},
    {"t", "TXT", "\\u00fc", "t.example.com. TXT 300 \"\\195\\188\""},
};

Test(infomaniak_records, reads_what_the_service_shows)
{
	size_t i;

	for (i = 0; i < LEN(rows); i++) {
		struct answer answer = {.status = 200};
		struct buf body = {0};
		struct bench bench;
		struct zone zone;

		buf_printf(&body,
		    LIST(
			"{\"id\":7,\"source\":\"%s\",\"type\":\"%s\",\"ttl\":300,\"target\":\"%s\"}"),
		    rows[i].source, rows[i].type, rows[i].target);
		answer.body = body.data;
		cr_expect_eq(read_from(&bench, &zone, &answer, 1), 0, "%s", rows[i].line);
		cr_expect(zone.exists && zone.count == 1 && zone_has(&zone, rows[i].line), "%s",
		    rows[i].line);
		zone_free(&zone);
		bench_close(&bench);
		buf_free(&body);
	}
}

static const struct {
	const char *line, *body;
} written[] = {
    {"example.com. A 300 192.0.2.1",
	"{\"source\":\"\",\"type\":\"A\",\"ttl\":300,\"target\":\"192.0.2.1\"}"},
    {"a.b.example.com. CNAME 60 h.example.net.",
	"{\"source\":\"a.b\",\"type\":\"CNAME\",\"ttl\":60,\"target\":\"h.example.net\"}"},
    {"example.com. MX 60 0 .", "{\"source\":\"\",\"type\":\"MX\",\"ttl\":60,\"target\":\"0 .\"}"},
    {"s.example.com. SRV 60 1 2 3 h.example.net.",
	"{\"source\":\"s\",\"type\":\"SRV\",\"ttl\":60,\"target\":\"1 2 3 h.example.net\"}"},
    {"example.com. CAA 60 0 issue \"ca.example; a=b\"",
	"{\"source\":\"\",\"type\":\"CAA\",\"ttl\":60,\"target\":\"0 issue \\\"ca.example; a=b\\\"\"}"},
    {"t.example.com. TXT 60 \"a; \\\"b\\\"\" \"c\"",
	"{\"source\":\"t\",\"type\":\"TXT\",\"ttl\":60,\"target\":\"a; \\\"b\\\"c\"}"},
};

Test(infomaniak_records, writes_names_without_dot_and_text_raw)
{
	size_t i;

	for (i = 0; i < LEN(written); i++) {
		const char *lines[] = {written[i].line, NULL};
		struct buf body = {0};
		struct zone zone;

		zone_of(&zone, ZONE, lines);
		infomaniak_body(&body, &zone.rrsets[0], zone.name, zone.rrsets[0].values);
		cr_expect_str_eq(body.data, written[i].body);
		zone_free(&zone);
		buf_free(&body);
	}
}

Test(infomaniak_records, what_cannot_be_changed_is_not_sent_with_a_change)
{
	static const char *const lines[] = {"www.example.com. A 60 192.0.2.1", NULL};
	struct buf body = {0};
	struct zone zone;

	zone_of(&zone, ZONE, lines);
	infomaniak_body(&body, &zone.rrsets[0], slice_of(""), zone.rrsets[0].values);
	cr_expect_str_eq(body.data, "{\"ttl\":60,\"target\":\"192.0.2.1\"}");
	zone_free(&zone);
	buf_free(&body);
}

#define GOOD "{\"id\":1,\"source\":\"a\",\"type\":\"A\",\"ttl\":60,\"target\":\"192.0.2.1\"}"

static const char *const bad_records[] = {
    "1",
    "null",
    "{}",
    "{\"id\":2,\"source\":5,\"type\":\"A\",\"ttl\":60,\"target\":\"192.0.2.1\"}",
    "{\"id\":2,\"source\":\"b\",\"ttl\":60,\"target\":\"192.0.2.1\"}",
    "{\"source\":\"b\",\"type\":\"A\",\"ttl\":60,\"target\":\"192.0.2.1\"}",
    "{\"id\":-1,\"source\":\"b\",\"type\":\"A\",\"ttl\":60,\"target\":\"192.0.2.1\"}",
    "{\"id\":1e300,\"source\":\"b\",\"type\":\"A\",\"ttl\":60,\"target\":\"192.0.2.1\"}",
    "{\"id\":1.5,\"source\":\"b\",\"type\":\"A\",\"ttl\":60,\"target\":\"192.0.2.1\"}",
    "{\"id\":2,\"source\":\"b\",\"type\":\"A\",\"ttl\":-1,\"target\":\"192.0.2.1\"}",
    "{\"id\":2,\"source\":\"b\",\"type\":\"A\",\"target\":\"192.0.2.1\"}",
    "{\"id\":2,\"source\":\"b\",\"type\":\"A\",\"ttl\":60,\"target\":5}",
    "{\"id\":2,\"source\":\"b\",\"type\":\"A\",\"ttl\":60,\"target\":\"\"}",
    "{\"id\":2,\"source\":\"b\",\"type\":\"CAA\",\"ttl\":60,\"target\":\"0\"}",
    "{\"id\":2,\"source\":\"b\",\"type\":\"MX\",\"ttl\":60,\"target\":\"5\"}",
    "{\"id\":2,\"source\":\"b..c\",\"type\":\"CNAME\",\"ttl\":60,\"target\":\"\"}",
};

Test(infomaniak_records, one_bad_record_never_hides_another)
{
	size_t i;

	for (i = 0; i < LEN(bad_records); i++) {
		struct answer answer = {.status = 200};
		struct buf body = {0};
		struct bench bench;
		struct zone zone;

		buf_printf(&body, LIST(GOOD ",%s"), bad_records[i]);
		answer.body = body.data;
		cr_expect_eq(read_from(&bench, &zone, &answer, 1), -1, "%s", bad_records[i]);
		cr_expect_eq(bench.diags.errors, 1, "%s", bad_records[i]);
		cr_expect(zone_has(&zone, "a.example.com. A 60 192.0.2.1"));
		zone_free(&zone);
		bench_close(&bench);
		buf_free(&body);
	}
}

Test(infomaniak_records, other_types_are_left_alone)
{
	static const struct answer answer = {.status = 200,
	    .body = LIST(
		GOOD ",{\"id\":3,\"source\":\"x\",\"type\":\"DNAME\",\"ttl\":60,\"target\":\"y\"}"
		     ",{\"id\":4,\"source\":\".\",\"type\":\"SOA\",\"ttl\":60,\"target\":\"y\"}")};
	struct bench bench;
	struct zone zone;

	cr_expect_eq(read_from(&bench, &zone, &answer, 1), 0);
	cr_expect_eq(zone.count, 1);
	cr_expect_eq(bench.diags.warnings, 1);
	cr_expect(bench_said(&bench, "1 DNAME record is left alone"));
	zone_free(&zone);
	bench_close(&bench);
}

Test(infomaniak_records, reads_page_after_page)
{
	static const struct answer script[] = {
	    {.status = 200,
		.body = "{\"result\":\"success\",\"page\":1,\"pages\":2,\"data\":[" GOOD "]}"},
	    {.status = 200,
		.body =
		    "{\"result\":\"success\",\"page\":2,\"pages\":2,\"data\":["
		    "{\"id\":2,\"source\":\"b\",\"type\":\"A\",\"ttl\":60,\"target\":\"192.0.2.2\"}]}"},
	};
	static const struct answer same = {.status = 200,
	    .body = "{\"result\":\"success\",\"page\":1,\"pages\":9,\"data\":[" GOOD "]}"};
	static const struct answer many = {.status = 200,
	    .body = "{\"result\":\"success\",\"page\":1,\"pages\":10001,\"data\":[]}"};
	struct bench bench;
	struct zone zone;

	cr_expect_eq(read_from(&bench, &zone, script, 2), 0);
	cr_expect_eq(zone.count, 2);
	zone_free(&zone);
	bench_close(&bench);
	cr_expect_eq(read_from(&bench, &zone, &same, 1), -1);
	cr_expect(bench_said(&bench, "is not the page that was asked for"));
	zone_free(&zone);
	bench_close(&bench);
	cr_expect_eq(read_from(&bench, &zone, &many, 1), -1);
	cr_expect(bench_said(&bench, "has too many pages"));
	zone_free(&zone);
	bench_close(&bench);
}
