/* Zones at Infomaniak, by its API. */
#include "infomaniak.h"

#include "core/mem.h"
#include "provider/options.h"

#include <stdlib.h>

#define USUAL_ENDPOINT "https://api.infomaniak.com/2"
#define MAX_PAGES 10000

static const char *const names[] = {"InfomaniakProvider", NULL};

static const struct option_spec options[] = {
    {"token", OPTION_TEXT, true, true, NULL},
    {"endpoint", OPTION_TEXT, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static void
close_provider(struct provider *provider)
{
	struct infomaniak *infomaniak = provider->state;

	if (infomaniak == NULL)
		return;
	http_close(infomaniak->talk.client);
	held_free(&infomaniak->held);
	free(infomaniak);
	provider->state = NULL;
}

static int
take_token(struct provider *provider, struct diags *diags)
{
	struct infomaniak *infomaniak = provider->state;
	struct slice token = slice_trim(slice_of(provider_text(provider, "token", "")));
	struct buf bearer = {0};
	int rc = 0;

	buf_text(&bearer, "Bearer ");
	buf_slice(&bearer, token);
	if (token.len == 0 ||
	    http_secret_header(infomaniak->talk.client, "Authorization", buf_view(&bearer)) != 0)
		rc = options_refuse(provider, "token", NULL,
		    "cannot be sent: it is empty, or has a line break in it", diags);
	buf_wipe(&bearer);
	return rc;
}

static int
open_provider(struct provider *provider, struct diags *diags)
{
	struct infomaniak *infomaniak = mem_zero(1, sizeof(*infomaniak));
	struct http_options http = {.base_url = provider_text(provider, "endpoint", USUAL_ENDPOINT),
	    .connections = provider_connections(provider)};
	int rc;

	provider->state = infomaniak;
	held_init(&infomaniak->held);
	infomaniak_talk(provider);
	rc = http_open(&infomaniak->talk.client, &http, diags);
	if (rc == 0)
		rc = take_token(provider, diags);
	if (rc != 0)
		close_provider(provider);
	return rc;
}

/* Large lists may come in pages: "pages" says how many there are. */
static enum talk_result
fetch_page(const struct provider *provider, struct slice zone, unsigned page, cJSON **json,
    struct talk_fault *fault)
{
	const struct infomaniak *infomaniak = provider->state;
	struct buf path = {0}, more = {0};
	enum talk_result result;
	const cJSON *number;

	if (page > 1)
		buf_printf(&more, "?page=%u", page);
	infomaniak_path(&path, zone, buf_view(&more));
	result = infomaniak_call(provider, "GET", path.data, slice_of(""), json, fault);
	buf_free(&path);
	buf_free(&more);
	if (result != TALK_OK)
		return result;
	number = cJSON_GetObjectItemCaseSensitive(*json, "page");
	if (!cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(*json, "data")))
		result = talk_strange(&infomaniak->talk, fault, "has no list of records");
	else if (page > 1 && (!cJSON_IsNumber(number) || number->valueint != (int)page))
		result =
		    talk_strange(&infomaniak->talk, fault, "is not the page that was asked for");
	return result;
}

static enum talk_result
fetch_all(const struct provider *provider, struct incoming *in, struct talk_fault *fault)
{
	const struct infomaniak *infomaniak = provider->state;
	enum talk_result result = TALK_OK;
	unsigned page, pages = 1;

	for (page = 1; page <= pages && result == TALK_OK; page++) {
		const cJSON *item, *count;
		cJSON *json;

		result = fetch_page(provider, in->zone->name, page, &json, fault);
		count = cJSON_GetObjectItemCaseSensitive(json, "pages");
		if (result == TALK_OK && cJSON_IsNumber(count)) {
			if (count->valueint > MAX_PAGES)
				result =
				    talk_strange(&infomaniak->talk, fault, "has too many pages");
			else if (count->valueint > 0)
				pages = (unsigned)count->valueint;
		}
		if (result == TALK_OK)
			cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(json, "data"))
			    infomaniak_record(in, item);
		cJSON_Delete(json);
	}
	return result;
}

static int
read_zone(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	struct infomaniak *infomaniak = provider->state;
	struct held_zone *held = request->as_target ? held_zone_new() : NULL;
	struct talk_fault fault = {0};
	struct incoming in;
	enum talk_result result;
	int rc;

	incoming_begin(&in, provider, infomaniak->talk.client, request, zone, diags);
	in.held = held;
	result = fetch_all(provider, &in, &fault);
	zone->exists = result == TALK_OK;
	rc = incoming_end(&in);
	if (result == TALK_MISSING)
		rc = talk_no_zone(&infomaniak->talk, request,
		    "add the zone there before applying: it cannot be created from here", diags);
	else if (result != TALK_OK)
		rc = talk_report(provider, request->zone, &fault, diags);
	if (held != NULL && result == TALK_OK)
		held_put(&infomaniak->held, request->zone, held);
	else
		held_zone_free(held);
	talk_fault_free(&fault);
	return rc;
}

extern const struct provider_class infomaniak_provider_class;

const struct provider_class infomaniak_provider_class = {
    .names = names,
    .options = options,
    .flags = PROVIDER_ROOT_NS,
    .types = "A AAAA CAA CNAME DS MX NS SRV SSHFP TLSA TXT",
    .open = open_provider,
    .close = close_provider,
    .read = read_zone,
    .apply = infomaniak_apply,
};
