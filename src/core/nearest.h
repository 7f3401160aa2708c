/* The nearest of some names: what somebody probably meant. */
#ifndef ZW_CORE_NEAREST_H
#define ZW_CORE_NEAREST_H

#include "core/arena.h"

#include <stddef.h>

/* A search for the nearest of some names. */
struct nearest {
	const char *wrong; /* NUL-terminated */
	const char *best;  /* or NULL */
	size_t distance;
};

/** nearest_start(wrong), nearest_try(nearest, candidate): Begin; look at one candidate. */
struct nearest nearest_start(const char *wrong);
void nearest_try(struct nearest *nearest, const char *candidate);

/** nearest_within(nearest, distance): Return the best when it is nearer than ${distance}, or NULL. */
const char *nearest_within(const struct nearest *nearest, size_t distance);

/** nearest_word(nearest): Return the best unless half of the letters are wrong, or NULL. */
const char *nearest_word(const struct nearest *nearest);

/** nearest_hint(nearest, arena): Return "did you mean …?" in ${arena}, or NULL when none is near. */
const char *nearest_hint(const struct nearest *nearest, struct arena *arena);

#endif
