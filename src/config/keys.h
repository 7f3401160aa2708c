/* Keys that are known, and "did you mean" for those that are not. */
#ifndef ZW_CONFIG_KEYS_H
#define ZW_CONFIG_KEYS_H

#include "core/arena.h"
#include "core/map.h"
#include "core/nearest.h"
#include "core/slice.h"

struct keys {
	const char *const *names; /* NULL at the end */
};

/** keys_index(keys, name): Return the place of ${name} among ${keys}, or -1. */
int keys_index(const struct keys *keys, struct slice name);

#endif
