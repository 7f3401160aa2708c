/* Service parameters of SVCB and HTTPS records (RFC 9460). */
#ifndef ZW_DNS_PARAMS_H
#define ZW_DNS_PARAMS_H

#include "core/buf.h"
#include "core/node.h"

/** params_key_number(key): Return the number of a parameter's key, "port" or "key123"; -1 when it has none. */
int params_key_number(struct slice key);

/** params_print(buf, params): Print " key=value …" in order of key number, a blank before each. */
void params_print(struct buf *buf, const struct node *params);

#endif
