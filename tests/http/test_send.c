/* Attempts, waits and failures against a server that misbehaves. */
#include "talk.h"

#include "core/pool.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const struct answer ok = {.status = 200, .body = "ok"};

static double
seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool
says(const struct talk *talk, const char *text)
{
	return talk->why.data != NULL && strstr(talk->why.data, text) != NULL;
}

Test(send, repeats_a_read_until_it_works)
{
	static const struct answer script[] = {{.status = 503}, {.reset = true},
	    {.status = 200, .body = "third"}};
	struct talk talk;

	talk_start(&talk, script, 3);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(talk.response.status, 200);
	/* libcurl itself repeats the one that met a dead connection. */
	cr_assert_eq(fake_requests(talk.fake), 3);
	cr_assert_geq(talk.response.attempts, 2);
	cr_assert_str_eq(talk.response.body.data, "third");
	talk_end(&talk);
}

Test(send, repeats_no_post_that_may_have_worked)
{
	static const struct answer script[] = {{.status = 503}, {.status = 500}, {.reset = true}};
	struct talk talk;

	talk_start(&talk, script, 3);
	cr_assert_eq(talk_send(&talk, "POST", "/", "{}"), 0);
	cr_assert_eq(talk.response.status, 503);
	cr_assert_eq(talk_send(&talk, "POST", "/", "{}"), 0);
	cr_assert_eq(talk.response.status, 500);
	cr_assert_eq(talk_send(&talk, "POST", "/", "{}"), -1);
	cr_assert_eq(talk.response.status, HTTP_MAYBE_SENT);
	cr_assert_eq(talk.response.attempts, 1);
	cr_assert_eq(fake_requests(talk.fake), 3);
	talk_end(&talk);
}

Test(send, repeats_a_post_that_may_be_sent_twice)
{
	static const struct answer script[] = {{.status = 0}, {.status = 204}};
	struct talk talk;
	struct http_request request = {.method = "POST",
	    .path = "/",
	    .body = slice_of("{}"),
	    .idempotent = true};

	talk_start(&talk, script, 2);
	cr_assert_eq(http_send(talk.client, &request, &talk.response, &talk.why), 0);
	cr_assert_eq(talk.response.status, 204);
	cr_assert_eq(talk.response.attempts, 2);
	talk_end(&talk);
}

/* libcurl by itself would send it again when a connection that was kept is dead. */
Test(send, sends_a_post_once_on_a_kept_connection_that_dies)
{
	static const struct answer script[] = {{.status = 200}, {.status = 0},
	    {.status = 200, .body = "again"}};
	struct talk talk;

	talk_start(&talk, script, 3);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(talk_send(&talk, "POST", "/", "{}"), -1);
	cr_assert_eq(talk.response.status, HTTP_MAYBE_SENT);
	cr_assert_eq(fake_requests(talk.fake), 2);
	cr_assert(says(&talk, "closed the connection without an answer"), "%s", talk.why.data);
	talk_end(&talk);
}

Test(send, gives_up_after_the_retries)
{
	static const struct answer bad = {.status = 502, .body = "<html>"};
	struct talk talk;

	talk_start(&talk, &bad, 1);
	cr_assert_eq(talk_send(&talk, "PUT", "/", "{}"), 0);
	cr_assert_eq(talk.response.status, 502);
	cr_assert_eq(talk.response.attempts, 3);
	cr_assert_eq(fake_requests(talk.fake), 3);
	talk_end(&talk);
}

Test(send, makes_one_attempt_when_told_so)
{
	static const struct answer bad = {.status = 502};
	struct talk talk;

	talk_prepare(&talk, &bad, 1);
	talk.options.retries = HTTP_NO_RETRY;
	talk_open(&talk);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(talk.response.attempts, 1);
	talk_end(&talk);
}

Test(send, waits_as_long_as_the_server_asks)
{
	static const struct answer script[] = {{.status = 429, .headers = "Retry-After: 1\r\n"},
	    {.status = 201}};
	struct talk talk;
	double start;

	talk_prepare(&talk, script, 2);
	talk.options.max_wait_ms = 2000;
	talk_open(&talk);
	start = seconds();
	cr_assert_eq(talk_send(&talk, "POST", "/", "{}"), 0);
	cr_assert_geq(seconds() - start, 1.0);
	cr_assert_eq(talk.response.status, 201);
	cr_assert_eq(talk.response.attempts, 2);
	talk_end(&talk);
}

