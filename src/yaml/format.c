/* A document in octoDNS's layout: pair by pair, then in order. */
#include "yaml/format.h"

#include "core/mem.h"
#include "yaml/concrete.h"
#include "yaml/format_check.h"
#include "yaml/key_set.h"
#include "yaml/note_writer.h"
#include "yaml/rank.h"

#include <stdlib.h>
#include <string.h>

/* The text of one pair of the root mapping. */
struct piece {
	size_t from, to;
	bool bars;
};

struct formatting {
	struct concrete c;
	const struct yaml_source *source;
	const struct yaml_format *format;
	struct diags *diags;
	bool rename;     /* keys may get their usual form */
	bool repeated;   /* there are two of one key */
	bool kept;       /* something could not be sorted */
	bool lines;      /* the content begins below "---" */
	struct buf body; /* pieces, as they were written in the source */
	struct piece *pieces;
	struct rank *ranks;
	size_t count, pieces_cap, ranks_cap;
	struct arena keys;
	struct key_set seen;
	struct remark *above, *below, *foot; /* before ---, below it, at the end */
	const char *anchor;                  /* of the root mapping */
};

/*
 * Which of the comments in front of the content are about the file: those before
 * "---", and those that an empty line separates from what follows.
 */
static void
find_heading(struct formatting *f)
{
	struct concrete *c = &f->c;
	bool implicit = !c->reader.marked;
	uint32_t next = (uint32_t)c->reader.event.start_mark.line;
	size_t i, above = 0, below;

	concrete_pass(c, &c->reader.event.start_mark);
	while (!implicit && above < c->next && c->comments.items[above].line <= c->reader.mark_line)
		above++;
	below = above;
	for (i = above; i < c->next; i++) {
		uint32_t follows = i + 1 < c->next ? c->comments.items[i + 1].line : next;

		if (follows > c->comments.items[i].line + 1)
			below = i + 1;
	}
	/* Without "---" the first comment of the file is no key's. */
	if (implicit && below == 0 && c->next > 0 && c->comments.items[0].line == 0)
		below = c->next;
	if (implicit)
		above = below;
	c->notes.arena = &f->keys;
	concrete_remarks(c, &f->above, 0, above);
	concrete_remarks(c, &f->below, above, below);
	c->notes.arena = &c->nodes;
	c->lead = below;
}

/* The key of a pair outlives its nodes. */
static const struct node *
keep_key(struct formatting *f, const struct node *key)
{
	struct node *kept = node_copy(&f->keys, key);

	kept->text = arena_copy(&f->keys, key->text);
	return kept;
}

static void
add_piece(struct formatting *f, struct node_pair *pair)
{
	struct yaml_style style = {YAML_ORDER_ANY, f->format->style.escape_unicode};
	struct piece piece = {.from = f->body.len};
	size_t section = f->count > 0 ? f->ranks[f->count - 1].section : 0;

	piece.bars = gloss_bars(gloss_of(&f->c.notes, pair->key));
	if (f->format->style.order != YAML_ORDER_ANY)
		f->kept = rank_tree(&f->c.notes, pair->value, f->format->style.order) || f->kept;
	yaml_write_pair(&f->body, pair, &f->c.notes, style);
	piece.to = f->body.len;
	f->repeated = f->repeated || !key_set_add(&f->seen, pair->key->text);
	f->pieces = mem_grow(f->pieces, &f->pieces_cap, f->count + 1, sizeof(piece));
	f->ranks = mem_grow(f->ranks, &f->ranks_cap, f->count + 1, sizeof(struct rank));
	if (f->count > 0 && (piece.bars || f->pieces[f->count - 1].bars))
		section++;
	f->pieces[f->count] = piece;
	f->ranks[f->count] = (struct rank){keep_key(f, pair->key), f->count, section};
	f->count++;
	f->lines = true;
}

static int
read_root(struct formatting *f)
{
	struct concrete *c = &f->c;
	const char *anchor = reader_anchor(&c->reader);

	f->anchor = anchor != NULL ? arena_text(&f->keys, slice_of(anchor)) : NULL;
	if (reader_enter_map(&c->reader) != 0 || reader_next(&c->reader) != 0)
		return -1;
	concrete_pass(c, &c->reader.event.start_mark);
	while (c->reader.event.type != YAML_MAPPING_END_EVENT) {
		struct node_pair pair;

		pair.key = concrete_key(c);
		if (pair.key == NULL || reader_next(&c->reader) != 0)
			return -1;
		pair.value = concrete_node(c, CONCRETE_VALUE);
		if (pair.value == NULL || reader_next(&c->reader) != 0)
			return -1;
		/* What stands behind it on its line is its own. */
		concrete_pass(c, &c->reader.event.start_mark);
		if (f->format->pair != NULL)
			f->format->pair(f->format->ctx, &c->nodes, &c->notes, &pair, f->rename);
		add_piece(f, &pair);
		concrete_forget(c);
		c->pair++;
	}
	c->reader.depth--;
	return 0;
}

static int
read_other(struct formatting *f)
{
	struct concrete *c = &f->c;
	struct yaml_style style = {YAML_ORDER_ANY, f->format->style.escape_unicode};
	struct node *root = concrete_node(c, CONCRETE_VALUE);
	struct gloss *note;

	if (root == NULL || reader_next(&c->reader) != 0)
		return -1;
	concrete_pass(c, &c->reader.event.start_mark);
	note = gloss_of(&c->notes, root);
	f->lines = root->kind == NODE_LIST && root->u.list.count > 0;
	if (note != NULL) {
		/* No line of its own begins with it that they could stand above. */
		remark_add(f->lines ? &f->above : &f->below,
		    f->lines ? note->behind : note->before);
		if (f->lines)
			note->behind = NULL;
	}
	if (f->format->style.order != YAML_ORDER_ANY)
		f->kept = rank_tree(&c->notes, root, f->format->style.order);
	yaml_write_noted(&f->body, root, &c->notes, style);
	c->last = NULL;
	return 0;
}

