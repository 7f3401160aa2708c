/*
 * Region allocator: many small pieces that are freed in one go.  Not for use by
 * two threads at once.
 */
#ifndef ZW_CORE_ARENA_H
#define ZW_CORE_ARENA_H

#include "core/slice.h"

#include <stddef.h>

struct arena_block;

/* All zero is an empty arena. */
struct arena {
	struct arena_block *block;
	size_t used; /* bytes used in block */
	size_t total;
};

/** arena_alloc(arena, size): Return ${size} zeroed bytes, aligned for pointers and 64 bits. */
void *arena_alloc(struct arena *arena, size_t size);

/** arena_array(arena, count, size): Return ${count} zeroed items of ${size}. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/**
 * arena_copy(arena, s), arena_text(arena, s):
 * Return a copy of ${s} in ${arena}, with a NUL after it: as a slice, as text.
 */
struct slice arena_copy(struct arena *arena, struct slice s);
char *arena_text(struct arena *arena, struct slice s);

/** arena_room(arena, size): Return ${size} bytes for text, neither zeroed nor aligned. */
char *arena_room(struct arena *arena, size_t size);

/** arena_printf(arena, fmt, …): Return formatted text in ${arena}. */
char *arena_printf(struct arena *arena, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/** arena_reset(arena): Forget all pieces, keeping one block of usual size for reuse. */
void arena_reset(struct arena *arena);

/** arena_adopt(arena, from): Take over everything in ${from}, which is empty then; it moves nowhere. */
void arena_adopt(struct arena *arena, struct arena *from);

/** arena_free(arena): Free everything; ${arena} is empty again. */
void arena_free(struct arena *arena);

/** arena_wipe(arena): Overwrite everything that it held, then free it: for secrets. */
void arena_wipe(struct arena *arena);

#endif
