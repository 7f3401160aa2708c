/* Every rule against records that it refuses and records that it lets pass. */
#include "rules_fixture.h"

#include "dns/name.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct rule_row *const tables[] = {rows_common, rows_data, rows_dynamic};

static void
call_rules(struct arena *arena, const struct ruleset *rules, const char *name,
    const struct node *record, bool lenient, struct diags *diags)
{
	static const char zone[] = "unit.tests.";
	const struct node *type = node_get(record, "type");
	const struct node *values = node_get(record, "values");
	const struct node *one[1];
	struct decode decode = {.zone = slice_of(zone),
	    .arena = arena,
	    .rules = rules,
	    .default_ttl = 300,
	    .diags = diags};
	struct rule_call call = {.decode = &decode,
	    .type = rtype_find(type->text),
	    .name = slice_of(name),
	    .record = record,
	    .lenient = lenient};

	cr_assert_not_null(call.type);
	call.fqdn = name_absolute(arena, call.name, decode.zone);
	if (values == NULL || (call.type->flags & RTYPE_SINGLE) != 0)
		values = node_get(record, "value");
	if (values != NULL && values->kind == NODE_LIST && (call.type->flags & RTYPE_SINGLE) == 0) {
		rules_check_record(&call, (const struct node *const *)values->u.list.items,
		    values->u.list.count);
	} else {
		one[0] = values;
		rules_check_record(&call, one, values != NULL ? 1 : 0);
	}
	cr_expect_eq(call.failures, diags->errors);
}

static void
check_row(const struct rule_row *row, bool lenient)
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct marks marks = {0};
	const struct node *record = flow_node(&arena, row->record, &marks);
	const char *type = arena_text(&arena, node_get(record, "type")->text);

	call_rules(&arena, only_rule(&arena, type, row->rule), row->name, record, lenient, &diags);
	check_places(&diags, row->rule, &marks, lenient, row->record);
	diags_free(&diags);
	arena_free(&arena);
}

static void
check_rows(const struct rule_row *row)
{
	for (; row->rule != NULL; row++) {
		check_row(row, false);
		check_row(row, true);
	}
}

Test(rules, refuse_bad_names_addresses_and_targets)
{
	check_rows(rows_common);
}

Test(rules, refuse_bad_data)
{
	check_rows(rows_data);
}

Test(rules, refuse_bad_dynamic_records)
{
	check_rows(rows_dynamic);
}

/* ---- that none is forgotten */

static void
find_rows(void *ctx, const char *id, unsigned sets, const char *types, const char *help)
{
	bool good = false, bad = false;
	size_t i;

	(void)ctx;
	cr_expect(sets != 0, "%s is in no set", id);
	cr_expect(strlen(help) > 0, "%s has no help", id);
	if (strcmp(types, "zone") == 0)
		return;
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		const struct rule_row *row;

		for (row = tables[i]; row->rule != NULL; row++) {
			bool marked = strpbrk(row->record, "^!") != NULL;

			if (strcmp(row->rule, id) != 0)
				continue;
			good = good || !marked;
			bad = bad || marked;
		}
	}
	cr_expect(bad, "%s has no row that it refuses", id);
	/* A record of type SPF is the fault itself. */
	cr_expect(good || strcmp(id, "spf-record-type") == 0, "%s has no row that it lets pass",
	    id);
}

Test(rules, have_rows_of_both_kinds)
{
	rules_each(find_rows, NULL);
}

Test(rules, run_on_the_values_of_geo_codes_and_pools)
{
	static const char *const records[] = {
	    "{type: A, value: 192.0.2.1, geo: {AF: [^bad, 192.0.2.2], AS: ^[], EU: ^null}}",
	    "{type: A, value: 192.0.2.1, dynamic: {rules: [{pool: one}], pools: {one: {values: "
	    "[{value: ^bad}]}}}}",
	};
	const char *const text =
	    "{enabled: [], record: {validators: {A: [geo, dynamic, ip-value-rfc]}}}";
	size_t i;

	for (i = 0; i < 2; i++) {
		const struct ruleset *rules = NULL;
		struct arena arena = {0};
		struct diags diags = {0};
		struct marks marks = {0};
		const struct node *record = flow_node(&arena, records[i], &marks);

		cr_assert_eq(ruleset_make(&arena, flow_node(&arena, text, NULL), &rules, &diags),
		    0);
		call_rules(&arena, rules, "a", record, false, &diags);
		check_places(&diags, "ip-value-rfc", &marks, false, records[i]);
		diags_free(&diags);
		arena_free(&arena);
	}
}

Test(rules, report_alpn_under_the_rule_for_texts)
{
	static const char text[] =
	    "{type: SVCB, value: {svcpriority: 1, targetname: ., svcparams: {alpn: [^'h2;x']}}}";
	struct arena arena = {0};
	struct diags diags = {0};
	struct marks marks = {0};
	const struct node *record = flow_node(&arena, text, &marks);

	call_rules(&arena, only_rule(&arena, "SVCB", "svcb-value-rfc"), "s", record, false, &diags);
	check_places(&diags, "chunked-value-rfc", &marks, false, text);
	diags_free(&diags);
	arena_free(&arena);
}

Test(rules, say_what_and_what_to_type)
{
	struct arena arena = {0};
	struct diags diags = {0};
	const struct node *record =
	    flow_node(&arena, "{type: CNAME, value: www.example.com}", NULL);

	call_rules(&arena, only_rule(&arena, "CNAME", "target-value-best-practice"), "a", record,
	    false, &diags);
	cr_assert_eq(diags.count, 1);
	cr_expect_str_eq(diags.items[0].message, "value \"www.example.com\" has no final dot");
	cr_expect_str_eq(diags.items[0].hint, "write \"www.example.com.\"");
	cr_expect(slice_is(diags.items[0].subject.record, "a.unit.tests."));
	cr_expect_str_eq(diags.items[0].subject.type, "CNAME");
	diags_free(&diags);
	arena_free(&arena);
}

Test(rules, cut_what_they_show)
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct buf text = {0};
	const struct node *record;

	buf_text(&text, "{type: A, value: ");
	buf_pad(&text, 'x', 100000);
	buf_text(&text, "}");
	record = flow_node(&arena, text.data, NULL);
	call_rules(&arena, only_rule(&arena, "A", "ip-value-rfc"), "a", record, false, &diags);
	cr_assert_eq(diags.count, 1);
	cr_expect_lt(strlen(diags.items[0].message), 200);
	buf_free(&text);
	diags_free(&diags);
	arena_free(&arena);
}
