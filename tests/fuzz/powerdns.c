/* A zone as a PowerDNS server answers it: read, and sent back as changes. */
#include "../../providers/powerdns/powerdns.h"
#include "fuzz.h"

static struct powerdns state;
static struct provider provider;

extern const struct provider_class powerdns_provider_class;

static void
start(void)
{
	struct http_options options = {.base_url = "http://127.0.0.1:1"};
	struct diags diags = {0};

	if (provider.class != NULL)
		return;
	fuzz_require(http_open(&state.talk.client, &options, &diags) == 0, "there is no client");
	fuzz_require(http_secret_header(state.talk.client, "X-API-Key",
			 slice_of("a-key-to-hide")) == 0,
	    "a key is refused");
	provider.class = &powerdns_provider_class;
	provider.flags = powerdns_provider_class.flags;
	provider.id = "pdns";
	provider.state = &state;
}

static void
must_hide(const struct diags *diags)
{
	size_t i;

	for (i = 0; i < diags->count; i++)
		fuzz_require(strstr(diags->items[i].message, "a-key-to-hide") == NULL,
		    "a message has the key in it");
}

static void
read_json(const struct read_request *request, const cJSON *json, struct zone *zone)
{
	struct diags diags = {0};

	zone_init(zone, request->zone);
	(void)powerdns_records(&provider, request, json, zone, &diags);
	zone_sort(zone);
	must_hide(&diags);
	diags_free(&diags);
}

/* What is sent to the server is what was read from it. */
static void
send_back(const struct read_request *request, const struct zone *zone)
{
	struct buf text = {0};
	struct zone again;
	cJSON *json;
	size_t i;

	buf_text(&text, "{\"rrsets\":[");
	for (i = 0; i < zone->count; i++) {
		struct change change = {CHANGE_CREATE, NULL, &zone->rrsets[i]};

		buf_text(&text, i > 0 ? "," : "");
		powerdns_change_json(&text, &change);
	}
	buf_text(&text, "]}");
	json = cJSON_ParseWithLength(text.data, text.len);
	fuzz_require(json != NULL, "what is sent is no JSON");
	read_json(request, json, &again);
	fuzz_require(again.count == zone->count, "what is sent has other records");
	for (i = 0; i < zone->count; i++)
		fuzz_require(rrset_equal(&zone->rrsets[i], &again.rrsets[i]),
		    "a record that is sent differs");
	cJSON_Delete(json);
	zone_free(&again);
	buf_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct read_request request = {.zone = slice_of("unit.tests."),
	    .as_target = true,
	    .lenient = true};
	cJSON *json = cJSON_ParseWithLength((const char *)data, size);
	struct zone zone;

	start();
	if (json != NULL) {
		read_json(&request, json, &zone);
		send_back(&request, &zone);
		zone_free(&zone);
		request.lenient = false;
		read_json(&request, json, &zone);
		zone_free(&zone);
	}
	cJSON_Delete(json);
	return 0;
}
