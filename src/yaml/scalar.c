/* What a plain scalar means: the regular expressions of PyYAML's resolver, by hand. */
#include "yaml/scalar.h"

/* What can follow from the first character; anything else is text. */
enum first { FIRST_TEXT, FIRST_WORD, FIRST_NUMBER, FIRST_SIGN };

static const unsigned char first_class[256] = {
    ['y'] = FIRST_WORD,
    ['Y'] = FIRST_WORD,
    ['n'] = FIRST_WORD,
    ['N'] = FIRST_WORD,
    ['t'] = FIRST_WORD,
    ['T'] = FIRST_WORD,
    ['f'] = FIRST_WORD,
    ['F'] = FIRST_WORD,
    ['o'] = FIRST_WORD,
    ['O'] = FIRST_WORD,
    ['~'] = FIRST_WORD,
    ['<'] = FIRST_WORD,
    ['='] = FIRST_WORD,
    ['0'] = FIRST_NUMBER,
    ['1'] = FIRST_NUMBER,
    ['2'] = FIRST_NUMBER,
    ['3'] = FIRST_NUMBER,
    ['4'] = FIRST_NUMBER,
    ['5'] = FIRST_NUMBER,
    ['6'] = FIRST_NUMBER,
    ['7'] = FIRST_NUMBER,
    ['8'] = FIRST_NUMBER,
    ['9'] = FIRST_NUMBER,
    ['+'] = FIRST_SIGN,
    ['-'] = FIRST_SIGN,
    ['.'] = FIRST_SIGN,
};

static const struct {
	const char *text;
	size_t len;
	enum scalar_class class;
} words[] = {
    {"no", 2, SCALAR_BOOL},
    {"on", 2, SCALAR_BOOL},
    {"yes", 3, SCALAR_BOOL},
    {"off", 3, SCALAR_BOOL},
    {"true", 4, SCALAR_BOOL},
    {"null", 4, SCALAR_NULL},
    {"false", 5, SCALAR_BOOL},
};

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Three spellings count: "yes", "Yes" and "YES". */
static bool
usual_case(struct slice s)
{
	bool rest_upper = s.len > 1 && is_upper(s.data[1]);
	size_t i;

	if (rest_upper && !is_upper(s.data[0]))
		return false;
	for (i = 1; i < s.len; i++) {
		if (is_upper(s.data[i]) != rest_upper)
			return false;
	}
	return true;
}

static enum scalar_class
resolve_word(struct slice s)
{
	size_t i;

	if (s.len > 5)
		return SCALAR_TEXT;
	if (s.data[0] == '~')
		return s.len == 1 ? SCALAR_NULL : SCALAR_TEXT;
	if (s.data[0] == '=')
		return s.len == 1 ? SCALAR_VALUE : SCALAR_TEXT;
	if (s.data[0] == '<')
		return s.len == 2 && s.data[1] == '<' ? SCALAR_MERGE : SCALAR_TEXT;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		/* The second letter first: it tells most keys from all words. */
		if (words[i].len == s.len && words[i].text[1] == (s.data[1] | 0x20) &&
		    slice_is_nocase(s, words[i].text) && usual_case(s))
			return words[i].class;
	}
	return SCALAR_TEXT;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Skip digits below base and underscores from at on. */
static size_t
skip_digits(struct slice s, size_t at, char last)
{
	while (at < s.len && ((s.data[at] >= '0' && s.data[at] <= last) || s.data[at] == '_'))
		at++;
	return at;
}

static size_t
skip_hex(struct slice s, size_t at)
{
	for (; at < s.len; at++) {
		char c = s.data[at];

		if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F') && c != '_')
			break;
	}
	return at;
}

