/* Rdata of services that are careless about the final dot of the names in it. */
#ifndef ZW_PROVIDER_CONTENT_H
#define ZW_PROVIDER_CONTENT_H

#include "core/buf.h"
#include "dns/rtype.h"

/**
 * content_qualify(out, type, text, origin):
 * Append rdata ${text}; a name in it that has no final dot is given one, after
 * ".${origin}" (absolute) unless that is empty.
 */
void content_qualify(struct buf *out, const struct rtype *type, struct slice text,
    struct slice origin);

/** content_bare(out, type, text): Append rdata ${text}, the name in it without its final dot; the root stays ".". */
void content_bare(struct buf *out, const struct rtype *type, struct slice text);

#endif
