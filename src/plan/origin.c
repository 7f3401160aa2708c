/* Why a change is in a plan. */
#include "plan/origin.h"

#include "core/mem.h"
#include "plan/copy.h"
#include "plan/diff.h"

#include <stdlib.h>
#include <string.h>

static bool
same(const struct origin_base *base, const struct rrset *a, const struct rrset *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return !provider_differs(base->provider, a, b);
}

static enum change_origin
origin_of(const struct origin_base *base, const struct change *change, const struct rrset *before)
{
	if (same(base, before, change->desired))
		return ORIGIN_DRIFT;
	return same(base, change->existing, before) ? ORIGIN_REQUESTED : ORIGIN_CONFLICT;
}

/* The line of the record, or the one that it had when it is gone. */
static struct change_cause
cause_of(const struct origin_base *base, const struct rrset *desired, const struct rrset *before,
    struct arena *arena)
{
	struct change_cause cause = {.of_base = desired == NULL};
	const struct rrset *rrset = desired != NULL ? desired : before;

	cause.at = rrset != NULL ? rrset_place(rrset) : place_none;
	if (cause.at.file == NULL)
		return cause;
	cause.asked = base->asks == NULL || base->asks(base->ctx, cause.at.file);
	cause.at.file = arena_text(arena, slice_of(cause.at.file));
	return cause;
}

void
plan_origins(struct target_plan *plan, const struct origin_base *base, struct arena *arena)
{
	static const struct change_cause none;
	size_t i;

	plan->origins = arena_array(arena, plan->nchanges, sizeof(*plan->origins));
	plan->causes = arena_array(arena, plan->nchanges, sizeof(*plan->causes));
	for (i = 0; i < plan->nchanges; i++) {
		const struct change *change = &plan->changes[i];
		const struct rrset *rrset = change_rrset(change);
		const struct rrset *before = zone_find(base->zone, rrset->name, rrset_type(rrset));

		plan->origins[i] = origin_of(base, change, before);
		plan->causes[i] = plan->origins[i] == ORIGIN_DRIFT
		    ? none
		    : cause_of(base, change->desired, before, arena);
	}
}

struct finding {
	struct already_plan *already;
	const char *target;
	const struct origin_base *base;
	const struct zone *live;
	struct arena *arena;
	size_t change_room, cause_room; /* while they are on the heap */
};

static void
consider(struct finding *f, const struct rrset *before, const struct rrset *wanted)
{
	const struct rrset *rrset = wanted != NULL ? wanted : before;
	const struct rrset *live = zone_find(f->live, rrset->name, rrset_type(rrset));
	struct copier copier = {f->arena, NULL, NULL};
	struct already_plan *found = f->already;
	struct change *change;

	if (same(f->base, before, wanted) || !same(f->base, live, wanted) ||
	    diff_leaves_alone(rrset, f->target))
		return;
	found->changes =
	    mem_grow(found->changes, &f->change_room, found->count + 1, sizeof(*found->changes));
	found->causes =
	    mem_grow(found->causes, &f->cause_room, found->count + 1, sizeof(*found->causes));
	change = &found->changes[found->count];
	change->existing = before != NULL ? copier_copy(&copier, before) : NULL;
	change->desired = wanted != NULL ? copier_copy(&copier, wanted) : NULL;
	change->action = wanted == NULL ? CHANGE_DELETE
	    : before == NULL            ? CHANGE_CREATE
					: CHANGE_UPDATE;
	found->causes[found->count++] = cause_of(f->base, wanted, before, f->arena);
}

/* From the heap to where the plan lives. */
static void *
settle(struct arena *arena, void *items, size_t count, size_t size)
{
	char *kept = arena_array(arena, count, size);

	if (count > 0)
		memcpy(kept, items, count * size);
	free(items);
	return kept;
}

void
plan_already(struct already_plan *already, const char *target, const struct origin_base *base,
    const struct zone *wanted, const struct zone *live, struct arena *arena)
{
	struct finding f = {already, target, base, live, arena, 0, 0};
	size_t i;

	memset(already, 0, sizeof(*already));
	already->target = target;
	for (i = 0; i < wanted->count; i++) {
		const struct rrset *rrset = &wanted->rrsets[i];

		consider(&f, zone_find(base->zone, rrset->name, rrset_type(rrset)), rrset);
	}
	for (i = 0; i < base->zone->count; i++) {
		const struct rrset *rrset = &base->zone->rrsets[i];

		if (zone_find(wanted, rrset->name, rrset_type(rrset)) == NULL)
			consider(&f, rrset, NULL);
	}
	already->changes = settle(arena, already->changes, already->count, sizeof(struct change));
	already->causes =
	    settle(arena, already->causes, already->count, sizeof(struct change_cause));
}

void
plan_leave_drift(struct target_plan *plan)
{
	size_t i, kept = 0;

	for (i = 0; i < plan->nchanges; i++) {
		if (plan->origins[i] == ORIGIN_DRIFT)
			continue;
		plan->changes[kept] = plan->changes[i];
		plan->origins[kept] = plan->origins[i];
		plan->causes[kept++] = plan->causes[i];
	}
	plan->nchanges = kept;
	plan_recount(plan);
}

void
plan_call_drift(struct plan *plan)
{
	size_t i, j, k;

	for (i = 0; i < plan->nzones; i++) {
		struct zone_plan *zone = plan->zones[i];

		for (j = 0; j < zone->ntargets; j++) {
			struct target_plan *target = &zone->targets[j];

			target->origins =
			    arena_array(&zone->arena, target->nchanges, sizeof(*target->origins));
			for (k = 0; k < target->nchanges; k++)
				target->origins[k] = ORIGIN_DRIFT;
		}
	}
}
