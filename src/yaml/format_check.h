/* Before and after formatting: can it be read, and is it in order? */
#ifndef ZW_YAML_FORMAT_CHECK_H
#define ZW_YAML_FORMAT_CHECK_H

#include "yaml/reader.h"

/**
 * format_check(source, zone, diags):
 * Read ${source} once as everybody does, a zone file (its root is a mapping) or a part
 * of one.  Return 0, or -1 after adding the error that it cannot be read for.
 */
int format_check(const struct yaml_source *source, bool zone, struct diags *diags);

/**
 * format_say_order(source, order, text, diags):
 * Warn where ${text}, which ${source} has become, is out of order nevertheless.
 */
void format_say_order(const struct yaml_source *source, enum yaml_order order, struct slice text,
    struct diags *diags);

#endif
