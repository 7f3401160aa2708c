/* YAML text in the layout of octoDNS's dumper (PyYAML SafeDumper with its options). */
#ifndef ZW_YAML_WRITER_H
#define ZW_YAML_WRITER_H

#include "core/buf.h"
#include "core/node.h"
#include "yaml/glosses.h"
#include "yaml/reader.h"

struct yaml_style {
	enum yaml_order order; /* of keys at every depth; YAML_ORDER_ANY keeps theirs */
	bool escape_unicode;   /* non-ASCII as "\xFC" in double quotes (split files) */
};

/**
 * yaml_write(buf, node, style):
 * Append the document: "---\n", then block style, two spaces of indent, lists
 * not indented below their key, lines folded at 80 columns, scalars quoted where
 * PyYAML quotes them.  An empty mapping at the root is "--- {}".
 */
void yaml_write(struct buf *buf, const struct node *node, struct yaml_style style);

/**
 * yaml_write_noted(buf, node, notes, style):
 * The same with what ${notes} (or NULL) says of nodes: comments, anchors, tags.
 */
void yaml_write_noted(struct buf *buf, const struct node *node, const struct glosses *notes,
    struct yaml_style style);

/**
 * yaml_write_pair(buf, pair, notes, style):
 * Append only a pair of the root mapping, up to the end of its last line.
 */
void yaml_write_pair(struct buf *buf, const struct node_pair *pair, const struct glosses *notes,
    struct yaml_style style);

#endif
