/* Records of Cloudflare's and ours: each type both ways, and what is wrong with some. */
#include "harness.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define HEAD(name, type, ttl) \
	"{\"id\":\"a1\",\"name\":\"" name "\",\"type\":\"" type "\",\"ttl\":" ttl ","
#define OF(type, rest) HEAD("a.unit.tests", type, "300") rest "}"

struct pair {
	const char *json; /* what the API says */
	const char *line; /* what we read */
	const char *sent; /* what we send of it, after name, type and TTL */
};

static const struct pair pairs[] = {
    {OF("A", "\"content\":\"192.0.2.1\""), "A 300 192.0.2.1",
	",\"proxied\":false,\"content\":\"192.0.2.1\""},
    {OF("AAAA", "\"content\":\"2001:db8::1\""), "AAAA 300 2001:db8::1",
	",\"proxied\":false,\"content\":\"2001:db8::1\""},
    {OF("CNAME", "\"content\":\"b.tests\""), "CNAME 300 b.tests.",
	",\"proxied\":false,\"content\":\"b.tests\""},
    {OF("NS", "\"content\":\"b.tests.\""), "NS 300 b.tests.", ",\"content\":\"b.tests\""},
    {OF("PTR", "\"content\":\".\""), "PTR 300 .", ",\"content\":\".\""},
    {OF("MX", "\"content\":\".\",\"priority\":0"), "MX 300 0 .",
	",\"priority\":0,\"content\":\".\""},
    {OF("TXT", "\"content\":\"\\\"a; b\\\" \\\"c\\\\\\\"\\\"\""), "TXT 300 \"a; bc\\\"\"",
	",\"content\":\"\\\"a; bc\\\\\\\"\\\"\""},
    {OF("TXT", "\"content\":\"v=spf1 -all\""), "TXT 300 \"v=spf1 -all\"",
	",\"content\":\"\\\"v=spf1 -all\\\"\""},
    {OF("TXT", "\"ttl\":300"), "TXT 300 \"\"", ",\"content\":\"\\\"\\\"\""},
    {OF("CAA", "\"data\":{\"flags\":0,\"tag\":\"issue\",\"value\":\"a b\"}"),
	"CAA 300 0 issue \"a b\"", ",\"data\":{\"flags\":0,\"tag\":\"issue\",\"value\":\"a b\"}"},
    {OF("CAA", "\"content\":\"0 issue \\\"ca.example\\\"\""), "CAA 300 0 issue \"ca.example\"",
	",\"data\":{\"flags\":0,\"tag\":\"issue\",\"value\":\"ca.example\"}"},
    {OF("DS", "\"content\":\"1 8 2 AABB\""), "DS 300 1 8 2 aabb",
	",\"data\":{\"key_tag\":1,\"algorithm\":8,\"digest_type\":2,\"digest\":\"aabb\"}"},
    {OF("SSHFP", "\"content\":\"4 2 aabb\""), "SSHFP 300 4 2 aabb",
	",\"data\":{\"algorithm\":4,\"type\":2,\"fingerprint\":\"aabb\"}"},
    {OF("TLSA",
	 "\"data\":{\"usage\":3,\"selector\":1,\"matching_type\":1,\"certificate\":\"AAbb\"}"),
	"TLSA 300 3 1 1 aabb",
	",\"data\":{\"usage\":3,\"selector\":1,\"matching_type\":1,\"certificate\":\"aabb\"}"},
    {OF("SRV",
	 "\"priority\":1,\"content\":\"2 3 b.tests\","
	 "\"data\":{\"priority\":1,\"weight\":2,\"port\":3,\"target\":\"b.tests\"}"),
	"SRV 300 1 2 3 b.tests.",
	",\"data\":{\"priority\":1,\"weight\":2,\"port\":3,\"target\":\"b.tests\"}"},
    {OF("NAPTR",
	 "\"data\":{\"order\":1,\"preference\":2,\"flags\":\"u\",\"service\":\"\",\"regex\":"
	 "\"!a!\\\\\\\\1!\",\"replacement\":\".\"}"),
	"NAPTR 300 1 2 \"U\" \"\" \"!a!\\\\1!\" .",
	",\"data\":{\"order\":1,\"preference\":2,\"flags\":\"U\",\"service\":\"\",\"regex\":"
	"\"!a!\\\\\\\\1!\",\"replacement\":\".\"}"},
    {OF("LOC",
	 "\"data\":{\"lat_degrees\":1,\"lat_minutes\":\"2\",\"lat_seconds\":3.5,"
	 "\"lat_direction\":\"N\",\"long_degrees\":4,\"long_minutes\":5,\"long_seconds\":6,"
	 "\"long_direction\":\"E\",\"altitude\":-7,\"size\":\"8\",\"precision_horz\":9,"
	 "\"precision_vert\":10.25}"),
	"LOC 300 1 2 3.500 N 4 5 6.000 E -7.00m 8.00m 9.00m 10.25m",
	",\"data\":{\"lat_degrees\":1,\"lat_minutes\":2,\"lat_seconds\":3.5,"
	"\"lat_direction\":\"N\",\"long_degrees\":4,\"long_minutes\":5,\"long_seconds\":6.0,"
	"\"long_direction\":\"E\",\"altitude\":-7.0,\"size\":8.0,\"precision_horz\":9.0,"
	"\"precision_vert\":10.25}"},
    {OF("HTTPS",
	 "\"data\":{\"priority\":1,\"target\":\"b.tests\",\"value\":\"alpn=\\\"h2,h3\\\"\"}"),
	"HTTPS 300 1 b.tests. alpn=h2,h3",
	",\"data\":{\"priority\":1,\"target\":\"b.tests\",\"value\":\" alpn=\\\"h2,h3\\\"\"}"},
    {OF("SVCB", "\"content\":\"1 . alpn=\\\"h2\\\" no-default-alpn\""),
	"SVCB 300 1 . alpn=h2 no-default-alpn",
	",\"data\":{\"priority\":1,\"target\":\".\",\"value\":\" alpn=\\\"h2\\\" "
	"no-default-alpn\"}"},
    {OF("SVCB", "\"data\":{\"priority\":0,\"target\":\"b.tests\"}"), "SVCB 300 0 b.tests.",
	",\"data\":{\"priority\":0,\"target\":\"b.tests\",\"value\":\"\"}"},
};

