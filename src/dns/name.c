/* Domain names in presentation form. */
#include "dns/name.h"

#include "core/buf.h"
#include "core/text.h"
#include "core/unicode.h"
#include "dns/escape.h"

#include <idn2.h>
#include <stdlib.h>
#include <string.h>

#define PARSE_MAX 1024 /* 255 octets, each escaped */

static bool
is_ascii(struct slice s)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t eight;
	size_t i;

	for (i = 0; i + sizeof(eight) <= s.len; i += sizeof(eight)) {
		memcpy(&eight, s.data + i, sizeof(eight));
		if ((eight & high) != 0)
			return false;
	}
	for (; i < s.len; i++) {
		if ((unsigned char)s.data[i] >= 0x80)
			return false;
	}
	return true;
}

static void
fold_ascii(char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (text[i] >= 'A' && text[i] <= 'Z')
			text[i] = (char)(text[i] + 32);
	}
}

/* Lower case by Unicode's simple mapping, as far as names need it. */
static void
fold_unicode(struct buf *out, struct slice text)
{
	size_t at = 0;

	while (at < text.len)
		text_utf8(out, unicode_lower(text_next(text, &at)));
}

/* One label of a name that is not ASCII as a whole; text is lower case. */
static int
encode_label(struct arena *arena, struct buf *out, struct slice label, const char **why)
{
	uint8_t *encoded = NULL;
	char *text;
	int rc;

	if (is_ascii(label)) {
		buf_slice(out, label);
		return 0;
	}
	text = arena_text(arena, label);
	if (strlen(text) != label.len) {
		*why = "label has a NUL in it";
		return -1;
	}
	/* Registration checks the label as it is: no mapping of one name to another. */
	rc = idn2_register_u8((const uint8_t *)text, NULL, &encoded, 0);
	if (rc != IDN2_OK) {
		*why = arena_printf(arena, "label \"%s\" cannot be encoded (%s)", text,
		    idn2_strerror(rc));
		return -1;
	}
	buf_text(out, (const char *)encoded);
	idn2_free(encoded);
	return 0;
}

static int
encode_labels(struct arena *arena, struct buf *out, struct slice name, const char **why)
{
	size_t from, dot;

	for (from = 0; from <= name.len; from += dot + 1) {
		struct slice rest = slice_sub(name, from, name.len);

		dot = slice_find(rest, '.');
		if (encode_label(arena, out, slice_sub(rest, 0, dot), why) != 0)
			return -1;
		if (dot < rest.len)
			buf_char(out, '.');
	}
	return 0;
}

int
name_encode(struct arena *arena, struct slice text, struct slice *name, const char **why)
{
	struct buf lower = {0}, out = {0};
	uint32_t turning;
	size_t bad;
	int rc;

	if (is_ascii(text)) {
		char *copy = arena_text(arena, text);

		fold_ascii(copy, text.len);
		*name = slice_make(copy, text.len);
		return 0;
	}
	if (!text_utf8_valid(text, &bad)) {
		*why = "is not valid UTF-8";
		return -1;
	}
	turning = text_turning(text);
	if (turning != 0) {
		*why = arena_printf(arena, TEXT_TURNING, turning);
		return -1;
	}
	fold_unicode(&lower, text);
	rc = encode_labels(arena, &out, buf_view(&lower), why);
	if (rc == 0)
		*name = arena_copy(arena, buf_view(&out));
	buf_free(&lower);
	buf_free(&out);
	return rc;
}

static char *
join(struct arena *arena, struct slice label, struct slice zone)
{
	char *text = arena_room(arena, label.len + zone.len + 2);

	memcpy(text, label.data, label.len);
	text[label.len] = '.';
	memcpy(text + label.len + 1, zone.data, zone.len);
	text[label.len + 1 + zone.len] = '\0';
	return text;
}

struct slice
name_absolute(struct arena *arena, struct slice label, struct slice zone)
{
	if (label.len == 0)
		return zone;
	return slice_make(join(arena, label, zone), label.len + 1 + zone.len);
}

int
name_encode_below(struct arena *arena, struct slice text, struct slice zone, struct slice *name,
    const char **why)
{
	struct slice label;

	if (text.len > 0 && is_ascii(text)) {
		char *joined = join(arena, text, zone);

		fold_ascii(joined, text.len);
		*name = slice_make(joined, text.len + 1 + zone.len);
		return 0;
	}
	if (name_encode(arena, text, &label, why) != 0)
		return -1;
	*name = name_absolute(arena, label, zone);
	return 0;
}

int
name_encode_dotted(struct arena *arena, struct slice text, struct slice *name, const char **why)
{
	struct slice root = {"", 0};

	if (text.len == 0 || text.data[text.len - 1] == '.')
		return name_encode(arena, text, name, why);
	return name_encode_below(arena, text, root, name, why);
}

