/*
 * Memory that is always there: a command that runs out of it ends.  Files are
 * only ever replaced by a rename, so ending at any moment loses nothing.
 */
#ifndef ZW_CORE_MEM_H
#define ZW_CORE_MEM_H

#include <stddef.h>

/** mem_begin(): Before anything else: large blocks go back to the system when they are freed. */
void mem_begin(void);

/**
 * mem_alloc(size), mem_zero(count, size), mem_resize(data, count, size):
 * As malloc, calloc and reallocarray; the size is checked, and when there is no
 * memory the program says so and ends with status 4.  The caller frees.
 */
void *mem_alloc(size_t size);
void *mem_zero(size_t count, size_t size);
void *mem_resize(void *data, size_t count, size_t size);

/**
 * mem_grow(data, cap, need, size):
 * Make room for ${need} items of ${size} bytes in the growing array ${data} with
 * room for *${cap}.  Return the array, which may have moved; at least doubling.
 */
void *mem_grow(void *data, size_t *cap, size_t need, size_t size);

/** mem_copy(text, len): Return a copy of ${len} bytes with a NUL after it. */
char *mem_copy(const char *text, size_t len);

#endif
