/* Reads what `manager` says. */
#include "config/read.h"

#include "core/pool.h"

enum {
	MANAGER_MAX_WORKERS,
	MANAGER_INCLUDE_META,
	MANAGER_AUTO_ARPA,
	MANAGER_CHECKSUM,
	MANAGER_PROCESSORS,
	MANAGER_POST_PROCESSORS,
	MANAGER_OUTPUTS,
	MANAGER_VALIDATORS,
	MANAGER_COUNT,
};

static const char *const manager_names[] = {"max_workers", "include_meta", "auto_arpa",
    "enable_checksum", "processors", "post_processors", "plan_outputs", "validators", NULL};
static const struct keys manager_keys = {manager_names};

static void
read_max_workers(struct reader *reader, const struct node *node)
{
	if (node == NULL || node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_INT) {
		(void)diag_error(reader->diags, "config-value", NULL, node_place(node), NULL,
		    "\"max_workers\" must be a number, not %s", node_kind_name(node));
		return;
	}
	if (node->u.number < 1 || node->u.number > POOL_MAX_WORKERS)
		diag_warn(reader->diags, "config-value", NULL, node_place(node), NULL,
		    "\"max_workers\" should be from 1 to %d", POOL_MAX_WORKERS);
	reader->config->max_workers = node->u.number < 1 ? 1
	    : node->u.number > POOL_MAX_WORKERS          ? POOL_MAX_WORKERS
							 : (unsigned)node->u.number;
}

/* Processors that every zone passes through. */
static void
read_common_processors(struct reader *reader, const struct node *node, const char *what)
{
	struct config *config = reader->config;
	struct provider_config *processor;
	struct slice id;
	size_t i;

	if (node == NULL || node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_LIST) {
		(void)diag_error(reader->diags, "config-value", NULL, node_place(node),
		    "write [ID, …]", "\"%s\" must be a list, not %s", what, node_kind_name(node));
		return;
	}
	for (i = 0; i < node->u.list.count; i++) {
		const struct node *item = node->u.list.items[i];

		processor = node_id(item, &id) ? map_get(&config->processors_by_id, id) : NULL;
		if (processor != NULL)
			processor->used = true;
		else
			diag_warn(reader->diags, "config-unknown-processor", NULL, node_place(item),
			    node_is_scalar(item)
				? reader_nearest_id(reader, item->text, &config->processors_by_id)
				: NULL,
			    "\"%s\" names a processor that is not configured", what);
	}
}

static void
read_plan_outputs(struct reader *reader, const struct node *node)
{
	if (node == NULL || node->kind == NODE_MAP)
		read_outputs(reader, node);
	else if (node->kind != NODE_NULL)
		(void)diag_error(reader->diags, "config-value", NULL, node_place(node), NULL,
		    "\"plan_outputs\" must be a mapping, not %s", node_kind_name(node));
}

/* With rules that cannot be made, records are checked with those that are the default. */
static void
read_rules(struct reader *reader, const struct node *validators)
{
	struct config *config = reader->config;
	const struct node *custom = node_get(config->root, "validators");

	if (ruleset_make_custom(&config->arena, custom, validators, &config->rules,
		reader->diags) == 0)
		return;
	if (config->rules == NULL)
		(void)ruleset_make(&config->arena, NULL, &config->rules, reader->diags);
}

void
read_manager(struct reader *reader, const struct node *manager)
{
	const struct node *values[MANAGER_COUNT] = {NULL};
	struct config *config = reader->config;
	size_t i;

	for (i = 0; manager != NULL && i < manager->u.map.count; i++) {
		const struct node_pair *pair = &manager->u.map.pairs[i];
		int index = keys_index(&manager_keys, pair->key->text);

		if (index < 0)
			reader_unknown_key(reader, NULL, pair->key, &manager_keys, "manager");
		else
			values[index] = pair->value;
	}
	read_max_workers(reader, values[MANAGER_MAX_WORKERS]);
	config->include_meta =
	    values[MANAGER_INCLUDE_META] != NULL && node_truth(values[MANAGER_INCLUDE_META]);
	if (values[MANAGER_AUTO_ARPA] != NULL && node_truth(values[MANAGER_AUTO_ARPA]))
		config->auto_arpa = values[MANAGER_AUTO_ARPA];
	config->enable_checksum =
	    values[MANAGER_CHECKSUM] != NULL && node_truth(values[MANAGER_CHECKSUM]);
	read_common_processors(reader, values[MANAGER_PROCESSORS], "manager.processors");
	read_common_processors(reader, values[MANAGER_POST_PROCESSORS], "manager.post_processors");
	read_plan_outputs(reader, values[MANAGER_OUTPUTS]);
	read_rules(reader, values[MANAGER_VALIDATORS]);
}
