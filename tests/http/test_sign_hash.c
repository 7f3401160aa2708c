/* Digests: the examples of FIPS 180 and RFC 4231. */
#include "http/sign_hash.h"

#include <criterion/criterion.h>
#include <string.h>

static void
is_hex(const unsigned char *sum, size_t len, const char *want)
{
	struct buf hex = {0};

	sign_hex(&hex, sum, len);
	cr_assert_str_eq(hex.data, want);
	buf_free(&hex);
}

Test(sign_hash, digests_the_examples_of_the_standard)
{
	unsigned char sum[SIGN_SHA512_LEN];

	sign_sha1(slice_of("abc"), sum);
	is_hex(sum, SIGN_SHA1_LEN, "a9993e364706816aba3e25717850c26c9cd0d89d");
	sign_sha256(slice_of("abc"), sum);
	is_hex(sum, SIGN_SHA256_LEN,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sign_sha256(slice_of(""), sum);
	is_hex(sum, SIGN_SHA256_LEN,
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	sign_sha512(slice_of("abc"), sum);
	is_hex(sum, SIGN_SHA512_LEN,
	    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
	    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

Test(sign_hash, authenticates_the_examples_of_rfc_4231)
{
	unsigned char sum[SIGN_SHA256_LEN];
	char key[131];

	sign_hmac_sha256(slice_of("Jefe"), slice_of("what do ya want for nothing?"), sum);
	is_hex(sum, sizeof(sum),
	    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	sign_hmac_sha256(slice_make(key, sizeof(key)),
	    slice_of("Test Using Larger Than Block-Size Key - Hash Key First"), sum);
	is_hex(sum, sizeof(sum),
	    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

Test(sign_hash, takes_a_key_from_where_the_sum_goes)
{
	unsigned char sum[SIGN_SHA256_LEN], other[SIGN_SHA256_LEN];

	sign_hmac_sha256(slice_of("a"), slice_of("b"), sum);
	sign_hmac_sha256(slice_make((const char *)sum, sizeof(sum)), slice_of("c"), other);
	sign_hmac_sha256(slice_make((const char *)sum, sizeof(sum)), slice_of("c"), sum);
	cr_assert_arr_eq(sum, other, sizeof(sum));
}
