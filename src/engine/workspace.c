/* Opening and closing the workspace. */
#include "engine/workspace.h"

#include "core/mem.h"
#include "core/pool.h"
#include "engine/processors.h"
#include "engine/revisions.h"
#include "engine/waiting.h"

#include <stdlib.h>
#include <string.h>

/* A provider that was asked for; NULL when it could not be opened. */
struct opened {
	struct provider *provider;
};

static bool
same_file(struct workspace *e, const char *path)
{
	struct entry base, head;

	return snapshot_find(e->base, slice_of(path), &base) == 0 &&
	    snapshot_find(e->head, slice_of(path), &head) == 0 && base.id != NULL &&
	    head.id != NULL && memcmp(base.id, head.id, OID_SIZE) == 0;
}

/* What the configuration includes must be the same, too. */
static bool
same_config(struct workspace *e)
{
	size_t i;

	for (i = 0; i < e->config->files.count; i++) {
		if (!same_file(e, e->config->files.ids[i]))
			return false;
	}
	return true;
}

static int
check_root(struct workspace *e)
{
	struct place at = {e->options.root, 0, 0};
	enum entry_kind kind;

	if (snapshot_kind(e->head, slice_of(e->options.root), &kind) == 0 && kind == ENTRY_DIR)
		return 0;
	return diag_error(e->diags, "root-missing", NULL, at,
	    "name the folder of the repository that relative paths start from",
	    "there is no such folder, as --root names it");
}

/* Read the head's configuration; it is judged as strictly as the base's. */
static int
read_head(struct workspace *e, bool strict)
{
	struct diags own = {.strict = e->diags->strict || strict};
	int rc = config_read(&e->config, e->head, e->options.config, &own);

	diags_move(e->diags, &own);
	return rc;
}

/* What was wrong before is not what this change is judged by. */
static void
read_base(struct workspace *e)
{
	struct diags ignored = {0};
	enum entry_kind kind;

	if (snapshot_kind(e->base, slice_of(e->options.config), &kind) == 0 &&
	    config_read(&e->base_config, e->base, e->options.config, &ignored) != 0) {
		config_free(e->base_config);
		e->base_config = NULL;
	}
	diags_free(&ignored);
}

/* A range with another configuration at its base. */
static int
join_configs(struct workspace *e, struct diags_mark mark)
{
	struct diags ignored = {.strict = e->diags->strict};
	int rc = 0;

	read_base(e);
	if (e->base_config != NULL && e->base_config->strict && !e->config->strict) {
		diags_rollback(e->diags, mark);
		config_free(e->config);
		if (read_head(e, true) != 0)
			return -1;
	}
	if (e->base_config != NULL && e->options.trust != WORKSPACE_TRUST_HEAD) {
		e->written = e->config;
		rc = config_join(&e->config, e->written, e->base_config,
		    e->options.trust == WORKSPACE_TRUST_BASE ? CONFIG_TRUST_ALL
							     : CONFIG_TRUST_RULES,
		    &ignored);
	}
	diags_free(&ignored);
	waiting_find(e);
	return rc;
}

static int
open_configs(struct workspace *e)
{
	struct diags_mark mark = diags_mark(e->diags);
	int rc = 0;

	if (read_head(e, false) != 0 || check_root(e) != 0)
		return -1;
	if (e->base != NULL && same_config(e))
		e->base_config = e->config;
	else if (e->base != NULL)
		rc = join_configs(e, mark);
	if (rc == 0 && e->config->strict)
		e->diags->strict = true;
	return rc;
}

int
workspace_open(struct workspace *e, const struct workspace_options *options, struct diags *diags)
{
	memset(e, 0, sizeof(*e));
	e->options = *options;
	e->diags = diags;
	(void)pthread_mutex_init(&e->lock, NULL);
	diags->strict = options->strict;
	if (revisions_open(e) != 0)
		return -1;
	if (e->base != NULL)
		ahead_begin(&e->ahead, e->base, e->head);
	e->head_context.snapshot = e->head;
	e->head_context.disk_root = e->disk_root;
	e->head_context.config_dir = options->root;
	e->base_context = e->head_context;
	e->base_context.snapshot = e->base;
	if (open_configs(e) != 0)
		return -1;
	e->head_context.workers = e->base_context.workers = workspace_workers(e);
	e->head_context.connections = e->base_context.connections = workspace_limit(e);
	return 0;
}

