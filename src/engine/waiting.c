/* What of a head's configuration counts only after the merge. */
#include "engine/waiting.h"

#include "engine/processors.h"

const char waiting_rule[] = "after-merge";

/* Zones that are named one by one; the others are counted. */
#define ZONES_NAMED 20

/* A part of the configuration in which each key is an entry of its own. */
struct section {
	const char *key, *below; /* below: a key of that one's mapping, or NULL */
	const char *what;
	const char *but; /* a key that has a section of its own, or NULL */
	enum { OF_PLANS = 1, OF_RULES = 2 } waits; /* for whom: see enum workspace_trust */
};

static const struct section sections[] = {
    {"providers", NULL, "provider ", NULL, OF_PLANS},
    {"processors", NULL, "processor ", NULL, OF_PLANS},
    {"secret_handlers", NULL, "secret handler ", NULL, OF_PLANS},
    {"manager", NULL, "manager.", "plan_outputs", OF_PLANS},
    {"manager", "plan_outputs", "plan output ", NULL, OF_PLANS},
    {"manager", "validators", "manager.validators.", NULL, OF_RULES},
    {"validators", NULL, "validator ", NULL, OF_PLANS | OF_RULES},
    {"zoneward", NULL, "setting zoneward.", NULL, OF_PLANS | OF_RULES},
};

struct waiting {
	struct workspace *workspace;
	const struct config *head, *base; /* as they are written */
	size_t zones;
};

static const struct node *
section_of(const struct config *config, const struct section *section)
{
	const struct node *node = node_get(config->root, section->key);

	return section->below != NULL ? node_get(node, section->below) : node;
}

static void
say(struct waiting *w, const struct section *section, struct slice key, struct place at,
    const char *how)
{
	diag_warn(&w->workspace->waiting, waiting_rule, NULL, at, NULL, "%s%.*s %s", section->what,
	    SLICE_ARGS(key), how);
}

static void
compare_section(struct waiting *w, const struct section *section)
{
	const struct node *head = section_of(w->head, section),
			  *base = section_of(w->base, section);
	const struct node_pair *pair, *other;
	size_t i;

	for (i = 0; head != NULL && head->kind == NODE_MAP && i < head->u.map.count; i++) {
		pair = &head->u.map.pairs[i];
		if (section->but != NULL && slice_is(pair->key->text, section->but))
			continue;
		other = base != NULL ? node_find(base, pair->key->text) : NULL;
		if (other == NULL)
			say(w, section, pair->key->text, node_place(pair->key),
			    "is new: it counts after the merge");
		else if (!node_equal(pair->value, other->value))
			say(w, section, pair->key->text, node_place(pair->key),
			    "is changed: the base's counts until the merge");
	}
	for (i = 0; base != NULL && base->kind == NODE_MAP && i < base->u.map.count; i++) {
		pair = &base->u.map.pairs[i];
		if (section->but != NULL && slice_is(pair->key->text, section->but))
			continue;
		if (head == NULL || node_find(head, pair->key->text) == NULL)
			say(w, section, pair->key->text, place_none,
			    "is removed: it counts until the merge");
	}
}

/* One line for a zone; ${part} is what it names. */
static void
say_zone(struct waiting *w, const struct zone_config *zone, const char *what, struct slice id,
    bool whole)
{
	struct subject subject = {zone->name, {"", 0}, NULL};

	if (++w->zones > ZONES_NAMED)
		return;
	diag_warn(&w->workspace->waiting, waiting_rule, &subject, node_place(zone->key), NULL,
	    whole
		? "zone %.*s needs %s%.*s, which this range brings: it is planned after the merge"
		: "zone %.*s is not planned for %s%.*s, which this range brings, before the merge",
	    SLICE_ARGS(zone->name), what, SLICE_ARGS(id));
}

/* Whether the provider of the head that is called so may be used now. */
static bool
is_usable(const struct waiting *w, const char *id)
{
	const struct provider_config *provider;

	if (w->base != NULL)
		return config_provider(w->base, id) != NULL;
	provider = config_provider(w->head, id);
	return provider == NULL || provider_is_local(provider);
}

