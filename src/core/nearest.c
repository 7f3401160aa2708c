/* The nearest of some names. */
#include "core/nearest.h"

#include "core/text.h"

#include <stdint.h>
#include <string.h>

struct nearest
nearest_start(const char *wrong)
{
	struct nearest nearest = {wrong, NULL, SIZE_MAX};

	return nearest;
}

void
nearest_try(struct nearest *nearest, const char *candidate)
{
	size_t distance = text_distance(nearest->wrong, candidate);

	if (distance < nearest->distance) {
		nearest->distance = distance;
		nearest->best = candidate;
	}
}

const char *
nearest_within(const struct nearest *nearest, size_t distance)
{
	return nearest->distance < distance ? nearest->best : NULL;
}

const char *
nearest_word(const struct nearest *nearest)
{
	return nearest_within(nearest, strlen(nearest->wrong) / 2 + 1);
}

const char *
nearest_hint(const struct nearest *nearest, struct arena *arena)
{
	/* A third of the letters may be wrong: more is another word. */
	if (nearest->best == NULL || nearest->distance > (strlen(nearest->wrong) + 2) / 3)
		return NULL;
	return arena_printf(arena, "did you mean \"%s\"?", nearest->best);
}
