/* YamlProvider's own: what it was opened with, and the files of a zone. */
#ifndef ZW_PROVIDERS_YAML_H
#define ZW_PROVIDERS_YAML_H

#include "core/map.h"
#include "provider/provider.h"
#include "yaml/reader.h"

struct yaml_state {
	const char *dir;      /* in the snapshot, "" for its root; NULL: outside of it */
	const char *disk_dir; /* on disk, when a target */
	int64_t default_ttl;
	bool no_default_ttl; /* default_ttl is no number */
	enum yaml_order order;
	const char *no_order;  /* what order_mode is instead of one of those, or NULL */
	const char *extension; /* of split directories, or NULL */
	bool catchall;         /* root and '*' share a file of a split directory */
	const char *shared;    /* file that belongs to every zone, or NULL */
	bool zonefile;         /* read ZONE.yaml */
	bool plain_semicolons;
	bool should_replace;
	bool ignore_missing;
};

/* Where the files of one call are: in the repository, or on disk. */
struct yaml_place {
	struct snapshot *snapshot;
	const char *dir;
	bool owned; /* close the snapshot afterwards */
};

/**
 * yaml_place_open(provider, as_target, place, diags):
 * Find the files.  Return 0; 1 when the folder of a target is not there; or -1.
 */
int yaml_place_open(const struct provider *provider, bool as_target, struct yaml_place *place,
    struct diags *diags);
void yaml_place_close(struct yaml_place *place);

/** yaml_order_wanted(provider): Return the order that keys of its files must have. */
enum yaml_order yaml_order_wanted(const struct provider *provider);

struct yaml_files {
	const char **paths; /* in the snapshot, in order */
	size_t count, cap;
};

/**
 * yaml_files_find(provider, place, zone, arena, files, diags):
 * List the files of ${zone}, in the order in which octoDNS reads them.  Return
 * 0, or -1 after adding an error.
 */
int yaml_files_find(const struct provider *provider, const struct yaml_place *place,
    struct slice zone, struct arena *arena, struct yaml_files *files, struct diags *diags);

/** yaml_files_listed(provider, place, zone): Return whether a listing of the folder has ${zone}. */
bool yaml_files_listed(const struct provider *provider, const struct yaml_place *place,
    struct slice zone);

/**
 * yaml_check_order(provider, zone, diags):
 * Return 0, or -1 after adding that the files of ${zone} cannot be read or written
 * because order_mode names no order.
 */
int yaml_check_order(const struct provider *provider, struct slice zone, struct diags *diags);

/** yaml_read(…), yaml_apply(…): read and apply of the provider's class. */
int yaml_read(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags);
int yaml_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags);

#endif
