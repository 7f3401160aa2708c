/* The frame around the nodes: one document, its limits, nothing behind it. */
#include "yaml/internal.h"

#include <stdlib.h>
#include <string.h>

/* A line longer than this is no zone file, and would have to be held in memory. */
#define LONGEST_LINE ((size_t)16 * 1024 * 1024)

static int
check_lines(struct reader *reader)
{
	const char *at = reader->text.data, *end = at + reader->text.len;
	struct place place = {reader->file, 1, 1};

	while ((size_t)(end - at) > LONGEST_LINE) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		if (stop == NULL || (size_t)(stop - at) > LONGEST_LINE) {
			return reading_error(reader->reading, "yaml-limit", place, NULL,
			    "this line is longer than %zu MiB", LONGEST_LINE >> 20);
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
	yaml_parser_set_input_string(&reader->parser,
	    (const unsigned char *)(text.len > 0 ? text.data : ""), text.len);
	reader->tabs = text.len > 0 && memchr(text.data, '\t', text.len) != NULL;
	if (reader_next(reader) != 0 || reader_next(reader) != 0)
		return -1;
	if (reader->event.type == YAML_STREAM_END_EVENT)
		return 1;
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
