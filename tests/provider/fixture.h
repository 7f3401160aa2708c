/* Providers that stand in a configuration on disk. */
#ifndef ZW_TESTS_PROVIDER_FIXTURE_H
#define ZW_TESTS_PROVIDER_FIXTURE_H

#include "../config/fixture.h"
#include "provider/provider.h"

#include <string.h>

/* All zero is nothing yet; close it with provider_close and files_end. */
struct bench {
	struct place_for_files files;
	struct provider_context context;
	struct provider *provider;
	const struct provider_config *config;
};

/** bench_config(bench, provider): Begin a directory whose configuration has that provider, "live: {…}". */
static inline void
bench_config(struct bench *bench, const char *provider)
{
	struct buf text = {0};

	memset(bench, 0, sizeof(*bench));
	files_begin(&bench->files);
	buf_printf(&text,
	    "providers:\n  %s\nzones:\n  unit.tests.: {sources: [live], targets: []}\n", provider);
	files_write(&bench->files, "octodns.yaml", text.data);
	buf_free(&text);
}

/** bench_read_config(bench): Read the configuration, which must have that one provider. */
static inline void
bench_read_config(struct bench *bench)
{
	cr_assert_eq(files_read(&bench->files), 0);
	cr_assert_eq(bench->files.diags.count, 0);
	cr_assert_eq(bench->files.config->nproviders, 1);
	bench->config = &bench->files.config->providers[0];
	bench->context.snapshot = bench->files.snapshot;
	bench->context.disk_root = bench->files.dir;
	bench->context.config_dir = "";
}

static inline void
bench_end(struct bench *bench)
{
	provider_close(bench->provider);
	files_end(&bench->files);
}

/** diags_have(diags, text): Return how many messages or hints have ${text} in them. */
static inline unsigned
diags_have(const struct diags *diags, const char *text)
{
	unsigned found = 0;
	size_t i;

	for (i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];

		found += strstr(diag->message, text) != NULL ||
		    (diag->hint != NULL && strstr(diag->hint, text) != NULL);
	}
	return found;
}

#endif
