/* Documents in octoDNS's layout, with their comments, anchors, << and !include. */
#include "yaml/format.h"

#include "fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

struct formatted {
	struct buf text;
	struct diags diags;
	int rc;
};

static void
format(struct formatted *f, const char *text, enum yaml_order order, bool zone)
{
	struct yaml_source source = {.file = "zone.yaml",
	    .text = slice_of(text),
	    .loader = &fixture_loader};
	struct yaml_format how = {.style = {order, false}, .zone = zone};

	memset(f, 0, sizeof(*f));
	buf_text(&f->text, "");
	f->rc = yaml_format(&f->text, &source, &how, &f->diags);
}

static void
done(struct formatted *f)
{
	buf_free(&f->text);
	diags_free(&f->diags);
}

/* ${text} becomes ${want}, which stays. */
static void
must_become_in(const char *text, const char *want, enum yaml_order order, bool zone)
{
	struct formatted f;

	format(&f, text, order, zone);
	cr_expect_eq(f.rc, 0, "%s", text);
	cr_expect_str_eq(f.text.data, want, "%s\nbecomes\n%s", text, f.text.data);
	done(&f);
	format(&f, want, order, zone);
	cr_expect_str_eq(f.text.data, want, "%s\nbecomes then\n%s", want, f.text.data);
	done(&f);
}

static void
must_become(const char *text, const char *want)
{
	must_become_in(text, want, YAML_ORDER_NATURAL, true);
}

Test(format, lays_out_as_the_writer_does)
{
	must_become("{b: [1, \"two\"], a: {}}", "---\na: {}\nb:\n- 1\n- two\n");
	must_become("\xEF\xBB\xBF"
		    "b: 1\r\n\r\na: 2",
	    "---\na: 2\nb: 1\n");
	must_become("%YAML 1.1\n---\na: !!str 1\n...\n", "---\na: '1'\n");
	must_become("a10: 1\na2: 0x10\nyes: ~\n", "---\ntrue: null\na2: 16\na10: 1\n");
}

Test(format, an_empty_zone_is_an_empty_mapping_and_a_part_is_not)
{
	must_become("", "--- {}\n");
	must_become("# none\n", "# none\n--- {}\n");
	must_become("--- # start\n# none\n", "# start\n# none\n--- {}\n");
	must_become("{ # none\n}\n", "--- {}\n# none\n");
	must_become_in("", "", YAML_ORDER_NATURAL, false);
	must_become_in("# none", "# none", YAML_ORDER_NATURAL, false);
	must_become_in("text # t\n# u\n", "--- text # t\n...\n# u\n", YAML_ORDER_NATURAL, false);
}

Test(format, comments_move_with_their_key)
{
	must_become(
	    "---\n# about b\nb: 1 # one\n\n# about a\n# more\na: # two\n    # c\n    c: 2\n",
	    "---\n# about a\n# more\na: # two\n  # c\n  c: 2\n# about b\nb: 1 # one\n");
	must_become("---\nz:\n  b: 1\n  # a's\n  a: 2\n", "---\nz:\n  # a's\n  a: 2\n  b: 1\n");
}

Test(format, comments_at_the_beginning_and_at_the_end_stay)
{
	must_become("# head\nb: 1\na: 2\n# foot\n", "# head\n---\na: 2\nb: 1\n# foot\n");
	must_become("# head\n---\nb: 1\na: 2\n\n\n# foot\n\n# more\n",
	    "# head\n---\na: 2\nb: 1\n# foot\n\n# more\n");
	must_become("# head\n\n# b's\nb: 1\na: 2\n", "# head\n---\na: 2\n# b's\nb: 1\n");
	must_become("---\n# head\n\n\n# b's\nb: 1\na: 2\n", "---\n# head\n\na: 2\n# b's\nb: 1\n");
	must_become("--- # head\na: 1\n... # foot\n", "# head\n---\na: 1\n# foot\n");
}

Test(format, comments_in_lists_stay_with_their_items)
{
	must_become("a:\n  # one\n  - 1 # first\n  # two\n  -   2\n    # foot\nb: 1\n",
	    "---\na:\n# one\n- 1 # first\n# two\n- 2\n  # foot\nb: 1\n");
	must_become("a:\n- # of the item\n  k: 1\n-\n  # of this one\n  l: 2\n",
	    "---\na:\n# of the item\n- k: 1\n# of this one\n- l: 2\n");
	must_become("a:\n- b: 1\n  # a's\n  a: 2\n", "---\na:\n# a's\n- a: 2\n  b: 1\n");
	must_become("a: [ # before\n 1, # one\n # alone\n 2] # closed\n",
	    "---\na: # closed\n# before\n- 1 # one\n# alone\n- 2\n");
	must_become("a:\n- {b: 1} # closed\n", "---\na:\n# closed\n- b: 1\n");
}

Test(format, a_deeper_comment_belongs_to_what_is_above)
{
	must_become("b:\n  k: 1\n  # still b\n# now a\na: 1\n",
	    "---\n# now a\na: 1\nb:\n  k: 1\n  # still b\n");
}

