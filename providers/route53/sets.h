/* Sets of records as they are written: one record of ours may be many. */
#ifndef ZW_PROVIDERS_ROUTE53_SETS_H
#define ZW_PROVIDERS_ROUTE53_SETS_H

#include "route53.h"

/* What points where decides what is written first. */
enum set_rank { SET_VALUES, SET_PRIMARY, SET_SECONDARY, SET_RULE, SET_ALIAS };

/* One ResourceRecordSet. */
struct set {
	struct slice name, type, id; /* name as we have it; id: SetIdentifier, or empty */
	struct slice body;           /* the XML of it but its name */
	size_t records, chars;       /* by which batches are limited */
	enum set_rank rank;
	struct slice target; /* of SET_ALIAS, when it is in this zone */
};

struct sets {
	struct set *items;
	size_t count, cap;
};

/* What the sets of a zone are made with. */
struct set_maker {
	const struct provider *provider;
	struct arena *arena; /* where the sets are */
	struct slice zone;   /* its name */
	const char *id;      /* its id */
	struct talk_fault *fault;
	struct slice *used; /* ids of health checks of the record that was made last */
	size_t used_count, used_cap;
};

/**
 * sets_make(maker, rrset, sets):
 * Append the sets of an RRset.  Health checks and CIDR locations that a dynamic
 * record needs are made first.
 */
enum talk_result sets_make(struct set_maker *maker, const struct rrset *rrset, struct sets *sets);

/**
 * sets_live(maker, kept, change, sets):
 * Append what the service has of the record that ${change} is about, as it was read.
 */
void sets_live(struct set_maker *maker, const struct route53_kept *kept,
    const struct change *change, struct sets *sets);

/** sets_dynamic(maker, rrset, sets): The sets of a dynamic record. */
enum talk_result sets_dynamic(struct set_maker *maker, const struct rrset *rrset,
    struct sets *sets);

/** sets_add(maker, sets, set, body): Append ${set}, with a copy of ${body}, which is emptied. */
void sets_add(struct set_maker *maker, struct sets *sets, struct set set, struct buf *body);

/** sets_find(sets, set): Return the one of the same name, type and SetIdentifier, or NULL. */
const struct set *sets_find(const struct sets *sets, const struct set *set);

/** sets_values(rrset, set, body): Append TTL and values of an RRset, counting them into ${set}. */
void sets_values(const struct rrset *rrset, struct set *set, struct buf *body);

#endif
