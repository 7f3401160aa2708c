/* !include: another file's document in the place of a value. */
#include "yaml/internal.h"

#include <string.h>

/* All texts that are included, together: a file may be included many times. */
#define MOST_INCLUDED ((size_t)256 * 1024 * 1024)
#define COST_OF_ONE 256

static const char *
keep_name(struct reading *reading, const char *name)
{
	struct slice key = slice_of(name);
	char *kept = map_get(&reading->files, key);

	if (kept == NULL) {
		kept = arena_text(reading->names, key);
		(void)map_put(&reading->files, slice_of(kept), kept);
	}
	return kept;
}

static bool
is_open(const struct reader *reader, const char *name)
{
	for (; reader != NULL; reader = reader->parent) {
		if (strcmp(reader->file, name) == 0)
			return true;
	}
	return false;
}

static int
refuse(const struct reader *reader, struct place at, struct slice path, const char *hint,
    const char *why)
{
	return reading_error(reader->reading, "yaml-include", at, hint,
	    "cannot include \"%.*s\": %s", (int)(path.len < 200 ? path.len : 200), path.data, why);
}

static int
check_included(struct reader *reader, struct place at, struct slice path, struct slice text,
    const char *name)
{
	struct reading *reading = reader->reading;

	if (is_open(reader, name))
		return refuse(reader, at, path, "take this !include, or the one in that file, away",
		    "it would include itself");
	if (text.len + COST_OF_ONE > MOST_INCLUDED - reading->included) {
		return reading_error(reading, "yaml-limit", at, "include less, or split the zone",
		    "included files are larger than %zu MiB, all told", MOST_INCLUDED >> 20);
	}
	reading->included += text.len + COST_OF_ONE;
	return 0;
}

struct node *
include_node(struct reader *reader, struct slice path, struct place at)
{
	const struct yaml_loader *loader = reader->reading->source->loader;
	const char *name = NULL, *why = "it cannot be read";
	struct reader inner = {.parent = reader,
	    .includes = reader->includes + 1,
	    .depth = reader->depth};
	struct node *root = NULL;
	struct slice text = {"", 0};
	void *handle = NULL;

	if (loader == NULL) {
		(void)refuse(reader, at, path, "write the text here",
		    "files cannot be included here");
		return NULL;
	}
	if (inner.includes > YAML_MAX_INCLUDE_DEPTH) {
		(void)refuse(reader, at, path, "include the last file directly",
		    "files include files too deep");
		return NULL;
	}
	if (loader->load(loader->ctx, reader->file, path, &text, &name, &handle, &why) != 0) {
		(void)refuse(reader, at, path,
		    "name a file of the repository, from the folder of this one", why);
		return NULL;
	}
	if (check_included(reader, at, path, text, name) == 0) {
		root = reader_root(&inner, reader->reading, keep_name(reader->reading, name), text);
		reader->nodes += inner.nodes;
	}
	if (loader->unload != NULL)
		loader->unload(loader->ctx, handle);
	return root;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The name behind "!include" at at: quoted, or up to what ends a plain scalar. */
static struct slice
path_at(struct slice text, size_t at)
{
	size_t from, end;
	char quote;

	while (at < text.len && is_blank(text.data[at]))
		at++;
	if (at < text.len && text.data[at] == '&') {
		while (at < text.len && !is_blank(text.data[at]))
			at++;
		while (at < text.len && is_blank(text.data[at]))
			at++;
	}
	from = at;
	if (from < text.len && (text.data[from] == '"' || text.data[from] == '\'')) {
		quote = text.data[from];
		end = slice_find(slice_sub(text, from + 1, text.len), quote);
		return slice_sub(text, from + 1, from + 1 + end);
	}
	for (end = from; end < text.len && strchr("\r\n,]}", text.data[end]) == NULL; end++) {
		if (text.data[end] == '#' && end > from && is_blank(text.data[end - 1]))
			break;
	}
	return slice_trim(slice_sub(text, from, end));
}

void
yaml_includes(struct slice text, void (*path_seen)(void *ctx, struct slice path), void *ctx)
{
	static const char tag[] = "!include";
	const size_t len = sizeof(tag) - 1;
	const char *at = text.data, *end = text.data + text.len;

	if (text.len == 0)
		return;
	while ((at = memmem(at, (size_t)(end - at), tag, len)) != NULL) {
		at += len;
		path_seen(ctx, path_at(text, (size_t)(at - text.data)));
	}
}
