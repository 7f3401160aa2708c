/* The provider with a server that misbehaves, and its settings. */
#include "../../http/fake.h"
#include "harness.h"

#include <criterion/criterion.h>

#define OK(result)                                                                \
	{                                                                         \
		.status = 200, .body = "{\"success\":true,\"result\":" result "}" \
	}
#define ZONES "[{\"id\":\"z1\",\"name\":\"unit.tests\"}]"
#define ERROR(code, text)                                                       \
	"{\"success\":false,\"errors\":[{\"code\":" code ",\"message\":\"" text \
	"\"}],\"result\":null}"

/* Answers to the look-up of a zone. */
static const struct {
	struct answer answer;
	const char *said;
} bad[] = {
    {{.status = 400, .body = ERROR("6003", "Invalid request headers")},
	"credentials are not accepted"},
    {{.status = 403, .body = ERROR("9109", "Invalid access token")},
	"credentials are not accepted"},
    {{.status = 403, .body = ERROR("10000", "Authentication error")}, "Zone:Read"},
    {{.status = 400, .body = ERROR("1", "not " TEST_TOKEN)}, "not *** (code 1)"},
    {{.status = 400, .body = ERROR("1", "a\\u001b[31m\\nb")}, "a\\x1B[31m\\x0Ab"},
    {{.status = 400, .body = ERROR("1", "a") "x"}, "400"},
    {{.status = 400, .body = "{\"errors\":5}"}, "400"},
    {{.status = 404, .body = "<html>"}, "404"},
    {{.status = 500, .body = "<html>bad gateway</html>"}, "500"},
    {{.status = 520}, "520"},
    {{.status = 302, .headers = "Location: http://127.0.0.1:1/\r\n"}, "302"},
    {{.status = 429, .headers = "Retry-After: 4000\r\n"}, "1,200 requests in five minutes"},
    {{.status = 200, .body = "<html>"}, "not what Cloudflare's API sends"},
    {{.status = 200, .body = "[]"}, "not what Cloudflare's API sends"},
    {{.status = 200, .body = "{\"success\":false,\"result\":[]}"},
	"not what Cloudflare's API sends"},
    {{.status = 200, .body = "{\"success\":true,\"result\":["}, "not what Cloudflare's API sends"},
    {{.status = 200}, "not what Cloudflare's API sends"},
    {{.raw = "garbage\r\n\r\n"}, "did not answer in HTTP"},
    {{.status = 0}, "closed the connection"},
};

static int
read_from(struct bench *bench, const struct answer *script, size_t count)
{
	struct fake *fake = fake_start(script, count);
	struct zone zone;
	int rc;

	cr_assert_eq(bench_open(bench, fake->port, NULL), 0);
	rc = bench_read(bench, &zone);
	fake_stop(fake);
	zone_free(&zone);
	return rc;
}

Test(cloudflare_faults, a_bad_answer_is_one_error_that_says_what_to_do, .timeout = 120)
{
	size_t i;

	for (i = 0; i < LEN(bad); i++) {
		struct bench bench;

		if (read_from(&bench, &bad[i].answer, 1) == 0 && bad[i].answer.status == 404) {
			/* Nothing is there: that is for a target to make. */
			bench_close(&bench);
			continue;
		}
		cr_expect_eq(bench.diags.errors, 1, "case %zu", i);
		cr_expect(bench_said(&bench, bad[i].said), "case %zu: %s", i,
		    bench.diags.items[0].message);
		cr_expect(bench_said(&bench, "provider cf: "), "case %zu", i);
		cr_expect_not_null(bench.diags.items[0].hint, "case %zu", i);
		cr_expect_not(bench_said(&bench, TEST_TOKEN), "case %zu", i);
		bench_close(&bench);
	}
}

Test(cloudflare_faults, a_list_of_zones_of_any_shape_is_read)
{
	static const struct answer shapes[] = {
	    OK("[1,null,{},[],{\"id\":5,\"name\":\"unit.tests\"},"
	       "{\"id\":\"../a\",\"name\":\"unit.tests\"},"
	       "{\"id\":\"z1\",\"name\":\"other.tests\"}]")};
	struct bench bench;

	cr_expect_eq(read_from(&bench, shapes, 1), 0);
	cr_expect_eq(bench.diags.count, 0);
	bench_close(&bench);
}

