/*
 * The one HTTP client: TLS, time-outs, retries with back-off and jitter,
 * Retry-After, a rate limit for each account, connection reuse.  libcurl is
 * loaded when the first client is opened: most commands never need it.
 */
#ifndef ZW_HTTP_HTTP_H
#define ZW_HTTP_HTTP_H

#include "core/buf.h"
#include "core/diag.h"
#include "core/slice.h"

struct http_client;
struct http_request;
struct http_response;
struct http_sign;

/* Modest, and enough that the answers are not what is waited for. */
#define HTTP_CONNECTIONS 16

/* All zero but base_url is what most callers want. */
struct http_options {
	const char
	    *base_url;    /* https://…; http:// to loopback, or with allow_plain; no user info */
	bool allow_plain; /* plain HTTP to other hosts too: the operator said so */
	const char *ca_file; /* NULL: REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE or SSL_CERT_FILE of the
	                         environment, else the system's */
	bool insecure;       /* do not verify the certificate: the operator said so */
	unsigned timeout_ms; /* longest silence, in whole seconds, rounded up; 0 is 30,000 */
	unsigned connect_timeout_ms; /* 0 is 10,000 */
	unsigned total_ms;           /* one attempt as a whole; 0 is 10 times timeout_ms */
	unsigned retries;            /* attempts after the first; 0 is 4, HTTP_NO_RETRY none */
	unsigned backoff_ms;         /* first pause, doubled each time with full jitter; 0 is 500 */
	unsigned max_wait_ms;        /* longest pause, Retry-After too; 0 is 60,000 */
	double rate;                 /* requests a second, 0 for no limit */
	unsigned connections;        /* requests at once; 0 is HTTP_CONNECTIONS */
	size_t max_body;             /* bytes of an answer, decoded; 0 is 256 MiB */

	/*
	 * Called before each attempt, to add the headers that depend on its moment: a
	 * signature, a token that runs out.  ${url} is the whole one.  Return 0, or -1
	 * with ${why} given what is wrong, without secrets: nothing is sent then.  Any
	 * thread may call.  NULL: there are none.
	 */
	int (*signer)(void *ctx, struct http_sign *sign, const char *url,
	    const struct http_request *request, struct buf *why);
	void *signer_ctx;

	/* Whether an answer asks to be asked later although its status does not say so:
	 * it is taken for a 429 then.  NULL: none does. */
	bool (*busy)(const struct http_response *response);
};

/**
 * http_sign_add(sign, name, value):
 * For a signer: send this header with this attempt, instead of another of that
 * name.  ${name} is static; the value is copied, and wiped after the attempt.
 * Return 0, or -1 when it cannot be a header.
 */
int http_sign_add(struct http_sign *sign, const char *name, struct slice value);

#define HTTP_NO_RETRY ((unsigned)-1)

/**
 * http_open(client, options, diags):
 * Make a client.  The strings of ${options} are copied.  Proxies come from the
 * environment as curl reads it, but never for loopback.  Return 0, or -1 with a
 * diagnostic and *${client} NULL.  A client may be used by several threads; each
 * call takes a connection of its own.
 */
int http_open(struct http_client **client, const struct http_options *options, struct diags *diags);

/** http_close(client): Close it, wiping its secrets; NULL is taken. */
void http_close(struct http_client *client);

/**
 * http_header(client, name, value), http_secret_header(client, name, value):
 * Send this header with every request from now on, instead of an earlier one of
 * that name.  The value of a secret one is kept in memory that is not dumped,
 * wiped on closing, and never appears in a log or an error: any text of the
 * client's that contains it, or what follows its scheme ("Bearer …"), has "***"
 * in its place.  Return 0, or -1 when it cannot be a header (an empty value, a
 * CR, LF or NUL, a name that is no token).
 */
int http_header(struct http_client *client, const char *name, struct slice value);
int http_secret_header(struct http_client *client, const char *name, struct slice value);

/**
 * http_secret(client, value):
 * Hide ${value} too, which is sent in some other way (in a body, as a key that
 * signs).  Values of fewer than 4 bytes are not hidden.
 */
void http_secret(struct http_client *client, struct slice value);

/**
 * http_redact(client, text, out):
 * Append ${text} to ${out} with "***" for every secret of ${client}, as it is or
 * as URLs and JSON escape it, for the values of headers that carry credentials,
 * and for the user info of URLs.
 */
void http_redact(struct http_client *client, struct slice text, struct buf *out);

/** http_host(client): Return "host" or "host:port" of the base URL, for messages. */
const char *http_host(const struct http_client *client);

struct http_header {
	const char *name;
	struct slice value;
};

struct http_request {
	const char *method;       /* "GET", … */
	const char *path;         /* appended to base_url; starts with '/' or '?' or is empty */
	struct slice body;        /* JSON, unless content_type says otherwise */
	const char *content_type; /* NULL: application/json */
	bool idempotent;          /* may be sent twice; GET, HEAD, PUT, DELETE always are */
	const struct http_header *headers; /* of this request alone */
	size_t header_count;
};

/* All zero is an empty response; it may be used for one request after another. */
struct http_response {
	long status;         /* when no answer came: HTTP_NOT_SENT or HTTP_MAYBE_SENT */
	struct buf body;     /* NUL-terminated once it holds a byte */
	struct buf headers;  /* lines "Name: value\n"; read them with http_response_header */
	char request_id[64]; /* X-Request-Id and its like, printable; or empty */
	unsigned attempts;
	unsigned retry_after; /* seconds that the server asks for, when that is too long; or 0 */
};

#define HTTP_NOT_SENT 0L      /* the request cannot have been received */
#define HTTP_MAYBE_SENT (-1L) /* it may have been received, and may have had its effect */

/**
 * http_send(client, request, response, why):
 * Send one request, again where that is safe: a connection that could not be
 * made, 429, and 503 with Retry-After, whatever the method; 502, 503, 504 and a
 * connection that was lost, when the request may be sent twice; other 5xx for GET
 * and HEAD alone.  When the server asks for a longer wait than max_wait_ms, its
 * answer is returned at once, with retry_after set.  No redirect is followed.
 * Return 0 with any status, or -1 when no answer came: ${why} (caller frees) is
 * given what happened, in words without secrets, and response->status is
 * HTTP_NOT_SENT or HTTP_MAYBE_SENT.  The caller frees ${response} either way.
 */
int http_send(struct http_client *client, const struct http_request *request,
    struct http_response *response, struct buf *why);

/** http_response_header(response, name): Return the value of its first such header, or nothing. */
struct slice http_response_header(const struct http_response *response, const char *name);

/**
 * http_explain(client, response, why):
 * Append to ${why} what a status that is no success means: who answered what,
 * how long to wait, the request id.  The caller adds what the body says.
 */
void http_explain(const struct http_client *client, const struct http_response *response,
    struct buf *why);

/** http_response_free(response): Wipe and free it; it is empty again. */
void http_response_free(struct http_response *response);

/** http_escape(out, text): Append ${text} for use as one piece of a path or query (RFC 3986). */
void http_escape(struct buf *out, struct slice text);

#endif
