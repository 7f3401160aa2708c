/* A configuration with what it includes, in a snapshot that is memory alone. */
#include "config/config.h"
#include "engine/processors.h"
#include "fuzz.h"
#include "git/internal.h"
#include "provider/provider.h"

struct memory {
	struct snapshot snapshot;
	struct fuzz_files files;
};

static const struct slice *
file_at(struct snapshot *s, struct slice path)
{
	struct memory *memory = (struct memory *)s;

	return slice_is(path, "octodns.yaml") ? &memory->files.texts[0]
					      : fuzz_file(&memory->files, path);
}

static int
find(struct snapshot *s, struct slice path, struct entry *entry, const char **why)
{
	(void)why;
	if (path.len > 0 && file_at(s, path) == NULL)
		return 1;
	memset(entry, 0, sizeof(*entry));
	entry->name = path;
	entry->kind = path.len > 0 ? ENTRY_FILE : ENTRY_DIR;
	return 0;
}

static int
list(struct snapshot *s, struct slice dir, struct listing *listing, const char **why)
{
	(void)s;
	(void)listing;
	(void)why;
	return dir.len == 0 ? 0 : 1;
}

static int
read_blob(struct snapshot *s, struct slice path, struct blob *blob, const char **why)
{
	const struct slice *text = file_at(s, path);

	(void)why;
	if (text == NULL)
		return 1;
	blob->data = blob->owner = mem_copy(text->data, text->len);
	blob->len = text->len;
	blob->release = free;
	return 0;
}

static void
close_memory(struct snapshot *s)
{
	(void)s;
}

static const struct snapshot_kind_ops ops = {find, list, read_blob, close_memory};

static void
look_at(const struct config *config)
{
	struct diags diags = {0};
	size_t i;

	(void)config_plannable(config, &diags);
	for (i = 0; i < config->nproviders; i++)
		(void)provider_check(&config->providers[i], &diags);
	check_processors(config, &diags);
	for (i = 0; i < config->nzones; i++) {
		struct id_list targets = config_targets(config, &config->zones[i]);

		fuzz_require(targets.count == 0 || targets.ids != NULL, "targets have no names");
		(void)config_zone_plannable(config, &config->zones[i], &diags);
	}
	fuzz_require(config_reads(config, slice_of("octodns.yaml")), "it does not know its file");
	diags_free(&diags);
}

static void
read_config(struct memory *memory, bool strict)
{
	struct diags diags = {.strict = strict};
	struct config *config;

	if (config_read(&config, &memory->snapshot, "octodns.yaml", &diags) == 0)
		look_at(config);
	else
		fuzz_require(diags.errors > 0, "it is refused without a reason");
	config_free(config);
	diags_free(&diags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct memory memory = {.snapshot = {.ops = &ops, .name = "memory"}};

	fuzz_cut(&memory.files, data, size);
	read_config(&memory, false);
	read_config(&memory, true);
	return 0;
}
