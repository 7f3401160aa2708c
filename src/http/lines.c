/* The headers of one attempt: the client's, the request's, and the signer's. */
#include "http/lines.h"

#include "core/mem.h"

#include <stdlib.h>

/* What a signer adds; its texts are wiped with the attempt. */
#define MAX_SIGNED 8

struct http_sign {
	struct buf texts[MAX_SIGNED];
	const char *names[MAX_SIGNED];
	size_t count;
};

int
http_sign_add(struct http_sign *sign, const char *name, struct slice value)
{
	struct buf *text = &sign->texts[sign->count];

	if (sign->count == MAX_SIGNED || !header_valid(slice_of(name), value))
		return -1;
	sign->names[sign->count++] = name;
	buf_printf(text, "%s: ", name);
	buf_slice(text, slice_trim(value));
	return 0;
}

static void
add_node(struct lines *lines, char *text)
{
	struct curl_slist *node = &lines->nodes[lines->count];

	*node = (struct curl_slist){.data = text};
	if (lines->count > 0)
		lines->nodes[lines->count - 1].next = node;
	lines->count++;
}

static void
add_own(struct lines *lines, const char *name, struct slice value)
{
	struct buf *text = &lines->own[lines->own_count++];

	buf_printf(text, "%s:%s", name, value.len > 0 ? " " : "");
	buf_slice(text, slice_trim(value));
	add_node(lines, text->data);
}

static bool
request_has(const struct http_request *request, struct slice name)
{
	for (size_t i = 0; i < request->header_count; i++)
		if (slice_is_nocase(name, request->headers[i].name))
			return true;
	return false;
}

static bool
sign_has(const struct http_sign *sign, struct slice name)
{
	for (size_t i = 0; i < sign->count; i++)
		if (slice_is_nocase(name, sign->names[i]))
			return true;
	return false;
}

static void
add_signed(struct lines *lines, struct http_sign *sign)
{
	for (size_t i = 0; i < sign->count; i++) {
		lines->own[lines->own_count] = sign->texts[i];
		add_node(lines, lines->own[lines->own_count++].data);
	}
}

static void
add_of_client(struct lines *lines, const struct attempt *attempt, const struct http_sign *sign)
{
	struct http_client *client = attempt->client;
	size_t others = attempt->request->header_count + sign->count + 2;

	(void)pthread_mutex_lock(&client->lock);
	lines->nodes = mem_zero(client->line_count + others, sizeof(*lines->nodes));
	for (size_t i = 0; i < client->line_count; i++) {
		const struct line *line = &client->lines[i];
		struct slice name = slice_make(line->text.data, line->name_len);

		if (!line->replaced && !request_has(attempt->request, name) &&
		    !sign_has(sign, name))
			add_node(lines, line->text.data);
	}
	(void)pthread_mutex_unlock(&client->lock);
}

int
lines_make(struct lines *lines, struct attempt *attempt, const char *url)
{
	const struct http_request *request = attempt->request;
	const struct http_client *client = attempt->client;
	struct http_sign sign = {.count = 0};
	int rc = 0;

	if (client->signer != NULL)
		rc = client->signer(client->signer_ctx, &sign, url, request, &attempt->refusal);
	lines->own = mem_zero(request->header_count + sign.count + 2, sizeof(*lines->own));
	add_of_client(lines, attempt, &sign);
	add_signed(lines, &sign);
	for (size_t i = 0; i < request->header_count; i++)
		add_own(lines, request->headers[i].name, request->headers[i].value);
	if (request->body.len > 0)
		add_own(lines, "Content-Type",
		    slice_of(request->content_type != NULL ? request->content_type
							   : "application/json"));
	/* No waiting for "100 Continue" before a large body. */
	add_own(lines, "Expect", (struct slice){0});
	return rc;
}

void
lines_free(struct lines *lines)
{
	for (size_t i = 0; i < lines->own_count; i++)
		buf_wipe(&lines->own[i]);
	free(lines->own);
	free(lines->nodes);
}
