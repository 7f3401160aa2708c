/* Endpoints of OVHcloud's API, and credentials: keys that sign, or a token of a service account. */
#include "ovh.h"

#include "core/nearest.h"
#include "http/sign_hash.h"
#include "provider/options.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define SHORTEST_S 30 /* a token that ends earlier is not used any more */

static const struct {
	const char *name, *url, *token_url; /* NULL: service accounts are not known there */
} endpoints[] = {
    {"ovh-eu", "https://eu.api.ovh.com/1.0", "https://www.ovh.com/auth/oauth2/token"},
    {"ovh-ca", "https://ca.api.ovh.com/1.0", "https://ca.ovh.com/auth/oauth2/token"},
    {"ovh-us", "https://api.us.ovhcloud.com/1.0", "https://us.ovhcloud.com/auth/oauth2/token"},
    {"kimsufi-eu", "https://eu.api.kimsufi.com/1.0", NULL},
    {"kimsufi-ca", "https://ca.api.kimsufi.com/1.0", NULL},
    {"soyoustart-eu", "https://eu.api.soyoustart.com/1.0", NULL},
    {"soyoustart-ca", "https://ca.api.soyoustart.com/1.0", NULL},
    {"ks-eu", "https://eu.api.kimsufi.com/1.0", NULL},
    {"ks-ca", "https://ca.api.kimsufi.com/1.0", NULL},
    {"sys-eu", "https://eu.api.soyoustart.com/1.0", NULL},
    {"sys-ca", "https://ca.api.soyoustart.com/1.0", NULL},
};

#define NENDPOINTS (sizeof(endpoints) / sizeof(endpoints[0]))

static int
take_endpoint(const struct provider *provider, const char **url, const char **token_url,
    struct diags *diags)
{
	const char *name = provider_text(provider, "endpoint", "");
	struct nearest nearest = nearest_start(name);
	struct buf hint = {0};
	size_t i;
	int rc;

	*url = name;
	*token_url = provider_text(provider, "token_url", NULL);
	if (strstr(name, "://") != NULL)
		return 0;
	for (i = 0; i < NENDPOINTS; i++) {
		nearest_try(&nearest, endpoints[i].name);
		if (strcmp(name, endpoints[i].name) != 0)
			continue;
		*url = endpoints[i].url;
		if (*token_url == NULL)
			*token_url = endpoints[i].token_url;
		return 0;
	}
	if (nearest_word(&nearest) != NULL)
		buf_printf(&hint, "did you mean \"%s\"?", nearest_word(&nearest));
	else
		buf_text(&hint, "write ovh-eu, ovh-ca, ovh-us or the URL of an API");
	rc = options_refuse(provider, "endpoint", hint.data, "is not known", diags);
	buf_free(&hint);
	return rc;
}

static int
check_credentials(const struct provider *provider, struct diags *diags)
{
	static const char *const keys[] = {"application_key", "application_secret", "consumer_key"};
	static const char *const account[] = {"client_id", "client_secret"};
	bool service = provider_text(provider, account[0], NULL) != NULL ||
	    provider_text(provider, account[1], NULL) != NULL;
	const char *const *wanted = service ? account : keys;
	size_t i, count = service ? 2 : 3;
	int rc = 0;

	for (i = 0; i < count; i++) {
		const char *text = provider_text(provider, wanted[i], NULL);

		if (text == NULL)
			rc = diag_error(diags, "config-provider-option", NULL, provider->config->at,
			    service ? NULL : "or client_id and client_secret of a service account",
			    "provider %s: option \"%s\" is missing", provider->id, wanted[i]);
		else if (text[0] == '\0')
			rc = options_refuse(provider, wanted[i], NULL, "is empty", diags);
	}
	for (i = 0; service && i < 3; i++) {
		if (provider_text(provider, keys[i], NULL) != NULL)
			rc = options_refuse(provider, keys[i], "leave out one of the two",
			    "does not go together with client_id", diags);
	}
	return rc;
}

