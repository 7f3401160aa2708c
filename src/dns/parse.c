/* Reading values in presentation form: what servers and zone files say. */
#include "core/mem.h"
#include "dns/escape.h"
#include "dns/loc.h"
#include "dns/name.h"
#include "dns/rrset.h"
#include "dns/svcparam.h"
#include "dns/value.h"

#include <stdlib.h>
#include <string.h>

#define TARGET_MAX 1024 /* 255 octets, each escaped */
#define TEXT_MAX 300000 /* 65,535 octets, each escaped, in quoted strings of 255 */
#define RDATA_MAX 65535 /* RFC 1035, 3.2.1 */

struct scan {
	struct arena *arena;
	struct slice text;
	size_t at;
	const char **why;
};

/* A word as written, without its quotes. */
struct word {
	struct slice text;
	bool quoted;
};

static int
fail(struct scan *scan, const char *why)
{
	*scan->why = why;
	return -1;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
at_end(struct scan *scan)
{
	while (scan->at < scan->text.len && is_blank(scan->text.data[scan->at]))
		scan->at++;
	return scan->at == scan->text.len;
}

static int
next_quoted(struct scan *scan, struct word *word)
{
	size_t from = ++scan->at;
	unsigned char octet;

	while (scan->at < scan->text.len && scan->text.data[scan->at] != '"') {
		if (unescape_octet(scan->text, &scan->at, &octet) != 0)
			return fail(scan, "has a backslash that is no escape");
	}
	if (scan->at == scan->text.len)
		return fail(scan, "has a quote that is not closed");
	word->text = slice_sub(scan->text, from, scan->at++);
	word->quoted = true;
	return 0;
}

static int
next_bare(struct scan *scan, struct word *word)
{
	size_t from = scan->at;
	unsigned char octet;

	while (scan->at < scan->text.len && !is_blank(scan->text.data[scan->at])) {
		unsigned char c = (unsigned char)scan->text.data[scan->at];

		if (c == '"')
			return fail(scan, "has a quote in the middle of a word");
		if (c == '\\' && scan->at + 1 < scan->text.len)
			c = (unsigned char)scan->text.data[scan->at + 1];
		if (c < 0x20 || c == 0x7f)
			return fail(scan, "has a control character outside quotes");
		if (scan->text.data[scan->at] != '\\')
			scan->at++;
		else if (unescape_octet(scan->text, &scan->at, &octet) != 0)
			return fail(scan, "has a backslash that is no escape");
	}
	word->text = slice_sub(scan->text, from, scan->at);
	word->quoted = false;
	return 0;
}

static int
next_word(struct scan *scan, struct word *word)
{
	if (at_end(scan))
		return fail(scan, "has too few fields");
	return scan->text.data[scan->at] == '"' ? next_quoted(scan, word) : next_bare(scan, word);
}

static void
fold(struct slice text, bool upper)
{
	char *data = (char *)text.data; /* in the arena: our own */
	char first = upper ? 'a' : 'A';
	size_t i;

	for (i = 0; i < text.len; i++) {
		if (data[i] >= first && data[i] <= first + 25)
			data[i] = (char)(data[i] ^ 0x20);
	}
}

/* Hexadecimal and base64 may be cut by blanks (RFC 4034, 5.3). */
static int
join_words(struct scan *scan, struct slice *text)
{
	struct buf out = {0};
	struct word word;
	int rc = 0;

	do {
		rc = next_word(scan, &word);
		if (rc == 0)
			buf_slice(&out, word.text);
	} while (rc == 0 && !at_end(scan));
	*text = arena_copy(scan->arena, out.len > 0 ? buf_view(&out) : slice_of(""));
	buf_free(&out);
	return rc;
}

static int
parse_text(struct scan *scan, const struct rtype *type, const struct field_spec *spec,
    union field *field)
{
	struct word word;

	if (spec->kind == FIELD_LOWER || (type->nfields == 1 && spec->kind == FIELD_TEXT)) {
		if (join_words(scan, &word.text) != 0)
			return -1;
	} else if (next_word(scan, &word) != 0) {
		return -1;
	}
	field->text = escape_keep_text(scan->arena, word.text);
	if (spec->kind == FIELD_LOWER || spec->kind == FIELD_UPPER)
		fold(field->text, spec->kind == FIELD_UPPER);
	return 0;
}

static int
parse_address(struct scan *scan, const struct rtype *type, const struct field_spec *spec,
    union field *field)
{
	struct word word;

	(void)type;
	if (next_word(scan, &word) != 0)
		return -1;
	if (spec->kind == FIELD_IP4)
		return ip4_normalise(scan->arena, word.text, &field->text) == 0
		    ? 0
		    : fail(scan, "is not an IPv4 address");
	/* A scope is a matter of one host, and no part of a record. */
	if (slice_find(word.text, '%') < word.text.len ||
	    ip6_normalise(scan->arena, word.text, &field->text) != 0)
		return fail(scan, "is not an IPv6 address");
	return 0;
}

static int
parse_target(struct scan *scan, const struct rtype *type, const struct field_spec *spec,
    union field *field)
{
	struct word word;

	(void)type;
	(void)spec;
	if (next_word(scan, &word) != 0)
		return -1;
	if (word.quoted)
		return fail(scan, "has a name in quotes");
	return name_parse(scan->arena, word.text, &field->text, scan->why);
}

/* How many octets there are before one that is written in another way than it is kept. */
static size_t
plain_run(struct slice text)
{
	size_t i = 0;

	while (i < text.len && text.data[i] != '\\' && text.data[i] != ';')
		i++;
	return i;
}

/* All character strings that follow, as one. */
static int
join_strings(struct scan *scan, struct buf *out)
{
	struct word word;
	size_t octets = 0;

	do {
		size_t at = 0;

		if (next_word(scan, &word) != 0)
			return -1;
		while (at < word.text.len) {
			struct slice rest = slice_sub(word.text, at, word.text.len);
			size_t plain = plain_run(rest);
			unsigned char octet;

			octets += plain > 0 ? plain : 1;
			if (octets > RDATA_MAX)
				return fail(scan, "is longer than 65535 octets");
			if (plain > 0) {
				buf_add(out, rest.data, plain);
				at += plain;
				continue;
			}
			if (unescape_octet(word.text, &at, &octet) != 0)
				return fail(scan, "has a backslash that is no escape");
			if (octet == ';')
				buf_char(out, '\\');
			buf_char(out, (char)octet);
		}
	} while (!at_end(scan));
	return 0;
}

static int
parse_chunked(struct scan *scan, const struct rtype *type, const struct field_spec *spec,
    union field *field)
{
	struct buf out = {0};
	int rc = join_strings(scan, &out);

	(void)type;
	(void)spec;
	if (rc == 0)
		field->text = arena_copy(scan->arena, out.len > 0 ? buf_view(&out) : slice_of(""));
	buf_free(&out);
	return rc;
}

/* Decimal digits, no sign. */
static int
read_digits(struct slice text, int64_t max, int64_t *number)
{
	size_t i;

	*number = 0;
	if (text.len == 0)
		return -1;
	for (i = 0; i < text.len; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return -1;
		*number = *number * 10 + (text.data[i] - '0');
		if (*number > max)
			return -1;
	}
	return 0;
}

static int
parse_int(struct scan *scan, const struct rtype *type, const struct field_spec *spec,
    union field *field)
{
	int64_t max = field_max(spec->kind);
	struct word word;

	(void)type;
	if (next_word(scan, &word) != 0)
		return -1;
	if (word.quoted || read_digits(word.text, max, &field->number) != 0)
		return fail(scan,
		    max == 255 ? "has a field that is not a number up to 255"
			       : "has a field that is not a number up to 65535");
	return 0;
}

static int
parse_params(struct scan *scan, const struct rtype *type, const struct field_spec *spec,
    union field *field)
{
	struct slice rest = slice_sub(scan->text, scan->at, scan->text.len);

	(void)type;
	(void)spec;
	scan->at = scan->text.len;
	return svcparams_parse(scan->arena, rest, &field->params, scan->why);
}

static int
parse_name(struct scan *scan, const struct rtype *type, const struct field_spec *spec,
    union field *field)
{
	struct word word;

	(void)type;
	(void)spec;
	if (next_word(scan, &word) != 0)
		return -1;
	if (word.text.len > TARGET_MAX)
		return fail(scan, "has a name that is too long");
	return name_encode(scan->arena, word.text, &field->text, scan->why);
}

static int
parse_flag(struct scan *scan, const struct rtype *type, const struct field_spec *spec,
    union field *field)
{
	struct word word;

	(void)type;
	(void)spec;
	if (next_word(scan, &word) != 0)
		return -1;
	field->number = slice_is(word.text, "true");
	return field->number != 0 || slice_is(word.text, "false")
	    ? 0
	    : fail(scan, "has a field that is not true or false");
}

static int (*const parsers[])(struct scan *, const struct rtype *, const struct field_spec *,
    union field *) = {
    [FIELD_IP4] = parse_address,
    [FIELD_IP6] = parse_address,
    [FIELD_TARGET] = parse_target,
    [FIELD_CHUNKED] = parse_chunked,
    [FIELD_TEXT] = parse_text,
    [FIELD_LOWER] = parse_text,
    [FIELD_UPPER] = parse_text,
    [FIELD_U8] = parse_int,
    [FIELD_U16] = parse_int,
    [FIELD_REAL] = NULL, /* LOC alone has such, and a form of its own */
    [FIELD_PARAMS] = parse_params,
    [FIELD_NAME] = parse_name,
    [FIELD_MAYBE] = parse_text,
    [FIELD_FLAG] = parse_flag,
};

int
value_parse(struct arena *arena, const struct rtype *type, struct slice text, union field *value,
    const char **why)
{
	struct scan scan = {arena, slice_trim(text), 0, why};
	unsigned i;

	if (text.len > TEXT_MAX)
		return fail(&scan, "is too long");
	if (type->nfields == LOC_FIELDS)
		return loc_parse(scan.text, value, why);
	for (i = 0; i < type->nfields; i++) {
		if (parsers[type->fields[i].kind](&scan, type, &type->fields[i], &value[i]) != 0)
			return -1;
	}
	return at_end(&scan) ? 0 : fail(&scan, "has more fields than this type has");
}
