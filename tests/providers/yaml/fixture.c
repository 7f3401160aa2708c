/* A YamlProvider on a directory, and what it reads and writes. */
#include "fixture.h"

#include <dirent.h>
#include <unistd.h>

static void
write_config(struct bench *bench, const char *options)
{
	struct buf text = {0};

	buf_printf(&text,
	    "providers:\n  live: {class: octodns.provider.yaml.YamlProvider, directory: zones%s%s}\n"
	    "zones:\n  unit.tests.: {sources: [live], targets: []}\n",
	    *options != '\0' ? ", " : "", options);
	files_write(&bench->files, "octodns.yaml", text.data);
	buf_free(&text);
}

void
yaml_begin(struct bench *bench, const char *options)
{
	memset(bench, 0, sizeof(*bench));
	files_begin(&bench->files);
	write_config(bench, options);
}

void
yaml_open(struct bench *bench)
{
	bench_read_config(bench);
	cr_assert_eq(provider_open(&bench->provider, bench->config, &bench->context,
			 &bench->files.diags),
	    0, "%s", bench->files.diags.count > 0 ? bench->files.diags.items[0].message : "");
}

void
yaml_reopen(struct bench *bench, const char *options)
{
	provider_close(bench->provider);
	config_free(bench->files.config);
	snapshot_close(bench->files.snapshot);
	diags_free(&bench->files.diags);
	write_config(bench, options);
	yaml_open(bench);
}

int
read_as(struct bench *bench, struct zone *zone, const char *name, bool as_target)
{
	struct read_request request = {.zone = slice_of(name), .as_target = as_target};

	zone_init(zone, request.zone);
	diags_free(&bench->files.diags);
	return bench->provider->class->read(bench->provider, &request, zone, &bench->files.diags);
}

void
must_have(struct bench *bench, const char *name, bool as_target, const char *want)
{
	struct buf text = {0};
	struct zone zone;

	cr_assert_eq(read_as(bench, &zone, name, as_target), 0, "%s",
	    bench->files.diags.count > 0 ? bench->files.diags.items[0].message : "");
	bench_print_zone(&text, &zone);
	cr_expect_str_eq(text.data, want);
	buf_free(&text);
	zone_free(&zone);
}

void
must_refuse(struct bench *bench, const char *name, const char *rule, const char *file,
    const char *message)
{
	const struct diag *diag;
	struct zone zone;

	cr_assert_eq(read_as(bench, &zone, name, false), -1, "%s was read", name);
	cr_assert_eq(bench->files.diags.errors, 1);
	diag = &bench->files.diags.items[0];
	cr_expect_str_eq(diag->rule, rule);
	cr_expect(slice_is(diag->subject.zone, name));
	if (file != NULL) {
		cr_assert_not_null(diag->at.file, "no file: %s", diag->message);
		cr_expect_str_eq(diag->at.file, file);
	}
	cr_expect_not_null(strstr(diag->message, message), "%s", diag->message);
	zone_free(&zone);
}

static int
apply_changes(struct bench *bench, struct zone *live, struct zone *wanted)
{
	struct diff_options options = {.target = "live",
	    .update_threshold = 1,
	    .delete_threshold = 1,
	    .keep_root_ns = true};
	struct target_plan plan = {0};
	struct arena arena = {0};
	struct apply_request request = {.zone = live->name, .exists = live->exists};
	enum apply_status *statuses;
	size_t i;
	int rc;

	diff_zones(live, wanted, &options, &arena, &plan);
	request.changes = plan.changes;
	request.count = plan.nchanges;
	statuses = mem_zero(plan.nchanges, sizeof(*statuses));
	for (i = 0; i < plan.nchanges; i++)
		statuses[i] = APPLY_UNKNOWN;
	rc =
	    bench->provider->class->apply(bench->provider, &request, statuses, &bench->files.diags);
	for (i = 0; i < plan.nchanges; i++)
		cr_expect_eq(statuses[i], rc == 0 ? APPLY_DONE : APPLY_FAILED);
	free(statuses);
	arena_free(&arena);
	return rc;
}

int
apply_yaml(struct bench *bench, const char *name, const char *yaml)
{
	struct zone live, wanted;
	int rc;

	cr_assert_eq(read_as(bench, &live, name, true), 0);
	read_zone(&wanted, name, yaml);
	rc = apply_changes(bench, &live, &wanted);
	zone_free(&live);
	zone_free(&wanted);
	return rc;
}

void
file_is(struct bench *bench, const char *path, const char *text)
{
	char full[512], bytes[4096];
	FILE *file;
	size_t len;

	(void)snprintf(full, sizeof(full), "%s/%s", bench->files.dir, path);
	file = fopen(full, "r");
	if (text == NULL) {
		cr_expect_null(file, "%s is there", path);
		return;
	}
	cr_assert_not_null(file, "%s is not there", path);
	len = fread(bytes, 1, sizeof(bytes) - 1, file);
	bytes[len] = '\0';
	(void)fclose(file);
	cr_expect_str_eq(bytes, text, "%s: %s", path, bytes);
}

static int
not_dots(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

void
dir_is(struct bench *bench, const char *path, const char *names)
{
	struct dirent **entries;
	struct buf text = {0};
	char full[512];
	int i, count;

	(void)snprintf(full, sizeof(full), "%s/%s", bench->files.dir, path);
	count = scandir(full, &entries, not_dots, alphasort);
	cr_assert_geq(count, 0, "%s is not there", path);
	buf_text(&text, "");
	for (i = 0; i < count; i++) {
		buf_printf(&text, "%s%s", i > 0 ? " " : "", entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	cr_expect_str_eq(text.data, names, "%s: %s", path, text.data);
	buf_free(&text);
}
