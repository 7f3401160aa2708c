/* Merge keys and included files. */
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

Test(merge, the_later_key_wins)
{
	struct fixture f = {0};

	cr_assert_str_eq(fixture_flow(&f, "a: &x {t: 1, v: 2}\nb: {<<: *x, v: 3}\n"),
	    "{a: {t: 1, v: 2}, b: {t: 1, v: 3}}");
	cr_assert_eq(f.diags.warnings, 0);
	cr_assert_str_eq(fixture_flow(&f, "a: &x {t: 1, v: 2}\nb: {t: 9, <<: *x}\n"),
	    "{a: {t: 1, v: 2}, b: {t: 1, v: 2}}");
	cr_assert_eq(f.diags.warnings, 1, "an own key loses without being meant to");
	cr_assert_eq(f.diags.items[0].at.column, 5);
	fixture_free(&f);
}

Test(merge, of_a_list_the_first_wins)
{
	struct fixture f = {0};

	cr_assert_str_eq(fixture_flow(&f, "<<: [{a: 1, b: 1}, {b: 2, c: 2}]\n"),
	    "{b: 1, c: 2, a: 1}");
	cr_assert_str_eq(fixture_flow(&f, "x: &l [{a: 1}, {a: 2}]\ny: {<<: *l}\n"),
	    "{x: [{a: 1}, {a: 2}], y: {a: 1}}");
	cr_assert_str_eq(fixture_flow(&f, "<<: []\na: 1\n<<: {b: 2}\n"), "{a: 1, b: 2}");
	cr_assert_eq(f.diags.warnings, 0);
	fixture_free(&f);
}

Test(merge, counts_for_order_where_it_stands)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL};

	cr_assert_not_null(
	    fixture_flow(&f, "a: &x {ttl: 60, type: A}\nb: {<<: *x, ttl: 30, value: 1}\n"));
	cr_assert_not_null(fixture_flow(&f, "b: {type: A, <<: {value: 1, type: B}}\n"));
	cr_assert_eq(f.diags.errors, 0);
	fixture_refused(&f, "b: {<<: {value: 1, type: B}}\n", "yaml-order", 1, 10);
	fixture_refused(&f, "b: {<<: {m: {b: 1, a: 2}}}\n", "yaml-order", 1, 14);
	fixture_refused(&f, "a: &x {ttl: 60, type: A}\nb: &y {value: 1}\nc:\n  <<: [*x, *y]\n",
	    "yaml-order", 2, 8);
	fixture_free(&f);
}

Test(merge, refuses_what_is_no_mapping)
{
	struct fixture f = {0};

	fixture_refused(&f, "a:\n  <<: text\n  type: A\n", "yaml-merge", 2, 7);
	fixture_refused(&f, "<<:\n", "yaml-merge", 1, 4);
	fixture_refused(&f, "<<: [{a: 1}, x]\n", "yaml-merge", 1, 14);
	fixture_refused(&f, "a: &l [x]\nb: {<<: *l}\n", "yaml-merge", 2, 9);
	fixture_free(&f);
}

static const struct fixture_file files[] = {
    {"rec.yaml", "---\ntype: A\nvalue: !include ip.yaml\n"},
    {"ip.yaml", "--- 9.9.9.9\n"},
    {"empty.yaml", ""},
    {"unordered.yaml", "value: 1\ntype: A\n"},
    {"bad.yaml", "a: [\n"},
    {"loop.yaml", "a: !include loop2.yaml\n"},
    {"loop2.yaml", "a: !include loop.yaml\n"},
    {"alias.yaml", "a: *x\n"},
    {"list.yaml", "- 1\n- 2\n"},
    {"two.yaml", "a: 1\n---\nb: 1\n"},
    {NULL, NULL},
};

static struct fixture
with_files(void)
{
	struct fixture f = {.order = YAML_ORDER_NATURAL, .loader = &fixture_loader};

	fixture_files = files;
	fixture_loaded = 0;
	return f;
}

Test(include, gives_the_other_files_document)
{
	struct fixture f = with_files();

	cr_assert_str_eq(fixture_flow(&f, "a: !include rec.yaml\nb: !include 'empty.yaml'\n"),
	    "{a: {type: 'A', value: '9.9.9.9'}, b: null}");
	cr_assert_str_eq(node_get(f.root, "a")->file, "rec.yaml");
	cr_assert_str_eq(node_get(node_get(f.root, "a"), "value")->file, "ip.yaml");
	cr_assert_str_eq(fixture_flow(&f, "--- !include list.yaml\n"), "[1, 2]");
	cr_assert_str_eq(fixture_flow(&f, "a: &x !include rec.yaml\nb: *x\n"),
	    "{a: {type: 'A', value: '9.9.9.9'}, b: {type: 'A', value: '9.9.9.9'}}");
	cr_assert_eq(fixture_loaded, 0, "what was loaded is unloaded");
	fixture_free(&f);
}

