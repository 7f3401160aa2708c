/* TinyDnsFileSource: the data files of tinydns, as a source. */
#include "tinydns.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_TTL 3600
#define LINES_MAX 10000000

static const char *const names[] = {"TinyDnsFileSource", NULL};

static const struct option_spec options[] = {
    {"directory", OPTION_TEXT, true, false, NULL},
    {"default_ttl", OPTION_INT, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static int
refuse(const struct provider *p, const char *option, const char *hint, const char *problem,
    struct diags *diags)
{
	const struct node *node = node_get(p->config->options, option);

	return diag_error(diags, "config-provider-option", NULL,
	    node != NULL ? node_place(node) : p->config->at, hint, "provider %s: %s %s", p->id,
	    option, problem);
}

static int
tinydns_open(struct provider *p, struct diags *diags)
{
	struct tinydns *state = arena_alloc(&p->arena, sizeof(*state));
	const char *dir = provider_text(p, "directory", "");

	p->state = state;
	state->default_ttl = provider_int(p, "default_ttl", DEFAULT_TTL);
	if (state->default_ttl < 0 || state->default_ttl > INT32_MAX)
		return refuse(p, "default_ttl", NULL, "is no TTL", diags);
	if (*dir == '\0')
		return refuse(p, "directory", NULL, "is empty", diags);
	state->dir = path_join(&p->arena, slice_of(p->context->config_dir), slice_of(dir));
	return pthread_mutex_init(&state->lock, NULL) == 0
	    ? 0
	    : refuse(p, "directory", NULL, "cannot be locked", diags);
}

static void
tinydns_close(struct provider *p)
{
	struct tinydns *state = p->state;
	size_t i;

	for (i = 0; i < state->nfiles; i++)
		blob_free(&state->files[i].blob);
	free(state->files);
	free(state->lines);
	(void)pthread_mutex_destroy(&state->lock);
}

static void
add_line(struct tinydns *state, struct slice text, uint32_t file, uint32_t number)
{
	struct tiny_line line = {text, file, number};

	if (text.len == 0)
		return;
	state->lines =
	    mem_grow(state->lines, &state->lines_cap, state->nlines + 1, sizeof(*state->lines));
	state->lines[state->nlines++] = line;
}

static void
add_lines(struct tinydns *state, uint32_t number_of_file)
{
	struct tiny_file *file = &state->files[number_of_file];
	struct slice rest = slice_make(file->blob.data, file->blob.len);
	uint32_t number = 0;

	if (memchr(rest.data, '\0', rest.len) != NULL) {
		file->why = "has a zero byte in it: this is no tinydns data";
		return;
	}
	while (rest.len > 0) {
		size_t end = slice_find(rest, '\n');

		if (state->nlines == LINES_MAX) {
			file->why = "goes beyond ten million lines";
			return;
		}
		add_line(state, slice_sub(rest, 0, end), number_of_file, ++number);
		rest = slice_sub(rest, end + 1, rest.len);
	}
}

static void
add_file(struct provider *p, const struct entry *entry)
{
	struct tinydns *state = p->state;
	struct tiny_file *file;
	struct slice dir = slice_of(state->dir);

	state->files =
	    mem_grow(state->files, &state->files_cap, state->nfiles + 1, sizeof(*state->files));
	file = &state->files[state->nfiles++];
	memset(file, 0, sizeof(*file));
	file->path = arena_printf(&p->arena, "%.*s%s%.*s", SLICE_ARGS(dir), dir.len > 0 ? "/" : "",
	    SLICE_ARGS(entry->name));
}

static int
compare_files(const void *a, const void *b)
{
	const struct tiny_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static void
load(struct provider *p)
{
	struct tinydns *state = p->state;
	struct listing listing;
	size_t i;
	int rc = snapshot_list(p->context->snapshot, slice_of(state->dir), &listing);

	if (rc != 0) {
		state->why = rc > 0 ? "is not there" : snapshot_why();
		return;
	}
	for (i = 0; i < listing.count; i++) {
		const struct entry *entry = &listing.entries[i];

		if (entry->kind != ENTRY_DIR && entry->name.len > 0 && entry->name.data[0] != '.')
			add_file(p, entry);
	}
	if (state->nfiles > 1)
		qsort(state->files, state->nfiles, sizeof(*state->files), compare_files);
	for (i = 0; i < state->nfiles; i++) {
		struct tiny_file *file = &state->files[i];

		if (snapshot_read(p->context->snapshot, slice_of(file->path), &file->blob,
			&file->why) == 0)
			add_lines(state, (uint32_t)i);
		else if (file->why == NULL)
			file->why = "cannot be read";
	}
}

void
tinydns_load(struct provider *p)
{
	struct tinydns *state = p->state;

	(void)pthread_mutex_lock(&state->lock);
	if (!state->loaded)
		load(p);
	state->loaded = true;
	(void)pthread_mutex_unlock(&state->lock);
}

/* A file that cannot be read may have records of any zone. */
static void
report_files(struct gather *gather, const struct tinydns *state)
{
	size_t i;

	for (i = 0; i < state->nfiles; i++) {
		struct place at = {state->files[i].path, 0, 0};

		if (state->files[i].why != NULL)
			gather_fault(gather, slice_of(""), NULL, at, NULL, "the file %s",
			    state->files[i].why);
	}
}

static int
tinydns_read(struct provider *p, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	struct tinydns *state = p->state;
	struct gather gather;
	size_t i;

	if (state->dir == NULL) {
		return refuse(p, "directory", "use a folder of the repository",
		    "leaves the repository", diags);
	}
	tinydns_load(p);
	if (state->why != NULL)
		return refuse(p, "directory", NULL, state->why, diags);
	gather_begin(&gather, p, request, zone, diags);
	gather.ttl = GATHER_FIRST;
	gather.default_ttl = state->default_ttl;
	report_files(&gather, state);
	for (i = 0; i < state->nlines; i++)
		tinydns_line(&gather, &state->lines[i], state->files[state->lines[i].file].path);
	return gather_end(&gather);
}

/* Any file may have lines of any zone. */
static int
tinydns_zone_of_file(const struct provider *p, struct slice path, struct arena *arena,
    struct slice *zone)
{
	const struct tinydns *state = p->state;
	size_t dir = state->dir != NULL ? strlen(state->dir) : 0;
	struct slice name = path;

	(void)arena;
	(void)zone;
	if (state->dir == NULL)
		return 0;
	if (dir > 0) {
		if (!slice_starts(path, slice_of(state->dir)) || path.len <= dir ||
		    path.data[dir] != '/')
			return 0;
		name = slice_sub(path, dir + 1, path.len);
	}
	return name.len > 0 && name.data[0] != '.' && slice_find(name, '/') == name.len ? 2 : 0;
}

const struct provider_class tinydns_provider_class = {
    .names = names,
    .options = options,
    .flags = PROVIDER_SOURCE_ONLY | PROVIDER_LOCAL | PROVIDER_ALL_ZONES | PROVIDER_ROOT_NS |
	PROVIDER_MULTI_PTR,
    .types = "*",
    .open = tinydns_open,
    .close = tinydns_close,
    .read = tinydns_read,
    .zone_of_file = tinydns_zone_of_file,
};
