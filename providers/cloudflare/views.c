/* Internal zones: they stand in the list of zones, in the views of the account, or in both. */
#include "cloudflare.h"

/* Ids of zones in views: of one, or of a page of them. */
static void
keep_view(struct cloudflare *cloudflare, const cJSON *view, struct map *ids)
{
	const cJSON *zones = cJSON_GetObjectItemCaseSensitive(view, "zones"), *zone;

	cJSON_ArrayForEach(zone, zones)
	{
		const char *id = cJSON_GetStringValue(zone);

		if (id != NULL && !map_has(ids, slice_of(id)))
			(void)map_put(ids, arena_copy(&cloudflare->arena, slice_of(id)), NULL);
	}
}

struct views {
	struct cloudflare *cloudflare;
	struct map *ids;
};

static bool
take_views(void *ctx, cJSON *page)
{
	struct views *views = ctx;
	const cJSON *view;

	cJSON_ArrayForEach(view, cloudflare_result(page))
	    keep_view(views->cloudflare, view, views->ids);
	cJSON_Delete(page);
	return true;
}

static enum talk_result
get_views(const struct provider *provider, struct map *ids, struct talk_fault *fault)
{
	struct cloudflare *cloudflare = provider->state;
	struct views views = {cloudflare, ids};
	struct buf path = {0};
	enum talk_result result;
	cJSON *json;

	buf_text(&path, "/accounts/");
	http_escape(&path, slice_of(cloudflare->account_id));
	buf_text(&path, "/dns_settings/views");
	if (cloudflare->view_id == NULL) {
		result = cloudflare_pages(provider, NULL, path.data, cloudflare->zones_per_page,
		    take_views, &views, fault);
	} else {
		buf_char(&path, '/');
		http_escape(&path, slice_of(cloudflare->view_id));
		result = cloudflare_get(provider, path.data, &json, fault);
		if (result == TALK_OK)
			keep_view(cloudflare, cloudflare_result(json), ids);
		cJSON_Delete(json);
		if (result == TALK_MISSING)
			talk_hint(&cloudflare->talk, fault, "check view_id of provider %s");
	}
	buf_free(&path);
	return result;
}

static bool
is_known_id(const struct cloudflare *cloudflare, struct slice id)
{
	size_t i;

	for (i = 0; i < cloudflare->zones.count; i++) {
		const struct zone_info *info = cloudflare->zones.entries[i].value;

		if (slice_equal(info->id, id))
			return true;
	}
	return false;
}

/* A zone that only a view tells of. */
static enum talk_result
get_zone(const struct provider *provider, struct zone_listing *listing, struct slice id,
    struct talk_fault *fault)
{
	struct buf path = {0};
	enum talk_result result;
	cJSON *json;

	buf_text(&path, "/zones/");
	http_escape(&path, id);
	result = cloudflare_get(provider, path.data, &json, fault);
	if (result == TALK_OK)
		zones_keep(listing, cloudflare_result(json));
	cJSON_Delete(json);
	buf_free(&path);
	return result == TALK_MISSING ? TALK_OK : result;
}

enum talk_result
views_list(const struct provider *provider, struct zone_listing *listing, struct talk_fault *fault)
{
	struct cloudflare *cloudflare = provider->state;
	struct map ids = {0};
	enum talk_result result = get_views(provider, &ids, fault);
	size_t i;

	listing->among = cloudflare->view_id != NULL ? &ids : NULL;
	if (result == TALK_OK)
		result = zones_get(provider, listing, fault);
	for (i = 0; i < ids.count && result == TALK_OK; i++) {
		if (!is_known_id(cloudflare, ids.entries[i].key))
			result = get_zone(provider, listing, ids.entries[i].key, fault);
	}
	map_free(&ids);
	return result == TALK_MISSING ? TALK_REFUSED : result;
}
