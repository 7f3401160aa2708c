/* A zone file and those that it includes ("1", "2", …): what is read is read again from what is printed. */
#include "../../providers/zonefile/zonefile.h"
#include "dns/escape.h"
#include "dns/name.h"
#include "fuzz.h"

#include <unistd.h>

extern const struct provider_class zonefile_provider_class;

static const struct provider provider = {.class = &zonefile_provider_class, .id = "bind"};
static const char *why_not;

/* Included files are read from a directory, as they would be. */
static struct zone_place place;
static char dir[] = "/tmp/zonefile-fuzz.XXXXXX";

static void
leave(void)
{
	snapshot_close(place.snapshot);
	for (int i = 1; i < FUZZ_MAX_FILES; i++) {
		char path[64];

		(void)snprintf(path, sizeof(path), "%s/%d", dir, i);
		(void)unlink(path);
	}
	(void)rmdir(dir);
}

static void
start(void)
{
	struct diags diags = {0};

	if (place.snapshot != NULL)
		return;
	fuzz_require(mkdtemp(dir) != NULL, "there is no directory");
	fuzz_require(snapshot_dir(&place.snapshot, dir, &diags) == 0, "there is no snapshot");
	place.dir = "";
	(void)atexit(leave);
}

static void
put_files(const struct fuzz_files *files)
{
	size_t i;

	for (i = 1; i < FUZZ_MAX_FILES; i++) {
		char path[64];
		FILE *file;

		(void)snprintf(path, sizeof(path), "%s/%zu", dir, i);
		(void)unlink(path);
		if (i >= files->count)
			continue;
		file = fopen(path, "w");
		fuzz_require(file != NULL, "a file cannot be written");
		(void)fwrite(files->texts[i].data, 1, files->texts[i].len, file);
		(void)fclose(file);
	}
}

/* Return whether nothing was wrong. */
static bool
read_text(struct slice text, struct zone *zone)
{
	struct read_request request = {.zone = slice_of("unit.tests."), .as_target = true};
	struct zone_reading reading = {.place = &place, .file = "0", .keep = true};
	struct diags diags = {.limit = 100};
	bool good;

	zone_init(zone, request.zone);
	gather_begin(&reading.gather, &provider, &request, zone, &diags);
	reading.gather.default_ttl = 3600;
	reading.arena = &zone->arena;
	reading.origin = zone->name;
	reading.default_ttl = reading.last_ttl = GATHER_NO_TTL;
	reading.ldns = ldns_load(&why_not);
	fuzz_require(reading.ldns != NULL, "there is no libldns");
	zonefile_text(&reading, text);
	fuzz_require(reading.depth == 0, "it ends within an included file");
	(void)gather_end(&reading.gather);
	zonefile_reading_free(&reading);
	good = diags.errors + diags.warnings == 0;
	diags_free(&diags);
	zone_sort(zone);
	return good;
}

static void
print(struct buf *text, const struct zone *zone)
{
	size_t i;
	uint32_t k;

	buf_text(text, "");
	for (i = 0; i < zone->count; i++) {
		const struct rrset *rrset = &zone->rrsets[i];
		const struct rtype *type = rrset_type(rrset);

		for (k = 0; k < rrset->nvalues; k++) {
			escape_owner(text, name_relative(rrset->name, zone->name));
			buf_printf(text, " %u IN %s ", rrset->ttl, type->name);
			value_presentation(text, type, rrset->values + (size_t)k * type->nfields);
			buf_char(text, '\n');
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_files files;
	struct zone zone, again;
	struct buf one = {0}, two = {0};

	start();
	fuzz_cut(&files, data, size);
	put_files(&files);
	(void)read_text(files.texts[0], &zone);
	print(&one, &zone);
	/* Longer entries than a file may have can come from \# data. */
	if (one.len < ENTRY_MAX) {
		fuzz_require(read_text(buf_view(&one), &again), "what was printed is refused");
		print(&two, &again);
		fuzz_same(&one, &two, "what was printed reads differently");
		zone_free(&again);
	}
	zone_free(&zone);
	buf_free(&one);
	buf_free(&two);
	return 0;
}
