/* YAML text in the layout of octoDNS's dumper (PyYAML SafeDumper with its options). */
#ifndef ZW_YAML_WRITER_H
#define ZW_YAML_WRITER_H

#include "core/buf.h"
#include "core/node.h"
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

#endif
