/* The shared files of the SDKs of AWS: sections, keys, values. */
#include "aws.h"

#include <string.h>

#define MAX_KEYS 64

struct aws_ini {
	struct slice keys[MAX_KEYS];
	const char *values[MAX_KEYS];
	size_t count;
};

/* "[ name ]", or nothing. */
static struct slice
section_name(struct slice line)
{
	size_t end = slice_find(line, ']');

	if (line.len == 0 || line.data[0] != '[' || end == line.len)
		return (struct slice){0};
	return slice_trim(slice_sub(line, 1, end));
}

static bool
is_comment(struct slice line)
{
	return line.len == 0 || line.data[0] == '#' || line.data[0] == ';';
}

/* "value ; comment" is the value alone. */
static struct slice
without_comment(struct slice value)
{
	size_t i;

	for (i = 1; i < value.len; i++) {
		if ((value.data[i] == ';' || value.data[i] == '#') &&
		    (value.data[i - 1] == ' ' || value.data[i - 1] == '\t'))
			return slice_trim(slice_sub(value, 0, i));
	}
	return value;
}

static void
take_line(struct arena *arena, struct aws_ini *ini, struct slice line)
{
	size_t equals = slice_find(line, '=');

	if (equals == line.len || ini->count == MAX_KEYS)
		return;
	ini->keys[ini->count] = slice_trim(slice_sub(line, 0, equals));
	ini->values[ini->count++] =
	    arena_text(arena, without_comment(slice_trim(slice_sub(line, equals + 1, line.len))));
}

struct aws_ini *
aws_ini_read(struct arena *arena, struct slice text, const char *section)
{
	struct aws_ini *ini = NULL;
	bool inside = false;

	while (text.len > 0) {
		size_t end = slice_find(text, '\n');
		struct slice line = slice_sub(text, 0, end), trimmed = slice_trim(line), name;
		bool nested = line.len > 0 && (line.data[0] == ' ' || line.data[0] == '\t');

		text = slice_sub(text, end + 1, text.len);
		/* What is indented belongs to the key above: settings of one service. */
		if (nested || is_comment(trimmed))
			continue;
		name = section_name(trimmed);
		if (name.data != NULL) {
			inside = slice_is(name, section);
			if (inside && ini == NULL)
				ini = arena_alloc(arena, sizeof(*ini));
		} else if (inside) {
			take_line(arena, ini, trimmed);
		}
	}
	return ini;
}

const char *
aws_ini_get(const struct aws_ini *ini, const char *key)
{
	size_t i;

	/* A later one replaces an earlier one. */
	for (i = ini != NULL ? ini->count : 0; i > 0; i--) {
		if (slice_is_nocase(ini->keys[i - 1], key) && ini->values[i - 1][0] != '\0')
			return ini->values[i - 1];
	}
	return NULL;
}