Test(cloudflare_faults, records_that_are_no_list_are_one_error)
{
	static const struct answer script[] = {OK(ZONES), OK("{\"a\":1}")};
	struct bench bench;

	cr_expect_eq(read_from(&bench, script, 2), -1);
	cr_expect_eq(bench.diags.errors, 1);
	cr_expect(bench_said(&bench, "not what Cloudflare's API sends"));
	bench_close(&bench);
}

/* The last answer is repeated: there is always another page. */
Test(cloudflare_faults, pages_without_end_are_one_error, .timeout = 120)
{
	static const struct answer script[] = {OK(ZONES),
	    {.status = 200,
		.body =
		    "{\"success\":true,\"result\":[{}],\"result_info\":{\"total_pages\":1e300}}"}};
	struct bench bench;

	cr_expect_eq(read_from(&bench, script, 2), -1);
	cr_expect(bench_said(&bench, "has no last page"));
	bench_close(&bench);
}

Test(cloudflare_faults, a_403_is_tried_again_as_often_as_is_set)
{
	static const struct answer script[] = {{.status = 403}, {.status = 403}, OK("[]")};
	struct fake *fake = fake_start(script, 3);
	struct bench bench;
	struct zone zone;

	cr_assert_eq(bench_open(&bench, fake->port, "auth_error_retry_count", "2", NULL), 0);
	cr_expect_eq(bench_read(&bench, &zone), 0);
	cr_expect_eq(fake_requests(fake), 3);
	zone_free(&zone);
	bench_close(&bench);
	fake_stop(fake);
}

Test(cloudflare_options, say_who_is_asking)
{
	static const struct answer empty[] = {OK("[]")};
	static const struct {
		const char *email, *header;
	} cases[] = {{"", "Authorization: Bearer " TEST_TOKEN "\r\n"},
	    {"me@example.com", "X-Auth-Key: " TEST_TOKEN "\r\n"},
	    {"me@example.com", "X-Auth-Email: me@example.com\r\n"}};
	size_t i;

	for (i = 0; i < LEN(cases); i++) {
		struct fake *fake = fake_start(empty, 1);
		struct bench bench;
		struct zone zone;

		cr_assert_eq(bench_open(&bench, fake->port, "email", cases[i].email, "account_id",
				 "a&b", NULL),
		    0);
		cr_expect_eq(bench_read(&bench, &zone), 0);
		cr_expect_not_null(strstr(fake_saw(fake, 0), cases[i].header), "%s",
		    fake_saw(fake, 0));
		cr_expect_not_null(strstr(fake_saw(fake, 0),
				       "GET /zones?name=unit.tests&account.id=a%26b&per_page=50 "),
		    "%s", fake_saw(fake, 0));
		zone_free(&zone);
		bench_close(&bench);
		fake_stop(fake);
	}
}

Test(cloudflare_options, have_the_defaults_of_octodns)
{
	struct bench bench;

	cr_assert_eq(bench_open(&bench, 1, NULL), 0);
	cr_expect(bench_state(&bench)->pagerules);
	cr_expect_not(bench_state(&bench)->cdn);
	cr_expect_not(bench_state(&bench)->regional);
	cr_expect_eq(bench_state(&bench)->min_ttl, 120);
	cr_expect_eq(bench_state(&bench)->zones_per_page, 50);
	cr_expect_eq(bench_state(&bench)->max_pause_ms, 300001);
	bench_close(&bench);
}

Test(cloudflare_options, are_refused_by_name)
{
	static const char *const wrong[][2] = {{"token", ""}, {"token", "a\nb"}, {"email", "a\nb"},
	    {"zones_per_page", "4"}, {"zones_per_page", "51"}, {"records_per_page", "0"},
	    {"records_per_page", "5000001"}, {"min_ttl", "29"}, {"min_ttl", "86401"},
	    {"timeout", "0"}, {"timeout", "nan"}, {"retry_period", "-1"}, {"retry_count", "-1"},
	    {"auth_error_retry_count", "101"}, {"cdn", "maybe"}, {"view_id", "x"},
	    {"unknown", "x"}};
	size_t i;

	for (i = 0; i < LEN(wrong); i++) {
		struct bench bench;

		cr_expect_eq(bench_open(&bench, 1, wrong[i][0], wrong[i][1], NULL), -1, "%s: %s",
		    wrong[i][0], wrong[i][1]);
		cr_expect_eq(bench.diags.errors, 1, "%s: %s", wrong[i][0], wrong[i][1]);
		cr_expect(bench_said(&bench, wrong[i][0]), "%s: %s", wrong[i][0], wrong[i][1]);
		cr_expect_not(bench_said(&bench, TEST_TOKEN));
		bench_close(&bench);
	}
}
