/* Requests to a PowerDNS server, and what its answers mean. */
#include "powerdns.h"

#include "core/text.h"

#include <string.h>

#define RULE "provider-answer"
#define SAID_MAX 300

static struct powerdns *
state(const struct provider *provider)
{
	return provider->state;
}

int
powerdns_fault_report(const struct provider *provider, struct slice zone, const struct fault *fault,
    struct diags *diags)
{
	struct subject subject = {zone, {"", 0}, NULL};

	return diag_error(diags, RULE, &subject, place_none, fault->hint, "provider %s: %.*s",
	    provider->id, (int)fault->message.len, fault->message.data);
}

void
powerdns_fault_free(struct fault *fault)
{
	buf_free(&fault->message);
	arena_free(&fault->arena);
	fault->hint = NULL;
}

void
powerdns_safe(const struct provider *provider, struct slice text, struct buf *out)
{
	struct buf clean = {0};
	bool cut;

	http_redact(state(provider)->client, slice_trim(text), &clean);
	cut = clean.len > SAID_MAX;
	text_safe(out, slice_sub(buf_view(&clean), 0, SAID_MAX));
	if (cut)
		buf_text(out, "…");
	buf_free(&clean);
}

/* Decode; nothing but white space may follow. */
static cJSON *
decode(const struct buf *body)
{
	const char *end = NULL;
	cJSON *json;

	if (body->len == 0)
		return NULL;
	json = cJSON_ParseWithLengthOpts(body->data, body->len, &end, 0);
	if (json == NULL)
		return NULL;
	if (slice_trim(slice_make(end, (size_t)(body->data + body->len - end))).len == 0)
		return json;
	cJSON_Delete(json);
	return NULL;
}

/* The server's own words: {"error": …} or plain text, not a page of HTML. */
static void
add_said(const struct provider *provider, const struct http_response *response, struct buf *out)
{
	struct slice body = slice_trim(buf_view(&response->body));
	cJSON *json = decode(&response->body);
	const char *error = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "error"));

	if (error != NULL)
		body = slice_of(error);
	if (body.len > 0 && (error != NULL || (json == NULL && body.data[0] != '<'))) {
		buf_text(out, ": ");
		powerdns_safe(provider, body, out);
	}
	cJSON_Delete(json);
}

struct meaning {
	long status;
	enum result result;
	const char *words; /* NULL: what http_explain says */
	const char *hint;  /* with %s for the provider's id; or NULL */
};

static const struct meaning meanings[] = {
    {400, RESULT_REFUSED, NULL,
	"records may be too large: see webserver-max-bodysize of the server of provider %s"},
    {401, RESULT_REFUSED, "the API key is not accepted by",
	"check api_key of provider %s: it is what the server's own api-key setting says"},
    {403, RESULT_REFUSED, NULL,
	"the server must let this machine in: see its webserver-allow-from (provider %s)"},
    {404, RESULT_NO_ZONE, NULL, NULL},
    {405, RESULT_REFUSED, NULL, "check host and port of provider %s: is this a PowerDNS API?"},
    {409, RESULT_EXISTS, NULL, NULL},
    {413, RESULT_REFUSED, NULL,
	"raise webserver-max-bodysize of the server of provider %s, in megabytes"},
    {422, RESULT_REFUSED, NULL, "correct the record that it names; nothing was written"},
};

static const struct meaning client_error = {0, RESULT_REFUSED, NULL,
    "check host and port of provider %s: is this a PowerDNS API?"};
static const struct meaning server_error = {0, RESULT_UNSURE, NULL,
    "see the log of the PowerDNS server of provider %s; running this again is safe"};

static const struct meaning *
meaning_of(long status)
{
	size_t i;

	for (i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
		if (meanings[i].status == status)
			return &meanings[i];
	}
	return status >= 500 ? &server_error : &client_error;
}

static void
set_hint(const struct provider *provider, struct fault *fault, const char *hint)
{
	const char *at = hint != NULL ? strstr(hint, "%s") : NULL;

	fault->hint = hint;
	if (at != NULL)
		fault->hint = arena_printf(&fault->arena, "%.*s%s%s", (int)(at - hint), hint,
		    provider->id, at + 2);
}

/* Servers before 4.2 answer 422 where later ones answer 404. */
static bool
is_old_not_found(const struct http_response *response)
{
	return response->status == 422 && response->body.len > 0 &&
	    strstr(response->body.data, "Could not find domain") != NULL;
}