/* Would an alias of the root mapping come before its anchor? */
static bool
breaks_alias(const struct formatting *f)
{
	size_t *places = mem_zero(f->count, sizeof(*places)), i;
	bool breaks = false;

	for (i = 0; i < f->count; i++)
		places[f->ranks[i].at] = i;
	for (i = 0; i < f->c.ndependencies; i++) {
		const struct dependency *d = &f->c.dependencies[i];

		breaks = breaks || places[d->alias] < places[d->anchor];
	}
	free(places);
	return breaks;
}

static void
write_below(const struct formatting *f, struct buf *out)
{
	if (f->below == NULL || !f->lines)
		return;
	remarks_write(out, f->below);
	buf_char(out, '\n');
}

static void
write_pieces(struct formatting *f, struct buf *out)
{
	size_t i;

	ranks_sort(f->ranks, f->count, f->format->style.order);
	if (breaks_alias(f)) {
		f->kept = true;
		for (i = 0; i < f->count; i++)
			f->ranks[i].at = i;
	}
	buf_text(out, "---");
	if (f->anchor != NULL)
		buf_printf(out, " &%s", f->anchor);
	buf_text(out, f->count > 0 ? "\n" : " {}\n");
	write_below(f, out);
	for (i = 0; i < f->count; i++) {
		const struct piece *piece = &f->pieces[f->ranks[i].at];

		buf_add(out, f->body.data + piece->from, piece->to - piece->from);
	}
}

static void
write_all(struct formatting *f, bool map, struct buf *out)
{
	struct slice body = buf_view(&f->body);
	size_t begin;

	remarks_write(out, f->above);
	/* There is no line below "---" that they could stand above. */
	if (!f->lines)
		remarks_write(out, f->below);
	if (map) {
		write_pieces(f, out);
	} else {
		begin = slice_find(body, '\n') + 1;
		buf_slice(out, slice_sub(body, 0, begin));
		write_below(f, out);
		buf_slice(out, slice_sub(body, begin, body.len));
	}
	f->c.notes.arena = &f->keys;
	concrete_remarks(&f->c, &f->foot, f->c.lead, f->c.comments.count);
	remarks_write(out, f->foot);
}

static bool
is_null(struct reader *reader)
{
	enum scalar_class class;

	return reader->event.type == YAML_SCALAR_EVENT && reader_anchor(reader) == NULL &&
	    !reader_at_include(reader) && tag_scalar(reader, &class) == 0 && class == SCALAR_NULL;
}

/* The root and what surrounds it. */
static int
read_document(struct formatting *f, struct buf *out)
{
	struct reader *reader = &f->c.reader;
	bool map, nothing;
	int rc = reader_open(reader, &f->c.reading, f->source->file, f->source->text);

	if (rc < 0)
		return -1;
	nothing = rc > 0 || is_null(reader);
	if (nothing && !f->format->zone) {
		/* Null, and not what a mapping would be where it is included. */
		buf_slice(out, f->source->text);
		return 0;
	}
	map = nothing || reader->event.type == YAML_MAPPING_START_EVENT;
	if (nothing) {
		f->c.notes.arena = &f->keys;
		concrete_remarks(&f->c, &f->above, 0, f->c.comments.count);
		f->c.lead = f->c.comments.count;
		write_all(f, true, out);
		return 0;
	}
	find_heading(f);
	rc = map ? read_root(f) : read_other(f);
	if (rc == 0 && !(f->repeated && f->rename))
		write_all(f, map, out);
	return rc;
}

static void
formatting_free(struct formatting *f)
{
	reader_close(&f->c.reader);
	reading_free(&f->c.reading);
	glosses_clear(&f->c.notes);
	map_free(&f->c.anchors);
	arena_free(&f->c.nodes);
	arena_free(&f->c.names);
	arena_free(&f->keys);
	key_set_free(&f->seen);
	buf_free(&f->body);
	free(f->c.comments.items);
	free(f->c.dependencies);
	free(f->pieces);
	free(f->ranks);
}

static int
format_once(const struct yaml_source *source, const struct yaml_format *format, bool rename,
    struct buf *out, struct diags *diags)
{
	struct formatting f = {.source = source, .format = format, .diags = diags};
	size_t before = out->len;
	int rc;

	f.rename = rename;
	f.c.reading.source = source;
	f.c.reading.diags = diags;
	f.c.reading.arena = f.c.notes.arena = &f.c.nodes;
	f.c.reading.names = &f.c.names;
	f.c.include = format->include;
	f.c.ctx = format->ctx;
	rc = comments_collect(&f.c.comments, source->text);
	if (rc == 0)
		rc = read_document(&f, out);
	if (rc == 0 && f.repeated && rename)
		rc = 1;
	if (rc == 0 && (f.kept || f.c.bars) && format->style.order != YAML_ORDER_ANY)
		format_say_order(source, format->style.order,
		    slice_sub(buf_view(out), before, out->len), diags);
	formatting_free(&f);
	return rc;
}

int
yaml_format(struct buf *out, const struct yaml_source *source, const struct yaml_format *format,
    struct diags *diags)
{
	int rc = format_check(source, format->zone, diags);

	if (rc == 0)
		rc = format_once(source, format, true, out, diags);
	/* Two spellings of one key must not become one. */
	if (rc == 1)
		rc = format_once(source, format, false, out, diags);
	return rc;
}
