/* A document in octoDNS's layout that keeps its comments, anchors, << and !include. */
#ifndef ZW_YAML_FORMAT_H
#define ZW_YAML_FORMAT_H

#include "yaml/writer.h"

struct yaml_format {
	struct yaml_style style;
	bool zone; /* a zone file: an empty one is an empty mapping */
	/* Called with each pair of the root mapping, which it may change, key and value, as
	 * long as ${notes} goes along; a new key only when ${rename}.  Or NULL. */
	void (*pair)(void *ctx, struct arena *arena, struct glosses *notes, struct node_pair *pair,
	    bool rename);
	/* Called with the path of each !include, as written; or NULL. */
	void (*include)(void *ctx, struct slice path);
	void *ctx;
};

/**
 * yaml_format(out, source, format, diags):
 * Append the text of ${source} in that layout; its order does not count.  What cannot
 * be put in order without a change of meaning keeps its own, with a warning (rule
 * format-order).  Memory follows the text and the largest pair of the root mapping.
 * Return 0, or -1 after adding the error that it cannot be read for.
 */
int yaml_format(struct buf *out, const struct yaml_source *source, const struct yaml_format *format,
    struct diags *diags);

#endif
