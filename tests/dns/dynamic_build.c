/* What dynamic and geo blocks are built into, and which places there are. */
#include "rules_fixture.h"

#include "dns/dynamic.h"

#include <criterion/criterion.h>

static void
check_build(const char *type, const char *text, const char *json,
    int (*normalise)(const struct decode *, const struct rtype *, const struct node *,
	const struct node **, const char **))
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct decode decode = {.zone = slice_of("unit.tests."), .arena = &arena, .diags = &diags};
	const struct node *result = NULL;
	const char *why = "?";
	struct buf out = {0};
	int rc = normalise(&decode, rtype_find(slice_of(type)), flow_node(&arena, text, NULL),
	    &result, &why);

	if (json == NULL) {
		cr_expect_eq(rc, -1, "%s", text);
		arena_free(&arena);
		return;
	}
	cr_assert_eq(rc, 0, "%s: %s", text, why);
	if (result != NULL)
		node_json(&out, result, (struct json_style){.keep_order = true});
	else
		buf_text(&out, "none");
	cr_expect_str_eq(out.data, json);
	buf_free(&out);
	arena_free(&arena);
}

Test(dynamic, fills_in_defaults_and_sorts)
{
	check_build("A",
	    "{rules: [{geos: [NA-US, EU], pool: two, subnets: [b, a]}, {pool: one}], pools: {two: "
	    "{fallback: default, values: [{value: 192.0.2.2, weight: 7}]}, one: {fallback: two, "
	    "values: [{value: 192.0.2.9, status: up}, {weight: '5', value: 192.0.2.10}]}}}",
	    "{\"pools\": {\"two\": {\"fallback\": null, \"values\": [{\"value\": \"192.0.2.2\", "
	    "\"weight\": 1, \"status\": \"obey\"}]}, \"one\": {\"fallback\": \"two\", \"values\": "
	    "[{\"value\": \"192.0.2.10\", \"weight\": \"5\", \"status\": \"obey\"}, {\"value\": "
	    "\"192.0.2.9\", \"weight\": 1, \"status\": \"up\"}]}}, \"rules\": [{\"pool\": \"two\", "
	    "\"geos\": [\"EU\", \"NA-US\"], \"subnets\": [\"a\", \"b\"]}, {\"pool\": \"one\"}]}",
	    dynamic_normalise);
}

Test(dynamic, normalises_values)
{
	check_build("AAAA", "{pools: {one: {values: [{value: 2001:DB8::0:1}]}}, rules: []}",
	    "{\"pools\": {\"one\": {\"fallback\": null, \"values\": [{\"value\": \"2001:db8::1\", "
	    "\"weight\": 1, \"status\": \"obey\"}]}}, \"rules\": []}",
	    dynamic_normalise);
}

Test(dynamic, refuses_what_cannot_be_built)
{
	check_build("A", "[x]", NULL, dynamic_normalise);
	check_build("A", "{pools: {one: {values: [{value: bad}]}}}", NULL, dynamic_normalise);
	check_build("A", "{pools: {one: {values: [{weight: 1}]}}}", NULL, dynamic_normalise);
	check_build("A", "{pools: {one: {}}}", NULL, dynamic_normalise);
	check_build("A", "{rules: [{pool: x, geos: EU}]}", NULL, dynamic_normalise);
	check_build("A", "{rules: [x]}", NULL, dynamic_normalise);
}

Test(geo, sorts_values_as_written)
{
	check_build("A", "{NA-US: [192.0.2.9, 192.0.2.10], AF: 192.0.2.1}",
	    "{\"NA-US\": [\"192.0.2.10\", \"192.0.2.9\"], \"AF\": [\"192.0.2.1\"]}", geo_normalise);
	check_build("A", "{}", "none", geo_normalise);
	check_build("A", "{nowhere: [x]}", NULL, geo_normalise);
	check_build("A", "[x]", NULL, geo_normalise);
}

Test(geo, knows_places)
{
	static const char *const known[] = {"AF", "AF-ZW", "AN-AQ", "AS-JP", "EU-GB", "EU-VA", "NA",
	    "NA-US", "NA-US-AK", "NA-US-WY", "NA-CA-QC", "OC-AU", "SA-BR"};
	static const struct {
		const char *code;
		enum geo_fault fault;
	} unknown[] = {
	    {"", GEO_CONTINENT},
	    {"XX", GEO_CONTINENT},
	    {"eu", GEO_CONTINENT},
	    {"EU-", GEO_COUNTRY},
	    {"NA-XX", GEO_COUNTRY},
	    {"EU-US", GEO_COUNTRY},
	    {"AF- A", GEO_COUNTRY},
	    {"NA-US-XX", GEO_PROVINCE},
	    {"NA-US-QC", GEO_PROVINCE},
	    {"EU-FR-01", GEO_PROVINCE},
	    {"NA-US-CA-SF", GEO_SHAPE},
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		cr_expect(geo_code_known(slice_of(known[i])), "%s", known[i]);
	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
		cr_expect_eq(geo_code_check(slice_of(unknown[i].code)), unknown[i].fault, "%s",
		    unknown[i].code);
		cr_expect_not(geo_code_known(slice_of(unknown[i].code)));
	}
}
