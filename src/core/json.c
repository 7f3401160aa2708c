/* Nodes as JSON, in Python's spelling. */
#include "core/mem.h"
#include "core/node.h"
#include "core/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The letter after the backslash of a short escape, or 0. */
static char
short_escape(uint32_t code)
{
	static const char codes[] = "\"\\\n\r\t\f\b", letters[] = "\"\\nrtfb";
	const char *at = code > 0 && code < 0x80 ? strchr(codes, (int)code) : NULL;

	return at != NULL ? letters[at - codes] : '\0';
}

static void
escape(struct buf *buf, uint32_t code)
{
	if (code >= 0x10000) {
		code -= 0x10000;
		buf_printf(buf, "\\u%04x\\u%04x", 0xd800 + (code >> 10), 0xdc00 + (code & 0x3ff));
		return;
	}
	buf_printf(buf, "\\u%04x", code);
}

/* The bytes from the start of s that stand for themselves. */
static size_t
plain_run(struct slice s)
{
	size_t at = 0;

	while (at < s.len && s.data[at] >= ' ' && s.data[at] < 0x7f && s.data[at] != '"' &&
	    s.data[at] != '\\')
		at++;
	return at;
}

void
json_text(struct buf *buf, struct slice s, bool keep_unicode)
{
	size_t at = 0;

	buf_char(buf, '"');
	while (at < s.len) {
		size_t run = plain_run(slice_sub(s, at, s.len));
		uint32_t code;

		buf_add(buf, s.data + at, run);
		at += run;
		if (at == s.len)
			break;
		code = text_next(s, &at);
		if (code == TEXT_INVALID)
			code = 0xfffd;
		if (short_escape(code) != '\0') {
			buf_char(buf, '\\');
			buf_char(buf, short_escape(code));
		} else if (code >= 0x20 && keep_unicode) {
			text_utf8(buf, code);
		} else {
			escape(buf, code);
		}
	}
	buf_char(buf, '"');
}

struct writer {
	struct buf *buf;
	struct json_style style;
};

static void write_at(struct writer *w, const struct node *node, unsigned depth);

static void
new_line(struct writer *w, unsigned depth)
{
	if (w->style.indent <= 0)
		return;
	buf_char(w->buf, '\n');
	buf_pad(w->buf, ' ', (size_t)w->style.indent * depth);
}

static void
separate(struct writer *w, size_t index, unsigned depth)
{
	if (index > 0)
		buf_text(w->buf, w->style.indent > 0 ? "," : ", ");
	new_line(w, depth);
}

/* Written decimal, as Python would print it: "12", "-12"; not "+12", "012", "0x12", "1_2". */
static bool
is_plain_decimal(struct slice s)
{
	size_t at = s.len > 0 && s.data[0] == '-' ? 1 : 0;

	if (at == s.len || (s.data[at] == '0' && s.len > at + 1))
		return false;
	while (at < s.len && s.data[at] >= '0' && s.data[at] <= '9')
		at++;
	return at == s.len;
}

static void
write_int(struct buf *buf, const struct node *node)
{
	bool saturated = node->u.number == INT64_MAX || node->u.number == INT64_MIN;

	if (saturated && is_plain_decimal(node->text))
		buf_slice(buf, node->text);
	else
		buf_printf(buf, "%" PRId64, node->u.number);
}

static void
write_real(struct buf *buf, double real)
{
	if (isnan(real))
		buf_text(buf, "NaN");
	else if (isinf(real))
		buf_text(buf, real < 0 ? "-Infinity" : "Infinity");
	else
		real_text(buf, real);
}

static void
write_key(struct writer *w, const struct node *key)
{
	if (key->kind == NODE_BOOL)
		buf_text(w->buf, key->u.flag ? "\"true\"" : "\"false\"");
	else if (key->kind == NODE_NULL)
		buf_text(w->buf, "\"null\"");
	else
		json_text(w->buf, key->text, w->style.keep_unicode);
	buf_text(w->buf, ": ");
}

