/* Requests to a PowerDNS server, and what its answers mean. */
#include "powerdns.h"

#include <string.h>

static const struct talk_meaning meanings[] = {
    {400, TALK_REFUSED, NULL,
	"records may be too large: see webserver-max-bodysize of the server of provider %s"},
    {401, TALK_REFUSED, "the API key is not accepted by",
	"check api_key of provider %s: it is what the server's own api-key setting says"},
    {403, TALK_REFUSED, NULL,
	"the server must let this machine in: see its webserver-allow-from (provider %s)"},
    {404, TALK_MISSING, NULL, NULL},
    {409, TALK_EXISTS, NULL, NULL},
    {413, TALK_REFUSED, NULL,
	"raise webserver-max-bodysize of the server of provider %s, in megabytes"},
    {422, TALK_REFUSED, NULL, "correct the record that it names; nothing was written"},
    {0, TALK_REFUSED, NULL, "check host and port of provider %s: is this a PowerDNS API?"},
};

/* {"error": …} or plain text.  Servers before 4.2 answer 422 where later ones answer 404. */
static void
said(const struct http_response *response, struct buf *words, const struct talk_meaning **meaning)
{
	talk_said(response, words);
	if (response->status == 422 && words->len > 0 &&
	    strstr(words->data, "Could not find domain") != NULL)
		*meaning = talk_meaning(meanings, 404);
}

void
powerdns_talk(struct provider *provider)
{
	struct powerdns *powerdns = provider->state;

	powerdns->talk = (struct talk){
	    .provider = provider,
	    .meanings = meanings,
	    .said = said,
	    .unsure_hint =
		"see the log of the PowerDNS server of provider %s; running this again is safe",
	    .unreachable_hint = "check host and port of provider %s, and that the server runs "
				"with api=yes and webserver=yes",
	};
}

enum talk_result
powerdns_send(const struct provider *provider, const char *method, const char *path,
    struct slice body, struct talk_fault *fault)
{
	struct powerdns *powerdns = provider->state;
	struct http_response response = {0};
	struct http_request request = {
	    .method = method,
	    .path = path,
	    .body = body,
	    .idempotent = true, /* REPLACE and DELETE are; creating a zone twice is a 409 */
	};
	enum talk_result result = talk_send(&powerdns->talk, &request, &response, fault);

	if (result == TALK_OK)
		atomic_store(&powerdns->server_known, true);
	http_response_free(&response);
	return result;
}

enum talk_result
powerdns_get(const struct provider *provider, const char *path, cJSON **json,
    struct talk_fault *fault)
{
	struct powerdns *powerdns = provider->state;
	enum talk_result result = talk_get(&powerdns->talk, path, json, fault);

	if (result == TALK_OK)
		atomic_store(&powerdns->server_known, true);
	return result;
}

enum talk_result
powerdns_no_server(const struct provider *provider, struct talk_fault *fault)
{
	const struct powerdns *powerdns = provider->state;

	talk_fault_clear(fault);
	buf_printf(&fault->message, "%s has no server \"%s\"", http_host(powerdns->talk.client),
	    powerdns->server_id);
	talk_hint(&powerdns->talk, fault,
	    "check server_id of provider %s: nearly every server has \"localhost\" alone");
	return TALK_REFUSED;
}

/* Whether the server has this server_id at all: asked when nothing has worked yet. */
static enum talk_result
check_server(const struct provider *provider, struct talk_fault *fault)
{
	enum talk_result result;
	cJSON *json;

	if (atomic_load(&((struct powerdns *)provider->state)->server_known))
		return TALK_OK;
	result = powerdns_get(provider, "", &json, fault);
	cJSON_Delete(json);
	return result == TALK_MISSING ? powerdns_no_server(provider, fault) : result;
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

enum talk_result
powerdns_fetch(const struct provider *provider, struct slice zone, cJSON **json,
    struct talk_fault *fault)
{
	struct buf path = {0};
	enum talk_result result;

	powerdns_zone_path(&path, zone, "");
	result = powerdns_get(provider, path.data, json, fault);
	buf_free(&path);
	if (result != TALK_MISSING)
		return result;
	result = check_server(provider, fault);
	return result == TALK_OK ? TALK_MISSING : result;
}
