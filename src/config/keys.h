/* Keys that are known, and "did you mean" for those that are not. */
#ifndef ZW_CONFIG_KEYS_H
#define ZW_CONFIG_KEYS_H

#include "core/arena.h"
#include "core/map.h"
#include "core/slice.h"

struct keys {
	const char *const *names; /* NULL at the end */
};

/** keys_index(keys, name): Return the place of ${name} among ${keys}, or -1. */
int keys_index(const struct keys *keys, struct slice name);

/* A search for the nearest of some names. */
struct nearest {
	const char *wrong; /* NUL-terminated */
	const char *best;  /* or NULL */
	size_t distance;
};

/** nearest_start(wrong), nearest_try(nearest, candidate): Begin; look at one candidate. */
struct nearest nearest_start(const char *wrong);
void nearest_try(struct nearest *nearest, const char *candidate);

/** nearest_hint(nearest, arena): Return "did you mean …?" in ${arena}, or NULL when none is near. */
const char *nearest_hint(const struct nearest *nearest, struct arena *arena);

#endif
