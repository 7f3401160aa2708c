/* Nodes as JSON: what Python's json.dumps and repr print. */
#include "core/node.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

static const struct json_style plain = {0, false, false};

static void
expect(const struct node *node, struct json_style style, const char *want)
{
	struct buf buf = {0};

	node_json(&buf, node, style);
	cr_expect_str_eq(buf.data, want);
	buf_free(&buf);
}

static void
expect_text(const char *data, size_t len, bool keep_unicode, const char *want)
{
	struct buf buf = {0};

	json_text(&buf, slice_make(data, len), keep_unicode);
	cr_expect_str_eq(buf.data, want);
	buf_free(&buf);
}

#define TEXT(in, keep, want) expect_text(in, sizeof(in) - 1, keep, want)

static void
expect_real(double real, const char *want)
{
	struct buf buf = {0};

	real_text(&buf, real);
	cr_expect_str_eq(buf.data, want);
	buf_free(&buf);
}

/* {"b": [1, 1.5, true, null, "ü"], "a": {}, "c": []} */
static struct node *
sample(struct arena *arena)
{
	struct node *map = node_map(arena, 0), *list = node_list(arena, 0);

	node_push(arena, list, node_int(arena, 1));
	node_push(arena, list, node_float(arena, 1.5));
	node_push(arena, list, node_bool(arena, true));
	node_push(arena, list, node_null(arena));
	node_push(arena, list, node_text(arena, slice_of("\xc3\xbc")));
	node_set(arena, map, slice_of("b"), list);
	node_set(arena, map, slice_of("a"), node_map(arena, 0));
	node_set(arena, map, slice_of("c"), node_list(arena, 0));
	return map;
}

Test(json, one_line_with_sorted_keys)
{
	struct arena arena = {0};
	struct node *map = sample(&arena);

	expect(map, plain, "{\"a\": {}, \"b\": [1, 1.5, true, null, \"\\u00fc\"], \"c\": []}");
	cr_expect(slice_is(map->u.map.pairs[0].key->text, "b"), "the node is left as it was");
	arena_free(&arena);
}

Test(json, order_and_unicode_are_kept_on_demand)
{
	struct arena arena = {0};
	struct json_style style = {.keep_unicode = true, .keep_order = true};

	expect(sample(&arena), style,
	    "{\"b\": [1, 1.5, true, null, \"\xc3\xbc\"], \"a\": {}, \"c\": []}");
	arena_free(&arena);
}

Test(json, indent_is_pythons)
{
	struct arena arena = {0};
	struct json_style style = {.indent = 2};

	expect(sample(&arena), style,
	    "{\n  \"a\": {},\n  \"b\": [\n    1,\n    1.5,\n    true,\n    null,\n"
	    "    \"\\u00fc\"\n  ],\n  \"c\": []\n}");
	arena_free(&arena);
}

Test(json, text_is_escaped)
{
	TEXT("", false, "\"\"");
	TEXT("a\"b\\c/", false, "\"a\\\"b\\\\c/\"");
	TEXT("\b\f\n\r\t\0\x1f\x7f", false, "\"\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\"");
	TEXT("\b\f\n\r\t\0\x1f\x7f", true, "\"\\b\\f\\n\\r\\t\\u0000\\u001f\x7f\"");
	TEXT("\xe2\x82\xac\xf0\x9f\x98\x80", false, "\"\\u20ac\\ud83d\\ude00\"");
	TEXT("\xe2\x82\xac\xf0\x9f\x98\x80", true, "\"\xe2\x82\xac\xf0\x9f\x98\x80\"");
}

