/*
 * Memory of cJSON's trees.  An answer of a service is thousands of small pieces that
 * are made together and freed together: they are cut from blocks, one after the other.
 */
#ifndef ZW_CORE_JSON_MEMORY_H
#define ZW_CORE_JSON_MEMORY_H

#include <stddef.h>

/**
 * json_memory_begin():
 * Let cJSON take its memory from here; once, before it has made anything and while
 * there is one thread.  With the address sanitizer nothing is done: it watches pieces
 * of malloc alone.
 */
void json_memory_begin(void);

/**
 * json_memory_take(size), json_memory_give(piece):
 * Return a piece of memory, aligned for cJSON's structs, and take it back: from any thread,
 * NULL is taken.  Nobody but cJSON needs them.
 */
void *json_memory_take(size_t size);
void json_memory_give(void *piece);

#endif
