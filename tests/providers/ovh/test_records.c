/* Records as OVHcloud has them, and as it takes them. */
#include "harness.h"

#include <criterion/criterion.h>
#include <string.h>

#define KEY64 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define LONG_KEY KEY64 KEY64 KEY64 KEY64

/* Take one record.  Return whether it is the RRset of ${line}. */
static bool
reads(struct bench *bench, const char *json, const char *line, struct held_zone *held)
{
	struct read_request request = {.zone = slice_of(ZONE), .as_target = true};
	struct ovh *ovh = bench->provider->state;
	cJSON *item = cJSON_Parse(json);
	struct incoming in;
	struct zone zone;
	bool good;

	zone_init(&zone, request.zone);
	incoming_begin(&in, bench->provider, ovh->talk.client, &request, &zone, &bench->diags);
	in.held = held;
	ovh_record(&in, item);
	good = incoming_end(&in) == 0 && zone.count == 1 && zone_has(&zone, line);
	zone_free(&zone);
	cJSON_Delete(item);
	return good;
}

static void
open_quietly(struct bench *bench)
{
	cr_assert_eq(bench_open(bench, "OvhProvider", "endpoint", "ovh-eu", "application_key",
			 "a-key", "application_secret", "another-secret-that-must-not-be-seen",
			 "consumer_key", TEST_SECRET, NULL),
	    0);
}

static const struct {
	const char *sub, *type, *target, *line;
} rows[] = {
    {"\"\"", "A", "192.0.2.1", "example.com. A 300 192.0.2.1"},
    {"null", "A", "192.0.2.1", "example.com. A 300 192.0.2.1"},
    {"\"*.Dev\"", "AAAA", "2001:DB8::1", "*.dev.example.com. AAAA 300 2001:db8::1"},
    {"\"www\"", "CNAME", "host.example.net.", "www.example.com. CNAME 300 host.example.net."},
    {"\"www\"", "CNAME", "host", "www.example.com. CNAME 300 host.example.com."},
    {"\"\"", "MX", "5 mx", "example.com. MX 300 5 mx.example.com."},
    {"\"s\"", "SRV", "1 2 3 h.", "s.example.com. SRV 300 1 2 3 h."},
    {"\"\"", "CAA", "0 issue \\\"ca.example\\\"", "example.com. CAA 300 0 issue \"ca.example\""},
    {"\"n\"", "NAPTR", "1 2 \\\"U\\\" \\\"SIP+D2U\\\" \\\"\\\" r.",
	"n.example.com. NAPTR 300 1 2 \"U\" \"SIP+D2U\" \"\" r."},
    {"\"h\"", "HTTPS", "1 . alpn=h2", "h.example.com. HTTPS 300 1 . alpn=h2"},
    {"\"t\"", "TLSA", "3 1 1 0123 ABCD", "t.example.com. TLSA 300 3 1 1 0123abcd"},
    {"\"t\"", "TXT", "\\\"a; b\\\"", "t.example.com. TXT 300 \"a; b\""},
    {"\"t\"", "TXT", "a; b", "t.example.com. TXT 300 \"a; b\""},
    {"\"\"", "SPF", "\\\"v=spf1 -all\\\"", "example.com. TXT 300 \"v=spf1 -all\""},
    {"\"_dmarc\"", "DMARC", "v=DMARC1;p=none;", "_dmarc.example.com. TXT 300 \"v=DMARC1;p=none;\""},
    {"\"k\"", "DKIM", "v=DKIM1;p=AAAA", "k.example.com. TXT 300 \"v=DKIM1;p=AAAA\""},
};

