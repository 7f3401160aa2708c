/* The OVHcloud provider, as its files see it. */
#ifndef ZW_PROVIDERS_OVH_H
#define ZW_PROVIDERS_OVH_H

#include "provider/incoming.h"
#include "provider/talk.h"

/* How requests are authenticated: keys that sign each, or a token of a service account. */
struct ovh_auth {
	const char *application_secret, *consumer_key; /* of the keys, or NULL */
	struct http_client *api;                       /* to ask for the time */
	struct http_client *tokens;                    /* to get a token from, or NULL */
	const char *client_id, *client_secret;
	pthread_mutex_t lock; /* of all below */
	bool time_known;
	int64_t ahead; /* seconds that the service's clock is before ours */
	struct buf bearer;
	int64_t bearer_ends; /* by our clock that never goes back, in seconds */
};

struct ovh {
	struct talk talk;
	struct ovh_auth auth;
	struct held held; /* ids of the records of targets */
	pthread_mutex_t lock;
	struct map unserved; /* zones that were written, but not taken over */
	struct map seen;     /* path of a record -> its JSON, or NULL since it was written */
	struct arena texts;  /* of both */
};

/**
 * ovh_auth_open(provider, diags):
 * Check the options for endpoint and credentials, and open the client, which signs.
 * Return 0 or -1.  Close in both cases.
 */
int ovh_auth_open(struct provider *provider, struct diags *diags);
void ovh_auth_close(struct ovh_auth *auth);

/** ovh_sign(ctx, sign, url, request, why): See signer in http.h; ${ctx} is a struct ovh_auth. */
int ovh_sign(void *ctx, struct http_sign *sign, const char *url, const struct http_request *request,
    struct buf *why);

/** ovh_talk(provider): Set up what requests share but the client. */
void ovh_talk(struct provider *provider);

/**
 * ovh_call(provider, request, json, fault):
 * Send a request; see talk_json.  ${json} may be NULL when the
 * answer does not matter: many are empty.
 */
enum talk_result ovh_call(const struct provider *provider, const struct http_request *request,
    cJSON **json, struct talk_fault *fault);

/** ovh_is_no_zone(fault): Return whether a TALK_MISSING is of the zone, not of something in it. */
bool ovh_is_no_zone(const struct talk_fault *fault);

/** ovh_path(out, zone, more): Append "/domain/zone/ZONE" and ${more}. */
void ovh_path(struct buf *out, struct slice zone, const char *more);

/** ovh_list(provider, path, json, fault): Get a list; anything else is no answer of this API. */
enum talk_result ovh_list(const struct provider *provider, const char *path, cJSON **json,
    struct talk_fault *fault);

/** ovh_read: see struct provider_class. */
int ovh_read(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags);

/** ovh_forget(provider, path): Before the record at ${path} is written: ask for it again. */
void ovh_forget(const struct provider *provider, struct slice path);

/** ovh_record(in, item): Take a record of the service. */
void ovh_record(struct incoming *in, const cJSON *item);

/** ovh_is_dkim(text): Return whether the service would take ${text} as a record of its type DKIM. */
bool ovh_is_dkim(struct slice text);

/** ovh_fits: see step_fits: SPF, DKIM and DMARC are types there, which check their text. */
bool ovh_fits(const struct held_record *record, const struct rtype *type, const union field *value);

/** ovh_body(out, rrset, zone, record, value): Append one value of ${rrset} as a record to be made, or as what ${record}, unless it is NULL, is to be. */
void ovh_body(struct buf *out, const struct rrset *rrset, struct slice zone,
    const struct held_record *record, const union field *value);

/** ovh_apply: see struct provider_class. */
int ovh_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags);

#endif
