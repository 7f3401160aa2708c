/* Headers that are made anew for each attempt. */
#include "talk.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Counts its calls into the header, or refuses. */
struct pen {
	int calls;
	bool dry;
};

static int
sign_it(void *ctx, struct http_sign *sign, const char *url, const struct http_request *request,
    struct buf *why)
{
	struct pen *pen = ctx;
	char text[128];

	if (pen->dry) {
		buf_text(why, "the pen is dry");
		return -1;
	}
	(void)snprintf(text, sizeof(text), "%s %s %d", request->method, strstr(url, "/api"),
	    ++pen->calls);
	return http_sign_add(sign, "X-Signature", slice_of(text));
}

static void
start(struct talk *talk, struct pen *pen, const struct answer *script, size_t count)
{
	talk_prepare(talk, script, count);
	talk->options.signer = sign_it;
	talk->options.signer_ctx = pen;
	talk_open(talk);
}

Test(signer, signs_each_attempt_anew)
{
	static const struct answer script[] = {{.status = 503}, {.status = 200, .body = "ok"}};
	struct pen pen = {0};
	struct talk talk;

	start(&talk, &pen, script, 2);
	cr_assert_eq(http_header(talk.client, "X-Signature", slice_of("of the client")), 0);
	cr_assert_eq(talk_send(&talk, "GET", "/a", NULL), 0);
	cr_assert_eq(talk.response.status, 200);
	cr_assert_not_null(strstr(fake_saw(talk.fake, 0), "X-Signature: GET /api/a 1\r\n"));
	cr_assert_not_null(strstr(fake_saw(talk.fake, 1), "X-Signature: GET /api/a 2\r\n"));
	cr_assert_null(strstr(fake_saw(talk.fake, 0), "of the client"));
	talk_end(&talk);
}

Test(signer, sends_nothing_that_it_refuses)
{
	static const struct answer script[] = {{.status = 200}};
	struct pen pen = {.dry = true};
	struct talk talk;

	start(&talk, &pen, script, 1);
	cr_assert_eq(talk_send(&talk, "GET", "/a", NULL), -1);
	cr_assert_eq(talk.response.status, HTTP_NOT_SENT);
	cr_assert_eq(talk.response.attempts, 1);
	cr_assert_str_eq(talk.why.data, "the pen is dry");
	cr_assert_eq(fake_requests(talk.fake), 0);
	talk_end(&talk);
}
