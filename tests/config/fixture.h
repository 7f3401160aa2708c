/* What the tests of the configuration share: a directory with files, and what was said about them. */
#ifndef ZW_TESTS_CONFIG_FIXTURE_H
#define ZW_TESTS_CONFIG_FIXTURE_H

#include "config/config.h"
#include "config/expand.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

/* All zero is nothing yet. */
struct place_for_files {
	char dir[64];
	struct snapshot *snapshot;
	struct diags diags;
	struct config *config;
};

/* The providers that most tests use. */
#define PROVIDERS                                                                     \
	"providers:\n"                                                                \
	"  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones}\n" \
	"  live: {class: octodns.provider.yaml.YamlProvider, directory: ./live}\n"

/** files_begin(files), files_write(files, path, text): Make a directory; write one file in it. */
void files_begin(struct place_for_files *files);
void files_write(struct place_for_files *files, const char *path, const char *text);

/** files_read(files): Read octodns.yaml there; return what config_read returns. */
int files_read(struct place_for_files *files);

/** read_text(files, text): Begin, write octodns.yaml, read it. */
int read_text(struct place_for_files *files, const char *text);

/** files_end(files): Remove and free everything. */
void files_end(struct place_for_files *files);

/** said(files, rule, line): Return the diagnostic of that rule at that line (0: any), or NULL. */
const struct diag *said(const struct place_for_files *files, const char *rule, unsigned line);

/** zone_of(files, name): Return the entry of that name; fails the test without one. */
const struct zone_config *zone_of(const struct place_for_files *files, const char *name);

/* A fake of sources: "config" has the names, a file zones/NAMEyaml is of zone
 * NAME, zones/shared.yaml of any; "env" cannot list. */
struct fake {
	const char *const *names; /* NULL at the end */
	unsigned listings;
	struct config_sources sources;
};

/** fake_init(fake, names): Make it; without `has`. */
void fake_init(struct fake *fake, const char *const *names);

#endif
