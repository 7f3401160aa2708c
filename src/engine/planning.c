/* The work behind `plan` and `apply`: what would change. */
#include "engine/planning.h"

#include "core/diag_queue.h"
#include "core/mem.h"
#include "core/pool.h"
#include "engine/load.h"
#include "engine/processors.h"
#include "engine/range_base.h"
#include "engine/reverse.h"
#include "engine/told.h"
#include "engine/workers.h"
#include "plan/origin.h"
#include "process/arpa.h"
#include "provider/limits.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* What the workers share, and the results by zone. */
struct planning {
	struct workspace *workspace;
	const struct plan_request *request;
	struct zone_plan **plans;
	struct diag_queue queue;
	struct notes *notes;
	struct map changed; /* of a range: the files */
	bool *provider_failed;
	atomic_bool invalid;
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

/* Take out of the plan what the processors take out of it. */
static int
process_plan(const struct process_chain *chain, struct zone *wanted, struct zone *live,
    const struct diff_options *options, struct arena *arena, struct target_plan *plan,
    struct diags *diags)
{
	struct chain_changes changes = {plan->changes, plan->nchanges, false};
	int rc = chain_plan(chain, wanted, live, options->target, &changes, diags);

	if (changes.count == plan->nchanges)
		return rc;
	plan->nchanges = changes.count;
	if (changes.recount)
		plan_recount(plan);
	plan_judge(plan, wanted->name, options, arena);
	return rc;
}

/* Both zones through the steps for targets, the difference, and the step for plans. */
static int
compare(const struct process_chain *chain, struct zone *wanted, struct zone *live,
    const struct diff_options *options, struct arena *arena, struct target_plan *plan,
    struct diags *diags)
{
	bool processed = chain != NULL && chain->count > 0;

	if (processed && chain_target(chain, wanted, live, options->target, diags) != 0)
		return -1;
	diff_zones(live, wanted, options, arena, plan);
	return processed ? process_plan(chain, wanted, live, options, arena, plan, diags) : 0;
}

/* Why each change is there, and what is there already. */
static void
add_origins(const struct plan_range *range, const struct diff_options *options,
    const struct zone *wanted, const struct zone *live, struct arena *arena,
    struct target_plan *plan)
{
	plan_origins(plan, &range->base, arena);
	plan_already(range->already, options->target, &range->base, wanted, live, arena);
	if (!range->only_requested)
		return;
	plan_leave_drift(plan);
	plan_judge(plan, wanted->name, options, arena);
}

enum outcome
plan_against_range(struct provider *provider, const struct zone *wanted,
    const struct process_chain *chain, const struct diff_options *options,
    const struct plan_range *range, struct arena *arena, struct target_plan *plan,
    struct diags *diags)
{
	struct diff_options own = *options;
	struct zone live, fitting;
	enum outcome outcome = OUTCOME_PROVIDER;

	told_planning(provider, wanted->name);
	if (read_live(provider, wanted->name, &live, diags) == 0) {
		told_read(provider, live.count, live.exists);
		told_root_ns(provider, &live, wanted);
		zone_share(&fitting, wanted);
		outcome =
		    provider_limit(provider, &fitting, diags) == 0 ? OUTCOME_DONE : OUTCOME_INVALID;
		plan->target = provider->id;
		plan->exists = live.exists;
		own.provider = provider;
		if (outcome == OUTCOME_DONE &&
		    compare(chain, &fitting, &live, &own, arena, plan, diags) != 0)
			outcome = OUTCOME_INVALID;
		if (outcome == OUTCOME_DONE && range != NULL)
			add_origins(range, &own, &fitting, &live, arena, plan);
		if (outcome == OUTCOME_DONE)
			told_planned(provider, plan);
		zone_free(&fitting);
	}
	zone_free(&live);
	return outcome;
}

/* Of a range what the base says: who asks for a change does not say that it is safe. */
static const struct safety *
trusted_safety(const struct workspace *w)
{
	return w->base_config != NULL ? w->base_config->safety : w->config->safety;
}

enum outcome
plan_against(struct provider *provider, const struct zone *wanted,
    const struct process_chain *chain, const struct diff_options *options, struct arena *arena,
    struct target_plan *plan, struct diags *diags)
{
	return plan_against_range(provider, wanted, chain, options, NULL, arena, plan, diags);
}

/* Plan one zone for one target; keep it when there is something to change. */
static void
plan_target(const struct planning *p, size_t i, const struct zone *wanted,
    const struct process_chain *chain, struct provider *provider, struct range_base *range)
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
	    .safety = trusted_safety(p->workspace),
	};
	struct plan_range of_range = {.already = &plan->already[plan->nalready],
	    .only_requested = p->request->only_requested};
	struct zone fitted;
	enum outcome outcome;

	if (provider->class->apply == NULL) {
		(void)diag_error(&p->queue.lists[i], "provider-target", NULL, provider->config->at,
		    "take it out of the targets", "provider %s can only be a source", provider->id);
		return;
	}
	if (range != NULL)
		of_range.base = range_base_fit(range, provider, &fitted);
	outcome = plan_against_range(provider, wanted, chain, &options,
	    range != NULL ? &of_range : NULL, &plan->arena, target, &p->queue.lists[i]);
	if (range != NULL)
		zone_free(&fitted);
	p->provider_failed[i] = p->provider_failed[i] || outcome == OUTCOME_PROVIDER;
	if (outcome != OUTCOME_DONE)
		return;
	if (of_range.already->count > 0)
		plan->nalready++;
	if (target->nchanges == 0)
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
	plan->already = arena_array(&plan->arena, ntargets, sizeof(*plan->already));
	return plan;
}

