/* Streams. */
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

Test(stream, gives_pair_after_pair)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL};

	cr_assert_str_eq(fixture_stream(&f, "a: {x: 1}\nb: [y]\nc:\n"),
	    "a: {x: 1}, b: ['y'], c: null");
	cr_assert_str_eq(fixture_stream(&f, "{}\n"), "");
	cr_assert_eq(f.rc, 0);
	fixture_free(&f);
}

Test(stream, knows_empty_documents)
{
	static const char *const empty[] = {"", "---\n", "--- null\n", "# x\n", "~\n"};
	struct fixture f = {0};
	size_t i;

	for (i = 0; i < 5; i++) {
		cr_assert_not_null(fixture_stream(&f, empty[i]));
		cr_assert_eq(f.rc, 1, "%s", empty[i]);
	}
	fixture_free(&f);
}

static void
refused(struct fixture *f, const char *text, const char *rule)
{
	/* Keys out of order are told of, and read all the same. */
	cr_assert_eq(fixture_stream(f, text) != NULL, strcmp(rule, "yaml-order") == 0, "for: %s",
	    text);
	cr_assert_eq(f->diags.errors, 1);
	cr_assert_str_eq(f->diags.items[f->diags.count - 1].rule, rule);
}

Test(stream, refuses_as_a_document_does)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL};

	refused(&f, "- a\n", "yaml-root");
	refused(&f, "--- hello\n", "yaml-root");
	refused(&f, "a: 1\n---\nb: 1\n", "yaml-syntax");
	refused(&f, "a: 1\nb: *x\n", "yaml-anchor");
	refused(&f, "b: 1\na: 1\n", "yaml-order");
	refused(&f, "a: 1\nb: {y: 1, x: 2}\n", "yaml-order");
	refused(&f, "--- !foo\na: 1\n", "yaml-tag");
	refused(&f, "b: 1\na: 1\nc: [\n", "yaml-syntax");
	f.order = YAML_ORDER_SIMPLE;
	refused(&f, "1: 1\na: 1\n", "yaml-order");
	fixture_free(&f);
}

Test(stream, reads_on_after_keys_out_of_order)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL};
	const char *text = fixture_stream(&f, "b: {y: 1, x: 2}\na: 3\nc: 4\nc: 5\n");

	cr_assert_not_null(text);
	cr_assert_not_null(strstr(text, "a"));
	cr_assert_not_null(strstr(text, "5"));
	cr_assert_null(strstr(text, "4"));
	cr_assert_eq(f.diags.errors, 1);
	cr_assert_eq(f.diags.warnings, 1);
	fixture_free(&f);
}

Test(stream, points_at_the_first_key_out_of_order)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL};

	refused(&f, "a: 1\nc: 1\nd: 1\nb: 1\n", "yaml-order");
	cr_assert_eq(f.diags.items[0].at.line, 2);
	cr_assert_str_eq(f.diags.items[0].message, "keys out of order: expected b got c");
	fixture_free(&f);
}

Test(stream, equal_keys_of_natural_order_are_not_repeated)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL};

	cr_assert_str_eq(fixture_stream(&f, "a01: 1\na1: 2\na001: 3\nb: 4\n"),
	    "a01: 1, a1: 2, a001: 3, b: 4");
	cr_assert_eq(f.diags.warnings, 0);
	fixture_free(&f);
}

Test(stream, starts_over_for_a_repeated_key)
{
	static const enum yaml_order orders[] = {YAML_ORDER_NATURAL, YAML_ORDER_SIMPLE,
	    YAML_ORDER_ANY};
	struct fixture f = {0};
	size_t i;

	for (i = 0; i < 3; i++) {
		f.order = orders[i];
		cr_assert_str_eq(fixture_stream(&f, "a: 1\nb: {x: 1, x: 2}\na: 3\nc: 4\nc: 5\n"),
		    "b: {x: 2}, a: 3, c: 5");
		cr_assert_eq(f.diags.warnings, 3, "each is warned of once");
	}
	fixture_free(&f);
}

