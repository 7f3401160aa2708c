/* What a plan needs beyond what validate looks at. */
#include "config/config.h"
#include "config/keys.h"

#include <string.h>

/* What only adds records to a plan is nothing to a dump. */
static const char *const only_planned[] = {"manager.auto_arpa", "manager.include_meta"};

static bool
matters_to_dump(const struct config_gap *gap)
{
	size_t i;

	for (i = 0; i < sizeof(only_planned) / sizeof(only_planned[0]); i++) {
		if (strcmp(gap->what, only_planned[i]) == 0)
			return false;
	}
	return true;
}

static int
refuse_gap(const struct config_gap *gap, const char *work, struct diags *diags)
{
	return diag_error(diags, "config-unsupported", NULL, gap->at, NULL,
	    "%s is not supported yet: a %s without it would be another one", gap->what, work);
}

int
config_plannable(const struct config *config, struct diags *diags)
{
	size_t i;

	for (i = 0; i < config->ngaps; i++)
		(void)refuse_gap(&config->gaps[i], "plan", diags);
	return config->ngaps > 0 ? -1 : 0;
}

int
config_dumpable(const struct config *config, struct diags *diags)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < config->ngaps; i++) {
		if (matters_to_dump(&config->gaps[i]))
			rc = refuse_gap(&config->gaps[i], "dump", diags);
	}
	return rc;
}

static int
refuse_processors(const struct zone_config *zone, const struct node *processors, const char *work,
    struct diags *diags)
{
	struct subject subject = {zone->name, {"", 0}, NULL};

	return diag_error(diags, "config-processors-unsupported", &subject, node_place(processors),
	    NULL, "processors are not supported yet: a %s without them would be another one", work);
}

int
config_zone_dumpable(const struct zone_config *zone, struct diags *diags)
{
	if (zone->broken)
		return -1;
	return zone->uses_processors ? refuse_processors(zone, zone->processors, "dump", diags) : 0;
}

/* The zone that ${zone} copies, or itself. */
static const struct zone_config *
copied_zone(const struct config *config, const struct zone_config *zone)
{
	const struct zone_config *source;

	if (zone->alias.len == 0)
		return zone;
	source = map_get(&config->zones_by_name, zone->alias);
	return source != NULL && source->alias.len == 0 ? source : zone;
}

struct id_list
config_targets(const struct config *config, const struct zone_config *zone)
{
	return copied_zone(config, zone)->targets;
}

bool
zone_has_sources(const struct config *config, const struct zone_config *zone)
{
	const struct zone_config *from = copied_zone(config, zone);

	return from->sources.count > 0 || from->auto_arpa;
}

static int
unknown_target(const struct config *config, const struct subject *subject, struct place at,
    const char *id, struct diags *diags)
{
	struct nearest nearest = nearest_start(id);
	struct arena arena = {0};
	size_t i;

	/* Looking costs; after so many the person has understood. */
	for (i = 0; diags->errors < 100 && i < config->nproviders; i++)
		nearest_try(&nearest, config->providers[i].id);
	(void)diag_error(diags, "config-unknown-target", subject, at,
	    nearest_hint(&nearest, &arena), "unknown target \"%s\": no provider has this id", id);
	arena_free(&arena);
	return -1;
}

int
config_zone_plannable(const struct config *config, const struct zone_config *zone,
    struct diags *diags)
{
	const struct zone_config *source = copied_zone(config, zone);
	struct subject subject = {zone->name, {"", 0}, NULL};
	int rc = zone->broken ? -1 : 0;
	size_t i;

	if (zone->uses_processors || source->uses_processors)
		rc = refuse_processors(zone,
		    zone->uses_processors ? zone->processors : source->processors, "plan", diags);
	if (!source->has_targets && !source->broken)
		rc = diag_error(diags, "config-missing-targets", &subject, node_place(source->key),
		    "add \"targets\": the ids of the providers that it is written to, or [] for none",
		    "zone \"%.*s\" has no targets", SLICE_ARGS(source->name));
	for (i = 0; i < source->targets.count; i++) {
		if (config_provider(config, source->targets.ids[i]) == NULL)
			rc = unknown_target(config, &subject,
			    node_place(source->targets_node->u.list.items[i]),
			    source->targets.ids[i], diags);
	}
	return rc;
}
