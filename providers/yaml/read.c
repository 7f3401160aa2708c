/* Reading a zone from its YAML files. */
#include "config/loader.h"
#include "dns/name.h"
#include "halves.h"
#include "yaml_provider.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* One file that is being read into a zone. */
struct file_reading {
	const struct provider *provider;
	const struct read_request *request;
	struct zone *zone;
	const char *path;
	const struct yaml_loader *loader;
	const struct subject *subject;
	struct decode decode;
	struct diags records; /* what is wrong with records: void when the file is no YAML */
};

static int
add_record(struct file_reading *f, const struct node *key, const struct node *record)
{
	const struct yaml_state *state = f->provider->state;
	struct rrset rrset;
	int rc = rrset_decode(&f->decode, key, record, &rrset);

	if (rc < 0)
		return -1;
	if (zone_add(f->zone, &rrset, f->request->replace || state->should_replace, &f->records) !=
	    0)
		return -1;
	return rc == RRSET_FAULTY ? -1 : 0;
}

static int
add_pair(struct file_reading *f, const struct node_pair *pair)
{
	const struct node *value = pair->value;
	size_t i;
	int rc = 0;

	if (value->kind != NODE_LIST)
		return add_record(f, pair->key, value);
	for (i = 0; i < value->u.list.count; i++) {
		if (add_record(f, pair->key, value->u.list.items[i]) != 0)
			rc = -1;
	}
	return rc;
}

/* Read all pairs; return 0, -1 with faulty records, or -2 when it is no YAML. */
static int
read_pairs(struct file_reading *f, struct yaml_stream *stream)
{
	size_t before = f->zone->count;
	struct node_pair pair;
	int got, rc = 0;

	while ((got = yaml_stream_next(stream, &pair)) != 0) {
		if (got == YAML_RESTART || got < 0) {
			zone_truncate(f->zone, before);
			diags_free(&f->records);
			rc = 0;
			if (got < 0)
				return -2;
			continue;
		}
		if (add_pair(f, &pair) != 0)
			rc = -1;
	}
	return rc;
}

static struct yaml_source
source_of(const struct file_reading *f, struct slice text)
{
	struct yaml_source source = {.file = f->path,
	    .text = text,
	    .loader = f->loader,
	    .order = yaml_order_wanted(f->provider),
	    .subject = f->subject};

	return source;
}

static int
read_text(struct file_reading *f, struct slice text, struct diags *diags)
{
	struct yaml_source source = source_of(f, text);
	struct yaml_stream *stream = NULL;
	size_t errors = diags->errors;
	int rc = yaml_stream_open(&stream, &source, diags);

	if (rc == 0)
		rc = read_pairs(f, stream);
	else
		rc = rc > 0 ? 0 : -1;
	yaml_stream_close(stream);
	diags_move(diags, &f->records);
	/* Keys out of order are an error of the reader's, and the pairs are read all the same. */
	return rc != 0 || diags->errors > errors ? -1 : 0;
}

/* One part of a file that is read on two cores. */
struct half {
	struct file_reading f;
	struct yaml_source source;
	struct diags yaml;      /* anything in here, and the parts do not count */
	struct buf first, last; /* keys */
	bool plain;             /* nothing was found that the parts cannot judge for themselves */
	int rc;
};

static void *
read_half(void *ctx)
{
	struct half *half = ctx;
	struct yaml_stream *stream = NULL;
	struct slice first = slice_of(""), last = slice_of("");
	struct node_pair pair;
	int got = -1;

	if (yaml_stream_open(&stream, &half->source, &half->yaml) == 0) {
		while ((got = yaml_stream_next(stream, &pair)) == 1) {
			if (!yaml_stream_rising(stream, &first, &last))
				break;
			if (add_pair(&half->f, &pair) != 0)
				half->rc = -1;
		}
		half->plain = got == 0 && half->yaml.errors + half->yaml.warnings == 0 &&
		    yaml_stream_rising(stream, &first, &last);
	}
	buf_slice(&half->first, first);
	buf_slice(&half->last, last);
	yaml_stream_close(stream);
	return NULL;
}

static void
half_free(struct half *half)
{
	diags_free(&half->yaml);
	diags_free(&half->f.records);
	buf_free(&half->first);
	buf_free(&half->last);
}

/* The second part is read into a zone of its own, which joins the first afterwards. */
static void
half_init(struct half *half, const struct file_reading *f, struct zone *zone, struct slice text,
    uint32_t lines_before)
{
	memset(half, 0, sizeof(*half));
	half->f = *f;
	half->f.zone = zone;
	half->f.decode.arena = &zone->arena;
	half->f.decode.zone = f->zone->name;
	half->source = source_of(f, text);
	half->source.lines_before = lines_before;
}

static int
join_halves(struct file_reading *f, struct half *a, struct half *b, struct diags *diags)
{
	const struct yaml_state *state = f->provider->state;
	bool replace = f->request->replace || state->should_replace;
	int rc = a->rc != 0 || b->rc != 0 ? -1 : 0;

	diags_move(diags, &a->f.records);
	diags_move(diags, &b->f.records);
	return zone_adopt(f->zone, b->f.zone, replace, diags) != 0 ? -1 : rc;
}

/*
 * Read a large file as two documents at once.  Return 1 when that cannot be: the cut
 * was no good, or a key is repeated or out of order; nothing is left of it then.
 * Else the blob is freed: a million records and their text need not be there at once.
 */
