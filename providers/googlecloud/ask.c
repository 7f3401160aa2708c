/* Requests for tokens, which go to other places than the DNS service. */
#include "auth.h"

#include "http/sign_rsa.h"
#include "provider/talk.h"

#include <stdio.h>
#include <string.h>

#define SECOND_MS 1000
#define MAX_BODY ((size_t)1 << 20)
#define FORM "application/x-www-form-urlencoded"

/* Addresses that are reached from the machine alone, and have no certificate. */
static const char link_local[] = "http://169.254.";

void
google_form(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(out, "%s%s=", out->len > 0 ? "&" : "", name);
	http_escape(out, slice_of(value));
}

void
google_words(struct slice body, struct buf *words, char reason[64])
{
	cJSON *json = talk_decode(slice_trim(body));
	const cJSON *error = cJSON_GetObjectItemCaseSensitive(json, "error"), *first;
	const char *text = talk_text(error, "message"), *word = cJSON_GetStringValue(error);

	first = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(error, "errors"), 0);
	if (word == NULL)
		word = talk_text(first, "reason");
	if (text == NULL)
		text = talk_text(json, "error_description");
	(void)snprintf(reason, 64, "%s", word != NULL ? word : "");
	if (word != NULL && text != NULL)
		buf_printf(words, "%s (%s)", text, word);
	else if (word != NULL || text != NULL)
		buf_text(words, word != NULL ? word : text);
	cJSON_Delete(json);
}

/* "https://host/path" into both. */
static void
cut_url(const char *url, struct buf *base, const char **path)
{
	const char *host = strstr(url, "://"), *slash;

	slash = host != NULL ? strpbrk(host + 3, "/?") : NULL;
	*path = slash != NULL ? slash : "";
	buf_add(base, url, slash != NULL ? (size_t)(slash - url) : strlen(url));
}

static int
open_client(const struct google_ask *ask, const char *base, struct http_client **client,
    struct buf *why)
{
	struct http_options options = {.base_url = base,
	    .allow_plain = ask->metadata || strncmp(base, link_local, strlen(link_local)) == 0,
	    .max_body = MAX_BODY};
	struct diags diags = {.limit = 1};
	int rc;

	if (ask->metadata) {
		options.timeout_ms = 3 * SECOND_MS;
		options.connect_timeout_ms = SECOND_MS;
		options.retries = 2;
	}
	rc = http_open(client, &options, &diags);
	if (rc != 0)
		buf_printf(why, "cannot ask for a token: %s",
		    diags.count > 0 ? diags.items[0].message : "no client");
	diags_free(&diags);
	return rc;
}

/* What is sent stays out of messages, of both clients. */
static void
hide(const struct google_auth *auth, struct http_client *client, const struct google_ask *ask)
{
	const char *bearer = ask->bearer != NULL ? strchr(ask->bearer, ' ') : NULL;
	const struct google_credentials *credentials = &auth->credentials;

	http_secret(client, slice_of(credentials->client_secret));
	http_secret(client, slice_of(credentials->refresh_token));
	http_secret(client, ask->secret);
	if (bearer != NULL)
		http_secret(client, slice_of(bearer + 1));
	for (size_t i = 0; i < ask->header_count; i++)
		http_secret(client, ask->headers[i].value);
}

/* Basic authentication (RFC 7617). */
static int
add_basic(struct http_client *client, const struct google_credentials *credentials)
{
	struct buf pair = {0}, value = {0};
	int rc;

	buf_text(&pair, credentials->client_id);
	buf_char(&pair, ':');
	buf_text(&pair, credentials->client_secret);
	buf_text(&value, "Basic ");
	sign_base64(&value, buf_view(&pair));
	rc = http_secret_header(client, "Authorization", buf_view(&value));
	buf_wipe(&pair);
	buf_wipe(&value);
	return rc;
}

static int
add_headers(const struct google_auth *auth, struct http_client *client,
    const struct google_ask *ask, struct buf *why)
{
	const struct google_credentials *credentials = &auth->credentials;
	int rc = 0;

	hide(auth, client, ask);
	if (ask->basic && credentials->client_id != NULL && credentials->client_secret != NULL)
		rc = add_basic(client, credentials);
	if (ask->bearer != NULL)
		rc = http_secret_header(client, "Authorization", slice_of(ask->bearer));
	if (ask->metadata)
		rc = http_header(client, "Metadata-Flavor", slice_of("Google"));
	if (rc != 0)
		buf_text(why, "the credentials cannot be sent");
	return rc;
}

static void
explain(struct http_client *client, const struct http_response *response, struct buf *why)
{
	struct buf words = {0};
	char reason[64];

	http_explain(client, response, why);
	google_words(buf_view(&response->body), &words, reason);
	if (words.len > 0) {
		buf_text(why, ": ");
		talk_safe(client, buf_view(&words), why);
	}
	buf_free(&words);
}

static int
send_with(struct http_client *client, const struct google_ask *ask, const char *path,
    struct buf *body, struct buf *why)
{
	struct http_response response = {0};
	struct http_request request = {.method = ask->method,
	    .path = path,
	    .body = ask->body,
	    .content_type = ask->json ? NULL : FORM,
	    .idempotent = true,
	    .headers = ask->headers,
	    .header_count = ask->header_count};
	int rc = http_send(client, &request, &response, why);

	if (rc == 0 && response.status != 200) {
		explain(client, &response, why);
		rc = -1;
	} else if (rc == 0 && ask->metadata &&
	    !slice_is(http_response_header(&response, "Metadata-Flavor"), "Google")) {
		buf_printf(why, "%s is no metadata server of Google Cloud", http_host(client));
		rc = -1;
	} else if (rc == 0) {
		buf_slice(body, slice_trim(buf_view(&response.body)));
	}
	http_response_free(&response);
	return rc;
}

int
google_ask(struct google_auth *auth, const struct google_ask *ask, struct buf *body,
    struct buf *why)
{
	struct http_client *client = NULL;
	struct buf base = {0};
	const char *path;
	int rc;

	cut_url(ask->url, &base, &path);
	rc = open_client(ask, base.data, &client, why);
	if (rc == 0)
		rc = add_headers(auth, client, ask, why);
	if (rc == 0)
		rc = send_with(client, ask, path, body, why);
	http_close(client);
	buf_free(&base);
	return rc;
}

int
google_token_take(struct google_token *token, struct slice body, const char *from, struct buf *why)
{
	cJSON *json = talk_decode(body);
	const char *text = talk_text(json, "access_token");
	const cJSON *seconds = cJSON_GetObjectItemCaseSensitive(json, "expires_in");
	int rc = text != NULL && text[0] != '\0' ? 0 : -1;

	if (rc == 0) {
		buf_wipe(&token->text);
		buf_text(&token->text, text);
		token->seconds = cJSON_IsNumber(seconds) ? seconds->valuedouble : 0;
	} else {
		buf_printf(why, "the answer of %s has no token", from);
	}
	cJSON_Delete(json);
	return rc;
}

int
google_ask_token(struct google_auth *auth, const struct google_ask *ask, struct google_token *token,
    struct buf *why)
{
	struct buf body = {0};
	int rc = google_ask(auth, ask, &body, why);

	if (rc == 0)
		rc = google_token_take(token, buf_view(&body), ask->url, why);
	buf_wipe(&body);
	return rc;
}
