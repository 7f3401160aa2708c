/* Hosted zones: found by name, or all listed, whichever takes fewer requests. */
#include "route53.h"

#include "dns/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PER_PAGE 100
/* Before it is asked how many zones there are. */
#define FEW_LOOK_UPS 5

static bool
id_valid(struct slice id)
{
	size_t i;

	for (i = 0; i < id.len; i++) {
		char c = id.data[i];

		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
			return false;
	}
	return id.len > 0 && id.len <= 32;
}

/* Under the lock. */
static void
put_zone(struct route53 *route53, struct slice name, struct slice id, enum route53_kind kind,
    struct route53_zone *other)
{
	struct route53_zone *zone = arena_alloc(&route53->arena, sizeof(*zone));

	zone->name = arena_copy(&route53->arena, name);
	zone->id = arena_text(&route53->arena, id);
	zone->kind = kind;
	zone->other = other;
	(void)map_put(&route53->zones, zone->name, zone);
}

static void
add_zone(struct route53 *route53, struct slice name, struct slice id, enum route53_kind kind)
{
	struct route53_zone *zone, *first;

	(void)pthread_mutex_lock(&route53->lock);
	first = map_get(&route53->zones, name);
	for (zone = first; zone != NULL && !slice_is(id, zone->id);)
		zone = zone->other;
	if (zone == NULL)
		put_zone(route53, name, id, kind, first);
	(void)pthread_mutex_unlock(&route53->lock);
}

void
route53_new_zone(const struct provider *provider, struct slice name, struct slice id)
{
	struct route53 *route53 = provider->state;

	(void)pthread_mutex_lock(&route53->lock);
	put_zone(route53, name, id, route53->kind, NULL);
	(void)pthread_mutex_unlock(&route53->lock);
}

struct zone_listing {
	const struct provider *provider;
	const char *element, *id; /* as this listing calls them */
	struct slice only;        /* name of the one zone that is looked for, or nothing */
	void (*sink)(void *ctx, struct slice zone);
	void *ctx;
	struct arena names; /* that were sunk */
	struct map seen;
};

/* Take one zone; return false when it is no valid one. */
static bool
take_zone(struct zone_listing *l, const struct xml *zone, bool *beyond)
{
	struct route53 *route53 = l->provider->state;
	struct arena arena = {0};
	struct slice id = route53_id(xml_text(zone, l->id)), name;
	bool is_private = route53->vpc != NULL || xml_true(xml_find(zone, "Config"), "PrivateZone");
	enum route53_kind kind = is_private ? ROUTE53_PRIVATE : ROUTE53_PUBLIC;
	bool wanted = route53->kind == ROUTE53_ANY || route53->kind == kind, good;
	const char *why;

	name = route53_name(&arena, xml_text(zone, "Name"));
	good = id_valid(id) && zone_name_parse(&arena, name, &name, &why) == 0;
	*beyond = l->only.len > 0 && !slice_equal(name, l->only);
	if (good && wanted && !*beyond) {
		add_zone(route53, name, id, kind);
		name = arena_copy(&l->names, name);
		if (l->sink != NULL && map_put(&l->seen, name, NULL))
			l->sink(l->ctx, name);
	}
	arena_free(&arena);
	return good;
}

static enum talk_result
take_zones(void *ctx, const struct xml *answer, struct talk_fault *fault)
{
	struct zone_listing *l = ctx;
	struct route53 *route53 = l->provider->state;
	const struct xml *list = xml_find(answer, l->element), *zone;
	bool beyond = false;

	if (list == NULL)
		return talk_strange(&route53->talk, fault, "has no list of zones");
	for (zone = list->first; zone != NULL && !beyond; zone = zone->next) {
		if (!take_zone(l, zone, &beyond))
			return talk_strange(&route53->talk, fault,
			    "has a zone without a valid name or id");
	}
	return TALK_OK;
}

/* All zones, or those of the network that the settings name. */
static enum talk_result
list_all(struct zone_listing *l, struct talk_fault *fault)
{
	struct route53 *route53 = l->provider->state;
	struct route53_pager pager = {NULL, route53_next_marker, take_zones, l};
	struct buf path = {0};
	enum talk_result result;

	l->element = "HostedZones";
	l->id = "Id";
	if (route53->vpc != NULL) {
		l->element = "HostedZoneSummaries";
		l->id = "HostedZoneId";
		pager.next = route53_next_token;
		buf_text(&path, "/hostedzonesbyvpc?maxitems=100&vpcid=");
		http_escape(&path, slice_of(route53->vpc));
		buf_text(&path, "&vpcregion=");
		http_escape(&path, slice_of(route53->vpc_region));
	} else {
		buf_printf(&path, "/hostedzone?maxitems=%d", PER_PAGE);
		if (l->sink != NULL && route53->delegation_set != NULL) {
			buf_text(&path, "&delegationsetid=");
			http_escape(&path, slice_of(route53->delegation_set));
		}
	}
	pager.path = path.data;
	result = route53_pages(l->provider, &pager, fault);
	buf_free(&path);
	map_free(&l->seen);
	arena_free(&l->names);
	return result;
}