/* (?::[0-5]?[0-9])+ from at on; at itself when there is none. */
static size_t
skip_sixties(struct slice s, size_t at)
{
	while (at + 1 < s.len && s.data[at] == ':' && is_digit(s.data[at + 1])) {
		if (at + 2 < s.len && is_digit(s.data[at + 2])) {
			if (s.data[at + 1] > '5')
				return at;
			at += 3;
		} else {
			at += 2;
		}
	}
	return at;
}

/* The end of (?:[eE][-+][0-9]+)? from at on. */
static size_t
skip_exponent(struct slice s, size_t at)
{
	size_t end = at + 2;

	if (end >= s.len || (s.data[at] != 'e' && s.data[at] != 'E') ||
	    (s.data[at + 1] != '+' && s.data[at + 1] != '-') || !is_digit(s.data[end]))
		return at;
	while (end < s.len && is_digit(s.data[end]))
		end++;
	return end;
}

static bool
is_one_of(struct slice s, const char *a, const char *b, const char *c)
{
	return slice_is(s, a) || slice_is(s, b) || slice_is(s, c);
}

/* What starts with a dot (after the sign, when there is one). */
static enum scalar_class
resolve_dot(struct slice s, bool sign)
{
	if (s.len < 2)
		return SCALAR_TEXT;
	if (is_one_of(s, ".inf", ".Inf", ".INF"))
		return SCALAR_FLOAT;
	if (sign)
		return SCALAR_TEXT;
	if (is_one_of(s, ".nan", ".NaN", ".NAN"))
		return SCALAR_FLOAT;
	if (!is_digit(s.data[1]))
		return SCALAR_TEXT;
	return skip_exponent(s, skip_digits(s, 1, '9')) == s.len ? SCALAR_FLOAT : SCALAR_TEXT;
}

/* What starts with a digit (after the sign): float, then int, as PyYAML tries them. */
static enum scalar_class
resolve_number(struct slice s)
{
	size_t end = skip_digits(s, 0, '9'), sixties;

	if (end < s.len && s.data[end] == '.') {
		end = skip_exponent(s, skip_digits(s, end + 1, '9'));
		return end == s.len ? SCALAR_FLOAT : SCALAR_TEXT;
	}
	sixties = skip_sixties(s, end);
	if (sixties > end && sixties < s.len && s.data[sixties] == '.')
		return skip_digits(s, sixties + 1, '9') == s.len ? SCALAR_FLOAT : SCALAR_TEXT;
	if (s.data[0] != '0')
		return sixties == s.len ? SCALAR_INT : SCALAR_TEXT;
	if (s.len == 1)
		return SCALAR_INT;
	if (s.data[1] == 'b')
		return s.len > 2 && skip_digits(s, 2, '1') == s.len ? SCALAR_INT : SCALAR_TEXT;
	if (s.data[1] == 'x')
		return s.len > 2 && skip_hex(s, 2) == s.len ? SCALAR_INT : SCALAR_TEXT;
	return skip_digits(s, 1, '7') == s.len ? SCALAR_INT : SCALAR_TEXT;
}

static enum scalar_class
resolve_signed(struct slice s)
{
	bool sign = s.data[0] != '.';
	struct slice rest = sign ? slice_sub(s, 1, s.len) : s;

	if (rest.len == 0)
		return SCALAR_TEXT;
	if (rest.data[0] == '.')
		return resolve_dot(rest, sign);
	return is_digit(rest.data[0]) ? resolve_number(rest) : SCALAR_TEXT;
}

enum scalar_class
scalar_resolve(struct slice s)
{
	enum scalar_class class;

	if (s.len == 0)
		return SCALAR_NULL;
	switch (first_class[(unsigned char)s.data[0]]) {
	case FIRST_WORD:
		return resolve_word(s);
	case FIRST_SIGN:
		return resolve_signed(s);
	case FIRST_NUMBER:
		class = resolve_number(s);
		if (class == SCALAR_TEXT && s.len >= 10 && scalar_is_date(s, false))
			return SCALAR_DATE;
		return class;
	default:
		return SCALAR_TEXT;
	}
}
