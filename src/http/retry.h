/* Whether a request is sent again, and when: pure functions. */
#ifndef ZW_HTTP_RETRY_H
#define ZW_HTTP_RETRY_H

#include "core/slice.h"

#include <stdint.h>

enum outcome {
	OUTCOME_ANSWER,      /* there is a status */
	OUTCOME_UNREACHABLE, /* nothing was sent; may work later */
	OUTCOME_LOST,        /* sent, or partly, and no whole answer came */
	OUTCOME_HOPELESS,    /* trying again would change nothing */
};

/* What one attempt came to. */
struct tried {
	enum outcome outcome;
	long status;
	bool reads;       /* GET or HEAD */
	bool idempotent;  /* may be sent twice */
	unsigned attempt; /* counts from 1 */
	int64_t asked_ms; /* the wait that the server asks for, or -1 */
};

struct retry_policy {
	unsigned retries;
	unsigned backoff_ms;
	unsigned max_wait_ms;
};

struct verdict {
	bool again;
	bool too_long;  /* not again, because the server asks for more than max_wait_ms */
	bool everybody; /* the account is limited: other requests should wait as well */
	int64_t wait_ms;
	const char *because; /* static, for "waiting 2.0 s (…)" */
};

/**
 * retry_decide(policy, tried, random):
 * Decide what follows ${tried}; ${random} (any 32 bits) places the wait within
 * its range, so that many machines do not come back together.
 */
struct verdict retry_decide(const struct retry_policy *policy, const struct tried *tried,
    uint32_t random);

/** http_date(text): Return the seconds since 1970 of an HTTP date (RFC 9110, 5.6.7), or -1. */
int64_t http_date(struct slice text);

/**
 * retry_after_ms(value, now):
 * Return the wait that a Retry-After of ${value} asks for at ${now} (seconds since
 * 1970), or -1 when it is neither seconds nor a date.
 */
int64_t retry_after_ms(struct slice value, int64_t now);

/**
 * rate_reset_ms(value, now):
 * The same for X-RateLimit-Reset and its like: seconds since 1970, or from ${now}.
 */
int64_t rate_reset_ms(struct slice value, int64_t now);

#endif
