/* Records as a service sends them become the RRsets of a zone. */
#ifndef ZW_PROVIDER_INCOMING_H
#define ZW_PROVIDER_INCOMING_H

#include "http/http.h"
#include "provider/held.h"
#include "provider/provider.h"

/* One record.  The texts are read while it is added, and not kept. */
struct incoming_record {
	struct slice owner;       /* absolute, with or without final dot */
	struct slice type;        /* mnemonic, as the service has it */
	double ttl;               /* of the first record of an RRset counts */
	struct slice content;     /* rdata in presentation form, see value_parse */
	const union field *value; /* the same, read into the zone's arena already; or NULL */
	bool disabled;            /* there, but not served */
	struct slice id;          /* to write it by, where records have one */
	struct slice form;        /* how it is written there, where that is more than its type */
	const struct node
	    *octodns; /* of its RRset, in the zone's arena; or NULL.  The first counts */
};

struct incoming_item;
struct incoming_strange;

struct incoming {
	const struct provider *provider;
	struct http_client *client; /* whose secrets are kept out of messages */
	const struct read_request *request;
	struct zone *zone;
	struct diags *diags;
	uint16_t source;
	struct held_zone *held; /* where what is read is kept with its id, or NULL */
	struct incoming_item *items;
	size_t count, cap;
	struct incoming_strange *strange;
	bool failed;
	struct subject subject; /* of the record that is being read */
};

/** incoming_begin(in, provider, client, request, zone, diags): Start on a zone. */
void incoming_begin(struct incoming *in, const struct provider *provider,
    struct http_client *client, const struct read_request *request, struct zone *zone,
    struct diags *diags);

/**
 * incoming_add(in, record):
 * Take one record.  SOA is passed over; a type that the provider has not among
 * its types is left alone, and counted for a warning.  Records of one name and
 * type become one RRset in incoming_end, whatever stands between them.
 */
void incoming_add(struct incoming *in, const struct incoming_record *record);

/**
 * incoming_rrset(in, rrset):
 * Take an RRset that the provider built in the zone's arena (for dynamic ones);
 * its source is set here.
 */
void incoming_rrset(struct incoming *in, struct rrset *rrset);

/** incoming_leave(in, type): Count a record that is not ours to change. */
void incoming_leave(struct incoming *in, struct slice type);

/**
 * incoming_fault(in, said, why):
 * Say that the record under in->subject cannot be read (rule provider-record):
 * ${said} is quoted unless NULL.  An error, or a warning when the read is lenient.
 */
void incoming_fault(struct incoming *in, const char *said, const char *why);

/**
 * incoming_end(in):
 * Build the RRsets, run the validators of a source on them, add them to the zone,
 * and warn of what was left alone.  Return 0, or -1 after adding errors; what
 * could be read is in the zone nevertheless.
 */
int incoming_end(struct incoming *in);

#endif
