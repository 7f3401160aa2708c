/*
 * Records one by one, as files that list them so have them, gathered into
 * RRsets: what such providers share.
 */
#ifndef ZW_PROVIDER_GATHER_H
#define ZW_PROVIDER_GATHER_H

#include "core/map.h"
#include "provider/provider.h"

/* Which TTL counts when the records of an RRset have several. */
enum gather_ttl {
	GATHER_LOWEST, /* RFC 2181, 5.2 */
	GATHER_FIRST,
};

#define GATHER_NO_TTL -1

struct gather {
	enum gather_ttl ttl;
	int64_t default_ttl; /* where no record of an RRset has one */
	const struct provider *provider;
	const struct read_request *request;
	struct zone *zone;
	struct diags *diags;
	uint16_t source;
	int rc;
	struct arena arena;
	struct map sets;    /* owner and type -> what is known of the RRset */
	struct map strange; /* mnemonic -> how often it was seen */
};

/* One record but for its data. */
struct gather_record {
	struct slice name; /* absolute, encoded, in the zone's arena */
	const struct rtype *type;
	int64_t ttl;     /* or GATHER_NO_TTL */
	struct place at; /* its file lives as long as the zone */
};

/** gather_begin(gather, provider, request, zone, diags): Start with nothing; end it with gather_end. */
void gather_begin(struct gather *gather, const struct provider *provider,
    const struct read_request *request, struct zone *zone, struct diags *diags);

/**
 * gather_value(gather, record, value):
 * Add one value, whose data are in the zone's arena.  TTLs that differ in one RRset
 * are a warning.
 */
void gather_value(struct gather *gather, const struct gather_record *record,
    const union field *value);

/**
 * gather_text(gather, record, text):
 * The same from data in presentation form; what cannot be read is reported.
 */
void gather_text(struct gather *gather, const struct gather_record *record, struct slice text);

/**
 * gather_fault(gather, name, type, at, hint, fmt, …):
 * Report what cannot be read (${name} and ${type} may be empty and NULL): an
 * error, or of what is live a warning.
 */
void gather_fault(struct gather *gather, struct slice name, const char *type, struct place at,
    const char *hint, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/** gather_leave(gather, type): Count a record of a type that is left alone: warned of at the end. */
void gather_leave(struct gather *gather, struct slice type);

/** gather_end(gather): Check the RRsets and add them to the zone; return 0, or -1 after errors. */
int gather_end(struct gather *gather);

/**
 * gather_check(request, zone, rrset, diags):
 * Run the validators that a zone file must obey, if there are any, on an RRset from
 * elsewhere.  Return 0; or -1 after adding errors.
 */
int gather_check(const struct read_request *request, struct zone *zone, const struct rrset *rrset,
    struct diags *diags);

#endif
