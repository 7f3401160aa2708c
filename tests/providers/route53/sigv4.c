/* Signature Version 4: the examples that AWS publishes. */
#include "../../../providers/route53/sigv4.h"

#include <criterion/criterion.h>
#include <string.h>

static void
signs(struct sigv4 r, const char *signed_headers, const char *signature)
{
	struct buf got = {0}, want = {0};
	char date[SIGV4_DATE];

	r.key_id = slice_of("AKIDEXAMPLE");
	r.secret = slice_of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
	r.region = "us-east-1";
	r.service = "service";
	r.now = 1440938160;
	sigv4_sign(&r, date, &got);
	cr_assert_str_eq(date, "20150830T123600Z");
	buf_printf(&want,
	    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
	    "SignedHeaders=%s, Signature=%s",
	    signed_headers, signature);
	cr_assert_str_eq(got.data, want.data);
	buf_free(&got);
	buf_free(&want);
}

Test(sigv4, signs_a_plain_get)
{
	struct sigv4 r = {.method = "GET", .url = slice_of("https://example.amazonaws.com/")};

	signs(r, "host;x-amz-date",
	    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
	/* The scheme's own port is not in the Host header. */
	r.url = slice_of("https://example.amazonaws.com:443");
	signs(r, "host;x-amz-date",
	    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

Test(sigv4, sorts_the_query)
{
	struct sigv4 r = {.method = "GET",
	    .url = slice_of("https://example.amazonaws.com/?Param2=value2&Param1=value1")};

	signs(r, "host;x-amz-date",
	    "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
}

Test(sigv4, signs_a_body_with_its_type)
{
	struct sigv4 r = {.method = "POST",
	    .url = slice_of("https://example.amazonaws.com/"),
	    .content_type = slice_of("application/x-www-form-urlencoded"),
	    .body = slice_of("Param1=value1")};

	signs(r, "content-type;host;x-amz-date",
	    "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
}

Test(sigv4, signs_the_token_of_a_session)
{
	struct sigv4 r = {.method = "POST",
	    .url = slice_of("https://example.amazonaws.com/"),
	    .token = slice_of("AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQ"
			      "WLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/"
			      "kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VS"
			      "XDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkU"
			      "L64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabI"
			      "Qwj2ICCR/oLxBA==")};

	signs(r, "host;x-amz-date;x-amz-security-token",
	    "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
}
