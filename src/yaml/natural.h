/* The order of keys that octoDNS enforces: natsort's default. */
#ifndef ZW_YAML_NATURAL_H
#define ZW_YAML_NATURAL_H

#include "core/slice.h"

/**
 * natural_compare(a, b):
 * Compare as natsort 8 does by default: NFD, runs of digits as unsigned
 * integers and before text, text by code point.  Return <0, 0 or >0; different
 * texts can be equal ("a1" and "a01").
 */
int natural_compare(struct slice a, struct slice b);

/** natural_compare_number(number, text): Compare a key that is a number with one that is text. */
int natural_compare_number(double number, struct slice text);

#endif
