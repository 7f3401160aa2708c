/*
 * Hash map from byte slices to pointers, in order of insertion.  The hash is
 * keyed at random for each process, so that a hostile zone cannot choose names
 * that collide.
 */
#ifndef ZW_CORE_MAP_H
#define ZW_CORE_MAP_H

#include "core/slice.h"

#include <stdint.h>

struct map_entry {
	struct slice key;
	void *value;
};

/* Where a key is: part of its hash beside it tells most keys apart at once. */
struct map_slot {
	uint32_t entry; /* number + 1, or 0 for a free slot */
	uint32_t tag;
};

/* All zero is an empty map. */
struct map {
	struct map_entry *entries; /* in order of insertion */
	size_t count;
	size_t cap;
	struct map_slot *slots;
	size_t nslots;
};

/** hash_slice(s): Return a keyed hash of ${s} (SipHash-1-3). */
uint64_t hash_slice(struct slice s);

/** map_get(map, key): Return the value of ${key}, or NULL. */
void *map_get(const struct map *map, struct slice key);

/** map_has(map, key): Return true when ${key} is there, also with a NULL value. */
bool map_has(const struct map *map, struct slice key);

/**
 * map_put(map, key, value):
 * Set ${key}, whose bytes must live as long as ${map}, to ${value}.  Return true
 * when it is new, false when it replaced a value.
 */
bool map_put(struct map *map, struct slice key, void *value);

/** map_free(map): Free it, but not what its values point to. */
void map_free(struct map *map);

#endif
