/* Sub-zones. */
#include "config/subzone.h"

#include "dns/name.h"

enum subzone_relation
config_subzone_find(bool (*is_zone)(void *ctx, struct slice name), void *ctx, struct slice record,
    struct slice zone)
{
	struct slice rest = record;

	if (!name_is_below(record, zone))
		return SUBZONE_NONE;
	if (is_zone(ctx, record))
		return SUBZONE_AT;
	for (;;) {
		rest = slice_sub(rest, slice_find(rest, '.') + 1, rest.len);
		if (rest.len <= zone.len)
			return SUBZONE_NONE;
		if (is_zone(ctx, rest))
			return SUBZONE_UNDER;
	}
}

static bool
in_map(void *ctx, struct slice name)
{
	return map_has(ctx, name);
}

enum subzone_relation
config_subzone_of(const struct map *names, struct slice record, struct slice zone)
{
	if (names->count == 0)
		return SUBZONE_NONE;
	return config_subzone_find(in_map, (void *)(uintptr_t)names, record, zone);
}
