/* How fast an account may be asked: a token bucket, and a pause that all callers share. */
#ifndef ZW_HTTP_RATE_H
#define ZW_HTTP_RATE_H

#include <pthread.h>
#include <stdint.h>

struct rate {
	pthread_mutex_t lock;
	double per_second; /* 0: no limit */
	double tokens;     /* below 0: promised to those who wait */
	double burst;
	int64_t filled_ms; /* when tokens was true */
	int64_t closed_ms; /* nobody may start before */
};

/** clock_ms(): Return the milliseconds of a clock that never goes back. */
int64_t clock_ms(void);

/** sleep_ms(ms): Sleep that long, signals aside. */
void sleep_ms(int64_t ms);

/** rate_init(rate, per_second, now_ms), rate_free(rate): Set up with a second's worth; tear down. */
void rate_init(struct rate *rate, double per_second, int64_t now_ms);
void rate_free(struct rate *rate);

/** rate_take(rate, now_ms): Take a turn; return how many milliseconds to wait before using it. */
int64_t rate_take(struct rate *rate, int64_t now_ms);

/** rate_close(rate, until_ms): Let nobody start before ${until_ms}. */
void rate_close(struct rate *rate, int64_t until_ms);

#endif
