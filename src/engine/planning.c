/* The work behind `plan` and `apply`: what would change. */
#include "engine/planning.h"

#include "core/mem.h"
#include "core/pool.h"
#include "engine/load.h"
#include "plan/origin.h"
#include "provider/limits.h"

#include <stdlib.h>
#include <string.h>

/* What the workers share, and the results by zone. */
struct planning {
	struct workspace *workspace;
	const struct plan_request *request;
	struct zone_plan **plans;
	struct diags *diags;
	bool *provider_failed;
};

static bool
is_wanted(const struct plan_request *request, const char *target)
{
	size_t i;

	for (i = 0; i < request->ntargets; i++) {
		if (strcmp(request->targets[i], target) == 0)
			return true;
	}
	return request->ntargets == 0;
}

static int
read_live(struct provider *provider, struct slice name, struct zone *live, struct diags *diags)
{
	struct read_request request = {.zone = name, .as_target = true, .lenient = true};
	struct diags own = {0};
	int rc;

	zone_init(live, name);
	own.strict = false;
	rc = provider->class->read(provider, &request, live, &own);
	diags_move(diags, &own);
	return rc;
}

static double
threshold(const struct zone_config *config, const char *key, double of_provider)
{
	const struct node *node = node_get(config->options, key);

	if (node != NULL && node->kind == NODE_FLOAT)
		return node->u.real;
	if (node != NULL && node->kind == NODE_INT)
		return (double)node->u.number;
	return of_provider;
}

static bool
differs(const void *ctx, const struct rrset *existing, const struct rrset *desired)
{
	const struct provider *provider = ctx;

	return provider->class->differs != NULL &&
	    provider->class->differs(provider, existing, desired);
}

enum outcome
plan_against(struct provider *provider, const struct zone *wanted,
    const struct diff_options *options, struct arena *arena, struct target_plan *plan,
    struct diags *diags)
{
	struct diff_options with_provider = *options;
	struct zone live, fitting;
	enum outcome outcome = OUTCOME_PROVIDER;

	with_provider.differs = differs;
	with_provider.differs_ctx = provider;
	if (read_live(provider, wanted->name, &live, diags) == 0) {
		zone_share(&fitting, wanted);
		outcome =
		    provider_limit(provider, &fitting, diags) == 0 ? OUTCOME_DONE : OUTCOME_INVALID;
		plan->target = provider->id;
		plan->exists = live.exists;
		if (outcome == OUTCOME_DONE)
			diff_zones(&live, &fitting, &with_provider, arena, plan);
		zone_free(&fitting);
	}
	zone_free(&live);
	return outcome;
}

/* Plan one zone for one target; keep it when there is something to change. */
static void
plan_target(const struct planning *p, size_t i, const struct zone *wanted,
    struct provider *provider)
{
	const struct selected *selected = &p->request->selection->zones[i];
	struct zone_plan *plan = p->plans[i];
	struct target_plan *target = &plan->targets[plan->ntargets];
	struct diff_options options = {
	    .target = provider->id,
	    .update_threshold =
		threshold(selected->config, "update_pcent_threshold", provider->update_threshold),
	    .delete_threshold =
		threshold(selected->config, "delete_pcent_threshold", provider->delete_threshold),
	    .keep_root_ns = true,
	};
	enum outcome outcome;

	if (provider->class->apply == NULL) {
		(void)diag_error(&p->diags[i], "provider-target", NULL, provider->config->at,
		    "take it out of the targets", "provider %s can only be a source", provider->id);
		return;
	}
	outcome = plan_against(provider, wanted, &options, &plan->arena, target, &p->diags[i]);
	p->provider_failed[i] = p->provider_failed[i] || outcome == OUTCOME_PROVIDER;
	if (outcome != OUTCOME_DONE || target->nchanges == 0)
		return;
	target->class_name = arena_text(&plan->arena, provider->config->class_name);
	target->writable = !provider->apply_disabled && !selected->config->always_dry_run;
	plan->ntargets++;
}

