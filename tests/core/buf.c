/* A growing buffer. */
#include "core/buf.h"

#include <criterion/criterion.h>

Test(buf, grows_and_stays_terminated)
{
	struct buf buf = {0};
	int i;

	for (i = 0; i < 10000; i++)
		buf_char(&buf, (char)('a' + i % 26));
	cr_assert_eq(buf.len, 10000);
	cr_assert_eq(buf.data[9999], (char)('a' + 9999 % 26));
	cr_assert_eq(buf.data[10000], '\0');
	buf_free(&buf);
	cr_assert_null(buf.data);
}

Test(buf, adds_text_slices_padding_and_format)
{
	struct buf buf = {0};

	buf_text(&buf, "a");
	buf_slice(&buf, slice_of("bc"));
	buf_pad(&buf, '-', 3);
	buf_pad(&buf, '-', 0);
	buf_printf(&buf, "%05d|%s", 42, "x");
	cr_assert_str_eq(buf.data, "abc---00042|x");
	cr_assert(slice_is(buf_view(&buf), "abc---00042|x"));
	buf_free(&buf);
}

Test(buf, adds_numbers)
{
	struct buf buf = {0};

	buf_number(&buf, 0);
	buf_char(&buf, ' ');
	buf_number(&buf, -10);
	buf_char(&buf, ' ');
	buf_number(&buf, INT64_MAX);
	buf_char(&buf, ' ');
	buf_number(&buf, INT64_MIN);
	cr_assert_str_eq(buf.data, "0 -10 9223372036854775807 -9223372036854775808");
	buf_free(&buf);
}

Test(buf, prints_what_is_longer_than_it_has_room_for)
{
	struct buf buf = {0};
	size_t len;

	for (len = 55; len < 75; len++) {
		buf_clear(&buf);
		buf_printf(&buf, "%0*d", (int)len, 7);
		cr_assert_eq(buf.len, len);
		cr_assert_eq(buf.data[len - 1], '7');
		cr_assert_eq(buf.data[len], '\0');
	}
	buf_free(&buf);
}

Test(buf, empty_views_and_clears)
{
	struct buf buf = {0};

	cr_assert_eq(buf_view(&buf).len, 0);
	buf_clear(&buf);
	buf_slice(&buf, slice_of(""));
	cr_assert_str_eq(buf.data, "");
	buf_text(&buf, "xyz");
	buf_clear(&buf);
	cr_assert_str_eq(buf.data, "");
	buf_wipe(&buf);
	cr_assert_null(buf.data);
	buf_wipe(&buf);
}