Test(include, can_be_merged)
{
	struct fixture f = with_files();

	cr_assert_str_eq(fixture_flow(&f, "a:\n  <<: !include rec.yaml\n  value: x\n"),
	    "{a: {type: 'A', value: 'x'}}");
	fixture_refused(&f, "a:\n  <<: [!include rec.yaml, {value: y}]\n", "yaml-order", 2, 28);
	fixture_refused(&f, "a:\n  <<: !include list.yaml\n", "yaml-merge", 2, 7);
	fixture_free(&f);
}

Test(include, obeys_the_same_rules)
{
	struct fixture f = with_files();

	fixture_refused(&f, "a: !include unordered.yaml\n", "yaml-order", 1, 1);
	cr_assert_str_eq(f.diags.items[0].at.file, "unordered.yaml");
	fixture_refused(&f, "x: &x 1\ny: !include alias.yaml\n", "yaml-anchor", 1, 4);
	fixture_refused(&f, "a: !include bad.yaml\n", "yaml-syntax", 2, 1);
	fixture_refused(&f, "a: !include two.yaml\n", "yaml-syntax", 2, 1);
	cr_assert_eq(fixture_loaded, 0);
	fixture_free(&f);
}

Test(include, refuses_what_it_cannot_load)
{
	struct fixture f = with_files();

	fixture_refused(&f, "a: !include nope.yaml\n", "yaml-include", 1, 4);
	fixture_refused(&f, "a: !include {x: y}\n", "yaml-include", 1, 4);
	fixture_refused(&f, "a: !include [rec.yaml]\n", "yaml-include", 1, 4);
	fixture_refused(&f, "a: !include loop.yaml\n", "yaml-include", 1, 4);
	cr_assert_str_eq(f.diags.items[0].at.file, "loop2.yaml");
	fixture_refused(&f, "a: !include zone.yaml\n", "yaml-include", 1, 4);
	f.loader = NULL;
	fixture_refused(&f, "a: !include rec.yaml\n", "yaml-include", 1, 4);
	cr_assert_eq(fixture_loaded, 0);
	fixture_free(&f);
}

/* Each file includes the next ten times. */
static int
load_bomb(void *ctx, const char *from, struct slice path, struct slice *text, const char **name,
    void **handle, const char **why)
{
	static char texts[64][400], names[64][8];
	static unsigned at;
	unsigned i = at++ % 64, level = 0;

	(void)ctx;
	(void)from;
	(void)why;
	(void)sscanf(path.data, "%u", &level);
	(void)snprintf(names[i], sizeof(names[i]), "%u", level);
	*name = names[i];
	*handle = NULL;
	texts[i][0] = '\0';
	if (level < 12) {
		for (unsigned k = 0; k < 10; k++) {
			size_t len = strlen(texts[i]);

			(void)snprintf(texts[i] + len, sizeof(texts[i]) - len,
			    "- !include \"%u\"\n", level + 1);
		}
	}
	*text = slice_of(texts[i]);
	return 0;
}

Test(include, limits_what_is_included_all_told)
{
	static const struct yaml_loader bomb = {load_bomb, NULL, NULL};
	struct fixture f = {.loader = &bomb};

	fixture_read(&f, "a: !include 1\n");
	cr_assert_null(f.root);
	cr_assert_str_eq(f.diags.items[0].rule, "yaml-limit");
	fixture_free(&f);
}

static void
note(void *ctx, struct slice path)
{
	struct buf *seen = ctx;

	buf_slice(seen, path);
	buf_char(seen, '|');
}

Test(include, is_found_without_parsing)
{
	struct buf seen = {0};

	yaml_includes(slice_of(
			  "a: !include b.yaml\n# !include c.yaml # x\nd: [!include 'e f.yaml', "
			  "!include g.yaml]\nh: !include &x\n  \"i.yaml\"\nj: !include"),
	    note, &seen);
	cr_assert_str_eq(seen.data, "b.yaml|c.yaml|e f.yaml|g.yaml|i.yaml||");
	buf_free(&seen);
	yaml_includes(slice_of(""), note, &seen);
	cr_assert_eq(seen.len, 0);
}
