/* Rdata of services that are careless about the final dot of the names in it. */
#include "provider/content.h"

#include "dns/escape.h"
#include "dns/name.h"

#include <string.h>

/* Which field is a name; nfields when none is.  NAPTR's is kept as text. */
static unsigned
name_field(const struct rtype *type)
{
	unsigned i;

	for (i = 0; i < type->nfields; i++) {
		const struct field_spec *spec = &type->fields[i];

		if (spec->kind == FIELD_TARGET ||
		    (spec->name != NULL && strcmp(spec->name, "replacement") == 0))
			break;
	}
	return i;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Move past one word, which may be quoted; what is wrong with it is for others to say. */
static void
skip_word(struct slice text, size_t *at)
{
	bool quoted = *at < text.len && text.data[*at] == '"';
	unsigned char octet;

	if (quoted)
		(*at)++;
	while (*at < text.len && (quoted ? text.data[*at] != '"' : !is_blank(text.data[*at]))) {
		if (unescape_octet(text, at, &octet) != 0)
			(*at)++;
	}
	if (quoted && *at < text.len)
		(*at)++;
}

/* Find the name; false when there is none. */
static bool
find_name(const struct rtype *type, struct slice text, size_t *from, size_t *end)
{
	unsigned field = name_field(type), i;
	size_t at = 0;

	if (field == type->nfields)
		return false;
	for (i = 0;; i++) {
		while (at < text.len && is_blank(text.data[at]))
			at++;
		*from = at;
		skip_word(text, &at);
		if (i == field)
			break;
	}
	*end = at;
	return at > *from;
}

void
content_qualify(struct buf *out, const struct rtype *type, struct slice text, struct slice origin)
{
	size_t from, end;

	text = slice_trim(text);
	if (!find_name(type, text, &from, &end) || name_is_absolute(slice_sub(text, from, end))) {
		buf_slice(out, text);
		return;
	}
	buf_slice(out, slice_sub(text, 0, end));
	buf_char(out, '.');
	buf_slice(out, origin);
	buf_slice(out, slice_sub(text, end, text.len));
}

void
content_bare(struct buf *out, const struct rtype *type, struct slice text)
{
	size_t from, end;

	/* What would still end in a dot would be read as it is then. */
	if (!find_name(type, text, &from, &end) || end - from == 1 ||
	    !name_is_absolute(slice_sub(text, from, end)) ||
	    name_is_absolute(slice_sub(text, from, end - 1))) {
		buf_slice(out, text);
		return;
	}
	buf_slice(out, slice_sub(text, 0, end - 1));
	buf_slice(out, slice_sub(text, end, text.len));
}