static void
plan_each(const struct planning *p, size_t i, const struct zone *wanted,
    const struct process_chain *chain, struct range_base *range)
{
	const struct selected *selected = &p->request->selection->zones[i];
	struct id_list targets = config_targets(p->workspace->config, selected->config);
	size_t t;

	for (t = 0; t < targets.count; t++) {
		struct provider *provider;

		if (!is_wanted(p->request, targets.ids[t]))
			continue;
		provider = workspace_provider(p->workspace, WORKSPACE_HEAD, targets.ids[t],
		    &p->queue.lists[i]);
		if (provider != NULL)
			plan_target(p, i, wanted, chain, provider, range);
	}
}

static void
plan_targets(const struct planning *p, size_t i, struct zone *wanted,
    const struct process_chain *chain)
{
	const struct selected *selected = &p->request->selection->zones[i];
	struct range_base range;

	zone_sort(wanted);
	p->plans[i] =
	    new_plan(selected->name, config_targets(p->workspace->config, selected->config).count);
	if (p->workspace->base == NULL) {
		plan_each(p, i, wanted, chain, NULL);
		return;
	}
	range_base_open(&range, p->workspace, &p->changed, selected->name);
	plan_each(p, i, wanted, chain, &range);
	range_base_close(&range);
}

static void
plan_sources(struct planning *p, size_t i)
{
	const struct selected *selected = &p->request->selection->zones[i];
	struct process_chain chain;
	struct load load = {
	    .workspace = p->workspace,
	    .config = selected->config,
	    .name = selected->name,
	    .zone_names = &p->request->selection->below,
	    .provider_failed = &p->provider_failed[i],
	    .chain = &chain,
	};
	struct diags *diags = &p->queue.lists[i];
	struct zone wanted;
	int rc;

	/* Nothing to hold against each other: what is served is not to be deleted. */
	if (config_targets(p->workspace->config, selected->config).count == 0 ||
	    !zone_has_sources(p->workspace->config, selected->config))
		return;
	rc = workspace_chain(p->workspace, WORKSPACE_HEAD, selected->config, &chain, diags);
	if (load_zone(&load, &wanted, diags) != 0)
		rc = -1;
	if (rc == 0)
		plan_targets(p, i, &wanted, &chain);
	zone_free(&wanted);
	chain_free(&chain);
}

/* octoDNS plans aliases when it has the others, and zones below arpa last, with auto_arpa. */
static unsigned
turn_of(const struct planning *p, size_t i)
{
	const struct selected *selected = &p->request->selection->zones[i];

	if (selected->config->alias.len > 0)
		return 1;
	return p->workspace->config->auto_arpa != NULL && arpa_is_reverse(selected->name) ? 2 : 0;
}

#define TURNS 3

static void
add_plans(struct planning *p, struct plan *plan)
{
	size_t i;
	unsigned turn;

	for (turn = 0; turn < TURNS; turn++) {
		for (i = 0; i < p->request->selection->count; i++) {
			if (p->plans[i] != NULL && turn_of(p, i) == turn)
				plan_add(plan, p->plans[i]);
		}
	}
	plan_sort(plan);
}

static void
plan_zone(void *ctx, size_t i)
{
	struct planning *p = ctx;

	notes_collect(&p->notes[i]);
	plan_sources(p, i);
	notes_collect(NULL);
	if (!p->provider_failed[i] && p->queue.lists[i].errors > 0)
		atomic_store(&p->invalid, true);
	diag_queue_done(&p->queue, i);
}

/* Join the zones' results in their order. */
static enum outcome
collect(struct planning *p, struct plan *plan, struct diags *diags)
{
	size_t i, count = p->request->selection->count;
	bool provider_failed = false;

	diag_queue_end(&p->queue);
	for (i = 0; i < count; i++) {
		provider_failed = provider_failed || p->provider_failed[i];
		notes_release(&p->notes[i]);
	}
	add_plans(p, plan);
	if (atomic_load(&p->invalid) || (diags->errors > 0 && !provider_failed))
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
	plan->waiting = &workspace->waiting;
	check_plannable(&p, diags);
	(void)reverse_refuse_part(workspace, request->selection, request->ntargets, diags);
	if (diags->errors > 0 || reverse_gather(workspace, request->selection, diags) != 0)
		return OUTCOME_INVALID;
	range_changed(workspace, &p.changed);
	p.plans = mem_zero(count, sizeof(struct zone_plan *));
	diag_queue_begin(&p.queue, count, diags);
	p.provider_failed = mem_zero(count, sizeof(*p.provider_failed));
	p.notes = mem_zero(count, sizeof(*p.notes));
	pool_run(workers_of_zones(workspace, request->selection), count, plan_zone, &p);
	outcome = collect(&p, plan, diags);
	map_free(&p.changed);
	free(p.plans);
	free(p.notes);
	free(p.provider_failed);
	return outcome;
}
