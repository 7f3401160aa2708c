/* The part of str.format() behind the colon; for src/process/format*.c. */
#ifndef ZW_PROCESS_FORMAT_SPEC_H
#define ZW_PROCESS_FORMAT_SPEC_H

#include "core/buf.h"
#include "core/node.h"

/** format_value(out, value, spec): Print the scalar ${value} as ${spec} says.  Return NULL, or a static text that says what is wrong. */
const char *format_value(struct buf *out, const struct node *value, struct slice spec);

#endif