static int
open_account(struct provider *provider, const char *token_url, struct diags *diags)
{
	struct ovh *ovh = provider->state;
	struct http_options http = {.base_url = token_url};

	if (token_url == NULL)
		return options_refuse(provider, "client_id", "name it with token_url",
		    "needs an endpoint whose address for tokens is known", diags);
	if (http_open(&ovh->auth.tokens, &http, diags) != 0)
		return -1;
	ovh->auth.client_id = provider_text(provider, "client_id", "");
	ovh->auth.client_secret = provider_text(provider, "client_secret", "");
	http_secret(ovh->auth.tokens, slice_of(ovh->auth.client_secret));
	http_secret(ovh->talk.client, slice_of(ovh->auth.client_secret));
	return 0;
}

static int
open_keys(struct provider *provider, struct diags *diags)
{
	struct ovh *ovh = provider->state;
	const char *key = provider_text(provider, "application_key", "");

	ovh->auth.application_secret = provider_text(provider, "application_secret", "");
	ovh->auth.consumer_key = provider_text(provider, "consumer_key", "");
	http_secret(ovh->talk.client, slice_of(ovh->auth.application_secret));
	http_secret(ovh->talk.client, slice_of(ovh->auth.consumer_key));
	if (http_secret_header(ovh->talk.client, "X-Ovh-Application", slice_of(key)) != 0)
		return options_refuse(provider, "application_key", NULL,
		    "cannot be sent: it has a line break in it", diags);
	return 0;
}

int
ovh_auth_open(struct provider *provider, struct diags *diags)
{
	struct ovh *ovh = provider->state;
	struct http_options http = {.connections = provider_connections(provider),
	    .signer = ovh_sign,
	    .signer_ctx = &ovh->auth};
	const char *token_url;
	int rc;

	(void)pthread_mutex_init(&ovh->auth.lock, NULL);
	rc = take_endpoint(provider, &http.base_url, &token_url, diags);
	rc |= check_credentials(provider, diags);
	if (rc != 0 || http_open(&ovh->talk.client, &http, diags) != 0)
		return -1;
	ovh->auth.api = ovh->talk.client;
	if (provider_text(provider, "client_id", NULL) != NULL)
		return open_account(provider, token_url, diags);
	return open_keys(provider, diags);
}

void
ovh_auth_close(struct ovh_auth *auth)
{
	http_close(auth->tokens);
	buf_wipe(&auth->bearer);
	(void)pthread_mutex_destroy(&auth->lock);
}

static int64_t
steady_s(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec;
}

/* Ask the service for its clock: it takes no signature that is not of its own time. */
static int
ask_time(struct ovh_auth *auth, struct buf *why)
{
	struct http_request request = {.method = "GET", .path = "/auth/time"};
	struct http_response response = {0};
	cJSON *json = NULL;
	int rc = http_send(auth->api, &request, &response, why);

	if (rc == 0 && response.status == 200)
		json = talk_decode(slice_trim(buf_view(&response.body)));
	if (json != NULL && cJSON_IsNumber(json) && json->valuedouble > 0 &&
	    json->valuedouble < 1e11) {
		auth->ahead = (int64_t)json->valuedouble - (int64_t)time(NULL);
		auth->time_known = true;
	} else if (rc == 0) {
		buf_printf(why, "%s did not say its time, which signatures need",
		    http_host(auth->api));
		rc = -1;
	}
	cJSON_Delete(json);
	http_response_free(&response);
	return rc;
}

static int
service_time(struct ovh_auth *auth, int64_t *now, struct buf *why)
{
	int rc = 0;

	(void)pthread_mutex_lock(&auth->lock);
	if (!auth->time_known)
		rc = ask_time(auth, why);
	*now = (int64_t)time(NULL) + auth->ahead;
	(void)pthread_mutex_unlock(&auth->lock);
	return rc;
}