static void
close_providers(struct map *providers)
{
	size_t i;

	for (i = 0; i < providers->count; i++) {
		struct opened *opened = providers->entries[i].value;

		provider_close(opened->provider);
		free(opened);
	}
	map_free(providers);
}

void
workspace_close(struct workspace *e)
{
	ahead_end(&e->ahead);
	close_providers(&e->providers);
	close_providers(&e->base_providers);
	processors_close(&e->processors);
	processors_close(&e->base_processors);
	if (e->base_config != e->config)
		config_free(e->base_config);
	config_free(e->config);
	config_free(e->written);
	diags_free(&e->waiting);
	snapshot_close(e->base);
	snapshot_close(e->head);
	repo_close(e->repo);
	arena_free(&e->arena);
	(void)pthread_mutex_destroy(&e->lock);
	memset(e, 0, sizeof(*e));
}

const struct config *
workspace_config(const struct workspace *e, enum workspace_side side)
{
	return side == WORKSPACE_BASE ? e->base_config : e->config;
}

struct snapshot *
workspace_snapshot(const struct workspace *e, enum workspace_side side)
{
	return side == WORKSPACE_BASE ? e->base : e->head;
}

/*
 * A range may be a stranger's branch.  What it says of a provider on the network, or of
 * one that reads the environment, counts only when the base says the same: nobody sends
 * a token to a place of their own, or prints a variable, before somebody has merged it.
 */
static bool
may_open(const struct workspace *e, enum workspace_side side, const struct provider_config *config,
    struct diags *diags)
{
	const struct provider_config *trusted = NULL;

	if (e->base == NULL || side == WORKSPACE_BASE || provider_is_local(config) ||
	    e->options.trust == WORKSPACE_TRUST_HEAD)
		return true;
	if (e->base_config != NULL)
		trusted = config_provider(e->base_config, config->id);
	if (trusted != NULL && node_equal(trusted->options, config->options))
		return true;
	(void)diag_error(diags, "provider-untrusted", NULL, config->at,
	    "merge the configuration first; then plan with it",
	    "provider %s is %s in this range: it is not contacted before the merge", config->id,
	    trusted == NULL ? "new" : "changed");
	return false;
}

struct provider *
workspace_provider(struct workspace *e, enum workspace_side side, const char *id,
    struct diags *diags)
{
	struct map *providers = side == WORKSPACE_BASE ? &e->base_providers : &e->providers;
	const struct provider_config *config = config_provider(workspace_config(e, side), id);
	struct opened *opened;

	if (config == NULL)
		return NULL;
	(void)pthread_mutex_lock(&e->lock);
	opened = map_get(providers, slice_of(id));
	if (opened == NULL) {
		opened = mem_zero(1, sizeof(*opened));
		(void)map_put(providers, slice_of(config->id), opened);
		if (!config->broken && may_open(e, side, config, diags)) {
			(void)provider_open(&opened->provider, config,
			    side == WORKSPACE_BASE ? &e->base_context : &e->head_context, diags);
		}
	}
	(void)pthread_mutex_unlock(&e->lock);
	return opened->provider;
}

unsigned
workspace_limit(const struct workspace *e)
{
	if (e->options.workers > 0)
		return e->options.workers;
	/* octoDNS's default of one worker is its own limit, not a wish. */
	return e->config->max_workers > 1 ? e->config->max_workers : 0;
}

unsigned
workspace_workers(const struct workspace *e)
{
	unsigned limit = workspace_limit(e);

	return limit > 0 ? limit : pool_default_workers();
}

int
workspace_line(void *workspace, const char *file, uint32_t line, struct buf *out)
{
	struct workspace *w = workspace;

	return snapshot_line(w->head, file, line, out);
}

int
snapshot_line(struct snapshot *snapshot, const char *file, uint32_t line, struct buf *out)
{
	struct blob blob;
	struct slice rest;
	size_t end;

	if (snapshot == NULL || snapshot_read(snapshot, slice_of(file), &blob, NULL) != 0)
		return -1;
	rest = slice_make(blob.data, blob.len);
	for (; line > 1 && rest.len > 0; line--)
		rest = slice_sub(rest, slice_find(rest, '\n') + 1, rest.len);
	end = slice_find(rest, '\n');
	if (end > 0 && rest.data[end - 1] == '\r')
		end--;
	buf_slice(out, slice_sub(rest, 0, end));
	blob_free(&blob);
	return 0;
}
