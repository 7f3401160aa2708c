/*
 * What a provider is: a struct of functions and a table of what it supports.
 * The same provider can be a source and a target.
 */
#ifndef ZW_PROVIDER_PROVIDER_H
#define ZW_PROVIDER_PROVIDER_H

#include "config/config.h"
#include "core/notes.h"
#include "dns/change.h"
#include "dns/rules.h"
#include "dns/zone.h"
#include "yaml/reader.h"

enum option_kind {
	OPTION_TEXT,
	OPTION_BOOL,
	OPTION_INT,
	OPTION_REAL,
	OPTION_LIST,
	OPTION_MAP,
	OPTION_ANY
};

struct option_spec {
	const char *name;
	enum option_kind kind;
	bool required;
	bool secret;         /* never printed */
	const char *removed; /* refused, with this hint; NULL when it works */
};

enum {
	PROVIDER_LOCAL = 1 << 0,       /* no network: opened to validate, too */
	PROVIDER_SOURCE_ONLY = 1 << 1, /* cannot be a target */
	PROVIDER_ROOT_NS = 1 << 2,     /* manages the NS of the zone itself */
	PROVIDER_MULTI_PTR = 1 << 3,   /* PTR with several values */
	PROVIDER_GEO = 1 << 4,
	PROVIDER_DYNAMIC = 1 << 5,
	PROVIDER_SUBNETS = 1 << 6,
	PROVIDER_POOL_STATUS = 1 << 7,
	PROVIDER_OFFLINE = 1 << 8,       /* no network either, but not to be opened to validate */
	PROVIDER_NO_EMPTY_TEXT = 1 << 9, /* empty TXT values are left out in writing */
	/* Its files hold many zones: a sub-zone's records are among them. */
	PROVIDER_ALL_ZONES = 1 << 10,
	PROVIDER_ONE_WRITER = 1 << 11, /* zones are written one after another */
};

/* Where providers that are files find them. */
struct provider_context {
	struct snapshot *snapshot; /* sources are read from here */
	const char *disk_root;     /* targets that are files: directory on disk */
	const char *config_dir;    /* folder that relative paths start from, "" for the root */
	unsigned workers;     /* threads that there may be; 0 and 1: no more than the caller's */
	unsigned connections; /* requests to one account at once; 0: as many as are usual */
};

struct provider {
	const struct provider_class *class;
	const char *id;
	const struct provider_config *config;
	const struct provider_context *context;
	struct arena arena; /* options, resolved; wiped and freed on closing */
	const struct node *options;
	/* Options that every provider has: */
	bool apply_disabled, strict_supports, root_ns_warnings;
	double update_threshold, delete_threshold; /* shares, 0.3 each unless set */
	unsigned flags;                            /* the class's, as open may have changed them */
	void *state;                               /* of the class */
};

struct read_request {
	struct slice zone;
	bool as_target; /* what is live; else what is wanted */
	bool lenient;
	const struct ruleset *rules; /* NULL when as_target */
	bool replace;                /* a second record of one name and type replaces the first */
};

enum apply_status { APPLY_DONE, APPLY_FAILED, APPLY_UNKNOWN };

struct apply_request {
	struct slice zone;
	bool exists;                  /* the target knows the zone */
	const struct change *changes; /* in the plan's order */
	size_t count;
};

/* How a file of records is written. */
struct file_style {
	enum yaml_order order; /* of keys, when it must be kept */
	bool escape_unicode;
	bool plain_semicolons;
	int64_t default_ttl;
};

struct provider_class {
	const char *const
	    *names; /* class names that it answers to; NULL at the end; the first is its own */
	const struct option_spec
	    *options; /* name NULL at the end; the common ones not among them */
	unsigned flags;
	const char *types; /* mnemonics with blanks between, or "*" */

	/* Start: check and keep options; contact nobody.  Return 0 or -1. */
	int (*open)(struct provider *provider, struct diags *diags);
	void (*close)(struct provider *provider);

	/* Call sink for each zone that it has.  NULL: it cannot list zones. */
	int (*list)(struct provider *provider, void (*sink)(void *ctx, struct slice zone),
	    void *ctx, struct diags *diags);