Test(cloudflare_records, are_read_and_sent_as_the_api_has_them)
{
	struct bench bench;
	size_t i;

	cr_assert_eq(bench_open(&bench, 1, NULL), 0);
	for (i = 0; i < LEN(pairs); i++) {
		struct arena arena = {0};
		struct buf sent = {0}, want = {0}, line = {0};
		struct zone zone;
		char *lines;

		cr_expect_eq(bench_take(&bench, &zone, NULL, pairs[i].json), 0, "%s: %s",
		    pairs[i].json,
		    bench.diags.count > 0 ? bench.diags.items[bench.diags.count - 1].message : "");
		cr_assert_eq(zone.count, 1, "%s", pairs[i].json);
		lines = bench_lines(&zone);
		buf_printf(&line, "a.unit.tests. %s", pairs[i].line);
		cr_expect_str_eq(lines, line.data);
		content_json(&sent, meta_objects(bench_state(&bench), &arena, &zone.rrsets[0]));
		buf_printf(&want, "\"name\":\"a.unit.tests\",\"type\":\"%s\",\"ttl\":300%s",
		    rrset_type(&zone.rrsets[0])->name, pairs[i].sent);
		cr_expect_str_eq(sent.data, want.data);
		free(lines);
		buf_free(&sent);
		buf_free(&want);
		buf_free(&line);
		arena_free(&arena);
		zone_free(&zone);
	}
	bench_close(&bench);
}

