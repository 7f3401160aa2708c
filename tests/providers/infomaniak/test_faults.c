/* The provider with a service that refuses, fails or vanishes. */
#include "harness.h"

#include <criterion/criterion.h>
#include <string.h>

#define RECORD(id, source, target)                                                       \
	"{\"id\":" id ",\"source\":\"" source "\",\"type\":\"A\",\"ttl\":60,\"target\":" \
	"\"" target "\"}"
#define LIST(records)                                                                    \
	{                                                                                \
		.status = 200, .body = "{\"result\":\"success\",\"data\":[" records "]}" \
	}
#define DONE                                                                    \
	{                                                                       \
		.status = 200, .body = "{\"result\":\"success\",\"data\":true}" \
	}
#define INVALID                                                                            \
	{                                                                                  \
		.status = 400,                                                             \
		.body = "{\"result\":\"error\",\"error\":{\"code\":\"validation_failed\"," \
			"\"description\":\"no good\"}}"                                    \
	}

/* Read the zone, and make it what ${lines} say; the requests are noted in ${seen}. */
static int
make(struct bench *bench, struct diff *diff, const char *const *lines, const struct answer *script,
    size_t count, struct buf *seen)
{
	static struct zone wanted, live;
	struct fake *fake = fake_start(script, count);
	unsigned i;
	int rc;

	cr_assert_eq(open_at(bench, fake), 0);
	cr_assert_eq(bench_read(bench, &live, ZONE), 0);
	zone_of(&wanted, ZONE, lines);
	diff_make(diff, &live, &wanted);
	rc = bench_apply(bench, ZONE, live.exists, diff);
	for (i = 1; i < fake_requests(fake); i++)
		buf_printf(seen, "%.*s ", (int)strcspn(fake_saw(fake, i), " "), fake_saw(fake, i));
	fake_stop(fake);
	zone_free(&wanted);
	zone_free(&live);
	return rc;
}

static const struct {
	struct answer answer;
	const char *said, *hint;
} bad[] = {
    {{.status = 401, .body = "{\"result\":\"error\",\"error\":{\"code\":\"not_authorized\"}}"},
	"the token is not accepted by", "check token of provider it"},
    {{.status = 403, .body = "{\"result\":\"error\",\"error\":{\"code\":\"forbidden\"}}"},
	"the token has no right to this", "needs the scope domain"},
    {{.status = 200,
	 .body = "{\"result\":\"error\",\"error\":{\"code\":\"not_authorized\","
		 "\"description\":\"who is " TEST_SECRET "?\"}}"},
	"refused it: not_authorized: who is ***?", "check token of provider it"},
    {{.status = 200, .body = "{\"result\":\"error\"}"}, "refused it: no reason given", ""},
    {{.status = 200, .body = "{\"result\":\"error\",\"error\":5}"}, "no reason given", ""},
    {{.status = 200, .body = "{\"result\":\"asynchronous\"}"}, "does not say success", "endpoint"},
    {{.status = 200, .body = "[]"}, "does not say success", "endpoint"},
    {{.status = 200, .body = "<html>"}, "is not JSON", "endpoint"},
    {{.status = 200, .body = "{\"result\":\"success\"}"}, "has no list of records", "endpoint"},
    {{.status = 200, .body = "{\"result\":\"success\",\"data\":{}}"}, "has no list", "endpoint"},
    {{.status = 500, .body = "<html>oops</html>"}, "answered 500", "running this again is safe"},
    {{.status = 0}, "closed the connection", "running this again is safe"},
};

Test(infomaniak_faults, a_bad_answer_is_one_error_that_says_what_to_do, .timeout = 120)
{
	size_t i;

	for (i = 0; i < LEN(bad); i++) {
		struct fake *fake = fake_start(&bad[i].answer, 1);
		struct bench bench;
		struct zone zone;

		cr_assert_eq(open_at(&bench, fake), 0);
		cr_expect_eq(bench_read(&bench, &zone, ZONE), -1, "case %zu", i);
		cr_expect_eq(bench.diags.errors, 1, "case %zu", i);
		cr_expect(bench_said(&bench, bad[i].said), "case %zu: %s", i,
		    bench.diags.items[0].message);
		cr_expect(bench_said(&bench, bad[i].hint), "case %zu", i);
		cr_expect_not(bench_said(&bench, TEST_SECRET), "case %zu", i);
		fake_stop(fake);
		zone_free(&zone);
		bench_close(&bench);
	}
}

Test(infomaniak_faults, a_missing_zone_is_empty_for_a_target_and_cannot_be_written)
{
	static const struct answer gone = {.status = 404,
	    .body = "{\"result\":\"error\",\"error\":{\"code\":\"object_not_found\"}}"};
	static const char *const lines[] = {"a.example.com. A 60 192.0.2.1", NULL};
	struct buf seen = {0};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(make(&bench, &diff, lines, &gone, 1, &seen), -1);
	cr_expect_eq(seen.len, 0);
	cr_expect(diff_is(&diff, APPLY_FAILED));
	cr_expect_eq(bench.diags.errors, 1);
	cr_expect(bench_said(&bench, "has no zone example.com."));
	cr_expect(bench_said(&bench, "cannot be created from here"));
	diff_free(&diff);
	bench_close(&bench);
	buf_free(&seen);
}

