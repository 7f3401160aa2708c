/* Asking the DNS for TXT records: the one place where a processor uses the network. */
#ifndef ZW_PROCESS_RESOLVER_H
#define ZW_PROCESS_RESOLVER_H

#include "core/arena.h"
#include "core/node.h"

/**
 * resolver_txt(arena, name, values, why):
 * Ask the resolver of the system, or the one that ZONEWARD_RESOLVER names
 * ("ADDRESS" or "ADDRESS:PORT", IPv4), for the TXT records of ${name}.  Give a
 * list of their texts, character strings joined.  It takes a few seconds at
 * most.  Return 0; or -1 and ${why}, a static text.  Safe from several threads.
 */
int resolver_txt(struct arena *arena, const char *name, struct node **values, const char **why);

/**
 * resolver_read_txt(arena, answer, len, values):
 * Read the TXT records of an answer (RFC 1035, section 4).  Return 0, or -1 when
 * it is malformed.
 */
int resolver_read_txt(struct arena *arena, const unsigned char *answer, size_t len,
    struct node **values);

#endif
