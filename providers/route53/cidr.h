/* CIDR collections: the subnets that rules of dynamic records name. */
#ifndef ZW_PROVIDERS_ROUTE53_CIDR_H
#define ZW_PROVIDERS_ROUTE53_CIDR_H

#include "route53.h"

void cidr_free(struct route53_cidr *cidr);

/** cidr_location(out, subnets): Append the name under which a list of subnets is kept: octoDNS's. */
void cidr_location(struct buf *out, const struct node *subnets);

/**
 * cidr_subnets(provider, collection, location, arena, subnets, fault):
 * Give the subnets of a location, sorted; the collection is listed once.
 */
enum talk_result cidr_subnets(const struct provider *provider, struct slice collection,
    struct slice location, struct arena *arena, struct node **subnets, struct talk_fault *fault);

/**
 * cidr_need(provider, rrset, collection, fault):
 * See that all subnets of a dynamic record are in our collection, which is made when
 * there is none.  Nothing is ever taken out of it: other records may use it.
 * *${collection} is its id, or empty when the record names no subnets.
 */
enum talk_result cidr_need(const struct provider *provider, const struct rrset *rrset,
    struct slice *collection, struct talk_fault *fault);

#endif
