/* The time and the id of a run. */
#include "process/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

/* What SOURCE_DATE_EPOCH says; else the clock. */
static struct timespec
now(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct timespec time = {0, 0};
	char *end;

	if (epoch != NULL && *epoch >= '0' && *epoch <= '9' && strlen(epoch) <= 11) {
		time.tv_sec = (time_t)strtoll(epoch, &end, 10);
		if (*end == '\0')
			return time;
	}
	(void)clock_gettime(CLOCK_REALTIME, &time);
	return time;
}

const char *
run_time(struct process_run *run)
{
	struct timespec time = now();
	struct tm parts;
	char text[24];

	if (run->time[0] != '\0')
		return run->time;
	(void)gmtime_r(&time.tv_sec, &parts);
	(void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &parts);
	if (time.tv_nsec >= 1000)
		(void)snprintf(run->time, sizeof(run->time), "%s.%06ld+00:00", text,
		    time.tv_nsec / 1000);
	else
		(void)snprintf(run->time, sizeof(run->time), "%s+00:00", text);
	return run->time;
}

const char *
run_uuid(struct process_run *run)
{
	unsigned char bytes[16] = {0};
	char *at = run->uuid;
	size_t i;

	if (*at != '\0' || getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return run->uuid;
	bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40);
	bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
	for (i = 0; i < sizeof(bytes); i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*at++ = '-';
		(void)snprintf(at, 3, "%02x", bytes[i]);
		at += 2;
	}
	return run->uuid;
}
