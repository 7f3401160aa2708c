/* Zones of the account: found by name, listed, created. */
#include "cloudflare.h"

#include "core/mem.h"
#include "dns/name.h"

#include <stdlib.h>
#include <string.h>

/* So many look-ups by name cost what a listing may cost: then its length is asked for. */
#define FIRST_LISTING 20

struct zone_info *
zones_info(struct cloudflare *cloudflare, struct slice name)
{
	struct zone_info *info = map_get(&cloudflare->zones, name);

	if (info == NULL) {
		info = mem_zero(1, sizeof(*info));
		info->name = arena_copy(&cloudflare->arena, name);
		(void)map_put(&cloudflare->zones, info->name, info);
	}
	return info;
}

static struct slice
plan_of(const cJSON *zone)
{
	const cJSON *plan = cJSON_GetObjectItemCaseSensitive(zone, "plan");

	return slice_of(talk_text(plan, "legacy_id"));
}

/* Not in use yet: it may have been made by a run that broke off a moment ago. */
static bool
is_new(const cJSON *zone)
{
	struct slice status = slice_of(talk_text(zone, "status"));

	return slice_is(status, "initializing") || slice_is(status, "pending");
}

void
zones_keep(struct zone_listing *listing, const cJSON *zone)
{
	struct cloudflare *cloudflare = listing->cloudflare;
	struct slice id = cloudflare_id(zone, "id"), name, text = slice_of(talk_text(zone, "name"));
	struct arena scratch = {0};
	struct zone_info *info;
	const char *why, *type = talk_text(zone, "type");
	char *dotted = arena_printf(&scratch, "%.*s.", SLICE_ARGS(text));
	bool internal = type != NULL && strcmp(type, "internal") == 0;

	if (id.len > 0 && text.len > 0 && internal == cloudflare->internal &&
	    (listing->among == NULL || map_has(listing->among, id)) &&
	    zone_name_parse(&scratch, slice_of(dotted), &name, &why) == 0 &&
	    (listing->only.len == 0 || slice_equal(listing->only, name))) {
		info = zones_info(cloudflare, name);
		if (info->id.len > 0 && !slice_equal(info->id, id))
			info->twice = info->twice > 1 ? info->twice + 1 : 2;
		/* Others may be reading what is known already. */
		if (!slice_equal(info->id, id)) {
			info->id = arena_copy(&cloudflare->arena, id);
			info->plan = arena_copy(&cloudflare->arena, plan_of(zone));
			info->created = is_new(zone);
		}
	}
	arena_free(&scratch);
}

static bool
take_zones(void *ctx, cJSON *page)
{
	struct zone_listing *listing = ctx;
	const cJSON *info = cJSON_GetObjectItemCaseSensitive(page, "result_info"), *zone;
	const cJSON *pages = cJSON_GetObjectItemCaseSensitive(info, "total_pages");

	listing->cut =
	    listing->limit > 0 && cJSON_IsNumber(pages) && pages->valuedouble > listing->limit;
	if (listing->cut)
		listing->limit = pages->valuedouble;
	cJSON_ArrayForEach(zone, cloudflare_result(page))
	{
		if (!listing->cut)
			zones_keep(listing, zone);
	}
	cJSON_Delete(page);
	return !listing->cut;
}

static void
zones_path(const struct cloudflare *cloudflare, struct buf *path, struct slice name)
{
	char mark = '?';

	buf_text(path, "/zones");
	if (name.len > 0) {
		buf_text(path, "?name=");
		http_escape(path, slice_sub(name, 0, name.len - 1));
		mark = '&';
	}
	if (cloudflare->account_id != NULL) {
		buf_printf(path, "%caccount.id=", mark);
		http_escape(path, slice_of(cloudflare->account_id));
		mark = '&';
	}
	if (cloudflare->internal)
		buf_printf(path, "%ctype=internal", mark);
}

enum talk_result
zones_get(const struct provider *provider, struct zone_listing *listing, struct talk_fault *fault)
{
	const struct cloudflare *cloudflare = provider->state;
	struct buf path = {0};
	enum talk_result result;

	zones_path(cloudflare, &path, listing->only);
	result = cloudflare_pages(provider, NULL, path.data, cloudflare->zones_per_page, take_zones,
	    listing, fault);
	buf_free(&path);
	return result;
}

