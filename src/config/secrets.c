/* Values that the environment holds. */
#include "config/secrets.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 100

/* Of the process: set before there are threads. */
static bool forbidden;

void
secrets_forbid(void)
{
	forbidden = true;
}

const char *
secret_variable(const char *name)
{
	return forbidden ? NULL : getenv(name);
}

/* Copy ${text} without the underscores that Python allows between digits; NULL when one is elsewhere. */
static char *
plain_digits(struct arena *arena, struct slice text)
{
	char *plain = arena_text(arena, text);
	size_t i, len = 0;

	for (i = 0; i < text.len; i++) {
		if (text.data[i] != '_') {
			plain[len++] = text.data[i];
			continue;
		}
		if (i == 0 || i + 1 == text.len || !isdigit((unsigned char)text.data[i - 1]) ||
		    !isdigit((unsigned char)text.data[i + 1]))
			return NULL;
	}
	plain[len] = '\0';
	return plain;
}

/* A float as Python's float() reads it, which knows no hexadecimal. */
static struct node *
read_real(struct arena *arena, struct slice text)
{
	char *plain = plain_digits(arena, text), *end;
	double real;

	if (plain == NULL || plain[strspn(plain, "+-.0123456789eE")] != '\0')
		return NULL;
	real = strtod(plain, &end);
	return end != plain && *end == '\0' ? node_float(arena, real) : NULL;
}

/* An int of any size; what is too large for a number is kept as its digits. */
static struct node *
read_int(struct arena *arena, struct slice text)
{
	char *plain = plain_digits(arena, text), *digits, *end;
	struct node *node;

	if (plain == NULL)
		return NULL;
	digits = plain + (*plain == '+' || *plain == '-' ? 1 : 0);
	if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0')
		return NULL;
	digits += strspn(digits, "0");
	errno = 0;
	node = node_int(arena, strtoll(plain, &end, 10));
	if (errno == ERANGE)
		node->text =
		    slice_of(arena_printf(arena, "%s%s", *plain == '-' ? "-" : "", digits));
	return node;
}

/* What octoDNS makes of the text that it found. */
static const struct node *
convert(struct arena *arena, const struct node *node, const char *value)
{
	struct slice text = slice_of(value), trimmed = slice_trim(text);
	struct node *result;

	result =
	    slice_find(text, '.') < text.len ? read_real(arena, trimmed) : read_int(arena, trimmed);
	if (result == NULL)
		result = node_text(arena, text);
	result->file = node->file;
	result->line = node->line;
	result->column = node->column;
	return result;
}

static int
resolve_text(struct arena *arena, const struct node *node, const struct node **result,
    const char **missing)
{
	struct slice rest;
	size_t slash;
	char *name;
	const char *value;

	*result = node;
	if (!slice_starts(node->text, slice_of("env/")))
		return 0;
	rest = slice_sub(node->text, strlen("env/"), node->text.len);
	slash = slice_find(rest, '/');
	name = arena_text(arena, slice_sub(rest, 0, slash));
	value = secret_variable(name);
	if (value == NULL && slash == rest.len) {
		*missing = name;
		return -1;
	}
	if (value == NULL)
		value = arena_text(arena, slice_sub(rest, slash + 1, rest.len));
	*result = convert(arena, node, value);
	return 0;
}

static int
resolve(struct arena *arena, const struct node *node, const struct node **result,
    const char **missing, unsigned depth)
{
	struct node *map;
	size_t i;

	*result = node;
	if (node->kind == NODE_TEXT)
		return resolve_text(arena, node, result, missing);
	if (node->kind != NODE_MAP || depth >= DEPTH_MAX)
		return 0;
	map = node_map(arena, node->u.map.count);
	map->file = node->file;
	map->line = node->line;
	map->column = node->column;
	for (i = 0; i < node->u.map.count; i++) {
		const struct node_pair *pair = &node->u.map.pairs[i];
		const struct node *value;

		if (resolve(arena, pair->value, &value, missing, depth + 1) != 0)
			return -1;
		node_add(arena, map, pair->key->text, (struct node *)(uintptr_t)value);
		map->u.map.pairs[i].key = pair->key;
	}
	*result = map;
	return 0;
}

int
secret_resolve(struct arena *arena, const struct node *node, const struct node **result,
    const char **missing)
{
	return resolve(arena, node, result, missing, 0);
}
