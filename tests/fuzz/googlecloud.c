/* Records and refusals as Cloud DNS answers them: read, kept, and written again. */
#include "../../providers/googlecloud/googlecloud.h"
#include "fuzz.h"

#include <stdlib.h>

static struct google state;
static struct provider provider;

extern const struct provider_class googlecloud_provider_class;

static void
start(void)
{
	struct http_options options = {.base_url = "http://127.0.0.1:1"};
	struct diags diags = {0};

	if (provider.class != NULL)
		return;
	fuzz_require(http_open(&state.talk.client, &options, &diags) == 0, "there is no client");
	provider.class = &googlecloud_provider_class;
	provider.flags = googlecloud_provider_class.flags;
	provider.id = "google";
	provider.state = &state;
}

static void
read_list(const struct read_request *request, const cJSON *list, struct zone *zone,
    struct google_zone *keep)
{
	struct google_reading reading = {.keep = keep};
	struct diags diags = {0};
	const cJSON *item;

	zone_init(zone, request->zone);
	incoming_begin(&reading.in, &provider, state.talk.client, request, zone, &diags);
	cJSON_ArrayForEach(item, list) google_take(&reading, item);
	(void)incoming_end(&reading.in);
	zone_sort(zone);
	diags_free(&diags);
}

/* Each RRset can be deleted: what is kept of it is JSON that has its type. */
static void
check_kept(const struct zone *zone, const struct google_zone *info)
{
	size_t i;

	for (i = 0; i < zone->count; i++) {
		const struct rrset *rrset = &zone->rrsets[i];
		const struct google_kept *kept =
		    google_kept_find(info, rrset->name, rrset_type(rrset));
		cJSON *json;

		fuzz_require(kept != NULL, "what was read was not kept");
		if (kept->policy)
			continue;
		json = cJSON_ParseWithLength(info->text.data + kept->from, kept->len);
		fuzz_require(slice_is(slice_of(talk_text(json, "type")), rrset_type(rrset)->name),
		    "what is kept is of another type");
		cJSON_Delete(json);
	}
}

static void
write_and_read(const struct read_request *request, const struct zone *zone)
{
	struct buf text = {0};
	struct zone again;
	cJSON *list;
	size_t i;

	buf_char(&text, '[');
	for (i = 0; i < zone->count; i++) {
		buf_text(&text, i > 0 ? "," : "");
		(void)google_rrset_json(&text, &zone->rrsets[i]);
	}
	buf_char(&text, ']');
	list = cJSON_ParseWithLength(text.data, text.len);
	fuzz_require(list != NULL, "what is sent is no JSON");
	read_list(request, list, &again, NULL);
	fuzz_require(again.count == zone->count, "what is sent has other records");
	for (i = 0; i < zone->count; i++)
		fuzz_require(rrset_equal(&zone->rrsets[i], &again.rrsets[i]),
		    "a record that is sent differs");
	cJSON_Delete(list);
	buf_free(&text);
	zone_free(&again);
}

static void
read_words(struct slice text)
{
	struct google_token token = {0};
	struct buf words = {0}, why = {0};
	char reason[64];

	google_words(text, &words, reason);
	if (google_token_take(&token, text, "it", &why) == 0)
		fuzz_require(token.text.len > 0, "a token without text");
	buf_free(&words);
	buf_free(&why);
	buf_wipe(&token.text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct read_request request = {.zone = slice_of("unit.tests."),
	    .as_target = true,
	    .lenient = true};
	cJSON *json = cJSON_ParseWithLength((const char *)data, size);
	struct google_zone info = {.name = request.zone};
	struct zone zone;

	start();
	read_words(slice_make((const char *)data, size));
	if (json != NULL) {
		read_list(&request, json, &zone, &info);
		google_kept_sort(&info);
		check_kept(&zone, &info);
		write_and_read(&request, &zone);
		zone_free(&zone);
		request.lenient = false;
		read_list(&request, json, &zone, NULL);
		zone_free(&zone);
	}
	free(info.kept);
	buf_free(&info.text);
	cJSON_Delete(json);
	return 0;
}
