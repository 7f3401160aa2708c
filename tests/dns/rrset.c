/* RRsets: which are equal, in which order they stand, and their form as data. */
#include "rules_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static struct rrset
rrset_of(struct arena *arena, const char *text)
{
	const struct node *map = flow_node(arena, text, NULL);
	struct diags diags = {0};
	struct decode decode = {.zone = slice_of("unit.tests."),
	    .arena = arena,
	    .default_ttl = 3600,
	    .lenient = true,
	    .diags = &diags};
	struct rrset rrset;

	cr_assert_eq(rrset_decode(&decode, map->u.map.pairs[0].key, map->u.map.pairs[0].value,
			 &rrset),
	    0, "%s", text);
	diags_free(&diags);
	return rrset;
}

#define POOL(value) "pools: {p: {values: [{value: " value "}]}}, rules: [{pool: p}]"

static const struct {
	const char *a, *b;
	bool equal;
} pairs[] = {
    {"{a: {type: A, values: [1.1.1.1, 2.2.2.2]}}", "{a: {type: A, values: [2.2.2.2, 1.1.1.1]}}",
	true},
    {"{a: {type: A, value: 1.1.1.1}}", "{a: {type: A, ttl: 3600, values: [1.1.1.1]}}", true},
    {"{a: {type: A, value: 1.1.1.1}}", "{a: {type: A, ttl: 60, value: 1.1.1.1}}", false},
    {"{a: {type: A, value: 1.1.1.1}}", "{a: {type: A, value: 1.1.1.2}}", false},
    {"{a: {type: A, value: 1.1.1.1}}", "{a: {type: A, values: [1.1.1.1, 1.1.1.1]}}", false},
    {"{a: {type: NS, value: x.}}", "{a: {type: PTR, value: x.}}", false},
    {"{a: {type: CNAME, value: X.}}", "{a: {type: CNAME, value: x.}}", true},
    {"{a: {type: TXT, value: X}}", "{a: {type: TXT, value: x}}", false},
    {"{a: {type: TXT, value: x}}", "{a: {type: TXT, value: xx}}", false},
    {"{a: {type: A, value: 1.1.1.1, octodns: {x: 1}}}", "{a: {type: A, value: 1.1.1.1}}", true},
    {"{a: {type: A, value: 1.1.1.1, geo: {EU: [1.1.1.1]}}}", "{a: {type: A, value: 1.1.1.1}}",
	false},
    {"{a: {type: A, value: 1.1.1.1, geo: {EU: [1.1.1.1]}}}",
	"{a: {type: A, value: 1.1.1.1, geo: {EU: [1.1.1.1]}}}", true},
    {"{a: {type: A, value: 1.1.1.1, dynamic: {" POOL("1.1.1.1") "}}}",
	"{a: {type: A, value: 1.1.1.1, dynamic: {" POOL("1.1.1.2") "}}}", false},
    {"{a: {type: A, value: 1.1.1.1, dynamic: {" POOL("1.1.1.1") "}}}",
	"{a: {type: A, value: 1.1.1.1, dynamic: {pools: {p: {fallback: null, values: "
	"[{weight: 1, value: 1.1.1.1}]}}, rules: [{pool: p}]}}}",
	true},
    {"{a: {type: SVCB, value: {svcpriority: 1, targetname: ., svcparams: {port: 1, alpn: [h2]}}}}",
	"{a: {type: SVCB, value: {svcpriority: 1, targetname: ., svcparams: {alpn: [h2], port: "
	"1}}}}",
	true},
    {"{a: {type: SVCB, value: {svcpriority: 1, targetname: ., svcparams: {port: 1}}}}",
	"{a: {type: SVCB, value: {svcpriority: 1, targetname: ., svcparams: {port: 2}}}}", false},
};

Test(rrset, equals_another_of_the_same_data)
{
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct arena arena = {0};
		struct rrset a = rrset_of(&arena, pairs[i].a), b = rrset_of(&arena, pairs[i].b);

		cr_expect_eq(rrset_equal(&a, &b), pairs[i].equal, "%s %s", pairs[i].a, pairs[i].b);
		cr_expect_eq(rrset_equal(&b, &a), pairs[i].equal);
		arena_free(&arena);
	}
}

/* Each before the next. */
static const char *const ordered[] = {
    "{'': {type: A, value: 1.1.1.1}}",
    "{'': {type: TXT, value: x}}",
    "{'*': {type: A, value: 1.1.1.1}}",
    "{a: {type: A, value: 1.1.1.1}}",
    "{a: {type: AAAA, value: '::1'}}",
    "{a: {type: URLFWD, values: []}}",
    "{a-b: {type: A, value: 1.1.1.1}}",
    "{a.b: {type: A, value: 1.1.1.1}}",
    "{b: {type: A, value: 1.1.1.1}}",
};

