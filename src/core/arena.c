/* Region allocator. */
#include "core/arena.h"

#include "core/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Small first, so that a zone of ten records costs a page; then by doubling. */
#define BLOCK_MIN 2048
#define BLOCK_MAX ((size_t)4 * 1024 * 1024)
#define HUGE_PAGE ((size_t)2 * 1024 * 1024)
#define ALIGN 8

struct arena_block {
	struct arena_block *next;
	size_t size;
	_Alignas(ALIGN) char data[];
};

/* Large blocks are made of large pages: half the time of filling one is page faults. */
static struct arena_block *
new_block(size_t size)
{
	void *block;

	if (size < BLOCK_MAX || size > SIZE_MAX - HUGE_PAGE)
		return mem_alloc(size);
	size = (size + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1);
	if (posix_memalign(&block, HUGE_PAGE, size) != 0)
		return mem_alloc(size);
	(void)madvise(block, size, MADV_HUGEPAGE);
	return block;
}

/* Apart, so that what is done for every piece stays small enough to be inlined. */
static __attribute__((noinline)) void
add_block(struct arena *arena, size_t need)
{
	size_t size = arena->block != NULL ? arena->block->size * 2 : BLOCK_MIN;
	struct arena_block *block;

	if (size > BLOCK_MAX - sizeof(*block))
		size = BLOCK_MAX - sizeof(*block);
	if (size < need)
		size = need;
	if (size > SIZE_MAX - sizeof(*block))
		size = SIZE_MAX - sizeof(*block);
	block = new_block(sizeof(*block) + size);
	block->next = arena->block;
	block->size = size;
	arena->block = block;
	arena->used = 0;
	arena->total += size;
}

/* Text needs no alignment: only what holds pointers or numbers is padded. */
static inline char *
take(struct arena *arena, size_t size, size_t align)
{
	size_t at = (arena->used + align - 1) & ~(align - 1);

	if (arena->block == NULL || at > arena->block->size || size > arena->block->size - at) {
		add_block(arena, size);
		at = 0;
	}
	arena->used = at + size;
	return arena->block->data + at;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	char *piece = take(arena, size, ALIGN);

	memset(piece, 0, size);
	return piece;
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	/* An impossible size is left to the allocator, which ends the program. */
	return arena_alloc(arena, size > 0 && count > SIZE_MAX / size ? SIZE_MAX : count * size);
}

char *
arena_room(struct arena *arena, size_t size)
{
	return take(arena, size, 1);
}

char *
arena_text(struct arena *arena, struct slice s)
{
	char *copy = take(arena, s.len + 1, 1);

	if (s.len > 0)
		memcpy(copy, s.data, s.len);
	copy[s.len] = '\0';
	return copy;
}

struct slice
arena_copy(struct arena *arena, struct slice s)
{
	return slice_make(arena_text(arena, s), s.len);
}

char *
arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list ap;
	char *text, brief[256];
	int len;

	va_start(ap, fmt);
	len = vsnprintf(brief, sizeof(brief), fmt, ap);
	va_end(ap);
	if (len < (int)sizeof(brief))
		return arena_text(arena, slice_make(brief, len > 0 ? (size_t)len : 0));
	text = take(arena, (size_t)len + 1, 1);
	va_start(ap, fmt);
	(void)vsnprintf(text, (size_t)len + 1, fmt, ap);
	va_end(ap);
	return text;
}

static void
free_blocks(struct arena_block *block)
{
	while (block != NULL) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
}

void
arena_free(struct arena *arena)
{
	free_blocks(arena->block);
	memset(arena, 0, sizeof(*arena));
}

void
arena_wipe(struct arena *arena)
{
	struct arena_block *block;

	for (block = arena->block; block != NULL; block = block->next)
		explicit_bzero(block->data, block->size);
	arena_free(arena);
}

void
arena_reset(struct arena *arena)
{
	/* One piece that was larger than any block must not be kept for ever. */
	if (arena->block == NULL || arena->block->size > BLOCK_MAX) {
		arena_free(arena);
		return;
	}
	free_blocks(arena->block->next);
	arena->block->next = NULL;
	arena->used = 0;
	arena->total = arena->block->size;
}

void
arena_adopt(struct arena *arena, struct arena *from)
{
	struct arena_block **end = &from->block;

	if (arena->block == NULL) {
		*arena = *from;
	} else {
		/* Behind the block in use, so that its free end is not lost. */
		while (*end != NULL)
			end = &(*end)->next;
		*end = arena->block->next;
		arena->block->next = from->block;
		arena->total += from->total;
	}
	memset(from, 0, sizeof(*from));
}
