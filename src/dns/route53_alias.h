/* Aliases of Route 53: which targets are AWS's own services. */
#ifndef ZW_DNS_ROUTE53_ALIAS_H
#define ZW_DNS_ROUTE53_ALIAS_H

#include "core/slice.h"

/** route53_alias_is_service(name): Return whether ${name} is in a domain of AWS's services, as octoDNS tells them. */
bool route53_alias_is_service(struct slice name);

#endif
