/* Breaking what is printed where a terminal ends. */
#ifndef ZW_REPORT_WRAP_H
#define ZW_REPORT_WRAP_H

#include "core/buf.h"

/**
 * wrap_print(buf, text, column, columns):
 * Print one line of text that is safe to show from ${column} on; what does not fit into
 * ${columns} (0: no end) goes on below, at the same column.  No piece begins as a command
 * to a CI runner that was none within the line.
 */
void wrap_print(struct buf *buf, struct slice text, size_t column, size_t columns);

/** wrap_columns(buf): Return how far the last line of ${buf} goes; colours take no room. */
size_t wrap_columns(const struct buf *buf);

#endif
