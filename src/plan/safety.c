/* Whether a plan is safe to apply without being told twice. */
#include "core/buf.h"
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

/* Join reasons, "; " between them. */
static void
say(struct buf *reasons, const char *reason)
{
	buf_text(reasons, reasons->len > 0 ? "; " : "");
	buf_text(reasons, reason);
}

static void
check_limit(const struct safety_limit *limit, enum safety_kind kind, size_t count, size_t existing,
    struct buf *reasons)
{
	double part = existing > 0 ? 100 * (double)count / (double)existing : 0;
	struct buf reason = {0};

	if (limit->most >= 0 && (double)count > limit->most)
		buf_printf(&reason, "%zu %s are more than %.0f", count, safety_kind_name(kind),
		    limit->most);
	else if (limit->percent >= 0 && existing >= SAFETY_MIN_EXISTING && part > limit->percent)
		buf_printf(&reason, "%zu %s of %zu records are more than %g %%", count,
		    safety_kind_name(kind), existing, limit->percent);
	if (reason.len > 0)
		say(reasons, reason.data);
	buf_free(&reason);
}

static bool
guards(const struct safety_guard *guard, const struct rrset *rrset, struct slice zone)
{
	if (guard->type != NULL && strcmp(guard->type, rrset_type(rrset)->name) != 0)
		return false;
	if (guard->apex)
		return slice_equal(rrset->name, zone);
	return guard->pattern == NULL || pattern_matches(guard->pattern, rrset->name);
}

/* More are counted, not named. */
#define GUARDED_NAMED 3

static void
check_guards(const struct target_plan *plan, struct slice zone, const struct safety *safety,
    struct arena *arena, struct buf *reasons)
{
	size_t found = 0, i, g;

	for (i = 0; i < plan->nchanges; i++) {
		const struct rrset *rrset = change_rrset(&plan->changes[i]);
		struct slice shown;

		for (g = 0; g < safety->nguards; g++) {
			if (guards(&safety->guards[g], rrset, zone))
				break;
		}
		if (g == safety->nguards || found++ >= GUARDED_NAMED)
			continue;
		shown = name_decode(arena, rrset->name);
		if (found == 1)
			say(reasons, "protected: ");
		else
			buf_text(reasons, ", ");
		buf_printf(reasons, "%.*s %s", SLICE_ARGS(shown), rrset_type(rrset)->name);
	}
	if (found > GUARDED_NAMED)
		buf_printf(reasons, " and %zu more", found - GUARDED_NAMED);
}

/* What the settings object to, in one text; NULL for nothing. */
static const char *
guarded(const struct target_plan *plan, struct slice zone, const struct safety *safety,
    struct arena *arena)
{
	const struct plan_counts *counts = &plan->counts;
	const size_t kinds[SAFETY_KINDS] = {
	    [SAFETY_CREATES] = counts->creates,
	    [SAFETY_UPDATES] = counts->updates,
	    [SAFETY_DELETES] = counts->deletes,
	};
	struct buf reasons = {0};
	const char *text = NULL;
	struct slice shown;
	int kind;

	for (kind = 0; kind < SAFETY_KINDS; kind++)
		check_limit(&safety->limits[kind], (enum safety_kind)kind, kinds[kind],
		    counts->existing, &reasons);
	/* In a zone that nobody has served yet there is nothing to keep. */
	if (plan->exists)
		check_guards(plan, zone, safety, arena, &reasons);
	if (reasons.len > 0) {
		shown = name_decode(arena, zone);
		text = arena_printf(arena, "[%.*s] %s", SLICE_ARGS(shown), reasons.data);
	}
	buf_free(&reasons);
	return text;
}

bool
plan_guarded(const struct plan *plan)
{
	size_t z, t;

	for (z = 0; z < plan->nzones; z++) {
		for (t = 0; t < plan->zones[z]->ntargets; t++) {
			if (plan->zones[z]->targets[t].guarded)
				return true;
		}
	}
	return false;
}

/* octoDNS's verdict. */
static const char *
forced(const struct target_plan *plan, struct slice zone, const struct diff_options *options,
    struct arena *arena)
{
	const struct plan_counts *counts = &plan->counts;
	struct share updates = {"updates", counts->updates, counts->existing,
	    options->update_threshold};
	struct share deletes = {"deletes", counts->deletes, counts->existing,
	    options->delete_threshold};
	const char *reason = NULL;

	if (counts->existing >= SAFETY_MIN_EXISTING) {
		reason = too_many(&updates, zone, arena);
		if (reason == NULL)
			reason = too_many(&deletes, zone, arena);
	}
	if (reason == NULL && plan->exists && changes_root_ns(plan, zone))
		reason = "Root NS record change, force required";
	return reason;
}

void
plan_judge(struct target_plan *plan, struct slice zone, const struct diff_options *options,
    struct arena *arena)
{
	const char *ours = NULL;

	plan->unsafe = forced(plan, zone, options, arena);
	if (options->safety != NULL && plan->nchanges > 0)
		ours = guarded(plan, zone, options->safety, arena);
	plan->guarded = ours != NULL;
	if (ours != NULL && plan->unsafe != NULL)
		plan->unsafe = arena_printf(arena, "%s; %s", plan->unsafe, ours);
	else if (ours != NULL)
		plan->unsafe = ours;
}
