/* Requests to Cloudflare's API, and what its answers mean. */
#include "cloudflare.h"

#include "core/log.h"
#include "http/rate.h"

#include <string.h>

#define ID_MAX 64
/* How often the first requests about a zone that was just made are tried again. */
#define CREATED_TRIES 6

static const struct talk_meaning meanings[] = {
    {400, TALK_REFUSED, NULL, "correct what it names; nothing of this request was written"},
    {401, TALK_REFUSED, "the credentials are not accepted by",
	"check token of provider %s: an API token stands alone, a global API key needs email too"},
    {403, TALK_REFUSED, NULL,
	"the token of provider %s needs Zone:Read, DNS:Read and, to write, DNS:Edit on this zone"},
    {404, TALK_MISSING, NULL, NULL},
    {409, TALK_EXISTS, NULL, NULL},
    {429, TALK_REFUSED, NULL,
	"1,200 requests in five minutes are allowed to a user: wait, or raise retry_period of "
	"provider %s"},
    {0, TALK_REFUSED, NULL, "check api_url of provider %s: is this Cloudflare's API?"},
};

/* Codes that say more than the status that they come with. */
static const struct {
	double code;
	long status; /* whose meaning they have */
} codes[] = {
    {81057, 409}, /* the record exists */
    {81058, 409}, /* an identical record exists */
    {1061, 409},  /* the zone exists */
    {81044, 404}, /* no such record */
    {6003, 401},  /* bad headers */
    {6111, 401},  /* bad form of Authorization */
    {9109, 401},  /* bad token */
    {9103, 401},  /* bad email or key */
};

static void
say_error(const cJSON *error, struct buf *words, const struct talk_meaning **meaning)
{
	const cJSON *code = cJSON_GetObjectItemCaseSensitive(error, "code");
	const char *text = talk_text(error, "message");
	size_t i;

	if (text == NULL)
		return;
	buf_printf(words, "%s%s", words->len > 0 ? "; " : "", text);
	if (!cJSON_IsNumber(code))
		return;
	buf_printf(words, " (code %.0f)", code->valuedouble);
	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (code->valuedouble >= codes[i].code && code->valuedouble <= codes[i].code)
			*meaning = talk_meaning(meanings, codes[i].status);
	}
}

/* {"errors": [{"code": …, "message": …}, …]}; a page of the edge is HTML. */
static void
said(const struct http_response *response, struct buf *words, const struct talk_meaning **meaning)
{
	cJSON *json = talk_decode(buf_view(&response->body));
	const cJSON *errors = cJSON_GetObjectItemCaseSensitive(json, "errors"), *error;

	cJSON_ArrayForEach(error, errors) say_error(error, words, meaning);
	if (words->len == 0)
		talk_said(response, words);
	cJSON_Delete(json);
}

void
cloudflare_talk(struct provider *provider)
{
	struct cloudflare *cloudflare = provider->state;

	cloudflare->talk = (struct talk){
	    .provider = provider,
	    .meanings = meanings,
	    .said = said,
	    .unsure_hint = "see https://www.cloudflarestatus.com; running this again is safe",
	    .unreachable_hint = "check the network, and api_url of provider %s",
	};
}

/* What came with 200 is the usual envelope: {"success": true, "result": …}. */
static enum talk_result
open_envelope(const struct cloudflare *cloudflare, const struct http_response *response,
    cJSON **json, struct talk_fault *fault)
{
	*json = talk_decode(buf_view(&response->body));
	if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(*json, "success")))
		return TALK_OK;
	cJSON_Delete(*json);
	*json = NULL;
	return talk_strange(&cloudflare->talk, fault, CLOUDFLARE_STRANGE);
}

static enum talk_result
call_once(const struct provider *provider, const struct http_request *request, cJSON **json,
    struct talk_fault *fault, long *status)
{
	const struct cloudflare *cloudflare = provider->state;
	struct http_response response = {0};
	enum talk_result result = talk_send(&cloudflare->talk, request, &response, fault);

	*json = NULL;
	if (result == TALK_OK) {
		result = open_envelope(cloudflare, &response, json, fault);
		/* What was to be done may be done all the same. */
		if (result != TALK_OK && strcmp(request->method, "GET") != 0)
			result = TALK_UNSURE;
	}
	*status = response.status;
	http_response_free(&response);
	return result;
}

enum talk_result
cloudflare_call(const struct provider *provider, const struct zone_info *zone, const char *method,
    const char *path, struct slice body, cJSON **json, struct talk_fault *fault)
{
	const struct cloudflare *cloudflare = provider->state;
	struct http_request request = {.method = method, .path = path, .body = body};
	unsigned tries = cloudflare->forbidden_tries, pause = cloudflare->pause_ms;
	enum talk_result result;
	long status;

	if (zone != NULL && zone->created && tries < CREATED_TRIES)
		tries = CREATED_TRIES;
	for (;;) {
		result = call_once(provider, &request, json, fault, &status);
		if (status != 403 || result != TALK_REFUSED || tries-- == 0)
			return result;
		log_info("provider %s: not allowed yet, trying again in %.1f s", provider->id,
		    (double)pause / 1000);
		sleep_ms(pause);
		pause = pause < cloudflare->max_pause_ms / 2 ? pause * 2 : cloudflare->max_pause_ms;
	}
}

enum talk_result
cloudflare_get(const struct provider *provider, const char *path, cJSON **json,
    struct talk_fault *fault)
{
	struct slice nothing = {"", 0};

	return cloudflare_call(provider, NULL, "GET", path, nothing, json, fault);
}

const cJSON *
cloudflare_result(const cJSON *json)
{
	return cJSON_GetObjectItemCaseSensitive(json, "result");
}

struct slice
cloudflare_id(const cJSON *object, const char *key)
{
	struct slice id = slice_of(talk_text(object, key)), none = {"", 0};
	size_t i;

	if (id.len == 0 || id.len > ID_MAX)
		return none;
	for (i = 0; i < id.len; i++) {
		char c = id.data[i], small = (char)(c | 0x20);

		if ((small < 'a' || small > 'z') && (c < '0' || c > '9') && c != '-' && c != '_')
			return none;
	}
	return id;
}
