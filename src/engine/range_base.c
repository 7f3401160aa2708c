/* What a range started from. */
#include "engine/range_base.h"

#include "engine/load.h"
#include "engine/sources.h"
#include "provider/limits.h"

#include <string.h>

void
range_changed(struct workspace *workspace, struct map *changed)
{
	struct diags ignored = {0};
	size_t i;

	if (workspace->base == NULL || ahead_wait(&workspace->ahead, &ignored) != 0) {
		diags_free(&ignored);
		return;
	}
	for (i = 0; i < workspace->ahead.changes.count; i++)
		(void)map_put(changed, workspace->ahead.changes.files[i].path, workspace);
}

void
range_base_open(struct range_base *range, struct workspace *workspace, const struct map *changed,
    struct slice name)
{
	memset(range, 0, sizeof(*range));
	range->workspace = workspace;
	range->changed = changed;
	load_base_zone(workspace, name, &range->zone, &range->chain);
}

/* Whether a provider of the head says that the file is this zone's, or any zone's. */
static bool
is_own(const struct range_base *range, const char *file)
{
	struct diags ignored = {0};
	struct side_sources side = {range->workspace, WORKSPACE_HEAD, &ignored};
	struct config_sources sources = side_sources(&side);
	const struct config *config = range->workspace->config;
	struct arena arena = {0};
	struct slice name;
	bool own = false;
	size_t i;

	for (i = 0; i < config->nproviders && !own; i++) {
		int rc = sources.zone_of_file(sources.ctx, config->providers[i].id, slice_of(file),
		    &arena, &name);

		own = rc == 2 || (rc == 1 && slice_equal(name, range->zone.name));
	}
	arena_free(&arena);
	diags_free(&ignored);
	return own;
}

static bool
asks(void *ctx, const char *file)
{
	struct range_base *range = ctx;

	if (range->file == NULL || strcmp(range->file, file) != 0) {
		range->file = file;
		range->asks = map_has(range->changed, slice_of(file)) && is_own(range, file);
	}
	return range->asks;
}

struct origin_base
range_base_fit(struct range_base *range, struct provider *provider, struct zone *fitted)
{
	struct origin_base base = {fitted, provider, asks, range};
	struct diags ignored = {0};
	struct zone nothing;

	range->file = NULL;
	zone_share(fitted, &range->zone);
	(void)provider_limit(provider, fitted, &ignored);
	if (range->chain.count > 0) {
		zone_init(&nothing, range->zone.name);
		(void)chain_target(&range->chain, fitted, &nothing, provider->id, &ignored);
		zone_free(&nothing);
	}
	zone_sort(fitted);
	diags_free(&ignored);
	return base;
}

void
range_base_close(struct range_base *range)
{
	zone_free(&range->zone);
	chain_free(&range->chain);
}
