/* A directory with files, and fakes of sources. */
#include "fixture.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
files_begin(struct place_for_files *files)
{
	memset(files, 0, sizeof(*files));
	(void)snprintf(files->dir, sizeof(files->dir), "/tmp/zoneward-config-XXXXXX");
	cr_assert_not_null(mkdtemp(files->dir));
}

void
files_write(struct place_for_files *files, const char *path, const char *text)
{
	char full[256], *slash;
	FILE *file;

	(void)snprintf(full, sizeof(full), "%s/%s", files->dir, path);
	for (slash = strchr(full + strlen(files->dir) + 1, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		(void)mkdir(full, 0700);
		*slash = '/';
	}
	file = fopen(full, "w");
	cr_assert_not_null(file);
	cr_assert_geq(fputs(text, file), 0);
	cr_assert_eq(fclose(file), 0);
}

int
files_read(struct place_for_files *files)
{
	cr_assert_eq(snapshot_dir(&files->snapshot, files->dir, &files->diags), 0);
	return config_read(&files->config, files->snapshot, "octodns.yaml", &files->diags);
}

int
read_text(struct place_for_files *files, const char *text)
{
	files_begin(files);
	files_write(files, "octodns.yaml", text);
	return files_read(files);
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void
files_end(struct place_for_files *files)
{
	config_free(files->config);
	snapshot_close(files->snapshot);
	diags_free(&files->diags);
	(void)nftw(files->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const struct diag *
said(const struct place_for_files *files, const char *rule, unsigned line)
{
	size_t i;

	for (i = 0; i < files->diags.count; i++) {
		const struct diag *diag = &files->diags.items[i];

		if (strcmp(diag->rule, rule) == 0 && (line == 0 || diag->at.line == line))
			return diag;
	}
	return NULL;
}

const struct zone_config *
zone_of(const struct place_for_files *files, const char *name)
{
	const struct zone_config *zone = map_get(&files->config->zones_by_name, slice_of(name));

	cr_assert_not_null(zone, "no zone %s", name);
	return zone;
}

static int
fake_list(void *ctx, const char *source, void (*sink)(void *sink_ctx, struct slice zone),
    void *sink_ctx)
{
	struct fake *fake = ctx;
	size_t i;

	if (strcmp(source, "env") == 0)
		return 1;
	fake->listings++;
	for (i = 0; strcmp(source, "config") == 0 && fake->names[i] != NULL; i++)
		sink(sink_ctx, slice_of(fake->names[i]));
	return 0;
}

static int
fake_zone_of_file(void *ctx, const char *source, struct slice path, struct arena *arena,
    struct slice *zone)
{
	struct slice folder = slice_of(strcmp(source, "config") == 0 ? "zones/" : "live/");

	(void)ctx;
	if (!slice_starts(path, folder) || !slice_ends(path, slice_of(".yaml")))
		return 0;
	if (slice_ends(path, slice_of("/shared.yaml")))
		return 2;
	path = slice_sub(path, folder.len, path.len - strlen("yaml"));
	if (slice_find(path, '/') < path.len)
		return 0;
	*zone = arena_copy(arena, path);
	return 1;
}

void
fake_init(struct fake *fake, const char *const *names)
{
	memset(fake, 0, sizeof(*fake));
	fake->names = names;
	fake->sources.ctx = fake;
	fake->sources.list = fake_list;
	fake->sources.zone_of_file = fake_zone_of_file;
}
