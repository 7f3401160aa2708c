/* Keys that are known, and the nearest of them. */
#include "config/keys.h"

#include "core/text.h"

#include <string.h>

int
keys_index(const struct keys *keys, struct slice name)
{
	int i;

	for (i = 0; keys->names[i] != NULL; i++) {
		if (slice_is(name, keys->names[i]))
			return i;
	}
	return -1;
}

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
nearest_hint(const struct nearest *nearest, struct arena *arena)
{
	/* A third of the letters may be wrong: more is another word. */
	if (nearest->best == NULL || nearest->distance > (strlen(nearest->wrong) + 2) / 3)
		return NULL;
	return arena_printf(arena, "did you mean \"%s\"?", nearest->best);
}