/* List all zones, unless that would take more than ${limit} pages. */
static enum talk_result
list_all(const struct provider *provider, double limit, struct talk_fault *fault)
{
	struct cloudflare *cloudflare = provider->state;
	struct zone_listing listing = {.cloudflare = cloudflare, .limit = limit};
	enum talk_result result = cloudflare->internal ? views_list(provider, &listing, fault)
						       : zones_get(provider, &listing, fault);

	if (result == TALK_OK)
		cloudflare->listed = !listing.cut;
	if (listing.cut)
		cloudflare->list_at = (size_t)listing.limit;
	return result;
}

/* Zones of this name; the lock is not held while the answer is waited for. */
static enum talk_result
get_named(const struct provider *provider, struct slice name, struct talk_fault *fault)
{
	struct cloudflare *cloudflare = provider->state;
	struct zone_listing listing = {.cloudflare = cloudflare, .only = name};
	struct buf path = {0};
	enum talk_result result;
	cJSON *json;

	cloudflare->lookups++;
	zones_path(cloudflare, &path, name);
	buf_printf(&path, "&per_page=%u", cloudflare->zones_per_page);
	(void)pthread_mutex_unlock(&cloudflare->lock);
	result = cloudflare_get(provider, path.data, &json, fault);
	(void)pthread_mutex_lock(&cloudflare->lock);
	if (result == TALK_OK)
		(void)take_zones(&listing, json);
	buf_free(&path);
	return result;
}

/* Ask for one zone; of many it is cheaper to have them all. */
static enum talk_result
look_up(const struct provider *provider, struct slice name, struct talk_fault *fault)
{
	struct cloudflare *cloudflare = provider->state;
	enum talk_result result = TALK_OK;

	if (cloudflare->listed)
		return TALK_OK;
	if (cloudflare->internal)
		return list_all(provider, 0, fault);
	if (cloudflare->lookups >= cloudflare->list_at)
		result = list_all(provider, (double)cloudflare->lookups, fault);
	if (result != TALK_OK || cloudflare->listed)
		return result;
	return get_named(provider, name, fault);
}

static enum talk_result
refuse_twice(const struct cloudflare *cloudflare, const struct zone_info *info,
    struct talk_fault *fault)
{
	talk_fault_clear(fault);
	buf_printf(&fault->message, "%s has %u zones %.*s: which is meant is not known",
	    http_host(cloudflare->talk.client), info->twice, SLICE_ARGS(info->name));
	talk_hint(&cloudflare->talk, fault,
	    cloudflare->internal ? "name the view that it is in: view_id of provider %s"
				 : "name the account that it is in: account_id of provider %s");
	return TALK_REFUSED;
}

enum talk_result
zones_find(struct provider *provider, struct slice name, struct zone_info **info,
    struct talk_fault *fault)
{
	struct cloudflare *cloudflare = provider->state;
	enum talk_result result = TALK_OK;

	(void)pthread_mutex_lock(&cloudflare->lock);
	if (cloudflare->list_at == 0)
		cloudflare->list_at = FIRST_LISTING;
	*info = map_get(&cloudflare->zones, name);
	if (*info == NULL || (*info)->id.len == 0)
		result = look_up(provider, name, fault);
	if (result == TALK_OK) {
		*info = zones_info(cloudflare, name);
		if ((*info)->twice > 1)
			result = refuse_twice(cloudflare, *info, fault);
		else if ((*info)->id.len == 0)
			result = TALK_MISSING;
	}
	(void)pthread_mutex_unlock(&cloudflare->lock);
	return result;
}

int
zones_list(struct provider *provider, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags)
{
	struct cloudflare *cloudflare = provider->state;
	struct talk_fault fault = {0};
	struct slice none = {"", 0};
	enum talk_result result = TALK_OK;
	size_t i;

	(void)pthread_mutex_lock(&cloudflare->lock);
	if (!cloudflare->listed)
		result = list_all(provider, 0, &fault);
	for (i = 0; i < cloudflare->zones.count && result == TALK_OK; i++) {
		const struct zone_info *info = cloudflare->zones.entries[i].value;

		if (info->id.len > 0)
			sink(ctx, info->name);
	}
	(void)pthread_mutex_unlock(&cloudflare->lock);
	if (result != TALK_OK)
		(void)talk_report(provider, none, &fault, diags);
	talk_fault_free(&fault);
	return result == TALK_OK ? 0 : -1;
}
