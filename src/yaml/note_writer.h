/* Writing what notes say: comments, anchors, tags, aliases. */
#ifndef ZW_YAML_NOTE_WRITER_H
#define ZW_YAML_NOTE_WRITER_H

#include "yaml/glosses.h"
#include "yaml/quote.h"

struct note_writer {
	struct emitter *emitter;
	const struct glosses *notes; /* or NULL: nothing is said of any node */
	struct buf pending;          /* comments that end the line */
};

/** note_indent(w): emit_indent, behind the comments of the line that ends. */
void note_indent(struct note_writer *w);

/** note_lines(w, node): Write the comments above ${node}, each on its line. */
void note_lines(struct note_writer *w, const struct node *node);

/** note_lines_behind(w, node), note_foot(w, node): The same for those behind it; below its last item. */
void note_lines_behind(struct note_writer *w, const struct node *node);
void note_foot(struct note_writer *w, const struct node *node);

/** note_begin(w, node): Write its anchor and tag; or its alias, and return true: it is all. */
bool note_begin(struct note_writer *w, const struct node *node);

/** note_behind(w, node): Keep its comment for the end of the line. */
void note_behind(struct note_writer *w, const struct node *node);

/** remarks_write(buf, remarks): Write comments on lines of their own, not indented. */
void remarks_write(struct buf *buf, const struct remark *remarks);

#endif
