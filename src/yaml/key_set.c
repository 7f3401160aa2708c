/* Which keys of a mapping were seen. */
#include "yaml/key_set.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

static void
map_all(struct key_set *set)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		(void)map_put(&set->map, set->rising[i], NULL);
	free(set->rising);
	set->rising = NULL;
	set->count = set->cap = 0;
	set->mapped = true;
}

bool
key_set_add(struct key_set *set, struct slice key)
{
	if (!set->mapped &&
	    (set->count == 0 || slice_compare(set->rising[set->count - 1], key) < 0)) {
		set->rising =
		    mem_grow(set->rising, &set->cap, set->count + 1, sizeof(*set->rising));
		set->rising[set->count++] = arena_copy(&set->text, key);
		return true;
	}
	if (!set->mapped)
		map_all(set);
	if (map_has(&set->map, key))
		return false;
	return map_put(&set->map, arena_copy(&set->text, key), NULL);
}

void
key_set_free(struct key_set *set)
{
	free(set->rising);
	map_free(&set->map);
	arena_free(&set->text);
	memset(set, 0, sizeof(*set));
}
