/* What is kept of a zone from its reading until its writing. */
#include "route53.h"

#include "core/mem.h"

#include <stdlib.h>

struct slice
route53_key(struct arena *arena, struct slice name, struct slice type, struct slice id)
{
	struct slice parts[] = {name, type, id};
	size_t len = name.len + type.len + id.len + 2, at = 0, i, j;
	char *key = arena_alloc(arena, len + 1);

	/* NUL is in none of them. */
	for (i = 0; i < 3; i++) {
		for (j = 0; j < parts[i].len; j++)
			key[at++] = parts[i].data[j];
		at++;
	}
	return slice_make(key, len);
}

const struct route53_kept *
route53_kept_of(const struct provider *provider, struct slice zone)
{
	struct route53 *route53 = provider->state;
	const struct route53_kept *kept;

	(void)pthread_mutex_lock(&route53->lock);
	kept = map_get(&route53->kept, zone);
	(void)pthread_mutex_unlock(&route53->lock);
	return kept;
}

const struct route53_part *
route53_kept_find(const struct route53_kept *kept, struct slice name, struct slice type,
    struct slice id)
{
	struct arena arena = {0};
	size_t at = 0;

	if (kept != NULL)
		at = (size_t)(uintptr_t)map_get(&kept->index, route53_key(&arena, name, type, id));
	arena_free(&arena);
	return at > 0 ? &kept->parts[at - 1] : NULL;
}

void
route53_kept_free(struct route53_kept *kept)
{
	if (kept == NULL)
		return;
	map_free(&kept->index);
	free(kept->parts);
	arena_free(&kept->arena);
	free(kept);
}
