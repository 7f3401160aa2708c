/* Reads the lists of a zone: sources, targets, processors. */
#include "config/zones.h"

/* Zones repeat each other: whether ${node} is the list that ${last} was. */
static bool
same_list(const struct node *node, const struct node *last)
{
	size_t i;

	if (node == last || last == NULL)
		return last != NULL;
	if (node->kind != NODE_LIST || node->u.list.count != last->u.list.count)
		return false;
	for (i = 0; i < node->u.list.count; i++) {
		const struct node *a = node->u.list.items[i], *b = last->u.list.items[i];

		if (!node_is_scalar(a) || !slice_equal(a->text, b->text))
			return false;
	}
	return true;
}

static struct id_list
new_list(struct reader *reader, size_t room)
{
	struct id_list list = {arena_array(&reader->config->arena, room, sizeof(*list.ids)), 0};

	return list;
}

/* Add source ${at} to the zone; false when it is none. */
static bool
add_source(struct reader *reader, struct zone_config *zone, const struct node *at)
{
	const struct provider_config *provider;
	struct slice id;

	if (!node_id(at, &id)) {
		zone_error(reader, zone, "config-unknown-source", at, NULL,
		    "a source must be the id of a provider, not %s", node_kind_name(at));
		return false;
	}
	provider = map_get(&reader->config->providers_by_id, id);
	if (provider != NULL) {
		zone->sources.ids[zone->sources.count++] = provider->id;
		return true;
	}
	if (slice_is(id, "auto-arpa") &&
	    node_truth(node_get(reader->config->manager, "auto_arpa"))) {
		zone->auto_arpa = true;
		zone->auto_arpa_at = zone->sources.count;
		return false;
	}
	zone_error(reader, zone, "config-unknown-source", at,
	    reader_nearest_id(reader, id, &reader->config->providers_by_id),
	    "unknown source \"%.*s\": no provider has this id", SLICE_ARGS(id));
	return false;
}

static void
read_source_list(struct reader *reader, struct zone_config *zone, const struct node *node)
{
	bool plain = true;
	size_t i;

	if (same_list(node, reader->last_sources_node)) {
		zone->sources = reader->last_sources;
		return;
	}
	zone->sources = new_list(reader, node->u.list.count);
	for (i = 0; i < node->u.list.count; i++)
		plain = add_source(reader, zone, node->u.list.items[i]) && plain;
	if (plain) {
		reader->last_sources_node = node;
		reader->last_sources = zone->sources;
	}
}

/* octoDNS takes the keys of a mapping, and the letters of a text. */
static void
read_odd_sources(struct reader *reader, struct zone_config *zone, const struct node *node)
{
	struct subject subject = {zone->name, {"", 0}, NULL};
	const char *hint = "write a list: [ID, …]";
	size_t i;

	if (node->kind == NODE_MAP) {
		reader_doubt(reader, "config-value", &subject, node_place(node), hint,
		    "\"sources\" is a mapping: its keys are taken");
		zone->sources = new_list(reader, node->u.map.count);
		for (i = 0; i < node->u.map.count; i++)
			(void)add_source(reader, zone, node->u.map.pairs[i].key);
		return;
	}
	if (node->kind == NODE_TEXT && node->text.len <= 1) {
		reader_doubt(reader, "config-value", &subject, node_place(node), hint,
		    "\"sources\" should be a list, not text");
		zone->sources = new_list(reader, 1);
		if (node->text.len == 1)
			(void)add_source(reader, zone, node);
		return;
	}
	zone_error(reader, zone, "config-value", node,
	    node->kind == NODE_TEXT
		? arena_printf(&reader->config->arena, "write [%.*s]", SLICE_ARGS(node->text))
		: hint,
	    "\"sources\" must be a list, not %s", node_kind_name(node));
}

