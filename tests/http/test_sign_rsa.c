/* Signatures with RSA keys that OpenSSL's own command made and signed with; Base64 as RFC 4648 has it. */
#include "http/sign_rsa.h"

#include <criterion/criterion.h>

/* Keys for these tests alone. */
static const char pkcs1[] = "-----BEGIN RSA PRIVATE KEY-----\n"
			    "MIICXAIBAAKBgQDNQKCgcGevX/B3MZjKy8xCM9C9bbCaqYKSLgH1e5jGh4avaC0T\n"
			    "+WGO2c8+CCV194WBmODd0eewC6GB7Scg/OB7pPRDDRi+C61gIQWLrGnMZqSx5RA3\n"
			    "KDgbvPsOLlxNbKF1BzZpNYuQ6aDdAjBXJ70BQYKt9qrZQpwE6HmBfbUOAQIDAQAB\n"
			    "AoGAUpvlSk2TXaFmfgKnNU/rCOYj6Gnif40j8UO1JCE3rwfS7HwoUHa5ji4Z3CSZ\n"
			    "Ny6FPFDUiFK4RkGYIlvZuMwuaLy99fYDxryOyzmSOY+dyYBEWyH2x36m9MPKjvLn\n"
			    "9TdZB5VkyXLaGRTrTPs1W/NDy6zkHnbeONJ0k+Q1ImDkTwECQQDqYR+EWL6Y71me\n"
			    "J43qipXkpkoEsPYLeyynGji6rib5n/By+fPAkD7lkqPFRRP6ehj8YvfBp4EUqzQ0\n"
			    "c0er35xRAkEA4C+ruI+8NK4/HBUT9IVqzNLw5QCfOzVsOE9aHF8FSuQZ9fnVJXDB\n"
			    "tKlWLy65KNuJEBXx09/fxu7haIkHpu3asQJAGKiVN0ha7R4pcJE6xhVEheTU3r97\n"
			    "c2PHI+GHXGScJyEjnAUeFwFWDLMr1cJZwr17yXnkFRS5aOJGQMpsHPIOsQJBALgM\n"
			    "6wH+nxjw5Mb9VwCsd93oX/Th6dgGJ+6i1uvr5sBxPA8BKMgwJhdX3nWl+kVc1s3p\n"
			    "9jtn1KPRgiT8OtgE9kECQAG/sas9NH1hSB+6tY/iFyi7jg1nj5GbaQpeLtdH/E8k\n"
			    "6IXg6cSfpO0SSc5Mkbv/hYkkMSLWA4XsCNQvBhnANKk=\n"
			    "-----END RSA PRIVATE KEY-----\n";

static const char pkcs8[] = "-----BEGIN PRIVATE KEY-----\n"
			    "MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBAM1AoKBwZ69f8Hcx\n"
			    "mMrLzEIz0L1tsJqpgpIuAfV7mMaHhq9oLRP5YY7Zzz4IJXX3hYGY4N3R57ALoYHt\n"
			    "JyD84Huk9EMNGL4LrWAhBYusacxmpLHlEDcoOBu8+w4uXE1soXUHNmk1i5DpoN0C\n"
			    "MFcnvQFBgq32qtlCnAToeYF9tQ4BAgMBAAECgYBSm+VKTZNdoWZ+Aqc1T+sI5iPo\n"
			    "aeJ/jSPxQ7UkITevB9LsfChQdrmOLhncJJk3LoU8UNSIUrhGQZgiW9m4zC5ovL31\n"
			    "9gPGvI7LOZI5j53JgERbIfbHfqb0w8qO8uf1N1kHlWTJctoZFOtM+zVb80PLrOQe\n"
			    "dt440nST5DUiYORPAQJBAOphH4RYvpjvWZ4njeqKleSmSgSw9gt7LKcaOLquJvmf\n"
			    "8HL588CQPuWSo8VFE/p6GPxi98GngRSrNDRzR6vfnFECQQDgL6u4j7w0rj8cFRP0\n"
			    "hWrM0vDlAJ87NWw4T1ocXwVK5Bn1+dUlcMG0qVYvLrko24kQFfHT39/G7uFoiQem\n"
			    "7dqxAkAYqJU3SFrtHilwkTrGFUSF5NTev3tzY8cj4YdcZJwnISOcBR4XAVYMsyvV\n"
			    "wlnCvXvJeeQVFLlo4kZAymwc8g6xAkEAuAzrAf6fGPDkxv1XAKx33ehf9OHp2AYn\n"
			    "7qLW6+vmwHE8DwEoyDAmF1fedaX6RVzWzen2O2fUo9GCJPw62AT2QQJAAb+xqz00\n"
			    "fWFIH7q1j+IXKLuODWePkZtpCl4u10f8TyToheDpxJ+k7RJJzkyRu/+FiSQxItYD\n"
			    "hewI1C8GGcA0qQ==\n"
			    "-----END PRIVATE KEY-----\n";