Test(format, comments_of_the_name_of_the_zone_itself)
{
	must_become("# head\n\n# apex\n'': # here\n  # type\n  type: A\n",
	    "# head\n---\n# apex\n# type\n? '' # here\n: type: A\n");
}

Test(format, what_looks_like_a_comment_in_text_is_none)
{
	must_become("a: 'x # y'\nb: x#y\nc: |\n  # z\nd: \"\n  # q\"\n",
	    "---\na: 'x # y'\nb: x#y\nc: '# z\n\n  '\nd: ' # q'\n");
	must_become("c: >- # folded\n  some\n  text\n", "---\nc: some text # folded\n");
}

Test(format, line_ends_of_yaml_1_1_end_comments)
{
	must_become("a: 1 # x\xC2\x85"
		    "b: 2 # y\xE2\x80\xA8"
		    "c: 3\r",
	    "---\na: 1 # x\nb: 2 # y\nc: 3\n");
}

Test(format, anchors_aliases_and_merges_stay)
{
	must_become("a: &x   {type: A}\nb:   *x\nc:\n  <<: *x\n  ttl: 1\nd: [&y 1, *y]\n",
	    "---\na: &x\n  type: A\nb: *x\nc:\n  <<: *x\n  ttl: 1\nd:\n- &y 1\n- *y\n");
	must_become("a: &x [1]\nb: &z\n  - 1\n", "---\na: &x\n- 1\nb: &z\n- 1\n");
	must_become("--- &root\na: 1\n", "--- &root\na: 1\n");
	must_become("a: !!binary aGk=\nb: !!set {x: }\n",
	    "---\na: !!binary aGk=\nb: !!set\n  x: null\n");
}

Test(format, keys_do_not_pass_a_merge)
{
	must_become("c:\n  z: 1\n  y: 2\n  <<: {a: 1}\n  d: 2\n  b: 1\n",
	    "---\nc:\n  y: 2\n  z: 1\n  <<:\n    a: 1\n  b: 1\n  d: 2\n");
}

/* Sorting would put the alias first: order is kept, and that is said. */
Test(format, an_alias_does_not_come_before_its_anchor)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
	    {"b: &x 1\na: *x\n", "---\nb: &x 1\na: *x\n"},
	    {"r:\n  b: &x {z: 1, y: 2}\n  a: *x\n",
		"---\nr:\n  b: &x\n    y: 2\n    z: 1\n  a: *x\n"},
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct formatted f;

		format(&f, rows[i].text, YAML_ORDER_NATURAL, true);
		cr_expect_str_eq(f.text.data, rows[i].want, "%s", f.text.data);
		cr_expect_eq(f.diags.errors, 0);
		cr_expect_eq(f.diags.warnings, 1);
		cr_expect_str_eq(f.diags.items[0].rule, "format-order");
		done(&f);
	}
}

Test(format, includes_stay)
{
	static const struct fixture_file files[] = {{"part.yaml", "{type: A}"}, {NULL, NULL}};

	fixture_files = files;
	must_become("b: !include   'part.yaml' # p\na: 1\n",
	    "---\na: 1\nb: !include part.yaml # p\n");
	cr_expect_eq(fixture_loaded, 0);
}

Test(format, order_is_as_asked_for)
{
	must_become_in("a10: 1\na2: 2\n", "---\na10: 1\na2: 2\n", YAML_ORDER_SIMPLE, true);
	must_become_in("b: 1\na: 2\n", "---\nb: 1\na: 2\n", YAML_ORDER_ANY, true);
}

Test(format, a_repeated_key_is_kept_with_its_order)
{
	must_become("b: 1\na: 2\nb: 3\n", "---\na: 2\nb: 1\nb: 3\n");
}

Test(format, what_cannot_be_read_is_one_error_with_its_place)
{
	static const struct {
		const char *text, *rule;
		unsigned line;
	} rows[] = {
	    {"a: 1\nb: [1\n", "yaml-syntax", 2},
	    {"a: *x\n", "yaml-anchor", 1},
	    {"a: !foo x\n", "yaml-tag", 1},
	    {"- 1\n", "yaml-root", 1},
	    {"a: !include nosuch\n", "yaml-include", 1},
	    {"\xFF\xFE"
	     "a",
		"yaml-syntax", 1},
	};
	static const struct fixture_file none = {NULL, NULL};
	size_t i;

	fixture_files = &none;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct formatted f;

		format(&f, rows[i].text, YAML_ORDER_NATURAL, true);
		cr_expect_eq(f.rc, -1, "%s", rows[i].text);
		cr_expect_eq(f.diags.errors, 1, "%s", rows[i].text);
		cr_expect_str_eq(f.diags.items[0].rule, rows[i].rule);
		cr_expect_eq(f.diags.items[0].at.line, rows[i].line, "%u",
		    f.diags.items[0].at.line);
		cr_expect_eq(f.text.len, 0);
		done(&f);
	}
}
