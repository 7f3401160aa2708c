/* The work behind `dump`: what providers serve, as zone files. */
#include "engine/dumping.h"

#include "config/keys.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/pool.h"
#include "engine/applying.h"
#include "engine/load.h"
#include "engine/planning.h"
#include "engine/processors.h"
#include "engine/sources.h"
#include "engine/told.h"
#include "engine/workers.h"
#include "provider/registry.h"

#include <stdlib.h>
#include <string.h>

/* What the workers share, and the results by zone. */
struct dumping {
	struct workspace *workspace;
	const struct dump_request *request;
	struct id_list sources;
	struct provider *output;
	struct zone_plan *plans; /* one target each: the output */
	size_t *records;
	struct diags *diags;
	struct notes *notes;
	bool *provider_failed;
};

static bool
takes_directory(const struct provider_config *config)
{
	const struct provider_class *class = provider_class_find(config->class_name);
	const struct option_spec *option;

	if (class == NULL || class->apply == NULL)
		return false;
	for (option = class->options; option->name != NULL; option++) {
		if (strcmp(option->name, "directory") == 0)
			return true;
	}
	return false;
}

/*
 * The options of the provider that --output-provider names, to be changed; of none
 * when it is not given.  NULL after adding an error.
 */
static struct node *
output_options(const struct dumping *d, struct arena *arena, struct provider_config *made,
    struct diags *diags)
{
	const struct config *config = d->workspace->config;
	const char *id = d->request->output_provider;
	const struct provider_config *named = id != NULL ? config_provider(config, id) : NULL;

	if (id == NULL) {
		made->id = "dump";
		made->class_name =
		    slice_of(d->request->split ? "SplitYamlProvider" : "YamlProvider");
		made->class_path = made->class_name;
		return node_map(arena, 1);
	}
	if (named == NULL) {
		(void)sources_unknown(config, "output_provider", id, diags);
		return NULL;
	}
	if (!takes_directory(named)) {
		(void)diag_error(diags, "output-provider", NULL, named->at,
		    "name a YamlProvider of the configuration",
		    "provider %s writes no files to a directory", id);
		return NULL;
	}
	*made = *named;
	return node_copy(arena, named->options);
}

/*
 * The provider that writes: its directory is as typed, from where the command was
 * given.  The dot before it keeps "env/…" from being read as a variable's name.
 */
static int
open_output(struct dumping *d, struct provider_config *made, struct provider_context *context,
    struct arena *arena, struct diags *diags)
{
	const char *dir = d->request->dir;
	struct node *options = output_options(d, arena, made, diags);

	if (options == NULL)
		return -1;
	if (dir[0] != '/')
		dir = arena_printf(arena, "./%s", dir);
	node_set(arena, options, slice_of("directory"), node_text(arena, slice_of(dir)));
	made->options = options;
	*context = d->workspace->head_context;
	context->disk_root = NULL;
	context->config_dir = "";
	return provider_open(&d->output, made, context, diags);
}

/* What octoDNS leaves out, too; but silently, and the record may be there for a reason. */
static void
say_left_out(const struct dumping *d, const struct zone *zone, struct diags *diags)
{
	size_t i;

	for (i = 0; i < zone->count; i++) {
		const struct rrset *rrset = &zone->rrsets[i];
		struct subject subject = {zone->name, rrset->name, rrset_type(rrset)->name};

		if (diff_leaves_alone(rrset, d->output->id)) {
			diag_warn(diags, "dump-left-out", &subject, rrset_place(rrset),
			    "look for ignored, included and excluded in its octodns block",
			    "the record is not for %s and is not dumped", d->output->id);
		}
	}
}

static void
read_zone(struct dumping *d, size_t i)
{
	const struct selected *selected = &d->request->selection->zones[i];
	struct process_chain chain;
	struct load load = {
	    .workspace = d->workspace,
	    .config = selected->config,
	    .name = selected->name,
	    .zone_names = &d->request->selection->below,
	    .provider_failed = &d->provider_failed[i],
	    .sources = &d->sources,
	    .lenient = d->request->lenient,
	    .chain = &chain,
	};
	struct diff_options options = {.target = d->output->id,
	    .update_threshold = 1,
	    .delete_threshold = 1,
	    .keep_root_ns = true};
	struct zone_plan *plan = &d->plans[i];
	struct zone zone;
	int rc;

	d->diags[i].strict = d->workspace->diags->strict;
	rc = workspace_chain(d->workspace, WORKSPACE_HEAD, selected->config, &chain, &d->diags[i]);
	chain.lenient = d->request->lenient;
	if (load_zone(&load, &zone, &d->diags[i]) == 0 && rc == 0) {
		zone_sort(&zone);
		say_left_out(d, &zone, &d->diags[i]);
		plan->zone = arena_copy(&plan->arena, selected->name);
		plan->targets = arena_alloc(&plan->arena, sizeof(*plan->targets));
		plan->ntargets = 1;
		(void)plan_against(d->output, &zone, NULL, &options, &plan->arena, plan->targets,
		    &d->diags[i]);
		d->records[i] = zone.count;
	}
	zone_free(&zone);
	chain_free(&chain);
}

