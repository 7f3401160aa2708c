/* Reading one field of one value from what a zone file or a server says. */
#ifndef ZW_DNS_VALUE_H
#define ZW_DNS_VALUE_H

#include "dns/rrset.h"

/**
 * ip4_normalise(arena, text, out), ip6_normalise(arena, text, out):
 * Check an address as Python's ipaddress does (no leading zeros, no blanks, no
 * prefix length; scope ids for IPv6) and give its normal form.  ${arena} and
 * ${out} may be NULL to check only.  Return 0 or -1.
 */
int ip4_normalise(struct arena *arena, struct slice text, struct slice *out);
int ip6_normalise(struct arena *arena, struct slice text, struct slice *out);

/** node_to_int(node, number): Read as Python's int(): numbers (cut), booleans, text of digits.  Return 0 or -1. */
int node_to_int(const struct node *node, int64_t *number);

/** node_to_real(node, real): Read as Python's float().  Return 0 or -1. */
int node_to_real(const struct node *node, double *real);

/**
 * value_decode(decode, type, node, value, why):
 * Build ${value} (nfields fields) from one element of value or values.  Return
 * 0, or -1, the node at fault in ${at} and a text in ${why}.
 */
int value_decode(const struct decode *decode, const struct rtype *type, const struct node *node,
    union field *value, const struct node **at, const char **why);

#endif
