/* Hash map from byte slices to pointers. */
#define _DEFAULT_SOURCE
#include "core/map.h"

#include "core/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static uint64_t hash_key[2];

static void
make_key(void)
{
	/* Without entropy the key stays zero: slower against an attacker, not wrong. */
	if (getrandom(hash_key, sizeof(hash_key), GRND_NONBLOCK) != (ssize_t)sizeof(hash_key))
		memset(hash_key, 0, sizeof(hash_key));
}

static uint64_t
rotate(uint64_t x, unsigned bits)
{
	return (x << bits) | (x >> (64 - bits));
}

/* Eight bytes of a name go through each: a call would cost as much as the work. */
static inline __attribute__((always_inline)) void
sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[0] = rotate(v[0], 32);
	v[2] += v[3];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

uint64_t
hash_slice(struct slice s)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	uint64_t v[4], word, tail;
	size_t at, left;

	(void)pthread_once(&once, make_key);
	v[0] = hash_key[0] ^ 0x736f6d6570736575ULL;
	v[1] = hash_key[1] ^ 0x646f72616e646f6dULL;
	v[2] = hash_key[0] ^ 0x6c7967656e657261ULL;
	v[3] = hash_key[1] ^ 0x7465646279746573ULL;
	for (at = 0; s.len - at >= 8; at += 8) {
		memcpy(&word, s.data + at, 8);
		v[3] ^= word;
		sip_round(v);
		v[0] ^= word;
	}
	tail = (uint64_t)s.len << 56;
	for (left = 0; at + left < s.len; left++)
		tail |= (uint64_t)(unsigned char)s.data[at + left] << (8 * left);
	v[3] ^= tail;
	sip_round(v);
	v[0] ^= tail;
	v[2] ^= 0xff;
	sip_round(v);
	sip_round(v);
	sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* The slot of key, or the free one where it would go; its tag is set. */
static struct map_slot *
find(const struct map *map, struct slice key, uint32_t *tag)
{
	size_t at;

	*tag = (uint32_t)hash_slice(key);
	at = *tag & (map->nslots - 1);
	for (; map->slots[at].entry != 0; at = (at + 1) & (map->nslots - 1)) {
		if (map->slots[at].tag == *tag &&
		    slice_equal(map->entries[map->slots[at].entry - 1].key, key))
			break;
	}
	return &map->slots[at];
}

static const struct map_entry *
entry_of(const struct map *map, struct slice key)
{
	const struct map_slot *slot;
	uint32_t tag;

	if (map->count == 0)
		return NULL;
	slot = find(map, key, &tag);
	return slot->entry != 0 ? &map->entries[slot->entry - 1] : NULL;
}

void *
map_get(const struct map *map, struct slice key)
{
	const struct map_entry *entry = entry_of(map, key);

	return entry != NULL ? entry->value : NULL;
}

bool
map_has(const struct map *map, struct slice key)
{
	return entry_of(map, key) != NULL;
}

/* Twice the room.  The tags say where each goes: no key is looked at again. */
static void
grow(struct map *map)
{
	size_t i, at, nslots = map->nslots > 0 ? map->nslots * 2 : 16;
	struct map_slot *slots = mem_zero(nslots, sizeof(*slots));

	for (i = 0; i < map->nslots; i++) {
		if (map->slots[i].entry == 0)
			continue;
		at = map->slots[i].tag & (nslots - 1);
		while (slots[at].entry != 0)
			at = (at + 1) & (nslots - 1);
		slots[at] = map->slots[i];
	}
	free(map->slots);
	map->slots = slots;
	map->nslots = nslots;
}

bool
map_put(struct map *map, struct slice key, void *value)
{
	struct map_slot *slot;
	uint32_t tag;

	if ((map->count + 1) * 4 > map->nslots * 3)
		grow(map);
	slot = find(map, key, &tag);
	if (slot->entry != 0) {
		map->entries[slot->entry - 1].value = value;
		return false;
	}
	map->entries = mem_grow(map->entries, &map->cap, map->count + 1, sizeof(*map->entries));
	map->entries[map->count].key = key;
	map->entries[map->count].value = value;
	slot->entry = (uint32_t)++map->count;
	slot->tag = tag;
	return true;
}

void
map_free(struct map *map)
{
	free(map->entries);
	free(map->slots);
	memset(map, 0, sizeof(*map));
}
