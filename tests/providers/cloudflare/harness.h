/* A provider of Cloudflare's with settings of a test, and what it makes of answers. */
#ifndef ZW_TESTS_CLOUDFLARE_HARNESS_H
#define ZW_TESTS_CLOUDFLARE_HARNESS_H

#include "../../../providers/cloudflare/cloudflare.h"

#define TEST_TOKEN "a-token-that-must-not-be-seen"
#define LEN(a) (sizeof(a) / sizeof((a)[0]))

struct bench {
	struct arena arena;
	struct diags diags;
	struct provider_config config;
	struct provider *provider;
};

/**
 * bench_open(bench, port, options, …): Open a CloudflareProvider on 127.0.0.1; then
 * option names and texts, NULL at the end ("true" and "false" are made booleans, an
 * option "class" names another class).  Return what provider_open does.
 */
int bench_open(struct bench *bench, unsigned port, ...);
void bench_close(struct bench *bench);

/** bench_state(bench): Return the provider's own. */
struct cloudflare *bench_state(struct bench *bench);

/** bench_said(bench, text): Return whether a diagnostic's message or hint has ${text}. */
bool bench_said(const struct bench *bench, const char *text);

/** bench_read(bench, zone): Read unit.tests. as a target into the new ${zone}. */
int bench_read(struct bench *bench, struct zone *zone);

/**
 * bench_take(bench, zone, info, records): Take the JSON objects ${records}, with commas
 * between, as the records of unit.tests.; what is kept goes into ${info} (NULL: nothing is).
 * Return what incoming_end does.
 */
int bench_take(struct bench *bench, struct zone *zone, struct zone_info *info, const char *records);

/** bench_lines(zone): Return "name type ttl value|value {octodns}" of each RRset, "; " between.  The caller frees. */
char *bench_lines(struct zone *zone);

/** info_free(info): Free what is kept. */
void info_free(struct zone_info *info);

#endif
