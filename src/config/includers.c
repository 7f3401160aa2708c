/* Which zones have a file that includes a changed one: by a search of all files of zones. */
#include "config/loader.h"
#include "config/touch.h"
#include "core/mem.h"
#include "yaml/reader.h"

#include <stdlib.h>
#include <string.h>

/* What is known of a file: does it include, itself or through others, one that changed? */
static char includes_none, includes_one;

struct include_search {
	struct search *search;
	struct map known; /* path -> one of the two above */
};

struct includes {
	struct arena *arena;
	struct slice folder;
	const char **paths; /* in the heap */
	size_t count, cap;
};

static void
keep_path(void *ctx, struct slice path)
{
	struct includes *includes = ctx;
	const char *joined = path_join(includes->arena, includes->folder, path);

	if (joined == NULL)
		return;
	includes->paths = mem_grow(includes->paths, &includes->cap, includes->count + 1,
	    sizeof(*includes->paths));
	includes->paths[includes->count++] = joined;
}

/* A path from any folder above, too: where octoDNS is run is not known here. */
static void
keep_from_above(struct includes *includes, struct slice path)
{
	struct slice own = includes->folder;

	keep_path(includes, path);
	while (includes->folder.len > 0) {
		includes->folder = path_folder(includes->folder);
		keep_path(includes, path);
	}
	includes->folder = own;
}

/* The same of a zone file in master format, whose lines may be "$INCLUDE FILE". */
static void
zonefile_includes(struct slice text, struct includes *includes)
{
	static const char word[] = "$INCLUDE";

	while (text.len > 0) {
		size_t end = slice_find(text, '\n');
		struct slice line = slice_sub(text, 0, end), path;
		size_t len = sizeof(word) - 1;

		if (line.len > len && slice_is_nocase(slice_sub(line, 0, len), word)) {
			path = slice_trim(slice_sub(line, len, line.len));
			if (path.len > 0 && path.data[0] == '"')
				path = slice_sub(path, 1, path.len);
			keep_from_above(includes,
			    slice_sub(path, 0, strcspn(path.data, " \t\r\n;\"")));
		}
		text = slice_sub(text, end + 1, text.len);
	}
}

static void
read_includes(struct include_search *ctx, struct slice path, struct includes *includes)
{
	struct blob blob = {0};

	includes->arena = &ctx->search->scratch;
	includes->folder = path_folder(path);
	if (snapshot_read(ctx->search->files, path, &blob, NULL) != 0)
		return;
	yaml_includes(slice_make(blob.data, blob.len), keep_path, includes);
	zonefile_includes(slice_make(blob.data, blob.len), includes);
	blob_free(&blob);
}

/* Whether the file at ${path}, which outlives the search, includes one that changed. */
static bool
includes_changed(struct include_search *ctx, struct slice path, unsigned depth)
{
	const char *known = map_get(&ctx->known, path);
	struct includes includes = {0};
	bool found = false;
	size_t i;

	if (known != NULL)
		return known == &includes_one;
	/* Until it is known: a circle includes nothing new. */
	(void)map_put(&ctx->known, path, &includes_none);
	read_includes(ctx, path, &includes);
	for (i = 0; !found && i < includes.count; i++) {
		struct slice other = slice_of(includes.paths[i]);

		found = map_has(&ctx->search->foreign, other) ||
		    (depth < YAML_MAX_INCLUDE_DEPTH && includes_changed(ctx, other, depth + 1));
	}
	free(includes.paths);
	if (found)
		(void)map_put(&ctx->known, path, &includes_one);
	return found;
}

static bool
is_zone_file(const struct search *search, struct slice path)
{
	const struct config_sources *sources = search->head->sources;
	const struct config *config = search->head->config;
	struct arena arena = {0};
	struct slice name;
	bool is = false;
	size_t i;

	for (i = 0; !is && i < config->nproviders; i++)
		is = !config->providers[i].broken &&
		    sources->zone_of_file(sources->ctx, config->providers[i].id, path, &arena,
			&name) > 0;
	arena_free(&arena);
	return is;
}

/* Folders that are yet to be looked into. */
struct folders {
	const char **paths;
	size_t count, cap;
};

static void
push_folder(struct folders *folders, const char *path)
{
	folders->paths =
	    mem_grow(folders->paths, &folders->cap, folders->count + 1, sizeof(*folders->paths));
	folders->paths[folders->count++] = path;
}

static void
search_folder(struct include_search *ctx, const char *folder, struct folders *folders)
{
	struct search *search = ctx->search;
	struct listing listing;
	size_t i;

	if (snapshot_list(search->files, slice_of(folder), &listing) != 0)
		return;
	for (i = 0; i < listing.count; i++) {
		const struct entry *entry = &listing.entries[i];
		const char *path = arena_printf(&search->scratch, "%s%s%.*s", folder,
		    *folder != '\0' ? "/" : "", SLICE_ARGS(entry->name));

		if (entry->kind == ENTRY_DIR)
			push_folder(folders, path);
		else if (entry->kind == ENTRY_FILE && is_zone_file(search, slice_of(path)) &&
		    includes_changed(ctx, slice_of(path), 0))
			(void)touch_file(search, slice_of(path), FILE_MODIFIED);
	}
}

void
touch_includers(struct search *search)
{
	struct include_search ctx = {.search = search};
	struct folders folders = {0};

	push_folder(&folders, "");
	while (folders.count > 0)
		search_folder(&ctx, folders.paths[--folders.count], &folders);
	free(folders.paths);
	map_free(&ctx.known);
}
