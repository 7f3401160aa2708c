/* Records and page rules as Cloudflare answers them: read, and sent back as objects. */
#include "../../providers/cloudflare/cloudflare.h"
#include "core/text.h"
#include "fuzz.h"

static struct cloudflare state;
static struct provider provider;
static struct read_request request = {.as_target = true, .lenient = true};

extern const struct provider_class cloudflare_provider_class;

static void
start(void)
{
	struct http_options options = {.base_url = "http://127.0.0.1:1"};
	struct diags diags = {0};

	if (provider.class != NULL)
		return;
	fuzz_require(http_open(&state.talk.client, &options, &diags) == 0, "there is no client");
	http_secret(state.talk.client, slice_of("a-token-to-hide"));
	provider.class = &cloudflare_provider_class;
	provider.id = "cf";
	provider.state = &state;
	state.pagerules = true;
	state.regional = true;
	state.min_ttl = 120;
	request.zone = slice_of("unit.tests.");
}

static void
must_hide(const struct diags *diags)
{
	size_t i;

	for (i = 0; i < diags->count; i++)
		fuzz_require(strstr(diags->items[i].message, "a-token-to-hide") == NULL,
		    "a message has the token in it");
}

/* {"result": [records], "rules": {"result": [rules]}} */
static void
read_json(cJSON *json, struct zone *zone, struct zone_info *info)
{
	struct diags diags = {0};
	struct reading reading = {.provider = &provider, .keep = true};
	const cJSON *rules = cJSON_GetObjectItemCaseSensitive(json, "rules");

	zone_init(zone, request.zone);
	incoming_begin(&reading.in, &provider, state.talk.client, &request, zone, &diags);
	records_read(&reading, &json, 1);
	pagerules_read(&reading, rules);
	(void)incoming_end(&reading.in);
	zone_sort(zone);
	must_hide(&diags);
	diags_free(&diags);
	arena_free(&reading.scratch);
	*info = (struct zone_info){.arena = reading.arena,
	    .kept = reading.kept,
	    .nkept = reading.nkept};
}

static void
info_free(struct zone_info *info)
{
	arena_free(&info->arena);
	free(info->kept);
}

/* A change of what is there into itself, and its deletion: valid JSON in any case. */
static void
check_ops(const struct zone *zone, const struct zone_info *info)
{
	struct ops ops = {0};
	struct buf body = {0};
	size_t i;

	for (i = 0; i < zone->count; i++) {
		const struct rrset *rrset = &zone->rrsets[i];
		struct change update = {CHANGE_UPDATE, rrset, rrset};
		struct change gone = {CHANGE_DELETE, rrset, NULL};

		fuzz_require(!cloudflare_differs(&provider, rrset, rrset),
		    "a record differs from itself");
		if (!edge_is_rule(&update))
			ops_add(&ops, &state, info, &update);
		if (!edge_is_rule(&gone))
			ops_add(&ops, &state, info, &gone);
	}
	ops_sort(&ops);
	if (ops.count > 0) {
		cJSON *json;

		ops_batch(&ops, 0, ops.count, &body);
		json = cJSON_ParseWithLength(body.data, body.len);
		fuzz_require(json != NULL, "a batch is no JSON");
		cJSON_Delete(json);
	}
	buf_free(&body);
	ops_free(&ops);
}

static void
add_back(struct buf *records, struct buf *rules, const struct rrset *rrset)
{
	struct arena arena = {0};
	const struct object *objects = meta_objects(&state, &arena, rrset);
	bool rule = strcmp(rrset_type(rrset)->name, "URLFWD") == 0;
	uint32_t i;

	for (i = 0; i < rrset->nvalues; i++) {
		if (rule) {
			buf_text(rules, rules->len > 0 ? "," : "");
			pagerules_json(rules, rrset->name, objects[i].value, 1);
			continue;
		}
		buf_text(records, records->len > 0 ? ",{" : "{");
		content_json(records, &objects[i]);
		buf_char(records, '}');
	}
	arena_free(&arena);
}

/* What is sent is what was read. */
static void
send_back(const struct zone *zone)
{
	struct buf records = {0}, rules = {0}, text = {0};
	struct zone_info info;
	struct zone again;
	cJSON *json;
	size_t i;

	for (i = 0; i < zone->count; i++)
		add_back(&records, &rules, &zone->rrsets[i]);
	buf_printf(&text, "{\"result\":[%s],\"rules\":{\"result\":[%s]}}",
	    records.len > 0 ? records.data : "", rules.len > 0 ? rules.data : "");
	json = cJSON_ParseWithLength(text.data, text.len);
	fuzz_require(json != NULL, "what is sent is no JSON");
	read_json(json, &again, &info);
	fuzz_require(again.count == zone->count, "what is sent has other records");
	for (i = 0; i < zone->count; i++)
		fuzz_require(!cloudflare_differs(&provider, &again.rrsets[i], &zone->rrsets[i]),
		    "a record that is sent differs");
	cJSON_Delete(json);
	info_free(&info);
	zone_free(&again);
	buf_free(&records);
	buf_free(&rules);
	buf_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = slice_make((const char *)data, size);
	cJSON *json = cJSON_ParseWithLength(text.data, text.len);
	struct zone_info info;
	struct zone zone;

	start();
	/* JSON is UTF-8: what is not reads differently once it was sent. */
	if (json != NULL && text_utf8_valid(text, NULL)) {
		read_json(json, &zone, &info);
		check_ops(&zone, &info);
		send_back(&zone);
		info_free(&info);
		zone_free(&zone);
	}
	cJSON_Delete(json);
	return 0;
}
