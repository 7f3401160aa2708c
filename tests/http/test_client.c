/* What a client sends, what it takes, and what it refuses to be opened with. */
#include "talk.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const struct answer ok = {.status = 200, .body = "{\"fine\":true}"};

static int
open_url(const char *url, bool allow_plain, struct buf *said)
{
	struct http_options options = {.base_url = url, .allow_plain = allow_plain};
	struct http_client *client;
	struct diags diags = {0};
	int opened = http_open(&client, &options, &diags);

	if (diags.count > 0)
		buf_text(said, diags.items[0].message);
	cr_assert_eq(opened == 0, client != NULL);
	cr_assert_eq(opened == 0, diags.count == 0);
	http_close(client);
	diags_free(&diags);
	return opened;
}

static int
opens(const char *url, bool allow_plain)
{
	struct buf said = {0};
	int opened = open_url(url, allow_plain, &said);

	buf_free(&said);
	return opened;
}

Test(client, sends_what_it_was_asked_to_send)
{
	struct talk talk;
	const char *seen;

	talk_start(&talk, &ok, 1);
	cr_assert_eq(http_header(talk.client, "Accept", slice_of("application/x-zone")), 0);
	cr_assert_eq(http_secret_header(talk.client, "X-API-Key",
			 slice_of("s3cret-key-that-must-not-be-seen")),
	    0);
	cr_assert_eq(talk_send(&talk, "PATCH", "/zones/example.com.?a=b", "{\"x\":1}"), 0);
	seen = fake_saw(talk.fake, 0);
	cr_assert_eq(strncmp(seen, "PATCH /api/zones/example.com.?a=b HTTP/1.1\r\n", 44), 0, "%s",
	    seen);
	cr_assert_not_null(strstr(seen, "\r\nX-API-Key: s3cret-key-that-must-not-be-seen\r\n"));
	cr_assert_not_null(strstr(seen, "\r\nAccept: application/x-zone\r\n"));
	cr_assert_not_null(strstr(seen, "\r\nContent-Type: application/json\r\n"));
	cr_assert_not_null(strstr(seen, "\r\nUser-Agent: zoneward/"));
	cr_assert_not_null(strstr(seen, "\r\n\r\n{\"x\":1}"));
	cr_assert_null(strcasestr(seen, "\r\nExpect:"));
	cr_assert_eq(talk.response.status, 200);
	cr_assert_eq(talk.response.attempts, 1);
	cr_assert_str_eq(talk.response.body.data, "{\"fine\":true}");
	talk_end(&talk);
}

Test(client, sends_the_newest_value_of_a_header)
{
	struct talk talk;
	struct http_header own = {"Authorization", slice_of("Bearer of-this-request")};
	struct http_request request = {.method = "GET",
	    .path = "/",
	    .headers = &own,
	    .header_count = 1};

	talk_start(&talk, &ok, 1);
	cr_assert_eq(http_secret_header(talk.client, "Authorization",
			 slice_of("Bearer old-one-that-must-not-be-seen")),
	    0);
	cr_assert_eq(http_secret_header(talk.client, "authorization",
			 slice_of("Bearer new-one-that-must-not-be-seen")),
	    0);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(http_send(talk.client, &request, &talk.response, &talk.why), 0);
	cr_assert_null(strstr(fake_saw(talk.fake, 0), "old-one"));
	cr_assert_not_null(strstr(fake_saw(talk.fake, 0),
	    "authorization: Bearer new-one-that-must-not-be-seen\r\n"));
	cr_assert_null(strstr(fake_saw(talk.fake, 1), "new-one"));
	cr_assert_not_null(strstr(fake_saw(talk.fake, 1), "Bearer of-this-request\r\n"));
	talk_end(&talk);
}

Test(client, uses_one_connection_for_requests_that_follow_each_other)
{
	struct talk talk;

	talk_start(&talk, &ok, 1);
	for (int i = 0; i < 5; i++)
		cr_assert_eq(talk_send(&talk, i % 2 ? "POST" : "GET", "/", i % 2 ? "{}" : NULL), 0);
	cr_assert_eq(fake_requests(talk.fake), 5);
	cr_assert_eq(fake_accepts(talk.fake), 1);
	talk_end(&talk);
}

static void *
send_ten(void *context)
{
	struct http_request request = {.method = "GET", .path = "/"};
	struct http_response response = {0};
	struct buf why = {0};
	intptr_t good = 0;

	for (int i = 0; i < 10; i++)
		good +=
		    http_send(context, &request, &response, &why) == 0 && response.status == 200;
	http_response_free(&response);
	buf_free(&why);
	return (void *)good;
}