	/* Would a listing have this zone?  1, 0, or -1 when only a listing tells.
	 * NULL: listings are made. */
	int (*has)(struct provider *provider, struct slice zone);

	/* Add the zone's RRsets to zone, and set zone->exists.  A zone that it does
	 * not have is an error for a source, and empty for a target.  Return 0, or -1
	 * after adding errors; what could be read is in zone nevertheless.  May be
	 * called from several threads at once. */
	int (*read)(struct provider *provider, const struct read_request *request,
	    struct zone *zone, struct diags *diags);

	/* Carry out the changes of one zone; set one status for each.  Return 0 when
	 * all are done, else -1 after adding errors.  Other zones may be written by other
	 * threads meanwhile, unless PROVIDER_ONE_WRITER.  NULL: it is no target. */
	int (*apply)(struct provider *provider, const struct apply_request *request,
	    enum apply_status *statuses, struct diags *diags);

	/* Mend a wanted zone, or take out of it, what this service cannot hold beyond
	 * what types and flags say; see provider_lacks.  Before all other limits.  NULL:
	 * nothing.  Return 0 or -1. */
	int (*fit)(struct provider *provider, struct zone *wanted, struct diags *diags);

	/* Is there something to write?  Either RRset may be NULL.  NULL: whatever
	 * rrset_equal does not call equal. */
	bool (*differs)(const struct provider *provider, const struct rrset *existing,
	    const struct rrset *desired);

	/* After all zones were written: wait until everything that was is served; at
	 * most warnings.  NULL: it is at once, or nobody can tell. */
	void (*finish)(struct provider *provider, struct diags *diags);

	/* For files: which zone is the file at path of the snapshot one of?  Return 1
	 * and the name; 2 when it may belong to any zone; 0 when it is none of its.
	 * NULL: it reads no files. */
	int (*zone_of_file)(const struct provider *provider, struct slice path, struct arena *arena,
	    struct slice *zone);

	/* The other way round: call sink with the path of each file that the zone is read
	 * from.  Return 0 or -1.  NULL: it reads no files. */
	int (*zone_files)(const struct provider *provider, struct slice zone,
	    void (*sink)(void *ctx, const char *path), void *ctx, struct diags *diags);

	/* How is the file at path, one of its zones', written?  NULL: it reads no files. */
	void (*file_style)(const struct provider *provider, struct slice path,
	    struct file_style *style);
};

/**
 * provider_open(provider, config, context, diags):
 * Find the class, check the options (an unknown one is an error), resolve what
 * stands elsewhere, and open.  Return 0, or -1 after adding errors.
 */
int provider_open(struct provider **provider, const struct provider_config *config,
    const struct provider_context *context, struct diags *diags);

/**
 * provider_note(provider, level, fmt, …):
 * Say something for the log, in the name of ${provider}: "YamlProvider[config]".
 */
void provider_note(const struct provider *provider, enum note_level level, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/** provider_close(provider): Close and wipe it; NULL is taken. */
void provider_close(struct provider *provider);

/**
 * provider_check(config, diags):
 * Check class and options without resolving secrets: what `validate` can know of
 * a provider that it will not contact.  Return 0 or -1.
 */
int provider_check(const struct provider_config *config, struct diags *diags);

/** provider_is_local(config): Return whether its class is built in and needs no network. */
bool provider_is_local(const struct provider_config *config);

/** provider_text(provider, name, fallback), …_bool, …_int, …_real: Return an option. */
const char *provider_text(const struct provider *provider, const char *name, const char *fallback);
bool provider_bool(const struct provider *provider, const char *name, bool fallback);
int64_t provider_int(const struct provider *provider, const char *name, int64_t fallback);
double provider_real(const struct provider *provider, const char *name, double fallback);

/** provider_connections(provider): Return how many requests its account may get at once; 0: as many as is usual. */
unsigned provider_connections(const struct provider *provider);

/**
 * provider_differs(provider, existing, desired):
 * Return whether a plan has something to change; either may be NULL, and a NULL
 * ${provider} compares as most do.
 */
bool provider_differs(const struct provider *provider, const struct rrset *existing,
    const struct rrset *desired);

/** provider_supports_type(provider, type): Return whether it can hold records of ${type}. */
bool provider_supports_type(const struct provider *provider, const struct rtype *type);

#endif
