/* Service parameters of SVCB and HTTPS (RFC 9460) in presentation form. */
#ifndef ZW_DNS_SVCPARAM_H
#define ZW_DNS_SVCPARAM_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/node.h"

/**
 * svcparams_print(buf, params):
 * Print the mapping ${params} (NULL is empty), "alpn=h2,h3 port=8443": keys by
 * their number, as servers have them.
 */
void svcparams_print(struct buf *buf, const struct node *params);

/**
 * svcparams_parse(arena, text, params, why):
 * Read what svcparams_print prints, and quoted forms, into a mapping as octoDNS
 * has it: lists for alpn, mandatory and hints, a number for port, null for a key
 * without a value, else text.  Return 0, or -1 and a static text in ${why}.
 */
int svcparams_parse(struct arena *arena, struct slice text, const struct node **params,
    const char **why);

#endif
