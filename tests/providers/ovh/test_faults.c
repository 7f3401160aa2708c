/* Signatures, options, and a service that refuses, fails or vanishes. */
#include "harness.h"

#include <criterion/criterion.h>
#include <string.h>

#define RECORD(id, sub, target)                                                        \
	{                                                                              \
		.status = 200,                                                         \
		.body = "{\"id\":" id ",\"subDomain\":\"" sub                          \
			"\",\"fieldType\":\"A\",\"target\":\"" target "\",\"ttl\":60}" \
	}
#define LIST(ids)                                  \
	{                                          \
		.status = 200, .body = "[" ids "]" \
	}
#define NOTHING                               \
	{                                     \
		.status = 200, .body = "null" \
	}

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

/* The value of a header of a request as it came. */
static struct slice
header(const char *seen, const char *name)
{
	const char *at = strstr(seen, name);

	cr_assert_not_null(at, "no %s in: %s", name, seen);
	at += strlen(name) + 2;
	return slice_make(at, strcspn(at, "\r\n"));
}

Test(ovh_faults, signs_the_url_with_the_time_of_the_service)
{
	static const struct answer script[] = {TIME, LIST("")};
	struct fake *fake = fake_start(script, LEN(script));
	struct bench bench;
	struct zone zone;
	const char *seen;
	struct slice stamp;

	cr_assert_eq(open_at(&bench, fake), 0);
	cr_expect_eq(bench_read(&bench, &zone, ZONE), 0);
	cr_assert_eq(fake_requests(fake), 2);
	seen = fake_saw(fake, 0);
	cr_expect(strncmp(seen, "GET /1.0/auth/time ", 19) == 0);
	cr_expect_null(strstr(seen, "X-Ovh-Signature"));
	seen = fake_saw(fake, 1);
	cr_expect(strncmp(seen, "GET /1.0/domain/zone/example.com/record ", 40) == 0);
	stamp = header(seen, "X-Ovh-Timestamp");
	cr_expect(slice_starts(stamp, slice_of("17000000")), "%.*s", SLICE_ARGS(stamp));
	cr_expect(slice_is(header(seen, "X-Ovh-Application"), "a-key"));
	cr_expect(slice_is(header(seen, "X-Ovh-Consumer"), TEST_SECRET));
	cr_expect(slice_starts(header(seen, "X-Ovh-Signature"), slice_of("$1$")));
	cr_expect_eq(header(seen, "X-Ovh-Signature").len, 43);
	fake_stop(fake);
	zone_free(&zone);
	bench_close(&bench);
}

static const struct {
	struct answer answer;
	const char *said, *hint;
} bad[] = {
    {{.status = 403, .body = "{\"message\":\"This credential is not valid\"}"},
	"the credentials are not accepted by", "check the credentials of provider it"},
    {{.status = 403, .body = "{\"message\":\"Invalid signature\"}"},
	"the credentials are not accepted by", "check the credentials of provider it"},
    {{.status = 403, .body = "{\"message\":\"This call has not been granted\"}"},
	"the credentials have no right to this at", "GET, POST, PUT and DELETE"},
    {{.status = 401, .body = "{\"message\":\"who is " TEST_SECRET "?\"}"}, "who is ***?",
	"check the credentials"},
    {{.status = 404, .body = "{\"message\":\"Got an invalid (or empty) URL\"}"},
	"Got an invalid (or empty) URL", ""},
    {{.status = 200, .body = "{}"}, "is not a list", "check endpoint of provider it"},
    {{.status = 200, .body = "[\"x\"]"}, "has a record without an id", "endpoint"},
    {{.status = 200, .body = "[1.5]"}, "has a record without an id", "endpoint"},
    {{.status = 200, .body = "<html>"}, "is not JSON", "endpoint"},
    {{.status = 500, .body = "<html>oops</html>"}, "answered 500", "running this again is safe"},
    {{.status = 0}, "closed the connection", "running this again is safe"},
};

