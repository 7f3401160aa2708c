/* The token that requests carry: got when it is first needed, and again before it runs out. */
#include "auth.h"

#include "core/node.h"
#include "http/rate.h"
#include "http/sign_rsa.h"
#include "provider/talk.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#define TOKEN_S 3600   /* what is asked for: the longest that there is */
#define MARGIN_S 225.0 /* so long before its end a token is not used any more */
#define LONGEST_S 86400.0
#define JWT_GRANT "urn:ietf:params:oauth:grant-type:jwt-bearer"

void
google_auth_start(struct google_auth *auth, struct provider *provider)
{
	auth->provider = provider;
	(void)pthread_mutex_init(&auth->lock, NULL);
}

void
google_auth_stop(struct google_auth *auth)
{
	buf_wipe(&auth->bearer);
	buf_free(&auth->refused);
	(void)pthread_mutex_destroy(&auth->lock);
}

static void
claims_json(const struct google_credentials *credentials, struct buf *claims)
{
	int64_t now = (int64_t)time(NULL);
	bool impersonates = credentials->impersonate_url != NULL;

	buf_text(claims, "{\"iss\":");
	json_text(claims, slice_of(credentials->email), true);
	buf_printf(claims,
	    ",\"scope\":\"%s\",\"aud\":", impersonates ? GOOGLE_CLOUD_SCOPE : GOOGLE_SCOPE);
	json_text(claims, slice_of(credentials->token_url), true);
	buf_printf(claims, ",\"iat\":%" PRId64 ",\"exp\":%" PRId64 "}", now, now + TOKEN_S);
}

/* A JSON Web Token (RFC 7519) that the account's key signs. */
static int
make_jwt(const struct google_credentials *credentials, struct buf *jwt, struct buf *why)
{
	struct buf head = {0}, claims = {0}, signature = {0};
	const char *fault;
	int rc;

	buf_text(&head, "{\"alg\":\"RS256\",\"typ\":\"JWT\"");
	if (credentials->key_id != NULL) {
		buf_text(&head, ",\"kid\":");
		json_text(&head, slice_of(credentials->key_id), true);
	}
	buf_char(&head, '}');
	claims_json(credentials, &claims);
	sign_base64url(jwt, buf_view(&head));
	buf_char(jwt, '.');
	sign_base64url(jwt, buf_view(&claims));
	rc = sign_rs256(slice_of(credentials->key), buf_view(jwt), &signature, &fault);
	if (rc != 0)
		buf_printf(why, "the private_key in %s %s", credentials->path, fault);
	buf_char(jwt, '.');
	sign_base64url(jwt, buf_view(&signature));
	buf_free(&head);
	buf_free(&claims);
	buf_wipe(&signature);
	return rc;
}

static int
of_account(struct google_auth *auth, struct google_token *token, struct buf *why)
{
	const struct google_credentials *credentials = &auth->credentials;
	struct google_ask ask = {.url = credentials->token_url, .method = "POST"};
	struct buf jwt = {0}, form = {0};
	int rc = make_jwt(credentials, &jwt, why);

	if (rc == 0) {
		google_form(&form, "grant_type", JWT_GRANT);
		google_form(&form, "assertion", jwt.data);
		ask.body = buf_view(&form);
		ask.secret = buf_view(&jwt);
		rc = google_ask_token(auth, &ask, token, why);
	}
	buf_wipe(&jwt);
	buf_wipe(&form);
	return rc;
}

static int
of_user(struct google_auth *auth, struct google_token *token, struct buf *why)
{
	const struct google_credentials *credentials = &auth->credentials;
	struct google_ask ask = {.url = credentials->token_url,
	    .method = "POST",
	    .basic = credentials->basic};
	struct buf form = {0};
	int rc;

	google_form(&form, "grant_type", "refresh_token");
	google_form(&form, "refresh_token", credentials->refresh_token);
	if (!credentials->basic) {
		google_form(&form, "client_id", credentials->client_id);
		google_form(&form, "client_secret", credentials->client_secret);
	}
	ask.body = buf_view(&form);
	rc = google_ask_token(auth, &ask, token, why);
	buf_wipe(&form);
	return rc;
}