Test(ovh_records, reads_what_the_service_has)
{
	struct bench bench;
	struct buf json = {0};
	size_t i;

	open_quietly(&bench);
	for (i = 0; i < LEN(rows); i++) {
		buf_clear(&json);
		buf_printf(&json,
		    "{\"id\":7,\"subDomain\":%s,\"fieldType\":\"%s\",\"target\":\"%s\",\"ttl\":300}",
		    rows[i].sub, rows[i].type, rows[i].target);
		cr_expect(reads(&bench, json.data, rows[i].line, NULL), "%s", rows[i].line);
	}
	cr_expect(reads(&bench,
	    "{\"id\":7,\"subDomain\":\"\",\"fieldType\":\"A\",\"target\":\"192.0.2.1\",\"ttl\":0}",
	    "example.com. A 3600 192.0.2.1", NULL));
	buf_free(&json);
	bench_close(&bench);
}

static const char *const bad_records[] = {
    "1",
    "{}",
    "{\"id\":1,\"subDomain\":5,\"fieldType\":\"A\",\"target\":\"192.0.2.1\",\"ttl\":300}",
    "{\"id\":1,\"subDomain\":\"\",\"target\":\"192.0.2.1\",\"ttl\":300}",
    "{\"subDomain\":\"\",\"fieldType\":\"A\",\"target\":\"192.0.2.1\",\"ttl\":300}",
    "{\"id\":-1,\"subDomain\":\"\",\"fieldType\":\"A\",\"target\":\"192.0.2.1\",\"ttl\":300}",
    "{\"id\":1,\"subDomain\":\"\",\"fieldType\":\"A\",\"target\":\"192.0.2.1\"}",
    "{\"id\":1,\"subDomain\":\"\",\"fieldType\":\"A\",\"target\":\"192.0.2.1\",\"ttl\":-1}",
    "{\"id\":1,\"subDomain\":\"\",\"fieldType\":\"A\",\"ttl\":300}",
    "{\"id\":1,\"subDomain\":\"\",\"fieldType\":\"A\",\"target\":5,\"ttl\":300}",
    "{\"id\":1,\"subDomain\":\"\",\"fieldType\":\"MX\",\"target\":\"\",\"ttl\":300}",
};

Test(ovh_records, a_bad_record_is_one_error)
{
	struct bench bench;
	size_t i;

	open_quietly(&bench);
	for (i = 0; i < LEN(bad_records); i++) {
		size_t before = bench.diags.errors;

		cr_expect_not(reads(&bench, bad_records[i], "example.com. A 300 192.0.2.1", NULL));
		cr_expect_eq(bench.diags.errors, before + 1, "%s", bad_records[i]);
	}
	bench_close(&bench);
}

static const struct {
	const char *form, *line, *body;
} written[] = {
    {NULL, "example.com. A 60 192.0.2.1",
	"{\"fieldType\":\"A\",\"subDomain\":\"\",\"target\":\"192.0.2.1\",\"ttl\":60}"},
    {NULL, "a.b.example.com. CNAME 60 h.example.net.",
	"{\"fieldType\":\"CNAME\",\"subDomain\":\"a.b\",\"target\":\"h.example.net.\",\"ttl\":60}"},
    {"A", "example.com. A 60 192.0.2.1",
	"{\"subDomain\":\"\",\"target\":\"192.0.2.1\",\"ttl\":60}"},
    {NULL, "t.example.com. TXT 60 \"a; b\"",
	"{\"fieldType\":\"TXT\",\"subDomain\":\"t\",\"target\":\"\\\"a; b\\\"\",\"ttl\":60}"},
    {NULL, "k.example.com. TXT 60 \"p=AAAA\"",
	"{\"fieldType\":\"TXT\",\"subDomain\":\"k\",\"target\":\"\\\"p=AAAA\\\"\",\"ttl\":60}"},
    {NULL, "k.example.com. TXT 60 \"v=DKIM1;p=" KEY64 KEY64 KEY64 "\" \"" KEY64 "\"",
	"{\"fieldType\":\"DKIM\",\"subDomain\":\"k\",\"target\":\"v=DKIM1;p=" LONG_KEY
	"\",\"ttl\":60}"},
    {"DKIM", "k.example.com. TXT 60 \"p=AAAA\"",
	"{\"subDomain\":\"k\",\"target\":\"p=AAAA\",\"ttl\":60}"},
    {"DMARC", "_dmarc.example.com. TXT 60 \"v=DMARC1;p=none\"",
	"{\"subDomain\":\"_dmarc\",\"target\":\"v=DMARC1;p=none\",\"ttl\":60}"},
    {"SPF", "example.com. TXT 60 \"v=spf1 -all\"",
	"{\"subDomain\":\"\",\"target\":\"v=spf1 -all\",\"ttl\":60}"},
    {"SPF\"", "example.com. TXT 60 \"v=spf1 -all\"",
	"{\"subDomain\":\"\",\"target\":\"\\\"v=spf1 -all\\\"\",\"ttl\":60}"},
};

