/* Credentials for Google Cloud: where they come from, and the tokens that they give. */
#ifndef ZW_PROVIDERS_GOOGLECLOUD_AUTH_H
#define ZW_PROVIDERS_GOOGLECLOUD_AUTH_H

#include "http/http.h"
#include "provider/provider.h"

#include <pthread.h>

enum google_kind {
	GOOGLE_METADATA, /* no file: the machine itself has an account */
	GOOGLE_ACCOUNT,  /* a key of a service account */
	GOOGLE_USER,     /* what a person's login left behind */
	GOOGLE_EXTERNAL, /* the token of somebody else, exchanged */
};

/* What a file of credentials says; texts are in the provider's arena, NULL when absent. */
struct google_credentials {
	enum google_kind kind;
	const char *path; /* of the file, for messages; or NULL */
	const char *project, *quota_project;
	const char *email, *key, *key_id;
	const char *token_url;
	const char *client_id, *client_secret, *refresh_token;
	bool basic; /* the client's id and secret go into a header */
	const char *audience, *subject_type, *workforce_project;
	const char *subject_file, *subject_url,
	    *subject_field; /* no field: the text is the token */
	const struct http_header *subject_headers;
	size_t subject_header_count;
	const char *impersonate_url, *delegates; /* delegates: JSON */
	unsigned lifetime_s;                     /* of the impersonating token */
};

struct google_auth {
	struct provider *provider;
	struct http_client *client; /* which it signs for: secrets are kept out of its messages */
	struct google_credentials credentials;
	pthread_mutex_t lock; /* of all below */
	struct buf bearer;    /* "Bearer …" */
	int64_t renew_ms;     /* when to get another, by clock_ms */
	struct buf refused;   /* why there is no token: it is not asked for again */
	const char *project;  /* as the metadata server says */
};

/**
 * google_credentials_open(provider, credentials, diags):
 * Find and read the file that the options or the environment name; contact nobody.
 * Return 0 or -1.
 */
int google_credentials_open(struct provider *provider, struct google_credentials *credentials,
    struct diags *diags);

/** google_auth_start(auth, provider), google_auth_stop(auth): Before and after all use. */
void google_auth_start(struct google_auth *auth, struct provider *provider);
void google_auth_stop(struct google_auth *auth);

/** google_sign(ctx, sign, url, request, why): See signer in http.h; ${ctx} is a struct google_auth. */
int google_sign(void *ctx, struct http_sign *sign, const char *url,
    const struct http_request *request, struct buf *why);

/** google_auth_forget(auth): The token was refused: get another one next time. */
void google_auth_forget(struct google_auth *auth);

/** google_is_project(text): Return whether it can be a project, in a path: an id or a number. */
bool google_is_project(struct slice text);

/** google_auth_project(auth, why): Return the project that the metadata server names, or NULL. */
const char *google_auth_project(struct google_auth *auth, struct buf *why);

/** google_words(body, words, reason): Append what an answer says is wrong; *${reason} (64 bytes) is Google's word for it, or empty. */
void google_words(struct slice body, struct buf *words, char reason[64]);

/* ask.c and exchange.c */

/* One request for a token. */
struct google_ask {
	const char *url;
	const char *method;
	struct slice body;  /* a form, or JSON */
	bool json;          /* the body is */
	bool basic;         /* with the id and secret of the client, when there are */
	const char *bearer; /* "Bearer …", or NULL */
	const struct http_header *headers;
	size_t header_count;
	struct slice secret; /* in the body or the path, or empty */
	bool metadata;       /* that of the machine: short time-outs, plain HTTP */
};

/* A token, and for how long. */
struct google_token {
	struct buf text;
	double seconds;
};

/**
 * google_ask(auth, ask, body, why):
 * Append the body of an answer of status 200 to ${body}.  Return 0, or -1 with
 * ${why} given the reason, without secrets.
 */
int google_ask(struct google_auth *auth, const struct google_ask *ask, struct buf *body,
    struct buf *why);

/** google_ask_token(auth, ask, token, why): The same for an answer with "access_token" and "expires_in". */
int google_ask_token(struct google_auth *auth, const struct google_ask *ask,
    struct google_token *token, struct buf *why);

/** google_token_take(token, body, from, why): Read such an answer of ${from}.  Return 0 or -1. */
int google_token_take(struct google_token *token, struct slice body, const char *from,
    struct buf *why);

/** google_form(out, name, value): Append "name=value", escaped, to a form; NULL is left out. */
void google_form(struct buf *out, const char *name, const char *value);

/** google_exchange(auth, token, why): Get a token for that of somebody else (RFC 8693). */
int google_exchange(struct google_auth *auth, struct google_token *token, struct buf *why);

/** google_impersonate(auth, token, why): With ${token}, get one of another service account in its place. */
int google_impersonate(struct google_auth *auth, struct google_token *token, struct buf *why);

/** google_metadata(auth, path, body, why): Ask the metadata server for ${path}. */
int google_metadata(struct google_auth *auth, const char *path, struct buf *body, struct buf *why);

#define GOOGLE_SCOPE "https://www.googleapis.com/auth/ndev.clouddns.readwrite"
#define GOOGLE_CLOUD_SCOPE "https://www.googleapis.com/auth/cloud-platform"

#endif
