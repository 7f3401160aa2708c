/* A YamlProvider on a directory, and what it reads and writes. */
#ifndef ZW_TESTS_YAML_PROVIDER_FIXTURE_H
#define ZW_TESTS_YAML_PROVIDER_FIXTURE_H

#include "../../../providers/yaml/yaml_provider.h"
#include "../../plan/fixture.h"
#include "../../provider/fixture.h"

/** yaml_begin(bench, options): Begin a directory with a provider of "zones" and more ${options}. */
void yaml_begin(struct bench *bench, const char *options);

/** yaml_open(bench): Open the provider on the files written so far. */
void yaml_open(struct bench *bench);

/** yaml_reopen(bench, options): Open it anew: the options have changed, or the files of the snapshot. */
void yaml_reopen(struct bench *bench, const char *options);

/** read_as(bench, zone, name, as_target): Read a new ${zone}; return what read does. */
int read_as(struct bench *bench, struct zone *zone, const char *name, bool as_target);

/** must_have(bench, name, as_target, want): Read and assert "name TTL type values…" by line, sorted. */
void must_have(struct bench *bench, const char *name, bool as_target, const char *want);

/** must_refuse(bench, name, rule, file, message): Read as a source and assert one error. */
void must_refuse(struct bench *bench, const char *name, const char *rule, const char *file,
    const char *message);

/** apply_yaml(bench, name, yaml): Make the target's zone what ${yaml} says; return what apply does. */
int apply_yaml(struct bench *bench, const char *name, const char *yaml);

/** file_is(bench, path, text): Assert the bytes of a file; NULL when there is to be none. */
void file_is(struct bench *bench, const char *path, const char *text);

/** dir_is(bench, path, names): Assert the sorted names in a folder, blanks between. */
void dir_is(struct bench *bench, const char *path, const char *names);

#endif
