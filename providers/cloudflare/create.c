/* Zones that are added to the account, and the plan that they are to have. */
#include "cloudflare.h"

#include "core/log.h"

static void
zone_json(const struct cloudflare *cloudflare, struct buf *body, struct slice name)
{
	buf_text(body, "{\"name\":");
	json_text(body, slice_sub(name, 0, name.len - 1), true);
	buf_text(body, ",\"type\":\"full\",\"jump_start\":false");
	if (cloudflare->account_id != NULL) {
		buf_text(body, ",\"account\":{\"id\":");
		json_text(body, slice_of(cloudflare->account_id), true);
		buf_char(body, '}');
	}
	buf_char(body, '}');
}

/* The name servers are what the owner of the domain needs to know next. */
static void
tell_servers(const struct provider *provider, const cJSON *zone, struct slice name)
{
	const cJSON *servers = cJSON_GetObjectItemCaseSensitive(zone, "name_servers"), *server;
	const struct cloudflare *cloudflare = provider->state;
	struct buf text = {0};

	cJSON_ArrayForEach(server, servers)
	{
		if (!cJSON_IsString(server))
			continue;
		buf_text(&text, text.len > 0 ? ", " : "");
		talk_safe(cloudflare->talk.client, slice_of(server->valuestring), &text);
	}
	log_info("provider %s: zone %.*s created; its name servers are %s", provider->id,
	    SLICE_ARGS(name), text.len > 0 ? text.data : "not known yet");
	buf_free(&text);
}

enum talk_result
zones_create(struct provider *provider, struct slice name, struct zone_info **info,
    struct talk_fault *fault)
{
	struct cloudflare *cloudflare = provider->state;
	struct zone_listing listing = {.cloudflare = cloudflare, .only = name};
	struct talk_fault again = {0};
	struct buf body = {0};
	enum talk_result result;
	cJSON *json;

	zone_json(cloudflare, &body, name);
	result = cloudflare_call(provider, NULL, "POST", "/zones", buf_view(&body), &json, fault);
	buf_free(&body);
	(void)pthread_mutex_lock(&cloudflare->lock);
	*info = zones_info(cloudflare, name);
	if (result == TALK_OK) {
		zones_keep(&listing, cloudflare_result(json));
		/* It is empty: nothing is there to be read. */
		(*info)->known = true;
		tell_servers(provider, cloudflare_result(json), name);
	} else if (result != TALK_REFUSED && result != TALK_MISSING) {
		/* It may be there all the same. */
		if (zones_get(provider, &listing, &again) == TALK_OK && (*info)->id.len > 0)
			result = TALK_OK;
	} else if (cloudflare->account_id == NULL) {
		talk_hint(&cloudflare->talk, fault,
		    "name the account that is to have it: account_id of provider %s");
	}
	(*info)->created = result == TALK_OK;
	if (result == TALK_OK && (*info)->id.len == 0)
		result = talk_strange(&cloudflare->talk, fault, "has no id for the new zone");
	(void)pthread_mutex_unlock(&cloudflare->lock);
	talk_fault_free(&again);
	cJSON_Delete(json);
	return result;
}

/* The id of the plan that is wanted, among those that the zone may have. */
static struct slice
find_plan(const struct cloudflare *cloudflare, const cJSON *json)
{
	struct slice none = {"", 0};
	const cJSON *plan;

	cJSON_ArrayForEach(plan, cloudflare_result(json))
	{
		if (slice_is(slice_of(talk_text(plan, "legacy_id")), cloudflare->plan_type))
			return cloudflare_id(plan, "id");
	}
	return none;
}

static enum talk_result
change_plan(struct provider *provider, struct zone_info *info, struct slice plan,
    struct talk_fault *fault)
{
	struct cloudflare *cloudflare = provider->state;
	struct buf path = {0}, body = {0};
	enum talk_result result;
	cJSON *json;

	buf_printf(&path, "/zones/%.*s", SLICE_ARGS(info->id));
	buf_printf(&body, "{\"plan\":{\"id\":\"%.*s\"}}", SLICE_ARGS(plan));
	result = cloudflare_call(provider, info, "PATCH", path.data, buf_view(&body), &json, fault);
	cJSON_Delete(json);
	buf_free(&path);
	buf_free(&body);
	if (result == TALK_OK)
		info->plan = slice_of(cloudflare->plan_type);
	return result;
}

enum talk_result
zones_set_plan(struct provider *provider, struct zone_info *info, struct talk_fault *fault)
{
	struct cloudflare *cloudflare = provider->state;
	struct buf path = {0};
	struct slice none = {"", 0};
	enum talk_result result;
	struct slice plan;
	cJSON *json;

	if (cloudflare->plan_type == NULL || slice_is(info->plan, cloudflare->plan_type))
		return TALK_OK;
	buf_printf(&path, "/zones/%.*s/available_plans", SLICE_ARGS(info->id));
	result = cloudflare_call(provider, info, "GET", path.data, none, &json, fault);
	buf_free(&path);
	if (result != TALK_OK)
		return result;
	plan = find_plan(cloudflare, json);
	if (plan.len > 0) {
		result = change_plan(provider, info, plan, fault);
	} else {
		result = TALK_REFUSED;
		talk_fault_clear(fault);
		buf_printf(&fault->message, "the zone cannot have the plan \"%s\"",
		    cloudflare->plan_type);
		talk_hint(&cloudflare->talk, fault, "check plan_type of provider %s");
	}
	cJSON_Delete(json);
	return result;
}
