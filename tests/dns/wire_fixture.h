/* A value through libldns to a message's octets and back. */
#ifndef ZW_TESTS_DNS_WIRE_FIXTURE_H
#define ZW_TESTS_DNS_WIRE_FIXTURE_H

#include "core/buf.h"
#include "dns/rrset.h"

/** wire_skips(type): Return why values of ${type} cannot go that way, or NULL. */
const char *wire_skips(const struct rtype *type);

/**
 * wire_round(type, text, why):
 * Read ${text} as a value, print it, have libldns read that, make octets of it, read
 * those and print them, and read that as a value.  Return 0 when it is the same
 * value; else -1, having printed into ${why} how far it came.
 */
int wire_round(const struct rtype *type, struct slice text, struct buf *why);

#endif
