/* What scalars mean. */
#include "fixture.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

static const struct {
	const char *written, *meant;
} values[] = {
    {"plain", "'plain'"},
    {"~", "null"},
    {"null", "null"},
    {"Null", "null"},
    {"nUll", "'nUll'"},
    {"yes", "true"},
    {"Yes", "true"},
    {"YES", "true"},
    {"yES", "'yES'"},
    {"y", "'y'"},
    {"no", "false"},
    {"On", "true"},
    {"OFF", "false"},
    {"true", "true"},
    {"fAlse", "'fAlse'"},
    {"0", "0"},
    {"-0", "0"},
    {"12", "12"},
    {"+12", "12"},
    {"-12", "-12"},
    {"3_600", "3600"},
    {"0300", "192"},
    {"0900", "'0900'"},
    {"0x1F", "31"},
    {"0b101", "5"},
    {"0o17", "'0o17'"},
    {"-0x10", "-16"},
    {"0_", "0"},
    {"_1", "'_1'"},
    {"1:00", "60"},
    {"190:20:30", "685230"},
    {"1:60", "'1:60'"},
    {"0:30", "'0:30'"},
    {"-1:30", "-90"},
    {"9223372036854775807", "9223372036854775807"},
    {"99999999999999999999", "9223372036854775807"},
    {"-99999999999999999999", "-9223372036854775808"},
    {"1.5", "1.5"},
    {"1.", "1"},
    {".5", "0.5"},
    {"+.5", "'+.5'"},
    {"1e3", "'1e3'"},
    {"1.0e3", "'1.0e3'"},
    {"1.0e+3", "1000"},
    {"1_0.5", "10.5"},
    {"1:30.5", "90.5"},
    {"0:30.5", "30.5"},
    {".inf", "inf"},
    {"-.Inf", "-inf"},
    {".iNF", "'.iNF'"},
    {"1.2.3.4", "'1.2.3.4'"},
    {"::1", "'::1'"},
    {".", "'.'"},
    {"-", "[null]"},
    {"+", "'+'"},
    {"2001-12-14", "date 2001-12-14"},
    {"2001-2-4", "'2001-2-4'"},
    {"2001-12-14t21:59:43.10-05:00", "date 2001-12-14t21:59:43.10-05:00"},
    {"2001-2-4 1:59:43 Z", "date 2001-2-4 1:59:43 Z"},
    {"2000-02-29", "date 2000-02-29"},
    {"2001-12-14T1:00", "'2001-12-14T1:00'"},
    {"'12'", "'12'"},
    {"\"yes\"", "'yes'"},
    {"!!str 12", "'12'"},
    {"! 12", "12"},
    {"!!int '12'", "12"},
    {"!!float 1", "1"},
    {"!!bool 'yes'", "true"},
    {"!!null x", "null"},
    {"!!timestamp 2001-2-4", "date 2001-2-4"},
    {"\"tab\\there\"", "'tab\there'"},
    {"'it''s'", "'it's'"},
    {"!<tag:yaml.org,2002:str> 1", "'1'"},
};

Test(scalar, means_what_pyyaml_makes_of_it)
{
	struct fixture f = {0};
	char text[128], want[128];
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		(void)snprintf(text, sizeof(text), "a: %s\n", values[i].written);
		(void)snprintf(want, sizeof(want), "{a: %s}", values[i].meant);
		if (values[i].written[0] == '-' && values[i].written[1] == '\0')
			(void)snprintf(text, sizeof(text), "a:\n- \n");
		cr_assert_str_eq(fixture_flow(&f, text), want, "%s", values[i].written);
	}
	fixture_free(&f);
}

static const struct {
	const char *written, *key;
} keys[] = {
    {"no", "False"},
    {"yes", "True"},
    {"~", "None"},
    {"1.10", "1.1"},
    {"010", "8"},
    {"2001-12-14", "2001-12-14"},
    {"1_000", "1000"},
    {"'010'", "010"},
    {"=", "="},
    {"20.0", "20.0"},
    {"0x1f", "31"},
    {"123456789012345678901", "123456789012345678901"},
    {"''", ""},
    {"'<<'", "<<"},
};

Test(scalar, becomes_text_as_a_key)
{
	struct fixture f = {0};
	char text[128];
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		(void)snprintf(text, sizeof(text), "%s: x\n", keys[i].written);
		fixture_read(&f, text);
		cr_assert_not_null(f.root, "%s", text);
		cr_assert(slice_is(f.root->u.map.pairs[0].key->text, keys[i].key), "%s", text);
	}
	fixture_free(&f);
}

Test(scalar, keeps_what_was_written)
{
	struct fixture f = {0};

	fixture_read(&f, "- 0777\n- \"0777\"\n- |\n  x\n- .nan\n");
	cr_assert(slice_is(f.root->u.list.items[0]->text, "0777"));
	cr_assert_not(f.root->u.list.items[0]->quoted);
	cr_assert_eq(f.root->u.list.items[1]->kind, NODE_TEXT);
	cr_assert(f.root->u.list.items[1]->quoted);
	cr_assert(f.root->u.list.items[2]->quoted);
	cr_assert(isnan(f.root->u.list.items[3]->u.real));
	fixture_free(&f);
}

Test(scalar, an_anchor_keeps_its_value_when_it_is_a_key_too)
{
	struct fixture f = {0};

	cr_assert_str_eq(fixture_flow(&f, "a: &x 010\n? *x\n: *x\n"), "{a: 8, 8: 8}");
	cr_assert(slice_is(f.root->u.map.pairs[0].value->text, "010"));
	fixture_free(&f);
}

Test(scalar, refuses_what_cannot_be_read)
{
	struct fixture f = {0};

	fixture_refused(&f, "a: 2001-02-29\n", "yaml-tag", 1, 4);
	fixture_refused(&f, "a: 2001-12-14 24:00:00\n", "yaml-tag", 1, 4);
	fixture_refused(&f, "a: 0x_\n", "yaml-tag", 1, 4);
	fixture_refused(&f, "a: !!int x\n", "yaml-tag", 1, 4);
	fixture_refused(&f, "a: !!bool maybe\n", "yaml-tag", 1, 4);
	fixture_refused(&f, "a: !!float 0x1p3\n", "yaml-tag", 1, 4);
	fixture_refused(&f, "a: =\n", "yaml-tag", 1, 4);
	fixture_refused(&f, "a: [<<]\n", "yaml-tag", 1, 5);
	fixture_refused(&f, "a: !!omap []\n", "yaml-tag", 1, 4);
	fixture_refused(&f, "a: !foo {type: A}\n", "yaml-tag", 1, 4);
	fixture_refused(&f, "a: !!python/object:os.system {type: A}\n", "yaml-tag", 1, 4);
	fixture_refused(&f, "a: !!str {type: A}\n", "yaml-tag", 1, 4);
	fixture_free(&f);
}

Test(scalar, binary_data_and_sets_are_for_the_record_to_refuse)
{
	struct fixture f = {0};
	struct node *value;

	fixture_read(&f, "a: !!binary aGVsbG8=\nb: !!set {x}\n");
	value = node_get(f.root, "a");
	cr_assert_not_null(value);
	cr_expect_eq(value->kind, NODE_BYTES);
	cr_expect_str_eq(node_kind_name(value), "binary data");
	cr_expect_eq(node_get(f.root, "b")->kind, NODE_MAP);
	cr_expect_eq(f.diags.count, 0);
	fixture_free(&f);
}
