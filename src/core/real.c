/* Floating-point numbers in Python's spelling. */
#include "core/node.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "-d.dddddddddddddddde-308" with 17 digits, and room to spare. */
#define REAL_ROOM 40
#define REAL_DIGITS 17

/* The next decimal of the same length away from zero; false when it would be longer. */
static bool
bump_last_digit(char *digits)
{
	char *at = strchr(digits, 'e') - 1;

	while (at >= digits && (*at == '9' || *at == '.')) {
		if (*at == '9')
			*at = '0';
		at--;
	}
	if (at < digits || *at < '0')
		return false;
	(*at)++;
	return true;
}

/*
 * The shortest decimal that reads back as real, in the form of %e.  Below a
 * power of two doubles lie closer together than above it: there the nearest
 * decimal can miss while the next one up still reads back.
 */
static void
shortest(double real, char text[REAL_ROOM])
{
	int exponent;
	bool power_of_two = frexp(real, &exponent) == 0.5;
	int digits;

	for (digits = 1; digits < REAL_DIGITS; digits++) {
		(void)snprintf(text, REAL_ROOM, "%.*e", digits - 1, real);
		if (strtod(text, NULL) == real)
			return;
		if (power_of_two && bump_last_digit(text) && strtod(text, NULL) == real)
			return;
	}
	(void)snprintf(text, REAL_ROOM, "%.*e", REAL_DIGITS - 1, real);
}

/* Print digits with the point after the first 1 + exponent of them. */
static void
plain_real(struct buf *buf, struct slice digits, int exponent)
{
	size_t before = exponent >= 0 ? (size_t)exponent + 1 : 0;

	if (before == 0) {
		buf_text(buf, "0.");
		buf_pad(buf, '0', (size_t)(-exponent - 1));
		buf_slice(buf, digits);
		return;
	}
	buf_slice(buf, slice_sub(digits, 0, before));
	if (digits.len <= before) {
		buf_pad(buf, '0', before - digits.len);
		buf_text(buf, ".0");
		return;
	}
	buf_char(buf, '.');
	buf_slice(buf, slice_sub(digits, before, digits.len));
}

void
real_text(struct buf *buf, double real)
{
	char text[REAL_ROOM], digits[REAL_ROOM];
	const char *e;
	long exponent;
	size_t len = 1;
	const char *at;

	if (signbit(real) && !isnan(real)) {
		buf_char(buf, '-');
		real = -real;
	}
	if (isnan(real) || isinf(real)) {
		buf_text(buf, isnan(real) ? "nan" : "inf");
		return;
	}
	shortest(real, text);
	e = strchr(text, 'e');
	exponent = strtol(e + 1, NULL, 10);
	digits[0] = text[0];
	for (at = text + 1; at < e; at++) {
		if (*at != '.')
			digits[len++] = *at;
	}
	while (len > 1 && digits[len - 1] == '0')
		len--;
	if (exponent >= -4 && exponent < 16) {
		plain_real(buf, slice_make(digits, len), (int)exponent);
		return;
	}
	buf_char(buf, digits[0]);
	if (len > 1) {
		buf_char(buf, '.');
		buf_add(buf, digits + 1, len - 1);
	}
	buf_printf(buf, "e%c%02ld", exponent < 0 ? '-' : '+', labs(exponent));
}