#define NAMED(name, type, content) HEAD(name, type, "300") "\"content\":\"" content "\"}"
#define TAGGED(content, more) \
	HEAD("a.unit.tests", "A", "300") "\"content\":\"" content "\"," more "}"

/* What stands in several objects, and in the octodns block. */
static const struct {
	const char *json, *lines;
} groups[] = {
    {NAMED("unit.tests", "CNAME", "b.tests"), "unit.tests. ALIAS 300 b.tests."},
    {NAMED("Unit.tests.", "CNAME", "b.tests"), "unit.tests. ALIAS 300 b.tests."},
    {NAMED("*.unit.tests", "CNAME", "b.tests"), "*.unit.tests. CNAME 300 b.tests."},
    {NAMED("b.unit.tests", "A", "192.0.2.2") "," NAMED("a.unit.tests", "A",
	 "192.0.2.1") "," NAMED("b.unit.tests", "A", "192.0.2.1"),
	"a.unit.tests. A 300 192.0.2.1; b.unit.tests. A 300 192.0.2.1|192.0.2.2"},
    {HEAD("a.unit.tests", "A", "1") "\"content\":\"192.0.2.1\"}",
	"a.unit.tests. A 300 192.0.2.1 {\"cloudflare\": {\"auto-ttl\": true}}"},
    {HEAD("a.unit.tests", "A", "1") "\"content\":\"192.0.2.1\",\"proxied\":true}",
	"a.unit.tests. A 300 192.0.2.1 {\"cloudflare\": {\"auto-ttl\": true, \"proxied\": true}}"},
    {HEAD("a.unit.tests", "TXT", "300") "\"content\":\"x\",\"proxied\":true}",
	"a.unit.tests. TXT 300 \"x\""},
    {TAGGED("192.0.2.1", "\"comment\":null,\"tags\":[]"), "a.unit.tests. A 300 192.0.2.1"},
    {TAGGED("192.0.2.1", "\"comment\":\"c\",\"tags\":[\"b\",\"a\",\"b\",5]"),
	"a.unit.tests. A 300 192.0.2.1 {\"cloudflare\": {\"comment\": \"c\", \"tags\": [\"a\", "
	"\"b\"]}}"},
    {TAGGED("192.0.2.1", "\"comment\":\"c\",\"tags\":[\"a\",\"b\"]") "," TAGGED("192.0.2.2",
	 "\"comment\":\"c\",\"tags\":[\"b\",\"a\"]"),
	"a.unit.tests. A 300 192.0.2.1|192.0.2.2 {\"cloudflare\": {\"comment\": \"c\", \"tags\": "
	"[\"a\", \"b\"]}}"},
    {TAGGED("192.0.2.1", "\"comment\":\"c\"") "," TAGGED("192.0.2.2", "\"tags\":[]"),
	"a.unit.tests. A 300 192.0.2.1|192.0.2.2 {\"cloudflare\": {\"values\": [{\"comment\": "
	"\"c\", \"value\": \"192.0.2.1\"}]}}"},
};

Test(cloudflare_records, of_one_name_and_type_are_one_with_their_block)
{
	struct bench bench;
	size_t i;

	cr_assert_eq(bench_open(&bench, 1, NULL), 0);
	for (i = 0; i < LEN(groups); i++) {
		struct zone zone;
		char *lines;

		cr_expect_eq(bench_take(&bench, &zone, NULL, groups[i].json), 0, "%s",
		    groups[i].json);
		lines = bench_lines(&zone);
		cr_expect_str_eq(lines, groups[i].lines);
		free(lines);
		zone_free(&zone);
	}
	cr_expect_eq(bench.diags.count, 0);
	bench_close(&bench);
}

