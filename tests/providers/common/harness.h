/* A provider on a scripted server, and zones written as tables. */
#ifndef ZW_TESTS_PROVIDERS_HARNESS_H
#define ZW_TESTS_PROVIDERS_HARNESS_H

#include "provider/settle.h"
#include "provider/talk.h"

#define TEST_SECRET "a-token-that-must-not-be-seen"

struct bench {
	struct arena arena;
	struct diags diags;
	struct provider_config config;
	struct provider *provider;
};

/**
 * bench_open(bench, class, options, …): Open a provider of that class with the id
 * "it"; then option names and texts, NULL at the end.  Return what provider_open does.
 */
int bench_open(struct bench *bench, const char *class, ...);
void bench_close(struct bench *bench);

/** bench_hurry(client): Retries follow at once. */
void bench_hurry(struct http_client *client);

/** bench_said(bench, text): Return whether a diagnostic's message or hint has ${text}. */
bool bench_said(const struct bench *bench, const char *text);

/** zone_of(zone, name, lines): Make a zone of "name type ttl value|value"; NULL at the end. */
void zone_of(struct zone *zone, const char *name, const char *const *lines);

/** zone_has(zone, line): Return whether it has exactly this RRset. */
bool zone_has(const struct zone *zone, const char *line);

/** bench_read(bench, zone, name): Read it as a target into the new ${zone}. */
int bench_read(struct bench *bench, struct zone *zone, const char *name);

struct diff {
	struct change *changes;
	enum apply_status *statuses;
	size_t count;
};

/** diff_make(diff, from, to): What turns ${from} into ${to}, deletes first. */
void diff_make(struct diff *diff, const struct zone *from, const struct zone *to);
void diff_free(struct diff *diff);

/** bench_apply(bench, name, exists, diff): Carry it out. */
int bench_apply(struct bench *bench, const char *name, bool exists, struct diff *diff);

/** diff_is(diff, status): Return whether all changes have that status. */
bool diff_is(const struct diff *diff, enum apply_status status);

#endif
