/* Which diagnostics of a range are on lines that it changes itself. */
#include "engine/own_lines.h"

#include "core/map.h"
#include "core/textdiff.h"

#include <stdlib.h>

/* A larger file is shown by no forge, and takes too long to compare. */
#define FILE_MAX ((size_t)16 << 20)

/* For each line of a file, which one of the base and of the head's commit it is. */
struct lines {
	uint32_t *of_base, *of_head;
	size_t count;
};

struct files {
	struct workspace *workspace;
	struct snapshot *head; /* the commit, without what was merged */
	struct map lines;      /* path -> struct lines */
	struct arena arena;
};

/* Which line of the file at ${from} each line of ${text} is; NULL when that cannot be told. */
static uint32_t *
lines_from(struct snapshot *from, struct slice path, struct slice text, size_t *count)
{
	struct blob blob = {0};
	uint32_t *lines = NULL;

	if (snapshot_read(from, path, &blob, NULL) >= 0 && blob.len <= FILE_MAX)
		lines = text_lines_from(slice_make(blob.data, blob.len), text, count);
	blob_free(&blob);
	return lines;
}

static void
read_lines(struct files *files, struct slice path, struct lines *lines)
{
	struct blob blob = {0};
	struct slice text;

	if (snapshot_read(files->workspace->head, path, &blob, NULL) == 0 && blob.len <= FILE_MAX) {
		text = slice_make(blob.data, blob.len);
		lines->of_base = lines_from(files->workspace->base, path, text, &lines->count);
		lines->of_head = lines_from(files->head, path, text, &lines->count);
	}
	blob_free(&blob);
}

static const struct lines *
lines_of(struct files *files, const char *file)
{
	struct lines *lines = map_get(&files->lines, slice_of(file));

	if (lines != NULL)
		return lines;
	lines = arena_alloc(&files->arena, sizeof(*lines));
	*lines = (struct lines){NULL, NULL, 0};
	read_lines(files, slice_of(file), lines);
	(void)map_put(&files->lines, arena_copy(&files->arena, slice_of(file)), lines);
	return lines;
}

/* The line in the head's commit, or 0 when the range does not change it. */
static uint32_t
own_line(struct files *files, const struct place *at)
{
	const struct lines *lines;

	if (at->file == NULL || at->line == 0)
		return 0;
	lines = lines_of(files, at->file);
	if (lines->of_base == NULL || lines->of_head == NULL || at->line > lines->count ||
	    lines->of_base[at->line - 1] != 0)
		return 0;
	return lines->of_head[at->line - 1];
}

static void
free_files(struct files *files)
{
	size_t i;

	for (i = 0; i < files->lines.count; i++) {
		struct lines *lines = files->lines.entries[i].value;

		free(lines->of_base);
		free(lines->of_head);
	}
	map_free(&files->lines);
	arena_free(&files->arena);
	snapshot_close(files->head);
}

size_t
own_lines(struct workspace *workspace, const struct diags *diags, struct diags *own)
{
	struct files files = {.workspace = workspace};
	size_t others = diags_more(diags), i;

	if (workspace->base == NULL ||
	    snapshot_commit(&files.head, workspace->repo, &workspace->head_id, own) != 0)
		return diags->count;
	for (i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];
		struct place at = diag->at;

		at.line = own_line(&files, &diag->at);
		if (at.line == 0)
			others++;
		else
			(void)diag_add(own, diag->severity, diag->rule, &diag->subject, at,
			    diag->hint, "%s", diag->message);
	}
	free_files(&files);
	return others;
}
