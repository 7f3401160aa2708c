/* LOC in presentation form. */
#include "dns/loc.h"

#define DIGITS_MAX 15 /* so many are exact in a double */

struct words {
	struct slice rest;
};

/* A number of ${least} to ${most}, with at most ${decimals} after the point. */
struct range {
	double least, most;
	size_t decimals;
};

static const struct range degrees_lat = {0, 90, 0};
static const struct range degrees_long = {0, 180, 0};
static const struct range minutes = {0, 59, 0};
static const struct range seconds = {0, 59.999, 3};
static const struct range altitude = {-100000.00, 42849672.95, 2};
static const struct range metres = {0, 90000000.00, 2};

/* Return the next word, empty at the end. */
static struct slice
next(struct words *words)
{
	struct slice rest = slice_trim(words->rest);
	size_t len = 0;

	while (len < rest.len && rest.data[len] != ' ' && rest.data[len] != '\t')
		len++;
	words->rest = slice_sub(rest, len, rest.len);
	return slice_sub(rest, 0, len);
}

/* Read digits with a sign and a point.  Return 0 or -1. */
static int
read_real(struct slice text, const struct range *range, double *real)
{
	bool negative = text.len > 0 && text.data[0] == '-', point = false;
	size_t i, digits = 0, decimals = 0;
	double number = 0, scale = 1;

	for (i = negative ? 1 : 0; i < text.len; i++) {
		char c = text.data[i];

		if (c == '.' && !point && digits > 0) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9' || ++digits > DIGITS_MAX)
			return -1;
		if (point && ++decimals > range->decimals)
			return -1;
		number = number * 10 + (c - '0');
		scale *= point ? 10 : 1;
	}
	if (digits == 0 || (point && decimals == 0))
		return -1;
	*real = (negative ? -number : number) / scale + 0.0;
	return *real >= range->least && *real <= range->most ? 0 : -1;
}

/* One of two letters, in either case. */
static bool
read_direction(struct slice text, const char *letters, struct slice *direction)
{
	size_t i;

	for (i = 0; i < 2; i++) {
		if (text.len == 1 && (text.data[0] & ~0x20) == letters[i]) {
			*direction = slice_make(&letters[i], 1);
			return true;
		}
	}
	return false;
}

/* Degrees, and if they are there minutes and seconds, then the direction. */
static int
read_coordinate(struct words *words, const struct range *degrees, const char *letters,
    union field *value)
{
	const struct range *ranges[] = {degrees, &minutes, &seconds};
	double numbers[] = {0, 0, 0};
	struct slice word = next(words);
	size_t i;

	for (i = 0; i < 3; i++) {
		if (i > 0 && read_direction(word, letters, &value[3].text))
			break;
		if (read_real(word, ranges[i], &numbers[i]) != 0)
			return -1;
		word = next(words);
	}
	if (!read_direction(word, letters, &value[3].text))
		return -1;
	value[0].number = (int64_t)numbers[0];
	value[1].number = (int64_t)numbers[1];
	value[2].real = numbers[2];
	return 0;
}

/* A length with or without its "m"; ${fallback} when there is none any more. */
static int
read_metres(struct words *words, const struct range *range, double fallback, double *real)
{
	struct slice word = next(words);

	*real = fallback;
	if (word.len == 0)
		return 0;
	if ((word.data[word.len - 1] & ~0x20) == 'M')
		word.len--;
	return read_real(word, range, real);
}

int
loc_parse(struct slice text, union field *value, const char **why)
{
	struct words words = {text};

	*why = "has no latitude such as 51 30 12.500 N";
	if (read_coordinate(&words, &degrees_lat, "NS", &value[0]) != 0)
		return -1;
	*why = "has no longitude such as 0 7 39.600 W";
	if (read_coordinate(&words, &degrees_long, "EW", &value[4]) != 0)
		return -1;
	*why = "has no altitude such as 10.00m";
	if (slice_trim(words.rest).len == 0 ||
	    read_metres(&words, &altitude, 0, &value[8].real) != 0)
		return -1;
	*why = "has a size or precision that is not a length such as 10.00m";
	if (read_metres(&words, &metres, 1, &value[9].real) != 0 ||
	    read_metres(&words, &metres, 10000, &value[10].real) != 0 ||
	    read_metres(&words, &metres, 10, &value[11].real) != 0)
		return -1;
	*why = "has more fields than this type has";
	return slice_trim(words.rest).len == 0 ? 0 : -1;
}
