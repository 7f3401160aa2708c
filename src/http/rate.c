/* Keeps a client within the rate that its account is allowed. */
#include "http/rate.h"

#include <errno.h>
#include <string.h>
#include <time.h>

int64_t
clock_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
sleep_ms(int64_t ms)
{
	struct timespec until;

	if (ms <= 0)
		return;
	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += (time_t)(ms / 1000);
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
		continue;
}

void
rate_init(struct rate *rate, double per_second, int64_t now_ms)
{
	memset(rate, 0, sizeof(*rate));
	(void)pthread_mutex_init(&rate->lock, NULL);
	rate->per_second = per_second > 0 ? per_second : 0;
	rate->burst = rate->per_second > 1 ? rate->per_second : 1;
	rate->tokens = rate->burst;
	rate->filled_ms = now_ms;
	rate->closed_ms = now_ms;
}

void
rate_free(struct rate *rate)
{
	(void)pthread_mutex_destroy(&rate->lock);
}

/* A turn that is not there yet is promised: the next caller waits for the one after it. */
static int64_t
take_token(struct rate *rate, int64_t now_ms)
{
	if (now_ms > rate->filled_ms) {
		rate->tokens += (double)(now_ms - rate->filled_ms) / 1000 * rate->per_second;
		rate->filled_ms = now_ms;
	}
	if (rate->tokens > rate->burst)
		rate->tokens = rate->burst;
	rate->tokens -= 1;
	return rate->tokens >= 0 ? 0 : (int64_t)(-rate->tokens / rate->per_second * 1000) + 1;
}

int64_t
rate_take(struct rate *rate, int64_t now_ms)
{
	int64_t wait = 0;

	(void)pthread_mutex_lock(&rate->lock);
	if (rate->per_second > 0)
		wait = take_token(rate, now_ms);
	if (rate->closed_ms - now_ms > wait)
		wait = rate->closed_ms - now_ms;
	(void)pthread_mutex_unlock(&rate->lock);
	return wait;
}

void
rate_close(struct rate *rate, int64_t until_ms)
{
	(void)pthread_mutex_lock(&rate->lock);
	if (until_ms > rate->closed_ms)
		rate->closed_ms = until_ms;
	(void)pthread_mutex_unlock(&rate->lock);
}
