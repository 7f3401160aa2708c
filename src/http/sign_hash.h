/* Digests that signatures of requests are made with. */
#ifndef ZW_HTTP_SIGN_HASH_H
#define ZW_HTTP_SIGN_HASH_H

#include "core/buf.h"
#include "core/slice.h"

#define SIGN_SHA1_LEN 20
#define SIGN_SHA256_LEN 32
#define SIGN_SHA512_LEN 64

/** sign_sha1(data, sum), sign_sha256(data, sum), sign_sha512(data, sum): Write the digest of ${data} (FIPS 180-4). */
void sign_sha1(struct slice data, unsigned char sum[SIGN_SHA1_LEN]);
void sign_sha256(struct slice data, unsigned char sum[SIGN_SHA256_LEN]);
void sign_sha512(struct slice data, unsigned char sum[SIGN_SHA512_LEN]);

/** sign_hmac_sha256(key, data, sum): Write the HMAC-SHA-256 of ${data} (RFC 2104); ${sum} may be where ${key} is. */
void sign_hmac_sha256(struct slice key, struct slice data, unsigned char sum[SIGN_SHA256_LEN]);

/** sign_hex(out, sum, len): Append ${len} octets as lower-case hexadecimal digits. */
void sign_hex(struct buf *out, const unsigned char *sum, size_t len);

#endif
