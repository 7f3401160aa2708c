/* Zones of the project: found by name, listed, created. */
#include "googlecloud.h"

#include "core/log.h"
#include "core/mem.h"
#include "dns/name.h"
#include "http/rate.h"
#include "http/sign_hash.h"

#include <stdlib.h>
#include <string.h>

/* So many look-ups by name, and a listing may be cheaper: it is tried for as many pages. */
#define FIRST_LISTING 20
#define ZONES "/managedZones"
/* A zone that was just made may not be seen everywhere. */
#define FRESH_TRIES 6
#define FRESH_WAIT_MS 250
#define MAX_LABEL 45 /* of a zone's name in the project, which may have 63 */

/* Zones as they are listed. */
struct zone_listing {
	struct google *google;
	struct slice only; /* this one alone, or empty */
	bool strange;      /* there is a zone without a usable name */
};

/* The lock is held. */
static struct google_zone *
zone_info(struct google *google, struct slice name)
{
	struct google_zone *zone = map_get(&google->zones, name);

	if (zone == NULL) {
		zone = mem_zero(1, sizeof(*zone));
		zone->name = arena_copy(&google->arena, name);
		(void)map_put(&google->zones, zone->name, zone);
	}
	return zone;
}

/* What may stand in a path as it is; the service promises no more than that. */
static bool
is_zone_id(const char *text)
{
	size_t len = text != NULL ? strlen(text) : 0;

	return len > 0 && len <= 128 &&
	    strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == len;
}

static void
keep_zone(struct google *google, struct slice name, const char *id, bool is_private)
{
	struct google_zone *zone;

	(void)pthread_mutex_lock(&google->lock);
	zone = zone_info(google, name);
	if (zone->id == NULL) {
		zone->id = arena_text(&google->arena, slice_of(id));
		zone->is_private = is_private;
	} else if (strcmp(zone->id, id) != 0) {
		zone->other = arena_text(&google->arena, slice_of(id));
		zone->other_is_private = is_private;
	}
	(void)pthread_mutex_unlock(&google->lock);
}

static void
take_zone(void *ctx, const cJSON *item)
{
	struct zone_listing *listing = ctx;
	struct google *google = listing->google;
	const char *id = talk_text(item, "name"), *why, *visibility = talk_text(item, "visibility");
	bool is_private = visibility != NULL && strcmp(visibility, "private") == 0;
	struct arena scratch = {0};
	struct slice name;

	if (!is_zone_id(id) ||
	    zone_name_parse(&scratch, slice_of(talk_text(item, "dnsName")), &name, &why) != 0)
		listing->strange = true;
	else if ((!google->has_private || google->private == is_private) &&
	    (listing->only.len == 0 || slice_equal(listing->only, name)))
		keep_zone(google, name, id, is_private);
	arena_free(&scratch);
}

static enum talk_result
get_zones(const struct provider *provider, struct slice only, size_t *most,
    struct talk_fault *fault)
{
	struct google *google = provider->state;
	struct zone_listing listing = {.google = google, .only = only};
	struct buf path = {0};
	enum talk_result result;

	buf_text(&path, ZONES);
	if (only.len > 0) {
		buf_text(&path, "?dnsName=");
		http_escape(&path, only);
	}
	result =
	    google_pages(provider, path.data, "managedZones", take_zone, &listing, most, fault);
	if (result == TALK_OK && listing.strange)
		result = talk_strange(&google->talk, fault, "has a zone without a valid name");
	/* A zone is never missing from a listing of zones: the project is. */
	if (result == TALK_MISSING) {
		talk_hint(&google->talk, fault, "check project of provider %s");
		result = TALK_REFUSED;
	}
	buf_free(&path);
	return result;
}