enum talk_result
route53_look_up(const struct provider *provider, struct slice name, struct talk_fault *fault)
{
	struct zone_listing l = {provider, "HostedZones", "Id", name, NULL, NULL, {0}, {0}};
	struct arena arena = {0};
	struct buf path = {0}, text = {0};
	const struct xml *answer;
	enum talk_result result;

	route53_print(&text, name);
	buf_text(&path, "/hostedzonesbyname?maxitems=10&dnsname=");
	http_escape(&path, buf_view(&text));
	result = route53_get(provider, path.data, &arena, &answer, fault);
	if (result == TALK_OK)
		result = take_zones(&l, answer, fault);
	buf_free(&text);
	buf_free(&path);
	map_free(&l.seen);
	arena_free(&l.names);
	arena_free(&arena);
	return result;
}

/* How many pages a listing has; more than anything when that may not be known. */
static size_t
ask_pages(const struct provider *provider)
{
	struct talk_fault fault = {0};
	struct arena arena = {0};
	const struct xml *answer;
	size_t pages = SIZE_MAX;

	if (route53_get(provider, "/hostedzonecount", &arena, &answer, &fault) == TALK_OK) {
		struct slice text = xml_text(answer, "HostedZoneCount");
		char *end = NULL;
		unsigned long count = text.len > 0 ? strtoul(text.data, &end, 10) : 0;

		if (text.len > 0 && *end == '\0')
			pages = count / PER_PAGE + 1;
	}
	talk_fault_free(&fault);
	arena_free(&arena);
	return pages;
}

/*
 * Looking zones up one by one costs one request each, a listing one for each
 * hundred of the account: when the look-ups have cost as much as a listing, it is
 * made.  So never more than twice the least is spent.
 */
static bool
should_list(const struct provider *provider)
{
	struct route53 *route53 = provider->state;
	size_t look_ups;

	if (route53->vpc != NULL)
		return true;
	if (route53->by_name)
		return false;
	(void)pthread_mutex_lock(&route53->lock);
	look_ups = route53->look_ups++;
	(void)pthread_mutex_unlock(&route53->lock);
	if (look_ups < FEW_LOOK_UPS)
		return false;
	(void)pthread_mutex_lock(&route53->listing);
	if (route53->pages == 0)
		route53->pages = ask_pages(provider);
	(void)pthread_mutex_unlock(&route53->listing);
	return look_ups >= route53->pages;
}

static enum talk_result
list_once(const struct provider *provider, struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	struct zone_listing l = {.provider = provider};
	enum talk_result result = TALK_OK;

	(void)pthread_mutex_lock(&route53->listing);
	if (!route53->listed) {
		result = list_all(&l, fault);
		route53->listed = result == TALK_OK;
	}
	(void)pthread_mutex_unlock(&route53->listing);
	return result;
}

static enum talk_result
refuse_several(const struct route53 *route53, const struct route53_zone *zone,
    struct talk_fault *fault)
{
	const char *separator = ": ";

	talk_fault_clear(fault);
	buf_printf(&fault->message, "%s has several hosted zones %.*s",
	    http_host(route53->talk.client), SLICE_ARGS(zone->name));
	for (; zone != NULL; zone = zone->other) {
		buf_printf(&fault->message, "%s%s (%s)", separator, zone->id,
		    zone->kind == ROUTE53_PRIVATE ? "private" : "public");
		separator = ", ";
	}
	talk_hint(&route53->talk, fault,
	    "set private: true or false on provider %s, or vpc_id and vpc_region");
	return TALK_REFUSED;
}

static enum talk_result
known(const struct provider *provider, struct slice name, const char **id, struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	const struct route53_zone *zone;

	(void)pthread_mutex_lock(&route53->lock);
	zone = map_get(&route53->zones, name);
	(void)pthread_mutex_unlock(&route53->lock);
	*id = zone != NULL ? zone->id : NULL;
	if (zone == NULL)
		return TALK_MISSING;
	return zone->other == NULL ? TALK_OK : refuse_several(route53, zone, fault);
}

enum talk_result
route53_find(const struct provider *provider, struct slice name, const char **id,
    struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	enum talk_result result = known(provider, name, id, fault);
	bool listed;

	if (result != TALK_MISSING)
		return result;
	(void)pthread_mutex_lock(&route53->listing);
	listed = route53->listed;
	(void)pthread_mutex_unlock(&route53->listing);
	/* It may have been listed meanwhile, by another thread. */
	if (listed)
		return known(provider, name, id, fault);
	result = should_list(provider) ? list_once(provider, fault)
				       : route53_look_up(provider, name, fault);
	return result == TALK_OK ? known(provider, name, id, fault) : result;
}

int
route53_list(struct provider *provider, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags)
{
	struct zone_listing l = {.provider = provider, .sink = sink, .ctx = ctx};
	struct talk_fault fault = {0};
	int rc = 0;

	if (list_all(&l, &fault) != TALK_OK)
		rc = talk_report(provider, slice_make("", 0), &fault, diags);
	talk_fault_free(&fault);
	return rc;
}
