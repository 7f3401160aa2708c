/* Timestamps of YAML 1.1. */
#include "yaml/scalar.h"

#include <string.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Read between least and most digits at *at. */
static bool
take_number(struct slice s, size_t *at, size_t least, size_t most, unsigned *number)
{
	size_t from = *at;

	*number = 0;
	while (*at < s.len && *at - from < most && is_digit(s.data[*at]))
		*number = *number * 10 + (unsigned)(s.data[(*at)++] - '0');
	return *at - from >= least;
}

static bool
take_char(struct slice s, size_t *at, char c)
{
	if (*at >= s.len || s.data[*at] != c)
		return false;
	++*at;
	return true;
}

static bool
take_blanks(struct slice s, size_t *at)
{
	size_t from = *at;

	while (*at < s.len && (s.data[*at] == ' ' || s.data[*at] == '\t'))
		++*at;
	return *at > from;
}

struct stamp {
	unsigned year, month, day, hour, minute, second, zone_hour, zone_minute;
	bool timed;
};

/* [ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?) up to the end; or nothing at all. */
static bool
read_zone(struct slice s, size_t at, struct stamp *stamp)
{
	if (at == s.len)
		return true;
	(void)take_blanks(s, &at);
	if (take_char(s, &at, 'Z'))
		return at == s.len;
	if (!take_char(s, &at, '-') && !take_char(s, &at, '+'))
		return false;
	if (!take_number(s, &at, 1, 2, &stamp->zone_hour))
		return false;
	if (take_char(s, &at, ':') && !take_number(s, &at, 2, 2, &stamp->zone_minute))
		return false;
	return at == s.len;
}

static bool
read_stamp(struct slice s, bool loose, struct stamp *stamp)
{
	size_t at = 0, month, day;

	memset(stamp, 0, sizeof(*stamp));
	if (!take_number(s, &at, 4, 4, &stamp->year) || !take_char(s, &at, '-'))
		return false;
	month = at;
	if (!take_number(s, &at, 1, 2, &stamp->month))
		return false;
	month = at - month;
	if (!take_char(s, &at, '-'))
		return false;
	day = at;
	if (!take_number(s, &at, 1, 2, &stamp->day))
		return false;
	day = at - day;
	if (at == s.len)
		return loose || (month == 2 && day == 2);
	if (!take_char(s, &at, 'T') && !take_char(s, &at, 't') && !take_blanks(s, &at))
		return false;
	stamp->timed = true;
	if (!take_number(s, &at, 1, 2, &stamp->hour) || !take_char(s, &at, ':') ||
	    !take_number(s, &at, 2, 2, &stamp->minute) || !take_char(s, &at, ':') ||
	    !take_number(s, &at, 2, 2, &stamp->second))
		return false;
	if (take_char(s, &at, '.')) {
		while (at < s.len && is_digit(s.data[at]))
			at++;
	}
	return read_zone(s, at, stamp);
}

bool
scalar_is_date(struct slice s, bool loose)
{
	struct stamp stamp;

	return read_stamp(s, loose, &stamp);
}

const char *
scalar_decode_date(struct node *node)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	struct stamp stamp;
	unsigned last;

	if (!read_stamp(node->text, true, &stamp))
		return "it is not written like a date";
	if (stamp.year == 0 || stamp.month == 0 || stamp.month > 12)
		return "there is no such date";
	last = days[stamp.month - 1];
	if (stamp.month == 2 && stamp.year % 4 == 0 &&
	    (stamp.year % 100 != 0 || stamp.year % 400 == 0))
		last = 29;
	if (stamp.day == 0 || stamp.day > last)
		return "there is no such date";
	if (stamp.hour > 23 || stamp.minute > 59 || stamp.second > 59 ||
	    stamp.zone_hour * 60 + stamp.zone_minute >= 24 * 60)
		return "there is no such time";
	node->kind = NODE_DATE;
	return NULL;
}
