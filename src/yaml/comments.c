/*
 * The comments of a text, which libyaml's events leave out: between two of its
 * tokens there are only blanks, line breaks and comments.
 */
#include "yaml/comments.h"

#include "core/mem.h"
#include "core/text.h"
#include "yaml/internal.h"

#include <string.h>

/* A place in the text and what is known of its line. */
struct scan {
	struct slice text;
	struct cursor cursor;
	struct comments *out;
	size_t at; /* byte */
	uint32_t line, column;
};

/* What YAML 1.1 takes for the end of a line. */
static bool
is_break(uint32_t c)
{
	return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static size_t
line_end(struct slice text, size_t at)
{
	size_t next = at;

	while (next < text.len && !is_break(text_next(text, &next)))
		at = next;
	return at;
}

/* Only blanks stand between the line's beginning and at. */
static bool
is_alone(struct slice text, size_t at)
{
	while (at > 0 && text.data[at - 1] == ' ')
		at--;
	if (at == 0 || text.data[at - 1] == '\n' || text.data[at - 1] == '\r')
		return true;
	if (at >= 2 && memcmp(text.data + at - 2, "\xC2\x85", 2) == 0)
		return true;
	return at >= 3 &&
	    (memcmp(text.data + at - 3, "\xE2\x80\xA8", 3) == 0 ||
		memcmp(text.data + at - 3, "\xE2\x80\xA9", 3) == 0 ||
		(at == 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0));
}

static void
add(struct scan *s, size_t end, enum comment_where where)
{
	struct comments *out = s->out;
	struct comment *comment;
	size_t gap = s->at;

	while (gap > 0 && s->text.data[gap - 1] == ' ')
		gap--;
	out->items = mem_grow(out->items, &out->cap, out->count + 1, sizeof(*out->items));
	comment = &out->items[out->count++];
	comment->text = slice_trim(slice_sub(s->text, s->at, end));
	comment->line = s->line;
	comment->column = s->column;
	comment->gap = (uint32_t)(s->at - gap);
	comment->where = is_alone(s->text, s->at) ? COMMENT_ALONE : where;
}

static void
step(struct scan *s)
{
	uint32_t c = text_next(s->text, &s->at);

	if (!is_break(c)) {
		s->column++;
		return;
	}
	if (c == '\r' && s->at < s->text.len && s->text.data[s->at] == '\n')
		s->at++;
	s->line++;
	s->column = 0;
}

/* From the place of the scan to the byte end. */
static void
scan_gap(struct scan *s, size_t end, enum comment_where where)
{
	while (s->at < end) {
		size_t stop;

		if (s->text.data[s->at] != '#') {
			step(s);
			continue;
		}
		stop = line_end(s->text, s->at);
		add(s, stop, where);
		s->column += (uint32_t)text_columns(slice_sub(s->text, s->at, stop));
		s->at = stop;
	}
}

static void
move(struct scan *s, const yaml_mark_t *mark)
{
	s->at = cursor_byte(&s->cursor, s->text, mark->index);
	s->line = (uint32_t)mark->line;
	s->column = (uint32_t)mark->column;
}

/* "|  # comment": within the token of a block scalar. */
static void
scan_header(struct scan *s)
{
	size_t end = line_end(s->text, s->at);

	while (s->at < end && s->text.data[s->at] != '#')
		step(s);
	scan_gap(s, end, COMMENT_BEHIND);
}

static enum comment_where
where_after(yaml_token_type_t type)
{
	switch (type) {
	case YAML_BLOCK_ENTRY_TOKEN:
	case YAML_KEY_TOKEN:
	case YAML_FLOW_SEQUENCE_START_TOKEN:
	case YAML_FLOW_MAPPING_START_TOKEN:
	case YAML_DOCUMENT_START_TOKEN:
		return COMMENT_AHEAD;
	default:
		return COMMENT_BEHIND;
	}
}

static int
scan_tokens(struct scan *s, yaml_parser_t *parser)
{
	enum comment_where where = COMMENT_AHEAD;
	bool more = true;

	while (more) {
		yaml_token_t token;

		if (!yaml_parser_scan(parser, &token))
			return -1;
		scan_gap(s, cursor_byte(&s->cursor, s->text, token.start_mark.index), where);
		if (token.type == YAML_SCALAR_TOKEN &&
		    (token.data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
			token.data.scalar.style == YAML_FOLDED_SCALAR_STYLE))
			scan_header(s);
		move(s, &token.end_mark);
		/* A mark in front of what is there says nothing of what came before. */
		if (token.start_mark.index != token.end_mark.index)
			where = where_after(token.type);
		more = token.type != YAML_STREAM_END_TOKEN && token.type != YAML_NO_TOKEN;
		yaml_token_delete(&token);
	}
	return 0;
}

int
comments_collect(struct comments *comments, struct slice text)
{
	struct scan s = {.text = text, .out = comments};
	yaml_parser_t parser;
	int rc;

	if (text.len == 0 || memchr(text.data, '#', text.len) == NULL)
		return 0;
	if (!yaml_parser_initialize(&parser))
		return -1;
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.data, text.len);
	rc = scan_tokens(&s, &parser);
	yaml_parser_delete(&parser);
	return rc;
}
