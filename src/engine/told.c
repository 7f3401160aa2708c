/* What octoDNS logs while it plans and applies. */
#include "engine/told.h"

#include "dns/name.h"

void
told_read(const struct provider *provider, size_t records, bool exists)
{
	provider_note(provider, NOTE_INFO, "populate:   found %zu records, exists=%s", records,
	    exists ? "True" : "False");
}

void
told_dumping(struct slice zone)
{
	struct arena arena = {0};

	if (!notes_wanted())
		return;
	zone = name_decode(&arena, zone);
	note(NOTE_INFO, "Manager", "dump:   zone=%.*s", SLICE_ARGS(zone));
	arena_free(&arena);
}

void
told_planning(const struct provider *provider, struct slice zone)
{
	struct arena arena = {0};

	if (!notes_wanted())
		return;
	zone = name_decode(&arena, zone);
	provider_note(provider, NOTE_INFO, "plan: desired=%.*s", SLICE_ARGS(zone));
	arena_free(&arena);
}

void
told_root_ns(const struct provider *provider, const struct zone *live, const struct zone *wanted)
{
	const struct rtype *ns = rtype_find(slice_of("NS"));
	bool managed = (provider->flags & PROVIDER_ROOT_NS) != 0;
	bool is_wanted = zone_find(wanted, wanted->name, ns) != NULL;
	struct arena arena = {0};

	if (!notes_wanted() || !provider->root_ns_warnings)
		return;
	if (managed && !is_wanted)
		provider_note(provider, NOTE_WARNING,
		    "root NS record supported, but no record is configured for %.*s",
		    SLICE_ARGS(name_decode(&arena, wanted->name)));
	if ((!managed || !is_wanted) && zone_find(live, live->name, ns) != NULL)
		provider_note(provider, NOTE_INFO,
		    "root NS record in existing, but not supported or not configured; ignoring it");
	arena_free(&arena);
}

void
told_planned(const struct provider *provider, const struct target_plan *plan)
{
	const struct plan_counts *counts = &plan->counts;

	if (plan->nchanges == 0)
		provider_note(provider, NOTE_INFO, "plan:   No changes");
	else
		provider_note(provider, NOTE_INFO,
		    "plan:   Creates=%zu, Updates=%zu, Deletes=%zu, Existing=%zu, Meta=False",
		    counts->creates, counts->updates, counts->deletes, counts->existing);
}

/* Files are rewritten whole: of those octoDNS names no single change. */
static void
tell_changes(const struct provider *provider, const struct target_plan *plan)
{
	static const char *const words[] = {"Delete", "Create", "Update"};
	struct buf text = {0};
	size_t i;

	if ((provider->class->flags & PROVIDER_LOCAL) != 0)
		return;
	for (i = 0; i < plan->nchanges; i++) {
		const struct change *change = &plan->changes[i];

		buf_clear(&text);
		rrset_octodns(&text, change_rrset(change));
		provider_note(provider, NOTE_INFO, "_apply:   %s %s", words[change->action],
		    text.data);
	}
	buf_free(&text);
}

void
told_applying(const struct provider *provider, struct slice zone, const struct target_plan *plan)
{
	struct arena arena = {0};

	if (!notes_wanted())
		return;
	zone = name_decode(&arena, zone);
	provider_note(provider, NOTE_INFO, "apply: making %zu changes to %.*s", plan->nchanges,
	    SLICE_ARGS(zone));
	arena_free(&arena);
	tell_changes(provider, plan);
}

void
told_skipped(const struct provider *provider, struct slice zone)
{
	struct arena arena = {0};

	if (provider->apply_disabled) {
		provider_note(provider, NOTE_INFO, "apply: disabled");
		return;
	}
	zone = name_decode(&arena, zone);
	note(NOTE_INFO, "Manager", "sync: zone=%.*s skipping always-dry-run", SLICE_ARGS(zone));
	arena_free(&arena);
}
