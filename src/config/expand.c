/* Finds the zones that dynamic entries stand for. */
#include "config/expand.h"

#include "config/zone_name.h"
#include "core/mem.h"
#include "dns/name.h"

#include <stdlib.h>
#include <string.h>

/* What one source lists; names are copied into the estate. */
struct listed {
	struct estate *estate;
	struct diags *diags;
	const char *source;
	struct slice *names; /* in the heap */
	size_t count, cap;
	int status; /* as list returned */
};

void
estate_init(struct estate *estate, const struct config *config,
    const struct config_sources *sources)
{
	memset(estate, 0, sizeof(*estate));
	estate->config = config;
	estate->sources = sources;
}

void
estate_free(struct estate *estate)
{
	size_t i;

	for (i = 0; i < estate->lists.count; i++)
		free(((struct listed *)estate->lists.entries[i].value)->names);
	map_free(&estate->lists);
	map_free(&estate->own_names);
	free(estate->zones);
	arena_free(&estate->arena);
	memset(estate, 0, sizeof(*estate));
}

static bool
has_alabel(struct slice name)
{
	return memmem(name.data, name.len, "xn--", 4) != NULL;
}

bool
config_dynamic_matches(const struct zone_config *zone, struct slice name)
{
	struct arena arena = {0};
	bool matches;

	if (!zone->dynamic)
		return false;
	if (zone->pattern == NULL)
		return true;
	if (pattern_matches(zone->pattern, name))
		return true;
	if (!has_alabel(name))
		return false;
	/* People write the pattern, and so perhaps in Unicode. */
	matches = pattern_matches(zone->pattern, name_decode(&arena, name));
	arena_free(&arena);
	return matches;
}

const struct zone_config *
config_zone_for(const struct config *config, struct slice name)
{
	const struct zone_config *zone = map_get(&config->zones_by_name, name);
	size_t i;

	for (i = 0; zone == NULL && config->ndynamic > 0 && i < config->nzones; i++) {
		if (config_dynamic_matches(&config->zones[i], name))
			zone = &config->zones[i];
	}
	return zone;
}

static void
take_name(void *ctx, struct slice text)
{
	struct listed *listed = ctx;
	struct arena *arena = &listed->estate->arena;
	struct slice name;
	const char *why = NULL;

	text = arena_copy(arena, text);
	if (zone_name_normal(arena, text, &name, &why) != 0) {
		const struct provider_config *provider =
		    config_provider(listed->estate->config, listed->source);

		(void)diag_error(listed->diags, "config-zone-name", NULL,
		    provider != NULL ? provider->at : place_none, NULL,
		    "source \"%s\" has a zone whose name is invalid, \"%.*s\": %s", listed->source,
		    SLICE_ARGS(text), why);
		listed->status = -1;
		return;
	}
	listed->names =
	    mem_grow(listed->names, &listed->cap, listed->count + 1, sizeof(*listed->names));
	listed->names[listed->count++] = name;
}

static struct listed *
list_source(struct estate *estate, const char *source, struct diags *diags)
{
	struct listed *listed = map_get(&estate->lists, slice_of(source));
	int rc;

	if (listed != NULL)
		return listed;
	listed = arena_alloc(&estate->arena, sizeof(*listed));
	listed->estate = estate;
	listed->diags = diags;
	listed->source = source;
	(void)map_put(&estate->lists, slice_of(source), listed);
	rc = estate->sources->list(estate->sources->ctx, source, take_name, listed);
	if (rc != 0)
		listed->status = rc;
	return listed;
}

static void
add_zone(struct estate *estate, struct slice name, const struct zone_config *config)
{
	estate->zones =
	    mem_grow(estate->zones, &estate->cap, estate->count + 1, sizeof(*estate->zones));
	estate->zones[estate->count].name = name;
	estate->zones[estate->count++].config = config;
}

