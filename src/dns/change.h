/* One change of one RRset: what plans are made of and providers carry out. */
#ifndef ZW_DNS_CHANGE_H
#define ZW_DNS_CHANGE_H

#include "dns/rrset.h"

/* In the order in which octoDNS plans them. */
enum change_action { CHANGE_DELETE, CHANGE_CREATE, CHANGE_UPDATE };

struct change {
	enum change_action action;
	const struct rrset *existing; /* NULL for a creation */
	const struct rrset *desired;  /* NULL for a deletion */
};

/** change_rrset(change): Return what it is about: desired, else existing. */
static inline const struct rrset *
change_rrset(const struct change *change)
{
	return change->desired != NULL ? change->desired : change->existing;
}

/** change_word(action): Return "delete", "create" or "update". */
const char *change_word(enum change_action action);

#endif