static bool
is_alabel(struct slice label)
{
	return label.len > 4 && slice_is_nocase(slice_sub(label, 0, 4), "xn--");
}

/* Does the Unicode label encode to this one?  What does not is another name when it is read. */
static bool
is_same_label(const char *unicode, struct slice label)
{
	uint8_t *encoded = NULL;
	bool same = idn2_register_u8((const uint8_t *)unicode, NULL, &encoded, 0) == IDN2_OK &&
	    slice_is_nocase(label, (const char *)encoded);

	idn2_free(encoded);
	return same;
}

/* Return the label in Unicode (caller frees with idn2_free), or NULL. */
static char *
decode_label(struct slice label)
{
	char text[LABEL_MAX + 1], *decoded = NULL;

	if (label.len > LABEL_MAX)
		return NULL;
	memcpy(text, label.data, label.len);
	text[label.len] = '\0';
	if (idn2_to_unicode_8z8z(text, &decoded, 0) == IDN2_OK && is_same_label(decoded, label))
		return decoded;
	idn2_free(decoded);
	return NULL;
}

struct slice
name_decode(struct arena *arena, struct slice name)
{
	struct buf out = {0};
	size_t from, dot;
	struct slice decoded;

	if (memmem(name.data, name.len, "xn--", 4) == NULL)
		return name;
	for (from = 0; from <= name.len; from += dot + 1) {
		struct slice rest = slice_sub(name, from, name.len), label;
		char *unicode = NULL;

		dot = slice_find(rest, '.');
		label = slice_sub(rest, 0, dot);
		if (is_alabel(label))
			unicode = decode_label(label);
		if (unicode != NULL)
			buf_text(&out, unicode);
		else
			buf_slice(&out, label);
		idn2_free(unicode);
		if (dot < rest.len)
			buf_char(&out, '.');
	}
	decoded = arena_copy(arena, buf_view(&out));
	buf_free(&out);
	return decoded;
}

int
name_check_alabels(struct slice name, const char **why)
{
	size_t from, dot;

	if (memmem(name.data, name.len, "xn--", 4) == NULL)
		return 0;
	for (from = 0; from <= name.len; from += dot + 1) {
		struct slice rest = slice_sub(name, from, name.len), label;

		dot = slice_find(rest, '.');
		label = slice_sub(rest, 0, dot);
		if (is_alabel(label)) {
			char *unicode = decode_label(label);

			if (unicode == NULL) {
				*why = "has a label that starts with \"xn--\" and is no IDNA label";
				return -1;
			}
			idn2_free(unicode);
		}
	}
	return 0;
}

bool
name_is_absolute(struct slice name)
{
	size_t i, slashes = 0;

	if (name.len == 0 || name.data[name.len - 1] != '.')
		return false;
	for (i = name.len - 1; i > 0 && name.data[i - 1] == '\\'; i--)
		slashes++;
	return slashes % 2 == 0;
}

bool
name_is_below(struct slice name, struct slice zone)
{
	return name.len > zone.len && name.data[name.len - zone.len - 1] == '.' &&
	    slice_ends(name, zone);
}

struct slice
name_relative(struct slice name, struct slice zone)
{
	if (name.len <= zone.len)
		return slice_of("");
	return slice_sub(name, 0, name.len - zone.len - 1);
}

/* What keeps text from being the name of a zone, in octoDNS's words; or NULL. */
static const char *
zone_name_fault(struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c == ' ' || (c >= '\t' && c <= '\r'))
			return "whitespace not allowed";
		if (c == '\0')
			return "NUL not allowed";
		if (c == '.' && i + 1 < text.len && text.data[i + 1] == '.')
			return "double dot not allowed";
	}
	return text.len == 0 || text.data[text.len - 1] != '.' ? "missing ending dot" : NULL;
}

int
zone_name_parse(struct arena *arena, struct slice text, struct slice *name, const char **why)
{
	*why = zone_name_fault(text);
	return *why == NULL ? name_encode(arena, text, name, why) : -1;
}

int
name_parse(struct arena *arena, struct slice text, struct slice *name, const char **why)
{
	*why = "has a name without its final dot";
	if (!name_is_absolute(text))
		return -1;
	*why = "has a name that is too long";
	if (text.len > PARSE_MAX)
		return -1;
	if (slice_find(text, '\\') < text.len)
		text = escape_keep_name(arena, text);
	if (name_encode(arena, text, name, why) != 0)
		return -1;
	if (escape_octets(*name) <= NAME_MAX_TEXT + 1)
		return 0;
	*why = "has a name that is too long";
	return -1;
}
