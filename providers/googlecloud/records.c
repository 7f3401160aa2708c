/* RRsets in Cloud DNS's JSON, and ours; what is kept of them, since a deletion must say it word for word. */
#include "googlecloud.h"

#include "core/mem.h"
#include "dns/name.h"
#include "provider/limits.h"

#include <stdlib.h>
#include <string.h>

#define PAGE "1000" /* the most that the service gives */

static uint64_t
key_of(struct slice owner, struct slice type)
{
	struct buf text = {0};
	uint64_t key;

	buf_slice(&text, owner);
	buf_char(&text, ' ');
	buf_slice(&text, type);
	key = hash_slice(buf_view(&text));
	buf_free(&text);
	return key;
}

void
google_kept_clear(struct google_zone *zone)
{
	buf_clear(&zone->text);
	zone->count = 0;
	zone->known = false;
}

static int
compare_kept(const void *a, const void *b)
{
	const struct google_kept *left = a, *right = b;

	return left->key < right->key ? -1 : left->key > right->key;
}

void
google_kept_sort(struct google_zone *zone)
{
	if (zone->count > 1)
		qsort(zone->kept, zone->count, sizeof(*zone->kept), compare_kept);
	zone->known = true;
}

const struct google_kept *
google_kept_find(const struct google_zone *zone, struct slice owner, const struct rtype *type)
{
	struct google_kept wanted = {.key = key_of(owner, slice_of(type->name))};

	if (zone->count == 0)
		return NULL;
	return bsearch(&wanted, zone->kept, zone->count, sizeof(wanted), compare_kept);
}

/* What a deletion must say, and no more: the rest of an RRset is the service's to give. */
static void
kept_json(const cJSON *item, struct buf *out)
{
	static const char *const parts[] = {"name", "type", "ttl", "rrdatas"};
	size_t i;

	buf_char(out, '{');
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		char *text =
		    cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(item, parts[i]));

		buf_printf(out, "%s\"%s\":", i > 0 ? "," : "", parts[i]);
		buf_text(out, text != NULL ? text : "null");
		cJSON_free(text);
	}
	buf_char(out, '}');
}

static uint32_t
rdata_bytes(const cJSON *item)
{
	const cJSON *values = cJSON_GetObjectItemCaseSensitive(item, "rrdatas"), *value;
	size_t bytes = 0;

	cJSON_ArrayForEach(value, values)
	{
		if (cJSON_IsString(value))
			bytes += strlen(value->valuestring);
	}
	return bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX;
}

static void
keep(struct google_zone *zone, const cJSON *item, bool policy)
{
	struct slice owner = slice_of(talk_text(item, "name"));
	struct slice type = slice_of(talk_text(item, "type"));
	struct arena scratch = {0};
	struct google_kept kept = {.policy = policy, .rdata = rdata_bytes(item)};
	const char *why;

	if (name_encode(&scratch, owner, &owner, &why) == 0 && zone->text.len < UINT32_MAX / 2) {
		/* As incoming_add takes it. */
		if (owner.len > 0 && owner.data[owner.len - 1] != '.')
			owner = slice_of(arena_printf(&scratch, "%.*s.", SLICE_ARGS(owner)));
		kept.key = key_of(owner, type);
		kept.from = (uint32_t)zone->text.len;
		if (!policy)
			kept_json(item, &zone->text);
		kept.len = (uint32_t)(zone->text.len - kept.from);
		zone->kept = mem_grow(zone->kept, &zone->cap, zone->count + 1, sizeof(*zone->kept));
		zone->kept[zone->count++] = kept;
	}
	arena_free(&scratch);
}

static double
ttl_of(const cJSON *item)
{
	const cJSON *ttl = cJSON_GetObjectItemCaseSensitive(item, "ttl");

	return cJSON_IsNumber(ttl) ? ttl->valuedouble : -1;
}

static void
take_values(struct google_reading *reading, const cJSON *item, struct incoming_record *next)
{
	const cJSON *values = cJSON_GetObjectItemCaseSensitive(item, "rrdatas"), *value;

	if (!cJSON_IsArray(values) || cJSON_GetArraySize(values) == 0) {
		reading->in.subject.record = next->owner;
		incoming_fault(&reading->in, NULL, "a record without a list of values");
		return;
	}
	cJSON_ArrayForEach(value, values)
	{
		const char *text = cJSON_GetStringValue(value);

		next->content = slice_make(text, text != NULL ? strlen(text) : 0);
		incoming_add(&reading->in, next);
	}
}

void
google_take(void *ctx, const cJSON *item)
{
	struct google_reading *reading = ctx;
	const char *name = talk_text(item, "name"), *type = talk_text(item, "type");
	const cJSON *policy = cJSON_GetObjectItemCaseSensitive(item, "routingPolicy");
	struct incoming_record next = {.ttl = ttl_of(item)};
	bool has_policy = policy != NULL && !cJSON_IsNull(policy);

	reading->in.subject = (struct subject){reading->in.zone->name, {"", 0}, NULL};
	if (name == NULL || type == NULL) {
		incoming_fault(&reading->in, NULL, "a record without name or type");
		return;
	}
	if (reading->keep != NULL)
		keep(reading->keep, item, has_policy);
	next.owner = slice_of(name);
	next.type = slice_of(type);
	if (has_policy)
		reading->policies++;
	else
		take_values(reading, item, &next);
}

