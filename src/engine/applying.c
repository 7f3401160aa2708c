/* The work behind `apply`: carrying out a plan, and checking that it was. */
#include "engine/applying.h"

#include "core/log.h"
#include "core/mem.h"
#include "dns/name.h"
#include "engine/branch.h"
#include "engine/told.h"
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

static void
apply_target(struct workspace *workspace, const struct zone_plan *plan,
    const struct target_plan *target, struct applied *result, struct diags *diags)
{
	struct provider *provider =
	    workspace_provider(workspace, WORKSPACE_HEAD, target->target, diags);
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
		(void)provider->class->apply(provider, &request, statuses, diags);
		apply_verify(provider, plan, target, statuses, diags);
	}
	count(plan, target, statuses, result, diags);
	free(statuses);
}

static void
skip_target(struct workspace *workspace, const struct zone_plan *plan,
    const struct target_plan *target, struct applied *result)
{
	/* It is open: the plan was made with it. */
	const struct provider *provider =
	    workspace_provider(workspace, WORKSPACE_HEAD, target->target, workspace->diags);

	told_skipped(provider, plan->zone);
	result->skipped += target->nchanges;
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
	for (z = 0; z < plan->nzones; z++) {
		const struct zone_plan *zone = plan->zones[z];

		for (t = 0; t < zone->ntargets; t++) {
			if (zone->targets[t].writable)
				apply_target(workspace, zone, &zone->targets[t], result, diags);
			else
				skip_target(workspace, zone, &zone->targets[t], result);
		}
	}
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
