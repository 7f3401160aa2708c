/* Signatures with an RSA key: RS256 of JSON Web Tokens. */
#ifndef ZW_HTTP_SIGN_RSA_H
#define ZW_HTTP_SIGN_RSA_H

#include "core/buf.h"
#include "core/slice.h"

/**
 * sign_rs256(pem, data, signature, why):
 * Append the signature of ${data} (RSASSA-PKCS1-v1_5 with SHA-256, RFC 8017, 8.2)
 * to ${signature}.  ${pem} is a private RSA key without a passphrase (PKCS #8 or
 * PKCS #1).  Return 0, or -1 and a static text in ${why}.
 */
int sign_rs256(struct slice pem, struct slice data, struct buf *signature, const char **why);

/** sign_base64(out, data): Append ${data} as Base64 (RFC 4648, 4), with padding. */
void sign_base64(struct buf *out, struct slice data);

/** sign_base64url(out, data): The same for URLs (RFC 4648, 5), without padding, as JSON Web Tokens have it. */
void sign_base64url(struct buf *out, struct slice data);

#endif
