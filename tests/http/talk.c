/* A client and the server that it talks to, in one. */
#include "talk.h"

#include <criterion/criterion.h>
#include <stdio.h>

void
talk_prepare(struct talk *talk, const struct answer *script, size_t count)
{
	*talk = (struct talk){.fake = fake_start(script, count)};
	(void)snprintf(talk->base, sizeof(talk->base), "http://127.0.0.1:%u/api/",
	    talk->fake->port);
	talk->options = (struct http_options){.base_url = talk->base,
	    .backoff_ms = 1,
	    .retries = 2,
	    .max_wait_ms = 500};
}

void
talk_open(struct talk *talk)
{
	int opened = http_open(&talk->client, &talk->options, &talk->diags);

	cr_assert_eq(opened, 0, "%s",
	    talk->diags.count > 0 ? talk->diags.items[0].message : "no reason");
}

void
talk_start(struct talk *talk, const struct answer *script, size_t count)
{
	talk_prepare(talk, script, count);
	talk_open(talk);
}

int
talk_send(struct talk *talk, const char *method, const char *path, const char *body)
{
	struct http_request request = {.method = method, .path = path, .body = slice_of(body)};

	buf_clear(&talk->why);
	return http_send(talk->client, &request, &talk->response, &talk->why);
}

void
talk_end(struct talk *talk)
{
	http_close(talk->client);
	fake_stop(talk->fake);
	http_response_free(&talk->response);
	buf_free(&talk->why);
	diags_free(&talk->diags);
}
