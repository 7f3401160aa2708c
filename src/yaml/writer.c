/* Nodes to text, in the layout of PyYAML's block style. */
#include "yaml/writer.h"

#include "core/mem.h"
#include "yaml/note_writer.h"
#include "yaml/order.h"
#include "yaml/quote.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Deeper data than the reader gives is cut off rather than written. */
#define MAX_DEPTH (2 * YAML_MAX_DEPTH)
#define STEP 2
#define SIMPLE_KEY 128

struct writer {
	struct emitter emitter;
	struct note_writer notes;
	struct yaml_style style;
	struct buf number; /* a number as text */
	unsigned depth;
};

/* 1e17 is text in YAML 1.1; it has to be 1.0e+17. */
static void
print_real(struct buf *out, double real)
{
	size_t i;

	if (isnan(real) || isinf(real)) {
		buf_text(out, isnan(real) ? ".nan" : real > 0 ? ".inf" : "-.inf");
		return;
	}
	real_text(out, real);
	if (memchr(out->data, '.', out->len) != NULL)
		return;
	for (i = 0; i < out->len && out->data[i] != 'e'; i++)
		continue;
	if (i < out->len) {
		struct buf tail = {0};

		buf_add(&tail, out->data + i, out->len - i);
		out->len = i;
		buf_text(out, ".0");
		buf_slice(out, buf_view(&tail));
		buf_free(&tail);
	}
}

/* The text of a scalar, and how it may be written. */
static struct scalar_form
load(struct writer *writer, const struct node *node)
{
	const struct gloss *note = gloss_of(writer->notes.notes, node);
	struct buf *number = &writer->number;

	buf_clear(number);
	if (note != NULL && note->merge)
		return emit_load(&writer->emitter, node->text, true);
	switch (node->kind) {
	case NODE_NULL:
		return emit_load(&writer->emitter, slice_of("null"), true);
	case NODE_BOOL:
		return emit_load(&writer->emitter, slice_of(node->u.flag ? "true" : "false"), true);
	case NODE_INT:
		/* As JSON has it: also one of more digits than 64 bits hold. */
		node_json(number, node, (struct json_style){0});
		return emit_load(&writer->emitter, buf_view(number), true);
	case NODE_FLOAT:
		print_real(number, node->u.real);
		return emit_load(&writer->emitter, buf_view(number), true);
	case NODE_DATE:
		return emit_load(&writer->emitter, node->text, true);
	default:
		return emit_load(&writer->emitter, node->text, false);
	}
}

/* What PyYAML counts of a key: its text and the short form of its tag. */
static size_t
key_cost(const struct writer *writer, const struct node *key)
{
	static const unsigned char tag[] = {[NODE_NULL] = 6,
	    [NODE_BOOL] = 6,
	    [NODE_INT] = 5,
	    [NODE_FLOAT] = 7,
	    [NODE_TEXT] = 5,
	    [NODE_DATE] = 11,
	    [NODE_BYTES] = 8,
	    [NODE_LIST] = 0,
	    [NODE_MAP] = 0};

	return writer->emitter.len + tag[key->kind];
}

/* Is it written as "key: ", not as "? key" on a line of its own? */
static bool
is_simple(const struct writer *writer, const struct node *key, const struct scalar_form *form)
{
	return !form->empty && !form->multiline && key_cost(writer, key) < SIMPLE_KEY;
}

static bool
is_inline(const struct node *node)
{
	if (node->kind == NODE_LIST)
		return node->u.list.count == 0;
	return node->kind != NODE_MAP || node->u.map.count == 0;
}

/*
 * The comments above all that begins on the line of ${node}, which is an item, or
 * the first key of one.  Return what follows on the line, NULL for nothing.
 */
static const struct node *
lead_pair(struct writer *writer, const struct node_pair *pair)
{
	struct scalar_form form;

	note_lines(&writer->notes, pair->key);
	if (is_inline(pair->value)) {
		note_lines(&writer->notes, pair->value);
		return NULL;
	}
	form = load(writer, pair->key);
	return is_simple(writer, pair->key, &form) ? NULL : pair->value;
}

static void
lead(struct writer *writer, const struct node *node)
{
	while (node != NULL && writer->notes.notes != NULL) {
		note_lines(&writer->notes, node);
		/* What stood behind its closing bracket has no line to end any more. */
		if (!is_inline(node))
			note_lines_behind(&writer->notes, node);
		if (is_inline(node))
			node = NULL;
		else if (node->kind == NODE_LIST)
			node = node->u.list.items[0];
		else
			node = lead_pair(writer, &node->u.map.pairs[0]);
	}
}

static void write_node(struct writer *writer, const struct node *node, bool in_map, bool led);

static void
write_list(struct writer *writer, const struct node *list, bool in_map, bool led)
{
	struct emitter *emitter = &writer->emitter;
	size_t indent = emitter->indent, i;

	/* Below a key a list is not indented, unless it begins on the "? " or "- " line. */
	if (writer->depth > 1 && !(in_map && !emitter->indention))
		emitter->indent += STEP;
	for (i = 0; i < list->u.list.count; i++) {
		if (!led || i > 0)
			lead(writer, list->u.list.items[i]);
		note_indent(&writer->notes);
		emit_indicator(emitter, "-", true, false, true);
		write_node(writer, list->u.list.items[i], false, true);
	}
	emitter->indent += STEP;
	note_foot(&writer->notes, list);
	emitter->indent = indent;
}

