/* Gathering the addresses of an estate. */
#include "engine/reverse.h"

#include "core/mem.h"
#include "core/pool.h"
#include "engine/load.h"
#include "engine/processors.h"
#include "process/arpa.h"

#include <stdlib.h>

struct gathering {
	struct workspace *workspace;
	enum workspace_side side;
	const struct estate *estate;
	struct diags *diags; /* one list for each zone */
};

/* octoDNS plans no zone without targets, and so does not see what it has. */
static bool
counts(const struct gathering *g, const struct estate_zone *zone)
{
	const struct config *config = workspace_config(g->workspace, g->side);

	return !arpa_is_reverse(zone->name) && !zone->config->broken &&
	    config_targets(config, zone->config).count > 0;
}

static void
gather_zone(void *ctx, size_t i)
{
	struct gathering *g = ctx;
	const struct estate_zone *estate_zone = &g->estate->zones[i];
	struct process_chain chain;
	struct load load = {
	    .workspace = g->workspace,
	    .side = g->side,
	    .config = estate_zone->config,
	    .name = estate_zone->name,
	    .zone_names = g->estate->names,
	    .quiet = true,
	    .chain = &chain,
	};
	struct zone zone;

	if (!counts(g, estate_zone))
		return;
	if (workspace_chain(g->workspace, g->side, estate_zone->config, &chain, &g->diags[i]) ==
	    0) {
		(void)load_zone(&load, &zone, &g->diags[i]);
		zone_free(&zone);
	}
	chain_free(&chain);
}

/* What is wrong with a chosen zone is said when it is planned. */
static void
join(struct gathering *g, const struct selection *selection, struct diags *diags)
{
	size_t i;

	for (i = 0; i < g->estate->count; i++) {
		if (map_has(&selection->chosen, g->estate->zones[i].name))
			diags_free(&g->diags[i]);
		else
			diags_move(diags, &g->diags[i]);
	}
}

static void
gather(struct workspace *w, enum workspace_side side, struct estate *estate,
    const struct selection *selection, struct diags *diags)
{
	struct processor *processor = workspace_auto_arpa(w, side, diags);
	struct gathering g = {w, side, estate, NULL};

	if (processor == NULL || estate_expand(estate, diags) != 0)
		return;
	g.diags = mem_zero(estate->count, sizeof(*g.diags));
	arpa_begin(processor);
	pool_run(workspace_workers(w), estate->count, gather_zone, &g);
	arpa_end(processor);
	join(&g, selection, diags);
	free(g.diags);
}

static bool
is_needed(const struct config *config, const struct selection *selection)
{
	size_t i;

	for (i = 0; config->auto_arpa != NULL && i < selection->count; i++) {
		if (selection->zones[i].config->auto_arpa)
			return true;
	}
	return false;
}

int
reverse_gather(struct workspace *w, struct selection *selection, struct diags *diags)
{
	struct diags ignored = {0};
	size_t errors = diags->errors;

	if (!is_needed(w->config, selection))
		return 0;
	gather(w, WORKSPACE_HEAD, &selection->head, selection, diags);
	/* What was wrong before is not what this change is judged by. */
	if (w->base_config != NULL && w->base_config->auto_arpa != NULL)
		gather(w, WORKSPACE_BASE, &selection->base, selection, &ignored);
	diags_free(&ignored);
	return diags->errors > errors ? -1 : 0;
}

/* Whether zones below arpa are among those that are asked for, also when an option leaves them out. */
static bool
asks_for_reverse(const struct config *config, const struct selection *selection)
{
	size_t i;

	for (i = 0; i < selection->count; i++) {
		if (arpa_is_reverse(selection->zones[i].name))
			return true;
	}
	for (i = 0; !selection->by_name && i < config->nzones; i++) {
		if (arpa_is_reverse(config->zones[i].name))
			return true;
	}
	return false;
}

int
reverse_refuse_part(const struct workspace *w, const struct selection *selection, size_t ntargets,
    struct diags *diags)
{
	const struct config *config = w->config;
	struct place at = config->auto_arpa != NULL ? node_place(config->auto_arpa) : place_none;

	if (config->auto_arpa == NULL || !asks_for_reverse(config, selection))
		return 0;
	if (selection->by_name) {
		return diag_error(diags, "auto-arpa-part", NULL, at,
		    "plan all zones, or name none below arpa",
		    "with auto_arpa zones below arpa are not planned by name");
	}
	if (selection->by_source || ntargets > 0) {
		return diag_error(diags, "auto-arpa-part", NULL, at, "plan all zones",
		    "with auto_arpa %s chooses too few of the records that zones below arpa are "
		    "made of",
		    selection->by_source ? "--source" : "--target");
	}
	return 0;
}
