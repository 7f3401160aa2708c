/* The work behind `apply`: carrying out a plan, and checking that it was. */
#include "engine/applying.h"

#include "core/diag_queue.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/pool.h"
#include "dns/name.h"
#include "engine/branch.h"
#include "engine/told.h"
#include "engine/workers.h"
#include "provider/settle.h"

#include <stdlib.h>
#include <string.h>

/* What the provider says it did is held against what it serves now. */
void
apply_verify(struct provider *provider, const struct zone_plan *plan,
    const struct target_plan *target, enum apply_status *statuses, struct diags *diags)
{
	struct read_request request = {.zone = plan->zone, .as_target = true, .lenient = true};
	struct diags own = {0};
	struct zone live;
	size_t i;

	zone_init(&live, plan->zone);
	if (provider->class->read(provider, &request, &live, &own) == 0) {
		for (i = 0; i < target->nchanges; i++) {
			bool done = settle_is_there(provider, &live, &target->changes[i]);

			if (done)
				statuses[i] = APPLY_DONE;
			else if (statuses[i] != APPLY_FAILED)
				statuses[i] = APPLY_UNKNOWN;
		}
	} else {
		for (i = 0; i < target->nchanges; i++) {
			if (statuses[i] == APPLY_DONE)
				statuses[i] = APPLY_UNKNOWN;
		}
		diag_warn(diags, "apply-verify", NULL, place_none, "run apply again to be sure",
		    "provider %s: %.*s could not be read again", provider->id,
		    SLICE_ARGS(plan->zone));
	}
	zone_free(&live);
	diags_free(&own);
}

static void
report_one(const struct zone_plan *plan, const struct target_plan *target, size_t i,
    enum apply_status status, struct diags *diags)
{
	const struct change *change = &target->changes[i];
	const struct rrset *rrset = change_rrset(change);
	struct subject subject = {plan->zone, rrset->name, rrset_type(rrset)->name};

	(void)diag_error(diags, status == APPLY_FAILED ? "apply-failed" : "apply-unknown", &subject,
	    rrset_place(rrset), "run apply again when the cause is mended: it is always safe",
	    status == APPLY_FAILED ? "%s: %s of %s %.*s was not written"
				   : "%s: %s of %s %.*s was sent, but is not what is served now",
	    target->target, change_word(change->action), subject.type, SLICE_ARGS(rrset->name));
}

static void
count(const struct zone_plan *plan, const struct target_plan *target,
    const enum apply_status *statuses, struct applied *result, struct diags *diags)
{
	size_t i;

	for (i = 0; i < target->nchanges; i++) {
		if (statuses[i] == APPLY_DONE) {
			result->done++;
			continue;
		}
		if (statuses[i] == APPLY_FAILED)
			result->failed++;
		else
			result->unknown++;
		report_one(plan, target, i, statuses[i], diags);
	}
}

/* A plan that is being carried out; what each zone comes to stands in its slot. */
struct applying {
	struct workspace *workspace;
	const struct plan *plan;
	struct applied *results;
	struct diag_queue queue;
	struct notes_queue notes;
	pthread_mutex_t alone; /* held to write to what takes one zone at a time */
};

static void
write_changes(struct applying *a, struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags)
{
	bool alone = (provider->flags & PROVIDER_ONE_WRITER) != 0;

	if (alone)
		(void)pthread_mutex_lock(&a->alone);
	(void)provider->class->apply(provider, request, statuses, diags);
	if (alone)
		(void)pthread_mutex_unlock(&a->alone);
}

static void
apply_target(struct applying *a, const struct zone_plan *plan, const struct target_plan *target,
    struct applied *result, struct diags *diags)
{
	struct provider *provider =
	    workspace_provider(a->workspace, WORKSPACE_HEAD, target->target, diags);
	struct apply_request request = {
	    .zone = plan->zone,
	    .exists = target->exists,
	    .changes = target->changes,
	    .count = target->nchanges,
	};
	enum apply_status *statuses = mem_alloc(target->nchanges * sizeof(*statuses));
	size_t i;

	for (i = 0; i < target->nchanges; i++)
		statuses[i] = APPLY_FAILED;
	if (provider->class->apply == NULL) {
		(void)diag_error(diags, "provider-target", NULL, provider->config->at,
		    "take it out of the targets", "provider %s can only be a source", provider->id);
	} else {
		log_info("%s: writing %zu changes of %.*s", provider->id, target->nchanges,
		    SLICE_ARGS(plan->zone));
		told_applying(provider, plan->zone, target);
		write_changes(a, provider, &request, statuses, diags);
		apply_verify(provider, plan, target, statuses, diags);
	}
	count(plan, target, statuses, result, diags);
	free(statuses);
}