Test(stream, says_that_it_starts_over)
{
	struct yaml_source source = {.file = "f", .text = slice_of("a: 1\na: 2\n")};
	struct diags diags = {0};
	struct yaml_stream *stream;
	struct node_pair pair;

	cr_assert_eq(yaml_stream_open(&stream, &source, &diags), 0);
	cr_assert_eq(yaml_stream_next(stream, &pair), 1);
	cr_assert_eq(yaml_stream_next(stream, &pair), YAML_RESTART);
	cr_assert_eq(yaml_stream_next(stream, &pair), 1);
	cr_assert_eq(pair.value->u.number, 2);
	cr_assert_eq(yaml_stream_next(stream, &pair), 0);
	yaml_stream_close(stream);
	yaml_stream_close(NULL);
	diags_free(&diags);
}

/* In any order keys that rise cost nothing; the first that does not is looked at closer. */
Test(stream, starts_over_once_where_any_order_will_do)
{
	struct yaml_source source = {.file = "f",
	    .text = slice_of("b: 1\nc: 2\na: 3\nd: 4\nc: 5\n")};
	struct diags diags = {0};
	struct yaml_stream *stream;
	struct slice first, last;
	struct node_pair pair;
	unsigned restarts = 0, pairs = 0;
	int rc;

	cr_assert_eq(yaml_stream_open(&stream, &source, &diags), 0);
	while ((rc = yaml_stream_next(stream, &pair)) != 0) {
		cr_assert_gt(rc, 0);
		pairs = rc == YAML_RESTART ? 0 : pairs + 1;
		restarts += rc == YAML_RESTART;
		cr_expect_eq(yaml_stream_rising(stream, &first, &last), restarts == 0);
	}
	/* One for "a", one for the repeated "c". */
	cr_expect_eq(restarts, 2);
	cr_expect_eq(pairs, 4);
	cr_expect_eq(diags.warnings, 1);
	yaml_stream_close(stream);
	diags_free(&diags);
}

static const struct fixture_file files[] = {{"base.yaml", "a: {type: A}\nb: {type: B}\n"},
    {NULL, NULL}};

Test(stream, merges_at_the_root)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL, .loader = &fixture_loader};

	fixture_files = files;
	cr_assert_str_eq(fixture_stream(&f, "<<: !include base.yaml\nz: 1\n"),
	    "a: {type: 'A'}, b: {type: 'B'}, z: 1");
	cr_assert_str_eq(fixture_stream(&f, "<<: !include base.yaml\nb: 1\n"),
	    "a: {type: 'A'}, b: 1");
	cr_assert_eq(f.diags.warnings, 0);
	cr_assert_str_eq(fixture_stream(&f, "--- !include base.yaml\n"),
	    "a: {type: 'A'}, b: {type: 'B'}");
	cr_assert_str_eq(fixture_stream(&f, "a: &x {b: 1, c: 2}\n<<: *x\n"),
	    "a: {b: 1, c: 2}, b: 1, c: 2");
	fixture_free(&f);
}

Test(stream, keeps_what_aliases_need)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL};
	struct buf text = {0};
	int i;

	buf_text(&text, "k0: &first {type: A, value: 1.1.1.1}\n");
	for (i = 1; i < 1000; i++) {
		if (i % 70 == 0)
			buf_printf(&text, "k%d: &a%d [x, %d]\n", i, i, i);
		else if (i % 70 == 69 && i > 70)
			buf_printf(&text, "k%d: [*first, *a%d]\n", i, i - 69);
		else
			buf_printf(&text, "k%d: {type: TXT, value: some text}\n", i);
	}
	cr_assert_not_null(fixture_stream(&f, text.data));
	cr_assert_not_null(
	    strstr(f.text.data, "k979: [{type: 'A', value: '1.1.1.1'}, ['x', 910]], "));
	buf_free(&text);
	fixture_free(&f);
}