static void
add_matches(struct estate *estate, struct zone_config *zone, const struct listed *listed)
{
	size_t i;

	for (i = 0; i < listed->count; i++) {
		struct slice name = listed->names[i];

		if (map_has(&estate->own_names, name) || !config_dynamic_matches(zone, name))
			continue;
		(void)map_put(&estate->own_names, name, zone);
		add_zone(estate, name, zone);
	}
}

static int
compare_zones(const void *a, const void *b)
{
	const struct estate_zone *x = a, *y = b;

	return slice_compare(x->name, y->name);
}

static void
sort_zones(struct estate_zone *zones, size_t count)
{
	size_t i;

	/* Listings mostly are in order already. */
	for (i = 1; i < count; i++) {
		if (compare_zones(&zones[i - 1], &zones[i]) > 0) {
			qsort(zones, count, sizeof(*zones), compare_zones);
			return;
		}
	}
}

static int
expand_entry(struct estate *estate, struct zone_config *zone, struct diags *diags)
{
	struct subject subject = {zone->name, {"", 0}, NULL};
	size_t first = estate->count, i;
	int rc = 0;

	for (i = 0; i < zone->sources.count; i++) {
		const struct listed *listed = list_source(estate, zone->sources.ids[i], diags);

		if (listed->status > 0)
			(void)diag_error(diags, "config-dynamic-source", &subject,
			    node_place(zone->key),
			    "name the zones, or take a source that can list them",
			    "dynamic zone \"%.*s\" has source \"%s\", which cannot list zones",
			    SLICE_ARGS(zone->name), zone->sources.ids[i]);
		if (listed->status != 0)
			rc = -1;
		add_matches(estate, zone, listed);
	}
	if (estate->count > first)
		sort_zones(estate->zones + first, estate->count - first);
	return rc;
}

int
estate_expand(struct estate *estate, struct diags *diags)
{
	const struct config *config = estate->config;
	size_t i;

	if (estate->expanded)
		return estate->status;
	estate->expanded = true;
	estate->names = &config->zones_by_name;
	for (i = 0; i < config->nzones; i++) {
		struct zone_config *zone = &config->zones[i];

		if (zone->dynamic)
			continue;
		add_zone(estate, zone->name, zone);
		if (config->ndynamic > 0)
			(void)map_put(&estate->own_names, zone->name, zone);
	}
	if (config->ndynamic == 0)
		return 0;
	estate->names = &estate->own_names;
	for (i = 0; i < config->nzones; i++) {
		struct zone_config *zone = &config->zones[i];

		if (zone->dynamic && !zone->broken && expand_entry(estate, zone, diags) != 0)
			estate->status = -1;
	}
	return estate->status;
}

/* Whether a source of ${zone} has ${name}: 1, 0, or -1 when that is not known. */
static int
sources_have(struct estate *estate, const struct zone_config *zone, struct slice name)
{
	size_t i;

	for (i = 0; i < zone->sources.count; i++) {
		int has = estate->sources->has(estate->sources->ctx, zone->sources.ids[i], name);

		if (has != 0)
			return has;
	}
	return 0;
}

const struct zone_config *
estate_zone(struct estate *estate, struct slice name, struct diags *diags)
{
	const struct config *config = estate->config;
	const struct zone_config *zone = map_get(&config->zones_by_name, name);
	size_t i;

	if (zone != NULL || config->ndynamic == 0)
		return zone;
	for (i = 0; !estate->expanded && estate->sources->has != NULL && i < config->nzones; i++) {
		int has;

		zone = &config->zones[i];
		if (!zone->dynamic || zone->broken || !config_dynamic_matches(zone, name))
			continue;
		has = sources_have(estate, zone, name);
		if (has > 0)
			return zone;
		if (has < 0)
			break;
	}
	if (!estate->expanded && estate->sources->has != NULL && i == config->nzones)
		return NULL;
	(void)estate_expand(estate, diags);
	return map_get(estate->names, name);
}
