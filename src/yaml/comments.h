/* The comments of a text, which libyaml's events leave out. */
#ifndef ZW_YAML_COMMENTS_H
#define ZW_YAML_COMMENTS_H

#include "core/slice.h"

#include <stdint.h>

enum comment_where {
	COMMENT_ALONE,  /* on a line of its own */
	COMMENT_BEHIND, /* of what ends on its line */
	COMMENT_AHEAD,  /* of what follows: behind "- ", "[", "---" */
};

struct comment {
	struct slice text;     /* from "#" on, without blanks at its end */
	uint32_t line, column; /* as libyaml counts them: from 0 */
	uint32_t gap;          /* blanks in front of it */
	enum comment_where where;
};

struct comments {
	struct comment *items;
	size_t count, cap;
};

/**
 * comments_collect(comments, text):
 * Append all comments of ${text}, UTF-8 that was read without a fault, in order.  Free
 * the items.  Return 0, or -1 when the text is no YAML after all.
 */
int comments_collect(struct comments *comments, struct slice text);

#endif