Test(send, returns_at_once_when_the_wait_would_be_too_long)
{
	static const struct answer limited = {.status = 429, .headers = "Retry-After: 120\r\n"};
	struct talk talk;
	double start = seconds();

	talk_start(&talk, &limited, 1);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_lt(seconds() - start, 1.0);
	cr_assert_eq(talk.response.status, 429);
	cr_assert_eq(talk.response.attempts, 1);
	cr_assert_eq(talk.response.retry_after, 120);
	buf_clear(&talk.why);
	http_explain(talk.client, &talk.response, &talk.why);
	cr_assert(says(&talk, "asks to wait 120 s"), "%s", talk.why.data);
	talk_end(&talk);
}

Test(send, reads_a_date_by_the_clock_of_the_server)
{
	static const struct answer script[] =
	    {{.status = 503,
		 .headers = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
			    "Retry-After: Sun, 06 Nov 1994 08:54:37 GMT\r\n"},
		{.status = 200}};
	struct talk talk;

	talk_start(&talk, script, 2);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(talk.response.status, 503);
	cr_assert_eq(talk.response.retry_after, 300);
	talk_end(&talk);
}

Test(send, knows_a_rate_window_that_is_used_up)
{
	static const struct answer limited = {.status = 403,
	    .headers = "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\nX-RateLimit-Remaining: 0\r\n"
		       "X-RateLimit-Reset: 1767225690\r\n"};
	struct talk talk;

	talk_start(&talk, &limited, 1);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(talk.response.attempts, 1);
	cr_assert_eq(talk.response.retry_after, 90);
	talk_end(&talk);
}

Test(send, repeats_anything_that_was_not_sent)
{
	struct talk talk;
	char expected[80];
	unsigned port = closed_port();

	talk_prepare(&talk, &ok, 1);
	(void)snprintf(talk.base, sizeof(talk.base), "http://127.0.0.1:%u", port);
	talk_open(&talk);
	cr_assert_eq(talk_send(&talk, "POST", "/x?token=hunter22", "{}"), -1);
	cr_assert_eq(talk.response.status, HTTP_NOT_SENT);
	cr_assert_eq(talk.response.attempts, 3);
	(void)snprintf(expected, sizeof(expected),
	    "cannot connect to 127.0.0.1:%u: connection refused (tried 3 times)", port);
	cr_assert_str_eq(talk.why.data, expected);
	talk_end(&talk);
}

Test(send, says_that_a_name_does_not_exist)
{
	struct talk talk;

	talk_prepare(&talk, &ok, 1);
	talk.options.base_url = "https://no-such-host.invalid/x";
	talk.options.retries = HTTP_NO_RETRY;
	talk_open(&talk);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), -1);
	cr_assert_eq(talk.response.status, HTTP_NOT_SENT);
	cr_assert_str_eq(talk.why.data, "cannot find the address of no-such-host.invalid");
	talk_end(&talk);
}

Test(send, repeats_a_read_that_was_cut_short)
{
	static const struct answer script[] = {{.status = 200,
						   .body = "{\"whole\":\"answer\"}",
						   .cut = 55},
	    {.status = 200, .body = "{\"whole\":\"answer\"}"}};
	struct talk talk;

	talk_start(&talk, script, 2);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(talk.response.attempts, 2);
	cr_assert_str_eq(talk.response.body.data, "{\"whole\":\"answer\"}");
	talk_end(&talk);
}

Test(send, takes_no_cut_answer_for_a_whole_one)
{
	static const struct answer cut = {.status = 200,
	    .body = "{\"whole\":\"answer\"}",
	    .cut = 55};
	struct talk talk;

	talk_start(&talk, &cut, 1);
	cr_assert_eq(talk_send(&talk, "POST", "/", "{}"), -1);
	cr_assert_eq(talk.response.status, HTTP_MAYBE_SENT);
	cr_assert_eq(talk.response.body.len, 0);
	cr_assert(says(&talk, "before its answer was complete"), "%s", talk.why.data);
	talk_end(&talk);
}

