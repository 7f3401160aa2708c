/* The requests that a change takes where a service writes one record at a time. */
#ifndef ZW_PROVIDER_STEPS_H
#define ZW_PROVIDER_STEPS_H

#include "provider/held.h"
#include "provider/provider.h"

enum step_kind { STEP_CREATE, STEP_UPDATE, STEP_DELETE };

struct step {
	enum step_kind kind;
	size_t change;                    /* index into the request */
	const struct held_record *record; /* of STEP_UPDATE and STEP_DELETE */
	const struct rrset *rrset; /* that the value is one of: a deleted one's is the former */
	const union field *value;
	bool done;
};

struct step_list {
	struct step *items;
	size_t count, cap;
};

/* Whether ${record} can be made to hold ${value}, by its form. */
typedef bool step_fits(const struct held_record *record, const struct rtype *type,
    const union field *value);

/**
 * steps_add(list, request, index, zone, fits, arena):
 * Add what change ${index} of ${request} takes, given what ${zone} holds.  Records
 * that hold a wanted value stay; those that lose theirs are made to hold a new
 * one where ${fits} (NULL: always) lets them; records that the change does not
 * name are left alone.
 */
void steps_add(struct step_list *list, const struct apply_request *request, size_t index,
    const struct held_zone *zone, step_fits *fits, struct arena *arena);

/**
 * steps_sort(list, request):
 * Put the steps of one owner name together, in an order that keeps the name
 * answered: new records before old ones go; only where a CNAME comes or goes, old
 * ones go first.
 */
void steps_sort(struct step_list *list, const struct apply_request *request);

/** steps_end(list, request, from): Return where the steps of the owner name at ${from} end. */
size_t steps_end(const struct step_list *list, const struct apply_request *request, size_t from);

#endif
