/* What --explain says of a rule is so: its bad example is reported by it alone, its good one passes. */
#include "fixture.h"

#include "dns/rules_explain.h"
#include "engine/validate.h"

#include <criterion/criterion.h>

TestSuite(rules, .init = estate_begin, .fini = estate_end);

/* Of a configuration in which one rule is on; of one that is no validator, octoDNS's own choice. */
static void
put_rule(const char *id, const char *types)
{
	struct buf text = {0};
	size_t len;

	if (types != NULL && strcmp(types, "zone") == 0) {
		buf_printf(&text,
		    "manager: {validators: {enabled: [], zone: {validators: [%s]}}}\n", id);
	} else if (types != NULL) {
		buf_text(&text, "manager: {validators: {enabled: [], record: {validators: {");
		for (; *types != '\0'; types += len + strspn(types + len, " ")) {
			len = strcspn(types, " ");
			buf_printf(&text, "'%.*s': [%s], ", (int)len, types, id);
		}
		buf_text(&text, "}}}}\n");
	}
	buf_text(&text, PROVIDERS "zones:\n  home.example.: " FROM_CONFIG "\n");
	buf_text(&text, "  branch.home.example.: " FROM_CONFIG "\n");
	put("octodns.yaml", text.data);
	buf_free(&text);
}

static void
check(const char *id, const char *file, bool bad)
{
	struct work w = {0};
	struct validated result = {0, 0};
	size_t i;

	put("zones/home.example.yaml", file);
	cr_assert_eq(open_worktree(&w), 0, "%s", id);
	cr_assert_eq(choose(&w, "home.example."), 0, "%s", id);
	(void)validate_zones(&w.workspace, &w.selection, &w.diags, &result);
	cr_expect_eq(w.diags.count > 0, bad, "%s: %s example", id, bad ? "bad" : "good");
	for (i = 0; i < w.diags.count; i++) {
		cr_expect_str_eq(w.diags.items[i].rule, id, "%s: %s example: %s: %s", id,
		    bad ? "bad" : "good", w.diags.items[i].rule, w.diags.items[i].message);
	}
	close_work(&w);
}

static void
check_rule(void *ctx, const char *id, unsigned sets, const char *types, const char *help)
{
	const struct rule_text *text = rule_text_find(id);

	(void)ctx;
	(void)sets;
	(void)help;
	cr_assert_not_null(text, "%s is not explained", id);
	put_rule(id, types);
	check(id, text->bad, true);
	check(id, text->good, false);
}

Test(rules, are_all_explained_by_examples_that_are_true)
{
	rules_each(check_rule, NULL);
}

Test(rules, beside_the_validators_are_explained_as_truly)
{
	const struct rule_text *row;

	for (row = rule_texts_own; row->id != NULL; row++)
		check_rule(NULL, row->id, 0, NULL, NULL);
}

static void
count_rule(void *ctx, const char *id, unsigned sets, const char *types, const char *help)
{
	(void)id;
	(void)sets;
	(void)types;
	(void)help;
	++*(size_t *)ctx;
}

Test(rules, have_no_explanation_too_many)
{
	size_t rules = 0, texts = 0, i;
	const struct rule_text *row;

	rules_each(count_rule, &rules);
	for (i = 0; rule_text_tables[i] != NULL; i++) {
		for (row = rule_text_tables[i]; row->id != NULL; row++) {
			cr_expect_eq(rule_text_find(row->id), row, "%s is explained twice",
			    row->id);
			texts += rule_text_tables[i] != rule_texts_own;
		}
	}
	cr_expect_eq(rules, texts);
}