Test(client, takes_a_connection_for_each_thread)
{
	struct talk talk;
	pthread_t threads[4];

	talk_start(&talk, &ok, 1);
	for (int i = 0; i < 4; i++)
		cr_assert_eq(pthread_create(&threads[i], NULL, send_ten, talk.client), 0);
	for (int i = 0; i < 4; i++) {
		void *good;

		cr_assert_eq(pthread_join(threads[i], &good), 0);
		cr_assert_eq((intptr_t)good, 10);
	}
	cr_assert_eq(fake_requests(talk.fake), 40);
	cr_assert_leq(fake_accepts(talk.fake), 4);
	talk_end(&talk);
}

Test(client, refuses_plain_http_to_other_machines)
{
	struct buf said = {0};

	cr_assert_eq(open_url("http://dns.example.com/api", false, &said), -1);
	cr_assert_not_null(strstr(said.data, "dns.example.com"));
	buf_free(&said);
	cr_assert_eq(opens("http://127.evil.example", false), -1);
	cr_assert_eq(opens("http://127.1", false), -1);
	cr_assert_eq(opens("http://192.0.2.1", false), -1);
	cr_assert_eq(opens("http://localhost.example.com", false), -1);
	cr_assert_eq(opens("http://[2001:db8::1]:80", false), -1);
	cr_assert_eq(opens("http://dns.example.com/api", true), 0);
	cr_assert_eq(opens("http://localhost:8081", false), 0);
	cr_assert_eq(opens("http://127.3.2.1", false), 0);
	cr_assert_eq(opens("http://[::1]:8081/", false), 0);
	cr_assert_eq(opens("https://dns.example.com", false), 0);
}

Test(client, refuses_urls_that_readers_could_disagree_on)
{
	cr_assert_eq(opens("ftp://localhost", true), -1);
	cr_assert_eq(opens("https://", false), -1);
	cr_assert_eq(opens("https://host:0", false), -1);
	cr_assert_eq(opens("https://host:70000", false), -1);
	cr_assert_eq(opens("https://host:80x", false), -1);
	cr_assert_eq(opens("https://host\\@other", false), -1);
	cr_assert_eq(opens("https://host name/", false), -1);
	cr_assert_eq(opens("https://[::1", false), -1);
	cr_assert_eq(opens("https://[::1]x", false), -1);
	cr_assert_eq(opens("https://host/a?b=c", false), -1);
	cr_assert_eq(opens("https://host/a#b", false), -1);
	cr_assert_eq(opens("https://host/../a", false), -1);
	cr_assert_eq(opens("https://host\r\n/", false), -1);
}

Test(client, says_nothing_of_a_password_in_a_url)
{
	struct buf said = {0};

	cr_assert_eq(open_url("https://admin:hunter22@host.example/", false, &said), -1);
	cr_assert_null(strstr(said.data, "hunter22"));
	cr_assert_null(strstr(said.data, "admin"));
	buf_free(&said);
}

Test(client, refuses_headers_that_would_be_two)
{
	struct talk talk;
	struct http_header bad = {"X-Zone", slice_make("a\r\nX-Evil: 1", 12)};
	struct http_request request = {.method = "GET",
	    .path = "/",
	    .headers = &bad,
	    .header_count = 1};

	talk_start(&talk, &ok, 1);
	cr_assert_eq(http_secret_header(talk.client, "X-Key", slice_of("abcd\nX: y")), -1);
	cr_assert_eq(http_secret_header(talk.client, "X-Key", slice_of("abcd\r")), -1);
	cr_assert_eq(http_secret_header(talk.client, "X-Key", slice_make("ab\0cd", 5)), -1);
	cr_assert_eq(http_secret_header(talk.client, "X-Key", slice_of("")), -1);
	cr_assert_eq(http_secret_header(talk.client, "X-Key: a\r\nY", slice_of("abcd")), -1);
	cr_assert_eq(http_header(talk.client, "X Key", slice_of("abcd")), -1);
	cr_assert_eq(http_send(talk.client, &request, &talk.response, &talk.why), -1);
	cr_assert_eq(talk.response.status, HTTP_NOT_SENT);
	cr_assert_eq(fake_requests(talk.fake), 0);
	talk_end(&talk);
}

