/* Requests to Infomaniak's API, and what its answers mean. */
#include "infomaniak.h"

#include <string.h>

static const struct talk_meaning meanings[] = {
    {400, TALK_REFUSED, NULL, "correct the record that it names"},
    {401, TALK_REFUSED, "the token is not accepted by",
	"check token of provider %s: it may have run out; make one with the scope domain"},
    {403, TALK_REFUSED, "the token has no right to this at",
	"the token of provider %s needs the scope domain, in the account that has the zone"},
    {404, TALK_MISSING, NULL, "plan again: it was deleted there after it was read"},
    {422, TALK_REFUSED, NULL, "correct the record that it names"},
    {0, TALK_REFUSED, NULL, "check endpoint of provider %s: is this Infomaniak's API?"},
};

/* Codes of errors, by a part of them: what their status would have been. */
static const struct {
	const char *part;
	long status;
} codes[] = {
    {"not_found", 404},
    {"not_authorized", 401},
    {"unauthorized", 401},
    {"forbidden", 403},
    {"denied", 403},
    {"", 400},
};

static void
add_error(const cJSON *error, struct buf *words)
{
	const char *code = talk_text(error, "code"), *text = talk_text(error, "description");

	if (words->len > 0 && (code != NULL || text != NULL))
		buf_text(words, "; ");
	if (code != NULL)
		buf_text(words, code);
	if (code != NULL && text != NULL)
		buf_text(words, ": ");
	if (text != NULL)
		buf_text(words, text);
}

/* {"error": {"code", "description", "errors": [the same, …]}} */
static void
add_words(const cJSON *json, struct buf *words)
{
	const cJSON *error = cJSON_GetObjectItemCaseSensitive(json, "error"), *detail;

	add_error(error, words);
	cJSON_ArrayForEach(detail, cJSON_GetObjectItemCaseSensitive(error, "errors"))
	    add_error(detail, words);
}

static void
said(const struct http_response *response, struct buf *words, const struct talk_meaning **meaning)
{
	cJSON *json = talk_decode(slice_trim(buf_view(&response->body)));

	(void)meaning;
	add_words(json, words);
	if (words->len == 0)
		talk_said(response, words);
	cJSON_Delete(json);
}

void
infomaniak_talk(struct provider *provider)
{
	struct infomaniak *infomaniak = provider->state;

	infomaniak->talk = (struct talk){
	    .provider = provider,
	    .meanings = meanings,
	    .said = said,
	    .unsure_hint = "provider %s: see status.infomaniak.com; running this again is safe",
	};
}

/* A success by its status, but not by its own words. */
static enum talk_result
explain(const struct talk *talk, const cJSON *json, struct talk_fault *fault)
{
	const char *code = talk_text(cJSON_GetObjectItemCaseSensitive(json, "error"), "code");
	const struct talk_meaning *meaning;
	struct buf words = {0};
	size_t i = 0;

	while (strstr(code != NULL ? code : "", codes[i].part) == NULL)
		i++;
	meaning = talk_meaning(meanings, codes[i].status);
	add_words(json, &words);
	talk_fault_clear(fault);
	buf_printf(&fault->message, "%s refused it: ", http_host(talk->client));
	talk_safe(talk->client, words.len > 0 ? buf_view(&words) : slice_of("no reason given"),
	    &fault->message);
	talk_hint(talk, fault, meaning->hint);
	buf_free(&words);
	return meaning->result;
}

enum talk_result
infomaniak_call(const struct provider *provider, const char *method, const char *path,
    struct slice body, cJSON **json, struct talk_fault *fault)
{
	const struct infomaniak *infomaniak = provider->state;
	struct http_request request = {.method = method, .path = path, .body = body};
	cJSON *answer;
	enum talk_result result = talk_json(&infomaniak->talk, &request, &answer, fault);
	const char *word = talk_text(answer, "result");

	if (result == TALK_OK && (word == NULL || strcmp(word, "success") != 0))
		result = word != NULL && strcmp(word, "error") == 0
		    ? explain(&infomaniak->talk, answer, fault)
		    : talk_strange(&infomaniak->talk, fault, "does not say success");
	if (json != NULL && result == TALK_OK)
		*json = answer;
	else
		cJSON_Delete(answer);
	if (json != NULL && result != TALK_OK)
		*json = NULL;
	return result;
}

void
infomaniak_path(struct buf *out, struct slice zone, struct slice more)
{
	buf_text(out, "/zones/");
	http_escape(out, slice_sub(zone, 0, zone.len - 1));
	buf_text(out, "/records");
	buf_slice(out, more);
}