static void
write_key(struct writer *writer, const struct node *key, const struct scalar_form *form,
    bool simple)
{
	if (note_begin(&writer->notes, key))
		emit_indicator(&writer->emitter, "", true, false, false);
	else
		emit_scalar(&writer->emitter, form, simple);
	note_behind(&writer->notes, key);
}

static void
write_pair(struct writer *writer, const struct node_pair *pair)
{
	struct emitter *emitter = &writer->emitter;
	struct scalar_form form = load(writer, pair->key);
	size_t indent = emitter->indent;
	bool simple = is_simple(writer, pair->key, &form);

	if (simple) {
		write_key(writer, pair->key, &form, true);
		emit_indicator(emitter, ":", false, false, false);
	} else {
		emit_indicator(emitter, "?", true, false, true);
		emitter->indent += STEP;
		write_key(writer, pair->key, &form, false);
		emitter->indent = indent;
		note_indent(&writer->notes);
		emit_indicator(emitter, ":", true, false, true);
	}
	write_node(writer, pair->value, true, !simple);
}

struct ranked {
	const struct node_pair *pair;
	size_t at;
};

static int
compare_pairs(const void *left, const void *right, void *order)
{
	const struct ranked *a = left, *b = right;
	int result = order_compare(*(const enum yaml_order *)order, a->pair->key, b->pair->key);

	if (result == 0)
		return (a->at > b->at) - (a->at < b->at);
	return result;
}

static void
write_map(struct writer *writer, const struct node *map, bool led)
{
	struct emitter *emitter = &writer->emitter;
	size_t indent = emitter->indent, count = map->u.map.count, i;
	struct ranked *pairs = mem_zero(count, sizeof(*pairs));

	for (i = 0; i < count; i++) {
		pairs[i].pair = &map->u.map.pairs[i];
		pairs[i].at = i;
	}
	if (writer->style.order != YAML_ORDER_ANY)
		qsort_r(pairs, count, sizeof(*pairs), compare_pairs, &writer->style.order);
	if (writer->depth > 1)
		emitter->indent += STEP;
	for (i = 0; i < count; i++) {
		if ((!led || i > 0) && writer->notes.notes != NULL)
			lead(writer, lead_pair(writer, pairs[i].pair));
		note_indent(&writer->notes);
		write_pair(writer, pairs[i].pair);
	}
	note_foot(&writer->notes, map);
	emitter->indent = indent;
	free(pairs);
}

static void
write_scalar(struct writer *writer, const struct node *node)
{
	struct scalar_form form = load(writer, node);
	size_t indent = writer->emitter.indent;

	writer->emitter.indent += STEP;
	emit_scalar(&writer->emitter, &form, false);
	writer->emitter.indent = indent;
	/* A plain scalar at the root is only ended by this. */
	if (writer->depth == 1 && (form.plain || form.allow_plain)) {
		note_indent(&writer->notes);
		buf_text(writer->emitter.buf, "...\n");
	}
}

static void
write_content(struct writer *writer, const struct node *node, bool in_map, bool led)
{
	bool list = node->kind == NODE_LIST, map = node->kind == NODE_MAP;

	if ((list && node->u.list.count == 0) || (list && writer->depth > MAX_DEPTH)) {
		emit_indicator(&writer->emitter, "[", true, true, false);
		emit_indicator(&writer->emitter, "]", false, false, false);
	} else if ((map && node->u.map.count == 0) || (map && writer->depth > MAX_DEPTH)) {
		emit_indicator(&writer->emitter, "{", true, true, false);
		emit_indicator(&writer->emitter, "}", false, false, false);
	} else if (list) {
		write_list(writer, node, in_map, led);
	} else if (map) {
		write_map(writer, node, led);
	} else {
		write_scalar(writer, node);
	}
}

/* led: what stands above its first line was written. */
static void
write_node(struct writer *writer, const struct node *node, bool in_map, bool led)
{
	bool alias = note_begin(&writer->notes, node);

	if (!led || is_inline(node))
		note_behind(&writer->notes, node);
	writer->depth++;
	if (!alias)
		write_content(writer, node, in_map, led);
	writer->depth--;
}

static void
start(struct writer *writer, struct buf *buf, const struct glosses *notes, struct yaml_style style)
{
	memset(writer, 0, sizeof(*writer));
	writer->style = style;
	writer->notes.notes = notes;
	writer->notes.emitter = &writer->emitter;
	writer->emitter.buf = buf;
	writer->emitter.escape_unicode = style.escape_unicode;
	writer->emitter.whitespace = true;
	writer->emitter.indention = true;
}

static void
end(struct writer *writer)
{
	note_indent(&writer->notes);
	free(writer->emitter.text);
	buf_free(&writer->number);
	buf_free(&writer->notes.pending);
}

void
yaml_write_noted(struct buf *buf, const struct node *node, const struct glosses *notes,
    struct yaml_style style)
{
	struct writer writer;

	start(&writer, buf, notes, style);
	emit_indicator(&writer.emitter, "---", true, false, false);
	write_node(&writer, node, false, false);
	end(&writer);
}

void
yaml_write(struct buf *buf, const struct node *node, struct yaml_style style)
{
	yaml_write_noted(buf, node, NULL, style);
}

void
yaml_write_pair(struct buf *buf, const struct node_pair *pair, const struct glosses *notes,
    struct yaml_style style)
{
	struct node map = {.kind = NODE_MAP};
	struct node_pair copy = *pair;
	struct writer writer;

	map.u.map.pairs = &copy;
	map.u.map.count = 1;
	start(&writer, buf, notes, style);
	writer.depth = 1;
	write_map(&writer, &map, false);
	end(&writer);
}