/* Whether it is time to list: the look-ups so far cost what ${most} pages may cost. */
static bool
shall_list(struct google *google, size_t *most)
{
	bool shall;

	(void)pthread_mutex_lock(&google->lock);
	if (google->list_at == 0)
		google->list_at = FIRST_LISTING;
	shall = !google->listed && google->lookups >= google->list_at;
	*most = google->list_at;
	/* Others go on meanwhile; when there are more pages, so many look-ups come first. */
	if (shall)
		google->list_at = 2 * google->lookups;
	google->lookups += !shall && !google->listed;
	(void)pthread_mutex_unlock(&google->lock);
	return shall;
}

static void
note_listed(struct google *google)
{
	(void)pthread_mutex_lock(&google->lock);
	google->listed = true;
	(void)pthread_mutex_unlock(&google->lock);
}

static enum talk_result
look_up(const struct provider *provider, struct slice name, bool listed, struct talk_fault *fault)
{
	struct google *google = provider->state;
	struct slice none = {"", 0};
	enum talk_result result;
	size_t most;

	if (listed)
		return TALK_OK;
	if (shall_list(google, &most)) {
		result = get_zones(provider, none, &most, fault);
		if (result != TALK_OK)
			return result;
		if (most > 0) {
			note_listed(google);
			return TALK_OK;
		}
	}
	return get_zones(provider, name, NULL, fault);
}

static const char *
visibility_word(bool is_private)
{
	return is_private ? "private" : "public";
}

static enum talk_result
refuse_twice(const struct google *google, const struct google_zone *zone, struct talk_fault *fault)
{
	bool same = zone->is_private == zone->other_is_private;

	talk_fault_clear(fault);
	buf_printf(&fault->message,
	    "the project has two zones %.*s, %s (%s) and %s (%s): which is meant is not known",
	    SLICE_ARGS(zone->name), zone->id, visibility_word(zone->is_private), zone->other,
	    visibility_word(zone->other_is_private));
	talk_hint(&google->talk, fault,
	    same ? "delete one of them there: provider %s cannot tell them apart"
		 : "write private: false or private: true on provider %s");
	return TALK_REFUSED;
}

enum talk_result
google_find(const struct provider *provider, struct slice name, struct google_zone **zone,
    struct talk_fault *fault)
{
	struct google *google = provider->state;
	enum talk_result result = TALK_OK;
	bool found, listed;

	(void)pthread_mutex_lock(&google->lock);
	*zone = zone_info(google, name);
	found = (*zone)->id != NULL;
	listed = google->listed;
	(void)pthread_mutex_unlock(&google->lock);
	if (!found)
		result = look_up(provider, name, listed, fault);
	(void)pthread_mutex_lock(&google->lock);
	if (result == TALK_OK && (*zone)->other != NULL)
		result = refuse_twice(google, *zone, fault);
	else if (result == TALK_OK && (*zone)->id == NULL)
		result = TALK_MISSING;
	(void)pthread_mutex_unlock(&google->lock);
	return result;
}

int
google_list(struct provider *provider, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags)
{
	struct google *google = provider->state;
	struct talk_fault fault = {0};
	struct slice none = {"", 0};
	enum talk_result result;
	size_t i;

	result = get_zones(provider, none, NULL, &fault);
	if (result == TALK_OK)
		note_listed(google);
	(void)pthread_mutex_lock(&google->lock);
	for (i = 0; i < google->zones.count && result == TALK_OK; i++) {
		const struct google_zone *zone = google->zones.entries[i].value;

		if (zone->id != NULL)
			sink(ctx, zone->name);
	}
	(void)pthread_mutex_unlock(&google->lock);
	if (result != TALK_OK)
		(void)talk_report(provider, none, &fault, diags);
	talk_fault_free(&fault);
	return result == TALK_OK ? 0 : -1;
}

/*
 * The name of a zone in the project: the same each time, so that a request whose
 * answer was lost can be sent again, and none that another zone has.
 */
