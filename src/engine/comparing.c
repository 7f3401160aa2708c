/* The work behind `diff`: one configuration against another. */
#include "core/mem.h"
#include "core/pool.h"
#include "engine/load.h"
#include "engine/planning.h"
#include "engine/processors.h"
#include "engine/reverse.h"
#include "plan/diff.h"

#include <stdlib.h>

struct comparing {
	struct workspace *workspace;
	const struct selection *selection;
	struct zone_plan **plans;
	struct diags *diags;
};

static void
compare_zone(struct comparing *c, size_t i, struct slice name, const struct zone_config *config)
{
	struct process_chain chain = {0}, base_chain;
	struct load load = {.workspace = c->workspace,
	    .config = config,
	    .name = name,
	    .zone_names = &c->selection->below,
	    .chain = &chain};
	struct diff_options options = {.update_threshold = 1, .delete_threshold = 1};
	struct zone base, head;
	struct zone_plan *plan;

	load_base_zone(c->workspace, name, &base, &base_chain);
	if (config != NULL) {
		(void)workspace_chain(c->workspace, WORKSPACE_HEAD, config, &chain, &c->diags[i]);
		chain.offline = true;
		(void)load_zone(&load, &head, &c->diags[i]);
	} else {
		zone_init(&head, name);
	}
	plan = mem_zero(1, sizeof(*plan));
	plan->zone = arena_copy(&plan->arena, name);
	plan->targets = arena_alloc(&plan->arena, sizeof(*plan->targets));
	plan->targets[0].target = "configuration";
	plan->targets[0].writable = true;
	plan->targets[0].exists = base.exists;
	diff_zones(&base, &head, &options, &plan->arena, &plan->targets[0]);
	plan->targets[0].unsafe = NULL;
	plan->ntargets = plan->targets[0].nchanges > 0 ? 1 : 0;
	c->plans[i] = plan;
	zone_free(&base);
	zone_free(&head);
	chain_free(&base_chain);
	chain_free(&chain);
}

static void
compare_one(void *ctx, size_t i)
{
	struct comparing *c = ctx;
	const struct selection *s = c->selection;

	if (i < s->count)
		compare_zone(c, i, s->zones[i].name, s->zones[i].config);
	else
		compare_zone(c, i, s->removed[i - s->count].name, NULL);
}

enum outcome
plan_configs(struct workspace *workspace, struct selection *selection, struct plan *plan,
    struct diags *diags)
{
	size_t i, count = selection->count + selection->nremoved;
	struct comparing c = {.workspace = workspace, .selection = selection};

	plan->head = snapshot_name(workspace->head);
	plan->base = snapshot_name(workspace->base);
	plan->waiting = &workspace->waiting;
	if (config_processors_known(workspace->config, diags) != 0 ||
	    reverse_gather(workspace, selection, diags) != 0)
		return OUTCOME_INVALID;
	c.plans = mem_zero(count, sizeof(struct zone_plan *));
	c.diags = mem_zero(count, sizeof(*c.diags));
	pool_run(workspace_workers(workspace), count, compare_one, &c);
	for (i = 0; i < count; i++) {
		diags_move(diags, &c.diags[i]);
		plan_add(plan, c.plans[i]);
	}
	plan_sort(plan);
	free(c.plans);
	free(c.diags);
	return diags->errors > 0 ? OUTCOME_INVALID : OUTCOME_DONE;
}
