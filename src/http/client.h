/* What the files of the client share. */
#ifndef ZW_HTTP_CLIENT_H
#define ZW_HTTP_CLIENT_H

#include "http/curl.h"
#include "http/http.h"
#include "http/rate.h"
#include "http/retry.h"
#include "http/secret.h"
#include "http/url.h"

#include <pthread.h>
#include <semaphore.h>

/* "Name: value" as it is sent. */
struct line {
	struct secret text;
	size_t name_len;
	bool replaced; /* kept until closing: another thread may be sending it */
};

struct http_client {
	const struct curl_api *curl;
	char *base;
	char *host;
	char *ca_file; /* or NULL; a directory when it is one */
	bool ca_is_folder;
	bool tls, loopback, insecure;
	long silence_s, connect_ms, total_ms;
	size_t max_body;
	struct retry_policy policy;
	int (*signer)(void *ctx, struct http_sign *sign, const char *url,
	    const struct http_request *request, struct buf *why);
	void *signer_ctx;
	bool (*busy)(const struct http_response *response);
	struct rate rate;
	sem_t slots;          /* requests that may be sent now */
	pthread_mutex_t lock; /* of all below */
	struct line *lines;
	size_t line_count, line_cap;
	struct secret *secrets; /* those of http_secret */
	size_t secret_count, secret_cap;
	struct hidden hidden;
	CURL **idle; /* handles with their connections, the last used last */
	size_t idle_count, idle_cap;
};

/* One request on its way out and the answer on its way in. */
struct attempt {
	struct http_client *client;
	const struct http_request *request;
	struct http_response *response;
	bool reads, idempotent;
	unsigned starts; /* how often libcurl began to send it */
	bool watched;    /* starts is counted: libcurl can */
	bool headers_too_large;
	CURLcode code;
	int64_t took_ms;
	long os_error;
	long proxy_status;
	char detail[CURL_ERROR_SIZE];
	struct buf refusal; /* why the signer let nothing be sent; or empty */
};

/** attempt_run(attempt): Send once, filling ${attempt} and its response.  Return what came of it. */
enum outcome attempt_run(struct attempt *attempt);

/** attempt_sent(attempt): Return whether any of the request may have left. */
bool attempt_sent(const struct attempt *attempt);

/** attempt_outcome(attempt): Return what it came to. */
enum outcome attempt_outcome(const struct attempt *attempt);

/** attempt_explain(attempt, why): Append why no answer came, in words without secrets. */
void attempt_explain(const struct attempt *attempt, struct buf *why);

/**
 * response_begin(response), response_line(response, line), response_end(client, response):
 * Take the header block of an answer, line by line: a status line starts anew.
 * The request id is kept without secrets of ${client}.
 */
void response_begin(struct http_response *response);
void response_line(struct http_response *response, struct slice line);
void response_end(struct http_client *client, struct http_response *response);

/** header_valid(name, value): Return whether that can be sent as a header. */
bool header_valid(struct slice name, struct slice value);

#endif