Test(send, stops_reading_an_endless_answer)
{
	static const struct answer endless = {.endless = true};
	struct talk talk;

	talk_prepare(&talk, &endless, 1);
	talk.options.max_body = 100000;
	talk_open(&talk);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), -1);
	cr_assert(says(&talk, "is larger than 100000 bytes"), "%s", talk.why.data);
	cr_assert_eq(talk.response.attempts, 1);
	talk_end(&talk);
}

Test(send, takes_an_answer_of_exactly_the_limit)
{
	static const struct answer script[] = {{.status = 200, .body = "0123456789"},
	    {.status = 200, .body = "0123456789x"}};
	struct talk talk;

	talk_prepare(&talk, script, 2);
	talk.options.max_body = 10;
	talk_open(&talk);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), -1);
	cr_assert(says(&talk, "is larger than 10 bytes"), "%s", talk.why.data);
	talk_end(&talk);
}

Test(send, stops_waiting_for_an_answer)
{
	static const struct answer slow = {.status = 200, .delay_ms = 600};
	struct talk talk;
	double start;

	talk_prepare(&talk, &slow, 1);
	talk.options.total_ms = 200;
	talk.options.retries = HTTP_NO_RETRY;
	talk_open(&talk);
	start = seconds();
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), -1);
	cr_assert_lt(seconds() - start, 0.5);
	cr_assert_eq(talk.response.status, HTTP_MAYBE_SENT);
	cr_assert(says(&talk, "timed out after 0.2 s waiting for 127.0.0.1:"), "%s", talk.why.data);
	talk_end(&talk);
}

Test(send, stops_waiting_in_a_silence)
{
	static const struct answer silent = {.raw = "", .hang = true};
	struct talk talk;
	double start;

	talk_prepare(&talk, &silent, 1);
	talk.options.timeout_ms = 300;
	talk.options.total_ms = 8000;
	talk_open(&talk);
	start = seconds();
	cr_assert_eq(talk_send(&talk, "POST", "/", "{}"), -1);
	cr_assert_lt(seconds() - start, 4.0);
	cr_assert(says(&talk, "timed out after "), "%s", talk.why.data);
	talk_end(&talk);
}

Test(send, takes_nothing_but_http)
{
	static const struct answer banner = {.raw = "220 mail.example.com ESMTP\r\n"};
	struct talk talk;

	talk_start(&talk, &banner, 1);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), -1);
	cr_assert(says(&talk, "did not answer in HTTP"), "%s", talk.why.data);
	cr_assert_eq(talk.response.attempts, 1);
	talk_end(&talk);
}

static bool
slow_down(const struct http_response *response)
{
	return response->status == 400 && slice_is(buf_view(&response->body), "slow down");
}

Test(send, repeats_what_the_caller_takes_for_busy)
{
	static const struct answer script[] = {{.status = 400, .body = "slow down"},
	    {.status = 200, .body = "ok"}, {.status = 400, .body = "wrong"}};
	struct talk talk;

	talk_prepare(&talk, script, 3);
	talk.options.busy = slow_down;
	talk_open(&talk);
	cr_assert_eq(talk_send(&talk, "POST", "/", "{}"), 0);
	cr_assert_eq(talk.response.status, 200);
	cr_assert_eq(talk.response.attempts, 2);
	cr_assert_eq(talk_send(&talk, "POST", "/", "{}"), 0);
	cr_assert_eq(talk.response.status, 400);
	cr_assert_eq(talk.response.attempts, 1);
	talk_end(&talk);
}

#define ASKING 12

static void
ask(void *ctx, size_t index)
{
	struct talk *talk = ctx;
	struct http_request request = {.method = "GET", .path = "/"};
	struct http_response response = {0};
	struct buf why = {0};

	(void)index;
	cr_expect_eq(http_send(talk->client, &request, &response, &why), 0);
	cr_expect_eq(response.status, 200);
	http_response_free(&response);
	buf_free(&why);
}

Test(send, keeps_to_so_many_connections)
{
	static const struct answer slow = {.status = 200, .body = "ok", .delay_ms = 20};
	struct talk talk;

	talk_prepare(&talk, &slow, 1);
	talk.options.connections = 3;
	talk_open(&talk);
	pool_run(ASKING, ASKING, ask, &talk);
	cr_assert_eq(fake_requests(talk.fake), ASKING);
	cr_assert_leq(fake_accepts(talk.fake), 3);
	talk_end(&talk);
}
