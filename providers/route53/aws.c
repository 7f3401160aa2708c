/* The order in which credentials are looked for, and signing with what was found. */
#include "aws.h"

#include "core/file.h"
#include "sigv4.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_FILE ((size_t)1 << 20)

void
aws_credentials_wipe(struct aws_credentials *credentials)
{
	buf_wipe(&credentials->key_id);
	buf_wipe(&credentials->secret);
	buf_wipe(&credentials->token);
	credentials->expires = 0;
}

void
aws_credentials_set(struct aws_credentials *credentials, struct slice key_id, struct slice secret,
    struct slice token)
{
	aws_credentials_wipe(credentials);
	buf_slice(&credentials->key_id, key_id);
	buf_slice(&credentials->secret, secret);
	buf_slice(&credentials->token, token);
}

void
aws_credentials_copy(struct aws_credentials *to, const struct aws_credentials *from)
{
	aws_credentials_set(to, buf_view(&from->key_id), buf_view(&from->secret),
	    buf_view(&from->token));
	to->expires = from->expires;
}

void
aws_credentials_hide(const struct aws_credentials *credentials, struct http_client *client)
{
	http_secret(client, buf_view(&credentials->secret));
	if (credentials->token.len > 0)
		http_secret(client, buf_view(&credentials->token));
}

int
aws_sign(void *ctx, struct http_sign *sign, const char *url, const struct http_request *request,
    struct buf *why)
{
	struct aws_signer *signer = ctx;
	struct aws_credentials own = {0};
	struct sigv4 r = {.method = request->method, .url = slice_of(url), .body = request->body};
	struct buf authorization = {0};
	char date[SIGV4_DATE];
	int rc;

	(void)pthread_mutex_lock(&signer->lock);
	aws_credentials_copy(&own, &signer->credentials);
	r.now = (int64_t)time(NULL) + signer->offset;
	(void)pthread_mutex_unlock(&signer->lock);
	if (request->body.len > 0)
		r.content_type = slice_of(request->content_type);
	r.key_id = buf_view(&own.key_id);
	r.secret = buf_view(&own.secret);
	r.token = buf_view(&own.token);
	r.region = signer->region;
	r.service = signer->service;
	sigv4_sign(&r, date, &authorization);
	rc = http_sign_add(sign, "X-Amz-Date", slice_of(date));
	if (own.token.len > 0)
		rc |= http_sign_add(sign, "X-Amz-Security-Token", r.token);
	rc |= http_sign_add(sign, "Authorization", buf_view(&authorization));
	if (rc != 0)
		buf_text(why,
		    "the credentials of AWS have a character in them that cannot be sent");
	buf_wipe(&authorization);
	aws_credentials_wipe(&own);
	return rc;
}

enum aws_place
aws_refuse(struct aws_search *search, const char *hint, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	talk_fault_clear(search->fault);
	buf_text(&search->fault->message, text);
	search->fault->hint = hint;
	return AWS_FAULT;
}