Test(ovh_faults, a_bad_answer_is_one_error_that_says_what_to_do, .timeout = 120)
{
	size_t i;

	for (i = 0; i < LEN(bad); i++) {
		struct answer script[2] = {TIME};
		struct bench bench;
		struct zone zone;

		script[1] = bad[i].answer;
		cr_expect_eq(read_from(&bench, &zone, script, 2), -1, "case %zu", i);
		cr_expect_eq(bench.diags.errors, 1, "case %zu", i);
		cr_expect(bench_said(&bench, bad[i].said), "case %zu: %s", i,
		    bench.diags.items[0].message);
		cr_expect(bench_said(&bench, bad[i].hint), "case %zu", i);
		cr_expect_not(bench_said(&bench, TEST_SECRET), "case %zu", i);
		cr_expect_not(zone.exists);
		zone_free(&zone);
		bench_close(&bench);
	}
}

Test(ovh_faults, without_the_time_nothing_is_sent)
{
	static const struct answer odd[] = {{.status = 200, .body = "\"noon\""},
	    {.status = 200, .body = "-5"}, {.status = 404}, {.status = 200, .body = "1e300"}};
	size_t i;

	for (i = 0; i < LEN(odd); i++) {
		struct fake *fake = fake_start(&odd[i], 1);
		struct bench bench;
		struct zone zone;

		cr_assert_eq(open_at(&bench, fake), 0);
		cr_expect_eq(bench_read(&bench, &zone, ZONE), -1);
		cr_expect_eq(fake_requests(fake), 1, "case %zu", i);
		cr_expect(bench_said(&bench, "did not say its time"));
		fake_stop(fake);
		zone_free(&zone);
		bench_close(&bench);
	}
}

Test(ovh_faults, a_record_that_is_gone_since_it_was_listed_is_none)
{
	static const struct answer script[] = {TIME, LIST("1"),
	    {.status = 404,
		.body = "{\"message\":\"The requested object (id = 1) does not exist\"}"}};
	struct bench bench;
	struct zone zone;

	cr_expect_eq(read_from(&bench, &zone, script, LEN(script)), 0);
	cr_expect(zone.exists);
	cr_expect_eq(zone.count, 0);
	zone_free(&zone);
	bench_close(&bench);
}

Test(ovh_faults, a_record_that_cannot_be_asked_for_fails_the_zone_once)
{
	static const struct answer script[] = {TIME, LIST("1,2,3"),
	    {.status = 403, .body = "{\"message\":\"This call has not been granted\"}"}};
	struct bench bench;
	struct zone zone;

	cr_expect_eq(read_from(&bench, &zone, script, LEN(script)), -1);
	cr_expect_eq(bench.diags.errors, 1);
	zone_free(&zone);
	bench_close(&bench);
}

/* Read the zone with a record, then make it ${line}; the requests are noted in ${seen}. */
static int
make(struct bench *bench, struct diff *diff, const char *line, const struct answer *script,
    size_t count, struct buf *seen)
{
	static struct zone wanted, live;
	const char *lines[] = {line, NULL};
	struct fake *fake = fake_start(script, count);
	unsigned i;
	int rc;

	cr_assert_eq(open_at(bench, fake), 0);
	cr_assert_eq(bench_read(bench, &live, ZONE), 0);
	zone_of(&wanted, ZONE, lines);
	diff_make(diff, &live, &wanted);
	rc = bench_apply(bench, ZONE, live.exists, diff);
	for (i = 3; i < fake_requests(fake); i++) {
		const char *path = strstr(fake_saw(fake, i), "/example.com") + 12;

		buf_printf(seen, "%.*s%.*s ", (int)strcspn(fake_saw(fake, i), " "),
		    fake_saw(fake, i), (int)strcspn(path, " "), path);
	}
	fake_stop(fake);
	zone_free(&wanted);
	zone_free(&live);
	return rc;
}

