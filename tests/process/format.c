/* str.format() as Python has it; what was tried with Python 3.11 is written down here. */
#include "process/format.h"

#include "core/arena.h"
#include "yaml/reader.h"

#include <criterion/criterion.h>

TestSuite(format);

#define PARAMS                                                                                   \
	"{name: unit.tests., n: 42, neg: -7, big: 1e16, f: 2.5, t: true, none: null, u: ünï, " \
	"m: {k: v, d: {e: 1}}, l: [a, b]}"

static int
format(const char *text, struct buf *out, struct format_fault *fault, struct arena *arena)
{
	struct yaml_source source = {.file = "params", .text = slice_of(PARAMS)};
	struct diags diags = {0};
	const struct node *params = yaml_document(&source, arena, &diags);

	cr_assert_not_null(params);
	diags_free(&diags);
	return format_text(out, slice_of(text), params, arena, fault);
}

static void
gives(const char *text, const char *want)
{
	struct format_fault fault = {0, "", NULL};
	struct arena arena = {0};
	struct buf out = {0};

	cr_expect_eq(format(text, &out, &fault, &arena), 0, "%s: %s", text, fault.why);
	cr_expect_str_eq(out.data, want, "%s: \"%s\" instead of \"%s\"", text, out.data, want);
	buf_free(&out);
	arena_free(&arena);
}

static void
fails(const char *text, size_t at, const char *why)
{
	struct format_fault fault = {0, "", NULL};
	struct arena arena = {0};
	struct buf out = {0};

	cr_expect_eq(format(text, &out, &fault, &arena), -1, "%s", text);
	cr_expect_eq(fault.at, at, "%s: at %zu", text, fault.at);
	cr_expect_not_null(strstr(fault.why, why), "%s: %s", text, fault.why);
	buf_free(&out);
	arena_free(&arena);
}

Test(format, replaces_names)
{
	gives("", "");
	gives("{name}", "unit.tests.");
	gives("a {n} b {neg} {t} {none} {f} {u}", "a 42 b -7 True None 2.5 ünï");
	gives("{{name}} {{}} }}", "{name} {} }");
	gives("{n!s}", "42");
	gives("{m[k]}{m[d][e]}{l[1]}", "v1b");
}

Test(format, pads_text)
{
	gives("{name:14}|", "unit.tests.   |");
	gives("{name:>14}|", "   unit.tests.|");
	gives("{name:^14}|", " unit.tests.  |");
	gives("{name:*<13}|", "unit.tests.**|");
	gives("{name:.4}|", "unit|");
	gives("{u:ß>5.2}|", "ßßßün|");
	gives("{n!s:>4}|", "  42|");
	gives("{name:3s}|", "unit.tests.|");
}

Test(format, formats_numbers)
{
	gives("{n:05d}", "00042");
	gives("{neg:05}", "-0007");
	gives("{n:x} {n:X} {n:o} {n:b}", "2a 2A 52 101010");
	gives("{n:+} {n: } {neg:+}", "+42  42 -7");
	gives("{n:<5}|{n:^5}|{n:=5}|", "42   | 42  |   42|");
	gives("{neg:*=5}", "-***7");
	gives("{n:.1f} {f:.2f} {f:08.3f}", "42.0 2.50 0002.500");
	gives("{f:%} {f:.0%} {f:e} {f:g}", "250.000000% 250% 2.500000e+00 2.5");
	gives("{f:6}|", "   2.5|");
}

Test(format, says_where_it_cannot)
{
	fails("a {nope}", 3, "undefined template parameter \"nope\"");
	fails("ü {nope}", 3, "undefined template parameter \"nope\"");
	fails("{m[x]}", 1, "undefined template parameter \"m[x]\"");
	fails("{l[2]}", 1, "undefined");
	fails("{}", 1, "without a name");
	fails("x{0}", 2, "without a name");
	fails("}", 1, "a single }");
	fails("{", 1, "not closed");
	fails("{name", 1, "not closed");
	fails("{name.upper}", 1, "attributes");
	fails("{name!r}", 1, "conversion");
	fails("{n:{n}}", 1, "inside of a field");
	fails("{m}", 1, "a list or a mapping");
	fails("{l:3}", 1, "only text and numbers");
	fails("{name:d}", 1, "text");
	fails("{n:,}", 1, "not supported");
	fails("{n:#x}", 1, "not supported");
	fails("{n:.2}", 1, "whole numbers");
	fails("{name:99999}", 1, "too large");
	fails("{n:.99999f}", 1, "too large");
}

Test(format, makes_no_more_than_a_record_can_hold)
{
	struct format_fault fault = {0, "", NULL};
	struct arena arena = {0};
	struct buf text = {0}, out = {0};
	size_t i;

	for (i = 0; i < 1000; i++)
		buf_text(&text, "{n:1000}");
	cr_expect_eq(format(text.data, &out, &fault, &arena), -1);
	cr_expect_lt(out.len, 70000);
	cr_expect_not_null(strstr(fault.why, "longer than a record"));
	buf_free(&text);
	buf_free(&out);
	arena_free(&arena);
}

Test(format, names_the_nearest_parameter)
{
	struct format_fault fault = {0, "", NULL};
	struct arena arena = {0};
	struct buf out = {0};

	cr_assert_eq(format("{nam}", &out, &fault, &arena), -1);
	cr_assert_not_null(fault.hint);
	cr_expect_not_null(strstr(fault.hint, "name"));
	buf_free(&out);
	arena_free(&arena);
}