static const char with_passphrase[] =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIIC3TBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQInBILeLCOVs0CAggA\n"
    "MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAECBBCYdgWU7NTopFUY8VYBopHgBIIC\n"
    "gG69OVw+xVBUkjm87kjIKxw6ecINwLwM8XNj66u/ITNxO4Q+oboqUKptCaXt7Y8H\n"
    "nvt5OcDcJuGXeAZYcQ2LBhEVMMgsCKcRLf6Xi1Lbd0XZG7wBWRh66GH9rVVesGKZ\n"
    "5LDc8jhimGfu/95Fr1rrdKyqJVUwkugJFv0snfyOtrG1P99+1OAPZPkmsPFhet1D\n"
    "CIshaJ2rLue0v7hzLTUat40AFdnI4YTqLgtxa6EyIA7xkI2iuNQmmARtiSpJ+dE7\n"
    "OQpavbN6dqQCJW1J1H5r++X7w2z7K+DYd3MkitYhFXLlBiGlTtfXYkg519d85OIL\n"
    "GHhooy78HahJYZaO2Qn1VnMf/21ESha/cmCgC/bYESXpZWQF8hUHCXLJQfEK2im7\n"
    "rp3buTpJRcrK4a86S5DsNHiK+6wRiicChuKVPwb8JEWNQ25Pa/NM/rpQKJsLGRBO\n"
    "+0XcHvLzFoVX79DNldliV8ORRtzPhO3b0jcVcxHdqMNlmQNKn3DPA68WQrwUCxkG\n"
    "T++Q0F7BJuB8VO0EbGPvuUJVSfGLIcDwSxYXch5z//mCdguHyvUPnboS5prJiIqX\n"
    "IIG9n4O6iC81yR9HBXf4lZdLFfvcOM7E71w+NGLFuwQbWMYzGVk3+4bNIu9/CpU9\n"
    "SIoiy7iNeAt8+hrtA48KswxiSKEtZsAgJpHeKE2IMWqXd8YD/8Kc0NUXrFy8zkqR\n"
    "g2XX5eDWV+uacSYQDrbJJKAV2CgjNZVOtXq9QtRoszNJWktydK5mnmqtNC0GaDZq\n"
    "MCyPhr6nF7ruGARqgTvbGTRh8f2LVeBm9ULTGhMal/PcfEOlp4PKYJ5b0TCPgQ+5\n"
    "wSSv+OQok+e2V79buDZQg/o=\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

static const char elliptic[] = "-----BEGIN PRIVATE KEY-----\n"
			       "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZkyLK6Fflw9d0xvv\n"
			       "vUYnq15WoYW8efWCaE8Izo6gNaKhRANCAATtBtC8F+IRiz8BjwIYSPVWBUz8Jf4U\n"
			       "JmBQqXyoAoT+VzN2VnH9XiAp/pJfJv54+yP8eCmLJwhGUb8c/DwaxtvT\n"
			       "-----END PRIVATE KEY-----\n";

static const char signature[] =
    "w_3PzhAtAvq0o1i-DzNbcUeTuB0f5_b82_eXUEgCd-n0sdXVY8Ldhqh1iA1etZMxtjYZtalHkRYsOuAP"
    "Qyi76IAt5RnlVm41lGhQGTgGwd2FVemYspIYbJCAFuSJ5l60-GBgFiP8n0AzI2obLpw5aq5uIHdSu1kB"
    "s4TAQpI-Ezk";

static void
signs(const char *pem)
{
	struct buf raw = {0}, text = {0};
	const char *why = "";

	cr_assert_eq(sign_rs256(slice_of(pem), slice_of("header.payload"), &raw, &why), 0, "%s",
	    why);
	sign_base64url(&text, buf_view(&raw));
	cr_assert_str_eq(text.data, signature);
	buf_free(&raw);
	buf_free(&text);
}

Test(sign_rsa, signs_as_openssl_does_with_both_forms_of_a_key)
{
	signs(pkcs8);
	signs(pkcs1);
}

static void
refuses(struct slice pem, const char *reason)
{
	struct buf raw = {0};
	const char *why = "";

	cr_expect_eq(sign_rs256(pem, slice_of("x"), &raw, &why), -1);
	cr_expect_str_eq(why, reason);
	cr_expect_eq(raw.len, 0);
	buf_free(&raw);
}

Test(sign_rsa, refuses_what_is_no_rsa_key_and_asks_nobody_for_a_passphrase)
{
	static const char no_key[] = "is no private key in PEM form, without a passphrase";
	struct slice half = slice_of(pkcs8);

	half.len /= 2;
	refuses(slice_of(""), no_key);
	refuses(slice_of("a key"), no_key);
	refuses(half, no_key);
	refuses(slice_of(with_passphrase), no_key);
	refuses(slice_of(elliptic), "is no RSA key of at least 1,024 bits");
}

Test(sign_rsa, writes_base64_with_and_without_padding)
{
	static const char *const rows[][3] = {{"", "", ""}, {"f", "Zg==", "Zg"},
	    {"fo", "Zm8=", "Zm8"}, {"foo", "Zm9v", "Zm9v"}, {"foob", "Zm9vYg==", "Zm9vYg"},
	    {"foobar", "Zm9vYmFy", "Zm9vYmFy"}, {"\xfb\xff\xfe", "+//+", "-__-"}};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf plain = {0}, url = {0};

		sign_base64(&plain, slice_of(rows[i][0]));
		sign_base64url(&url, slice_of(rows[i][0]));
		cr_expect(slice_is(buf_view(&plain), rows[i][1]), "%s", rows[i][1]);
		cr_expect(slice_is(buf_view(&url), rows[i][2]), "%s", rows[i][2]);
		buf_free(&plain);
		buf_free(&url);
	}
}
