/* What a plan needs beyond what validate looks at. */
#include "config/config.h"
#include "config/keys.h"

static int
refuse_gap(const struct config_gap *gap, const char *work, struct diags *diags)
{
	return diag_error(diags, "config-unsupported", NULL, gap->at, NULL,
	    "%s is not supported yet: a %s without it would be another one", gap->what, work);
}

/* validate lets pass what names no processor, as octoDNS does; no zone can be made with it. */
static int
check_common(const struct config *config, const char *key, struct diags *diags)
{
	const struct node *list = node_get(config->manager, key);
	int rc = 0;
	size_t i;

	for (i = 0; list != NULL && list->kind == NODE_LIST && i < list->u.list.count; i++) {
		const struct node *item = list->u.list.items[i];

		if (!node_is_scalar(item) || !map_has(&config->processors_by_id, item->text))
			rc = diag_error(diags, "config-unknown-processor", NULL, node_place(item),
			    NULL, "unknown processor \"%.*s\" in manager.%s",
			    SLICE_ARGS(node_is_scalar(item) ? item->text : slice_of("…")), key);
	}
	return rc;
}

int
config_processors_known(const struct config *config, struct diags *diags)
{
	int rc = check_common(config, "processors", diags);

	return check_common(config, "post_processors", diags) != 0 ? -1 : rc;
}

static int
check_work(const struct config *config, const char *work, struct diags *diags)
{
	int rc = config->ngaps > 0 ? -1 : 0;
	size_t i;

	for (i = 0; i < config->ngaps; i++)
		(void)refuse_gap(&config->gaps[i], work, diags);
	return config_processors_known(config, diags) != 0 ? -1 : rc;
}

int
config_plannable(const struct config *config, struct diags *diags)
{
	return check_work(config, "plan", diags);
}

int
config_dumpable(const struct config *config, struct diags *diags)
{
	return check_work(config, "dump", diags);
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
