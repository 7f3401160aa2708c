/* How many threads read and write zones. */
#include "engine/workers.h"

#include "core/mem.h"
#include "core/pool.h"
#include "http/http.h"
#include "provider/registry.h"

#include <stdlib.h>

/* Providers that will be asked; each counts once. */
struct asked {
	const struct config *config;
	bool *seen; /* by its place in the configuration */
	unsigned remote;
};

static bool
is_remote(const struct provider_config *config)
{
	const struct provider_class *class = provider_class_find(config->class_name);

	return class != NULL && (class->flags & (PROVIDER_LOCAL | PROVIDER_OFFLINE)) == 0;
}

static void
ask_one(struct asked *asked, const char *id)
{
	const struct provider_config *config = config_provider(asked->config, id);
	size_t place;

	if (config == NULL)
		return;
	place = (size_t)(config - asked->config->providers);
	if (!asked->seen[place] && is_remote(config))
		asked->remote++;
	asked->seen[place] = true;
}

static void
ask(struct asked *asked, const struct id_list *ids)
{
	size_t i;

	for (i = 0; i < ids->count; i++)
		ask_one(asked, ids->ids[i]);
}

static unsigned
remote_of_config(const struct config *config)
{
	unsigned remote = 0;
	size_t i;

	for (i = 0; i < config->nproviders; i++)
		remote += is_remote(&config->providers[i]) ? 1 : 0;
	return remote;
}

static unsigned
threads(const struct workspace *workspace, unsigned remote)
{
	unsigned usual = workspace_workers(workspace), waiting;

	if (workspace_limit(workspace) > 0 || remote == 0)
		return usual;
	if (remote > POOL_MAX_WORKERS / HTTP_CONNECTIONS)
		remote = POOL_MAX_WORKERS / HTTP_CONNECTIONS;
	waiting = remote * HTTP_CONNECTIONS;
	return waiting > usual ? waiting : usual;
}

unsigned
workers_of_zones(const struct workspace *workspace, const struct selection *selection)
{
	const struct config *config = workspace->config;
	unsigned all = remote_of_config(config);
	struct asked asked = {.config = config};
	size_t i;

	if (all == 0)
		return threads(workspace, 0);
	asked.seen = mem_zero(config->nproviders, sizeof(*asked.seen));
	for (i = 0; i < selection->count && asked.remote < all; i++) {
		struct id_list targets = config_targets(config, selection->zones[i].config);

		ask(&asked, &selection->zones[i].config->sources);
		ask(&asked, &targets);
	}
	free(asked.seen);
	return threads(workspace, asked.remote);
}

unsigned
workers_of_sources(const struct workspace *workspace, const struct id_list *sources)
{
	struct asked asked = {.config = workspace->config};

	asked.seen = mem_zero(workspace->config->nproviders, sizeof(*asked.seen));
	ask(&asked, sources);
	free(asked.seen);
	return threads(workspace, asked.remote);
}

unsigned
workers_of_plan(const struct workspace *workspace, const struct plan *plan)
{
	struct asked asked = {.config = workspace->config};
	size_t z, t;

	asked.seen = mem_zero(workspace->config->nproviders, sizeof(*asked.seen));
	for (z = 0; z < plan->nzones; z++) {
		for (t = 0; t < plan->zones[z]->ntargets; t++) {
			if (plan->zones[z]->targets[t].writable)
				ask_one(&asked, plan->zones[z]->targets[t].target);
		}
	}
	free(asked.seen);
	return threads(workspace, asked.remote);
}
