/* The value of a scalar, as PyYAML's constructors compute it. */
#include "yaml/scalar.h"

#include "core/buf.h"
#include "core/mem.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Add a digit to a number that sticks at the largest one. */
static uint64_t
add_digit(uint64_t number, unsigned base, unsigned digit)
{
	uint64_t wide;

	if (__builtin_mul_overflow(number, (uint64_t)base, &wide) ||
	    __builtin_add_overflow(wide, (uint64_t)digit, &wide))
		return UINT64_MAX;
	return wide;
}

static unsigned
digit_value(char c)
{
	if (is_digit(c))
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return 99;
}

/* Digits of base, underscores among them; at least one digit. */
static bool
read_digits(struct slice s, unsigned base, uint64_t *number)
{
	bool any = false;
	size_t i;

	*number = 0;
	for (i = 0; i < s.len; i++) {
		if (s.data[i] == '_')
			continue;
		if (digit_value(s.data[i]) >= base)
			return false;
		*number = add_digit(*number, base, digit_value(s.data[i]));
		any = true;
	}
	return any;
}

/* 190:20:30 */
static bool
read_sixties(struct slice s, uint64_t *number)
{
	uint64_t sum = 0, part;

	for (;;) {
		size_t end = slice_find(s, ':');

		if (!read_digits(slice_sub(s, 0, end), 10, &part))
			return false;
		sum = add_digit(sum, 60, 0);
		if (__builtin_add_overflow(sum, part, &sum))
			sum = UINT64_MAX;
		if (end == s.len)
			break;
		s = slice_sub(s, end + 1, s.len);
	}
	*number = sum;
	return true;
}

/* Skip underscores that stand before what is looked at. */
static char
nth_digit(struct slice s, size_t n)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (s.data[i] != '_' && n-- == 0)
			return s.data[i];
	}
	return '\0';
}

static bool
read_int(struct slice s, uint64_t *number)
{
	char second = nth_digit(s, 1);

	if (nth_digit(s, 0) == '0' && second != '\0') {
		struct slice rest = slice_sub(s, slice_find(s, '0') + 1, s.len);

		if (second == 'b')
			return read_digits(slice_sub(rest, slice_find(rest, 'b') + 1, rest.len), 2,
			    number);
		if (second == 'x')
			return read_digits(slice_sub(rest, slice_find(rest, 'x') + 1, rest.len), 16,
			    number);
		return read_digits(rest, 8, number);
	}
	if (slice_find(s, ':') < s.len)
		return read_sixties(s, number);
	return read_digits(s, 10, number);
}

static const char *
decode_int(struct node *node)
{
	struct slice s = node->text;
	bool minus = s.len > 0 && s.data[0] == '-';
	uint64_t number;

	if (minus || (s.len > 0 && s.data[0] == '+'))
		s = slice_sub(s, 1, s.len);
	if (!read_int(s, &number))
		return "it is not written like an integer";
	node->kind = NODE_INT;
	if (number > INT64_MAX)
		node->u.number = minus ? INT64_MIN : INT64_MAX;
	else
		node->u.number = minus ? -(int64_t)number : (int64_t)number;
	return NULL;
}

/* A decimal number without sign, underscores already gone. */
static bool
read_real(const char *text, size_t len, double *real)
{
	char *end;

	/* strtod would also take "0x1p3", "nan(…)", "infinity". */
	if (len == 0 || strspn(text, "0123456789.eE+-") < len || text[0] == '+' || text[0] == '-')
		return false;
	*real = strtod(text, &end);
	return end == text + len;
}

