/* The provider with a server that misbehaves. */
#include "../../http/fake.h"
#include "harness.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define ZONE "example.com."
#define LEN(a) (sizeof(a) / sizeof((a)[0]))

#define RRSET(name, type, content)                \
	"{\"name\":\"" name "\",\"type\":\"" type \
	"\",\"ttl\":60,\"records\":[{\"content\":\"" content "\"}]}"
#define GOOD RRSET("a.example.com.", "A", "192.0.2.1")

static const char *const one[] = {"a.example.com. A 60 192.0.2.1", NULL};
static const char *const two[] = {"a.example.com. A 60 192.0.2.1", "b.example.com. A 60 192.0.2.2",
    NULL};

/* Read the zone from a server that answers so.  Return what read does. */
static int
read_from(struct bench *bench, struct zone *zone, const struct answer *script, size_t count)
{
	struct fake *fake = fake_start(script, count);
	int rc;

	cr_assert_eq(bench_open(bench, fake->port, NULL), 0);
	rc = bench_read(bench, zone, ZONE);
	fake_stop(fake);
	return rc;
}

/* Write to such a server: create ${lines} in a zone that it says to have. */
static int
write_to(struct bench *bench, struct diff *diff, const char *const *lines,
    const struct answer *script, size_t count)
{
	static struct zone wanted, nothing;
	struct fake *fake = fake_start(script, count);
	int rc;

	cr_assert_eq(bench_open(bench, fake->port, NULL), 0);
	zone_of(&wanted, ZONE, lines);
	zone_init(&nothing, slice_of(ZONE));
	diff_make(diff, &nothing, &wanted);
	rc = bench_apply(bench, ZONE, true, diff);
	fake_stop(fake);
	zone_free(&wanted);
	zone_free(&nothing);
	return rc;
}

struct bad_answer {
	struct answer answer;
	const char *said;
};

static const struct bad_answer bad[] = {
    {{.status = 500, .body = "{\"error\":\"backend is " TEST_KEY "\"}"}, "backend is ***"},
    {{.status = 500, .body = "<html><b>Oops</b>"}, "answered 500"},
    {{.status = 500, .body = "bad\033[31m\nthing"}, "bad\\x1B[31m\\x0Athing"},
    {{.status = 503}, "not available"},
    {{.status = 401, .body = "Unauthorized"}, "the API key is not accepted"},
    {{.status = 403, .body = "Forbidden"}, "webserver-allow-from"},
    {{.status = 302, .headers = "Location: http://127.0.0.1:1/\r\n"}, "302"},
    {{.status = 200, .body = "<html>"}, "is not JSON"},
    {{.status = 200}, "is not JSON"},
    {{.status = 200, .body = "{\"rrsets\":[]} x"}, "is not JSON"},
    {{.status = 200, .body = "{\"rrsets\":["}, "is not JSON"},
    {{.status = 200, .body = "[]"}, "has no rrsets"},
    {{.status = 200, .body = "5"}, "has no rrsets"},
    {{.status = 200, .body = "{\"rrsets\":5}"}, "has no rrsets"},
    {{.status = 200, .body = "{\"rrsets\":{\"a\":1}}"}, "has no rrsets"},
    {{.status = 200, .body = "{\"rrsets\":[" GOOD "]}", .cut = 120}, "before its answer"},
    {{.raw = "garbage\r\n\r\n"}, "did not answer in HTTP"},
    {{.status = 0}, "closed the connection"},
};

Test(powerdns_faults, a_bad_answer_is_one_error_that_says_what_to_do, .timeout = 120)
{
	size_t i;

	for (i = 0; i < LEN(bad); i++) {
		struct bench bench;
		struct zone zone;

		cr_expect_eq(read_from(&bench, &zone, &bad[i].answer, 1), -1, "case %zu", i);
		cr_expect_eq(bench.diags.errors, 1, "case %zu", i);
		cr_expect(bench_said(&bench, bad[i].said), "case %zu: %s", i,
		    bench.diags.items[0].message);
		cr_expect(bench_said(&bench, "provider pdns: "), "case %zu", i);
		cr_expect_not_null(bench.diags.items[0].hint, "case %zu", i);
		cr_expect(slice_is(bench.diags.items[0].subject.zone, ZONE), "case %zu", i);
		cr_expect_not(bench_said(&bench, TEST_KEY), "case %zu", i);
		zone_free(&zone);
		bench_close(&bench);
	}
}

