/* Tokens for those of others: workload identity federation, impersonation, the machine's own. */
#include "auth.h"

#include "core/file.h"
#include "core/node.h"
#include "provider/talk.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_TOKEN ((size_t)1 << 20)
#define METADATA "169.254.169.254"
#define ACCESS_TOKEN "urn:ietf:params:oauth:token-type:access_token"

/* The text is the token, or JSON that has it. */
static int
take_subject(const struct google_credentials *credentials, struct slice text, struct buf *subject,
    struct buf *why)
{
	cJSON *json = NULL;
	const char *token;

	if (credentials->subject_field == NULL) {
		buf_slice(subject, slice_trim(text));
	} else {
		json = talk_decode(text);
		token = talk_text(json, credentials->subject_field);
		buf_text(subject, token != NULL ? token : "");
		cJSON_Delete(json);
	}
	if (subject->len > 0)
		return 0;
	buf_printf(why, "the credential_source of %s gave no token", credentials->path);
	return -1;
}

static int
get_subject(struct google_auth *auth, struct buf *subject, struct buf *why)
{
	const struct google_credentials *credentials = &auth->credentials;
	struct google_ask ask = {.url = credentials->subject_url,
	    .method = "GET",
	    .headers = credentials->subject_headers,
	    .header_count = credentials->subject_header_count};
	struct buf text = {0};
	int rc;

	if (credentials->subject_file != NULL)
		rc = file_read(credentials->subject_file, MAX_TOKEN, &text, why);
	else
		rc = google_ask(auth, &ask, &text, why);
	if (rc == 0)
		rc = take_subject(credentials, buf_view(&text), subject, why);
	buf_wipe(&text);
	return rc;
}

static void
exchange_form(const struct google_credentials *credentials, const char *subject, struct buf *form)
{
	bool impersonates = credentials->impersonate_url != NULL;
	struct buf options = {0};

	google_form(form, "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
	google_form(form, "audience", credentials->audience);
	google_form(form, "scope", impersonates ? GOOGLE_CLOUD_SCOPE : GOOGLE_SCOPE);
	google_form(form, "requested_token_type", ACCESS_TOKEN);
	google_form(form, "subject_token", subject);
	google_form(form, "subject_token_type", credentials->subject_type);
	if (credentials->client_id == NULL && credentials->workforce_project != NULL) {
		buf_text(&options, "{\"userProject\":");
		json_text(&options, slice_of(credentials->workforce_project), true);
		buf_char(&options, '}');
		google_form(form, "options", options.data);
	}
	buf_free(&options);
}

int
google_exchange(struct google_auth *auth, struct google_token *token, struct buf *why)
{
	const struct google_credentials *credentials = &auth->credentials;
	struct google_ask ask = {.url = credentials->token_url, .method = "POST", .basic = true};
	struct buf subject = {0}, form = {0};
	int rc = get_subject(auth, &subject, why);

	if (rc == 0) {
		exchange_form(credentials, subject.data, &form);
		ask.body = buf_view(&form);
		ask.secret = buf_view(&subject);
		rc = google_ask_token(auth, &ask, token, why);
	}
	buf_wipe(&subject);
	buf_wipe(&form);
	return rc;
}

/* How many seconds are left until "2026-01-01T00:00:00Z". */
static double
seconds_until(const char *text)
{
	struct tm tm = {0};
	char *end = text != NULL ? strptime(text, "%Y-%m-%dT%H:%M:%S", &tm) : NULL;

	return end != NULL ? difftime(timegm(&tm), time(NULL)) : 0;
}

/* {"accessToken": …, "expireTime": …} */
static int
take_impersonated(const char *url, struct slice body, struct google_token *token, struct buf *why)
{
	cJSON *json = talk_decode(body);
	const char *text = talk_text(json, "accessToken");
	int rc = text != NULL && text[0] != '\0' ? 0 : -1;

	if (rc == 0) {
		buf_wipe(&token->text);
		buf_text(&token->text, text);
		token->seconds = seconds_until(talk_text(json, "expireTime"));
	} else {
		buf_printf(why, "the answer of %s has no token", url);
	}
	cJSON_Delete(json);
	return rc;
}

int
google_impersonate(struct google_auth *auth, struct google_token *token, struct buf *why)
{
	const struct google_credentials *credentials = &auth->credentials;
	struct google_ask ask = {.url = credentials->impersonate_url,
	    .method = "POST",
	    .json = true};
	struct buf bearer = {0}, request = {0}, body = {0};
	int rc;

	buf_printf(&request, "{\"scope\":[\"%s\"],\"lifetime\":\"%us\"", GOOGLE_SCOPE,
	    credentials->lifetime_s);
	if (credentials->delegates != NULL)
		buf_printf(&request, ",\"delegates\":%s", credentials->delegates);
	buf_char(&request, '}');
	buf_text(&bearer, "Bearer ");
	buf_slice(&bearer, buf_view(&token->text));
	ask.body = buf_view(&request);
	ask.bearer = bearer.data;
	rc = google_ask(auth, &ask, &body, why);
	if (rc == 0)
		rc = take_impersonated(ask.url, buf_view(&body), token, why);
	buf_wipe(&bearer);
	buf_free(&request);
	buf_wipe(&body);
	return rc;
}

static const char *
metadata_host(void)
{
	static const char *const names[] = {"GCE_METADATA_HOST", "GCE_METADATA_IP"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return value;
	}
	return METADATA;
}

int
google_metadata(struct google_auth *auth, const char *path, struct buf *body, struct buf *why)
{
	static const char nothing[] = "no file of credentials is named (credentials_file, "
				      "GOOGLE_APPLICATION_CREDENTIALS), and ";
	const char *none = getenv("NO_GCE_CHECK");
	struct google_ask ask = {.method = "GET", .metadata = true};
	struct buf url = {0};
	int rc = -1;

	buf_text(why, nothing);
	if (none != NULL && strcmp(none, "true") == 0) {
		buf_text(why, "the machine is not asked (NO_GCE_CHECK)");
	} else {
		buf_printf(&url, "http://%s/computeMetadata/v1/%s", metadata_host(), path);
		ask.url = url.data;
		rc = google_ask(auth, &ask, body, why);
	}
	if (rc == 0)
		buf_clear(why);
	buf_free(&url);
	return rc;
}