Test(json, bytes_that_are_not_utf8_become_the_replacement_character)
{
	TEXT("a\xff\x80z", false, "\"a\\ufffd\\ufffdz\"");
	TEXT("\xed\xa0\x80", true, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
	TEXT("\xc3", false, "\"\\ufffd\"");
}

Test(json, numbers_that_do_not_fit_are_printed_as_written)
{
	struct node number = {.kind = NODE_INT, .u.number = INT64_MAX};

	number.text = slice_of("123456789012345678901234567890");
	expect(&number, plain, "123456789012345678901234567890");
	number.text = slice_of("0xffffffffffffffffff");
	expect(&number, plain, "9223372036854775807");
	number.text = slice_of("1, \"injected\": 2");
	expect(&number, plain, "9223372036854775807");
	number.u.number = INT64_MIN;
	number.text = slice_of("-99999999999999999999");
	expect(&number, plain, "-99999999999999999999");
	number.text = slice_of("-");
	expect(&number, plain, "-9223372036854775808");
}

Test(json, keys_that_are_no_text_are_spelled_as_json)
{
	struct node yes = {.kind = NODE_BOOL, .u.flag = true, .text = {"True", 4}};
	struct node none = {.kind = NODE_NULL, .text = {"None", 4}};
	struct node eight = {.kind = NODE_INT, .u.number = 8, .text = {"8", 1}};
	struct node_pair pairs[] = {{&yes, &none}, {&none, &yes}, {&eight, &eight}};
	struct node map = {.kind = NODE_MAP, .u.map = {pairs, 3}};
	struct json_style style = {.keep_order = true};

	expect(&map, style, "{\"true\": null, \"null\": true, \"8\": 8}");
}

Test(json, a_date_is_its_text)
{
	struct node date = {.kind = NODE_DATE, .text = {"2024-02-30", 10}};

	expect(&date, plain, "\"2024-02-30\"");
}

Test(json, what_is_no_number_is_spelled_as_python_does)
{
	struct node real = {.kind = NODE_FLOAT, .u.real = NAN};

	expect(&real, plain, "NaN");
	real.u.real = -INFINITY;
	expect(&real, plain, "-Infinity");
	real.u.real = 1e16;
	expect(&real, plain, "1e+16");
}

Test(real, is_the_shortest_that_reads_back)
{
	expect_real(20, "20.0");
	expect_real(0.1, "0.1");
	expect_real(1.0 / 3, "0.3333333333333333");
	expect_real(0.1 + 0.2, "0.30000000000000004");
	expect_real(-0.0, "-0.0");
	expect_real(100, "100.0");
	expect_real(123.456, "123.456");
}

Test(real, changes_form_where_python_does)
{
	expect_real(1e15, "1000000000000000.0");
	expect_real(9999999999999998, "9999999999999998.0");
	expect_real(1e16, "1e+16");
	expect_real(1.5e300, "1.5e+300");
	expect_real(0.0001, "0.0001");
	expect_real(0.00001, "1e-05");
	expect_real(-1.25e-7, "-1.25e-07");
	expect_real(INFINITY, "inf");
	expect_real(-INFINITY, "-inf");
	expect_real(NAN, "nan");
	expect_real(-NAN, "nan");
}

Test(real, edges_of_the_format)
{
	expect_real(5e-324, "5e-324");
	expect_real(1.7976931348623157e308, "1.7976931348623157e+308");
	expect_real(2.2250738585072014e-308, "2.2250738585072014e-308");
	/* 2^-44: the nearest 16 digits do not read back, their neighbour does. */
	expect_real(0x1p-44, "5.684341886080802e-14");
}

Test(real, every_power_of_two_reads_back)
{
	int e;

	for (e = -1074; e < 1024; e++) {
		struct buf buf = {0};
		double real = ldexp(1, e);

		real_text(&buf, real);
		cr_expect_eq(strtod(buf.data, NULL), real, "2^%d: %s", e, buf.data);
		buf_free(&buf);
	}
}

static void
expect_indent(const char *text, size_t indent, const char *want)
{
	struct buf buf = {0};

	json_indent(&buf, slice_of(text), indent);
	cr_expect_str_eq(buf.data, want);
	buf_free(&buf);
}

Test(json, is_laid_out_as_python_does)
{
	expect_indent("{\"a\": [1, {}], \"b\": []}\n", 2,
	    "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}\n");
	expect_indent("[\"{, \\\"[\", null]", 1, "[\n \"{, \\\"[\",\n null\n]");
	expect_indent("{\"a\": 1}", 0, "{\n\"a\": 1\n}");
	/* What is no JSON is nobody's to mend, and no harm. */
	expect_indent("}]\"open", 2, "}]\"open");
	expect_indent("\"\\", 2, "\"\\");
}