static struct zone_plan *
new_plan(struct slice name, size_t ntargets)
{
	struct zone_plan *plan = mem_zero(1, sizeof(*plan));

	plan->zone = arena_copy(&plan->arena, name);
	plan->targets = arena_array(&plan->arena, ntargets, sizeof(*plan->targets));
	return plan;
}

/* Of a range it is known what the configuration said before. */
static void
add_origins(const struct planning *p, size_t i)
{
	struct zone_plan *plan = p->plans[i];
	struct zone base;
	size_t t;

	if (p->workspace->base == NULL || plan->ntargets == 0)
		return;
	load_base_zone(p->workspace, plan->zone, &base);
	for (t = 0; t < plan->ntargets; t++)
		plan_origins(&plan->targets[t], &base, &plan->arena);
	zone_free(&base);
}

static void
plan_zone(void *ctx, size_t i)
{
	struct planning *p = ctx;
	const struct selected *selected = &p->request->selection->zones[i];
	struct load load = {
	    .workspace = p->workspace,
	    .config = selected->config,
	    .name = selected->name,
	    .zone_names = &p->request->selection->below,
	    .provider_failed = &p->provider_failed[i],
	};
	struct id_list targets = config_targets(p->workspace->config, selected->config);
	struct zone wanted;
	size_t t;

	p->diags[i].strict = p->workspace->diags->strict;
	if (load_zone(&load, &wanted, &p->diags[i]) != 0) {
		zone_free(&wanted);
		return;
	}
	zone_sort(&wanted);
	p->plans[i] = new_plan(selected->name, targets.count);
	for (t = 0; t < targets.count; t++) {
		struct provider *provider;

		if (!is_wanted(p->request, targets.ids[t]))
			continue;
		provider =
		    workspace_provider(p->workspace, WORKSPACE_HEAD, targets.ids[t], &p->diags[i]);
		if (provider != NULL)
			plan_target(p, i, &wanted, provider);
	}
	zone_free(&wanted);
	add_origins(p, i);
}

/* Join the zones' results in their order. */
static enum outcome
collect(struct planning *p, struct plan *plan, struct diags *diags)
{
	size_t i, count = p->request->selection->count;
	bool invalid = false, provider_failed = false;

	for (i = 0; i < count; i++) {
		if (p->provider_failed[i])
			provider_failed = true;
		else if (p->diags[i].errors > 0)
			invalid = true;
		diags_move(diags, &p->diags[i]);
		if (p->plans[i] != NULL)
			plan_add(plan, p->plans[i]);
	}
	plan_sort(plan);
	if (invalid || (diags->errors > 0 && !provider_failed))
		return OUTCOME_INVALID;
	return provider_failed ? OUTCOME_PROVIDER : OUTCOME_DONE;
}

/* What validate lets pass, and no plan can be made of. */
static void
check_plannable(const struct planning *p, struct diags *diags)
{
	const struct selection *selection = p->request->selection;
	size_t i;

	(void)config_plannable(p->workspace->config, diags);
	for (i = 0; i < selection->count; i++)
		(void)config_zone_plannable(p->workspace->config, selection->zones[i].config,
		    diags);
}

enum outcome
plan_zones(struct workspace *workspace, const struct plan_request *request, struct plan *plan,
    struct diags *diags)
{
	size_t count = request->selection->count;
	struct planning p = {.workspace = workspace, .request = request};
	enum outcome outcome;

	plan->head = snapshot_name(workspace->head);
	plan->base = workspace->base != NULL ? snapshot_name(workspace->base) : NULL;
	check_plannable(&p, diags);
	if (diags->errors > 0)
		return OUTCOME_INVALID;
	p.plans = mem_zero(count, sizeof(struct zone_plan *));
	p.diags = mem_zero(count, sizeof(*p.diags));
	p.provider_failed = mem_zero(count, sizeof(*p.provider_failed));
	pool_run(workspace_workers(workspace), count, plan_zone, &p);
	outcome = collect(&p, plan, diags);
	free(p.plans);
	free(p.diags);
	free(p.provider_failed);
	return outcome;
}