Test(rrset, has_its_place_by_name_and_mnemonic)
{
	struct slice zone = slice_of("unit.tests.");
	size_t i, k, count = sizeof(ordered) / sizeof(ordered[0]);

	for (i = 0; i < count; i++) {
		for (k = 0; k < count; k++) {
			struct arena arena = {0};
			struct rrset a = rrset_of(&arena, ordered[i]),
				     b = rrset_of(&arena, ordered[k]);
			int order = rrset_order(&a, &b, zone);

			cr_expect_eq((order > 0) - (order < 0), (i > k) - (i < k), "%s %s",
			    ordered[i], ordered[k]);
			arena_free(&arena);
		}
	}
}

Test(rrset, has_its_values_in_order_of_the_fields)
{
	struct arena arena = {0};
	struct buf out = {0};
	struct rrset mx = rrset_of(&arena,
	    "{a: {type: MX, values: [{preference: 10, exchange: a.}, "
	    "{preference: 9, exchange: z.}, {preference: 9, exchange: b.}]}}");

	rrset_octodns(&out, &mx);
	cr_expect_str_eq(out.data,
	    "<MxRecord MX 3600, a.unit.tests., [''9 b.'', ''9 z.'', ''10 a.'']>");
	buf_free(&out);
	arena_free(&arena);
}

Test(rrset, types_are_found_by_their_whole_name)
{
	unsigned i;

	for (i = 0; i < rtype_count; i++) {
		const struct rtype *type = &rtypes[i];

		cr_expect_eq(rtype_find(slice_of(type->name)), type, "%s", type->name);
		cr_expect_eq(rtype_index(type), i);
		cr_expect_leq(type->nfields, RTYPE_MAX_FIELDS);
		cr_expect_geq(type->nfields, 1);
		if (i > 0)
			cr_expect_lt(strcmp(rtypes[i - 1].name, type->name), 0);
	}
	cr_expect_null(rtype_find(slice_of("")));
	cr_expect_null(rtype_find(slice_of("AA")));
	cr_expect_null(rtype_find(slice_of("a")));
	cr_expect_null(rtype_find(slice_of("ZZZ")));
}

static const struct {
	const char *record, *json;
	struct rrset_node_options options;
} data[] = {
    {"{a: {type: A, value: 1.1.1.1}}", "{\"ttl\": 3600, \"value\": \"1.1.1.1\"}", {0}},
    {"{a: {type: A, values: [1.1.1.1, 2.2.2.2]}}",
	"{\"ttl\": 3600, \"type\": \"A\", \"values\": [\"1.1.1.1\", \"2.2.2.2\"]}",
	{.with_type = true}},
    {"{a: {type: A, value: 1.1.1.1}}", "{\"value\": \"1.1.1.1\"}",
	{.omit_ttl = true, .default_ttl = 3600}},
    {"{a: {type: A, value: 1.1.1.1}}", "{\"ttl\": 3600, \"value\": \"1.1.1.1\"}",
	{.omit_ttl = true, .default_ttl = 60}},
    {"{a: {type: TXT, value: 'a\\;b'}}", "{\"ttl\": 3600, \"value\": \"a\\\\;b\"}", {0}},
    {"{a: {type: TXT, value: 'a\\;b\\c\\'}}", "{\"ttl\": 3600, \"value\": \"a;b\\\\c\\\\\"}",
	{.plain_semicolons = true}},
    {"{a: {type: TXT, values: ['', x]}}", "{\"ttl\": 3600, \"values\": [\"\", \"x\"]}", {0}},
    {"{a: {type: TXT, values: ['', x]}}", "{\"ttl\": 3600, \"value\": \"x\"}", {.as_yaml = true}},
    {"{a: {type: TXT, value: ''}}", "{\"ttl\": 3600}", {.as_yaml = true}},
    {"{a: {type: A}}", "{\"ttl\": 3600, \"values\": []}", {0}},
    {"{a: {type: MX, value: {preference: 1, exchange: x.}}}",
	"{\"ttl\": 3600, \"value\": {\"exchange\": \"x.\", \"preference\": 1}}", {0}},
    {"{a: {type: SVCB, value: {svcpriority: 1, targetname: .}}}",
	"{\"ttl\": 3600, \"value\": {\"svcparams\": {}, \"svcpriority\": 1, \"targetname\": "
	"\".\"}}",
	{0}},
    {"{a: {type: A, value: 1.1.1.1, octodns: {x: 1}, geo: {EU: [2.2.2.2]}}}",
	"{\"geo\": {\"EU\": [\"2.2.2.2\"]}, \"octodns\": {\"x\": 1}, \"ttl\": 3600, \"value\": "
	"\"1.1.1.1\"}",
	{0}},
};

Test(rrset, is_data_as_octodns_has_it)
{
	struct json_style style = {0, false, false};
	size_t i;

	for (i = 0; i < sizeof(data) / sizeof(data[0]); i++) {
		struct arena arena = {0};
		struct rrset rrset = rrset_of(&arena, data[i].record);
		struct buf out = {0};

		node_json(&out, rrset_node(&arena, &rrset, &data[i].options), style);
		cr_expect_str_eq(out.data, data[i].json, "%s: %s", data[i].record, out.data);
		buf_free(&out);
		arena_free(&arena);
	}
}