const char *
aws_variable(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

int64_t
aws_time(struct slice text)
{
	char copy[32];
	struct tm tm = {0};

	if (text.len == 0 || text.len >= sizeof(copy))
		return 0;
	memcpy(copy, text.data, text.len);
	copy[text.len] = '\0';
	return strptime(copy, "%Y-%m-%dT%H:%M:%S", &tm) != NULL ? (int64_t)timegm(&tm) : 0;
}

int
aws_read_file(struct aws_search *search, const char *path, struct slice *text)
{
	struct buf data = {0}, why = {0};
	int rc = file_read(path, MAX_FILE, &data, &why);

	if (rc == 0)
		*text = arena_copy(&search->arena, buf_view(&data));
	/* It may be a secret. */
	buf_wipe(&data);
	buf_free(&why);
	return rc;
}

static enum aws_place
of_settings(struct aws_search *search)
{
	const char *id = provider_text(search->provider, "access_key_id", NULL);
	const char *secret = provider_text(search->provider, "secret_access_key", NULL);
	const char *token = provider_text(search->provider, "session_token", NULL);

	if (id == NULL || secret == NULL)
		return AWS_NOTHING;
	aws_credentials_set(search->found, slice_of(id), slice_of(secret), slice_of(token));
	return AWS_FOUND;
}

enum aws_place
aws_of_environment(struct aws_search *search)
{
	const char *id = aws_variable("AWS_ACCESS_KEY_ID");
	const char *secret = aws_variable("AWS_SECRET_ACCESS_KEY");

	if (id == NULL)
		return AWS_NOTHING;
	if (secret == NULL)
		return aws_refuse(search, "set both, or neither",
		    "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not");
	aws_credentials_set(search->found, slice_of(id), slice_of(secret),
	    slice_of(aws_variable("AWS_SESSION_TOKEN")));
	return AWS_FOUND;
}

/* A profile that the settings name comes before the environment. */
static enum aws_place
of_environment_unless_profile(struct aws_search *search)
{
	if (provider_text(search->provider, "profile", NULL) != NULL)
		return AWS_NOTHING;
	return aws_of_environment(search);
}

static enum aws_place
of_web_identity(struct aws_search *search)
{
	struct aws_role role = {
	    .arn = aws_variable("AWS_ROLE_ARN"),
	    .session = aws_variable("AWS_ROLE_SESSION_NAME"),
	    .token_file = aws_variable("AWS_WEB_IDENTITY_TOKEN_FILE"),
	};

	if (role.token_file == NULL || provider_text(search->provider, "profile", NULL) != NULL)
		return AWS_NOTHING;
	if (role.arn == NULL)
		return aws_refuse(search, "set AWS_ROLE_ARN to the role that the token is for",
		    "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not");
	return aws_assume(search, &role);
}

/* In the order of the SDKs. */
static enum aws_place (*const places[])(struct aws_search *) = {of_settings,
    of_environment_unless_profile, of_web_identity, aws_of_profile, aws_of_container,
    aws_of_instance};

/* "octodns-route53-ID", as octoDNS calls its sessions. */
static const char *
session_name(struct aws_search *search)
{
	static const char good[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_=,.@-";
	char *name = arena_printf(&search->arena, "octodns-route53-%s", search->provider->id);
	size_t i;

	for (i = 0; name[i] != '\0'; i++) {
		if (strchr(good, name[i]) == NULL)
			name[i] = '-';
	}
	return name;
}

static enum aws_place
look_everywhere(struct aws_search *search)
{
	enum aws_place place = AWS_NOTHING;
	struct aws_role role = {.arn = provider_text(search->provider, "role_arn", NULL)};
	size_t i;

	for (i = 0; place == AWS_NOTHING && i < sizeof(places) / sizeof(places[0]); i++)
		place = places[i](search);
	if (place == AWS_NOTHING)
		return aws_refuse(search,
		    "set access_key_id and secret_access_key of the provider, or AWS_ACCESS_KEY_ID and "
		    "AWS_SECRET_ACCESS_KEY in the environment",
		    "there are no credentials for AWS");
	if (place == AWS_FAULT || role.arn == NULL)
		return place;
	role.session = session_name(search);
	return aws_assume(search, &role);
}

int
aws_find(const struct provider *provider, struct aws_credentials *credentials,
    struct talk_fault *fault)
{
	struct aws_search search = {.provider = provider, .found = credentials, .fault = fault};
	enum aws_place place;

	search.profile = provider_text(provider, "profile", aws_variable("AWS_PROFILE"));
	search.region = aws_variable("AWS_REGION");
	if (search.region == NULL)
		search.region = aws_variable("AWS_DEFAULT_REGION");
	place = look_everywhere(&search);
	arena_wipe(&search.arena);
	return place == AWS_FOUND ? 0 : -1;
}
