/* Records as Cloud DNS has them, and as it takes them. */
#include "harness.h"

#include <criterion/criterion.h>
#include <string.h>

/* Take one RRset.  Return whether it is that of ${line}. */
static bool
reads(struct bench *bench, const char *json, const char *line, struct google_zone *keep)
{
	struct read_request request = {.zone = slice_of(ZONE), .as_target = true};
	struct google *google = bench->provider->state;
	struct google_reading reading = {.keep = keep};
	cJSON *item = cJSON_Parse(json);
	struct zone zone;
	bool good;

	zone_init(&zone, request.zone);
	incoming_begin(&reading.in, bench->provider, google->talk.client, &request, &zone,
	    &bench->diags);
	google_take(&reading, item);
	good = incoming_end(&reading.in) == 0 && zone.count == 1 && zone_has(&zone, line);
	zone_free(&zone);
	cJSON_Delete(item);
	return good;
}

static const struct {
	const char *name, *type, *values, *line;
} rows[] = {
    {"example.com.", "A", "\"192.0.2.1\",\"192.0.2.2\"", "example.com. A 300 192.0.2.1|192.0.2.2"},
    {"*.Dev.example.com.", "AAAA", "\"2001:DB8::1\"", "*.dev.example.com. AAAA 300 2001:db8::1"},
    {"example.com.", "ALIAS", "\"host.example.net.\"", "example.com. ALIAS 300 host.example.net."},
    {"example.com.", "CAA", "\"0 issue ca.example\"",
	"example.com. CAA 300 0 issue \"ca.example\""},
    {"example.com.", "CAA", "\"0 issue \\\"ca.example\\\"\"",
	"example.com. CAA 300 0 issue \"ca.example\""},
    {"example.com.", "MX", "\"5 mx.example.com.\"", "example.com. MX 300 5 mx.example.com."},
    {"n.example.com.", "NAPTR", "\"1 2 \\\"U\\\" \\\"SIP+D2U\\\" \\\"\\\" r.\"",
	"n.example.com. NAPTR 300 1 2 \"U\" \"SIP+D2U\" \"\" r."},
    {"h.example.com.", "HTTPS", "\"1 . alpn=h2,h3\"", "h.example.com. HTTPS 300 1 . alpn=h2,h3"},
    {"t.example.com.", "TXT", "\"\\\"a; \\\" \\\"b\\\"\"", "t.example.com. TXT 300 \"a; b\""},
    {"t.example.com.", "SPF", "\"\\\"v=spf1 -all\\\"\"", "t.example.com. SPF 300 \"v=spf1 -all\""},
};

Test(googlecloud_records, reads_what_the_service_has)
{
	struct bench bench;
	struct buf json = {0};
	size_t i;

	cr_assert_eq(open_at(&bench, 1), 0);
	for (i = 0; i < LEN(rows); i++) {
		buf_clear(&json);
		buf_printf(&json,
		    "{\"name\":\"%s\",\"type\":\"%s\",\"ttl\":300,\"rrdatas\":[%s],"
		    "\"signatureRrdatas\":[]}",
		    rows[i].name, rows[i].type, rows[i].values);
		cr_expect(reads(&bench, json.data, rows[i].line, NULL), "%s", rows[i].line);
	}
	buf_free(&json);
	bench_close(&bench);
}

static const char *const bad_rrsets[] = {
    "1",
    "{}",
    "{\"name\":5,\"type\":\"A\",\"ttl\":300,\"rrdatas\":[\"192.0.2.1\"]}",
    "{\"name\":\"example.com.\",\"ttl\":300,\"rrdatas\":[\"192.0.2.1\"]}",
    "{\"name\":\"example.net.\",\"type\":\"A\",\"ttl\":300,\"rrdatas\":[\"192.0.2.1\"]}",
    "{\"name\":\"example.com.\",\"type\":\"A\",\"rrdatas\":[\"192.0.2.1\"]}",
    "{\"name\":\"example.com.\",\"type\":\"A\",\"ttl\":-1,\"rrdatas\":[\"192.0.2.1\"]}",
    "{\"name\":\"example.com.\",\"type\":\"A\",\"ttl\":300,\"rrdatas\":[]}",
    "{\"name\":\"example.com.\",\"type\":\"A\",\"ttl\":300,\"rrdatas\":[5]}",
    "{\"name\":\"example.com.\",\"type\":\"A\",\"ttl\":300,\"rrdatas\":\"192.0.2.1\"}",
    "{\"name\":\"example.com.\",\"type\":\"A\",\"ttl\":300,\"rrdatas\":[\"192.0.2.256\"]}",
    "{\"name\":\"example.com.\",\"type\":\"CNAME\",\"ttl\":300,\"rrdatas\":[\"a.\",\"b.\"]}",
};

