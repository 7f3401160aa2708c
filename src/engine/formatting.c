/* The work behind `fmt`: which files, and each of them in its layout. */
#include "engine/formatting.h"

#include "config/loader.h"
#include "core/file.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/pool.h"
#include "core/textdiff.h"
#include "engine/canonical.h"
#include "engine/format_place.h"
#include "yaml/format.h"

#include <stdlib.h>
#include <string.h>

/* One file on its way. */
struct job {
	const char *path;
	struct format_place place;
	struct arena arena;
	const char **includes;
	size_t nincludes, includes_cap;
	struct diags diags;
	struct buf diff;
	bool changed;
};

struct formatting {
	struct workspace *workspace;
	const struct format_request *request;
	struct formatted *result;
	struct diags *diags;
	struct arena arena;
	struct map known; /* paths that were seen */
	struct job *jobs; /* what is to be done now; what these include comes next */
	size_t count, cap;
};

static void
add_file(struct formatting *f, const char *path)
{
	struct job *job;
	const char *kept;

	if (map_has(&f->known, slice_of(path)))
		return;
	kept = arena_text(&f->arena, slice_of(path));
	(void)map_put(&f->known, slice_of(kept), NULL);
	f->jobs = mem_grow(f->jobs, &f->cap, f->count + 1, sizeof(*f->jobs));
	job = &f->jobs[f->count++];
	memset(job, 0, sizeof(*job));
	job->path = kept;
	format_place_find(f->workspace, kept, &f->arena, &job->place, f->diags);
}

static void
see_zone_file(void *ctx, const char *path)
{
	add_file(ctx, path);
}

static void
add_zone(struct formatting *f, const struct selected *zone)
{
	size_t i;

	for (i = 0; i < zone->config->sources.count; i++) {
		struct provider *provider = workspace_provider(f->workspace, WORKSPACE_HEAD,
		    zone->config->sources.ids[i], f->diags);

		if (provider != NULL && provider->class->zone_files != NULL)
			(void)provider->class->zone_files(provider, zone->name, see_zone_file, f,
			    f->diags);
	}
}

static void
add_named(struct formatting *f, const char *name)
{
	struct place at = {name, 0, 0};
	const char *why = NULL, *path = format_place_path(f->workspace, name, &f->arena, &why);

	if (path == NULL) {
		(void)diag_error(f->diags, "zone-file", NULL, at, NULL, "%s", why);
	} else if (config_reads(f->workspace->config, slice_of(path))) {
		(void)diag_error(f->diags, "zone-file", NULL, at, "name a zone file",
		    "is the configuration, which has no fixed layout");
	} else {
		add_file(f, path);
	}
}

static void
see_include(void *ctx, struct slice written)
{
	struct job *job = ctx;
	const char *path = path_join(&job->arena, path_folder(slice_of(job->path)), written);

	if (path == NULL)
		return;
	job->includes =
	    mem_grow(job->includes, &job->includes_cap, job->nincludes + 1, sizeof(*job->includes));
	job->includes[job->nincludes++] = path;
}

struct format_call {
	struct job *job;
	struct canonical canonical;
};

static void
see_pair(void *ctx, struct arena *arena, struct glosses *notes, struct node_pair *pair, bool rename)
{
	struct format_call *call = ctx;

	canonical_pair(&call->canonical, arena, notes, pair, rename);
}

static void
see_include_of_call(void *ctx, struct slice written)
{
	struct format_call *call = ctx;

	see_include(call->job, written);
}

