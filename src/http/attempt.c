/* Sends a request once, with libcurl set up so that nothing is left to its defaults. */
#include "http/client.h"
#include "http/lines.h"

#include "core/mem.h"

#include <string.h>

#ifndef ZONEWARD_VERSION
#define ZONEWARD_VERSION "0"
#endif

#define MAX_HEADERS ((size_t)256 << 10)
/* Slower than this for as long as a silence may last is a silence too. */
#define BYTES_PER_SECOND 10L

/* What is so for every request. */
static const struct {
	CURLoption option;
	long value;
} fixed[] = {
    {CURLOPT_NOSIGNAL, 1},
    {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
    {CURLOPT_FOLLOWLOCATION, 0},
    {CURLOPT_NETRC, CURL_NETRC_IGNORED},
    {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS},
    {CURLOPT_HTTP09_ALLOWED, 0},
    {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1},
    {CURLOPT_LOW_SPEED_LIMIT, BYTES_PER_SECOND},
    {CURLOPT_VERBOSE, 0},
    {CURLOPT_PATH_AS_IS, 1},
};

static CURL *
take_handle(struct http_client *client)
{
	CURL *handle = NULL;

	(void)pthread_mutex_lock(&client->lock);
	if (client->idle_count > 0)
		handle = client->idle[--client->idle_count];
	(void)pthread_mutex_unlock(&client->lock);
	if (handle == NULL)
		handle = client->curl->easy_init();
	return handle;
}

static void
give_handle(struct http_client *client, CURL *handle)
{
	/* Forget the pointers into this request; connections stay. */
	client->curl->easy_reset(handle);
	(void)pthread_mutex_lock(&client->lock);
	client->idle =
	    mem_grow(client->idle, &client->idle_cap, client->idle_count + 1, sizeof(CURL *));
	client->idle[client->idle_count++] = handle;
	(void)pthread_mutex_unlock(&client->lock);
}

static size_t
on_body(char *data, size_t size, size_t count, void *context)
{
	struct attempt *attempt = context;
	struct buf *body = &attempt->response->body;
	size_t len = size * count;

	if (len > attempt->client->max_body || body->len > attempt->client->max_body - len)
		return 0;
	buf_add(body, data, len);
	return len;
}

static size_t
on_header(char *data, size_t size, size_t count, void *context)
{
	struct attempt *attempt = context;
	size_t len = size * count;

	if (len > MAX_HEADERS || attempt->response->headers.len > MAX_HEADERS - len) {
		attempt->headers_too_large = true;
		return 0;
	}
	response_line(attempt->response, slice_make(data, len));
	return len;
}

/* libcurl sends any request again, unasked, when a connection that it kept turns out dead. */
static int
on_start(void *context, char *ip, char *local_ip, int port, int local_port)
{
	struct attempt *attempt = context;

	(void)ip, (void)local_ip, (void)port, (void)local_port;
	attempt->starts++;
	return attempt->starts > 1 && !attempt->idempotent ? CURL_PREREQFUNC_ABORT
							   : CURL_PREREQFUNC_OK;
}

static bool
set_safety(const struct attempt *attempt, CURL *handle)
{
	const struct http_client *client = attempt->client;
	__typeof__(client->curl->easy_setopt) set = client->curl->easy_setopt;
	/* The mask of older libcurls, by its number: its name is marked as deprecated. */
	const CURLoption protocols_mask = (CURLoption)(CURLOPTTYPE_LONG + 181);
	bool good = true;

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		good = set(handle, fixed[i].option, fixed[i].value) == CURLE_OK && good;
	if (set(handle, CURLOPT_PROTOCOLS_STR, client->tls ? "https" : "http") != CURLE_OK)
		good = set(handle, protocols_mask,
			   client->tls ? CURLPROTO_HTTPS : CURLPROTO_HTTP) == CURLE_OK &&
		    good;
	good = set(handle, CURLOPT_SSL_VERIFYPEER, client->insecure ? 0L : 1L) == CURLE_OK && good;
	good = set(handle, CURLOPT_SSL_VERIFYHOST, client->insecure ? 0L : 2L) == CURLE_OK && good;
	if (client->ca_file != NULL)
		good = set(handle, client->ca_is_folder ? CURLOPT_CAPATH : CURLOPT_CAINFO,
			   client->ca_file) == CURLE_OK &&
		    good;
	if (client->loopback)
		good = set(handle, CURLOPT_PROXY, "") == CURLE_OK && good;
	return good;
}

static bool
set_limits(const struct attempt *attempt, CURL *handle)
{
	const struct http_client *client = attempt->client;
	__typeof__(client->curl->easy_setopt) set = client->curl->easy_setopt;

	return set(handle, CURLOPT_CONNECTTIMEOUT_MS, client->connect_ms) == CURLE_OK &&
	    set(handle, CURLOPT_TIMEOUT_MS, client->total_ms) == CURLE_OK &&
	    set(handle, CURLOPT_LOW_SPEED_TIME, client->silence_s) == CURLE_OK &&
	    set(handle, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)client->max_body) == CURLE_OK;
}

