/* What the sources of a configuration can tell of zones. */
#include "engine/sources.h"

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
