/* Names: spelling, Unicode, and where they stand. */
#include "dns/name.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct {
	const char *text, *encoded; /* NULL: has none */
} encodings[] = {
    {"", ""},
    {".", "."},
    {"WWW.Unit.Tests.", "www.unit.tests."},
    {"0/25._tcp.-a-.*", "0/25._tcp.-a-.*"},
    {"a..b", "a..b"},
    {"bücher.tests.", "xn--bcher-kva.tests."},
    {"BÜCHER.A_b.Tests.", "xn--bcher-kva.a_b.tests."},
    {"straße", "xn--strae-oqa"},
    {"例え.テスト", "xn--r8jz45g.xn--zckzah"},
    {"xn--bcher-kva.ü", "xn--bcher-kva.xn--tda"},
    {"☃", NULL},
    {"a.ü\xff", NULL},
    {"\xc3", NULL},
    {"ü\xed\xa0\x80", NULL},
    {"\xcc\x81"
     "a",
	NULL}, /* begins with a combining mark */
    {"üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü", NULL},
};

Test(name, is_folded_and_encoded)
{
	size_t i;

	for (i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++) {
		struct arena arena = {0};
		struct slice name = {"", 0};
		const char *why = "";
		int rc = name_encode(&arena, slice_of(encodings[i].text), &name, &why);

		cr_expect_eq(rc, encodings[i].encoded != NULL ? 0 : -1, "%s: %s", encodings[i].text,
		    why);
		if (rc == 0 && encodings[i].encoded != NULL)
			cr_expect(slice_is(name, encodings[i].encoded), "%s: %.*s",
			    encodings[i].text, SLICE_ARGS(name));
		if (rc != 0)
			cr_expect_neq(*why, '\0');
		arena_free(&arena);
	}
}

Test(name, is_not_cut_at_a_nul)
{
	struct arena arena = {0};
	struct slice name;
	const char *why = "";

	cr_expect_eq(name_encode(&arena, slice_make("\xc3\xbc\0evil.tests.", 14), &name, &why), -1);
	cr_expect_str_eq(why, "label has a NUL in it");
	cr_assert_eq(name_encode(&arena, slice_make("A\0B", 3), &name, &why), 0);
	cr_expect_eq(name.len, 3);
	cr_expect_eq(memcmp(name.data, "a\0b", 3), 0);
	arena_free(&arena);
}

static const struct {
	const char *name, *decoded; /* NULL: stays, and is no IDNA */
} decodings[] = {
    {"", ""},
    {"www.unit.tests.", "www.unit.tests."},
    {"xn--bcher-kva.tests.", "bücher.tests."},
    {"a.xn--tda", "a.ü"},
    {"xn--strae-oqa.", "straße."},
    {"axn--tda.", "axn--tda."},
    {"xn--.", "xn--."},
    {"xn--a.tests.", NULL},             /* U+0080 */
    {"xn--n3h.tests.", NULL},           /* a snowman */
    {"xn--bcher-kvz9999.tests.", NULL}, /* no punycode */
    {"xn--a-.tests.", NULL},            /* "a", which needs no encoding */
    {"xn--99999999999999999999999999999999999999999999999999999999999.", NULL},
    {"xn--999999999999999999999999999999999999999999999999999999999999999.", NULL},
};

Test(name, is_decoded_where_that_can_be_undone)
{
	size_t i;

	for (i = 0; i < sizeof(decodings) / sizeof(decodings[0]); i++) {
		struct arena arena = {0};
		struct slice name = slice_of(decodings[i].name), back;
		struct slice decoded = name_decode(&arena, name);
		const char *want = decodings[i].decoded, *why = NULL;

		cr_expect(slice_is(decoded, want != NULL ? want : decodings[i].name), "%s: %.*s",
		    decodings[i].name, SLICE_ARGS(decoded));
		cr_expect_eq(name_check_alabels(name, &why), want != NULL ? 0 : -1, "%s",
		    decodings[i].name);
		cr_expect_eq(why != NULL, want == NULL);
		cr_assert_eq(name_encode(&arena, decoded, &back, &why), 0);
		cr_expect(slice_equal(back, name), "%s: %.*s", decodings[i].name, SLICE_ARGS(back));
		arena_free(&arena);
	}
}

Test(name, stands_below_a_zone_or_not)
{
	struct slice zone = slice_of("unit.tests.");

	cr_expect(name_is_below(slice_of("a.unit.tests."), zone));
	cr_expect(name_is_below(slice_of("b.a.unit.tests."), zone));
	cr_expect_not(name_is_below(zone, zone));
	cr_expect_not(name_is_below(slice_of("aunit.tests."), zone));
	cr_expect_not(name_is_below(slice_of("tests."), zone));
	cr_expect_not(name_is_below(slice_of("a.unit.testsx"), zone));
	cr_expect_not(name_is_below(slice_of(""), zone));
}

Test(name, is_relative_and_absolute)
{
	static const char *const labels[] = {"", "a", "a.b", "*", "a..b", "."};
	struct slice zone = slice_of("unit.tests.");
	struct arena arena = {0};
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		struct slice label = slice_of(labels[i]);
		struct slice absolute = name_absolute(&arena, label, zone);

		cr_expect(slice_equal(name_relative(absolute, zone), label), "%s", labels[i]);
		cr_expect_eq(absolute.data[absolute.len - 1], '.');
	}
	cr_expect(slice_equal(name_absolute(&arena, slice_of(""), zone), zone));
	arena_free(&arena);
}

static const struct {
	const char *text, *name, *why;
} zones[] = {
    {"Unit.Tests.", "unit.tests.", NULL},
    {"bücher.tests.", "xn--bcher-kva.tests.", NULL},
    {"0/25.2.0.192.in-addr.arpa.", "0/25.2.0.192.in-addr.arpa.", NULL},
    {".", ".", NULL},
    {"", NULL, "missing ending dot"},
    {"unit.tests", NULL, "missing ending dot"},
    {"unit..tests.", NULL, "double dot not allowed"},
    {"../etc.", NULL, "double dot not allowed"},
    {"..", NULL, "double dot not allowed"},
    {"unit tests.", NULL, "whitespace not allowed"},
    {"unit\ttests.", NULL, "whitespace not allowed"},
    {"unit\ntests.", NULL, "whitespace not allowed"},
    {"☃.tests.", NULL, "label"},
};

Test(name, of_a_zone)
{
	struct arena arena = {0};
	struct slice name;
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		int rc = zone_name_parse(&arena, slice_of(zones[i].text), &name, &why);

		cr_expect_eq(rc, zones[i].name != NULL ? 0 : -1, "%s", zones[i].text);
		if (zones[i].name != NULL)
			cr_expect(slice_is(name, zones[i].name), "%s", zones[i].text);
		else
			cr_expect_eq(strncmp(why, zones[i].why, strlen(zones[i].why)), 0, "%s: %s",
			    zones[i].text, why);
	}
	cr_expect_eq(zone_name_parse(&arena, slice_make("a\0.tests.", 9), &name, &why), -1);
	cr_expect_str_eq(why, "NUL not allowed");
	arena_free(&arena);
}
