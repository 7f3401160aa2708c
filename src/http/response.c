/* An answer: its headers, and what a status that is no success means. */
#include "http/client.h"

#include <string.h>

/* Where servers say what they call this request, the most useful first. */
static const char *const id_headers[] = {
    "X-Request-Id",
    "X-GitHub-Request-Id",
    "x-amzn-RequestId",
    "X-Ovh-Queryid",
    "X-Amzn-Trace-Id",
    "CF-Ray",
};

static const struct {
	long status;
	const char *words;
} meanings[] = {
    {301, "moved; redirects are not followed"},
    {302, "moved; redirects are not followed"},
    {307, "moved; redirects are not followed"},
    {308, "moved; redirects are not followed"},
    {400, "bad request"},
    {401, "the credentials are not accepted"},
    {403, "not allowed"},
    {404, "not found"},
    {405, "method not allowed"},
    {409, "conflict"},
    {413, "the request is too large"},
    {422, "the data is not accepted"},
    {429, "too many requests"},
    {500, "the server failed"},
    {502, "bad gateway"},
    {503, "the server is not available"},
    {504, "gateway timed out"},
};

void
response_begin(struct http_response *response)
{
	buf_clear(&response->body);
	buf_clear(&response->headers);
	response->status = HTTP_NOT_SENT;
	response->request_id[0] = '\0';
	response->retry_after = 0;
}

void
response_line(struct http_response *response, struct slice line)
{
	struct slice text = slice_trim(line);

	/* An interim answer (100, 103) has headers of its own, which are not wanted. */
	if (slice_starts(text, slice_of("HTTP/"))) {
		buf_clear(&response->headers);
		return;
	}
	if (slice_find(text, ':') == text.len)
		return;
	buf_slice(&response->headers, text);
	buf_char(&response->headers, '\n');
}

struct slice
http_response_header(const struct http_response *response, const char *name)
{
	struct slice rest = buf_view(&response->headers);

	while (rest.len > 0) {
		size_t end = slice_find(rest, '\n');
		struct slice line = slice_sub(rest, 0, end);
		size_t colon = slice_find(line, ':');

		if (slice_is_nocase(slice_sub(line, 0, colon), name))
			return slice_trim(slice_sub(line, colon + 1, line.len));
		rest = slice_sub(rest, end + 1, rest.len);
	}
	return (struct slice){0};
}

/* Copy what is plain ASCII; it is printed, and was made by someone else. */
static void
copy_printable(char *to, size_t room, struct slice from)
{
	size_t len = 0;

	for (size_t i = 0; i < from.len && len + 1 < room; i++)
		if (from.data[i] > ' ' && from.data[i] < 0x7f)
			to[len++] = from.data[i];
	to[len] = '\0';
}

void
response_end(struct http_client *client, struct http_response *response)
{
	struct buf safe = {0};

	for (size_t i = 0; i < sizeof(id_headers) / sizeof(id_headers[0]); i++) {
		struct slice id = http_response_header(response, id_headers[i]);

		if (id.len == 0)
			continue;
		/* A service may say what it was sent; half of a secret would not be known again. */
		http_redact(client, id, &safe);
		copy_printable(response->request_id, sizeof(response->request_id), buf_view(&safe));
		break;
	}
	buf_wipe(&safe);
}

static const char *
meaning(long status)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (meanings[i].status == status)
			return meanings[i].words;
	return NULL;
}

void
http_explain(const struct http_client *client, const struct http_response *response,
    struct buf *why)
{
	const char *words = meaning(response->status);

	buf_printf(why, "%s answered %ld", client->host, response->status);
	if (words != NULL)
		buf_printf(why, " (%s)", words);
	if (response->retry_after > 0)
		buf_printf(why, "; it asks to wait %u s before the next request",
		    response->retry_after);
	else if (response->attempts > 1)
		buf_printf(why, ", after %u attempts", response->attempts);
	if (response->request_id[0] != '\0')
		buf_printf(why, " [request %s]", response->request_id);
}

void
http_response_free(struct http_response *response)
{
	/* An answer may be a token. */
	buf_wipe(&response->body);
	buf_wipe(&response->headers);
	*response = (struct http_response){0};
}
