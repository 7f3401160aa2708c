/* Reading a large file on two cores. */
#include "halves.h"

#include <string.h>

/* Below this a thread costs more than it saves. */
#define WORTH_A_THREAD ((size_t)1024 * 1024)

/* A line that begins so is a key of the root mapping, unless a quoted text runs over it. */
static bool
starts_key(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_' || c == '\'' || c == '"';
}

/* What begins with an ampersand may be an anchor, and the other half may refer to it. */
static bool
has_anchor(struct slice text)
{
	size_t at = slice_find(text, '&');

	while (at < text.len) {
		if (at > 0 && strchr(" \n[{,:-", text.data[at - 1]) != NULL)
			return true;
		at += 1 + slice_find(slice_sub(text, at + 1, text.len), '&');
	}
	return false;
}

static uint32_t
count_lines(struct slice text)
{
	uint32_t lines = 0;
	size_t at = slice_find(text, '\n');

	while (at < text.len) {
		lines++;
		at += 1 + slice_find(slice_sub(text, at + 1, text.len), '\n');
	}
	return lines;
}

size_t
halves_place(struct slice text, uint32_t *lines)
{
	size_t at = text.len / 2, limit = text.len / 2 + text.len / 8;

	if (text.len < WORTH_A_THREAD || memchr(text.data, '\0', 4) != NULL || has_anchor(text))
		return 0;
	for (;;) {
		at += 1 + slice_find(slice_sub(text, at, text.len), '\n');
		if (at >= limit)
			return 0;
		if (starts_key(text.data[at]))
			break;
	}
	*lines = count_lines(slice_sub(text, 0, at));
	return at;
}
