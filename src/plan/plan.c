/* The container of plans. */
#include "plan/plan.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

void
plan_free(struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->nzones; i++) {
		arena_free(&plan->zones[i]->arena);
		free(plan->zones[i]);
	}
	free(plan->zones);
	arena_free(&plan->arena);
	memset(plan, 0, sizeof(*plan));
}

void
plan_add(struct plan *plan, struct zone_plan *zone_plan)
{
	plan->zones =
	    mem_grow(plan->zones, &plan->cap, plan->nzones + 1, sizeof(struct zone_plan *));
	plan->zones[plan->nzones++] = zone_plan;
}

struct place_in_plan {
	struct zone_plan *zone;
	size_t index;
};

static int
longest_first(const void *a, const void *b)
{
	const struct place_in_plan *x = a, *y = b;

	if (x->zone->zone.len != y->zone->zone.len)
		return x->zone->zone.len > y->zone->zone.len ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

void
plan_sort(struct plan *plan)
{
	struct place_in_plan *places;
	size_t i;

	if (plan->nzones < 2)
		return;
	places = mem_resize(NULL, plan->nzones, sizeof(*places));
	for (i = 0; i < plan->nzones; i++) {
		places[i].zone = plan->zones[i];
		places[i].index = i;
	}
	qsort(places, plan->nzones, sizeof(*places), longest_first);
	for (i = 0; i < plan->nzones; i++)
		plan->zones[i] = places[i].zone;
	free(places);
}

size_t
plan_changes(const struct plan *plan)
{
	size_t i, j, count = 0;

	for (i = 0; i < plan->nzones; i++) {
		for (j = 0; j < plan->zones[i]->ntargets; j++)
			count += plan->zones[i]->targets[j].nchanges;
	}
	return count;
}

const char *
plan_unsafe(const struct plan *plan)
{
	size_t i, j;

	for (i = 0; i < plan->nzones; i++) {
		for (j = 0; j < plan->zones[i]->ntargets; j++) {
			if (plan->zones[i]->targets[j].unsafe != NULL)
				return plan->zones[i]->targets[j].unsafe;
		}
	}
	return NULL;
}

const char *
plan_source(const struct target_plan *plan, const struct rrset *rrset)
{
	return rrset->source < plan->nsources ? plan->sources[rrset->source] : "";
}

bool
plan_asked(const struct target_plan *plan, size_t index)
{
	enum change_origin origin = plan->origins != NULL ? plan->origins[index] : ORIGIN_NONE;

	if (origin == ORIGIN_NONE || origin == ORIGIN_DRIFT)
		return origin == ORIGIN_NONE;
	return plan->causes == NULL || plan->causes[index].asked;
}

const char *
origin_word(enum change_origin origin)
{
	static const char *const words[] = {NULL, "requested", "drift", "conflict"};

	return words[origin];
}
