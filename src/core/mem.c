/* Memory that is always there. */
#include "core/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXIT_NO_MEMORY 4
#define LARGE (1024 * 1024)

static void *
checked(void *data)
{
	static const char message[] = "zoneward: error: out of memory\n";

	if (data == NULL) {
		/* Nothing that could allocate again; the write is best effort. */
		ssize_t ignored = write(STDERR_FILENO, message, sizeof(message) - 1);

		(void)ignored;
		_exit(EXIT_NO_MEMORY);
	}
	return data;
}

void
mem_begin(void)
{
#ifdef M_MMAP_THRESHOLD
	/* Each large block that is freed would raise the size from which on they are kept. */
	(void)mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}

void *
mem_alloc(size_t size)
{
	return checked(malloc(size > 0 ? size : 1));
}

void *
mem_zero(size_t count, size_t size)
{
	return checked(calloc(count > 0 ? count : 1, size > 0 ? size : 1));
}

void *
mem_resize(void *data, size_t count, size_t size)
{
	if (size > 0 && count > SIZE_MAX / size)
		checked(NULL);
	return checked(realloc(data, count * size > 0 ? count * size : 1));
}

void *
mem_grow(void *data, size_t *cap, size_t need, size_t size)
{
	size_t room = *cap;

	if (need <= *cap)
		return data;
	if (room == 0)
		room = size == 1 ? 64 : 8;
	while (room < need)
		room = room > SIZE_MAX / 2 ? need : room * 2;
	*cap = room;
	return mem_resize(data, room, size);
}

char *
mem_copy(const char *text, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		checked(NULL);
	copy = mem_alloc(len + 1);
	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}
