/* What YAML reads as something else than what stands there: warned of, refused when strict. */
#include "fixture.h"

#include "engine/validate.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(plain, .init = estate_begin, .fini = estate_end);

static const struct {
	const char *file, *rule;
	unsigned line, column;
	const char *message, *hint;
} rows[] = {
    {"no: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1,
	"the name no is read as true or false: the record is named \"false\"",
	"write it in quotes: \"no\""},
    {"Yes: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "\"true\"", "\"Yes\""},
    {"on: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "\"true\"", "\"on\""},
    {"OFF: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "\"false\"", "\"OFF\""},
    {"~: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1,
	"the name ~ is read as nothing: the record is named \"none\"", "\"~\""},
    {"null: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "\"none\"", "\"null\""},
    {"0x10: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "named \"16\"", "\"0x10\""},
    {"012: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "named \"10\"", "\"012\""},
    {"1:30: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "named \"90\"", "\"1:30\""},
    {"1_000: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "named \"1000\"", "\"1_000\""},
    {"1.10: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "named \"1.1\"", "\"1.10\""},
    {"2001-01-01: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "a date", "\"2001-01-01\""},
    {"1e3: {type: A, value: 192.0.2.1}\n", "plain-name", 1, 1, "YAML 1.2", "\"1e3\""},
    {"a:\n  ttl: 0600\n  type: A\n  value: 192.0.2.1\n", "plain-number", 2, 8,
	"ttl: 0600 is read as the octal number of 384", "write 600, or 384 if that is meant"},
    {"a:\n  ttl: 1:30\n  type: A\n  value: 192.0.2.1\n", "plain-number", 2, 8,
	"ttl: 1:30 is read as 90", "write 90"},
    {"a:\n  ttl: yes\n  type: A\n  value: 192.0.2.1\n", "plain-number", 2, 8, "as 1", "write 1"},
    {"a:\n  ttl: 60.5\n  type: A\n  value: 192.0.2.1\n", "plain-number", 2, 8, "as 60", "write 60"},
    {"a: {type: MX, value: {exchange: m.example., priority: 010}}\n", "plain-number", 1, 55,
	"preference: 010", "write 10, or 8"},
    {"_a._tcp: {type: SRV, value: {port: 0444, priority: 1, target: m.example., weight: 1}}\n",
	"plain-number", 1, 36, "port: 0444", "write 444, or 292"},
    {"a: {type: CAA, value: {flags: 0, tag: issue, value: 2001-01-01}}\n", "plain-text", 1, 53,
	"value: 2001-01-01 is read as a date, not as text", "write it in quotes: \"2001-01-01\""},
    {"a: {type: CAA, value: {flags: 0, tag: issue, value: 012}}\n", "plain-text", 1, 53,
	"a number, not as text", "write it in quotes: \"012\""},
    {"1:\n  ttl: 600\n  type: PTR\n  value: m.example.\n10:\n  ttl: '0600'\n  type: MX\n"
     "  value: {exchange: m.example., preference: 05}\n",
	NULL, 0, 0, NULL, NULL},
    {"'no': {type: A, value: 192.0.2.1}\n", NULL, 0, 0, NULL, NULL},
    {"2e: {type: A, value: 192.0.2.1}\ne3: {type: A, value: 192.0.2.1}\n", NULL, 0, 0, NULL, NULL},
};

static void
validate(size_t i, bool strict)
{
	struct validated result = {0, 0};
	struct work w = {0};

	put("zones/unit.tests.yaml", rows[i].file);
	cr_assert_eq(open_worktree(&w), 0);
	w.diags.strict = strict;
	cr_assert_eq(choose(&w, "unit.tests."), 0);
	cr_expect_eq(validate_zones(&w.workspace, &w.selection, &w.diags, &result),
	    rows[i].rule != NULL && strict ? -1 : 0, "%s", rows[i].file);
	cr_expect_eq(w.diags.count, rows[i].rule != NULL, "%s", rows[i].file);
	if (rows[i].rule != NULL && w.diags.count > 0) {
		const struct diag *diag = &w.diags.items[0];

		cr_expect_eq(diag->severity, strict ? SEVERITY_ERROR : SEVERITY_WARNING);
		cr_expect_str_eq(diag->rule, rows[i].rule, "%s", rows[i].file);
		cr_expect_eq(diag->at.line, rows[i].line, "%s", rows[i].file);
		cr_expect_eq(diag->at.column, rows[i].column, "%s", rows[i].file);
		cr_expect(has_text(diag->message, rows[i].message), "%s", diag->message);
		cr_expect(has_text(diag->hint, rows[i].hint), "%s", diag->hint);
	}
	close_work(&w);
}

Test(plain, is_warned_of_and_refused_when_strict)
{
	size_t i;

	put_config("  unit.tests.: " FROM_CONFIG "\n");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		validate(i, false);
		validate(i, true);
	}
}