static int
compare_keys(const void *a, const void *b)
{
	const struct node_pair *x = a, *y = b;

	return slice_compare(x->key->text, y->key->text);
}

static bool
is_sorted(const struct node *map)
{
	size_t i;

	for (i = 1; i < map->u.map.count; i++) {
		if (compare_keys(&map->u.map.pairs[i - 1], &map->u.map.pairs[i]) > 0)
			return false;
	}
	return true;
}

static void
write_pairs(struct writer *w, const struct node_pair *pairs, size_t count, unsigned depth)
{
	size_t i;

	buf_char(w->buf, '{');
	for (i = 0; i < count; i++) {
		separate(w, i, depth);
		write_key(w, pairs[i].key);
		write_at(w, pairs[i].value, depth);
	}
	if (count > 0)
		new_line(w, depth - 1);
	buf_char(w->buf, '}');
}

static void
write_map(struct writer *w, const struct node *map, unsigned depth)
{
	size_t count = map->u.map.count;
	struct node_pair *sorted;

	if (w->style.keep_order || is_sorted(map)) {
		write_pairs(w, map->u.map.pairs, count, depth);
		return;
	}
	sorted = mem_resize(NULL, count, sizeof(*sorted));
	memcpy(sorted, map->u.map.pairs, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), compare_keys);
	write_pairs(w, sorted, count, depth);
	free(sorted);
}

static void
write_list(struct writer *w, const struct node *list, unsigned depth)
{
	size_t i;

	buf_char(w->buf, '[');
	for (i = 0; i < list->u.list.count; i++) {
		separate(w, i, depth);
		write_at(w, list->u.list.items[i], depth);
	}
	if (list->u.list.count > 0)
		new_line(w, depth - 1);
	buf_char(w->buf, ']');
}

static void
write_at(struct writer *w, const struct node *node, unsigned depth)
{
	if (depth >= NODE_MAX_DEPTH) {
		buf_text(w->buf, "null");
		return;
	}
	switch (node->kind) {
	case NODE_NULL:
		buf_text(w->buf, "null");
		break;
	case NODE_BOOL:
		buf_text(w->buf, node->u.flag ? "true" : "false");
		break;
	case NODE_INT:
		write_int(w->buf, node);
		break;
	case NODE_FLOAT:
		write_real(w->buf, node->u.real);
		break;
	case NODE_TEXT:
	case NODE_DATE:
	case NODE_BYTES:
		json_text(w->buf, node->text, w->style.keep_unicode);
		break;
	case NODE_LIST:
		write_list(w, node, depth + 1);
		break;
	case NODE_MAP:
		write_map(w, node, depth + 1);
		break;
	}
}

void
node_json(struct buf *buf, const struct node *node, struct json_style style)
{
	struct writer w = {buf, style};

	write_at(&w, node, 0);
}

static void
break_line(struct buf *buf, size_t blanks)
{
	buf_char(buf, '\n');
	buf_pad(buf, ' ', blanks);
}

/* The end of the string that begins at from, behind its quote. */
static size_t
string_end(struct slice text, size_t from)
{
	size_t at = from + 1;

	while (at < text.len && text.data[at] != '"')
		at += text.data[at] == '\\' ? 2 : 1;
	return at < text.len ? at + 1 : text.len;
}

void
json_indent(struct buf *buf, struct slice text, size_t indent)
{
	size_t depth = 0, at = 0;

	while (at < text.len) {
		char c = text.data[at], next = at + 1 < text.len ? text.data[at + 1] : '\0';
		size_t end = c == '"' ? string_end(text, at) : at + 1;

		if ((c == '}' || c == ']') && depth > 0)
			break_line(buf, --depth * indent);
		buf_slice(buf, slice_sub(text, at, end));
		at = end;
		if ((c == '{' && next == '}') || (c == '[' && next == ']')) {
			buf_char(buf, next);
			at++;
		} else if (c == '{' || c == '[') {
			break_line(buf, ++depth * indent);
		} else if (c == ',') {
			break_line(buf, depth * indent);
			at += next == ' ' ? 1 : 0;
		}
	}
}
