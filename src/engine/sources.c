/* What the sources of a configuration can tell of zones. */
#include "engine/sources.h"

#include "core/nearest.h"

static struct provider *
source(const struct side_sources *s, const char *id)
{
	return workspace_provider(s->workspace, s->side, id, s->diags);
}

static int
list(void *ctx, const char *id, void (*sink)(void *sink_ctx, struct slice zone), void *sink_ctx)
{
	struct side_sources *s = ctx;
	struct provider *provider = source(s, id);

	if (provider == NULL)
		return -1;
	if (provider->class->list == NULL)
		return 1;
	return provider->class->list(provider, sink, sink_ctx, s->diags);
}

static int
has(void *ctx, const char *id, struct slice zone)
{
	struct provider *provider = source(ctx, id);

	if (provider == NULL || provider->class->has == NULL)
		return -1;
	return provider->class->has(provider, zone);
}

static int
zone_of_file(void *ctx, const char *id, struct slice path, struct arena *arena, struct slice *zone)
{
	struct side_sources *s = ctx;
	const struct provider_config *config =
	    config_provider(workspace_config(s->workspace, s->side), id);
	struct provider *provider;

	/* Files belong to providers without a network: no other need be opened to know. */
	if (config == NULL || !provider_is_local(config))
		return 0;
	provider = source(s, id);
	if (provider == NULL || provider->class->zone_of_file == NULL)
		return 0;
	return provider->class->zone_of_file(provider, path, arena, zone);
}

struct config_sources
side_sources(struct side_sources *side)
{
	struct config_sources sources = {side, list, has, zone_of_file};

	return sources;
}

int
sources_unknown(const struct config *config, const char *what, const char *id, struct diags *diags)
{
	struct nearest nearest = nearest_start(id);
	struct place at = {config->file, 0, 0};
	struct arena arena = {0};
	size_t i;

	for (i = 0; i < config->nproviders; i++)
		nearest_try(&nearest, config->providers[i].id);
	(void)diag_error(diags, "unknown-provider", NULL, at, nearest_hint(&nearest, &arena),
	    "Unknown %s: %s", what, id);
	arena_free(&arena);
	return -1;
}

int
sources_find(const struct config *config, const char *const *ids, size_t count, struct arena *arena,
    struct id_list *found, struct diags *diags)
{
	size_t i;
	int rc = 0;

	found->ids = arena_array(arena, count, sizeof(*found->ids));
	found->count = count;
	for (i = 0; i < count; i++) {
		const struct provider_config *provider = config_provider(config, ids[i]);

		if (provider == NULL)
			rc = sources_unknown(config, "source", ids[i], diags);
		else
			found->ids[i] = provider->id;
	}
	return rc;
}
