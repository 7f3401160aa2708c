/* The order of two keys, for reading and writing. */
#ifndef ZW_YAML_ORDER_H
#define ZW_YAML_ORDER_H

#include "core/node.h"
#include "yaml/reader.h"

/** order_is_text(key): Return true when Python would have text (or a date) for ${key}. */
bool order_is_text(const struct node *key);

/** order_compare(order, a, b): Compare two keys; numbers as numbers. */
int order_compare(enum yaml_order order, const struct node *a, const struct node *b);

/** order_rises(order, a, b): Return true when key ${a} is certainly before ${b}, and not equal. */
bool order_rises(enum yaml_order order, const struct node *a, const struct node *b);

#endif
