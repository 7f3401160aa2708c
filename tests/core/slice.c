/* Byte slices. */
#include "core/slice.h"

#include <criterion/criterion.h>

Test(slice, of_nothing_is_empty)
{
	cr_assert_eq(slice_of(NULL).len, 0);
	cr_assert_not_null(slice_of(NULL).data);
	cr_assert(slice_equal(slice_of(NULL), slice_of("")));
}

Test(slice, sub_is_clamped)
{
	struct slice s = slice_of("abcdef");

	cr_assert(slice_is(slice_sub(s, 1, 3), "bc"));
	cr_assert(slice_is(slice_sub(s, 4, 99), "ef"));
	cr_assert(slice_is(slice_sub(s, 9, 99), ""));
	cr_assert(slice_is(slice_sub(s, 3, 1), ""));
}

Test(slice, equality_looks_at_every_byte)
{
	cr_assert(slice_equal(slice_make("a\0b", 3), slice_make("a\0b", 3)));
	cr_assert_not(slice_equal(slice_make("a\0b", 3), slice_make("a\0c", 3)));
	cr_assert_not(slice_is(slice_of("ab"), "abc"));
	cr_assert(slice_is_nocase(slice_of("CNAME"), "cname"));
	cr_assert_not(slice_is_nocase(slice_of("CNAM"), "cname"));
}

Test(slice, order_is_that_of_unsigned_bytes_and_prefixes_come_first)
{
	cr_assert_lt(slice_compare(slice_of("a"), slice_of("ab")), 0);
	cr_assert_gt(slice_compare(slice_of("\xc3\xa4"), slice_of("z")), 0);
	cr_assert_eq(slice_compare(slice_of("same"), slice_of("same")), 0);
	cr_assert_lt(slice_compare(slice_of(""), slice_of("a")), 0);
}

Test(slice, starts_ends_find_trim)
{
	struct slice s = slice_of("www.example.com.");

	cr_assert(slice_starts(s, slice_of("www.")));
	cr_assert_not(slice_starts(slice_of("ww"), slice_of("www.")));
	cr_assert(slice_ends(s, slice_of("com.")));
	cr_assert_not(slice_ends(slice_of("om."), slice_of("com.")));
	cr_assert(slice_ends(s, slice_of("")));
	cr_assert_eq(slice_find(s, '.'), 3);
	cr_assert_eq(slice_find(s, '!'), s.len);
	cr_assert(slice_is(slice_trim(slice_of(" \t\v x y\r\n")), "x y"));
	cr_assert_eq(slice_trim(slice_of(" \n ")).len, 0);
}

Test(slice, takes_a_part_of_nothing)
{
	struct slice nothing = {NULL, 0};

	cr_assert_eq(slice_sub(nothing, 0, 5).len, 0);
	cr_assert_not_null(slice_sub(nothing, 0, 5).data);
}
