/* The Link header of a list: where the next page is (RFC 8288). */
#include "forge/internal.h"

#include <string.h>

/* Whether the parameters of one link have rel=next, alone or among others. */
static bool
is_next(struct slice params)
{
	while (params.len > 0) {
		size_t len = slice_find(params, ';');
		struct slice one = slice_trim(slice_sub(params, 0, len));
		size_t at = slice_find(one, '=');
		struct slice value = slice_trim(slice_sub(one, at + 1, one.len));

		params = slice_sub(params, len + 1, params.len);
		if (!slice_is_nocase(slice_trim(slice_sub(one, 0, at)), "rel"))
			continue;
		if (value.len >= 2 && value.data[0] == '"')
			value = slice_sub(value, 1, value.len - 1);
		while (value.len > 0) {
			len = slice_find(value, ' ');
			if (slice_is_nocase(slice_sub(value, 0, len), "next"))
				return true;
			value = slice_sub(value, len + 1, value.len);
		}
	}
	return false;
}

int
forge_next(struct slice link, const char *base, struct buf *path)
{
	struct slice url, params;
	size_t base_len = strlen(base);

	while (link.len > 0) {
		size_t from = slice_find(link, '<'), to = slice_find(link, '>'), end;

		if (from >= to || to == link.len)
			return 1;
		url = slice_sub(link, from + 1, to);
		params = slice_sub(link, to + 1, link.len);
		/* URLs may hold commas, and end before this; parameters of rel do not. */
		end = slice_find(params, ',');
		link = slice_sub(params, end + 1, params.len);
		if (!is_next(slice_sub(params, 0, end)))
			continue;
		if (!slice_starts(url, slice_of(base)) || url.len == base_len ||
		    (url.data[base_len] != '/' && url.data[base_len] != '?'))
			return -1;
		buf_slice(path, slice_sub(url, base_len, url.len));
		return 0;
	}
	return 1;
}