Test(infomaniak_faults, a_lost_answer_is_settled_by_reading_and_the_rest_is_done)
{
	static const char *const lines[] = {"a.example.com. A 60 192.0.2.1",
	    "b.example.com. A 60 192.0.2.2", NULL};
	/* The first record was made, though nobody said so. */
	static const struct answer script[] = {LIST(""), {.status = 0}, {.status = 0},
	    LIST(RECORD("1", "a", "192.0.2.1")), DONE};
	struct buf seen = {0};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(make(&bench, &diff, lines, script, LEN(script), &seen), 0);
	/* What comes on a connection that just closed libcurl sends again, unless it was reset. */
	cr_expect(strcmp(seen.data, "POST POST GET POST ") == 0 ||
		strcmp(seen.data, "POST GET GET POST ") == 0,
	    "%s", seen.data);
	cr_expect(diff_is(&diff, APPLY_DONE));
	cr_expect_eq(bench.diags.count, 0);
	diff_free(&diff);
	bench_close(&bench);
	buf_free(&seen);
}

Test(infomaniak_faults, it_is_not_known_what_was_done_when_nobody_can_tell)
{
	static const char *const lines[] = {"a.example.com. A 60 192.0.2.1", NULL};
	static const struct answer script[] = {LIST(""), {.status = 0}};
	struct buf seen = {0};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(make(&bench, &diff, lines, script, LEN(script), &seen), -1);
	cr_expect(diff_is(&diff, APPLY_UNKNOWN));
	cr_expect(bench_said(&bench, "it is not known what was written"));
	diff_free(&diff);
	bench_close(&bench);
	buf_free(&seen);
}

Test(infomaniak_faults, what_made_place_for_a_refused_cname_is_put_back)
{
	static const char *const lines[] = {"a.example.com. CNAME 60 b.example.net.", NULL};
	static const struct answer script[] = {LIST(RECORD("1", "a", "192.0.2.1")), DONE, INVALID,
	    DONE, LIST(RECORD("2", "a", "192.0.2.1"))};
	struct buf seen = {0};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(make(&bench, &diff, lines, script, LEN(script), &seen), -1);
	cr_expect_str_eq(seen.data, "DELETE POST POST GET ");
	cr_expect(diff_is(&diff, APPLY_FAILED));
	cr_expect_eq(bench.diags.errors, 1);
	cr_expect(
	    bench_said(&bench, "no good; what was deleted to make place for it was put back"));
	diff_free(&diff);
	bench_close(&bench);
	buf_free(&seen);
}

Test(infomaniak_faults, nothing_more_is_begun_after_a_failure)
{
	static const char *const lines[] = {"a.example.com. A 60 192.0.2.9|192.0.2.8", NULL};
	static const struct answer script[] = {LIST(RECORD("1", "a", "192.0.2.1")), INVALID,
	    LIST(RECORD("1", "a", "192.0.2.1"))};
	struct buf seen = {0};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(make(&bench, &diff, lines, script, LEN(script), &seen), -1);
	cr_expect_str_eq(seen.data, "POST GET ", "the old record is kept");
	cr_expect(bench_said(&bench, "validation_failed: no good"));
	diff_free(&diff);
	bench_close(&bench);
	buf_free(&seen);
}

Test(infomaniak_faults, an_rrset_with_two_ttls_is_half_written)
{
	static const char *const lines[] = {"a.example.com. A 60 192.0.2.1|192.0.2.2", NULL};
	static const struct answer script[] = {
	    LIST(RECORD("1", "a",
		"192.0.2.1") ","
			     "{\"id\":2,\"source\":\"a\",\"type\":\"A\",\"ttl\":90,\"target\":\"192.0.2.2\"}"),
	    DONE};
	struct buf seen = {0};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(make(&bench, &diff, lines, script, LEN(script), &seen), 0);
	cr_expect_str_eq(seen.data, "PUT ");
	cr_expect_eq(diff.count, 1);
	cr_expect_eq(bench.diags.warnings, 1);
	cr_expect(bench_said(&bench, "have different TTLs, 60 and 90"));
	diff_free(&diff);
	bench_close(&bench);
	buf_free(&seen);
}

Test(infomaniak_faults, octets_that_are_no_text_are_not_sent)
{
	static const char *const lines[] = {"a.example.com. TXT 60 \"\\255\"", NULL};
	static const struct answer script[] = {LIST("")};
	struct buf seen = {0};
	struct bench bench;
	struct diff diff;

	cr_expect_eq(make(&bench, &diff, lines, script, LEN(script), &seen), -1);
	cr_expect_str_eq(seen.data, "GET ");
	cr_expect(bench_said(&bench, "is not UTF-8"));
	diff_free(&diff);
	bench_close(&bench);
	buf_free(&seen);
}

Test(infomaniak_faults, options_are_checked_before_anything_is_sent)
{
	struct bench bench;

	cr_expect_eq(bench_open(&bench, "InfomaniakProvider", "token", " ", NULL), -1);
	cr_expect(bench_said(&bench, "option \"token\" cannot be sent"));
	bench_close(&bench);
	cr_expect_eq(bench_open(&bench, "InfomaniakProvider", "token", TEST_SECRET, "endpoint",
			 "http://api.example.com/2", NULL),
	    -1);
	cr_expect_not(bench_said(&bench, TEST_SECRET));
	bench_close(&bench);
	cr_expect_eq(bench_open(&bench, "InfomaniakProvider", NULL), -1);
	cr_expect(bench_said(&bench, "option \"token\" is missing"));
	bench_close(&bench);
}