/* The first source of a zone that is not there yet, or NULL. */
static const char *
new_source(const struct waiting *w, const struct zone_config *zone)
{
	size_t i;

	for (i = 0; i < zone->sources.count; i++) {
		if (!is_usable(w, zone->sources.ids[i]))
			return zone->sources.ids[i];
	}
	return NULL;
}

static const struct provider_config *
new_processor(const struct waiting *w, const struct zone_config *zone)
{
	const struct node *list = zone->processors;
	size_t i;

	for (i = 0; list != NULL && list->kind == NODE_LIST && i < list->u.list.count; i++) {
		struct slice id = list->u.list.items[i]->text;
		const struct provider_config *processor = map_get(&w->head->processors_by_id, id);

		if (processor == NULL)
			continue;
		if (w->base != NULL ? !map_has(&w->base->processors_by_id, id)
				    : processor_is_guarded(processor))
			return processor;
	}
	return NULL;
}

/* Leave out the targets that are not there yet. */
static void
drop_targets(struct waiting *w, const struct zone_config *head, struct zone_config *zone)
{
	struct id_list kept = {NULL, 0};
	size_t i;

	for (i = 0; i < head->targets.count; i++) {
		/* What nobody knows is an error that needs the list as it is. */
		if (config_provider(w->head, head->targets.ids[i]) == NULL)
			return;
	}
	kept.ids =
	    arena_array(&w->workspace->config->arena, head->targets.count, sizeof(*kept.ids));
	for (i = 0; i < head->targets.count; i++) {
		if (is_usable(w, head->targets.ids[i]))
			kept.ids[kept.count++] = head->targets.ids[i];
		else
			say_zone(w, head, "target ", slice_of(head->targets.ids[i]), false);
	}
	if (kept.count < head->targets.count)
		zone->targets = kept;
}

static void
hold_zone(struct waiting *w, const struct zone_config *head, struct zone_config *zone)
{
	const char *source = new_source(w, head);
	const struct provider_config *processor = new_processor(w, head);
	bool is_faulty = head->broken;

	zone->broken = zone->broken || is_faulty || source != NULL || processor != NULL ||
	    (head->auto_arpa && !zone->auto_arpa);
	/* Faults were said already. */
	if (is_faulty)
		return;
	if (source != NULL)
		say_zone(w, head, "source ", slice_of(source), true);
	else if (processor != NULL)
		say_zone(w, head, "processor ", slice_of(processor->id), true);
	else if (zone->broken)
		say_zone(w, head, "settings", slice_of(""), true);
	else
		drop_targets(w, head, zone);
}

/* What copies a zone that waits waits with it. */
static void
hold_aliases(struct waiting *w)
{
	struct config *config = w->workspace->config;
	size_t i;

	for (i = 0; config->naliases > 0 && i < config->nzones; i++) {
		struct zone_config *zone = &config->zones[i];
		const struct zone_config *copied =
		    zone->alias.len > 0 ? map_get(&config->zones_by_name, zone->alias) : NULL;

		if (copied == NULL || !copied->broken || zone->broken)
			continue;
		zone->broken = true;
		say_zone(w, zone, "zone ", copied->name, true);
	}
}

static void
hold_zones(struct waiting *w)
{
	struct config *config = w->workspace->config;
	size_t i;

	for (i = 0; i < config->nzones && i < w->head->nzones; i++)
		hold_zone(w, &w->head->zones[i], &config->zones[i]);
	hold_aliases(w);
	if (w->zones > ZONES_NAMED) {
		diag_warn(&w->workspace->waiting, waiting_rule, NULL, place_none, NULL,
		    "%zu more zones wait for the merge", w->zones - ZONES_NAMED);
	}
}

void
waiting_find(struct workspace *workspace)
{
	bool plans = workspace->options.trust == WORKSPACE_TRUST_BASE;
	struct waiting w = {.workspace = workspace,
	    .head = workspace->written != NULL ? workspace->written : workspace->config,
	    .base = workspace->base_config};
	size_t i;

	if (workspace->options.trust == WORKSPACE_TRUST_HEAD)
		return;
	for (i = 0; w.base != NULL && i < sizeof(sections) / sizeof(sections[0]); i++) {
		if ((sections[i].waits & (plans ? OF_PLANS : OF_RULES)) != 0)
			compare_section(&w, &sections[i]);
	}
	if (plans)
		hold_zones(&w);
}
