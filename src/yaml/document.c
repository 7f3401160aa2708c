/* The frame around the nodes: one document, its limits, nothing behind it. */
#include "yaml/internal.h"

#include <stdlib.h>
#include <string.h>

/* A line, or a text over many, that is longer would have to be held in memory: it is no record. */
#define LONGEST ((size_t)YAML_LONGEST_MIB << 20)

static int
check_lines(struct reader *reader)
{
	const char *at = reader->text.data, *end = at + reader->text.len;
	struct place place = {reader->file, 1, 1};

	while ((size_t)(end - at) > LONGEST) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		if (stop == NULL || (size_t)(stop - at) > LONGEST) {
			return reading_error(reader->reading, "yaml-limit", place,
			    "break it up: values can stand in a list",
			    "this line is longer than %d MiB", YAML_LONGEST_MIB);
		}
		at = stop + 1;
		place.line++;
	}
	return 0;
}

/* PyYAML takes a byte order mark inside for text, libyaml for nothing: neither is meant. */
static int
check_marks(struct reader *reader)
{
	const char *text = reader->text.data, *end = text + reader->text.len, *at;
	struct place place = {reader->file, 1, 1};

	if (reader->text.len < 2 || text[0] == '\xFF' || text[0] == '\xFE')
		return 0;
	for (at = text + 1; (at = memchr(at, 0xEF, (size_t)(end - at))) != NULL; at++) {
		if (end - at < 3 || memcmp(at, "\xEF\xBB\xBF", 3) != 0)
			continue;
		for (; text < at; text++) {
			place.column = *text == '\n' ? 1 : place.column + ((*text & 0xC0) != 0x80);
			place.line += *text == '\n';
		}
		return reading_error(reader->reading, "yaml-syntax", place, "remove it",
		    "a byte order mark (U+FEFF) can only stand at the beginning of the file");
	}
	return 0;
}

/*
 * Give the parser its text.  It holds a scalar in memory that it doubles time and
 * again: one without end is refused before that.
 */
static int
give_text(void *ctx, unsigned char *data, size_t size, size_t *given)
{
	struct reader *reader = ctx;
	size_t rest = reader->text.len - reader->given;

	if (reader->given - reader->event_given > LONGEST) {
		reader->too_long = true;
		return 0;
	}
	*given = size < rest ? size : rest;
	if (*given > 0)
		memcpy(data, reader->text.data + reader->given, *given);
	reader->given += *given;
	return 1;
}

int
reader_open(struct reader *reader, struct reading *reading, const char *file, struct slice text)
{
	reader->reading = reading;
	reader->file = file;
	reader->text = text;
	if (check_lines(reader) != 0 || check_marks(reader) != 0)
		return -1;
	if (!yaml_parser_initialize(&reader->parser))
		return syntax_error(reader);
	yaml_parser_set_input(&reader->parser, give_text, reader);
	reader->tabs = text.len > 0 && memchr(text.data, '\t', text.len) != NULL;
	if (reader_next(reader) != 0 || reader_next(reader) != 0)
		return -1;
	if (reader->event.type == YAML_STREAM_END_EVENT)
		return 1;
	reader->marked = !reader->event.data.document_start.implicit;
	reader->mark_line = (uint32_t)reader->event.end_mark.line;
	return reader_next(reader);
}

int
reader_end(struct reader *reader)
{
	if (reader_next(reader) != 0 || reader_next(reader) != 0)
		return -1;
	if (reader->event.type == YAML_STREAM_END_EVENT)
		return 0;
	return reading_error(reader->reading, "yaml-syntax", reader_place(reader),
	    "take this --- and what follows away, or move it to another file",
	    "a second document begins here");
}

void
reader_close(struct reader *reader)
{
	yaml_event_delete(&reader->event);
	yaml_parser_delete(&reader->parser);
	map_free(&reader->anchors);
	arena_free(&reader->anchor_arena);
}

struct node *
reader_root(struct reader *reader, struct reading *reading, const char *file, struct slice text)
{
	struct node *root = NULL;
	int rc = reader_open(reader, reading, file, text);

	if (rc == 1) {
		root = node_null(reading->arena);
		root->file = file;
		root->line = root->column = 1;
	} else if (rc == 0) {
		root = reader_build(reader);
		if (root != NULL && reader_end(reader) != 0)
			root = NULL;
	}
	reader_close(reader);
	return root;
}

struct node *
yaml_document(const struct yaml_source *source, struct arena *arena, struct diags *diags)
{
	struct reading reading = {.source = source, .diags = diags, .arena = arena, .names = arena};
	struct reader reader = {0};
	struct node *root = reader_root(&reader, &reading, source->file, source->text);

	reading_free(&reading);
	return root;
}