static int
read_halves(struct file_reading *f, struct blob *blob, struct diags *diags)
{
	struct slice text = slice_make(blob->data, blob->len);
	size_t before = f->zone->count, cut;
	struct zone second;
	struct half a, b;
	pthread_t thread;
	uint32_t lines = 0;
	int rc = 1;

	cut = f->provider->context->workers > 1 ? halves_place(text, &lines) : 0;
	if (cut == 0)
		return 1;
	zone_init(&second, f->zone->name);
	half_init(&a, f, f->zone, slice_sub(text, 0, cut), 0);
	half_init(&b, f, &second, slice_sub(text, cut, text.len), lines);
	a.f.records.limit = b.f.records.limit = diags->limit;
	a.f.decode.diags = &a.f.records;
	b.f.decode.diags = &b.f.records;
	if (pthread_create(&thread, NULL, read_half, &b) == 0) {
		(void)read_half(&a);
		(void)pthread_join(thread, NULL);
		if (a.plain && b.plain &&
		    yaml_keys_rise(a.source.order, buf_view(&a.last), buf_view(&b.first))) {
			blob_free(blob);
			rc = join_halves(f, &a, &b, diags);
		} else {
			zone_truncate(f->zone, before);
		}
	}
	half_free(&a);
	half_free(&b);
	zone_free(&second);
	return rc;
}

static int
read_file(struct file_reading *f, const struct yaml_place *place, struct diags *diags)
{
	struct subject subject = {f->zone->name, {"", 0}, NULL};
	struct place at = {f->path, 0, 0};
	const char *why = "cannot be read";
	struct snapshot_loader loader;
	struct blob blob;
	int rc = snapshot_read(place->snapshot, slice_of(f->path), &blob, &why);

	if (rc != 0) {
		return diag_error(diags, "zone-file", &subject, at, NULL, "%s",
		    rc > 0 ? "there is no such file" : why);
	}
	snapshot_loader_init(&loader, place->snapshot);
	f->loader = &loader.loader;
	f->subject = &subject;
	rc = read_halves(f, &blob, diags);
	if (rc > 0)
		rc = read_text(f, slice_make(blob.data, blob.len), diags);
	blob_free(&blob);
	f->loader = NULL;
	f->subject = NULL;
	return rc;
}

static void
init_decode(struct file_reading *f)
{
	const struct yaml_state *state = f->provider->state;

	f->decode.zone = f->zone->name;
	f->decode.arena = &f->zone->arena;
	f->decode.rules = f->request->rules;
	f->decode.default_ttl = state->default_ttl;
	f->decode.no_default_ttl = state->no_default_ttl;
	f->decode.lenient = f->request->lenient || f->request->as_target;
	f->decode.plain_semicolons = state->plain_semicolons;
	f->decode.source = zone_add_source(f->zone, f->provider->id);
	f->decode.diags = &f->records;
}

static int
refuse_missing(const struct provider *p, struct slice zone, struct arena *arena,
    struct diags *diags)
{
	/* As written: what the environment gives is not for everybody's eyes. */
	const struct node *dir = node_get(p->config->options, "directory");
	struct subject subject = {zone, {"", 0}, NULL};
	const char *name = arena_text(arena, name_decode(arena, zone));

	return diag_error(diags, "zone-file", &subject, p->config->at,
	    arena_printf(arena, "add %syaml to %s, or take the zone out of the configuration", name,
		arena_text(arena, dir->text)),
	    "no YAMLs found for %s", name);
}

static int
check_order(const struct provider *p, struct slice zone, struct diags *diags)
{
	return provider_bool(p, "enforce_order", true) ? yaml_check_order(p, zone, diags) : 0;
}

static int
read_zone(struct provider *p, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	const struct yaml_state *state = p->state;
	struct file_reading f = {.provider = p, .request = request, .zone = zone};
	struct yaml_files files = {0};
	struct yaml_place place;
	size_t i;
	int rc = yaml_place_open(p, request->as_target, &place, diags);

	if (rc != 0)
		return rc > 0 ? 0 : -1;
	rc = yaml_files_find(p, &place, request->zone, &zone->arena, &files, diags);
	if (rc == 0 && files.count == 0 && !request->as_target && !state->ignore_missing)
		rc = refuse_missing(p, request->zone, &zone->arena, diags);
	if (files.count > 0)
		zone->exists = true;
	f.records.limit = diags->limit;
	f.records.strict = diags->strict;
	init_decode(&f);
	if (files.count > 0 && check_order(p, request->zone, diags) != 0) {
		files.count = 0;
		rc = -1;
	}
	for (i = 0; i < files.count; i++) {
		f.path = f.decode.file = files.paths[i];
		if (read_file(&f, &place, diags) != 0)
			rc = -1;
	}
	free(files.paths);
	yaml_place_close(&place);
	return rc;
}

static bool
same_place(struct place a, struct place b)
{
	return a.file != NULL && b.file != NULL && strcmp(a.file, b.file) == 0 && a.line == b.line;
}

/* Files of a target lie below its directory: as written, as in refuse_missing. */
static void
name_directory(const struct provider *p, struct arena *arena, struct diags *diags)
{
	const struct node *dir = node_get(p->config->options, "directory");
	struct slice folder = dir->text;
	size_t i;

	while (folder.len > 1 && folder.data[folder.len - 1] == '/')
		folder.len--;
	for (i = 0; i < diags->count; i++) {
		struct place *at = &diags->items[i].at;

		if (at->file != NULL && !same_place(*at, p->config->at))
			at->file = arena_printf(arena, "%.*s/%s", SLICE_ARGS(folder), at->file);
	}
}

int
yaml_read(struct provider *p, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	struct diags own = {.limit = diags->limit, .strict = diags->strict};
	int rc;

	if (!request->as_target)
		return read_zone(p, request, zone, diags);
	rc = read_zone(p, request, zone, &own);
	name_directory(p, &own.arena, &own);
	diags_move(diags, &own);
	return rc;
}
