/* The first line of a comment. */
#include "report/marker.h"

#include <criterion/criterion.h>
#include <string.h>

#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static int
read_one(const char *body, struct marker *marker)
{
	static struct arena arena;

	return marker_read(slice_of(body), marker, &arena);
}

Test(marker, is_read_as_it_was_printed)
{
	struct marker in = {"plan", DIGEST, "abc", "sub/octodns.yaml"}, out;
	struct buf buf = {0};

	marker_print(&buf, &in);
	cr_assert_str_eq(buf.data,
	    "<!-- zoneward:plan v1 digest=" DIGEST " head=abc config=sub/octodns.yaml -->\n");
	cr_assert_eq(read_one(buf.data, &out), 0);
	cr_assert_str_eq(out.kind, "plan");
	cr_assert_str_eq(out.digest, DIGEST);
	cr_assert_str_eq(out.config, "sub/octodns.yaml");
	buf_free(&buf);
}

Test(marker, holds_no_value_that_could_end_it)
{
	struct marker in = {"plan", NULL, "abc", "a --> b.yaml"};
	struct buf buf = {0};

	marker_print(&buf, &in);
	cr_assert_null(strstr(buf.data, "a --"));
	cr_assert_eq(strstr(buf.data, "-->"), buf.data + buf.len - 4);
	buf_free(&buf);
}

Test(marker, is_the_first_line_alone)
{
	struct marker marker;

	cr_assert_eq(read_one("", &marker), 1);
	cr_assert_eq(read_one("hello\n<!-- zoneward:plan v1 digest=" DIGEST " -->\n", &marker), 1);
	cr_assert_eq(read_one(" <!-- zoneward:plan v1 -->\n", &marker), 1);
	cr_assert_eq(read_one("<!-- zoneward:plan v1 digest=" DIGEST " -->\r\nx", &marker), 0);
}

Test(marker, that_was_edited_is_not_understood)
{
	static const char *const bodies[] = {
	    "<!-- zoneward:plan v1 digest=" DIGEST,
	    "<!-- zoneward:plan v1 digest=0" DIGEST " -->",
	    "<!-- zoneward:plan v1 digest=xyz -->",
	    "<!-- zoneward:plan v1 digest=" DIGEST " digest=" DIGEST " -->",
	    "<!-- zoneward:plan v1  head=a -->",
	    "<!-- zoneward:plan v1 digest= -->",
	    "<!-- zoneward:plan v1 head=a--b -->",
	    "<!-- zoneward:plan v2 digest=" DIGEST " -->",
	    "<!-- zoneward:plan -->",
	    "<!-- zoneward: -->",
	};
	struct marker marker;
	size_t i;

	for (i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		cr_assert_eq(read_one(bodies[i], &marker), -1, "%s", bodies[i]);
}

Test(marker, has_no_octet_zero_in_it)
{
	static const char body[] = "<!-- zoneward:plan\0 v1 head=a -->\n";
	struct marker marker;
	struct arena arena = {0};

	cr_assert_eq(marker_read(slice_make(body, sizeof(body) - 1), &marker, &arena), -1);
	arena_free(&arena);
}

Test(marker, keys_of_a_later_version_are_passed_over)
{
	struct marker marker;

	cr_assert_eq(read_one("<!-- zoneward:plan v1 run=7 digest=" DIGEST " -->", &marker), 0);
	cr_assert_str_eq(marker.digest, DIGEST);
}
