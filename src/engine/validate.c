/* The work behind `validate` and the hooks. */
#include "engine/validate.h"

#include "core/diag_queue.h"
#include "core/mem.h"
#include "core/pool.h"
#include "engine/load.h"
#include "engine/processors.h"

#include <stdlib.h>

struct checking {
	struct workspace *workspace;
	const struct selection *selection;
	struct diag_queue queue; /* one list for each zone: the order is the same each time */
	size_t *records;
};

static void
check_zone(void *ctx, size_t i)
{
	struct checking *c = ctx;
	struct load load = {
	    .workspace = c->workspace,
	    .config = c->selection->zones[i].config,
	    .name = c->selection->zones[i].name,
	    .zone_names = &c->selection->below,
	    .local_only = true,
	    .lenient = c->workspace->options.lenient,
	};
	struct zone zone;

	(void)load_zone(&load, &zone, &c->queue.lists[i]);
	c->records[i] = zone.count;
	zone_free(&zone);
	diag_queue_done(&c->queue, i);
}

/* Those without a network are opened, once for all zones; the others are looked at. */
static void
check_providers(struct workspace *workspace, struct diags *diags)
{
	const struct config *config = workspace->config;
	size_t i;

	for (i = 0; i < config->nproviders; i++) {
		const struct provider_config *provider = &config->providers[i];

		if (provider_is_local(provider))
			(void)workspace_provider(workspace, WORKSPACE_HEAD, provider->id, diags);
		else if (!provider->broken)
			(void)provider_check(provider, diags);
	}
}

int
validate_zones(struct workspace *workspace, const struct selection *selection, struct diags *diags,
    struct validated *result)
{
	struct checking c = {.workspace = workspace, .selection = selection};
	size_t i;

	diags_move(diags, &workspace->waiting);
	check_providers(workspace, diags);
	check_processors(workspace->config, diags);
	result->zones = selection->count;
	result->records = 0;
	diag_queue_begin(&c.queue, selection->count, diags);
	c.records = mem_zero(selection->count, sizeof(*c.records));
	pool_run(workspace_workers(workspace), selection->count, check_zone, &c);
	diag_queue_end(&c.queue);
	for (i = 0; i < selection->count; i++)
		result->records += c.records[i];
	free(c.records);
	return diags->errors > 0 ? -1 : 0;
}
