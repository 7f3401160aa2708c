/* Opening processors, and joining them to chains. */
#include "engine/processors.h"

#include "core/mem.h"

#include <stdlib.h>

/* A processor that was asked for; NULL when it could not be opened. */
struct opened {
	struct provider_config config; /* of one that is built in */
	struct processor *processor;
};

#define ARPA_CLASS "octodns.processor.arpa.AutoArpa"
#define META_CLASS "octodns.processor.meta.MetaProcessor"

/* Ids that no configuration has: they begin with a blank. */
#define ARPA_KEY " auto-arpa"
#define META_KEY " octodns-meta"

static struct provider_config
arpa_config(const struct config *config)
{
	static const struct node no_options = {.kind = NODE_MAP};
	const struct node *node = config->auto_arpa;
	struct provider_config made = {
	    .id = "auto-arpa",
	    .class_path = slice_of(ARPA_CLASS),
	    .options = node->kind == NODE_MAP ? node : &no_options,
	    .at = node_place(node),
	};

	return made;
}

static struct provider_config
meta_config(const struct config *config)
{
	static struct node name_key = {.kind = NODE_TEXT, .text = {"record_name", 11}};
	static struct node name = {.kind = NODE_TEXT, .text = {"octodns-meta", 12}};
	static struct node time_key = {.kind = NODE_TEXT, .text = {"include_time", 12}};
	static struct node no = {.kind = NODE_BOOL};
	static struct node provider_key = {.kind = NODE_TEXT, .text = {"include_provider", 16}};
	static struct node yes = {.kind = NODE_BOOL, .u.flag = true};
	static struct node_pair pairs[] = {{&name_key, &name}, {&time_key, &no},
	    {&provider_key, &yes}};
	static const struct node options = {.kind = NODE_MAP, .u.map = {pairs, 3}};
	struct provider_config made = {
	    .id = "octodns-meta",
	    .class_path = slice_of(META_CLASS),
	    .options = &options,
	    .at = node_place(config->manager),
	};

	return made;
}

static const struct node *
trusted_options(const struct workspace *w, const struct provider_config *config, bool built_in)
{
	const struct config *base = w->base_config;
	const struct provider_config *trusted;

	if (base == NULL)
		return NULL;
	if (built_in)
		return base->auto_arpa;
	trusted = map_get(&base->processors_by_id, slice_of(config->id));
	return trusted != NULL ? trusted->options : NULL;
}

/*
 * A range may be a stranger's branch: a processor of it that reads the environment
 * must be the base's.  The others see nothing but the zone.
 */
static bool
may_open(const struct workspace *w, enum workspace_side side, const struct provider_config *config,
    bool built_in, struct diags *diags)
{
	const struct node *trusted;

	if (w->base == NULL || side == WORKSPACE_BASE || !processor_is_guarded(config) ||
	    w->options.trust == WORKSPACE_TRUST_HEAD)
		return true;
	trusted = trusted_options(w, config, built_in);
	if (trusted != NULL && node_equal(trusted, config->options))
		return true;
	(void)diag_error(diags, "processor-untrusted", NULL, config->at,
	    "merge the configuration first; then plan with it",
	    "processor %s is %s in this range: it is not run before the merge", config->id,
	    trusted == NULL ? "new" : "changed");
	return false;
}

/* The processor that ${key} names, opened when it is first asked for. */
static struct processor *
open_once(struct workspace *w, enum workspace_side side, struct slice key,
    const struct provider_config *config, struct diags *diags)
{
	struct map *map = side == WORKSPACE_BASE ? &w->base_processors : &w->processors;
	bool built_in = key.data[0] == ' ';
	struct opened *opened;

	(void)pthread_mutex_lock(&w->lock);
	opened = map_get(map, key);
	if (opened == NULL) {
		opened = mem_zero(1, sizeof(*opened));
		opened->config = *config;
		(void)map_put(map, key, opened);
		if (!config->broken && may_open(w, side, &opened->config, built_in, diags))
			(void)processor_open(&opened->processor, &opened->config, &w->run, diags);
	}
	(void)pthread_mutex_unlock(&w->lock);
	return opened->processor;
}

static int
add(struct process_chain *chain, struct processor *processor)
{
	if (processor == NULL)
		return -1;
	chain_add(chain, processor);
	return 0;
}

static int
add_list(struct workspace *w, enum workspace_side side, const struct node *list,
    struct process_chain *chain, struct diags *diags)
{
	const struct config *config = workspace_config(w, side);
	int rc = 0;
	size_t i;

	for (i = 0; list != NULL && list->kind == NODE_LIST && i < list->u.list.count; i++) {
		const struct node *item = list->u.list.items[i];
		const struct provider_config *processor =
		    node_is_scalar(item) ? map_get(&config->processors_by_id, item->text) : NULL;

		/* What names none was said to be wrong already. */
		if (processor == NULL ||
		    add(chain, open_once(w, side, slice_of(processor->id), processor, diags)) != 0)
			rc = -1;
	}
	return rc;
}

struct processor *
workspace_auto_arpa(struct workspace *w, enum workspace_side side, struct diags *diags)
{
	const struct config *config = workspace_config(w, side);
	struct provider_config made;

	if (config == NULL || config->auto_arpa == NULL)
		return NULL;
	made = arpa_config(config);
	return open_once(w, side, slice_of(ARPA_KEY), &made, diags);
}

static int
add_meta(struct workspace *w, enum workspace_side side, struct process_chain *chain,
    struct diags *diags)
{
	struct provider_config made = meta_config(workspace_config(w, side));

	return add(chain, open_once(w, side, slice_of(META_KEY), &made, diags));
}

int
workspace_chain(struct workspace *w, enum workspace_side side, const struct zone_config *zone,
    struct process_chain *chain, struct diags *diags)
{
	const struct config *config = workspace_config(w, side);
	const struct node *manager = config->manager;
	int rc = 0;

	*chain = (struct process_chain){.lenient = zone->lenient};
	if (zone->alias.len > 0)
		zone = map_get(&config->zones_by_name, zone->alias);
	if (zone == NULL)
		return -1;
	chain->rules = zone->rules != NULL ? zone->rules : config->rules;
	if (add_list(w, side, node_get(manager, "processors"), chain, diags) != 0 ||
	    add_list(w, side, zone->processors, chain, diags) != 0)
		rc = -1;
	if (config->auto_arpa != NULL && add(chain, workspace_auto_arpa(w, side, diags)) != 0)
		rc = -1;
	if (add_list(w, side, node_get(manager, "post_processors"), chain, diags) != 0 ||
	    (config->include_meta && add_meta(w, side, chain, diags) != 0))
		rc = -1;
	return rc;
}

void
check_processors(const struct config *config, struct diags *diags)
{
	struct provider_config made;
	size_t i;

	for (i = 0; i < config->nprocessors; i++) {
		if (!config->processors[i].broken)
			(void)processor_check(&config->processors[i], diags);
	}
	if (config->auto_arpa != NULL) {
		made = arpa_config(config);
		(void)processor_check(&made, diags);
	}
}

void
processors_close(struct map *processors)
{
	size_t i;

	for (i = 0; i < processors->count; i++) {
		struct opened *opened = processors->entries[i].value;

		processor_close(opened->processor);
		free(opened);
	}
	map_free(processors);
}
