/* What a plan needs beyond what validate looks at. */
#include "config/config.h"
#include "config/keys.h"

int
config_plannable(const struct config *config, struct diags *diags)
{
	size_t i;

	for (i = 0; i < config->ngaps; i++)
		(void)diag_error(diags, "config-unsupported", NULL, config->gaps[i].at, NULL,
		    "%s is not supported yet: a plan without it would be another one",
		    config->gaps[i].what);
	return config->ngaps > 0 ? -1 : 0;
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
		rc = diag_error(diags, "config-processors-unsupported", &subject,
		    node_place(zone->uses_processors ? zone->processors : source->processors), NULL,
		    "processors are not supported yet: a plan without them would be another one");
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
