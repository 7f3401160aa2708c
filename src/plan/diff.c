/* The difference of two zones: one walk through both, in order. */
#include "plan/diff.h"

#include "core/mem.h"
#include "plan/copy.h"

#include <stdlib.h>
#include <string.h>

struct differ {
	const struct zone *existing, *desired;
	const struct diff_options *options;
	bool skip_root_ns;    /* there is an apex NS that nobody wants */
	struct change *found; /* in the order of the walk, RRsets still the zones' */
	size_t count, cap;
};

/* Whether target is in the list under key of an octodns block. */
static bool
lists_target(const struct node *list, const char *target)
{
	size_t i;

	if (list == NULL || list->kind != NODE_LIST)
		return list != NULL && slice_is(list->text, target);
	for (i = 0; i < list->u.list.count; i++) {
		if (slice_is(list->u.list.items[i]->text, target))
			return true;
	}
	return false;
}

bool
diff_leaves_alone(const struct rrset *rrset, const char *target)
{
	const struct node *octodns = rrset->extra != NULL ? rrset->extra->octodns : NULL;
	const struct node *included;

	if ((rrset->flags & RRSET_IGNORED) != 0)
		return true;
	if (octodns == NULL || target == NULL)
		return false;
	included = node_get(octodns, "included");
	if (included != NULL && node_truth(included) && !lists_target(included, target))
		return true;
	return lists_target(node_get(octodns, "excluded"), target);
}

static bool
is_root_ns(const struct rrset *rrset, struct slice zone)
{
	return slice_equal(rrset->name, zone) && strcmp(rrset_type(rrset)->name, "NS") == 0;
}

static bool
is_same(const struct diff_options *options, const struct rrset *existing,
    const struct rrset *desired)
{
	return rrset_equal(existing, desired) &&
	    (options->differs == NULL ||
		!options->differs(options->differs_ctx, existing, desired));
}

static void
found(struct differ *differ, const struct rrset *existing, const struct rrset *desired)
{
	const char *target = differ->options->target;
	struct change *change;

	if (existing != NULL && diff_leaves_alone(existing, target))
		return;
	if (desired != NULL && diff_leaves_alone(desired, target))
		return;
	if (existing != NULL && desired != NULL && is_same(differ->options, existing, desired))
		return;
	differ->found =
	    mem_grow(differ->found, &differ->cap, differ->count + 1, sizeof(*differ->found));
	change = &differ->found[differ->count++];
	change->existing = existing;
	change->desired = desired;
	if (desired == NULL)
		change->action = CHANGE_DELETE;
	else
		change->action = existing == NULL ? CHANGE_CREATE : CHANGE_UPDATE;
}

static void
only_existing(struct differ *differ, const struct rrset *rrset)
{
	if (!differ->skip_root_ns || !is_root_ns(rrset, differ->existing->name))
		found(differ, rrset, NULL);
}

static void
walk(struct differ *differ)
{
	const struct zone *a = differ->existing, *b = differ->desired;
	size_t i = 0, j = 0;

	while (i < a->count || j < b->count) {
		int order;

		if (i == a->count)
			order = 1;
		else if (j == b->count)
			order = -1;
		else
			order = rrset_order(&a->rrsets[i], &b->rrsets[j], a->name);
		if (order < 0)
			only_existing(differ, &a->rrsets[i++]);
		else if (order > 0)
			found(differ, NULL, &b->rrsets[j++]);
		else
			found(differ, &a->rrsets[i++], &b->rrsets[j++]);
	}
}

/* Deletions, creations, updates; each in the order of the walk. */
static void
keep_changes(const struct differ *differ, struct arena *arena, struct target_plan *plan)
{
	struct copier old = {arena, NULL, NULL}, new = {arena, NULL, NULL};
	size_t totals[CHANGE_UPDATE + 1] = {0}, at[CHANGE_UPDATE + 1], i;

	for (i = 0; i < differ->count; i++)
		totals[differ->found[i].action]++;
	at[CHANGE_DELETE] = 0;
	at[CHANGE_CREATE] = totals[CHANGE_DELETE];
	at[CHANGE_UPDATE] = totals[CHANGE_DELETE] + totals[CHANGE_CREATE];
	plan->nchanges = differ->count;
	plan->changes = arena_array(arena, differ->count, sizeof(*plan->changes));
	for (i = 0; i < differ->count; i++) {
		const struct change *from = &differ->found[i];
		struct change *to = &plan->changes[at[from->action]++];

		to->action = from->action;
		to->existing = from->existing != NULL ? copier_copy(&old, from->existing) : NULL;
		to->desired = from->desired != NULL ? copier_copy(&new, from->desired) : NULL;
	}
	plan->counts.deletes = totals[CHANGE_DELETE];
	plan->counts.creates = totals[CHANGE_CREATE];
	plan->counts.updates = totals[CHANGE_UPDATE];
}

static void
keep_sources(const struct zone *desired, struct arena *arena, struct target_plan *plan)
{
	const char **ids = arena_array(arena, desired->nsources, sizeof(*ids));
	unsigned i;

	for (i = 0; i < desired->nsources; i++)
		ids[i] = arena_text(arena, slice_of(desired->sources[i]));
	plan->sources = ids;
	plan->nsources = desired->nsources;
}

/* The apex NS that is there and not wanted, and must stay. */
static bool
has_spare_root_ns(const struct zone *existing, const struct zone *desired,
    const struct diff_options *options)
{
	const struct rtype *ns = rtype_find(slice_of("NS"));

	return options->keep_root_ns && zone_find(existing, existing->name, ns) != NULL &&
	    zone_find(desired, desired->name, ns) == NULL;
}

void
diff_zones(struct zone *existing, struct zone *desired, const struct diff_options *options,
    struct arena *arena, struct target_plan *plan)
{
	struct differ differ = {existing, desired, options, false, NULL, 0, 0};

	zone_sort(existing);
	zone_sort(desired);
	differ.skip_root_ns = has_spare_root_ns(existing, desired, options);
	walk(&differ);
	keep_changes(&differ, arena, plan);
	keep_sources(desired, arena, plan);
	free(differ.found);
	plan->exists = existing->exists;
	plan->counts.existing = existing->count - (differ.skip_root_ns ? 1 : 0);
	plan_judge(plan, existing->name, options, arena);
}
