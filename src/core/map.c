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

static void
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

/* The slot of key, or the free one where it would go. */
static uint32_t *
find(const struct map *map, struct slice key)
{
	size_t at = (size_t)hash_slice(key) & (map->nslots - 1);

	while (map->slots[at] != 0) {
		if (slice_equal(map->entries[map->slots[at] - 1].key, key))
			break;
		at = (at + 1) & (map->nslots - 1);
	}
	return &map->slots[at];
}

void *
map_get(const struct map *map, struct slice key)
{
	const uint32_t *slot = map->nslots > 0 ? find(map, key) : NULL;

	return slot != NULL && *slot != 0 ? map->entries[*slot - 1].value : NULL;
}

bool
map_has(const struct map *map, struct slice key)
{
	return map->nslots > 0 && *find(map, key) != 0;
}

static void
rehash(struct map *map)
{
	size_t i;

	map->nslots = map->nslots > 0 ? map->nslots * 2 : 16;
	free(map->slots);
	map->slots = mem_zero(map->nslots, sizeof(*map->slots));
	for (i = 0; i < map->count; i++)
		*find(map, map->entries[i].key) = (uint32_t)i + 1;
}

bool
map_put(struct map *map, struct slice key, void *value)
{
	uint32_t *slot;

	if ((map->count + 1) * 4 > map->nslots * 3)
		rehash(map);
	slot = find(map, key);
	if (*slot != 0) {
		map->entries[*slot - 1].value = value;
		return false;
	}
	map->entries = mem_grow(map->entries, &map->cap, map->count + 1, sizeof(*map->entries));
	map->entries[map->count].key = key;
	map->entries[map->count].value = value;
	*slot = (uint32_t)++map->count;
	return true;
}

void
map_free(struct map *map)
{
	free(map->entries);
	free(map->slots);
	memset(map, 0, sizeof(*map));
}
