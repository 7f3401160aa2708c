/* Writing what notes say: comments, anchors, tags, aliases. */
#include "yaml/note_writer.h"

#include "core/text.h"

static void
write_raw(struct note_writer *w, struct slice text)
{
	buf_slice(w->emitter->buf, text);
	w->emitter->column += text_columns(text);
	w->emitter->whitespace = false;
	w->emitter->indention = false;
}

void
note_indent(struct note_writer *w)
{
	if (w->pending.len > 0) {
		write_raw(w, buf_view(&w->pending));
		buf_clear(&w->pending);
	}
	emit_indent(w->emitter);
}

static void
write_lines(struct note_writer *w, const struct remark *remark)
{
	bool first = true;

	for (; remark != NULL; remark = remark->next) {
		if (remark->blank && !first)
			buf_char(w->emitter->buf, '\n');
		note_indent(w);
		write_raw(w, remark->text);
		first = false;
	}
}

void
note_lines(struct note_writer *w, const struct node *node)
{
	const struct gloss *note = gloss_of(w->notes, node);
	bool empty = (node->kind == NODE_LIST && node->u.list.count == 0) ||
	    (node->kind == NODE_MAP && node->u.map.count == 0);

	if (note == NULL)
		return;
	write_lines(w, note->before);
	/* What stands in empty brackets has no place there any more. */
	if (empty)
		write_lines(w, note->foot);
}

void
note_lines_behind(struct note_writer *w, const struct node *node)
{
	const struct gloss *note = gloss_of(w->notes, node);

	if (note != NULL)
		write_lines(w, note->behind);
}

void
note_foot(struct note_writer *w, const struct node *node)
{
	const struct gloss *note = gloss_of(w->notes, node);

	if (note != NULL)
		write_lines(w, note->foot);
}

bool
note_begin(struct note_writer *w, const struct node *node)
{
	const struct gloss *note = gloss_of(w->notes, node);

	if (note == NULL)
		return false;
	if (note->alias != NULL) {
		emit_indicator(w->emitter, "*", true, true, false);
		write_raw(w, slice_of(note->alias));
		return true;
	}
	if (note->anchor != NULL) {
		emit_indicator(w->emitter, "&", true, true, false);
		write_raw(w, slice_of(note->anchor));
	}
	if (note->tag != NULL)
		emit_indicator(w->emitter, note->tag, true, false, false);
	return false;
}

void
note_behind(struct note_writer *w, const struct node *node)
{
	const struct gloss *note = gloss_of(w->notes, node);
	const struct remark *remark = note != NULL ? note->behind : NULL;

	for (; remark != NULL; remark = remark->next) {
		buf_pad(&w->pending, ' ', remark->gap > 0 ? remark->gap : 2);
		buf_slice(&w->pending, remark->text);
	}
}

void
remarks_write(struct buf *buf, const struct remark *remarks)
{
	const struct remark *remark;

	for (remark = remarks; remark != NULL; remark = remark->next) {
		if (remark->blank && remark != remarks)
			buf_char(buf, '\n');
		buf_slice(buf, remark->text);
		buf_char(buf, '\n');
	}
}
