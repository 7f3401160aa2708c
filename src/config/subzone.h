/* Where a record of one zone belongs to another that is configured, too. */
#ifndef ZW_CONFIG_SUBZONE_H
#define ZW_CONFIG_SUBZONE_H

#include "core/map.h"
#include "core/slice.h"

enum subzone_relation {
	SUBZONE_NONE,
	SUBZONE_AT,   /* the name is that of a configured zone below this one */
	SUBZONE_UNDER /* the name is below such a zone */
};

/**
 * config_subzone_of(names, record, zone):
 * Say how ${record}, absolute, stands to the zones of ${names} (keys of the map)
 * that are below ${zone}.  It costs a look-up for each label that the name has
 * more than the zone.
 */
enum subzone_relation config_subzone_of(const struct map *names, struct slice record,
    struct slice zone);

/** config_subzone_find(is_zone, ctx, record, zone): The same, asking ${is_zone} for each name. */
enum subzone_relation config_subzone_find(bool (*is_zone)(void *ctx, struct slice name), void *ctx,
    struct slice record, struct slice zone);

#endif
