/* Documents: what they decode to, where things stand, what is refused. */
#include "fixture.h"

#include "core/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(document, knows_where_everything_stands)
{
	struct fixture f = {0};
	const struct node *a, *list;

	fixture_read(&f, "---\n\xC3\xA4: {type: A, \xC3\xBC: &x !!str v}\nb:\n- x\n-  y\n");
	cr_assert_eq(f.root->line, 2);
	cr_assert_eq(f.root->column, 1);
	a = f.root->u.map.pairs[0].value;
	cr_assert_eq(a->line, 2);
	cr_assert_eq(a->column, 4);
	cr_assert_eq(a->u.map.pairs[1].key->column, 14);
	cr_assert_eq(a->u.map.pairs[1].value->column, 17, "an anchor belongs to its value");
	list = node_get(f.root, "b");
	cr_assert_eq(list->line, 4);
	cr_assert_eq(list->u.list.items[1]->line, 5);
	cr_assert_eq(list->u.list.items[1]->column, 4);
	cr_assert_str_eq(list->file, "zone.yaml");
	fixture_free(&f);
}

Test(document, takes_all_layouts)
{
	struct fixture f = {0};

	cr_assert_str_eq(fixture_flow(&f, ""), "null");
	cr_assert_str_eq(fixture_flow(&f, "# nothing\n"), "null");
	cr_assert_str_eq(fixture_flow(&f, "---\n"), "null");
	cr_assert_str_eq(fixture_flow(&f, "--- ~\n"), "null");
	cr_assert_str_eq(fixture_flow(&f, "%YAML 1.1\n---\na: 1\n...\n"), "{a: 1}");
	cr_assert_str_eq(fixture_flow(&f, "\xEF\xBB\xBF---\r\na:\r\n  b: c\r\n"), "{a: {b: 'c'}}");
	cr_assert_str_eq(fixture_flow(&f, "a: >-\n  two\n  lines\nb: |\n  x\n"),
	    "{a: 'two lines', b: 'x\n'}");
	cr_assert_str_eq(fixture_flow(&f, "a: one\n  two\n"), "{a: 'one two'}");
	cr_assert_str_eq(fixture_flow(&f, "? a\n: []\nb:\n"), "{a: [], b: null}");
	fixture_read_bytes(&f,
	    "\xFF\xFE"
	    "a\0:\0 \0001\0",
	    10);
	cr_assert_eq(node_get(f.root, "a")->u.number, 1, "UTF-16");
	fixture_free(&f);
}

Test(document, says_what_is_wrong_and_where)
{
	struct fixture f = {0};

	fixture_refused(&f, "---\na:\n\ttype: A\n", "yaml-syntax", 3, 1);
	fixture_refused(&f, "---\na: {type: A, value: \"1.1.1.1}\n", "yaml-syntax", 2, 21);
	fixture_refused(&f, "a: [x\n", "yaml-syntax", 1, 4);
	fixture_refused(&f, "a: b: c\n", "yaml-syntax", 1, 5);
	fixture_refused(&f, "a: 1\nb\n", "yaml-syntax", 2, 1);
	fixture_refused(&f, "a: 1\n  b: 2\n", "yaml-syntax", 2, 4);
	fixture_refused(&f, "a: @x\n", "yaml-syntax", 1, 4);
	fixture_refused(&f, "a: \"\\q\"\n", "yaml-syntax", 1, 5);
	fixture_refused(&f, "a: 1\n---\nb: 1\n", "yaml-syntax", 2, 1);
	fixture_refused(&f, "a: x\x01y\n", "yaml-syntax", 1, 5);
	fixture_refused(&f,
	    "---\na: gr\xFC\xDF"
	    "e\n",
	    "yaml-syntax", 2, 6);
	fixture_refused(&f, "a: [", "yaml-syntax", 2, 1);
	cr_assert_not_null(strstr(f.diags.items[0].message, "the file ends"));
	fixture_refused(&f, "a: *nope\n", "yaml-anchor", 1, 4);
	fixture_refused(&f, "a: &x [*x]\n", "yaml-anchor", 1, 8);
	fixture_refused(&f, "a: &x 1\nb: &x 2\n", "yaml-anchor", 2, 4);
	fixture_refused(&f, "? [a]\n: 1\n", "yaml-key", 1, 3);
	fixture_refused(&f, "a: 1\nb\xEF\xBB\xBF: 2\n", "yaml-syntax", 2, 2);
	fixture_free(&f);
}