Test(ovh_faults, a_changed_value_is_changed_in_place_and_served)
{
	static const struct answer script[] = {TIME, LIST("1"), RECORD("1", "a", "192.0.2.1"),
	    {.status = 200}, NOTHING};
	struct buf seen = {0};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(make(&bench, &diff, "a.example.com. A 60 192.0.2.2", script, LEN(script),
			 &seen),
	    0);
	cr_expect_str_eq(seen.data, "PUT/record/1 POST/refresh ");
	cr_expect(diff_is(&diff, APPLY_DONE));
	diff_free(&diff);
	bench_close(&bench);
	buf_free(&seen);
}

Test(ovh_faults, what_is_not_served_is_not_read_as_if_it_were)
{
	static const struct answer script[] = {TIME, LIST("1"), RECORD("1", "a", "192.0.2.1"),
	    {.status = 200}, {.status = 400, .body = "{\"message\":\"zone is locked\"}"}};
	struct buf seen = {0};
	struct bench bench;
	struct diff diff;
	struct zone zone;

	cr_expect_eq(make(&bench, &diff, "a.example.com. A 60 192.0.2.2", script, LEN(script),
			 &seen),
	    -1);
	cr_expect(bench_said(&bench, "stored, but not served yet: "));
	cr_expect(bench_said(&bench, "zone is locked"));
	cr_expect_eq(bench_read(&bench, &zone, ZONE), -1);
	cr_expect(bench_said(&bench, "what is stored of the zone is not served yet"));
	zone_free(&zone);
	diff_free(&diff);
	bench_close(&bench);
	buf_free(&seen);
}

Test(ovh_faults, what_may_be_half_done_is_not_served)
{
	static const struct answer script[] = {TIME, LIST("1"), RECORD("1", "a", "192.0.2.1"),
	    {.status = 200}, {.status = 500}};
	struct buf seen = {0};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(make(&bench, &diff, "a.example.com. CNAME 60 b.example.net.", script,
			 LEN(script), &seen),
	    -1);
	cr_expect_null(strstr(seen.data, "refresh"));
	cr_expect(diff_is(&diff, APPLY_UNKNOWN));
	cr_expect(bench_said(&bench, "it is not known what was written"));
	diff_free(&diff);
	bench_close(&bench);
	buf_free(&seen);
}

Test(ovh_faults, options_are_checked_before_anything_is_sent)
{
	struct bench bench;

	cr_expect_eq(bench_open(&bench, "OvhProvider", "endpoint", "ovh-uk", "application_key", "k",
			 "application_secret", TEST_SECRET, NULL),
	    -1);
	cr_expect_eq(bench.diags.errors, 2);
	cr_expect(bench_said(&bench, "option \"endpoint\" is not known"));
	cr_expect(bench_said(&bench, "did you mean \"ovh-"));
	cr_expect(bench_said(&bench, "option \"consumer_key\" is missing"));
	cr_expect_not(bench_said(&bench, TEST_SECRET));
	bench_close(&bench);
	cr_expect_eq(bench_open(&bench, "OvhProvider", "endpoint", "ovh-eu", "application_key", "k",
			 "client_id", "EU.1", "client_secret", "s", NULL),
	    -1);
	cr_expect(bench_said(&bench, "does not go together with client_id"));
	bench_close(&bench);
	cr_expect_eq(bench_open(&bench, "OvhProvider", "endpoint", "kimsufi-eu", "client_id",
			 "EU.1", "client_secret", "secret", NULL),
	    -1);
	cr_expect(bench_said(&bench, "needs an endpoint whose address for tokens is known"));
	bench_close(&bench);
	cr_expect_eq(bench_open(&bench, "OvhProvider", "endpoint", "http://api.example.com/1.0",
			 "application_key", "k", "application_secret", "s", "consumer_key", "c",
			 NULL),
	    -1);
	bench_close(&bench);
}