Test(client, refuses_paths_and_methods_that_would_be_something_else)
{
	static const char *const paths[] = {"/a b", "/a\r\nX: y", "zones", "@evil.example/",
	    "/a/../b", "/..", "/./a", "/a#b", "/\xc3\xa9", "/a\"b"};
	struct talk talk;

	talk_start(&talk, &ok, 1);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		cr_assert_eq(talk_send(&talk, "GET", paths[i], NULL), -1, "%s", paths[i]);
	cr_assert_eq(talk_send(&talk, "GET / HTTP/1.1\r\nX: y\r\n", "/", NULL), -1);
	cr_assert_eq(talk_send(&talk, "", "/", NULL), -1);
	cr_assert_eq(fake_requests(talk.fake), 0);
	cr_assert_eq(talk_send(&talk, "GET", "/a..b/.c?x=..", NULL), 0);
	cr_assert_eq(talk_send(&talk, "GET", "", NULL), 0);
	cr_assert_eq(strncmp(fake_saw(talk.fake, 1), "GET /api HTTP", 13), 0);
	talk_end(&talk);
}

Test(client, follows_no_redirect_and_keeps_no_cookie)
{
	static const struct answer moved = {.status = 302,
	    .headers = "Location: http://127.0.0.1:1/\r\nSet-Cookie: a=b; Path=/\r\n"};
	struct talk talk;

	talk_start(&talk, &moved, 1);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(talk.response.status, 302);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(fake_requests(talk.fake), 2);
	cr_assert_null(strcasestr(fake_saw(talk.fake, 1), "Cookie:"));
	talk_end(&talk);
}

Test(client, finds_headers_of_the_answer)
{
	static const struct answer answer = {.raw = "HTTP/1.1 103 Early\r\nLink: <early>\r\n\r\n"
						    "HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n"
						    "LINK:  <a>; rel=next \r\n"
						    "X-Empty:\r\nCF-Ray: 8f-\x1b[31mFRA\r\n\r\n"};
	struct talk talk;

	talk_start(&talk, &answer, 1);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_eq(talk.response.status, 404);
	cr_assert(slice_is(http_response_header(&talk.response, "Link"), "<a>; rel=next"));
	cr_assert_eq(http_response_header(&talk.response, "X-Empty").len, 0);
	cr_assert_eq(http_response_header(&talk.response, "X-None").len, 0);
	cr_assert_str_eq(talk.response.request_id, "8f-[31mFRA");
	talk_end(&talk);
}

Test(client, hides_a_secret_in_the_id_of_a_request)
{
	static const struct answer answer = {.status = 403,
	    .headers = "X-Request-Id: "
		       "0123456789-0123456789-0123456789-0123456789-0123456789-a-key-"
		       "that-must-not-be-seen\r\n"};
	struct talk talk;

	talk_start(&talk, &answer, 1);
	http_secret(talk.client, slice_of("a-key-that-must-not-be-seen"));
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	cr_assert_str_eq(talk.response.request_id,
	    "0123456789-0123456789-0123456789-0123456789-0123456789-***");
	talk_end(&talk);
}

Test(client, keeps_loopback_away_from_the_proxy)
{
	struct talk talk;

	(void)setenv("http_proxy", "http://127.0.0.1:1", 1);
	(void)setenv("all_proxy", "http://127.0.0.1:1", 1);
	talk_start(&talk, &ok, 1);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	talk_end(&talk);
}

Test(client, uses_the_proxy_of_the_environment)
{
	struct talk talk;

	talk_prepare(&talk, &ok, 1);
	*strrchr(talk.base, '/') = '\0';
	*strrchr(talk.base, '/') = '\0';
	(void)setenv("http_proxy", talk.base, 1);
	(void)unsetenv("no_proxy");
	(void)unsetenv("NO_PROXY");
	talk.options.base_url = "http://dns.invalid";
	talk.options.allow_plain = true;
	talk_open(&talk);
	cr_assert_eq(talk_send(&talk, "GET", "/zones", NULL), 0);
	cr_assert_eq(strncmp(fake_saw(talk.fake, 0), "GET http://dns.invalid/zones HTTP", 33), 0);
	talk_end(&talk);
}

Test(client, says_what_a_status_means)
{
	static const struct answer answer = {.status = 403,
	    .headers = "X-Request-Id: abc-123\r\n",
	    .body = "no"};
	struct talk talk;
	struct buf why = {0};

	talk_start(&talk, &answer, 1);
	cr_assert_eq(talk_send(&talk, "GET", "/", NULL), 0);
	http_explain(talk.client, &talk.response, &why);
	cr_assert_eq(strncmp(why.data, http_host(talk.client), strlen(http_host(talk.client))), 0);
	cr_assert_not_null(strstr(why.data, " answered 403 (not allowed) [request abc-123]"));
	buf_free(&why);
	talk_end(&talk);
}

Test(client, escapes_pieces_of_a_path)
{
	struct buf out = {0};

	http_escape(&out, slice_of("a/b c?\xc3\xa9%._~-"));
	cr_assert_str_eq(out.data, "a%2Fb%20c%3F%C3%A9%25._~-");
	buf_free(&out);
}