static void
zone_label(struct slice name, struct buf *out)
{
	unsigned char sum[SIGN_SHA256_LEN];
	size_t i;

	buf_text(out, "zone-");
	for (i = 0; i < name.len && i < MAX_LABEL; i++) {
		char c = name.data[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

		buf_char(out, plain ? c : '-');
	}
	if (out->data[out->len - 1] != '-')
		buf_char(out, '-');
	sign_sha256(name, sum);
	sign_hex(out, sum, 4);
}

/* The name servers are what the owner of the domain needs to know next. */
static void
tell_servers(const struct provider *provider, const cJSON *json, struct slice name)
{
	const struct google *google = provider->state;
	const cJSON *servers = cJSON_GetObjectItemCaseSensitive(json, "nameServers"), *server;
	struct buf text = {0};

	cJSON_ArrayForEach(server, servers)
	{
		if (!cJSON_IsString(server))
			continue;
		buf_text(&text, text.len > 0 ? ", " : "");
		talk_safe(google->talk.client, slice_of(server->valuestring), &text);
	}
	log_info("provider %s: zone %.*s created; its name servers are %s", provider->id,
	    SLICE_ARGS(name), text.len > 0 ? text.data : "not known yet");
	buf_free(&text);
}

/* After an answer that was lost, or that says it is there already: look. */
static enum talk_result
look_again(const struct provider *provider, struct google_zone *zone, enum talk_result result,
    struct talk_fault *fault)
{
	struct talk_fault again = {0};

	if (get_zones(provider, zone->name, NULL, &again) == TALK_OK && zone->id != NULL)
		result = TALK_OK;
	if (result == TALK_EXISTS)
		fault->hint = "its name in the project is taken by a zone of another domain";
	talk_fault_free(&again);
	return result;
}

enum talk_result
google_create(const struct provider *provider, struct slice name, struct google_zone **zone,
    struct talk_fault *fault)
{
	struct google *google = provider->state;
	struct buf body = {0};
	struct zone_listing listing = {.google = google, .only = name};
	enum talk_result result;
	cJSON *json;

	buf_text(&body, "{\"name\":\"");
	zone_label(name, &body);
	buf_text(&body, "\",\"dnsName\":");
	json_text(&body, name, true);
	buf_text(&body, ",\"description\":\"managed by zoneward\",\"visibility\":\"public\"}");
	result = google_call(provider, "POST", ZONES, buf_view(&body), &json, fault);
	(void)pthread_mutex_lock(&google->lock);
	*zone = zone_info(google, name);
	(void)pthread_mutex_unlock(&google->lock);
	(*zone)->fresh = true;
	(*zone)->known = false;
	if (result == TALK_OK) {
		take_zone(&listing, json);
		tell_servers(provider, json, name);
	} else if (result == TALK_UNSURE || result == TALK_EXISTS) {
		result = look_again(provider, *zone, result, fault);
	}
	if (result == TALK_OK && (*zone)->id == NULL)
		result = talk_strange(&google->talk, fault, "has no name of the new zone");
	cJSON_Delete(json);
	buf_free(&body);
	return result;
}

void
google_zone_path(struct buf *out, const struct google_zone *zone, const char *more)
{
	buf_printf(out, ZONES "/%s%s", zone->id, more);
}

void
google_zones_free(struct google *google)
{
	size_t i;

	for (i = 0; i < google->zones.count; i++) {
		struct google_zone *zone = google->zones.entries[i].value;

		buf_free(&zone->text);
		free(zone->kept);
		free(zone);
	}
	map_free(&google->zones);
	arena_free(&google->arena);
}

bool
google_wait_for_zone(const struct provider *provider, struct slice zone, unsigned tries)
{
	if (tries >= FRESH_TRIES)
		return false;
	log_info("provider %s: waiting until the new zone %.*s is seen", provider->id,
	    SLICE_ARGS(zone));
	sleep_ms((int64_t)FRESH_WAIT_MS << tries);
	return true;
}
