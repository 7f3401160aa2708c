/* Decides whether a request is sent again, and reads what servers say about it. */
#include "http/retry.h"

#include <string.h>
#include <time.h>

/* A year: whatever asks for more asks for too much, and sums stay far from overflow. */
#define LONGEST_S ((int64_t)366 * 24 * 3600)
/* About the year 5000. */
#define LATEST_S ((int64_t)100000000000)

enum when { WHEN_ALWAYS, WHEN_ASKED, WHEN_IDEMPOTENT, WHEN_READING };

/* An answer is sent again when one of its rows says so. */
static const struct {
	long status;
	enum when when;
	bool everybody;
	const char *because;
} rules[] = {
    {429, WHEN_ALWAYS, true, "rate limited"},
    /* GitHub says it so. */
    {403, WHEN_ASKED, true, "rate limited"},
    {503, WHEN_ASKED, true, "the server is busy"},
    {502, WHEN_IDEMPOTENT, false, "the server answered 502"},
    {503, WHEN_IDEMPOTENT, false, "the server answered 503"},
    {504, WHEN_IDEMPOTENT, false, "the server answered 504"},
};

static bool
holds(enum when when, const struct tried *tried)
{
	switch (when) {
	case WHEN_ALWAYS:
		return true;
	case WHEN_ASKED:
		return tried->asked_ms >= 0;
	case WHEN_IDEMPOTENT:
		return tried->idempotent || tried->reads;
	case WHEN_READING:
		break;
	}
	return tried->reads;
}

static void
decide_answer(const struct tried *tried, struct verdict *verdict)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		if (tried->status != rules[i].status || !holds(rules[i].when, tried))
			continue;
		verdict->again = true;
		verdict->everybody = rules[i].everybody;
		verdict->because = rules[i].because;
		return;
	}
	if (tried->status >= 500 && tried->status <= 599 && holds(WHEN_READING, tried)) {
		verdict->again = true;
		verdict->because = "the server failed";
	}
}

/* The longest pause after this attempt: doubled each time, within the cap. */
static int64_t
backoff(const struct retry_policy *policy, unsigned attempt)
{
	int64_t pause = policy->backoff_ms;

	for (unsigned i = 1; i < attempt && pause < policy->max_wait_ms; i++)
		pause *= 2;
	return pause < policy->max_wait_ms ? pause : policy->max_wait_ms;
}

static int64_t
share(int64_t range, uint32_t random)
{
	return (int64_t)((uint64_t)range * random >> 32);
}

struct verdict
retry_decide(const struct retry_policy *policy, const struct tried *tried, uint32_t random)
{
	struct verdict verdict = {0};

	switch (tried->outcome) {
	case OUTCOME_ANSWER:
		decide_answer(tried, &verdict);
		break;
	case OUTCOME_UNREACHABLE:
		verdict.again = true;
		verdict.because = "no connection";
		break;
	case OUTCOME_LOST:
		verdict.again = tried->idempotent || tried->reads;
		verdict.because = "the connection was lost";
		break;
	case OUTCOME_HOPELESS:
		break;
	}
	if (!verdict.again)
		return verdict;
	if (tried->outcome == OUTCOME_ANSWER && tried->asked_ms > (int64_t)policy->max_wait_ms) {
		verdict.again = false;
		verdict.too_long = true;
		return verdict;
	}
	verdict.again = tried->attempt <= policy->retries;
	verdict.wait_ms = share(backoff(policy, tried->attempt), random);
	/* Not before the server wants it, and not all at once then. */
	if (tried->outcome == OUTCOME_ANSWER && tried->asked_ms >= 0)
		verdict.wait_ms = tried->asked_ms + share(backoff(policy, 1), random);
	return verdict;
}

/* Read digits; what is above the largest time that anyone means counts as that. */
static bool
read_number(struct slice text, int64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
		*number = *number * 10 + (text.data[i] - '0');
		if (*number > LATEST_S)
			*number = LATEST_S;
	}
	return text.len > 0;
}

static int
month_number(struct slice word)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (int i = 0; word.len == 3 && i < 12; i++) {
		char name[4] = {names[3 * i], names[3 * i + 1], names[3 * i + 2], '\0'};

		if (slice_is_nocase(word, name))
			return i;
	}
	return -1;
}

static bool
read_clock(struct slice word, struct tm *tm)
{
	int64_t hour, minute, second;

	if (word.len != 8 || word.data[2] != ':' || word.data[5] != ':')
		return false;
	if (!read_number(slice_sub(word, 0, 2), &hour) || hour > 23 ||
	    !read_number(slice_sub(word, 3, 5), &minute) || minute > 59 ||
	    !read_number(slice_sub(word, 6, 8), &second) || second > 60)
		return false;
	tm->tm_hour = (int)hour;
	tm->tm_min = (int)minute;
	tm->tm_sec = (int)second;
	return true;
}

/* What has been seen of a date; -1 is not yet. */
struct date {
	int64_t day, month, year;
	bool clock;
	struct tm tm;
};

static void
read_word(struct slice word, struct date *date)
{
	int64_t number;

	if (read_clock(word, &date->tm)) {
		date->clock = true;
	} else if (!read_number(word, &number)) {
		if (month_number(word) >= 0)
			date->month = month_number(word);
	} else if (word.len == 4) {
		date->year = number;
	} else if (date->day < 0) {
		date->day = number;
	} else if (word.len == 2) {
		/* RFC 850's two digits, as RFC 9110 reads them nowadays. */
		date->year = number + (number < 70 ? 2000 : 1900);
	}
}

int64_t
http_date(struct slice text)
{
	struct date date = {.day = -1, .month = -1, .year = -1};
	size_t at = 0;

	/* The three forms differ in the order of the same words. */
	while (at < text.len) {
		size_t end = at;

		while (end < text.len && strchr(" ,-\t", text.data[end]) == NULL)
			end++;
		if (end > at)
			read_word(slice_sub(text, at, end), &date);
		at = end + 1;
	}
	if (!date.clock || date.day < 1 || date.day > 31 || date.month < 0 || date.year < 1970)
		return -1;
	date.tm.tm_mday = (int)date.day;
	date.tm.tm_mon = (int)date.month;
	date.tm.tm_year = (int)date.year - 1900;
	return (int64_t)timegm(&date.tm);
}

static int64_t
bounded_ms(int64_t seconds)
{
	return (seconds < LONGEST_S ? seconds : LONGEST_S) * 1000;
}

int64_t
rate_reset_ms(struct slice value, int64_t now)
{
	int64_t seconds;

	if (!read_number(slice_trim(value), &seconds))
		return -1;
	/* No window is as long as the time since 1970. */
	if (seconds > LONGEST_S)
		seconds = seconds > now ? seconds - now : 0;
	return bounded_ms(seconds);
}

int64_t
retry_after_ms(struct slice value, int64_t now)
{
	struct slice text = slice_trim(value);
	int64_t seconds;

	if (!read_number(text, &seconds)) {
		seconds = http_date(text);
		if (seconds < 0)
			return -1;
		seconds = seconds > now ? seconds - now : 0;
	}
	return bounded_ms(seconds);
}
