/* Reads octodns.yaml: the whole of it, and what it says at its top. */
#include "config/config.h"

#include "config/loader.h"
#include "config/settings.h"
#include "core/mem.h"
#include "yaml/reader.h"

#include <stdlib.h>

enum {
	TOP_MANAGER,
	TOP_PROVIDERS,
	TOP_ZONES,
	TOP_PROCESSORS,
	TOP_VALIDATORS,
	TOP_SECRETS,
	TOP_SETTINGS,
	TOP_COUNT
};

static const char *const top_names[] = {"manager", "providers", "zones", "processors", "validators",
    "secret_handlers", "zoneward", NULL};
static const struct keys top_keys = {top_names};

/* How many keys a manager has, about. */
#define MANAGER_ROOM 8

static void
keep_file(void *ctx, const char *path)
{
	struct config *config = ctx;
	struct id_list *files = &config->files;

	files->ids =
	    mem_grow(files->ids, &config->file_room, files->count + 1, sizeof(*files->ids));
	files->ids[files->count++] = arena_text(&config->arena, slice_of(path));
}

/* Read the document; its root, or NULL after an error. */
static const struct node *
read_document(struct config *config, struct snapshot *snapshot, struct diags *diags)
{
	struct place at = {config->file, 0, 0};
	struct snapshot_loader loader;
	struct yaml_source source = {0};
	struct blob blob = {0};
	const char *why = NULL;
	const struct node *root;
	int rc;

	rc = snapshot_read(snapshot, slice_of(config->file), &blob, &why);
	if (rc != 0) {
		(void)diag_error(diags, "config-missing", NULL, at,
		    "name the configuration with --config FILE, relative to the repository's root",
		    "the configuration cannot be read: %s",
		    rc < 0 && why != NULL ? why : "no such file");
		return NULL;
	}
	snapshot_loader_init(&loader, snapshot);
	loader.loaded = keep_file;
	loader.ctx = config;
	source.file = config->file;
	source.text = slice_make(blob.data, blob.len);
	source.loader = &loader.loader;
	source.order = YAML_ORDER_ANY;
	root = yaml_document(&source, &config->arena, diags);
	blob_free(&blob);
	return root;
}

/* The value of a top-level key that must be a mapping; NULL when it is not. */
static const struct node *
need_map(struct reader *reader, const struct node *value, const char *name, bool required)
{
	if (value == NULL && required)
		(void)diag_error(reader->diags, "config-missing-key", NULL,
		    node_place(reader->config->root), "write \"{}\" when there are none",
		    "the configuration has no \"%s\"", name);
	if (value == NULL || (value->kind == NODE_NULL && !required))
		return NULL;
	if (value->kind == NODE_MAP)
		return value;
	(void)diag_error(reader->diags, "config-value", NULL, node_place(value),
	    value->kind == NODE_NULL ? "write \"{}\" when there are none" : NULL,
	    "\"%s\" must be a mapping, not %s", name, node_kind_name(value));
	return NULL;
}

/* Read every part, what others name first. */
static void
read_parts(struct reader *reader, const struct node *const *top)
{
	struct config *config = reader->config;
	const struct node *zones, *providers;

	config->manager = need_map(reader, top[TOP_MANAGER], "manager", false);
	read_secret_handlers(reader, need_map(reader, top[TOP_SECRETS], "secret_handlers", false));
	providers = need_map(reader, top[TOP_PROVIDERS], "providers", true);
	read_providers(reader, providers);
	read_processors(reader, need_map(reader, top[TOP_PROCESSORS], "processors", false));
	read_manager(reader, config->manager);
	zones = need_map(reader, top[TOP_ZONES], "zones", true);
	if (zones != NULL && providers != NULL)
		read_zones(reader, zones);
	warn_unused_processors(reader);
}