static void
warn_policies(const struct google_reading *reading)
{
	struct subject subject = {reading->in.zone->name, {"", 0}, NULL};

	if (reading->policies == 0)
		return;
	diag_warn(reading->in.diags, "provider-type", &subject, place_none, NULL,
	    "provider %s: %zu record%s with a routing policy %s left alone: such are not managed there",
	    reading->in.provider->id, reading->policies, reading->policies == 1 ? "" : "s",
	    reading->policies == 1 ? "is" : "are");
}

/* All pages.  What is kept is replaced whether or not they could be read. */
static enum talk_result
get_rrsets(const struct provider *provider, struct google_zone *zone,
    struct google_reading *reading, struct talk_fault *fault)
{
	struct buf path = {0};
	enum talk_result result;

	google_zone_path(&path, zone, "/rrsets?maxResults=" PAGE);
	if (reading->keep != NULL)
		google_kept_clear(reading->keep);
	result = google_pages(provider, path.data, "rrsets", google_take, reading, NULL, fault);
	if (reading->keep != NULL && result == TALK_OK)
		google_kept_sort(reading->keep);
	buf_free(&path);
	return result;
}

enum talk_result
google_fetch(const struct provider *provider, struct google_zone *zone, struct talk_fault *fault)
{
	const struct google *google = provider->state;
	struct read_request request = {.zone = zone->name, .as_target = true, .lenient = true};
	struct google_reading reading = {.keep = zone};
	struct diags diags = {.limit = 1};
	struct zone scratch;
	enum talk_result result;

	zone_init(&scratch, zone->name);
	incoming_begin(&reading.in, provider, google->talk.client, &request, &scratch, &diags);
	result = get_rrsets(provider, zone, &reading, fault);
	(void)incoming_end(&reading.in);
	zone_free(&scratch);
	diags_free(&diags);
	return result;
}

static const char no_zone[] = "create the zone there: a private one needs to know its networks";

static int
read_missing(const struct provider *provider, const struct read_request *request,
    struct diags *diags)
{
	const struct google *google = provider->state;

	/* A public one is created when it is written. */
	if (request->as_target && !google->private)
		return 0;
	return talk_no_zone(&google->talk, request, no_zone, diags);
}

int
google_read(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	const struct google *google = provider->state;
	struct google_reading reading = {0};
	struct talk_fault fault = {0};
	struct google_zone *info;
	enum talk_result result = google_find(provider, request->zone, &info, &fault);
	unsigned tries = 0;
	int rc = 0;

	if (result == TALK_MISSING) {
		talk_fault_free(&fault);
		return read_missing(provider, request, diags);
	}
	if (result == TALK_OK) {
		zone->exists = true;
		reading.keep = request->as_target ? info : NULL;
		incoming_begin(&reading.in, provider, google->talk.client, request, zone, diags);
		do
			result = get_rrsets(provider, info, &reading, &fault);
		while (result == TALK_MISSING &&
		    google_wait_for_zone(provider, request->zone, tries++));
		rc = incoming_end(&reading.in);
		warn_policies(&reading);
	}
	if (result != TALK_OK)
		rc = talk_report(provider, request->zone, &fault, diags);
	talk_fault_free(&fault);
	return rc;
}

size_t
google_rrset_json(struct buf *out, const struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	struct buf content = {0};
	size_t bytes = 0;
	uint32_t i;

	buf_text(out, "{\"name\":");
	json_text(out, rrset->name, true);
	buf_printf(out, ",\"type\":\"%s\",\"ttl\":%u,\"rrdatas\":[", type->name, rrset->ttl);
	for (i = 0; i < rrset->nvalues; i++) {
		buf_text(out, i > 0 ? "," : "");
		buf_clear(&content);
		value_presentation(&content, type, rrset->values + (size_t)i * type->nfields);
		json_text(out, buf_view(&content), true);
		bytes += content.len;
	}
	buf_text(out, "]}");
	buf_free(&content);
	return bytes;
}

/* A wanted zone while what the service cannot hold is taken out of it. */
struct fitting {
	struct provider *provider;
	const struct google_zone *info; /* as it was read, or NULL */
	struct slice zone;
	bool is_private;
	struct diags *diags;
	int rc;
};

static bool
fits(void *ctx, const struct rrset *rrset)
{
	struct fitting *fitting = ctx;
	const struct rtype *type = rrset_type(rrset);
	const struct google_kept *kept =
	    fitting->info != NULL ? google_kept_find(fitting->info, rrset->name, type) : NULL;

	if (kept != NULL && kept->policy) {
		fitting->rc |=
		    provider_lacks(fitting->provider, fitting->zone, rrset, fitting->diags,
			"provider-type", "delete it there, or exclude the record from this target",
			"has this record with a routing policy, which is not managed");
		return false;
	}
	if (fitting->is_private && strcmp(type->name, "ALIAS") == 0) {
		fitting->rc |=
		    provider_lacks(fitting->provider, fitting->zone, rrset, fitting->diags,
			"provider-type", "write addresses, or exclude the record from this target",
			"takes no ALIAS in a private zone");
		return false;
	}
	return true;
}

int
google_fit(struct provider *provider, struct zone *wanted, struct diags *diags)
{
	struct google *google = provider->state;
	struct fitting fitting = {.provider = provider, .zone = wanted->name, .diags = diags};

	(void)pthread_mutex_lock(&google->lock);
	fitting.info = map_get(&google->zones, wanted->name);
	(void)pthread_mutex_unlock(&google->lock);
	fitting.is_private = fitting.info != NULL && fitting.info->is_private;
	zone_keep(wanted, fits, &fitting);
	return fitting.rc != 0 ? -1 : 0;
}
