/* What the files of canonical records share. */
#ifndef ZW_ENGINE_CANONICAL_PARTS_H
#define ZW_ENGINE_CANONICAL_PARTS_H

#include "engine/canonical.h"

struct canonical_work {
	const struct canonical *c;
	struct arena *arena;
	struct glosses *notes;
};

/**
 * canonical_decode(w, key, record, rules, rrset):
 * Read a record.  Return 0 when there is nothing at all to say against it, else -1.
 */
int canonical_decode(const struct canonical_work *w, const struct node *key,
    const struct node *record, const struct ruleset *rules, struct rrset *rrset);

/** canonical_make(w, rrset, record): Return what the dumper writes for ${record}, read as ${rrset}. */
struct node *canonical_make(const struct canonical_work *w, const struct rrset *rrset,
    const struct node *record);

/**
 * canonical_known(record, made, type):
 * Return whether all that ${record} says is in ${made}, too: no key is unknown, in
 * the wrong place or repeated.
 */
bool canonical_known(const struct node *record, const struct node *made, const struct rtype *type);

/**
 * canonical_values(w, pair, made, type, merged):
 * Add to ${merged} the value or values of ${made}, with the comments that they have
 * in ${pair}.  Return 0, or -1 when it is not clear which value is which.
 */
int canonical_values(const struct canonical_work *w, const struct node_pair *pair,
    const struct node *made, const struct rtype *type, struct node *merged);

/** canonical_unwrap(w, key, list, item): The only ${item} takes the place of its ${list}. */
void canonical_unwrap(const struct canonical_work *w, const struct node *key,
    const struct node *list, const struct node *item);

/** canonical_add(w, map, key, value): Append a pair whose key is a node already. */
void canonical_add(const struct canonical_work *w, struct node *map, struct node *key,
    struct node *value);

#endif
