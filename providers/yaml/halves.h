/* Reading a large file on two cores. */
#ifndef ZW_PROVIDERS_YAML_HALVES_H
#define ZW_PROVIDERS_YAML_HALVES_H

#include "core/slice.h"

#include <stdint.h>

/**
 * halves_place(text, lines):
 * Return where ${text} may be cut so that both parts are mappings of their own:
 * the start of a line with a key of the root mapping, near the middle.  Return 0
 * when it is too small to be worth it, or has anchors.  *${lines} is the number
 * of lines before that place.  It is a guess: that a part was no document of its
 * own shows when it is read.
 */
size_t halves_place(struct slice text, uint32_t *lines);

#endif
