/* Reading a zone: its records, page rules and regions. */
#include "cloudflare.h"

#include "core/mem.h"

#include <stdlib.h>

struct pages {
	cJSON **items;
	size_t count, cap;
};

static bool
take_page(void *ctx, cJSON *page)
{
	struct pages *pages = ctx;

	pages->items = mem_grow(pages->items, &pages->cap, pages->count + 1, sizeof(cJSON *));
	pages->items[pages->count++] = page;
	return true;
}

static char *
zone_path(struct arena *arena, const struct zone_info *info, const char *more)
{
	return arena_printf(arena, "/zones/%.*s%s", SLICE_ARGS(info->id), more);
}

/* One more page, or rather object, about a zone. */
static enum talk_result
get_more(struct reading *reading, const struct zone_info *info, const char *more, cJSON **json,
    struct talk_fault *fault)
{
	struct slice nothing = {"", 0};

	return cloudflare_call(reading->provider, info, "GET",
	    zone_path(&reading->scratch, info, more), nothing, json, fault);
}

static enum talk_result
read_rules(struct reading *reading, const struct zone_info *info, struct talk_fault *fault)
{
	const struct cloudflare *cloudflare = reading->provider->state;
	enum talk_result result;
	cJSON *json;

	if (!cloudflare->pagerules)
		return TALK_OK;
	result = get_more(reading, info, "/pagerules?status=active", &json, fault);
	if (result == TALK_OK)
		pagerules_read(reading, json);
	else if (result == TALK_REFUSED)
		talk_hint(&cloudflare->talk, fault,
		    "the token of provider %s needs Page Rules:Edit too; or set pagerules: false");
	cJSON_Delete(json);
	return result;
}

/* "result" may be null: there are none. */
static void
keep_regions(struct reading *reading, const cJSON *json)
{
	const cJSON *list = cloudflare_result(json), *item;

	reading->regions = arena_array(&reading->arena, (size_t)cJSON_GetArraySize(list),
	    sizeof(*reading->regions));
	cJSON_ArrayForEach(item, list)
	{
		struct slice host = slice_of(talk_text(item, "hostname"));
		struct slice key = slice_of(talk_text(item, "region_key"));

		if (host.len == 0 || key.len == 0)
			continue;
		reading->regions[reading->nregions++] =
		    (struct region){arena_copy(&reading->arena, host),
			arena_copy(&reading->arena, key)};
	}
}

static enum talk_result
read_regions(struct reading *reading, const struct zone_info *info, struct talk_fault *fault)
{
	const struct cloudflare *cloudflare = reading->provider->state;
	enum talk_result result;
	cJSON *json;

	if (!cloudflare->regional)
		return TALK_OK;
	result = get_more(reading, info, "/addressing/regional_hostnames", &json, fault);
	if (result == TALK_OK)
		keep_regions(reading, json);
	else if (result == TALK_REFUSED)
		talk_hint(&cloudflare->talk, fault,
		    "regional services are for accounts that have them: else set "
		    "regional_services: false on provider %s");
	cJSON_Delete(json);
	return result;
}

static enum talk_result
read_all(struct reading *reading, const struct zone_info *info, struct talk_fault *fault)
{
	const struct cloudflare *cloudflare = reading->provider->state;
	struct pages pages = {0};
	enum talk_result result;
	size_t i;

	result = cloudflare_pages(reading->provider, info,
	    zone_path(&reading->scratch, info, "/dns_records"), cloudflare->records_per_page,
	    take_page, &pages, fault);
	if (result == TALK_OK)
		result = read_regions(reading, info, fault);
	if (result == TALK_OK) {
		records_read(reading, pages.items, pages.count);
		result = read_rules(reading, info, fault);
	}
	for (i = 0; i < pages.count; i++)
		cJSON_Delete(pages.items[i]);
	free(pages.items);
	return result;
}

static int
compare_kept(const void *a, const void *b)
{
	const struct kept *left = a, *right = b;

	if (left->rrset != right->rrset)
		return left->rrset < right->rrset ? -1 : 1;
	return left->order < right->order ? -1 : left->order > right->order;
}

/* What was read takes the place of what was known. */
static void
remember(struct reading *reading, struct zone_info *info, bool whole)
{
	if (!reading->keep)
		return;
	arena_free(&info->arena);
	free(info->kept);
	if (reading->nkept > 1)
		qsort(reading->kept, reading->nkept, sizeof(*reading->kept), compare_kept);
	info->kept = reading->kept;
	info->nkept = reading->nkept;
	info->regions = reading->regions;
	info->nregions = reading->nregions;
	info->arena = reading->arena;
	info->known = whole;
	reading->kept = NULL;
	reading->arena = (struct arena){0};
}

static int
refuse_no_zone(const struct provider *provider, struct slice zone, struct diags *diags)
{
	const struct cloudflare *cloudflare = provider->state;
	struct talk_fault fault = {0};

	buf_printf(&fault.message, "the account has no %szone %.*s, or the token may not see it",
	    cloudflare->internal ? "internal " : "", SLICE_ARGS(zone));
	fault.hint = cloudflare->internal
	    ? "create it in Cloudflare first: internal zones are not created here"
	    : "create the zone there, or take this source from the zone";
	(void)talk_report(provider, zone, &fault, diags);
	talk_fault_free(&fault);
	return -1;
}

/* The plan_type is written with the next change, for want of one of its own. */
static void
warn_plan(const struct provider *provider, const struct zone_info *info,
    const struct read_request *request, struct diags *diags)
{
	const struct cloudflare *cloudflare = provider->state;
	struct subject subject = {request->zone, {"", 0}, NULL};
	struct buf plan = {0};

	if (cloudflare->plan_type == NULL || !request->as_target ||
	    slice_is(info->plan, cloudflare->plan_type))
		return;
	talk_safe(cloudflare->talk.client, info->plan, &plan);
	diag_warn(diags, "provider-plan", &subject, place_none,
	    "it is changed together with the next change of a record",
	    "provider %s: the zone has the plan \"%s\", not \"%s\"", provider->id,
	    plan.len > 0 ? plan.data : "", cloudflare->plan_type);
	buf_free(&plan);
}

static int
read_found(struct provider *provider, struct zone_info *info, const struct read_request *request,
    struct zone *zone, struct diags *diags)
{
	const struct cloudflare *cloudflare = provider->state;
	struct reading reading = {.provider = provider, .keep = request->as_target};
	struct talk_fault fault = {0};
	enum talk_result result;
	int rc;

	zone->exists = true;
	warn_plan(provider, info, request, diags);
	incoming_begin(&reading.in, provider, cloudflare->talk.client, request, zone, diags);
	result = read_all(&reading, info, &fault);
	rc = incoming_end(&reading.in);
	if (result == TALK_OK)
		remember(&reading, info, rc == 0);
	else
		rc = talk_report(provider, request->zone, &fault, diags);
	free(reading.kept);
	arena_free(&reading.arena);
	arena_free(&reading.scratch);
	talk_fault_free(&fault);
	return rc;
}

int
cloudflare_read(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	const struct cloudflare *cloudflare = provider->state;
	struct talk_fault fault = {0};
	struct zone_info *info;
	enum talk_result result = zones_find(provider, request->zone, &info, &fault);
	int rc = 0;

	if (result == TALK_OK)
		rc = read_found(provider, info, request, zone, diags);
	else if (result != TALK_MISSING)
		rc = talk_report(provider, request->zone, &fault, diags);
	else if (!request->as_target || cloudflare->internal)
		rc = refuse_no_zone(provider, request->zone, diags);
	talk_fault_free(&fault);
	return rc;
}
