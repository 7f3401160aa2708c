/* The work behind `compare`: what some sources have against what others have. */
#include "engine/matching.h"

#include "core/mem.h"
#include "engine/load.h"
#include "engine/sources.h"
#include "plan/diff.h"

#include <string.h>

struct matching {
	struct workspace *workspace;
	const struct match_request *request;
	struct id_list a, b;
	bool provider_failed;
};

static int
read_side(struct matching *m, const struct id_list *sources, struct zone *zone, struct diags *diags)
{
	struct load load = {
	    .workspace = m->workspace,
	    .config = m->request->zone->config,
	    .name = m->request->zone->name,
	    .zone_names = m->request->below,
	    .provider_failed = &m->provider_failed,
	    .sources = sources,
	    .strict = true,
	};

	return load_zone(&load, zone, diags);
}

/* Whether each source of a list fits; they are open: they have been read. */
static bool
all_of(const struct matching *m, const struct id_list *list,
    bool (*fits)(const struct provider *provider, const void *what), const void *what)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (!fits(workspace_provider(m->workspace, WORKSPACE_HEAD, list->ids[i],
			      m->workspace->diags),
			what))
			return false;
	}
	return true;
}

static bool
has_type(const struct provider *provider, const void *what)
{
	return provider_supports_type(provider, what);
}

static bool
has_flag(const struct provider *provider, const void *what)
{
	return (provider->flags & *(const unsigned *)what) != 0;
}

static bool
everywhere(const struct matching *m, unsigned flag)
{
	return all_of(m, &m->a, has_flag, &flag) && all_of(m, &m->b, has_flag, &flag);
}

static bool
is_compared(void *ctx, const struct rrset *rrset)
{
	struct matching *m = ctx;
	const char *prefix = m->request->ignore_prefix;

	if (prefix != NULL && slice_starts(rrset->name, slice_of(prefix)))
		return false;
	return all_of(m, &m->a, has_type, rrset_type(rrset)) &&
	    all_of(m, &m->b, has_type, rrset_type(rrset));
}

/* Parts that not all sources can have are no difference. */
static void
drop_parts(const struct matching *m, struct zone *zone)
{
	bool geo = everywhere(m, PROVIDER_GEO), dynamic = everywhere(m, PROVIDER_DYNAMIC);
	size_t i;

	for (i = 0; i < zone->count && !(geo && dynamic); i++) {
		struct rrset *rrset = &zone->rrsets[i];
		struct rrset_extra *extra;

		if (rrset->extra == NULL)
			continue;
		extra = arena_alloc(&zone->arena, sizeof(*extra));
		*extra = *rrset->extra;
		extra->geo = geo ? extra->geo : NULL;
		extra->dynamic = dynamic ? extra->dynamic : NULL;
		rrset->extra = extra;
	}
}

static void
compare(struct matching *m, struct zone *wanted, struct zone *found, struct plan *plan)
{
	/* octoDNS's target of a comparison has this name. */
	struct diff_options options = {.target = "aggregate",
	    .update_threshold = 1,
	    .delete_threshold = 1};
	struct zone_plan *made = mem_zero(1, sizeof(*made));

	zone_keep(wanted, is_compared, m);
	zone_keep(found, is_compared, m);
	drop_parts(m, wanted);
	drop_parts(m, found);
	made->zone = arena_copy(&made->arena, wanted->name);
	made->targets = arena_alloc(&made->arena, sizeof(*made->targets));
	made->ntargets = 1;
	made->targets[0].target = arena_text(&made->arena, slice_of(m->b.ids[0]));
	made->targets[0].writable = true;
	found->exists = true;
	diff_zones(found, wanted, &options, &made->arena, made->targets);
	made->targets[0].unsafe = NULL;
	plan_add(plan, made);
}

enum outcome
match_sources(struct workspace *workspace, const struct match_request *request, struct plan *plan,
    struct diags *diags)
{
	struct matching m = {.workspace = workspace, .request = request};
	const struct config *config = workspace->config;
	struct arena arena = {0};
	struct zone a, b;
	enum outcome outcome = OUTCOME_INVALID;
	int rc = sources_find(config, request->a, request->na, &arena, &m.a, diags);

	if (sources_find(config, request->b, request->nb, &arena, &m.b, diags) != 0 || rc != 0) {
		arena_free(&arena);
		return OUTCOME_INVALID;
	}
	rc = read_side(&m, &m.a, &a, diags);
	if (read_side(&m, &m.b, &b, diags) == 0 && rc == 0) {
		compare(&m, &a, &b, plan);
		outcome = OUTCOME_DONE;
	} else if (m.provider_failed) {
		outcome = OUTCOME_PROVIDER;
	}
	zone_free(&a);
	zone_free(&b);
	arena_free(&arena);
	return outcome;
}
