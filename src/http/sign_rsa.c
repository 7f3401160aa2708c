/* Signatures with an RSA key, and how JSON Web Tokens write them. */
#include "http/sign_rsa.h"

#include "core/mem.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>

#define MAX_PEM ((size_t)64 << 10)
#define MIN_BITS 1024

/* Nobody is asked for a passphrase. */
static int
no_passphrase(char *buf, int size, int rwflag, void *ctx)
{
	(void)buf, (void)size, (void)rwflag, (void)ctx;
	return 0;
}

static EVP_PKEY *
read_key(struct slice pem, const char **why)
{
	EVP_PKEY *key = NULL;
	BIO *bio;

	*why = "is no private key in PEM form, without a passphrase";
	if (pem.len == 0 || pem.len > MAX_PEM)
		return NULL;
	bio = BIO_new_mem_buf(pem.data, (int)pem.len);
	if (bio != NULL)
		key = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL);
	(void)BIO_free(bio);
	if (key == NULL)
		return NULL;
	if (EVP_PKEY_base_id(key) == EVP_PKEY_RSA && EVP_PKEY_bits(key) >= MIN_BITS)
		return key;
	*why = "is no RSA key of at least 1,024 bits";
	EVP_PKEY_free(key);
	return NULL;
}

static int
sign(EVP_PKEY *key, struct slice data, struct buf *signature)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	size_t len = (size_t)EVP_PKEY_size(key);
	unsigned char *out = mem_alloc(len);
	int rc = -1;

	if (ctx != NULL && EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, key) == 1 &&
	    EVP_DigestSign(ctx, out, &len, (const unsigned char *)data.data, data.len) == 1) {
		buf_add(signature, (const char *)out, len);
		rc = 0;
	}
	EVP_MD_CTX_free(ctx);
	free(out);
	return rc;
}

int
sign_rs256(struct slice pem, struct slice data, struct buf *signature, const char **why)
{
	EVP_PKEY *key = read_key(pem, why);
	int rc = -1;

	if (key != NULL) {
		*why = "cannot sign";
		rc = sign(key, data, signature);
		EVP_PKEY_free(key);
	}
	ERR_clear_error();
	return rc;
}

void
sign_base64(struct buf *out, struct slice data)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i, k;

	for (i = 0; i < data.len; i += 3) {
		size_t octets = data.len - i < 3 ? data.len - i : 3;
		unsigned bits = 0;

		for (k = 0; k < 3; k++)
			bits = bits << 8 | (k < octets ? (unsigned char)data.data[i + k] : 0U);
		for (k = 0; k < 4; k++)
			buf_char(out, k <= octets ? letters[bits >> (18 - 6 * k) & 63] : '=');
	}
}

void
sign_base64url(struct buf *out, struct slice data)
{
	size_t i = out->len;

	sign_base64(out, data);
	while (out->len > i && out->data[out->len - 1] == '=')
		out->data[--out->len] = '\0';
	for (; i < out->len; i++) {
		if (out->data[i] == '+')
			out->data[i] = '-';
		else if (out->data[i] == '/')
			out->data[i] = '_';
	}
}
