/* The dynamic and geo parts of a record: pools, rules, codes. */
#ifndef ZW_DNS_DYNAMIC_H
#define ZW_DNS_DYNAMIC_H

#include "core/node.h"
#include "dns/rrset.h"

/**
 * dynamic_normalise(decode, type, node, result, why), geo_normalise(…):
 * Build what octoDNS builds from a block that was checked: defaults filled in,
 * pool values normalised and sorted, geos and subnets sorted; keys in the order
 * that octoDNS prints; values of a geo code sorted but as written.  The result is
 * in the decode's arena; that of an empty geo block is NULL.  Return 0, or -1 and
 * a text in ${why} (in the arena or static) when it cannot be built.
 */
int dynamic_normalise(const struct decode *decode, const struct rtype *type,
    const struct node *node, const struct node **result, const char **why);
int geo_normalise(const struct decode *decode, const struct rtype *type, const struct node *node,
    const struct node **result, const char **why);

enum geo_fault { GEO_KNOWN, GEO_SHAPE, GEO_CONTINENT, GEO_COUNTRY, GEO_PROVINCE };

/** geo_code_check(code): Return what is wrong with CONTINENT[-COUNTRY[-PROVINCE]]. */
enum geo_fault geo_code_check(struct slice code);

/** geo_continent(country): Return the continent of a country, "EU" of "DE"; or NULL. */
const char *geo_continent(struct slice country);

/** geo_code_known(code): Return true when CONTINENT[-COUNTRY[-PROVINCE]] exists. */
bool geo_code_known(struct slice code);

#endif
