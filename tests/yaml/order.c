/* The order of keys. */
#include "fixture.h"

#include "yaml/natural.h"

#include <criterion/criterion.h>
#include <string.h>

/* Each is before the next. */
static const char *const rising[] = {"", "0x1f", "9", "10", "*", "*.z", "-y", "B", "_x", "a", "a1",
    "a1b3", "a1b20", "a2", "a10", "a-b", "a.b", "v1.9", "v1.10", "x-1", "x-2", "x-10",
    "x\xC2\xB2\x61", "x10", "z", "z\xC3\xA4"};

Test(natural, orders_as_natsort)
{
	size_t i, k, count = sizeof(rising) / sizeof(rising[0]);

	for (i = 0; i < count; i++) {
		for (k = 0; k < count; k++) {
			int order = natural_compare(slice_of(rising[i]), slice_of(rising[k]));

			/* Text that follows "a" or "x" is compared before numbers. */
			if (rising[i][0] == rising[k][0] && strchr("ax", rising[i][0]) != NULL &&
			    rising[i][0] != '\0' && i != k)
				continue;
			cr_assert_eq((order > 0) - (order < 0), (i > k) - (i < k), "%s, %s",
			    rising[i], rising[k]);
		}
	}
}

static const struct {
	const char *a, *b;
	int order;
} pairs[] = {
    {"a1", "a01", 0},
    {"a001", "a1", 0},
    {"a1b", "a01a", 1},
    {"a2", "a10", -1},
    {"a", "a1", -1},
    {"a1", "a-b", -1},
    {"a10", "ab", -1},
    {"a.b", "\xC3\xA4", -1},
    {"\xC3\xA4", "z", -1},
    {"\xC3\xA4", "a\xCC\x88", 0},
    {"x\xC2\xB2", "x3", -1},
    {"x\xC2\xB2", "x1", 1},
    {"\xD9\xA3", "3", 0},
    {"\xD9\xA3"
     "1",
	"4", 1},
    {"1\xC2\xB2", "1a", -1},
    {"99999999999999999999999", "100000000000000000000000", -1},
    {"x-1", "x-2", -1},
    {"1", "1", 0},
    {"1", "1a", -1},
    {"12", "1a", 1},
    {"00", "0a", -1},
};

Test(natural, compares_pairs)
{
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		int there = natural_compare(slice_of(pairs[i].a), slice_of(pairs[i].b));
		int back = natural_compare(slice_of(pairs[i].b), slice_of(pairs[i].a));

		cr_assert_eq((there > 0) - (there < 0), pairs[i].order, "%s, %s", pairs[i].a,
		    pairs[i].b);
		cr_assert_eq((back > 0) - (back < 0), -pairs[i].order, "%s, %s", pairs[i].b,
		    pairs[i].a);
	}
}

Test(natural, bears_what_is_no_utf8)
{
	cr_assert_neq(natural_compare(slice_of("a\xFF"), slice_of("a\xC3\xA4")), 0);
	cr_assert_eq(natural_compare(slice_of("a\xFF"), slice_of("a\xFF")), 0);
}

Test(order, is_checked_at_every_depth)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL};

	fixture_refused(&f, "b: 1\na: 1\n", "yaml-order", 1, 1);
	cr_assert_str_eq(f.diags.items[0].message, "keys out of order: expected a got b");
	fixture_refused(&f, "a: {value: 1.1.1.1, type: A}\n", "yaml-order", 1, 5);
	fixture_refused(&f, "m:\n  type: MX\n  value: {preference: 1, exchange: a.}\n",
	    "yaml-order", 3, 11);
	fixture_refused(&f, "a:\n- type: A\n- b: 1\n  a: 1\n", "yaml-order", 3, 3);
	fixture_refused(&f, "a10: 1\na2: 1\n", "yaml-order", 1, 1);
	fixture_refused(&f, "a: 1\nc: 1\nd: 1\nb: 1\n", "yaml-order", 2, 1);
	cr_assert_str_eq(f.diags.items[0].message, "keys out of order: expected b got c");
	fixture_refused(&f, "a:\n  type: A\n  =: 1\n", "yaml-order", 2, 3);
	cr_assert_not_null(fixture_flow(&f, "a01: 1\na1: 1\na001: 1\n"));
	cr_assert_not_null(fixture_flow(&f, "'': 1\n'*': 1\n'*.a': 1\n-x: 1\n_y: 1\na: 1\n"));
	fixture_free(&f);
}

Test(order, takes_numbers_as_numbers)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL};

	cr_assert_not_null(fixture_flow(&f, "~: 1\nno: 1\n0.5: 1\n'1': 1\n2: 1\n10: 1\na: 1\n"));
	fixture_refused(&f, "10: 1\n9: 1\n", "yaml-order", 1, 1);
	fixture_refused(&f, "a: 1\n1: 1\n", "yaml-order", 1, 1);
	fixture_free(&f);
}

Test(order, simple_is_by_code_point)
{
	struct fixture f = {.order = YAML_ORDER_SIMPLE};

	cr_assert_not_null(fixture_flow(&f, "a10: 1\na2: 1\n"));
	fixture_refused(&f, "a2: 1\na10: 1\n", "yaml-order", 1, 1);
	fixture_refused(&f, "1: 1\na: 1\n", "yaml-order", 2, 1);
	cr_assert_not_null(fixture_flow(&f, "1: 1\n1.5: 1\n2: 1\n"));
	fixture_free(&f);
}

Test(order, a_repeated_key_counts_at_its_first_place)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL};

	cr_assert_str_eq(fixture_flow(&f, "a: 1\nb: 2\na: 3\n"), "{a: 3, b: 2}");
	fixture_refused(&f, "b: 1\na: 2\nb: 3\n", "yaml-order", 1, 1);
	fixture_free(&f);
}
