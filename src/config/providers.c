/* Reads providers, processors, plan outputs and secret handlers: what has a class. */
#include "config/plugins.h"
#include "core/text.h"

#include <string.h>

static const struct plugin_kind provider_kind = {"provider", "config-provider", NULL, true};
static const struct plugin_kind processor_kind = {"processor", "config-processor", NULL, true};
static const struct plugin_kind output_kind = {"plan output", "config-plan-output", output_classes,
    true};
static const struct plugin_kind secret_kind = {"secret handler", "config-secret-handler",
    secret_classes, false};

/* How deep mappings of options are looked into. */
#define OPTIONS_DEPTH 100

/*
 * Rewrite what names a secret handler of ours, "mine/NAME", to the one that is
 * always there, so that nobody else needs to know the names.
 */
static void
rename_secrets(struct reader *reader, struct node *node, unsigned depth)
{
	struct arena *arena = &reader->config->arena;
	size_t i, slash;

	if (node->kind == NODE_MAP && depth < OPTIONS_DEPTH) {
		for (i = 0; i < node->u.map.count; i++)
			rename_secrets(reader, node->u.map.pairs[i].value, depth + 1);
		return;
	}
	if (node->kind != NODE_TEXT || !option_is_secret(reader, node))
		return;
	slash = slice_find(node->text, '/');
	node->text = slice_of(
	    arena_printf(arena, "env%.*s", (int)(node->text.len - slash), node->text.data + slash));
}

static const struct node *
own_options(struct reader *reader, const struct node *options)
{
	struct node *copy;

	if (reader->handlers.count == 0)
		return options;
	copy = node_copy(&reader->config->arena, options);
	rename_secrets(reader, copy, 0);
	return copy;
}

static void
fill_entry(struct reader *reader, struct provider_config *entry, const struct node_pair *pair)
{
	uint32_t turning = text_turning(pair->key->text);

	if (turning != 0) {
		(void)diag_error(reader->diags, "text-direction", NULL, node_place(pair->key),
		    TEXT_TURNING_HINT, "the id \"%.*s\" " TEXT_TURNING, SLICE_ARGS(pair->key->text),
		    turning);
	}
	entry->id = arena_text(&reader->config->arena, pair->key->text);
	entry->options =
	    pair->value->kind == NODE_MAP ? own_options(reader, pair->value) : pair->value;
	entry->at = node_place(pair->value);
	if (pair->value->kind == NODE_NULL || pair->value->line == 0)
		entry->at = node_place(pair->key);
}

void
read_providers(struct reader *reader, const struct node *map)
{
	struct config *config = reader->config;
	size_t i;

	if (map == NULL)
		return;
	config->providers =
	    arena_array(&config->arena, map->u.map.count, sizeof(*config->providers));
	for (i = 0; i < map->u.map.count; i++) {
		const struct node_pair *pair = &map->u.map.pairs[i];
		struct provider_config *provider = &config->providers[config->nproviders++];

		fill_entry(reader, provider, pair);
		provider->broken =
		    plugin_class_path(reader, &provider_kind, pair, &provider->class_path) != 0;
		provider->class_name = class_last_part(provider->class_path);
		(void)map_put(&config->providers_by_id, slice_of(provider->id), provider);
	}
}

void
read_processors(struct reader *reader, const struct node *map)
{
	struct config *config = reader->config;
	size_t i;

	if (map == NULL)
		return;
	config->processors =
	    arena_array(&config->arena, map->u.map.count, sizeof(*config->processors));
	for (i = 0; i < map->u.map.count; i++) {
		const struct node_pair *pair = &map->u.map.pairs[i];
		struct provider_config *processor = &config->processors[config->nprocessors++];

		fill_entry(reader, processor, pair);
		processor->broken =
		    plugin_class_path(reader, &processor_kind, pair, &processor->class_path) != 0;
		processor->class_name = class_last_part(processor->class_path);
		(void)map_put(&config->processors_by_id, slice_of(processor->id), processor);
	}
}

void
warn_unused_processors(struct reader *reader)
{
	const struct config *config = reader->config;
	size_t i;

	for (i = 0; i < config->nprocessors; i++) {
		const struct provider_config *processor = &config->processors[i];

		if (!processor->used && !processor->broken)
			diag_warn(reader->diags, "config-processor-unused", NULL, processor->at,
			    "name it in a zone's \"processors\", or remove it",
			    "processor \"%s\" is not used", processor->id);
	}
}

void
read_outputs(struct reader *reader, const struct node *map)
{
	struct plugin plugin;
	size_t i;

	for (i = 0; map != NULL && i < map->u.map.count; i++)
		(void)plugin_read(reader, &output_kind, &map->u.map.pairs[i], &plugin);
}

void
read_secret_handlers(struct reader *reader, const struct node *map)
{
	struct plugin plugin;
	size_t i;

	for (i = 0; map != NULL && i < map->u.map.count; i++) {
		const struct node_pair *pair = &map->u.map.pairs[i];

		if (plugin_read(reader, &secret_kind, pair, &plugin) != 0)
			continue;
		if (plugin.class != NULL)
			(void)map_put(&reader->handlers, pair->key->text, reader);
		else
			reader_gap(reader, node_place(pair->key),
			    arena_printf(&reader->config->arena, "secret handler \"%.*s\"",
				SLICE_ARGS(pair->key->text)));
	}
}