static void
make_signature(const struct ovh_auth *auth, const char *url, const struct http_request *request,
    int64_t now, struct buf *signature)
{
	unsigned char sum[SIGN_SHA1_LEN];
	struct buf text = {0};

	buf_printf(&text, "%s+%s+%s+%s+", auth->application_secret, auth->consumer_key,
	    request->method, url);
	buf_slice(&text, request->body);
	buf_printf(&text, "+%" PRId64, now);
	sign_sha1(buf_view(&text), sum);
	buf_text(signature, "$1$");
	sign_hex(signature, sum, sizeof(sum));
	buf_wipe(&text);
}

static int
sign_with_keys(struct ovh_auth *auth, struct http_sign *sign, const char *url,
    const struct http_request *request, struct buf *why)
{
	struct buf signature = {0};
	char stamp[32];
	int64_t now;
	int rc;

	if (service_time(auth, &now, why) != 0)
		return -1;
	make_signature(auth, url, request, now, &signature);
	(void)snprintf(stamp, sizeof(stamp), "%" PRId64, now);
	rc = http_sign_add(sign, "X-Ovh-Consumer", slice_of(auth->consumer_key));
	rc |= http_sign_add(sign, "X-Ovh-Timestamp", slice_of(stamp));
	rc |= http_sign_add(sign, "X-Ovh-Signature", buf_view(&signature));
	buf_wipe(&signature);
	if (rc != 0)
		buf_text(why, "consumer_key cannot be sent: it has a line break in it");
	return rc;
}

/* {"access_token": …, "expires_in": seconds} */
static int
keep_token(struct ovh_auth *auth, const struct http_response *response, struct buf *why)
{
	cJSON *json = talk_decode(slice_trim(buf_view(&response->body)));
	const char *token = talk_text(json, "access_token");
	const cJSON *ends = cJSON_GetObjectItemCaseSensitive(json, "expires_in");
	double left = cJSON_IsNumber(ends) && ends->valuedouble > 0 ? ends->valuedouble : 0;
	int rc = 0;

	buf_wipe(&auth->bearer);
	if (response->status != 200 || token == NULL) {
		buf_printf(why, "%s gave no token for client_id and client_secret (status %ld)",
		    http_host(auth->tokens), response->status);
		rc = -1;
	} else {
		http_secret(auth->api, slice_of(token));
		buf_printf(&auth->bearer, "Bearer %s", token);
		auth->bearer_ends = steady_s() + (int64_t)(left < 86400 ? left : 86400);
	}
	cJSON_Delete(json);
	return rc;
}

static int
get_token(struct ovh_auth *auth, struct buf *why)
{
	struct buf body = {0};
	struct http_response response = {0};
	struct http_request request = {.method = "POST",
	    .path = "",
	    .content_type = "application/x-www-form-urlencoded",
	    .idempotent = true};
	int rc;

	buf_text(&body, "grant_type=client_credentials&scope=all&client_id=");
	http_escape(&body, slice_of(auth->client_id));
	buf_text(&body, "&client_secret=");
	http_escape(&body, slice_of(auth->client_secret));
	request.body = buf_view(&body);
	rc = http_send(auth->tokens, &request, &response, why);
	if (rc == 0)
		rc = keep_token(auth, &response, why);
	http_response_free(&response);
	buf_wipe(&body);
	return rc;
}

static int
sign_with_token(struct ovh_auth *auth, struct http_sign *sign, struct buf *why)
{
	int rc = 0;

	(void)pthread_mutex_lock(&auth->lock);
	if (auth->bearer.len == 0 || steady_s() + SHORTEST_S >= auth->bearer_ends)
		rc = get_token(auth, why);
	if (rc == 0 && http_sign_add(sign, "Authorization", buf_view(&auth->bearer)) != 0) {
		buf_text(why, "the token that was given cannot be sent");
		rc = -1;
	}
	(void)pthread_mutex_unlock(&auth->lock);
	return rc;
}

int
ovh_sign(void *ctx, struct http_sign *sign, const char *url, const struct http_request *request,
    struct buf *why)
{
	struct ovh_auth *auth = ctx;

	if (strcmp(request->path, "/auth/time") == 0)
		return 0;
	if (auth->tokens != NULL)
		return sign_with_token(auth, sign, why);
	return sign_with_keys(auth, sign, url, request, why);
}
