/* Signature Version 4, by which AWS knows who asks. */
#ifndef ZW_PROVIDERS_ROUTE53_SIGV4_H
#define ZW_PROVIDERS_ROUTE53_SIGV4_H

#include "core/buf.h"
#include "core/slice.h"

#include <stdint.h>

/* A request to be signed; empty slices for what it does not have. */
struct sigv4 {
	const char *method;
	struct slice url; /* whole: https://host/path?query, with its escapes */
	struct slice content_type, body;
	struct slice key_id, secret, token;
	const char *region, *service;
	int64_t now; /* seconds since 1970 */
};

#define SIGV4_DATE 17 /* "20150830T123600Z" and a NUL */

/** sigv4_sign(request, date, authorization): Write the value of X-Amz-Date, and append that of Authorization. */
void sigv4_sign(const struct sigv4 *request, char date[SIGV4_DATE], struct buf *authorization);

#endif
