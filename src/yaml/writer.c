/* Nodes to text, in the layout of PyYAML's block style. */
#include "yaml/writer.h"

#include "core/mem.h"
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
	struct buf *number = &writer->number;

	buf_clear(number);
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

static void write_node(struct writer *writer, const struct node *node, bool in_map);

static void
write_list(struct writer *writer, const struct node *list, bool in_map)
{
	struct emitter *emitter = &writer->emitter;
	size_t indent = emitter->indent, i;

	/* Below a key a list is not indented, unless it begins on the "? " or "- " line. */
	if (writer->depth > 1 && !(in_map && !emitter->indention))
		emitter->indent += STEP;
	for (i = 0; i < list->u.list.count; i++) {
		emit_indent(emitter);
		emit_indicator(emitter, "-", true, false, true);
		write_node(writer, list->u.list.items[i], false);
	}
	emitter->indent = indent;
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
	    [NODE_LIST] = 0,
	    [NODE_MAP] = 0};

	return writer->emitter.len + tag[key->kind];
}

static void
write_pair(struct writer *writer, const struct node_pair *pair)
{
	struct emitter *emitter = &writer->emitter;
	struct scalar_form form = load(writer, pair->key);
	size_t indent = emitter->indent;

	if (!form.empty && !form.multiline && key_cost(writer, pair->key) < SIMPLE_KEY) {
		emit_scalar(emitter, &form, true);
		emit_indicator(emitter, ":", false, false, false);
	} else {
		emit_indicator(emitter, "?", true, false, true);
		emitter->indent += STEP;
		emit_scalar(emitter, &form, false);
		emitter->indent = indent;
		emit_indent(emitter);
		emit_indicator(emitter, ":", true, false, true);
	}
	write_node(writer, pair->value, true);
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
write_map(struct writer *writer, const struct node *map)
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
		emit_indent(emitter);
		write_pair(writer, pairs[i].pair);
	}
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
		emit_indent(&writer->emitter);
		buf_text(writer->emitter.buf, "...\n");
	}
}

static void
write_node(struct writer *writer, const struct node *node, bool in_map)
{
	bool list = node->kind == NODE_LIST, map = node->kind == NODE_MAP;

	writer->depth++;
	if ((list && node->u.list.count == 0) || (list && writer->depth > MAX_DEPTH)) {
		emit_indicator(&writer->emitter, "[", true, true, false);
		emit_indicator(&writer->emitter, "]", false, false, false);
	} else if ((map && node->u.map.count == 0) || (map && writer->depth > MAX_DEPTH)) {
		emit_indicator(&writer->emitter, "{", true, true, false);
		emit_indicator(&writer->emitter, "}", false, false, false);
	} else if (list) {
		write_list(writer, node, in_map);
	} else if (map) {
		write_map(writer, node);
	} else {
		write_scalar(writer, node);
	}
	writer->depth--;
}

void
yaml_write(struct buf *buf, const struct node *node, struct yaml_style style)
{
	struct writer writer = {.style = style};

	writer.emitter.buf = buf;
	writer.emitter.escape_unicode = style.escape_unicode;
	writer.emitter.whitespace = true;
	writer.emitter.indention = true;
	emit_indicator(&writer.emitter, "---", true, false, false);
	write_node(&writer, node, false);
	emit_indent(&writer.emitter);
	free(writer.emitter.text);
	buf_free(&writer.number);
}
