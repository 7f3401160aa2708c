/*
 * Tabs between tokens.  PyYAML takes none, libyaml some; a file that has any is
 * looked at here, between the events and in plain scalars.
 */
#include "yaml/internal.h"

#include <string.h>

size_t
cursor_byte(struct cursor *cursor, struct slice text, size_t point)
{
	if (cursor->byte == 0 && slice_starts(text, slice_of("\xEF\xBB\xBF")))
		cursor->byte = 3;
	while (cursor->point < point && cursor->byte < text.len) {
		cursor->byte++;
		while (cursor->byte < text.len && (text.data[cursor->byte] & 0xC0) == 0x80)
			cursor->byte++;
		cursor->point++;
	}
	return cursor->byte;
}

static bool
begins_comment(struct slice text, size_t at)
{
	return text.data[at] == '#' && (at == 0 || strchr(" \t\r\n", text.data[at - 1]) != NULL);
}

/* The first tab in [from, to) that is not in a comment, or to. */
static size_t
find_tab(struct slice text, size_t from, size_t to, bool comments)
{
	for (; from < to && text.data[from] != '\t'; from++) {
		if (!comments || !begins_comment(text, from))
			continue;
		while (from + 1 < to && text.data[from + 1] != '\n' && text.data[from + 1] != '\r')
			from++;
	}
	return from;
}

/* Lines and columns as libyaml counts them, to the tab at ${at}. */
static struct place
tab_place(const struct reader *reader, size_t at)
{
	struct place place = {reader->file, 1, 1};
	struct slice text = reader->text;
	size_t i = slice_starts(text, slice_of("\xEF\xBB\xBF")) ? 3 : 0;

	for (; i < at; i++) {
		bool crlf = text.data[i] == '\r' && i + 1 < text.len && text.data[i + 1] == '\n';

		if (text.data[i] == '\n' || (text.data[i] == '\r' && !crlf)) {
			place.line++;
			place.column = 1;
		} else if ((text.data[i] & 0xC0) != 0x80 && !crlf) {
			place.column++;
		}
	}
	return place;
}

static int
refuse(struct reader *reader, size_t at)
{
	return reading_error(reader->reading, "yaml-syntax", tab_place(reader, at),
	    "use spaces; in double quotes a tab is written \\t", "a tab cannot stand here");
}

int
tabs_check(struct reader *reader)
{
	const yaml_event_t *event = &reader->event;
	size_t before, start, end, tab;

	if (reader->parser.encoding != YAML_UTF8_ENCODING)
		return 0;
	before = cursor_byte(&reader->cursor, reader->text, reader->cursor.point);
	start = cursor_byte(&reader->cursor, reader->text, event->start_mark.index);
	tab = find_tab(reader->text, before, start, true);
	if (tab < start)
		return refuse(reader, tab);
	end = cursor_byte(&reader->cursor, reader->text, event->end_mark.index);
	if (event->type == YAML_SCALAR_EVENT &&
	    event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
		tab = find_tab(reader->text, start, end, false);
		if (tab < end)
			return refuse(reader, tab);
	}
	return 0;
}
