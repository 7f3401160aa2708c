/* Whether a plan is safe to apply without being told twice. */
#include "dns/name.h"
#include "plan/diff.h"

#include <string.h>

/* Shares of fewer RRsets than this say nothing. */
#define SAFETY_MIN_EXISTING 10

struct share {
	const char *what;
	size_t count, of;
	double threshold;
};

static const char *
too_many(const struct share *share, struct slice zone, struct arena *arena)
{
	double part = (double)share->count / (double)share->of;
	struct slice shown;

	if (part <= share->threshold)
		return NULL;
	shown = name_decode(arena, zone);
	return arena_printf(arena,
	    "[%.*s] Too many %s, %.2f%% is over %.2f%% (%zu/%zu), force required",
	    SLICE_ARGS(shown), share->what, part * 100, share->threshold * 100, share->count,
	    share->of);
}

static bool
changes_root_ns(const struct target_plan *plan, struct slice zone)
{
	size_t i;

	for (i = 0; i < plan->nchanges; i++) {
		const struct rrset *rrset = change_rrset(&plan->changes[i]);

		if (slice_equal(rrset->name, zone) && strcmp(rrset_type(rrset)->name, "NS") == 0)
			return true;
	}
	return false;
}

void
plan_judge(struct target_plan *plan, struct slice zone, const struct diff_options *options,
    struct arena *arena)
{
	const struct plan_counts *counts = &plan->counts;
	struct share updates = {"updates", counts->updates, counts->existing,
	    options->update_threshold};
	struct share deletes = {"deletes", counts->deletes, counts->existing,
	    options->delete_threshold};

	plan->unsafe = NULL;
	if (counts->existing >= SAFETY_MIN_EXISTING) {
		plan->unsafe = too_many(&updates, zone, arena);
		if (plan->unsafe == NULL)
			plan->unsafe = too_many(&deletes, zone, arena);
	}
	if (plan->unsafe == NULL && plan->exists && changes_root_ns(plan, zone))
		plan->unsafe = "Root NS record change, force required";
}
