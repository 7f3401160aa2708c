/* Records as octoDNS prints them: what Python's repr makes of their parts. */
#include "dns/params.h"
#include "rules_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

/* The repr of one text, as part of a record's options. */
static void
check_text(struct slice text, const char *want)
{
	struct arena arena = {0};
	struct node *options = node_map(&arena, 1);
	struct rrset_extra extra = {.octodns = options};
	struct rrset rrset = {.name = slice_of("a."), .extra = &extra};
	struct buf out = {0}, whole = {0};

	rrset.type = rtype_index(rtype_find(slice_of("A")));
	node_set(&arena, options, slice_of("k"), node_text(&arena, text));
	rrset_octodns(&out, &rrset);
	buf_printf(&whole, "<ARecord A 0, a., [''], {'k': %s}>", want);
	cr_expect_str_eq(out.data, whole.data, "%s", out.data);
	buf_free(&out);
	buf_free(&whole);
	arena_free(&arena);
}

Test(print, texts_as_python_does)
{
	check_text(slice_of("plain"), "'plain'");
	check_text(slice_of(""), "''");
	check_text(slice_of("it's"), "\"it's\"");
	check_text(slice_of("say \"x\""), "'say \"x\"'");
	check_text(slice_of("it's \"x\""), "'it\\'s \"x\"'");
	check_text(slice_of("a\\b"), "'a\\\\b'");
	check_text(slice_of("a\nb\tc\rd"), "'a\\nb\\tc\\rd'");
	check_text(slice_make("a\0b\x7f", 4), "'a\\x00b\\x7f'");
	check_text(slice_of("ü€"), "'ü€'");
	check_text(slice_of("\xc2\x80\xc2\xad"), "'\\x80\\xad'");
	check_text(slice_of("\xe2\x80\xa8"), "'\\u2028'");
	check_text(slice_of("\xf3\xa0\x80\x81"), "'\\U000e0001'");
}

static const struct {
	const char *record, *printed;
} parts[] = {
    {"{type: A, octodns: {n: null, t: true, f: false, i: -5, r: 1.5, l: [1, x], m: {}}}",
	"{'n': None, 't': True, 'f': False, 'i': -5, 'r': 1.5, 'l': [1, 'x'], 'm': {}}"},
    {"{type: A, geo: {AF: [1.1.1.1], NA-US-CA: [2.2.2.2]}}",
	"{'AF': 'Geo AF None None ['1.1.1.1']', 'NA-US-CA': 'Geo NA US CA ['2.2.2.2']'}"},
    {"{type: A, dynamic: {pools: {p: {values: [{value: 1.1.1.1}]}}, rules: [{pool: p}]}}",
	"{'p': {'fallback': None, 'values': [{'value': '1.1.1.1', 'weight': 1, 'status': "
	"'obey'}]}}, [{'pool': 'p'}]"},
};

Test(print, parts_as_python_does)
{
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct arena arena = {0};
		struct diags diags = {0};
		struct decode decode = {.zone = slice_of("unit.tests."),
		    .arena = &arena,
		    .default_ttl = 60,
		    .lenient = true,
		    .diags = &diags};
		struct buf out = {0}, want = {0};
		struct rrset rrset;

		cr_assert_eq(rrset_decode(&decode, node_text(&arena, slice_of("a")),
				 flow_node(&arena, parts[i].record, NULL), &rrset),
		    0, "%s", parts[i].record);
		rrset_octodns(&out, &rrset);
		buf_printf(&want, "<ARecord A 60, a.unit.tests., [''], %s>", parts[i].printed);
		cr_expect_str_eq(out.data, want.data, "%s", out.data);
		buf_free(&out);
		buf_free(&want);
		diags_free(&diags);
		arena_free(&arena);
	}
}

Test(print, nothing_for_ever)
{
	struct arena arena = {0};
	struct node *node = node_list(&arena, 0);
	struct rrset_extra extra = {0};
	struct rrset rrset = {.name = slice_of("a."), .extra = &extra};
	struct buf out = {0};
	unsigned i;

	rrset.type = rtype_index(rtype_find(slice_of("A")));
	for (i = 0; i < 1000; i++) {
		struct node *outer = node_list(&arena, 1);

		node_push(&arena, outer, node);
		node = outer;
	}
	extra.octodns = node;
	rrset_octodns(&out, &rrset);
	cr_expect_not_null(strstr(out.data, "[...]"));
	cr_expect_lt(out.len, 400);
	buf_free(&out);
	arena_free(&arena);
}

static const struct {
	const char *key;
	int number;
} keys[] = {
    {"mandatory", 0},
    {"alpn", 1},
    {"no-default-alpn", 2},
    {"port", 3},
    {"ipv4hint", 4},
    {"ech", 5},
    {"ipv6hint", 6},
    {"key0", 0},
    {"key7", 7},
    {"key65535", 65535},
    {"key65536", -1},
    {"key99999", -1},
    {"key999999", -1},
    {"key", -1},
    {"key-1", -1},
    {"keyx", -1},
    {"Port", -1},
    {"", -1},
};

Test(print, numbers_the_keys_of_service_parameters)
{
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		cr_expect_eq(params_key_number(slice_of(keys[i].key)), keys[i].number, "%s",
		    keys[i].key);
}

static void
check_params(const char *text, const char *want)
{
	struct arena arena = {0};
	struct buf out = {0};

	buf_text(&out, "");
	params_print(&out, flow_node(&arena, text, NULL));
	cr_expect_str_eq(out.data, want, "%s", out.data);
	buf_free(&out);
	arena_free(&arena);
}

Test(print, service_parameters_by_number)
{
	check_params("{}", "");
	check_params("5", "");
	check_params("{key7: x, port: 443, no-default-alpn: null, alpn: [h2, h3]}",
	    " alpn=h2,h3 no-default-alpn port=443 key7=x");
	check_params("{zzz: 1, alpn: [], mandatory: [alpn]}", " zzz=1 mandatory=alpn alpn=");
	/* What leniency lets in has no text. */
	check_params("{alpn: [[h2], {a: b}], port: {a: b}}", " alpn=, port=");
}
