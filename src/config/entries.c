/* What two configurations differ in, as far as zones go. */
#include "config/touch.h"

#include <string.h>

/* Keys of manager that change nothing in a zone. */
static const char *const harmless[] = {"max_workers", "plan_outputs", "enable_checksum", NULL};

/* Ids that mean another thing in the two configurations. */
struct differing {
	struct map providers, processors;
};

static bool
same_node(const struct node *a, const struct node *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return node_equal(a, b);
}

static bool
is_harmless(struct slice key)
{
	size_t i;

	for (i = 0; harmless[i] != NULL; i++) {
		if (slice_is(key, harmless[i]))
			return true;
	}
	return false;
}

/* Whether each key of mapping ${a} has the same value in ${b}. */
static bool
keys_same(const struct node *a, const struct node *b)
{
	size_t i;

	for (i = 0; a != NULL && i < a->u.map.count; i++) {
		const struct node_pair *pair = &a->u.map.pairs[i], *other;

		if (is_harmless(pair->key->text))
			continue;
		other = b != NULL ? node_find(b, pair->key->text) : NULL;
		if (other == NULL || !node_equal(pair->value, other->value))
			return false;
	}
	return true;
}

/* Add to ${ids} the ids whose options differ. */
static void
differing_entries(struct map *ids, const struct map *a, const struct map *b)
{
	size_t i;

	for (i = 0; i < a->count; i++) {
		const struct provider_config *entry = a->entries[i].value;
		const struct provider_config *other = map_get(b, a->entries[i].key);

		if (other == NULL || !node_equal(entry->options, other->options))
			(void)map_put(ids, a->entries[i].key, ids);
	}
}

static bool
names_processor(const struct node *list, const struct map *ids)
{
	size_t i;

	for (i = 0; list != NULL && list->kind == NODE_LIST && i < list->u.list.count; i++) {
		if (node_is_scalar(list->u.list.items[i]) &&
		    map_has(ids, list->u.list.items[i]->text))
			return true;
	}
	return false;
}

/* Whether something differs that every zone uses. */
static bool
common_differs(const struct search *search, const struct differing *differing)
{
	static const char *const keys[] = {"validators", "secret_handlers", "zoneward", NULL};
	const struct config *base = search->base->config, *head = search->head->config;
	size_t i;

	for (i = 0; keys[i] != NULL; i++) {
		if (!same_node(node_get(base->root, keys[i]), node_get(head->root, keys[i])))
			return true;
	}
	if (!keys_same(base->manager, head->manager) || !keys_same(head->manager, base->manager))
		return true;
	return names_processor(node_get(head->manager, "processors"), &differing->processors) ||
	    names_processor(node_get(head->manager, "post_processors"), &differing->processors);
}

static bool
names_provider(const struct id_list *list, const struct map *ids)
{
	size_t i;

	for (i = 0; ids->count > 0 && i < list->count; i++) {
		if (map_has(ids, slice_of(list->ids[i])))
			return true;
	}
	return false;
}

static bool
uses_differing(const struct zone_config *zone, const struct differing *differing)
{
	return names_provider(&zone->sources, &differing->providers) ||
	    names_provider(&zone->targets, &differing->providers) ||
	    (differing->processors.count > 0 &&
		names_processor(zone->processors, &differing->processors));
}

static void
compare_zone(struct search *search, const struct differing *differing, struct slice name,
    const struct zone_config *before, const struct zone_config *now)
{
	if (before != NULL && node_equal(before->options, now->options) &&
	    !uses_differing(now, differing))
		return;
	touch_zone(search, name, now);
	if (before == NULL)
		touch_above(search, name);
}

static void
compare_named(struct search *search, const struct differing *differing)
{
	const struct config *base = search->base->config, *head = search->head->config;
	size_t i;

	for (i = 0; i < head->nzones; i++) {
		const struct zone_config *zone = &head->zones[i];

		if (!zone->dynamic)
			compare_zone(search, differing, zone->name,
			    map_get(&base->zones_by_name, zone->name), zone);
	}
	for (i = 0; i < base->nzones; i++) {
		const struct zone_config *zone = &base->zones[i], *now;

		if (zone->dynamic || map_has(&head->zones_by_name, zone->name))
			continue;
		now = estate_zone(search->head, zone->name, search->diags);
		if (now != NULL)
			touch_zone(search, zone->name, now);
		else
			touch_removed(search, zone->name, zone);
	}
}

/* The next dynamic entry from *i on, or NULL. */
static const struct zone_config *
next_dynamic(const struct config *config, size_t *i)
{
	while (*i < config->nzones) {
		const struct zone_config *zone = &config->zones[(*i)++];

		if (zone->dynamic)
			return zone;
	}
	return NULL;
}

static bool
dynamic_differ(const struct search *search, const struct differing *differing)
{
	const struct zone_config *before, *now;
	size_t i = 0, j = 0;

	for (;;) {
		before = next_dynamic(search->base->config, &i);
		now = next_dynamic(search->head->config, &j);
		if (before == NULL || now == NULL)
			return before != now;
		if (!slice_equal(before->name, now->name) ||
		    !node_equal(before->options, now->options) ||
		    uses_differing(before, differing) || uses_differing(now, differing))
			return true;
	}
}

static void
expand_both(struct search *search)
{
	if (estate_expand(search->base, search->diags) != 0 ||
	    estate_expand(search->head, search->diags) != 0)
		search->status = -1;
}

/* What the base had and the head has not. */
static void
touch_gone(struct search *search)
{
	const struct estate *base = search->base, *head = search->head;
	size_t i;

	for (i = 0; i < base->count; i++) {
		if (!map_has(head->names, base->zones[i].name))
			touch_removed(search, base->zones[i].name, base->zones[i].config);
	}
}

static void
compare_dynamic(struct search *search, const struct differing *differing)
{
	const struct estate *base = search->base, *head = search->head;
	size_t i;

	expand_both(search);
	for (i = 0; i < head->count; i++)
		compare_zone(search, differing, head->zones[i].name,
		    map_get(base->names, head->zones[i].name), head->zones[i].config);
	touch_gone(search);
}

void
touch_all(struct search *search)
{
	const struct estate *head = search->head;
	size_t i;

	expand_both(search);
	for (i = 0; i < head->count; i++)
		touch_zone(search, head->zones[i].name, head->zones[i].config);
	touch_gone(search);
}

void
touch_entries(struct search *search)
{
	const struct config *base = search->base->config, *head = search->head->config;
	struct differing differing = {0};

	differing_entries(&differing.providers, &base->providers_by_id, &head->providers_by_id);
	differing_entries(&differing.providers, &head->providers_by_id, &base->providers_by_id);
	differing_entries(&differing.processors, &base->processors_by_id, &head->processors_by_id);
	differing_entries(&differing.processors, &head->processors_by_id, &base->processors_by_id);
	if (common_differs(search, &differing))
		touch_all(search);
	else if (dynamic_differ(search, &differing))
		compare_dynamic(search, &differing);
	else
		compare_named(search, &differing);
	map_free(&differing.providers);
	map_free(&differing.processors);
}
