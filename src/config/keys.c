/* Keys that are known, and the nearest of them. */
#include "config/keys.h"

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