Test(ovh_records, writes_in_the_form_that_a_record_has)
{
	size_t i;

	for (i = 0; i < LEN(written); i++) {
		const char *lines[] = {written[i].line, NULL};
		struct held_record record = {.form = slice_of(written[i].form)};
		struct buf body = {0};
		struct zone zone;

		zone_of(&zone, ZONE, lines);
		ovh_body(&body, &zone.rrsets[0], zone.name,
		    written[i].form != NULL ? &record : NULL, zone.rrsets[0].values);
		cr_expect_str_eq(body.data, written[i].body);
		zone_free(&zone);
		buf_free(&body);
	}
}

Test(ovh_records, a_text_fits_a_native_type_that_would_take_it)
{
	static const struct {
		const char *form, *line;
		bool fits;
	} fits[] = {
	    {"TXT\"", "a.example.com. TXT 60 \"v=spf1 -all\"", true},
	    {"TXT", "a.example.com. TXT 60 \"p=" KEY64 KEY64 KEY64 "\" \"" KEY64 "\"", false},
	    {"SPF", "a.example.com. TXT 60 \"v=spf1 -all\"", true},
	    {"SPF\"", "a.example.com. TXT 60 \"google-site-verification=x\"", false},
	    {"DMARC", "a.example.com. TXT 60 \"v=DMARC1;p=none\"", true},
	    {"DMARC", "a.example.com. TXT 60 \"v=spf1\"", false},
	    {"DKIM", "a.example.com. TXT 60 \"k=rsa;p=AAAA\"", true},
	    {"DKIM", "a.example.com. TXT 60 \"x\"", false},
	    {"A", "a.example.com. A 60 192.0.2.1", true},
	};
	size_t i;

	for (i = 0; i < LEN(fits); i++) {
		const char *lines[] = {fits[i].line, NULL};
		struct held_record record = {.form = slice_of(fits[i].form)};
		struct zone zone;

		zone_of(&zone, ZONE, lines);
		cr_expect_eq(ovh_fits(&record, rrset_type(&zone.rrsets[0]), zone.rrsets[0].values),
		    fits[i].fits, "%s: %s", fits[i].form, fits[i].line);
		zone_free(&zone);
	}
}

Test(ovh_records, knows_dkim_as_octodns_does)
{
	static const char *const good[] = {"p=AAAA", "v=DKIM1;k=rsa;p=AAAA", "v=DKIM1; p=AA==;",
	    "h=sha256; s=email; t=y; n=any thing; g=*; p=AAA="};
	static const char *const bad[] = {"", "p=", "p=A", "p=A*AA", "v=DKIM1", "v=DKIM2;p=AAAA",
	    "k=ed25519;p=AAAA", "x=y;p=AAAA", "p=AAAA;junk", "hello"};
	size_t i;

	for (i = 0; i < LEN(good); i++)
		cr_expect(ovh_is_dkim(slice_of(good[i])), "%s", good[i]);
	for (i = 0; i < LEN(bad); i++)
		cr_expect_not(ovh_is_dkim(slice_of(bad[i])), "%s", bad[i]);
}