/* Each is one fault; the record beside it is read nevertheless. */
static const struct {
	const char *json, *said;
} faults[] = {
    {"1", "without name or type"},
    {"null", "without name or type"},
    {"{\"name\":1,\"type\":\"A\"}", "without name or type"},
    {NAMED("a.unit.tests", "A", "192.0.2.256"), "is not an IPv4 address"},
    {NAMED("a.unit.tests", "CNAME", TEST_TOKEN " b"), "\"*** b.\" has a name"},
    {NAMED("a.other.tests", "A", "192.0.2.1"), "not in this zone"},
    {OF("A", "\"content\":5"), "without content"},
    {OF("MX", "\"content\":\"b.tests\""), "without content"},
    {OF("MX", "\"content\":\"b.tests\",\"priority\":1e300"), "number up to 65535"},
    {OF("CAA", "\"data\":{\"flags\":-1,\"tag\":\"issue\",\"value\":\"x\"}"), "number up to 255"},
    {OF("CAA", "\"data\":{\"flags\":{},\"tag\":\"issue\",\"value\":\"x\"}"), "without content"},
    {HEAD("a.unit.tests", "A", "\"x\"") "\"content\":\"192.0.2.1\"}", "valid TTL"},
    {HEAD("a.unit.tests", "A", "1e300") "\"content\":\"192.0.2.1\"}", "valid TTL"},
    {"{\"id\":\"../x\",\"name\":\"a.unit.tests\",\"type\":\"A\",\"ttl\":300,\"content\":"
     "\"192.0.2.1\"}",
	"without an id"},
    {NAMED("a.unit.tests", "CNAME", "b.tests") "," NAMED("a.unit.tests", "CNAME", "c.tests"),
	"several values"},
};

Test(cloudflare_records, that_cannot_be_read_are_named_and_hide_no_other)
{
	size_t i;

	for (i = 0; i < LEN(faults); i++) {
		struct zone_info info;
		struct bench bench;
		struct zone zone;
		char *text;

		cr_assert_eq(bench_open(&bench, 1, NULL), 0);
		text = arena_printf(&bench.arena, "%s,%s", faults[i].json,
		    NAMED("good.unit.tests", "A", "192.0.2.1"));
		cr_expect_eq(bench_take(&bench, &zone, &info, text), -1, "%s", faults[i].json);
		cr_expect_eq(bench.diags.errors, 1, "%s", faults[i].json);
		cr_expect(bench_said(&bench, faults[i].said), "%s: %s", faults[i].json,
		    bench.diags.items[0].message);
		cr_expect_not(bench_said(&bench, TEST_TOKEN));
		cr_expect_not_null(
		    zone_find(&zone, slice_of("good.unit.tests."), rtype_find(slice_of("A"))));
		info_free(&info);
		zone_free(&zone);
		bench_close(&bench);
	}
}

Test(cloudflare_records, of_the_edge_are_one_name_with_cdn)
{
	struct bench bench;
	struct zone zone;
	char *lines;

	cr_assert_eq(bench_open(&bench, 1, "cdn", "true", NULL), 0);
	cr_expect_eq(
	    bench_take(&bench, &zone, NULL,
		HEAD("a.unit.tests", "A",
		    "1") "\"content\":\"192.0.2.1\",\"proxied\":true}," HEAD("a.unit.tests", "AAAA",
		    "1") "\"content\":\"::1\",\"proxied\":true}," HEAD("unit.tests", "A",
		    "1") "\"content\":\"192.0.2.1\",\"proxied\":true}"),
	    0);
	lines = bench_lines(&zone);
	cr_expect_str_eq(lines,
	    "unit.tests. ALIAS 300 unit.tests.cdn.cloudflare.net. {\"cloudflare\": {\"auto-ttl\": "
	    "true, \"proxied\": true}}; a.unit.tests. CNAME 300 a.unit.tests.cdn.cloudflare.net. "
	    "{\"cloudflare\": {\"auto-ttl\": true, \"proxied\": true}}");
	free(lines);
	zone_free(&zone);
	bench_close(&bench);
}