static enum result
explain(const struct provider *provider, const struct http_response *response, struct fault *fault)
{
	const struct meaning *meaning = meaning_of(response->status);

	if (is_old_not_found(response))
		meaning = meaning_of(404);
	if (meaning->words != NULL)
		buf_printf(&fault->message, "%s %s", meaning->words,
		    http_host(state(provider)->client));
	else
		http_explain(state(provider)->client, response, &fault->message);
	if (meaning->words == NULL)
		add_said(provider, response, &fault->message);
	set_hint(provider, fault, meaning->hint);
	return meaning->result;
}

static enum result
explain_silence(const struct provider *provider, const struct http_response *response,
    struct fault *fault)
{
	bool not_sent = response->status == HTTP_NOT_SENT;

	set_hint(provider, fault,
	    not_sent ? "check host and port of provider %s, and that the server runs with api=yes "
		       "and webserver=yes"
		     : server_error.hint);
	return not_sent ? RESULT_REFUSED : RESULT_UNSURE;
}

enum result
powerdns_send(const struct provider *provider, const char *method, const char *path,
    struct slice body, struct http_response *response, struct fault *fault)
{
	struct http_request request = {
	    .method = method,
	    .path = path,
	    .body = body,
	    .idempotent = true, /* REPLACE and DELETE are; creating a zone twice is a 409 */
	};

	buf_clear(&fault->message);
	fault->hint = NULL;
	if (http_send(state(provider)->client, &request, response, &fault->message) != 0)
		return explain_silence(provider, response, fault);
	if (response->status < 200 || response->status > 299)
		return explain(provider, response, fault);
	atomic_store(&state(provider)->server_known, true);
	return RESULT_OK;
}

enum result
powerdns_get(const struct provider *provider, const char *path, cJSON **json, struct fault *fault)
{
	struct http_response response = {0};
	struct slice nothing = {"", 0};
	enum result result = powerdns_send(provider, "GET", path, nothing, &response, fault);

	*json = NULL;
	if (result == RESULT_OK) {
		*json = decode(&response.body);
		if (*json == NULL) {
			buf_printf(&fault->message, "the answer of %s is not JSON",
			    http_host(state(provider)->client));
			set_hint(provider, fault, client_error.hint);
			result = RESULT_REFUSED;
		}
	}
	http_response_free(&response);
	return result;
}

enum result
powerdns_no_server(const struct provider *provider, struct fault *fault)
{
	const struct powerdns *powerdns = state(provider);

	buf_clear(&fault->message);
	buf_printf(&fault->message, "%s has no server \"%s\"", http_host(powerdns->client),
	    powerdns->server_id);
	set_hint(provider, fault,
	    "check server_id of provider %s: nearly every server has \"localhost\" alone");
	return RESULT_REFUSED;
}

/* Whether the server has this server_id at all: asked when nothing has worked yet. */
static enum result
check_server(const struct provider *provider, struct fault *fault)
{
	enum result result;
	cJSON *json;

	if (atomic_load(&state(provider)->server_known))
		return RESULT_OK;
	result = powerdns_get(provider, "", &json, fault);
	cJSON_Delete(json);
	return result == RESULT_NO_ZONE ? powerdns_no_server(provider, fault) : result;
}

static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '.' || c == '-';
}

void
powerdns_zone_path(struct buf *out, struct slice zone, const char *more)
{
	size_t i;

	buf_text(out, "/zones/");
	for (i = 0; i < zone.len; i++) {
		/* "." alone, the root, would be taken for a folder. */
		if (is_plain(zone.data[i]) && zone.len > 1)
			buf_char(out, zone.data[i]);
		else
			buf_printf(out, "=%02X", (unsigned)(unsigned char)zone.data[i]);
	}
	buf_text(out, more);
}

enum result
powerdns_fetch(const struct provider *provider, struct slice zone, cJSON **json,
    struct fault *fault)
{
	struct buf path = {0};
	enum result result;

	powerdns_zone_path(&path, zone, "");
	result = powerdns_get(provider, path.data, json, fault);
	buf_free(&path);
	if (result != RESULT_NO_ZONE)
		return result;
	result = check_server(provider, fault);
	return result == RESULT_OK ? RESULT_NO_ZONE : result;
}