/* Each is one fault in a list of RRsets. */
static const char *const bad_rrsets[] = {
    "1",
    "null",
    "[]",
    "{}",
    "{\"name\":1,\"type\":\"A\"}",
    "{\"name\":\"b.example.com.\",\"type\":\"A\"}",
    "{\"name\":\"b.example.com.\",\"type\":\"A\",\"ttl\":\"x\",\"records\":[{\"content\":\"192.0.2.1\"}]}",
    "{\"name\":\"b.example.com.\",\"type\":\"A\",\"ttl\":-1,\"records\":[{\"content\":\"192.0.2.1\"}]}",
    "{\"name\":\"b.example.com.\",\"type\":\"A\",\"ttl\":1e300,\"records\":[{\"content\":\"192.0.2.1\"}]}",
    "{\"name\":\"b.example.com.\",\"type\":\"A\",\"ttl\":1.5,\"records\":[{\"content\":\"192.0.2.1\"}]}",
    "{\"name\":\"b.example.com.\",\"type\":\"A\",\"ttl\":1,\"records\":{}}",
    "{\"name\":\"b.example.com.\",\"type\":\"A\",\"ttl\":1,\"records\":[1]}",
    "{\"name\":\"b.example.com.\",\"type\":\"A\",\"ttl\":1,\"records\":[{\"content\":5}]}",
    RRSET("b.example.com.", "A", "not-an-address"),
    RRSET("b.example.com.", "TXT", "\\\"open"),
    RRSET("b.example.com.", "CNAME", "relative"),
    RRSET("example.org.", "A", "192.0.2.1"),
    RRSET("notexample.com.", "A", "192.0.2.1"),
    RRSET("\\u001b\\u202e\xff.example.com.", "A", "192.0.2.1"),
    ("{\"name\":\"b.example.com.\",\"type\":\"CNAME\",\"ttl\":1,\"records\":["
     "{\"content\":\"a.\"},{\"content\":\"b.\"}]}"),
};

Test(powerdns_faults, one_bad_record_never_hides_another)
{
	size_t i;

	for (i = 0; i < LEN(bad_rrsets); i++) {
		struct answer answer = {.status = 200};
		struct buf body = {0};
		struct bench bench;
		struct zone zone;

		buf_printf(&body, "{\"rrsets\":[%s,%s,%s]}", GOOD, bad_rrsets[i],
		    RRSET("z.example.com.", "A", "192.0.2.1"));
		answer.body = body.data;
		cr_expect_eq(read_from(&bench, &zone, &answer, 1), -1, "%s", bad_rrsets[i]);
		cr_expect_eq(zone.count, 2, "%s", bad_rrsets[i]);
		cr_expect_eq(bench.diags.errors, 1, "%s", bad_rrsets[i]);
		cr_expect(zone.exists);
		zone_free(&zone);
		bench_close(&bench);
		buf_free(&body);
	}
}

Test(powerdns_faults, depth_and_many_types_are_bounded)
{
	struct answer deep = {.status = 200}, many = {.status = 200};
	struct buf body = {0};
	struct bench bench;
	struct zone zone;
	size_t i;

	buf_pad(&body, '[', 7000);
	deep.body = body.data;
	cr_expect_eq(read_from(&bench, &zone, &deep, 1), -1);
	cr_expect(bench_said(&bench, "is not JSON"));
	zone_free(&zone);
	bench_close(&bench);
	buf_clear(&body);
	buf_text(&body, "{\"rrsets\":[");
	for (i = 0; i < 40; i++)
		buf_printf(&body,
		    "%s{\"name\":\"a.example.com.\",\"type\":\"TYPE%zu\",\"ttl\":1,"
		    "\"records\":[{\"content\":\"x\"}]}",
		    i > 0 ? "," : "", i);
	buf_text(&body, "]}");
	many.body = body.data;
	cr_expect_eq(read_from(&bench, &zone, &many, 1), 0);
	cr_expect_eq(bench.diags.warnings, 17);
	cr_expect(bench_said(&bench, "24 other records are left alone"));
	zone_free(&zone);
	bench_close(&bench);
	buf_free(&body);
}

Test(powerdns_faults, lenient_reading_warns_and_goes_on)
{
	struct answer answer = {.status = 200,
	    .body = "{\"rrsets\":[" GOOD "," RRSET("b.example.com.", "A", "x") "]}"};
	struct fake *fake = fake_start(&answer, 1);
	struct read_request request = {.zone = slice_of(ZONE), .as_target = true, .lenient = true};
	struct bench bench;
	struct zone zone;

	cr_assert_eq(bench_open(&bench, fake->port, NULL), 0);
	zone_init(&zone, request.zone);
	cr_expect_eq(bench.provider->class->read(bench.provider, &request, &zone, &bench.diags), 0);
	cr_expect_eq(zone.count, 1);
	cr_expect_eq(bench.diags.errors, 0);
	cr_expect_eq(bench.diags.warnings, 1);
	fake_stop(fake);
	zone_free(&zone);
	bench_close(&bench);
}

/* Five attempts are lost; then the zone is asked what it has. */
#define LOST                                                        \
	{.status = 0}, {.status = 0}, {.status = 0}, {.status = 0}, \
	{                                                           \
		.status = 0                                         \
	}

Test(powerdns_faults, a_lost_answer_is_done_when_the_zone_has_the_changes)
{
	static const struct answer script[] = {LOST,
	    {.status = 200, .body = "{\"rrsets\":[" GOOD "]}"}};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(write_to(&bench, &diff, one, script, LEN(script)), 0);
	cr_expect(diff_is(&diff, APPLY_DONE));
	cr_expect_eq(bench.diags.count, 0);
	diff_free(&diff);
	bench_close(&bench);
}