Test(googlecloud_records, a_bad_record_is_one_error)
{
	struct bench bench;
	size_t i;

	cr_assert_eq(open_at(&bench, 1), 0);
	for (i = 0; i < LEN(bad_rrsets); i++) {
		size_t before = bench.diags.errors;

		cr_expect_not(reads(&bench, bad_rrsets[i], "example.com. A 300 192.0.2.1", NULL));
		cr_expect_eq(bench.diags.errors, before + 1, "%s", bad_rrsets[i]);
	}
	bench_close(&bench);
}

Test(googlecloud_records, keeps_what_a_deletion_must_say_word_for_word)
{
	static const char json[] =
	    "{\"kind\":\"dns#resourceRecordSet\",\"name\":\"CAA.example.com.\","
	    "\"type\":\"CAA\",\"ttl\":300,\"rrdatas\":[\"0 issue b\",\"00 issue a\"]}";
	struct google_zone zone = {0};
	const struct google_kept *kept;
	struct bench bench;

	cr_assert_eq(open_at(&bench, 1), 0);
	(void)reads(&bench, json, "example.com. A 300 192.0.2.1", &zone);
	google_kept_sort(&zone);
	kept = google_kept_find(&zone, slice_of("caa.example.com."), rtype_find(slice_of("CAA")));
	cr_assert_not_null(kept);
	cr_expect(slice_is(slice_sub(buf_view(&zone.text), kept->from, kept->from + kept->len),
	    "{\"name\":\"CAA.example.com.\",\"type\":\"CAA\",\"ttl\":300,"
	    "\"rrdatas\":[\"0 issue b\",\"00 issue a\"]}"));
	cr_expect_eq(kept->rdata, 19);
	cr_expect_null(
	    google_kept_find(&zone, slice_of("caa.example.com."), rtype_find(slice_of("A"))));
	buf_free(&zone.text);
	free(zone.kept);
	bench_close(&bench);
}

Test(googlecloud_records, writes_names_quotes_and_long_texts)
{
	static const struct {
		const char *line, *json;
		size_t rdata;
	} written[] = {
	    {"example.com. A 60 192.0.2.1|192.0.2.2",
		"{\"name\":\"example.com.\",\"type\":\"A\",\"ttl\":60,"
		"\"rrdatas\":[\"192.0.2.1\",\"192.0.2.2\"]}",
		18},
	    {"*.example.com. CAA 60 0 issue \"ca.example\"",
		"{\"name\":\"*.example.com.\",\"type\":\"CAA\",\"ttl\":60,"
		"\"rrdatas\":[\"0 issue \\\"ca.example\\\"\"]}",
		20},
	    {"t.example.com. TXT 60 \"a\\\"b\"",
		"{\"name\":\"t.example.com.\",\"type\":\"TXT\",\"ttl\":60,"
		"\"rrdatas\":[\"\\\"a\\\\\\\"b\\\"\"]}",
		6},
	};
	size_t i;

	for (i = 0; i < LEN(written); i++) {
		const char *lines[] = {written[i].line, NULL};
		struct buf json = {0};
		struct zone zone;

		zone_of(&zone, ZONE, lines);
		cr_expect_eq(google_rrset_json(&json, &zone.rrsets[0]), written[i].rdata);
		cr_expect_str_eq(json.data, written[i].json);
		zone_free(&zone);
		buf_free(&json);
	}
}