Test(document, refuses_tabs_as_pyyaml_does)
{
	struct fixture f = {0};

	fixture_refused(&f, "a:\tb\n", "yaml-syntax", 1, 3);
	fixture_refused(&f, "\xC3\xA4: b\tc\n", "yaml-syntax", 1, 5);
	fixture_refused(&f, "a: b\t\n", "yaml-syntax", 1, 5);
	fixture_refused(&f, "a: b\n\t\nc: d\n", "yaml-syntax", 2, 1);
	cr_assert_str_eq(fixture_flow(&f, "# \t\na: \"x\ty\" # \t\nb: |\n  x\ty\n"),
	    "{a: 'x\ty', b: 'x\ty\n'}");
	fixture_free(&f);
}

Test(document, a_nul_byte_is_one_error)
{
	struct fixture f = {0};

	fixture_read_bytes(&f, "a: x\0y\n", 7);
	cr_assert_null(f.root);
	cr_assert_eq(f.diags.errors, 1);
	cr_assert_eq(f.diags.items[0].at.column, 5);
	fixture_free(&f);
}

static void
refused_for_its_size(struct fixture *f, const char *text, size_t len)
{
	fixture_read_bytes(f, text, len);
	cr_assert_null(f->root);
	cr_assert_eq(f->diags.errors, 1);
	cr_assert_str_eq(f->diags.items[0].rule, "yaml-limit");
}

Test(document, limits_depth)
{
	static const char *const steps[] = {"[", "{", "- ", "? "};
	struct fixture f = {0};
	struct buf text = {0};
	size_t i, k;

	for (i = 0; i < 4; i++) {
		buf_clear(&text);
		for (k = 0; k < 10000; k++)
			buf_text(&text, steps[i]);
		refused_for_its_size(&f, text.data, text.len);
	}
	buf_clear(&text);
	buf_pad(&text, '[', YAML_MAX_DEPTH);
	buf_pad(&text, ']', YAML_MAX_DEPTH);
	fixture_read_bytes(&f, text.data, text.len);
	cr_assert_not_null(f.root);
	buf_free(&text);
	fixture_free(&f);
}

Test(document, limits_what_aliases_stand_for)
{
	struct fixture f = {0};
	struct buf text = {0};
	int i, k;

	buf_text(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (i = 1; i < 20; i++) {
		buf_printf(&text, "a%d: &a%d [", i, i);
		for (k = 0; k < 10; k++)
			buf_printf(&text, "*a%d,", i - 1);
		buf_text(&text, "]\n");
	}
	refused_for_its_size(&f, text.data, text.len);
	buf_clear(&text);
	buf_text(&text, "a0: &a0 {x: 1}\n");
	for (i = 1; i < 40; i++)
		buf_printf(&text, "a%d: &a%d {<<: [*a%d, *a%d]}\n", i, i, i - 1, i - 1);
	refused_for_its_size(&f, text.data, text.len);
	buf_free(&text);
	fixture_free(&f);
}

Test(document, limits_the_length_of_a_line)
{
	struct fixture f = {0};
	struct buf text = {0};

	buf_text(&text, "b: 1\na: ");
	buf_pad(&text, 'x', 17 << 20);
	refused_for_its_size(&f, text.data, text.len);
	cr_assert_eq(f.diags.items[0].at.line, 2);
	buf_free(&text);
	fixture_free(&f);
}

Test(document, the_last_of_a_repeated_key_wins)
{
	struct fixture f = {0};

	cr_assert_str_eq(fixture_flow(&f, "a: {t: 1, v: 2, v: 3}\n"), "{a: {t: 1, v: 3}}");
	cr_assert_eq(f.diags.warnings, 1);
	cr_assert_eq(f.diags.errors, 0);
	cr_assert_str_eq(f.diags.items[0].rule, "yaml-repeated-key");
	cr_assert_eq(f.diags.items[0].at.column, 17);
	cr_assert_str_eq(fixture_flow(&f, "1: x\n'1': y\n"), "{1: 'x', 1: 'y'}");
	cr_assert_eq(f.diags.warnings, 0, "a number and text are two keys");
	fixture_free(&f);
}

Test(document, finds_repeated_keys_among_many)
{
	struct fixture f = {0};
	struct buf text = {0};
	int i;

	for (i = 0; i < 5000; i++)
		buf_printf(&text, "k%d: %d\n", i % 4000, i);
	fixture_read(&f, text.data);
	cr_assert_eq(f.root->u.map.count, 4000);
	cr_assert_eq(f.diags.warnings, 1000);
	cr_assert_eq(node_get(f.root, "k999")->u.number, 4999);
	cr_assert_eq(node_get(f.root, "k1000")->u.number, 1000);
	cr_assert(slice_is(f.root->u.map.pairs[0].key->text, "k0"), "the first place is kept");
	buf_free(&text);
	fixture_free(&f);
}