Test(powerdns_faults, a_lost_answer_is_failed_when_the_zone_lacks_the_changes)
{
	static const struct answer script[] = {LOST,
	    {.status = 200, .body = "{\"rrsets\":[" GOOD "]}"}};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(write_to(&bench, &diff, two, script, LEN(script)), -1);
	cr_expect_eq(diff.statuses[0], APPLY_DONE);
	cr_expect_eq(diff.statuses[1], APPLY_FAILED);
	cr_expect_eq(bench.diags.count, 1);
	cr_expect(bench_said(&bench, "the zone has 1 of the 2 changes"));
	diff_free(&diff);
	bench_close(&bench);
}

Test(powerdns_faults, a_lost_answer_is_unknown_when_nobody_can_tell)
{
	static const struct answer script[] = {LOST, {.status = 500}};
	static const struct answer garbage[] = {LOST, {.status = 200, .body = "{\"rrsets\":1}"}};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(write_to(&bench, &diff, two, script, LEN(script)), -1);
	cr_expect(diff_is(&diff, APPLY_UNKNOWN));
	cr_expect(bench_said(&bench, "could not be read again"));
	cr_expect(bench_said(&bench, "running this again is safe"));
	diff_free(&diff);
	bench_close(&bench);
	cr_expect_eq(write_to(&bench, &diff, two, garbage, LEN(garbage)), -1);
	cr_expect(diff_is(&diff, APPLY_UNKNOWN));
	diff_free(&diff);
	bench_close(&bench);
}

Test(powerdns_faults, a_500_on_writing_is_settled_by_reading_again)
{
	static const struct answer script[] = {{.status = 500, .body = "{\"error\":\"disk full\"}"},
	    {.status = 200, .body = "{\"rrsets\":[]}"}};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(write_to(&bench, &diff, two, script, LEN(script)), -1);
	cr_expect(diff_is(&diff, APPLY_FAILED));
	cr_expect_eq(bench.diags.count, 1);
	cr_expect(bench_said(&bench, "disk full; read again, the zone has 0 of the 2 changes"));
	diff_free(&diff);
	bench_close(&bench);
}

Test(powerdns_faults, an_old_server_says_no_zone_with_422)
{
	static const struct answer script[] =
	    {{.status = 422, .body = "{\"error\":\"Could not find domain 'example.com.'\"}"},
		{.status = 200, .body = "{}"}};
	struct bench bench;
	struct zone zone;

	cr_expect_eq(read_from(&bench, &zone, script, LEN(script)), 0);
	cr_expect_not(zone.exists);
	cr_expect_eq(bench.diags.count, 0);
	zone_free(&zone);
	bench_close(&bench);
}

Test(powerdns_faults, a_notification_that_fails_is_a_warning)
{
	static const struct answer script[] = {{.status = 204}, {.status = 422, .body = "no"}};
	struct fake *fake = fake_start(script, 2);
	struct bench bench;
	struct zone wanted, nothing;
	struct diff diff;

	cr_assert_eq(bench_open(&bench, fake->port, "notify", "true", NULL), 0);
	zone_of(&wanted, ZONE, one);
	zone_init(&nothing, slice_of(ZONE));
	diff_make(&diff, &nothing, &wanted);
	cr_expect_eq(bench_apply(&bench, ZONE, true, &diff), 0);
	cr_expect(diff_is(&diff, APPLY_DONE));
	cr_expect_eq(bench.diags.errors, 0);
	cr_expect_eq(bench.diags.warnings, 1);
	cr_expect(bench_said(&bench, "the secondaries were not notified"));
	fake_stop(fake);
	diff_free(&diff);
	zone_free(&wanted);
	zone_free(&nothing);
	bench_close(&bench);
}

Test(powerdns_faults, a_type_that_is_the_key_is_not_shown)
{
	struct answer answer = {.status = 200,
	    .body = "{\"rrsets\":[" RRSET("a.example.com.", TEST_KEY, "x") "]}"};
	struct bench bench;
	struct zone zone;

	cr_expect_eq(read_from(&bench, &zone, &answer, 1), 0);
	cr_expect(bench_said(&bench, "1 *** record is left alone"));
	cr_expect_not(bench_said(&bench, TEST_KEY));
	zone_free(&zone);
	bench_close(&bench);
}

Test(powerdns_faults, a_name_that_is_the_key_is_not_shown)
{
	struct answer answer = {.status = 200,
	    .body = "{\"rrsets\":[" RRSET(TEST_KEY "\xc3\x97.example.com.", "A", "192.0.2.1") "]}"};
	struct bench bench;
	struct zone zone;

	cr_expect_eq(read_from(&bench, &zone, &answer, 1), -1);
	cr_expect_eq(bench.diags.errors, 1);
	cr_expect(bench_said(&bench, "***"));
	cr_expect_not(bench_said(&bench, TEST_KEY));
	zone_free(&zone);
	bench_close(&bench);
}