static bool
read_float(char *text, size_t len, double *real)
{
	double part;
	char *colon;

	if (strcasecmp(text, ".inf") == 0) {
		*real = INFINITY;
		return true;
	}
	if (strcasecmp(text, ".nan") == 0) {
		*real = NAN;
		return true;
	}
	*real = 0;
	while ((colon = memchr(text, ':', len)) != NULL) {
		*colon = '\0';
		if (!read_real(text, (size_t)(colon - text), &part))
			return false;
		*real = *real * 60 + part;
		len -= (size_t)(colon + 1 - text);
		text = colon + 1;
	}
	if (!read_real(text, len, &part))
		return false;
	*real = *real * 60 + part;
	return true;
}

static const char *
decode_float(struct node *node)
{
	struct slice s = node->text;
	bool minus = s.len > 0 && s.data[0] == '-', ok;
	char *text = mem_alloc(s.len + 1);
	size_t i, len = 0;
	double real;

	for (i = minus || (s.len > 0 && s.data[0] == '+') ? 1 : 0; i < s.len; i++) {
		if (s.data[i] != '_')
			text[len++] = s.data[i];
	}
	text[len] = '\0';
	ok = strlen(text) == len && read_float(text, len, &real);
	free(text);
	if (!ok)
		return "it is not written like a number";
	node->kind = NODE_FLOAT;
	node->u.real = minus ? -real : real;
	return NULL;
}

static const char *
decode_bool(struct node *node)
{
	static const char *const yes[] = {"yes", "true", "on"},
				 *const no[] = {"no", "false", "off"};
	size_t i;

	for (i = 0; i < 3; i++) {
		bool flag = slice_is_nocase(node->text, yes[i]);

		if (!flag && !slice_is_nocase(node->text, no[i]))
			continue;
		node->kind = NODE_BOOL;
		node->u.flag = flag;
		return NULL;
	}
	return "it is not yes, no, true, false, on or off";
}

static const char *
decode_bytes(struct node *node)
{
	node->kind = NODE_BYTES;
	return NULL;
}

static const char *
decode_null(struct node *node)
{
	node->kind = NODE_NULL;
	return NULL;
}

const char *
scalar_decode(struct node *node, enum scalar_class class)
{
	static const char *(*const decoders[])(struct node *) = {
	    [SCALAR_NULL] = decode_null,
	    [SCALAR_BOOL] = decode_bool,
	    [SCALAR_INT] = decode_int,
	    [SCALAR_FLOAT] = decode_float,
	    [SCALAR_DATE] = scalar_decode_date,
	    [SCALAR_VALUE] = NULL,
	    [SCALAR_BYTES] = decode_bytes,
	};

	return decoders[class] != NULL ? decoders[class](node) : NULL;
}

/* A number that does not fit 64 bits keeps its digits when it is a decimal one. */
static struct slice
int_text(struct arena *arena, const struct node *node)
{
	struct slice s = node->text;
	struct buf digits = {0};
	size_t i;

	if ((node->u.number != INT64_MAX && node->u.number != INT64_MIN) ||
	    slice_find(s, ':') < s.len || nth_digit(s, s.data[0] == '-' || s.data[0] == '+') == '0')
		return slice_of(arena_printf(arena, "%" PRId64, node->u.number));
	for (i = 0; i < s.len; i++) {
		if (s.data[i] != '_' && s.data[i] != '+')
			buf_char(&digits, s.data[i]);
	}
	s = arena_copy(arena, buf_view(&digits));
	buf_free(&digits);
	return s;
}

static struct slice
float_text(struct arena *arena, const struct node *node)
{
	struct buf digits = {0};
	struct slice s;

	real_text(&digits, node->u.real);
	s = arena_copy(arena, buf_view(&digits));
	buf_free(&digits);
	return s;
}

void
scalar_key_text(struct arena *arena, struct node *node)
{
	switch (node->kind) {
	case NODE_NULL:
		node->text = slice_of("None");
		return;
	case NODE_BOOL:
		node->text = slice_of(node->u.flag ? "True" : "False");
		return;
	case NODE_INT:
		node->text = int_text(arena, node);
		return;
	case NODE_FLOAT:
		node->text = float_text(arena, node);
		return;
	default:
		return;
	}
}
