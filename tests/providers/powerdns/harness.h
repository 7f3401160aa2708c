/* A provider, the server that it talks to, and zones written as tables. */
#ifndef ZW_TESTS_POWERDNS_HARNESS_H
#define ZW_TESTS_POWERDNS_HARNESS_H

#include "../../../providers/powerdns/powerdns.h"

#include <stdio.h>
#include <sys/types.h>

#define TEST_KEY "a-key-that-must-not-be-seen"

/* A real PowerDNS server, started by pdns.sh, which ends it when we are gone. */
struct pdns {
	pid_t shell, server;
	FILE *to, *from;
	unsigned port;
	char log[256];
};

/** pdns_begin(pdns): Start it; skips the test when PowerDNS is not installed. */
void pdns_begin(struct pdns *pdns);
void pdns_finish(struct pdns *pdns);

/**
 * pdns_logged(pdns, word, want):
 * Return how many lines of its log have ${word}.  The server logs a request after
 * answering it: wait for ${want} lines, but not for long.
 */
size_t pdns_logged(const struct pdns *pdns, const char *word, size_t want);

struct bench {
	struct arena arena;
	struct diags diags;
	struct provider_config config;
	struct provider *provider;
};

/**
 * bench_open(bench, port, options, …): Open a provider on 127.0.0.1; then option
 * names and texts, NULL at the end ("true" and "false" are made booleans).
 * Retries follow at once.  Return what provider_open does.
 */
int bench_open(struct bench *bench, unsigned port, ...);
void bench_close(struct bench *bench);

/** bench_said(bench, text): Return whether a diagnostic's message or hint has ${text}. */
bool bench_said(const struct bench *bench, const char *text);

/** bench_forget(bench): Empty the list of diagnostics. */
void bench_forget(struct bench *bench);

/* "name type ttl value|value". */
void zone_of(struct zone *zone, const char *name, const char *const *lines);

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

/** bench_make(bench, wanted): Read, compare and apply: what a run does.  Return the number of changes. */
size_t bench_make(struct bench *bench, const struct zone *wanted);

#endif
