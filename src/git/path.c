/* Paths inside a snapshot. */
#include "git/internal.h"

#include <string.h>

struct slice
path_next(struct slice *path)
{
	size_t end = slice_find(*path, '/');
	struct slice part = slice_sub(*path, 0, end);

	*path = slice_sub(*path, end < path->len ? end + 1 : end, path->len);
	return part;
}

/* Take the last part off the path that is made. */
static int
go_up(char *made, size_t *len)
{
	if (*len == 0)
		return -1;
	while (*len > 0 && made[*len - 1] != '/')
		(*len)--;
	if (*len > 0)
		(*len)--;
	return 0;
}

static int
add_parts(char *made, size_t *len, struct slice path)
{
	while (path.len > 0) {
		struct slice part = path_next(&path);

		if (part.len == 0 || slice_is(part, "."))
			continue;
		if (slice_is(part, "..")) {
			if (go_up(made, len) < 0)
				return -1;
			continue;
		}
		if (*len > 0)
			made[(*len)++] = '/';
		memcpy(made + *len, part.data, part.len);
		*len += part.len;
	}
	return 0;
}

const char *
path_join(struct arena *arena, struct slice base_dir, struct slice path)
{
	char *made;
	size_t len = 0;

	if (path.len > 0 && path.data[0] == '/')
		return NULL;
	if (slice_find(path, '\0') < path.len || slice_find(base_dir, '\0') < base_dir.len)
		return NULL;
	made = arena_alloc(arena, base_dir.len + path.len + 2);
	if (add_parts(made, &len, base_dir) < 0 || add_parts(made, &len, path) < 0)
		return NULL;
	made[len] = '\0';
	return made;
}
