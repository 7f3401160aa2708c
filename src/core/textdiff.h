/* What differs between two texts, as a unified diff. */
#ifndef ZW_CORE_TEXTDIFF_H
#define ZW_CORE_TEXTDIFF_H

#include "core/buf.h"
#include "core/slice.h"

#include <stdint.h>

/**
 * text_diff(out, path, old, new):
 * Append the unified diff from ${old} to ${new}, both called ${path}, with three lines
 * around each change, as `git diff` and `patch` read it; nothing when they are the same.
 * Texts that have little in common are shown as one change.
 */
void text_diff(struct buf *out, const char *path, struct slice old, struct slice new);

/**
 * text_lines_from(old, new, count):
 * Return for each line of ${new}, whose number is set, which line of ${old} it is: from
 * 1 on, 0 for a line that is new.  The caller frees it.
 */
uint32_t *text_lines_from(struct slice old, struct slice new, size_t *count);

#endif
