/* Requests to the API of a DNS service, and what its answers mean. */
#include "provider/talk.h"

#include "core/text.h"

#include <string.h>

#define SAID_MAX 300

static const char default_unsure[] =
    "see whether the service of provider %s is well; running this again is safe";
static const char default_unreachable[] = "check the settings of provider %s and the network";

void
talk_fault_clear(struct talk_fault *fault)
{
	buf_clear(&fault->message);
	fault->hint = NULL;
}

void
talk_fault_free(struct talk_fault *fault)
{
	buf_free(&fault->message);
	arena_free(&fault->arena);
	fault->hint = NULL;
}

int
talk_report(const struct provider *provider, struct slice zone, const struct talk_fault *fault,
    struct diags *diags)
{
	struct subject subject = {zone, {"", 0}, NULL};

	return diag_error(diags, "provider-answer", &subject, place_none, fault->hint,
	    "provider %s: %.*s", provider->id, (int)fault->message.len, fault->message.data);
}

int
talk_no_zone(const struct talk *talk, const struct read_request *request, const char *hint,
    struct diags *diags)
{
	struct subject subject = {request->zone, {"", 0}, NULL};
	enum severity severity = request->as_target ? SEVERITY_WARNING : SEVERITY_ERROR;

	(void)diag_add(diags, severity, "provider-answer", &subject, place_none,
	    request->as_target ? hint : "create the zone there, or take this source from the zone",
	    "provider %s: %s has no zone %.*s", talk->provider->id, http_host(talk->client),
	    SLICE_ARGS(request->zone));
	return request->as_target ? 0 : -1;
}

void
talk_safe(struct http_client *client, struct slice text, struct buf *out)
{
	struct buf clean = {0};
	bool cut;

	http_redact(client, slice_trim(text), &clean);
	cut = clean.len > SAID_MAX;
	text_safe(out, slice_sub(buf_view(&clean), 0, SAID_MAX));
	if (cut)
		buf_text(out, "…");
	buf_free(&clean);
}

void
talk_hint(const struct talk *talk, struct talk_fault *fault, const char *hint)
{
	const char *at = hint != NULL ? strstr(hint, "%s") : NULL;

	fault->hint = hint;
	if (at != NULL)
		fault->hint = arena_printf(&fault->arena, "%.*s%s%s", (int)(at - hint), hint,
		    talk->provider->id, at + 2);
}

cJSON *
talk_decode(struct slice text)
{
	const char *end = NULL;
	cJSON *json;

	if (text.len == 0)
		return NULL;
	json = cJSON_ParseWithLengthOpts(text.data, text.len, &end, 0);
	if (json == NULL)
		return NULL;
	if (slice_trim(slice_make(end, (size_t)(text.data + text.len - end))).len == 0)
		return json;
	cJSON_Delete(json);
	return NULL;
}

const char *
talk_text(const cJSON *object, const char *key)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

void
talk_said(const struct http_response *response, struct buf *words)
{
	struct slice body = slice_trim(buf_view(&response->body));
	cJSON *json = talk_decode(body);
	const char *text = talk_text(json, "error");

	if (text == NULL)
		text = talk_text(json, "message");
	if (text != NULL)
		buf_text(words, text);
	else if (json == NULL && body.len > 0 && body.data[0] != '<')
		buf_slice(words, body);
	cJSON_Delete(json);
}

const struct talk_meaning *
talk_meaning(const struct talk_meaning *meanings, long status)
{
	static const struct talk_meaning unsure = {0, TALK_UNSURE, NULL, NULL};
	const struct talk_meaning *row = meanings;

	while (row->status != 0 && row->status != status)
		row++;
	return row->status == 0 && status >= 500 ? &unsure : row;
}

static enum talk_result
explain(const struct talk *talk, const struct http_response *response, struct talk_fault *fault)
{
	const struct talk_meaning *meaning = talk_meaning(talk->meanings, response->status);
	const char *hint;
	struct buf words = {0};

	if (talk->said != NULL)
		talk->said(response, &words, &meaning);
	else
		talk_said(response, &words);
	if (meaning->words != NULL)
		buf_printf(&fault->message, "%s %s", meaning->words, http_host(talk->client));
	else
		http_explain(talk->client, response, &fault->message);
	if (words.len > 0) {
		buf_text(&fault->message, ": ");
		talk_safe(talk->client, buf_view(&words), &fault->message);
	}
	hint = meaning->hint;
	if (hint == NULL && meaning->result == TALK_UNSURE)
		hint = talk->unsure_hint != NULL ? talk->unsure_hint : default_unsure;
	talk_hint(talk, fault, hint);
	buf_free(&words);
	return meaning->result;
}

static enum talk_result
explain_silence(const struct talk *talk, const struct http_response *response,
    struct talk_fault *fault)
{
	const char *unsure = talk->unsure_hint != NULL ? talk->unsure_hint : default_unsure;
	const char *unreachable =
	    talk->unreachable_hint != NULL ? talk->unreachable_hint : default_unreachable;
	bool not_sent = response->status == HTTP_NOT_SENT;

	talk_hint(talk, fault, not_sent ? unreachable : unsure);
	return not_sent ? TALK_REFUSED : TALK_UNSURE;
}

enum talk_result
talk_send(const struct talk *talk, const struct http_request *request,
    struct http_response *response, struct talk_fault *fault)
{
	talk_fault_clear(fault);
	if (http_send(talk->client, request, response, &fault->message) != 0)
		return explain_silence(talk, response, fault);
	if (response->status < 200 || response->status > 299)
		return explain(talk, response, fault);
	return TALK_OK;
}

enum talk_result
talk_strange(const struct talk *talk, struct talk_fault *fault, const char *what)
{
	const struct talk_meaning *other = talk_meaning(talk->meanings, 0);

	talk_fault_clear(fault);
	buf_printf(&fault->message, "the answer of %s %s", http_host(talk->client), what);
	talk_hint(talk, fault, other->hint);
	return TALK_REFUSED;
}

enum talk_result
talk_json(const struct talk *talk, const struct http_request *request, cJSON **json,
    struct talk_fault *fault)
{
	struct http_response response = {0};
	enum talk_result result = talk_send(talk, request, &response, fault);

	*json = NULL;
	if (result == TALK_OK) {
		*json = talk_decode(buf_view(&response.body));
		if (*json == NULL)
			result = talk_strange(talk, fault, "is not JSON");
		/* What was to be done may be done all the same. */
		if (*json == NULL && strcmp(request->method, "GET") != 0)
			result = TALK_UNSURE;
	}
	http_response_free(&response);
	return result;
}

enum talk_result
talk_get(const struct talk *talk, const char *path, cJSON **json, struct talk_fault *fault)
{
	struct http_request request = {.method = "GET", .path = path};

	return talk_json(talk, &request, json, fault);
}
