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

/** bench_print_zone(text, zone): Print a line for each RRset, in order. */
static inline void
bench_print_zone(struct buf *text, struct zone *zone)
{
	size_t i;

	zone_sort(zone);
	buf_text(text, "");
	for (i = 0; i < zone->count; i++) {
		const struct rrset *rrset = &zone->rrsets[i];
		const struct rtype *type = rrset_type(rrset);
		uint32_t k;

		buf_printf(text, "%.*s %u %s", SLICE_ARGS(rrset->name), rrset->ttl, type->name);
		for (k = 0; k < rrset->nvalues; k++) {
			buf_char(text, ' ');
			value_octodns(text, type, rrset->values + (size_t)k * type->nfields);
		}
		buf_char(text, '\n');
	}
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
