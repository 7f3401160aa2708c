/* Records in the form that octoDNS's dumper gives them, with their comments. */
#ifndef ZW_ENGINE_CANONICAL_H
#define ZW_ENGINE_CANONICAL_H

#include "dns/rrset.h"
#include "yaml/glosses.h"

struct canonical {
	struct slice zone;
	const struct ruleset *rules;
	int64_t default_ttl;
	bool keep_ttl;   /* it is not known whether that is the default */
	bool keep_order; /* of keys */
	bool plain_semicolons;
};

/**
 * canonical_pair(canonical, arena, notes, pair, rename):
 * Give a pair of a zone file the form that the dumper would write for its records:
 * `value` or `values`, values in order, defaults left out.  A record that has faults,
 * keys that nobody knows, anchors or aliases keeps the data it has.  The key gets its
 * usual spelling when ${rename}.
 */
void canonical_pair(const struct canonical *canonical, struct arena *arena, struct glosses *notes,
    struct node_pair *pair, bool rename);

#endif