static void
read_one(void *ctx, size_t i)
{
	struct dumping *d = ctx;

	notes_collect(&d->notes[i]);
	told_dumping(d->request->selection->zones[i].name);
	read_zone(d, i);
	notes_collect(NULL);
}

/* Join what was said of the zones, in their order. */
static enum outcome
join(struct dumping *d, struct diags *diags)
{
	size_t i, count = d->request->selection->count;
	bool provider_failed = false, invalid = false;

	for (i = 0; i < count; i++) {
		if (d->provider_failed[i])
			provider_failed = true;
		else if (d->diags[i].errors > 0)
			invalid = true;
		notes_release(&d->notes[i]);
		diags_move(diags, &d->diags[i]);
	}
	if (invalid)
		return OUTCOME_INVALID;
	return provider_failed ? OUTCOME_PROVIDER : OUTCOME_DONE;
}

/* What a zone file cannot say (an empty text) is not there when it is read again. */
static void
say_lost(const struct zone_plan *plan, const enum apply_status *statuses, struct diags *diags)
{
	const struct target_plan *target = plan->targets;
	size_t i;

	for (i = 0; i < target->nchanges; i++) {
		const struct rrset *rrset = change_rrset(&target->changes[i]);
		struct subject subject = {plan->zone, rrset->name, rrset_type(rrset)->name};

		if (statuses[i] == APPLY_DONE)
			continue;
		diag_warn(diags, "dump-lost", &subject, rrset_place(rrset),
		    "look at it in the file that was written",
		    "the record was written, but reads back as another one");
	}
}

/* A zone without changes is written, too: an empty one gets its file. */
static int
write_zone(struct dumping *d, const struct zone_plan *plan, struct diags *diags)
{
	const struct target_plan *target = plan->targets;
	struct apply_request request = {
	    .zone = plan->zone,
	    .exists = target->exists,
	    .changes = target->changes,
	    .count = target->nchanges,
	};
	enum apply_status *statuses = mem_zero(target->nchanges, sizeof(*statuses));
	int rc;

	log_info("writing %.*s: %zu changes", SLICE_ARGS(plan->zone), target->nchanges);
	told_applying(d->output, plan->zone, target);
	rc = d->output->class->apply(d->output, &request, statuses, diags);
	if (rc == 0 && target->nchanges > 0) {
		apply_verify(d->output, plan, target, statuses, diags);
		say_lost(plan, statuses, diags);
	}
	free(statuses);
	return rc;
}

static enum outcome
write_zones(struct dumping *d, struct dumped *result, struct diags *diags)
{
	size_t i, count = d->request->selection->count;

	for (i = 0; i < count; i++) {
		if (write_zone(d, &d->plans[i], diags) != 0)
			continue;
		result->zones++;
		result->records += d->records[i];
	}
	if (result->zones == count)
		return OUTCOME_DONE;
	return result->zones > 0 ? OUTCOME_PARTLY : OUTCOME_PROVIDER;
}

static enum outcome
dump(struct dumping *d, struct dumped *result, struct diags *diags)
{
	size_t i, count = d->request->selection->count;
	enum outcome outcome;

	d->plans = mem_zero(count, sizeof(*d->plans));
	d->records = mem_zero(count, sizeof(*d->records));
	d->diags = mem_zero(count, sizeof(*d->diags));
	d->provider_failed = mem_zero(count, sizeof(*d->provider_failed));
	d->notes = mem_zero(count, sizeof(*d->notes));
	pool_run(workers_of_sources(d->workspace, &d->sources), count, read_one, d);
	outcome = join(d, diags);
	if (outcome == OUTCOME_DONE)
		outcome = write_zones(d, result, diags);
	for (i = 0; i < count; i++)
		arena_free(&d->plans[i].arena);
	free(d->plans);
	free(d->records);
	free(d->diags);
	free(d->notes);
	free(d->provider_failed);
	return outcome;
}

enum outcome
dump_zones(struct workspace *workspace, const struct dump_request *request, struct dumped *result,
    struct diags *diags)
{
	struct dumping d = {.workspace = workspace, .request = request};
	struct provider_config made = {0};
	struct provider_context context;
	struct arena arena = {0};
	enum outcome outcome = OUTCOME_INVALID;

	memset(result, 0, sizeof(*result));
	(void)config_dumpable(workspace->config, diags);
	(void)sources_find(workspace->config, request->sources, request->nsources, &arena,
	    &d.sources, diags);
	if (diags->errors == 0 && open_output(&d, &made, &context, &arena, diags) == 0)
		outcome = dump(&d, result, diags);
	provider_close(d.output);
	arena_free(&arena);
	return outcome;
}
