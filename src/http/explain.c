/* What libcurl's codes mean: whether to try again, and in whose words to say it. */
#include "http/client.h"

#include <errno.h>
#include <string.h>

/* ${words} follow after the host, or before it when they end in a space. */
static const struct {
	CURLcode code;
	bool hopeless;
	const char *words;
} codes[] = {
    {CURLE_COULDNT_RESOLVE_HOST, false, "cannot find the address of "},
    {CURLE_COULDNT_RESOLVE_PROXY, false, "cannot find the address of the proxy on the way to "},
    {CURLE_PROXY, false, "the proxy does not lead to "},
    {CURLE_COULDNT_CONNECT, false, "cannot connect to "},
    {CURLE_GOT_NOTHING, false, " closed the connection without an answer"},
    {CURLE_PARTIAL_FILE, false, " closed the connection before its answer was complete"},
    {CURLE_SEND_ERROR, false, " closed the connection before the request was sent"},
    {CURLE_RECV_ERROR, false, " broke the connection before its answer was complete"},
    {CURLE_HTTP2, false, " broke the rules of HTTP/2"},
    {CURLE_HTTP2_STREAM, false, " ended the HTTP/2 stream before its answer was complete"},
    {CURLE_ABORTED_BY_CALLBACK, false, " closed the connection without an answer"},
    {CURLE_SSL_CONNECT_ERROR, false, "cannot agree on TLS with "},
    {CURLE_PEER_FAILED_VERIFICATION, true, "the certificate of "},
    {CURLE_SSL_CACERT_BADFILE, true, "cannot read the CA file to check the certificate of "},
    {CURLE_BAD_CONTENT_ENCODING, true, " sent an answer in a broken encoding"},
    {CURLE_UNSUPPORTED_PROTOCOL, true, " did not answer in HTTP"},
    {CURLE_WEIRD_SERVER_REPLY, true, " did not answer in HTTP"},
    {CURLE_URL_MALFORMAT, true, "this is no valid URL of "},
    {CURLE_FILESIZE_EXCEEDED, true, " sent too large an answer"},
    {CURLE_WRITE_ERROR, true, " sent too large an answer"},
    {CURLE_FAILED_INIT, true, "libcurl is too old, or was built without TLS, to talk to "},
};

static const struct {
	int error;
	const char *words;
} errors[] = {
    {ECONNREFUSED, "connection refused"},
    {ECONNRESET, "connection reset"},
    {ETIMEDOUT, "no answer"},
    {ENETUNREACH, "no network leads there"},
    {EHOSTUNREACH, "the host cannot be reached"},
    {EACCES, "the system forbids it"},
    {EPERM, "the system forbids it"},
    {EADDRNOTAVAIL, "no local port is free"},
};

bool
attempt_sent(const struct attempt *attempt)
{
	return attempt->starts > 0;
}

enum outcome
attempt_outcome(const struct attempt *attempt)
{
	if (attempt->code == CURLE_OK)
		return OUTCOME_ANSWER;
	/* What a proxy refuses with 4xx it goes on refusing. */
	if (attempt->proxy_status >= 400 && attempt->proxy_status <= 499)
		return OUTCOME_HOPELESS;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].code == attempt->code && codes[i].hopeless)
			return OUTCOME_HOPELESS;
	return attempt_sent(attempt) ? OUTCOME_LOST : OUTCOME_UNREACHABLE;
}

/* What OpenSSL or GnuTLS said, without the words that libcurl puts before it. */
static const char *
tls_reason(const struct attempt *attempt)
{
	static const char *const prefixes[] = {"SSL certificate problem: ",
	    "server certificate verification failed. ", "SSL: "};
	const char *text = attempt->detail;

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(text, prefixes[i], strlen(prefixes[i])) == 0)
			return text + strlen(prefixes[i]);
	return text[0] != '\0' ? text : "no reason given";
}

static void
explain_timeout(const struct attempt *attempt, struct buf *why)
{
	buf_printf(why, "timed out after %.1f s %s %s", (double)attempt->took_ms / 1000,
	    attempt_sent(attempt) ? "waiting for" : "connecting to", attempt->client->host);
}

static void
explain_too_large(const struct attempt *attempt, struct buf *why)
{
	if (attempt->headers_too_large)
		buf_printf(why, "the headers of the answer of %s are too large",
		    attempt->client->host);
	else
		buf_printf(why, "the answer of %s is larger than %zu bytes", attempt->client->host,
		    attempt->client->max_body);
}

/* What OpenSSL and GnuTLS say of an authority that they do not know. */
static bool
unknown_authority(const char *reason)
{
	static const char *const signs[] = {"self-signed", "self signed", "issuer", "CAfile"};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strstr(reason, signs[i]) != NULL)
			return true;
	return false;
}

static void
explain_certificate(const struct attempt *attempt, struct buf *why)
{
	const char *reason = tls_reason(attempt);

	buf_printf(why, "the certificate of %s is not trusted: %s", attempt->client->host, reason);
	if (!unknown_authority(reason))
		return;
	if (attempt->client->ca_file != NULL)
		buf_printf(why, "; its authority is not in %s", attempt->client->ca_file);
	else
		buf_text(why, "; set SSL_CERT_FILE to the file of its authority's certificate");
}

/* Some codes have more to say. */
static const struct {
	CURLcode code;
	void (*explain)(const struct attempt *attempt, struct buf *why);
} special[] = {
    {CURLE_OPERATION_TIMEDOUT, explain_timeout},
    {CURLE_FILESIZE_EXCEEDED, explain_too_large},
    {CURLE_WRITE_ERROR, explain_too_large},
    {CURLE_PEER_FAILED_VERIFICATION, explain_certificate},
};

static void
add_reason(const struct attempt *attempt, struct buf *why)
{
	if (attempt->code == CURLE_SSL_CONNECT_ERROR) {
		buf_printf(why, ": %s", tls_reason(attempt));
		return;
	}
	if (attempt->proxy_status >= 400) {
		buf_printf(why, ": the proxy answered %ld", attempt->proxy_status);
		return;
	}
	if (attempt->code != CURLE_COULDNT_CONNECT && attempt->code != CURLE_RECV_ERROR &&
	    attempt->code != CURLE_SEND_ERROR)
		return;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (errors[i].error == attempt->os_error)
			buf_printf(why, ": %s", errors[i].words);
}

static void
explain_code(const struct attempt *attempt, struct buf *why)
{
	const char *host = attempt->client->host;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (codes[i].code != attempt->code)
			continue;
		if (codes[i].words[0] == ' ')
			buf_printf(why, "%s%s", host, codes[i].words);
		else
			buf_printf(why, "%s%s", codes[i].words, host);
		return;
	}
	buf_printf(why, "cannot talk to %s: %s", host,
	    attempt->client->curl->easy_strerror(attempt->code));
}

void
attempt_explain(const struct attempt *attempt, struct buf *why)
{
	if (attempt->refusal.len > 0) {
		buf_slice(why, buf_view(&attempt->refusal));
		return;
	}
	for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++) {
		if (special[i].code != attempt->code)
			continue;
		special[i].explain(attempt, why);
		return;
	}
	explain_code(attempt, why);
	add_reason(attempt, why);
}
