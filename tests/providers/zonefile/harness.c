/* A ZoneFileProvider on a directory. */
#include "harness.h"

void
zf_begin(struct bench *bench, const char *options)
{
	struct buf text = {0};

	buf_printf(&text, "live: {class: octodns_bind.ZoneFileProvider, directory: zones%s%s}",
	    *options != '\0' ? ", " : "", options);
	bench_config(bench, text.data);
	buf_free(&text);
}

int
zf_read(struct bench *bench, struct zone *zone, const char *name, bool as_target)
{
	struct read_request request = {.zone = slice_of(name), .as_target = as_target};

	if (bench->provider == NULL) {
		bench_read_config(bench);
		cr_assert_eq(provider_open(&bench->provider, bench->config, &bench->context,
				 &bench->files.diags),
		    0, "%s",
		    bench->files.diags.count > 0 ? bench->files.diags.items[0].message : "");
	}
	if (!as_target)
		request.rules = bench->files.config->rules;
	zone_init(zone, request.zone);
	diags_free(&bench->files.diags);
	return bench->provider->class->read(bench->provider, &request, zone, &bench->files.diags);
}

void
zf_has(struct bench *bench, bool as_target, const char *want)
{
	struct buf text = {0};
	struct zone zone;
	int rc = zf_read(bench, &zone, "unit.tests.", as_target);

	cr_assert_eq(rc, 0, "%s",
	    bench->files.diags.count > 0 ? bench->files.diags.items[0].message : "");
	bench_print_zone(&text, &zone);
	cr_expect_str_eq(text.data, want, "%s", text.data);
	buf_free(&text);
	zone_free(&zone);
}

void
zf_reads(const char *text, const char *want)
{
	struct bench bench;
	struct buf file = {0}, all = {0};

	zf_begin(&bench, "");
	buf_printf(&file, TOP "%s", text);
	buf_printf(&all, TOP_LINE "%s", want);
	files_write(&bench.files, "zones/unit.tests.", file.data);
	zf_has(&bench, false, all.data);
	cr_expect_eq(bench.files.diags.count, 0, "%s: %s", text,
	    bench.files.diags.count > 0 ? bench.files.diags.items[0].message : "");
	buf_free(&file);
	buf_free(&all);
	bench_end(&bench);
}

void
zf_refuses(const char *text, unsigned line, const char *message)
{
	struct bench bench;
	struct buf file = {0};
	struct zone zone;
	const struct diag *diag;

	zf_begin(&bench, "");
	buf_printf(&file, TOP "%s", text);
	files_write(&bench.files, "zones/unit.tests.", file.data);
	cr_expect_eq(zf_read(&bench, &zone, "unit.tests.", false), -1, "%s is read", text);
	cr_assert_eq(bench.files.diags.errors, 1, "%s: %zu errors", text, bench.files.diags.errors);
	diag = bench.files.diags.items;
	while (diag->severity != SEVERITY_ERROR)
		diag++;
	cr_expect_not_null(strstr(diag->message, message), "%s: %s", text, diag->message);
	cr_expect_str_eq(diag->at.file, "zones/unit.tests.");
	cr_expect_eq(diag->at.line, line, "%s: line %u", text, diag->at.line);
	cr_expect_gt(zone.count, 0);
	zone_free(&zone);
	buf_free(&file);
	bench_end(&bench);
}

int
zf_apply(struct bench *bench, const char *yaml)
{
	struct diff_options options = {.target = "live",
	    .update_threshold = 1,
	    .delete_threshold = 1,
	    .keep_root_ns = true};
	struct target_plan plan = {0};
	struct arena arena = {0};
	struct zone live, wanted;
	struct apply_request request = {.zone = slice_of("unit.tests.")};
	enum apply_status statuses[16];
	size_t i;
	int rc;

	cr_assert_eq(zf_read(bench, &live, "unit.tests.", true), 0);
	read_zone(&wanted, "unit.tests.", yaml);
	diff_zones(&live, &wanted, &options, &arena, &plan);
	request.exists = live.exists;
	request.changes = plan.changes;
	request.count = plan.nchanges;
	cr_assert_leq(plan.nchanges, 16);
	rc =
	    bench->provider->class->apply(bench->provider, &request, statuses, &bench->files.diags);
	for (i = 0; i < plan.nchanges; i++)
		cr_expect_eq(statuses[i], rc == 0 ? APPLY_DONE : APPLY_FAILED);
	arena_free(&arena);
	zone_free(&live);
	zone_free(&wanted);
	return rc;
}

void
zf_file(struct bench *bench, const char *path, struct buf *text)
{
	char full[512], bytes[4096];
	FILE *file;
	size_t len;

	(void)snprintf(full, sizeof(full), "%s/%s", bench->files.dir, path);
	file = fopen(full, "r");
	cr_assert_not_null(file, "%s is not there", path);
	buf_clear(text);
	buf_text(text, "");
	while ((len = fread(bytes, 1, sizeof(bytes), file)) > 0)
		buf_add(text, bytes, len);
	(void)fclose(file);
}
