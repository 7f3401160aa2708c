/* When a request is sent again, decided without a network. */
#include "http/rate.h"
#include "http/retry.h"

#include <criterion/criterion.h>

#define LARGEST UINT32_MAX

static const struct retry_policy policy = {.retries = 4, .backoff_ms = 500, .max_wait_ms = 10000};

static struct verdict
answered(long status, bool reads, bool idempotent, int64_t asked_ms)
{
	struct tried tried = {OUTCOME_ANSWER, status, reads, idempotent, 1, asked_ms};

	return retry_decide(&policy, &tried, 0);
}

static bool
after(enum outcome outcome, bool idempotent)
{
	struct tried tried = {outcome, 0, false, idempotent, 1, -1};

	return retry_decide(&policy, &tried, 0).again;
}

Test(retry, takes_an_answer_for_an_answer)
{
	static const long statuses[] = {200, 201, 204, 301, 400, 401, 404, 409, 422};

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		cr_assert_not(answered(statuses[i], true, true, 1).again, "%ld", statuses[i]);
}

Test(retry, repeats_what_was_not_worked_on_whatever_the_method)
{
	cr_assert(answered(429, false, false, -1).again);
	cr_assert(answered(429, false, false, 2000).again);
	cr_assert(answered(503, false, false, 2000).again);
	cr_assert_not(answered(503, false, false, -1).again);
	cr_assert(answered(403, false, false, 2000).again);
	cr_assert_not(answered(403, true, true, -1).again);
}

Test(retry, repeats_gateway_errors_only_when_that_is_safe)
{
	for (long status = 502; status <= 504; status++) {
		cr_assert(answered(status, false, true, -1).again);
		cr_assert(answered(status, true, true, -1).again);
		cr_assert_not(answered(status, false, false, -1).again);
	}
}

Test(retry, repeats_other_server_errors_only_for_reading)
{
	cr_assert(answered(500, true, true, -1).again);
	cr_assert_not(answered(500, false, true, -1).again);
	cr_assert_not(answered(500, false, false, -1).again);
	cr_assert(answered(520, true, true, -1).again);
}

Test(retry, repeats_a_lost_request_only_when_that_is_safe)
{
	cr_assert(after(OUTCOME_LOST, true));
	cr_assert_not(after(OUTCOME_LOST, false));
	cr_assert(after(OUTCOME_UNREACHABLE, false));
	cr_assert_not(after(OUTCOME_HOPELESS, true));
}

Test(retry, ends_after_so_many_attempts)
{
	struct tried tried = {OUTCOME_ANSWER, 429, true, true, 4, -1};

	cr_assert(retry_decide(&policy, &tried, 0).again);
	tried.attempt = 5;
	cr_assert_not(retry_decide(&policy, &tried, 0).again);
}

Test(retry, doubles_the_pause_up_to_the_cap)
{
	static const int64_t longest[] = {500, 1000, 2000, 4000, 8000, 10000, 10000};
	const struct retry_policy patient = {.retries = 100,
	    .backoff_ms = 500,
	    .max_wait_ms = 10000};

	for (unsigned i = 0; i < 7; i++) {
		struct tried tried = {OUTCOME_UNREACHABLE, 0, true, true, i + 1, -1};

		cr_assert_eq(retry_decide(&patient, &tried, LARGEST).wait_ms, longest[i] - 1);
		cr_assert_eq(retry_decide(&patient, &tried, 0).wait_ms, 0);
		cr_assert_eq(retry_decide(&patient, &tried, LARGEST / 2 + 1).wait_ms,
		    longest[i] / 2);
	}
}

Test(retry, survives_many_attempts)
{
	const struct retry_policy endless = {.retries = UINT32_MAX,
	    .backoff_ms = UINT32_MAX,
	    .max_wait_ms = UINT32_MAX};
	struct tried tried = {OUTCOME_UNREACHABLE, 0, true, true, 4000000000U, -1};

	cr_assert_eq(retry_decide(&endless, &tried, LARGEST).wait_ms, (int64_t)UINT32_MAX - 1);
}

Test(retry, waits_as_long_as_the_server_asks)
{
	struct tried tried = {OUTCOME_ANSWER, 429, true, true, 3, 7000};
	struct verdict verdict = retry_decide(&policy, &tried, LARGEST);

	cr_assert(verdict.again);
	cr_assert(verdict.everybody);
	cr_assert_eq(verdict.wait_ms, 7499);
	cr_assert_eq(retry_decide(&policy, &tried, 0).wait_ms, 7000);
	cr_assert_str_eq(verdict.because, "rate limited");
}

