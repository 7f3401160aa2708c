/* Digests that signatures of requests are made with. */
/* The interface of OpenSSL 1.1, as plan/digest.c: that of 3.0 reads its configuration first. */
#define OPENSSL_API_COMPAT 10100
#include "http/sign_hash.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <string.h>

#define BLOCK 64 /* octets that SHA-256 takes at a time */

void
sign_sha1(struct slice data, unsigned char sum[SIGN_SHA1_LEN])
{
	(void)SHA1((const unsigned char *)data.data, data.len, sum);
}

void
sign_sha256(struct slice data, unsigned char sum[SIGN_SHA256_LEN])
{
	(void)SHA256((const unsigned char *)data.data, data.len, sum);
}

void
sign_sha512(struct slice data, unsigned char sum[SIGN_SHA512_LEN])
{
	(void)SHA512((const unsigned char *)data.data, data.len, sum);
}

/* The digest of the key, masked, and the data. */
static void
keyed(const unsigned char key[BLOCK], unsigned char mask, const void *data, size_t len,
    unsigned char sum[SIGN_SHA256_LEN])
{
	unsigned char pad[BLOCK];
	SHA256_CTX sha;
	size_t i;

	for (i = 0; i < BLOCK; i++)
		pad[i] = key[i] ^ mask;
	(void)SHA256_Init(&sha);
	(void)SHA256_Update(&sha, pad, BLOCK);
	(void)SHA256_Update(&sha, data, len);
	(void)SHA256_Final(sum, &sha);
	OPENSSL_cleanse(pad, sizeof(pad));
	OPENSSL_cleanse(&sha, sizeof(sha));
}

void
sign_hmac_sha256(struct slice key, struct slice data, unsigned char sum[SIGN_SHA256_LEN])
{
	unsigned char block[BLOCK] = {0}, inner[SIGN_SHA256_LEN];

	if (key.len > BLOCK)
		sign_sha256(key, block);
	else if (key.len > 0)
		memcpy(block, key.data, key.len);
	keyed(block, 0x36, data.data, data.len, inner);
	keyed(block, 0x5c, inner, sizeof(inner), sum);
	OPENSSL_cleanse(block, sizeof(block));
	OPENSSL_cleanse(inner, sizeof(inner));
}

void
sign_hex(struct buf *out, const unsigned char *sum, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < len; i++) {
		buf_char(out, digits[sum[i] >> 4]);
		buf_char(out, digits[sum[i] & 0xf]);
	}
}
