/* Requests to the API of a DNS service, and what its answers mean. */
#ifndef ZW_PROVIDER_TALK_H
#define ZW_PROVIDER_TALK_H

#include "http/http.h"
#include "provider/provider.h"

#include <cjson/cJSON.h>

/* What a request came to. */
enum talk_result {
	TALK_OK,
	TALK_MISSING, /* there is no such thing: for the caller to judge */
	TALK_EXISTS,  /* what was to be made is there already: the same */
	TALK_REFUSED, /* an error; nothing was done */
	TALK_UNSURE,  /* an error; it may have been done */
};

/* Why it was not TALK_OK: all zero before, talk_fault_free after. */
struct talk_fault {
	struct buf message;
	const char *hint; /* in arena, or static, or NULL */
	struct arena arena;
};

/* What a status of the service means. */
struct talk_meaning {
	long status; /* 0: the row for all that have none (below 500) */
	enum talk_result result;
	const char *words; /* before the host: "the token is not accepted by"; NULL: the usual */
	const char *hint;  /* with %s for the provider's id; or NULL */
};

/* A service to talk to: the same for all requests of a provider. */
struct talk {
	const struct provider *provider;
	struct http_client *client;
	const struct talk_meaning *meanings; /* status 0 is the last row */
	const char *unsure_hint;             /* after 5xx and lost connections; with %s */
	const char *unreachable_hint;        /* when no connection was made; with %s */

	/* Append the service's own words about an answer that is an error, raw.  What
	 * it means may be changed.  NULL: talk_said. */
	void (*said)(const struct http_response *response, struct buf *words,
	    const struct talk_meaning **meaning);
};

/**
 * talk_send(talk, request, response, fault):
 * Send a request.  When it is not TALK_OK (a status of 200 to 299), ${fault} says
 * why, with the service's own words and its request id.  The caller frees
 * ${response} either way.
 */
enum talk_result talk_send(const struct talk *talk, const struct http_request *request,
    struct http_response *response, struct talk_fault *fault);

/**
 * talk_json(talk, request, json, fault):
 * The same, and decode the answer, which must be JSON.  The caller frees *${json}
 * (NULL unless TALK_OK) with cJSON_Delete.
 */
enum talk_result talk_json(const struct talk *talk, const struct http_request *request,
    cJSON **json, struct talk_fault *fault);

/** talk_get(talk, path, json, fault): talk_json of a GET. */
enum talk_result talk_get(const struct talk *talk, const char *path, cJSON **json,
    struct talk_fault *fault);

/** talk_said(response, words): Append "error" or "message" of its JSON, or its plain text, but no HTML. */
void talk_said(const struct http_response *response, struct buf *words);

/** talk_meaning(meanings, status): Return the row of ${status}. */
const struct talk_meaning *talk_meaning(const struct talk_meaning *meanings, long status);

/** talk_decode(text): Return it as JSON, which must be all of it; or NULL. */
cJSON *talk_decode(struct slice text);

/** talk_strange(talk, fault, what): Say that the answer is not what the API promises.  Return TALK_REFUSED. */
enum talk_result talk_strange(const struct talk *talk, struct talk_fault *fault, const char *what);

/** talk_safe(client, text, out): Append what a service said, short, harmless and without secrets. */
void talk_safe(struct http_client *client, struct slice text, struct buf *out);

/** talk_hint(talk, fault, hint): Keep ${hint} with the provider's id for its %s; NULL is none. */
void talk_hint(const struct talk *talk, struct talk_fault *fault, const char *hint);

/** talk_report(provider, zone, fault, diags): Add it as an error (rule provider-answer).  Return -1. */
int talk_report(const struct provider *provider, struct slice zone, const struct talk_fault *fault,
    struct diags *diags);

/**
 * talk_no_zone(talk, request, hint, diags):
 * Say that the service has no such zone: an error for a source (return -1), a
 * warning for a target (return 0), which is taken for empty.  ${hint} is what to
 * do before it can be written.
 */
int talk_no_zone(const struct talk *talk, const struct read_request *request, const char *hint,
    struct diags *diags);

/** talk_fault_clear(fault), talk_fault_free(fault): Forget what it says; free it too. */
void talk_fault_clear(struct talk_fault *fault);
void talk_fault_free(struct talk_fault *fault);

/** talk_text(object, key): Return the text there, or NULL. */
const char *talk_text(const cJSON *object, const char *key);

#endif
