/* The order of keys: natsort's default. */
#include "yaml/natural.h"

#include "core/mem.h"
#include "core/text.h"
#include "core/unicode.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SHORT_KEY 256

/* A key as the code points of its normal form. */
struct points {
	uint32_t *data;
	size_t len;
	uint32_t near[SHORT_KEY];
	uint32_t *far; /* or NULL */
};

/* Decode; a byte that is no UTF-8 counts as a code point above all others. */
static void
decode(struct points *points, struct slice s)
{
	size_t at = 0;
	bool ascii = true;

	points->far = s.len > SHORT_KEY ? mem_zero(s.len, sizeof(uint32_t)) : NULL;
	points->data = points->far != NULL ? points->far : points->near;
	for (points->len = 0; at < s.len; points->len++) {
		uint32_t code = text_next(s, &at);

		points->data[points->len] = code == TEXT_INVALID ? 0x110000 : code;
		ascii = ascii && code < 0x80;
	}
	if (!ascii) {
		uint32_t *normal;
		size_t len;

		normal = unicode_nfd(points->data, points->len, &len);
		if (normal == NULL)
			return;
		free(points->far);
		points->far = normal;
		points->data = normal;
		points->len = len;
	}
}

/* Python's \d; -1 for anything else. */
static int
decimal(uint32_t code)
{
	if (code < 0x80)
		return code >= '0' && code <= '9' ? (int)(code - '0') : -1;
	return code < 0x110000 ? unicode_decimal(code) : -1;
}

/* What is a digit, but not one that numbers are written with: ², ①. */
static int
lone_digit(uint32_t code)
{
	return code < 0x80 || code >= 0x110000 ? -1 : unicode_digit(code);
}

static bool
starts_number(uint32_t code)
{
	return decimal(code) >= 0 || lone_digit(code) >= 0;
}

static size_t
text_end(const struct points *points, size_t at)
{
	while (at < points->len && !starts_number(points->data[at]))
		at++;
	return at;
}

static size_t
number_end(const struct points *points, size_t at)
{
	if (decimal(points->data[at]) < 0)
		return at + 1;
	while (at < points->len && decimal(points->data[at]) >= 0)
		at++;
	return at;
}

static int
compare_text(const struct points *a, size_t at, size_t a_end, const struct points *b, size_t bt,
    size_t b_end)
{
	for (; at < a_end && bt < b_end; at++, bt++) {
		if (a->data[at] != b->data[bt])
			return a->data[at] < b->data[bt] ? -1 : 1;
	}
	return (at < a_end) - (bt < b_end);
}

static int
digit_at(const struct points *points, size_t at)
{
	int digit = decimal(points->data[at]);

	return digit >= 0 ? digit : lone_digit(points->data[at]);
}

/* Numbers of any length: without zeros in front the longer one is larger. */
static int
compare_number(const struct points *a, size_t at, size_t a_end, const struct points *b, size_t bt,
    size_t b_end)
{
	while (at < a_end && digit_at(a, at) == 0)
		at++;
	while (bt < b_end && digit_at(b, bt) == 0)
		bt++;
	if (a_end - at != b_end - bt)
		return a_end - at < b_end - bt ? -1 : 1;
	for (; at < a_end; at++, bt++) {
		int difference = digit_at(a, at) - digit_at(b, bt);

		if (difference != 0)
			return difference;
	}
	return 0;
}

/* A key is text, number, text, number …, text perhaps empty; and ends anywhere. */
static int
compare_points(const struct points *a, const struct points *b)
{
	size_t at = 0, bt = 0;

	for (;;) {
		size_t a_end, b_end;
		int order;

		if (at == a->len || bt == b->len)
			return (at < a->len) - (bt < b->len);
		a_end = text_end(a, at);
		b_end = text_end(b, bt);
		order = compare_text(a, at, a_end, b, bt, b_end);
		if (order != 0)
			return order;
		at = a_end;
		bt = b_end;
		if (at == a->len || bt == b->len)
			return (at < a->len) - (bt < b->len);
		a_end = number_end(a, at);
		b_end = number_end(b, bt);
		order = compare_number(a, at, a_end, b, bt, b_end);
		if (order != 0)
			return order;
		at = a_end;
		bt = b_end;
	}
}

static bool
is_ascii(struct slice s, size_t at)
{
	return at >= s.len || (unsigned char)s.data[at] < 0x80;
}

static bool
is_digit(struct slice s, size_t at)
{
	return at < s.len && s.data[at] >= '0' && s.data[at] <= '9';
}

static size_t
digits_end(struct slice s, size_t at)
{
	while (is_digit(s, at))
		at++;
	return at;
}

/* Compare the digits [at, …) of two texts as numbers; 0 may also mean that this cannot tell. */
static int
compare_digits(struct slice a, struct slice b, size_t at)
{
	size_t a_end = digits_end(a, at), b_end = digits_end(b, at), i = at, j = at;

	/* Digits of other scripts may belong to the number, too. */
	if (!is_ascii(a, a_end) || !is_ascii(b, b_end))
		return 0;
	while (i < a_end && a.data[i] == '0')
		i++;
	while (j < b_end && b.data[j] == '0')
		j++;
	if (a_end - i != b_end - j)
		return a_end - i < b_end - j ? -1 : 1;
	return a_end > i ? memcmp(a.data + i, b.data + j, a_end - i) : 0;
}

/*
 * Compare where the texts first differ, at ${at}; 0 when that cannot tell.  What
 * is ASCII on both sides is neither changed by the normal form nor moved.
 */
static int
compare_at(struct slice a, struct slice b, size_t at)
{
	size_t start = at;

	if (!is_ascii(a, at) || !is_ascii(b, at))
		return 0;
	if (!is_digit(a, at) && !is_digit(b, at)) {
		if (at == a.len || at == b.len)
			return a.len < b.len ? -1 : 1;
		return (unsigned char)a.data[at] < (unsigned char)b.data[at] ? -1 : 1;
	}
	while (start > 0 && is_digit(a, start - 1))
		start--;
	if (start > 0 && !is_ascii(a, start - 1))
		return 0;
	if (is_digit(a, start) && is_digit(b, start))
		return compare_digits(a, b, start);
	/* One has a number where the other goes on with text, or ends. */
	if (at == a.len || at == b.len)
		return a.len < b.len ? -1 : 1;
	return is_digit(a, at) ? -1 : 1;
}

int
natural_compare(struct slice a, struct slice b)
{
	size_t len = a.len < b.len ? a.len : b.len, same = 0;
	struct points left = {0}, right = {0};
	int order;

	while (same < len && a.data[same] == b.data[same])
		same++;
	if (same == a.len && same == b.len)
		return 0;
	order = compare_at(a, b, same);
	if (order != 0)
		return order;
	decode(&left, a);
	decode(&right, b);
	order = compare_points(&left, &right);
	free(left.far);
	free(right.far);
	return order;
}

int
natural_compare_number(double number, struct slice text)
{
	struct points points = {0};
	double value = 0;
	size_t end, i;
	int order;

	if (text.len == 0)
		return 1;
	decode(&points, text);
	if (!starts_number(points.data[0])) {
		order = -1;
	} else {
		end = number_end(&points, 0);
		for (i = 0; i < end; i++)
			value = value * 10 + digit_at(&points, i);
		order = (number > value) - (number < value);
		if (order == 0 && end < points.len)
			order = -1;
	}
	free(points.far);
	return order;
}
