/* LOC in presentation form (RFC 1876), which leaves out what has a default. */
#ifndef ZW_DNS_LOC_H
#define ZW_DNS_LOC_H

#include "dns/rrset.h"

#define LOC_FIELDS 12

/**
 * loc_parse(text, value, why):
 * Read "51 30 N 0 7 39.6 W 10m" and its longer forms into the LOC_FIELDS fields
 * of ${value}.  Return 0, or -1 and a static text in ${why}.
 */
int loc_parse(struct slice text, union field *value, const char **why);

#endif