static int
read_root(struct config *config, struct diags *diags)
{
	const struct node *top[TOP_COUNT] = {NULL};
	struct reader reader = {.config = config, .diags = diags, .strict = diags->strict};
	const struct node *root = config->root;
	size_t i;

	if (root->kind != NODE_MAP) {
		struct place at = {config->file, root->line, root->column};

		return diag_error(diags, "config-value", NULL, at,
		    "a configuration has at least \"providers\" and \"zones\"",
		    "the configuration must be a mapping, not %s", node_kind_name(root));
	}
	for (i = 0; i < root->u.map.count; i++) {
		int index = keys_index(&top_keys, root->u.map.pairs[i].key->text);

		if (index >= 0)
			top[index] = root->u.map.pairs[i].value;
	}
	read_settings(&reader, need_map(&reader, top[TOP_SETTINGS], "zoneward", false));
	for (i = 0; i < root->u.map.count; i++) {
		const struct node *key = root->u.map.pairs[i].key;

		if (keys_index(&top_keys, key->text) < 0)
			reader_unknown_key(&reader, NULL, key, &top_keys, "the configuration");
	}
	read_parts(&reader, top);
	map_free(&reader.handlers);
	return 0;
}

int
config_read(struct config **result, struct snapshot *snapshot, const char *path,
    struct diags *diags)
{
	struct config *config = mem_zero(1, sizeof(*config));

	*result = config;
	config->file = snapshot_path(snapshot, &config->arena, slice_of(""), slice_of(path));
	if (config->file == NULL)
		return diag_error(diags, "config-missing", NULL, place_none,
		    "name it relative to the repository's root",
		    "the configuration \"%s\" is outside the repository", path);
	keep_file(config, config->file);
	config->root = read_document(config, snapshot, diags);
	if (config->root == NULL)
		return -1;
	return read_root(config, diags);
}

/* Add to ${root} the value of ${key} in ${from}, if it has one. */
static void
take_key(struct arena *arena, struct node *root, const struct node *from, struct slice key)
{
	const struct node_pair *pair = node_find(from, key);

	if (pair != NULL)
		node_set(arena, root, key, pair->value);
}

/* The manager of the head, with the validators that the base's enables. */
static struct node *
join_manager(struct arena *arena, const struct config *head, const struct config *base)
{
	static const char key[] = "validators";
	struct node *manager = node_map(arena, MANAGER_ROOM);
	size_t i;

	for (i = 0; head->manager != NULL && i < head->manager->u.map.count; i++) {
		const struct node_pair *pair = &head->manager->u.map.pairs[i];

		if (!slice_is(pair->key->text, key))
			node_set(arena, manager, pair->key->text, pair->value);
	}
	if (base->manager != NULL)
		take_key(arena, manager, base->manager, slice_of(key));
	return manager;
}

/* The two documents as one; values stay where they were written. */
static struct node *
join_roots(struct arena *arena, const struct config *head, const struct config *base,
    enum config_trust trust)
{
	struct node *root = node_map(arena, TOP_COUNT);
	size_t i;

	root->file = head->root->file;
	root->line = head->root->line;
	root->column = head->root->column;
	for (i = 0; i < TOP_COUNT; i++) {
		bool trusted = i == TOP_VALIDATORS || i == TOP_SETTINGS ||
		    (i != TOP_ZONES && trust == CONFIG_TRUST_ALL);

		if (i == TOP_MANAGER && trust == CONFIG_TRUST_RULES)
			node_set(arena, root, slice_of(top_names[i]),
			    join_manager(arena, head, base));
		else
			take_key(arena, root, trusted ? base->root : head->root,
			    slice_of(top_names[i]));
	}
	return root;
}

int
config_join(struct config **result, const struct config *head, const struct config *base,
    enum config_trust trust, struct diags *diags)
{
	struct config *config = mem_zero(1, sizeof(*config));
	size_t i;

	*result = config;
	config->file = arena_text(&config->arena, slice_of(head->file));
	for (i = 0; i < head->files.count; i++)
		keep_file(config, head->files.ids[i]);
	config->root = join_roots(&config->arena, head, base, trust);
	return read_root(config, diags);
}

void
config_free(struct config *config)
{
	size_t i;

	if (config == NULL)
		return;
	for (i = 0; i < config->npatterns; i++)
		pattern_free(config->patterns[i]);
	free(config->patterns);
	free(config->gaps);
	free(config->files.ids);
	map_free(&config->providers_by_id);
	map_free(&config->processors_by_id);
	map_free(&config->zones_by_name);
	arena_free(&config->arena);
	free(config);
}

const struct provider_config *
config_provider(const struct config *config, const char *id)
{
	return map_get(&config->providers_by_id, slice_of(id));
}

bool
config_reads(const struct config *config, struct slice path)
{
	size_t i;

	for (i = 0; i < config->files.count; i++) {
		if (slice_is(path, config->files.ids[i]))
			return true;
	}
	return false;
}
