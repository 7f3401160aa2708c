/* Names of zones as configurations and sources write them. */
#ifndef ZW_CONFIG_ZONE_NAME_H
#define ZW_CONFIG_ZONE_NAME_H

#include "core/arena.h"
#include "core/slice.h"

/**
 * zone_name_normal(arena, text, name, why):
 * As zone_name_parse, but quick for what is normal already: then ${name} is
 * ${text} itself and not a copy.
 */
int zone_name_normal(struct arena *arena, struct slice text, struct slice *name, const char **why);

#endif