Test(retry, gives_up_when_the_server_asks_for_too_long)
{
	struct verdict verdict = answered(429, true, true, 10001);

	cr_assert_not(verdict.again);
	cr_assert(verdict.too_long);
	cr_assert(answered(429, true, true, 10000).again);
	cr_assert_not(answered(200, true, true, 10001).too_long);
}

static int64_t
asks(const char *value, int64_t now)
{
	return retry_after_ms(slice_of(value), now);
}

Test(retry, reads_seconds)
{
	cr_assert_eq(asks("0", 0), 0);
	cr_assert_eq(asks(" 120 ", 0), 120000);
	cr_assert_eq(asks("-1", 0), -1);
	cr_assert_eq(asks("", 0), -1);
	cr_assert_eq(asks("1.5", 0), -1);
	cr_assert_eq(asks("soon", 0), -1);
	cr_assert_eq(asks("99999999999999999999999", 0), (int64_t)366 * 86400 * 1000);
}

Test(retry, reads_the_three_forms_of_a_date)
{
	cr_assert_eq(http_date(slice_of("Sun, 06 Nov 1994 08:49:37 GMT")), 784111777);
	cr_assert_eq(http_date(slice_of("Sunday, 06-Nov-94 08:49:37 GMT")), 784111777);
	cr_assert_eq(http_date(slice_of("Sun Nov  6 08:49:37 1994")), 784111777);
	cr_assert_eq(http_date(slice_of("Thu, 01 Jan 2026 00:00:00 GMT")), 1767225600);
	cr_assert_eq(http_date(slice_of("Sun, 06 Nov 1994")), -1);
	cr_assert_eq(http_date(slice_of("Sun, 06 Nov 1994 25:00:00 GMT")), -1);
	cr_assert_eq(http_date(slice_of("Sun, 00 Nov 1994 08:49:37 GMT")), -1);
	cr_assert_eq(http_date(slice_of("Sun, 06 Foo 1994 08:49:37 GMT")), -1);
	cr_assert_eq(http_date(slice_of("")), -1);
	cr_assert_eq(asks("Sun, 06 Nov 1994 08:49:37 GMT", 784111770), 7000);
	cr_assert_eq(asks("Sun, 06 Nov 1994 08:49:37 GMT", 784111800), 0);
}

Test(retry, reads_the_end_of_a_rate_window)
{
	cr_assert_eq(rate_reset_ms(slice_of("1767225660"), 1767225600), 60000);
	cr_assert_eq(rate_reset_ms(slice_of("1767225600"), 1767225660), 0);
	cr_assert_eq(rate_reset_ms(slice_of("30"), 1767225600), 30000);
	cr_assert_eq(rate_reset_ms(slice_of("x"), 1767225600), -1);
	cr_assert_eq(rate_reset_ms(slice_of(""), 1767225600), -1);
}

Test(rate, spaces_requests_after_a_burst)
{
	struct rate rate;

	rate_init(&rate, 4, 1000);
	for (int i = 0; i < 4; i++)
		cr_assert_eq(rate_take(&rate, 1000), 0);
	cr_assert_eq(rate_take(&rate, 1000), 251);
	cr_assert_eq(rate_take(&rate, 1000), 501);
	cr_assert_eq(rate_take(&rate, 2000), 0);
	cr_assert_eq(rate_take(&rate, 2000), 0);
	cr_assert_eq(rate_take(&rate, 2000), 251);
	rate_free(&rate);
}

Test(rate, saves_no_more_than_a_second_up)
{
	struct rate rate;

	rate_init(&rate, 2, 0);
	cr_assert_eq(rate_take(&rate, 3600000), 0);
	cr_assert_eq(rate_take(&rate, 3600000), 0);
	cr_assert_gt(rate_take(&rate, 3600000), 0);
	rate_free(&rate);
}

Test(rate, takes_rates_below_one_a_second)
{
	struct rate rate;

	rate_init(&rate, 0.5, 0);
	cr_assert_eq(rate_take(&rate, 0), 0);
	cr_assert_eq(rate_take(&rate, 0), 2001);
	rate_free(&rate);
}

Test(rate, lets_nobody_through_while_closed)
{
	struct rate rate;

	rate_init(&rate, 0, 0);
	cr_assert_eq(rate_take(&rate, 10), 0);
	rate_close(&rate, 500);
	rate_close(&rate, 300);
	cr_assert_eq(rate_take(&rate, 100), 400);
	cr_assert_eq(rate_take(&rate, 500), 0);
	rate_free(&rate);
}