static bool
set_method(const struct attempt *attempt, CURL *handle)
{
	const struct http_request *request = attempt->request;
	__typeof__(attempt->client->curl->easy_setopt) set = attempt->client->curl->easy_setopt;
	bool get = strcmp(request->method, "GET") == 0;
	bool head = strcmp(request->method, "HEAD") == 0;
	bool bare_delete = strcmp(request->method, "DELETE") == 0 && request->body.len == 0;

	if (head)
		return set(handle, CURLOPT_NOBODY, 1L) == CURLE_OK;
	if (get)
		return set(handle, CURLOPT_HTTPGET, 1L) == CURLE_OK;
	if (!bare_delete) {
		const char *body = request->body.len > 0 ? request->body.data : "";

		if (set(handle, CURLOPT_POST, 1L) != CURLE_OK ||
		    set(handle, CURLOPT_POSTFIELDS, body) != CURLE_OK ||
		    set(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len) !=
			CURLE_OK)
			return false;
	}
	return set(handle, CURLOPT_CUSTOMREQUEST, request->method) == CURLE_OK;
}

static bool
set_callbacks(struct attempt *attempt, CURL *handle)
{
	__typeof__(attempt->client->curl->easy_setopt) set = attempt->client->curl->easy_setopt;

	attempt->watched = set(handle, CURLOPT_PREREQFUNCTION, on_start) == CURLE_OK &&
	    set(handle, CURLOPT_PREREQDATA, attempt) == CURLE_OK;
	if (!attempt->watched && !attempt->idempotent &&
	    set(handle, CURLOPT_FRESH_CONNECT, 1L) != CURLE_OK)
		return false;
	return set(handle, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
	    set(handle, CURLOPT_WRITEDATA, attempt) == CURLE_OK &&
	    set(handle, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
	    set(handle, CURLOPT_HEADERDATA, attempt) == CURLE_OK &&
	    set(handle, CURLOPT_ERRORBUFFER, attempt->detail) == CURLE_OK;
}

static bool
set_request(const struct attempt *attempt, CURL *handle, const char *url, const struct lines *lines)
{
	__typeof__(attempt->client->curl->easy_setopt) set = attempt->client->curl->easy_setopt;

	return set(handle, CURLOPT_URL, url) == CURLE_OK &&
	    set(handle, CURLOPT_HTTPHEADER, lines->nodes) == CURLE_OK &&
	    set(handle, CURLOPT_USERAGENT, "zoneward/" ZONEWARD_VERSION) == CURLE_OK
	    /* All encodings that this libcurl knows. */
	    && set(handle, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK;
}

static void
take_facts(struct attempt *attempt, CURL *handle)
{
	const struct curl_api *curl = attempt->client->curl;
	long sent = 0;

	(void)curl->easy_getinfo(handle, CURLINFO_OS_ERRNO, &attempt->os_error);
	(void)curl->easy_getinfo(handle, CURLINFO_HTTP_CONNECTCODE, &attempt->proxy_status);
	if (!attempt->watched) {
		(void)curl->easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &sent);
		attempt->starts = sent > 0;
	}
	if (attempt->code == CURLE_OK)
		(void)curl->easy_getinfo(handle, CURLINFO_RESPONSE_CODE,
		    &attempt->response->status);
}

static void
perform(struct attempt *attempt, CURL *handle, const char *url)
{
	struct lines lines = {0};
	int64_t start = clock_ms();

	attempt->code = CURLE_FAILED_INIT;
	if (lines_make(&lines, attempt, url) == 0 && set_safety(attempt, handle) &&
	    set_limits(attempt, handle) && set_method(attempt, handle) &&
	    set_callbacks(attempt, handle) && set_request(attempt, handle, url, &lines)) {
		attempt->code = attempt->client->curl->easy_perform(handle);
		take_facts(attempt, handle);
	}
	attempt->took_ms = clock_ms() - start;
	lines_free(&lines);
}

enum outcome
attempt_run(struct attempt *attempt)
{
	CURL *handle = take_handle(attempt->client);
	struct buf url = {0};

	response_begin(attempt->response);
	if (handle == NULL) {
		attempt->code = CURLE_FAILED_INIT;
		return OUTCOME_HOPELESS;
	}
	buf_text(&url, attempt->client->base);
	buf_text(&url, attempt->request->path);
	perform(attempt, handle, url.data);
	response_end(attempt->client, attempt->response);
	give_handle(attempt->client, handle);
	buf_wipe(&url);
	return attempt_outcome(attempt);
}