void
read_zone_sources(struct reader *reader, struct zone_config *zone, const struct node *node)
{
	if (node == NULL)
		zone_error(reader, zone, "config-missing-sources", zone->key,
		    "add \"sources\": the ids of the providers that its records come from",
		    "zone \"%.*s\" has no sources", SLICE_ARGS(zone->name));
	else if (node->kind == NODE_LIST)
		read_source_list(reader, zone, node);
	else
		read_odd_sources(reader, zone, node);
}

/* Say that nothing is called ${at}; a plan will refuse the zone. */
static void
doubt_target(struct reader *reader, const struct zone_config *zone, const struct node *at)
{
	struct subject subject = {zone->name, {"", 0}, NULL};
	struct slice id = slice_of("");
	bool is_id = node_id(at, &id);

	reader_doubt(reader, "config-unknown-target", &subject, node_place(at),
	    is_id ? reader_nearest_id(reader, id, &reader->config->providers_by_id) : NULL,
	    "unknown target \"%.*s\": no provider has this id", SLICE_ARGS(id));
}

static void
read_target_list(struct reader *reader, struct zone_config *zone, const struct node *node)
{
	struct config *config = reader->config;
	bool plain = true;
	struct slice id;
	size_t i;

	zone->has_targets = true;
	zone->targets_node = node;
	if (same_list(node, reader->last_targets_node)) {
		zone->targets = reader->last_targets;
		return;
	}
	zone->targets = new_list(reader, node->u.list.count);
	for (i = 0; i < node->u.list.count; i++) {
		const struct node *item = node->u.list.items[i];
		const struct provider_config *provider =
		    node_id(item, &id) ? map_get(&config->providers_by_id, id) : NULL;

		zone->targets.ids[zone->targets.count++] = provider != NULL ? provider->id
		    : node_is_scalar(item) ? arena_text(&config->arena, id)
					   : "";
		if (provider == NULL) {
			doubt_target(reader, zone, item);
			plain = false;
		}
	}
	if (plain) {
		reader->last_targets_node = node;
		reader->last_targets = zone->targets;
	}
}

void
read_zone_targets(struct reader *reader, struct zone_config *zone, const struct node *node)
{
	struct subject subject = {zone->name, {"", 0}, NULL};

	if (node != NULL && node->kind == NODE_LIST)
		read_target_list(reader, zone, node);
	else if (node != NULL && node->kind != NODE_NULL)
		reader_doubt(reader, "config-unknown-target", &subject, node_place(node),
		    "write a list: [ID, …]", "\"targets\" must be a list, not %s",
		    node_kind_name(node));
	else
		diag_warn(reader->diags, "config-missing-targets", &subject, node_place(zone->key),
		    "add \"targets\": the ids of the providers that it is written to, or [] for none",
		    "zone \"%.*s\" has no targets: it is checked, and a plan refuses it",
		    SLICE_ARGS(zone->name));
}

void
read_zone_processors(struct reader *reader, struct zone_config *zone, const struct node *node)
{
	struct map *known = &reader->config->processors_by_id;
	struct provider_config *processor;
	struct slice id;
	size_t i;

	if (node == NULL || node->kind == NODE_NULL || !node_truth(node))
		return;
	if (node->kind != NODE_LIST) {
		zone_error(reader, zone, "config-value", node, "write a list: [ID, …]",
		    "\"processors\" must be a list, not %s", node_kind_name(node));
		return;
	}
	for (i = 0; i < node->u.list.count; i++) {
		const struct node *item = node->u.list.items[i];

		processor = node_id(item, &id) ? map_get(known, id) : NULL;
		if (processor != NULL)
			processor->used = true;
		else
			zone_error(reader, zone, "config-unknown-processor", item,
			    node_is_scalar(item) ? reader_nearest_id(reader, id, known) : NULL,
			    "unknown processor \"%.*s\"", SLICE_ARGS(item->text));
	}
	zone->uses_processors = true;
	zone->processors = node;
}