static int
of_machine(struct google_auth *auth, struct google_token *token, struct buf *why)
{
	struct buf body = {0};
	int rc = google_metadata(auth, "instance/service-accounts/default/token", &body, why);

	if (rc == 0)
		rc = google_token_take(token, buf_view(&body), "the metadata server", why);
	buf_wipe(&body);
	return rc;
}

static int (*const givers[])(struct google_auth *, struct google_token *, struct buf *) = {
    [GOOGLE_METADATA] = of_machine,
    [GOOGLE_ACCOUNT] = of_account,
    [GOOGLE_USER] = of_user,
    [GOOGLE_EXTERNAL] = google_exchange,
};

static void
keep_token(struct google_auth *auth, const struct google_token *token)
{
	double seconds = token->seconds;

	if (!(seconds > 0))
		seconds = TOKEN_S;
	if (seconds > LONGEST_S)
		seconds = LONGEST_S;
	/* One that is short anyway is used for half of its time. */
	seconds = seconds > 2 * MARGIN_S ? seconds - MARGIN_S : seconds / 2;
	auth->renew_ms = clock_ms() + (int64_t)(seconds * 1000);
	http_secret(auth->client, buf_view(&token->text));
	buf_text(&auth->bearer, "Bearer ");
	buf_slice(&auth->bearer, buf_view(&token->text));
}

/* Once it was refused it will be again: of many zones only the first waits for that. */
static int
get_token(struct google_auth *auth, struct buf *why)
{
	struct google_token token = {0};
	int rc = auth->refused.len > 0 ? -1 : 0;

	buf_wipe(&auth->bearer);
	if (rc == 0) {
		rc = givers[auth->credentials.kind](auth, &token, &auth->refused);
		if (rc == 0 && auth->credentials.impersonate_url != NULL)
			rc = google_impersonate(auth, &token, &auth->refused);
	}
	if (rc == 0)
		keep_token(auth, &token);
	else
		buf_printf(why, "no access token: %s", auth->refused.data);
	buf_wipe(&token.text);
	return rc;
}

int
google_sign(void *ctx, struct http_sign *sign, const char *url, const struct http_request *request,
    struct buf *why)
{
	struct google_auth *auth = ctx;
	const char *quota = auth->credentials.quota_project;
	int rc = 0;

	(void)url, (void)request;
	(void)pthread_mutex_lock(&auth->lock);
	if (auth->bearer.len == 0 || clock_ms() >= auth->renew_ms)
		rc = get_token(auth, why);
	if (rc == 0 && http_sign_add(sign, "Authorization", buf_view(&auth->bearer)) != 0) {
		buf_text(why, "the access token that was given cannot be sent");
		rc = -1;
	}
	(void)pthread_mutex_unlock(&auth->lock);
	if (rc == 0 && quota != NULL &&
	    http_sign_add(sign, "X-Goog-User-Project", slice_of(quota)) != 0) {
		buf_text(why, "quota_project_id cannot be sent");
		rc = -1;
	}
	return rc;
}

void
google_auth_forget(struct google_auth *auth)
{
	(void)pthread_mutex_lock(&auth->lock);
	buf_wipe(&auth->bearer);
	(void)pthread_mutex_unlock(&auth->lock);
}

bool
google_is_project(struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
			c == ':'))
			return false;
	}
	return text.len > 0 && text.len <= 128 && text.data[0] != '.';
}

const char *
google_auth_project(struct google_auth *auth, struct buf *why)
{
	struct buf body = {0};

	(void)pthread_mutex_lock(&auth->lock);
	if (auth->project == NULL && auth->refused.len == 0 &&
	    google_metadata(auth, "project/project-id", &body, &auth->refused) == 0) {
		if (google_is_project(buf_view(&body)))
			auth->project = arena_text(&auth->provider->arena, buf_view(&body));
		else
			buf_text(&auth->refused, "the metadata server names no project");
	}
	if (auth->project == NULL)
		buf_printf(why, "no project: %s", auth->refused.data);
	(void)pthread_mutex_unlock(&auth->lock);
	buf_free(&body);
	return auth->project;
}
