/* What octoDNS's Manager logs of a configuration, word for word. */
#include "cmd/octodns.h"
#include "config/plugins.h"
#include "core/mem.h"
#include "dns/name.h"

#include <stdlib.h>
#include <string.h>

#define MANAGER "Manager"

const char *
python_bool(bool truth)
{
	return truth ? "True" : "False";
}

static void
python_text(struct buf *buf, const char *text)
{
	char quote = strchr(text, '\'') != NULL && strchr(text, '"') == NULL ? '"' : '\'';

	buf_char(buf, quote);
	for (; *text != '\0'; text++) {
		if (*text == '\\' || *text == quote)
			buf_char(buf, '\\');
		buf_char(buf, *text);
	}
	buf_char(buf, quote);
}

void
python_list(struct buf *buf, const char *const *items, size_t count)
{
	size_t i;

	buf_char(buf, '[');
	for (i = 0; i < count; i++) {
		buf_text(buf, i > 0 ? ", " : "");
		python_text(buf, items[i]);
	}
	buf_char(buf, ']');
}

/* Names that a node lists. */
struct names {
	struct arena arena;
	struct words words;
};

static void
add_names(struct names *names, const struct node *list)
{
	struct words *words = &names->words;
	size_t i;

	for (i = 0; list != NULL && list->kind == NODE_LIST && i < list->u.list.count; i++) {
		if (!node_is_scalar(list->u.list.items[i]))
			continue;
		words->items =
		    mem_grow(words->items, &words->cap, words->count + 1, sizeof(*words->items));
		words->items[words->count++] =
		    arena_text(&names->arena, list->u.list.items[i]->text);
	}
}

/* Log the names behind what, and forget them. */
static void
tell_names(struct names *names, const char *what)
{
	struct buf text = {0};

	python_list(&text, names->words.items, names->words.count);
	note(NOTE_INFO, MANAGER, "%s%s", what, text.data);
	buf_free(&text);
	free(names->words.items);
	arena_free(&names->arena);
	memset(names, 0, sizeof(*names));
}

/* "octodns.provider.yaml" of "octodns.provider.yaml.YamlProvider". */
static struct slice
module_of(const struct provider_config *plugin)
{
	size_t last = plugin->class_name.len + 1;

	return plugin->class_path.len > last
	    ? slice_sub(plugin->class_path, 0, plugin->class_path.len - last)
	    : plugin->class_path;
}

static void
tell_plugins(const char *what, const struct provider_config *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct slice module = module_of(&list[i]);

		note(NOTE_INFO, MANAGER, "__init__: %s=%s (%.*s zoneward-%s)", what, list[i].id,
		    SLICE_ARGS(module), ZONEWARD_VERSION);
	}
}

static void
tell_outputs(const struct node *outputs)
{
	size_t i;

	for (i = 0; outputs != NULL && outputs->kind == NODE_MAP && i < outputs->u.map.count; i++) {
		const struct node_pair *pair = &outputs->u.map.pairs[i];
		const struct node *path = node_get(pair->value, "class");
		struct provider_config output = {.class_path = slice_of("")};
		struct buf id = {0};

		if (path == NULL)
			continue;
		output.class_path = path->text;
		output.class_name = class_last_part(path->text);
		buf_slice(&id, pair->key->text);
		output.id = id.data;
		tell_plugins("plan_output", &output, 1);
		buf_free(&id);
	}
}

static void
tell_sets(const struct node *manager)
{
	const struct node *enabled = node_get(node_get(manager, "validators"), "enabled");
	struct names names = {0};

	if (enabled != NULL) {
		add_names(&names, enabled);
		tell_names(&names, "_configure_validators: enabling sets ");
	} else {
		note(NOTE_INFO, MANAGER, "_configure_validators: enabling sets ['legacy']");
	}
}

void
octodns_tell_config(const struct config *config)
{
	const struct node *manager = config->manager;
	struct names names = {0};

	if (!notes_wanted())
		return;
	note(NOTE_INFO, MANAGER, "_config_executor: max_workers=%u",
	    config->max_workers > 0 ? config->max_workers : 1);
	note(NOTE_INFO, MANAGER, "_config_include_meta: include_meta=%s",
	    python_bool(node_truth(node_get(manager, "include_meta"))));
	note(NOTE_INFO, MANAGER, "_config_enable_checksum: enable_checksum=%s",
	    python_bool(config->enable_checksum));
	note(NOTE_INFO, MANAGER, "_config_auto_arpa: auto_arpa=%s",
	    python_bool(node_truth(node_get(manager, "auto_arpa"))));
	add_names(&names, node_get(manager, "processors"));
	tell_names(&names, "__init__: global_processors=");
	add_names(&names, node_get(manager, "post_processors"));
	tell_names(&names, "__init__: global_post_processors=");
	tell_plugins("provider", config->providers, config->nproviders);
	tell_plugins("processor", config->processors, config->nprocessors);
	tell_sets(manager);
	tell_outputs(node_get(manager, "plan_outputs"));
}

/* Only targets that the command line leaves. */
static void
tell_targets(const struct octodns *o, const struct zone_config *zone)
{
	struct id_list targets = config_targets(o->work.workspace.config, zone);
	const struct words *wanted = &o->args.args.targets;
	struct buf text = {0};
	const char **left = mem_alloc((targets.count + 1) * sizeof(*left));
	size_t count = 0, i, k;

	for (i = 0; i < targets.count; i++) {
		for (k = 0; k < wanted->count && strcmp(wanted->items[k], targets.ids[i]) != 0;)
			k++;
		if (wanted->count == 0 || k < wanted->count)
			left[count++] = targets.ids[i];
	}
	python_list(&text, left, count);
	if (count > 0)
		note(NOTE_INFO, MANAGER, "sync:     targets=%s", text.data);
	else
		note(NOTE_INFO, MANAGER, "sync:   no eligible targets, skipping");
	buf_free(&text);
	free(left);
}

void
octodns_tell_zone(const struct octodns *o, const struct selected *zone)
{
	const struct node *manager = o->work.workspace.config->manager;
	const struct zone_config *config = zone->config;
	struct names names = {0};
	struct buf text = {0};
	struct arena arena = {0};
	struct slice name = name_decode(&arena, zone->name);

	note(NOTE_INFO, MANAGER, "sync:   zone=%.*s", SLICE_ARGS(name));
	arena_free(&arena);
	if (config->alias.len > 0)
		return;
	python_list(&text, config->sources.ids, config->sources.count);
	note(NOTE_INFO, MANAGER, "_get_sources:     sources=%s", text.data);
	buf_free(&text);
	add_names(&names, node_get(manager, "processors"));
	add_names(&names, config->processors);
	add_names(&names, node_get(manager, "post_processors"));
	tell_names(&names, "sync:     processors=");
	if (zone_has_sources(o->work.workspace.config, config))
		tell_targets(o, config);
	else
		note(NOTE_INFO, MANAGER, "sync:   no eligible sources, skipping");
}
