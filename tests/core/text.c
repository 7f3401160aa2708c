/* Text from outside. */
#include "core/text.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

static void
expect_safe(const char *in, size_t len, const char *want)
{
	struct buf out = {0};

	text_safe(&out, slice_make(in, len));
	cr_assert_str_eq(out.data, want);
	buf_free(&out);
}

#define SAFE(in, want) expect_safe(in, sizeof(in) - 1, want)

Test(text, printable_text_stays_as_it_is)
{
	SAFE("www.example.com. A 192.0.2.1 \\", "www.example.com. A 192.0.2.1 \\");
	SAFE("b\xc3\xbc"
	     "cher \xe4\xbe\x8b \xf0\x9f\x98\x80",
	    "b\xc3\xbc"
	    "cher \xe4\xbe\x8b \xf0\x9f\x98\x80");
}

Test(text, controls_are_made_visible)
{
	SAFE("a\0b\n\t\x1b[31m\x7f", "a\\x00b\\x0A\\x09\\x1B[31m\\x7F");
	SAFE("\xc2\x9b"
	     "31m\xc2\x85",
	    "\\u{009B}31m\\u{0085}");
	SAFE("\xe2\x80\xa8\xe2\x80\xa9", "\\u{2028}\\u{2029}");
}

Test(text, what_hides_or_turns_text_is_made_visible)
{
	SAFE("\xd8\x9c\xe2\x80\x8e\xe2\x80\x8f", "\\u{061C}\\u{200E}\\u{200F}");
	SAFE("\xe2\x80\xaa\xe2\x80\xae\xe2\x81\xa6\xe2\x81\xa9",
	    "\\u{202A}\\u{202E}\\u{2066}\\u{2069}");
	SAFE("\xe2\x80\x8b\xe2\x80\x8d\xe2\x81\xa0\xef\xbb\xbf\xc2\xad",
	    "\\u{200B}\\u{200D}\\u{2060}\\u{FEFF}\\u{00AD}");
	SAFE("\xf3\xa0\x81\xa1", "\\u{E0061}");
}

Test(text, commands_of_ci_systems_are_made_visible)
{
	SAFE("a ##[error]b ###vso[x]", "a ##\\x5Berror]b ###vso\\x5Bx]");
	SAFE("##teamcity[x", "##teamcity\\x5Bx");
	SAFE("::error file=a::b", "\\x3A:error file=a::b");
	SAFE("  ::add-mask::b", "  \\x3A:add-mask::b");
	SAFE("\t::Debug", "\\x09\\x3A:Debug");
	/* What only looks like one. */
	SAFE("#[a] ## [b] [c] ##1[", "#[a] ## [b] [c] ##1[");
	SAFE("::1 ::ffff:192.0.2.1", "::1 ::ffff:192.0.2.1");
	SAFE("::dead::beef", "::dead::beef");
	SAFE("a ::error::b", "a ::error::b");
	SAFE("::", "::");
}

Test(text, bytes_that_are_not_utf8_are_made_visible)
{
	SAFE("\xff\xfe", "\\xFF\\xFE");
	SAFE("\xc0\xaf", "\\xC0\\xAF");          /* overlong */
	SAFE("\xe0\x80\xaf", "\\xE0\\x80\\xAF"); /* overlong */
	SAFE("\xed\xa0\x80", "\\xED\\xA0\\x80"); /* surrogate */
	SAFE("\xf4\x90\x80\x80", "\\xF4\\x90\\x80\\x80");
	SAFE("\xe2\x80", "\\xE2\\x80"); /* cut off */
	SAFE("\xe2(\xa1", "\\xE2(\\xA1");
}

Test(text, every_code_point_survives_a_round_trip)
{
	uint32_t code;

	for (code = 0; code <= 0x10ffff; code++) {
		struct buf buf = {0};
		size_t at = 0;

		text_utf8(&buf, code);
		if (code >= 0xd800 && code <= 0xdfff)
			cr_assert_eq(text_next(buf_view(&buf), &at), TEXT_INVALID);
		else if (text_next(buf_view(&buf), &at) != code || at != buf.len)
			cr_assert_fail("U+%04X", code);
		buf_free(&buf);
	}
}

Test(text, the_first_wrong_byte_is_named)
{
	size_t bad = 99;

	cr_assert(text_utf8_valid(slice_of("b\xc3\xbc"), &bad));
	cr_assert(text_utf8_valid(slice_of(""), NULL));
	cr_assert_not(text_utf8_valid(slice_of("ab\xc3\xbc\xc3"), &bad));
	cr_assert_eq(bad, 4);
	cr_assert_not(text_utf8_valid(slice_of("\x80"), NULL));
}

Test(text, columns_are_code_points)
{
	cr_assert_eq(text_columns(slice_of("b\xc3\xbc\xe4\xbe\x8b")), 3);
	cr_assert_eq(text_columns(slice_of("a\xff\xff")), 3);
	cr_assert_eq(text_columns(slice_of("")), 0);
}

Test(text, distance_counts_edits)
{
	char long_text[80];

	cr_assert_eq(text_distance("values", "values"), 0);
	cr_assert_eq(text_distance("vlaues", "values"), 1);
	cr_assert_eq(text_distance("value", "values"), 1);
	cr_assert_eq(text_distance("valuess", "values"), 1);
	cr_assert_eq(text_distance("vallles", "values"), 2);
	cr_assert_eq(text_distance("", "abc"), 3);
	cr_assert_eq(text_distance("abc", ""), 3);
	cr_assert_eq(text_distance("kitten", "sitting"), 3);
	memset(long_text, 'a', sizeof(long_text));
	long_text[64] = '\0';
	cr_assert_eq(text_distance(long_text, "a"), 63);
	long_text[64] = 'a';
	long_text[65] = '\0';
	cr_assert_eq(text_distance(long_text, "a"), SIZE_MAX);
}
