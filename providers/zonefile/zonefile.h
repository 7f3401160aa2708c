/* ZoneFileProvider's own: what it was opened with, and the reading of zone files. */
#ifndef ZW_PROVIDERS_ZONEFILE_H
#define ZW_PROVIDERS_ZONEFILE_H

#include "ldns_api.h"
#include "lexer.h"
#include "provider/gather.h"

#include <pthread.h>

struct zonefile {
	const char *dir;      /* in the snapshot, "" for its root; NULL: outside of it */
	const char *disk_dir; /* when a target */
	const char *extension;
	const char *hostmaster; /* an address of mail, or what stands before its '@' */
	bool check_origin, read_existing;
	uint32_t default_ttl, refresh, retry, expire, minimum;
	pthread_mutex_t lock; /* of written */
	struct map written;   /* zones that apply wrote: they are read again to verify them */
};

/* Where the files of one call are: in the repository, or on disk. */
struct zone_place {
	struct snapshot *snapshot;
	const char *dir;
	const char *base; /* folder that octoDNS is run from: a second place for $INCLUDE */
	bool owned;
};

/** zonefile_place_open(provider, as_target, place, diags): As yaml_place_open: 0, 1 without a folder, or -1. */
int zonefile_place_open(const struct provider *provider, bool as_target, struct zone_place *place,
    struct diags *diags);
void zonefile_place_close(struct zone_place *place);

/**
 * zonefile_path(provider, place, zone, arena, path, diags):
 * Find the file of ${zone}.  Return 0; 1 when there is none, ${path} being where it
 * would be; or -1 after adding an error.
 */
int zonefile_path(const struct provider *provider, const struct zone_place *place,
    struct slice zone, struct arena *arena, const char **path, struct diags *diags);

/* One zone that is being read. */
struct zone_reading {
	struct gather gather;
	const struct zone_place *place;
	const struct ldns_api *ldns;
	struct arena *arena; /* the zone's */
	struct slice origin, owner;
	ldns_rdf *origin_rdf; /* of origin; NULL until it is needed */
	int64_t default_ttl;  /* of $TTL, or GATHER_NO_TTL */
	int64_t last_ttl;     /* of the record before */
	const char *file;
	unsigned depth, includes, generated;
	bool has_soa, has_ns;
	uint32_t serial, soa_minimum;
	struct buf kept; /* records that are not ours to change, as they stand */
	bool keep;
};

/** zonefile_text(reading, text): Read the text of reading->file, $INCLUDE and all. */
void zonefile_text(struct zone_reading *reading, struct slice text);

/** zonefile_fault(reading, line, hint, fmt, …): Report at a line of the file that is read. */
void zonefile_fault(struct zone_reading *reading, uint32_t line, const char *hint, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/** zonefile_name(reading, word, name): Make a name absolute; return NULL, or why it is none. */
const char *zonefile_name(struct zone_reading *reading, const struct zone_word *word,
    struct slice *name);

/** zonefile_record(reading, entry): Read one record. */
void zonefile_record(struct zone_reading *reading, const struct zone_entry *entry);

/** zonefile_ttl(text, ttl): Read seconds or "1h30m".  Return 0, or -1 when it is no TTL. */
int zonefile_ttl(struct slice text, int64_t *ttl);

/** zonefile_generate(reading, entry): Read "$GENERATE range owner … data". */
void zonefile_generate(struct zone_reading *reading, const struct zone_entry *entry);

/**
 * zonefile_rdata(reading, record, words, count):
 * Add the value that the words are: libldns reads them, and what it prints is
 * read as ours.
 */
void zonefile_rdata(struct zone_reading *reading, const struct gather_record *record,
    const struct zone_word *words, size_t count);

/** zonefile_reading_free(reading): Free what it holds beside the gathering. */
void zonefile_reading_free(struct zone_reading *reading);

/** zonefile_read(…), zonefile_apply(…): read and apply of the provider's class. */
int zonefile_read(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags);
int zonefile_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags);

/**
 * zonefile_load(provider, reading, request, zone, diags):
 * Read the zone's file, whatever read_existing says; gather_end is the caller's.
 * Return 0, 1 when there is none, or -1.
 */
int zonefile_load(const struct provider *provider, struct zone_reading *reading,
    const struct read_request *request, struct zone *zone, struct diags *diags);

#endif
