/* Requests to OVHcloud's API, and what its answers mean. */
#include "ovh.h"

#include <string.h>

static const char credentials[] =
    "check the credentials of provider %s: they belong to one endpoint, and may have run out";
static const char rights[] = "provider %s needs the rights GET, POST, PUT and DELETE on "
			     "/domain/zone/*, and GET on /domain/zone";

static const struct talk_meaning meanings[] = {
    {400, TALK_REFUSED, NULL, "correct the record that it names"},
    {401, TALK_REFUSED, "the credentials are not accepted by", credentials},
    {403, TALK_REFUSED, "the credentials have no right to this at", rights},
    {404, TALK_MISSING, NULL, "plan again: it was deleted there after it was read"},
    {409, TALK_REFUSED, NULL, "something else is changing this zone: run apply again later"},
    {0, TALK_REFUSED, NULL, "check endpoint of provider %s: is this OVHcloud's API?"},
};

/* 403 is also said of keys that are none. */
static void
said(const struct http_response *response, struct buf *words, const struct talk_meaning **meaning)
{
	static const char *const wrong[] = {"credential", "pplication key", "ignature", "imestamp"};
	size_t i;

	talk_said(response, words);
	for (i = 0;
	     response->status == 403 && words->len > 0 && i < sizeof(wrong) / sizeof(wrong[0]);
	     i++) {
		if (strstr(words->data, wrong[i]) != NULL)
			*meaning = talk_meaning(meanings, 401);
	}
}

void
ovh_talk(struct provider *provider)
{
	struct ovh *ovh = provider->state;

	ovh->talk = (struct talk){
	    .provider = provider,
	    .meanings = meanings,
	    .said = said,
	    .unsure_hint = "provider %s: see the state of OVHcloud; running this again is safe",
	};
}

enum talk_result
ovh_call(const struct provider *provider, const struct http_request *request, cJSON **json,
    struct talk_fault *fault)
{
	struct ovh *ovh = provider->state;
	struct http_response response = {0};
	enum talk_result result;

	result = json != NULL ? talk_json(&ovh->talk, request, json, fault)
			      : talk_send(&ovh->talk, request, &response, fault);
	http_response_free(&response);
	return result;
}

bool
ovh_is_no_zone(const struct talk_fault *fault)
{
	return fault->message.len > 0 &&
	    strstr(fault->message.data, "This service does not exist") != NULL;
}

void
ovh_path(struct buf *out, struct slice zone, const char *more)
{
	buf_text(out, "/domain/zone/");
	http_escape(out, slice_sub(zone, 0, zone.len - 1));
	buf_text(out, more);
}