static int
format_text(const struct formatting *f, struct job *job, struct slice text, struct buf *out)
{
	const struct format_place *place = &job->place;
	struct format_call call = {.job = job,
	    .canonical = {.zone = place->zone,
		.rules = f->workspace->config->rules,
		.default_ttl = place->style.default_ttl,
		.keep_ttl = place->keep_ttl,
		.keep_order = place->style.order == YAML_ORDER_ANY,
		.plain_semicolons = place->style.plain_semicolons}};
	struct yaml_format format = {.style = {place->style.order, place->style.escape_unicode},
	    .zone = place->is_zone,
	    .pair = place->is_zone && !place->keep_data ? see_pair : NULL,
	    .include = see_include_of_call,
	    .ctx = &call};
	struct snapshot_loader loader;
	struct yaml_source source = {.file = job->path, .text = text};

	snapshot_loader_init(&loader, f->workspace->head);
	source.loader = &loader.loader;
	return yaml_format(out, &source, &format, &job->diags);
}

static int
write_file(const struct formatting *f, struct job *job, struct slice text)
{
	const char *path = arena_printf(&job->arena, "%s/%s", f->workspace->disk_root, job->path);
	struct place at = {job->path, 0, 0};
	struct buf why = {0};
	int rc = file_replace(path, text, &why);

	if (rc != 0)
		rc = diag_error(&job->diags, "zone-file", NULL, at, NULL, "%s", why.data);
	buf_free(&why);
	return rc;
}

static void
finish_file(const struct formatting *f, struct job *job, struct slice was, struct slice is)
{
	if (slice_equal(was, is))
		return;
	if (f->request->check)
		text_diff(&job->diff, job->path, was, is);
	else if (write_file(f, job, is) != 0)
		return;
	job->changed = true;
}

static void
format_file(void *ctx, size_t index)
{
	const struct formatting *f = ctx;
	struct job *job = &f->jobs[index];
	struct place at = {job->path, 0, 0};
	const char *why = "cannot be read";
	struct buf out = {0};
	struct blob blob;
	int rc = snapshot_read(f->workspace->head, slice_of(job->path), &blob, &why);

	if (rc != 0) {
		(void)diag_error(&job->diags, "zone-file", NULL, at, NULL, "%s",
		    rc > 0 ? "there is no such file" : why);
		return;
	}
	log_info("formatting %s", job->path);
	if (format_text(f, job, slice_make(blob.data, blob.len), &out) == 0)
		finish_file(f, job, slice_make(blob.data, blob.len), buf_view(&out));
	blob_free(&blob);
	buf_free(&out);
}

static void
join_job(struct formatting *f, struct job *job)
{
	size_t i;

	f->result->files++;
	if (job->changed) {
		f->result->changed++;
		f->request->changed(f->request->ctx, job->path, buf_view(&job->diff));
	}
	diags_move(f->diags, &job->diags);
	for (i = 0; i < job->nincludes; i++) {
		if (!config_reads(f->workspace->config, slice_of(job->includes[i])))
			add_file(f, job->includes[i]);
	}
	free(job->includes);
	arena_free(&job->arena);
	buf_free(&job->diff);
}

/* Do all that is to be done; what it includes is to be done next. */
static void
run_jobs(struct formatting *f)
{
	struct job *jobs = f->jobs;
	size_t count = f->count, i;

	pool_run(workspace_workers(f->workspace), count, format_file, f);
	f->jobs = NULL;
	f->count = f->cap = 0;
	for (i = 0; i < count; i++)
		join_job(f, &jobs[i]);
	free(jobs);
}

int
format_files(struct workspace *workspace, const struct format_request *request,
    struct formatted *result, struct diags *diags)
{
	struct formatting f = {.workspace = workspace,
	    .request = request,
	    .result = result,
	    .diags = diags};
	size_t errors = diags->errors, i;

	memset(result, 0, sizeof(*result));
	for (i = 0; i < request->nfiles; i++)
		add_named(&f, request->files[i]);
	for (i = 0; request->selection != NULL && i < request->selection->count; i++)
		add_zone(&f, &request->selection->zones[i]);
	while (f.count > 0)
		run_jobs(&f);
	free(f.jobs);
	map_free(&f.known);
	arena_free(&f.arena);
	return diags->errors > errors ? -1 : 0;
}
