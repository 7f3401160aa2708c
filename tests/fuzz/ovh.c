/* Records as OVHcloud answers them: read, and written again. */
#include "../../providers/ovh/ovh.h"
#include "fuzz.h"

static struct ovh state;
static struct provider provider;

extern const struct provider_class ovh_provider_class;

static void
start(void)
{
	struct http_options options = {.base_url = "http://127.0.0.1:1"};
	struct diags diags = {0};

	if (provider.class != NULL)
		return;
	fuzz_require(http_open(&state.talk.client, &options, &diags) == 0, "there is no client");
	provider.class = &ovh_provider_class;
	provider.flags = ovh_provider_class.flags;
	provider.id = "ovh";
	provider.state = &state;
}

static void
read_list(const struct read_request *request, const cJSON *list, struct zone *zone,
    struct held_zone *held)
{
	struct diags diags = {0};
	struct incoming in;
	const cJSON *item;

	zone_init(zone, request->zone);
	incoming_begin(&in, &provider, state.talk.client, request, zone, &diags);
	in.held = held;
	cJSON_ArrayForEach(item, list) ovh_record(&in, item);
	(void)incoming_end(&in);
	zone_sort(zone);
	diags_free(&diags);
}

/* One record for each value, as it would be made; what fits a record may be sent to it. */
static cJSON *
write_list(const struct zone *zone, const struct held_zone *held)
{
	struct buf text = {0}, change = {0};
	cJSON *list, *item;
	size_t i;
	uint32_t k;

	buf_char(&text, '[');
	for (i = 0; i < zone->count; i++) {
		const struct rrset *rrset = &zone->rrsets[i];
		size_t step = rrset_type(rrset)->nfields;

		for (k = 0; k < rrset->nvalues; k++) {
			const union field *value = rrset->values + k * step;

			buf_text(&text, text.len > 1 ? "," : "");
			ovh_body(&text, rrset, zone->name, NULL, value);
			if (held->count > 0 &&
			    ovh_fits(&held->records[0], rrset_type(rrset), value))
				ovh_body(&change, rrset, zone->name, &held->records[0], value);
		}
	}
	buf_char(&text, ']');
	list = cJSON_ParseWithLength(text.data, text.len);
	fuzz_require(list != NULL, "what is sent is no JSON");
	cJSON_ArrayForEach(item, list)
	    fuzz_require(cJSON_AddNumberToObject(item, "id", 1) != NULL, "no id");
	buf_free(&text);
	buf_free(&change);
	return list;
}

static void
write_and_read(const struct read_request *request, const struct zone *zone,
    const struct held_zone *held)
{
	cJSON *list = write_list(zone, held);
	struct zone again;
	size_t i;

	read_list(request, list, &again, NULL);
	fuzz_require(again.count == zone->count, "what is sent has other records");
	for (i = 0; i < zone->count; i++)
		fuzz_require(rrset_equal(&zone->rrsets[i], &again.rrsets[i]),
		    "a record that is sent differs");
	cJSON_Delete(list);
	zone_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct read_request request = {.zone = slice_of("unit.tests."),
	    .as_target = true,
	    .lenient = true};
	cJSON *json = cJSON_ParseWithLength((const char *)data, size);
	struct held_zone *held = held_zone_new();
	struct zone zone;

	start();
	if (json != NULL) {
		read_list(&request, json, &zone, held);
		write_and_read(&request, &zone, held);
		zone_free(&zone);
		request.lenient = false;
		read_list(&request, json, &zone, NULL);
		zone_free(&zone);
	}
	held_zone_free(held);
	cJSON_Delete(json);
	return 0;
}
