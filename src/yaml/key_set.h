/* Which keys of a mapping were seen: next to nothing while they come in order. */
#ifndef ZW_YAML_KEY_SET_H
#define ZW_YAML_KEY_SET_H

#include "core/arena.h"
#include "core/map.h"

/* All zero is an empty set. */
struct key_set {
	struct arena text;
	struct slice *rising; /* each above the one before: no look-up is needed */
	size_t count, cap;
	struct map map; /* all of them, from the first that was not */
	bool mapped;
};

/** key_set_add(set, key): Add a copy of ${key}.  Return false when it was there already. */
bool key_set_add(struct key_set *set, struct slice key);

/** key_set_free(set): Free it; it is empty again. */
void key_set_free(struct key_set *set);

#endif
