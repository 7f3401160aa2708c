/* A ZoneFileProvider on a directory, and what it reads and writes. */
#ifndef ZW_TESTS_ZONEFILE_HARNESS_H
#define ZW_TESTS_ZONEFILE_HARNESS_H

#include "../../plan/fixture.h"
#include "../../provider/fixture.h"
#include "provider/registry.h"

/* A zone's file has to begin with these two. */
#define TOP "@ 300 IN SOA ns1 webmaster 7 3600 600 604800 60\n@ 300 IN NS ns1.example.net.\n"
#define TOP_LINE "unit.tests. 300 NS ns1.example.net.\n"

/** zf_begin(bench, options): Begin a directory with a provider of "zones" and more ${options}. */
void zf_begin(struct bench *bench, const char *options);

/** zf_read(bench, zone, name, as_target): Open when it is not yet, read a new ${zone}; return what read does. */
int zf_read(struct bench *bench, struct zone *zone, const char *name, bool as_target);

/** zf_has(bench, as_target, want): Read unit.tests. and assert "name TTL type values…" by line, sorted. */
void zf_has(struct bench *bench, bool as_target, const char *want);

/** zf_reads(text, want): A file of unit.tests. that is TOP and ${text} reads as TOP_LINE and ${want}, without a word. */
void zf_reads(const char *text, const char *want);

/** zf_refuses(text, line, message): A file of TOP and ${text} has one fault, at ${line} of it (the first is 3). */
void zf_refuses(const char *text, unsigned line, const char *message);

/** zf_apply(bench, yaml): Make the target's unit.tests. what ${yaml} says; return what apply does. */
int zf_apply(struct bench *bench, const char *yaml);

/** zf_file(bench, path, text): Read a file of the directory. */
void zf_file(struct bench *bench, const char *path, struct buf *text);

#endif