static void
skip_target(const struct applying *a, const struct zone_plan *plan,
    const struct target_plan *target, struct applied *result, struct diags *diags)
{
	/* It is open: the plan was made with it. */
	const struct provider *provider =
	    workspace_provider(a->workspace, WORKSPACE_HEAD, target->target, diags);

	told_skipped(provider, plan->zone);
	result->skipped += target->nchanges;
}

/* The targets of one zone in their order: as octoDNS does, and what fails at one is said of that one. */
static void
apply_zone(void *ctx, size_t i)
{
	struct applying *a = ctx;
	const struct zone_plan *plan = a->plan->zones[i];
	struct diags *diags = &a->queue.lists[i];
	size_t t;

	notes_collect(&a->notes.lists[i]);
	for (t = 0; t < plan->ntargets; t++) {
		if (plan->targets[t].writable)
			apply_target(a, plan, &plan->targets[t], &a->results[i], diags);
		else
			skip_target(a, plan, &plan->targets[t], &a->results[i], diags);
	}
	notes_collect(NULL);
	notes_queue_done(&a->notes, i);
	diag_queue_done(&a->queue, i);
}

static void
apply_zones(struct workspace *workspace, const struct plan *plan, struct applied *result,
    struct diags *diags)
{
	struct applying a = {.workspace = workspace, .plan = plan};
	size_t z;

	a.results = mem_zero(plan->nzones, sizeof(*a.results));
	(void)pthread_mutex_init(&a.alone, NULL);
	diag_queue_begin(&a.queue, plan->nzones, diags);
	notes_queue_begin(&a.notes, plan->nzones);
	pool_run(workers_of_plan(workspace, plan), plan->nzones, apply_zone, &a);
	notes_queue_end(&a.notes);
	diag_queue_end(&a.queue);
	(void)pthread_mutex_destroy(&a.alone);
	for (z = 0; z < plan->nzones; z++) {
		result->done += a.results[z].done;
		result->failed += a.results[z].failed;
		result->unknown += a.results[z].unknown;
		result->skipped += a.results[z].skipped;
	}
	free(a.results);
}

/* Providers that were written to have their say once everything is. */
static void
finish_target(struct workspace *workspace, const struct target_plan *target, struct diags *diags)
{
	struct provider *provider =
	    workspace_provider(workspace, WORKSPACE_HEAD, target->target, diags);

	if (provider->class->finish != NULL)
		provider->class->finish(provider, diags);
}

enum outcome
apply_plan(struct workspace *workspace, const struct plan *plan, struct applied *result,
    struct diags *diags)
{
	size_t z, t;

	memset(result, 0, sizeof(*result));
	apply_zones(workspace, plan, result, diags);
	for (z = 0; z < plan->nzones; z++) {
		for (t = 0; t < plan->zones[z]->ntargets; t++) {
			if (plan->zones[z]->targets[t].writable)
				finish_target(workspace, &plan->zones[z]->targets[t], diags);
		}
	}
	if (result->failed == 0 && result->unknown == 0)
		return OUTCOME_DONE;
	return result->done == 0 && result->unknown == 0 ? OUTCOME_PROVIDER : OUTCOME_PARTLY;
}

int
apply_allowed(struct workspace *w, const char *branch, struct diags *diags)
{
	const char *shown;
	struct oid tip;
	int rc;

	if (w->options.kind == WORKSPACE_WORKTREE)
		return 0;
	if (w->options.kind == WORKSPACE_STAGED) {
		return diag_error(diags, "apply-branch", NULL, place_none, "commit it first",
		    "what is only staged is not applied");
	}
	shown = branch_tip(w->repo, branch, &tip, &w->arena, diags);
	if (shown == NULL)
		return -1;
	rc = repo_descends(w->repo, &tip, &w->head_id);
	if (rc == 1)
		return 0;
	return diag_error(diags, "apply-branch", NULL, place_none,
	    rc == 0 ? "merge and push it first, or name another branch with --branch"
		    : "fetch the whole history first",
	    rc == 0 ? "%s is not on the protected branch %s"
		    : "cannot tell whether %s is on the protected branch %s",
	    snapshot_name(w->head), shown);
}
