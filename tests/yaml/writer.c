/* Writing YAML. */
#include "fixture.h"

#include "yaml/writer.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *
rewrite(struct fixture *f, const char *text, struct yaml_style style)
{
	fixture_read(f, text);
	cr_assert_not_null(f->root, "%s", text);
	buf_clear(&f->text);
	yaml_write(&f->text, f->root, style);
	return f->text.data;
}

static const struct yaml_style natural = {YAML_ORDER_NATURAL, false};

Test(writer, lays_out_as_octodns_does)
{
	static const char zone[] = "---\n"
				   "? ''\n"
				   ": - type: A\n"
				   "    value: 1.1.1.1\n"
				   "  - type: MX\n"
				   "    values:\n"
				   "    - exchange: mx1.\n"
				   "      preference: 10\n"
				   "    - exchange: mx2.\n"
				   "      preference: 20\n"
				   "'9':\n"
				   "  empty: []\n"
				   "  none: {}\n"
				   "'*':\n"
				   "  - - a\n"
				   "    - b\n"
				   "a:\n"
				   "  dynamic:\n"
				   "    pools:\n"
				   "      one:\n"
				   "        fallback: null\n"
				   "        lat: 52.1\n"
				   "        size: 1000.0\n"
				   "    up: true\n";
	struct fixture f = {0};

	/* A list below a key is not indented; the one below "*" shows the reader's freedom. */
	rewrite(&f, zone, natural);
	cr_assert_not_null(strstr(f.text.data, "'*':\n- - a\n  - b\na:\n"));
	cr_assert_eq(strncmp(f.text.data, zone, strlen(zone) - strlen(strstr(zone, "  - - a"))), 0);
	cr_assert_not_null(strstr(f.text.data, strstr(zone, "a:\n  dynamic")));
	fixture_free(&f);
}

static const struct {
	const char *read, *written;
} scalars[] = {
    {"plain", "plain"},
    {"'with: colon'", "'with: colon'"},
    {"'# hash'", "'# hash'"},
    {"'a #b'", "'a #b'"},
    {"a#b", "a#b"},
    {"'- dash'", "'- dash'"},
    {"'123'", "'123'"},
    {"'1.5'", "'1.5'"},
    {"'true'", "'true'"},
    {"'no'", "'no'"},
    {"'null'", "'null'"},
    {"'~'", "'~'"},
    {"'2001-12-14'", "'2001-12-14'"},
    {"'0777'", "'0777'"},
    {"'1:30'", "'1:30'"},
    {"' lead'", "' lead'"},
    {"'trail '", "'trail '"},
    {"'it''s'", "it's"},
    {"''", "''"},
    {"'say \"hi\"'", "say \"hi\""},
    {"'a\\;b'", "a\\;b"},
    {"'{x}'", "'{x}'"},
    {"'*z'", "'*z'"},
    {"'!t'", "'!t'"},
    {"'%p'", "'%p'"},
    {"'@at'", "'@at'"},
    {"'`b`'", "'`b`'"},
    {"'?'", "'?'"},
    {"'?x'", "?x"},
    {"a, b", "a, b"},
    {"\"tab\\there\"", "\"tab\\there\""},
    {"'='", "'='"},
    {"'<<'", "'<<'"},
    {"'|'", "'|'"},
    {"'end:'", "'end:'"},
    {":start", ":start"},
    {"\"a\\nb\"", "'a\n\n    b'"},
    {"y", "y"},
    {"'on'", "'on'"},
    {"1e3", "1e3"},
    {"'-'", "'-'"},
    {"-x", "-x"},
    {"'---'", "'---'"},
    {"'...'", "'...'"},
    {"\xC3\xA9", "\xC3\xA9"},
    {"\"\\x07\\0\\e\\x80\"", "\"\\a\\0\\e\\x80\""},
    {"\"\\u00a0\"", "\xC2\xA0"},
    {"\"\\u2028\"", "'\xE2\x80\xA8    '"},
    {"\"\\uFEFF\"", "\"\\uFEFF\""},
    {"\"a \\nb\"", "\"a \\nb\""},
    {"\"a\\n b\"", "\"a\\n b\""},
    {"12", "12"},
    {"-5", "-5"},
    {"yes", "true"},
    {"~", "null"},
    {"1.5", "1.5"},
    {"1.0e+17", "1.0e+17"},
    {".inf", ".inf"},
    {"-.inf", "-.inf"},
    {".nan", ".nan"},
    {"2001-12-14", "2001-12-14"},
};

Test(writer, quotes_where_pyyaml_quotes)
{
	struct fixture f = {0};
	char text[128], want[128];
	size_t i;

	for (i = 0; i < sizeof(scalars) / sizeof(scalars[0]); i++) {
		(void)snprintf(text, sizeof(text), "a: {b: %s}\n", scalars[i].read);
		if (scalars[i].read[0] != '\'' && scalars[i].read[0] != '"')
			(void)snprintf(text, sizeof(text), "a:\n  b: %s\n", scalars[i].read);
		(void)snprintf(want, sizeof(want), "---\na:\n  b: %s\n", scalars[i].written);
		cr_assert_str_eq(rewrite(&f, text, natural), want, "%s gave %s", text, f.text.data);
	}
	fixture_free(&f);
}

Test(writer, escapes_unicode_when_asked)
{
	struct yaml_style style = {YAML_ORDER_NATURAL, true};
	struct fixture f = {0};

	cr_assert_str_eq(rewrite(&f,
			     "b\xC3\xBC"
			     "cher: gr\xC3\xBC\xC3\x9F"
			     "e \xF0\x9F\x98\x80 \xE6\x97\xA5\n",
			     style),
	    "---\n\"b\\xFCcher\": \"gr\\xFC\\xDFe \\U0001F600 \\u65E5\"\n");
	fixture_free(&f);
}

Test(writer, folds_at_80_columns)
{
	static const char words[] = "word word word word word word word word word word word word "
				    "word word word word word word word word word word";
	struct fixture f = {0};
	char text[512];

	(void)snprintf(text, sizeof(text), "a: {value: %s}\n", words);
	cr_assert_str_eq(rewrite(&f, text, natural),
	    "---\na:\n  value: word word word word word word word word word word word word word word "
	    "word\n    word word word word word word word\n");
	(void)snprintf(text, sizeof(text), "a: {value: '%s '}\n", words);
	cr_assert_str_eq(rewrite(&f, text, natural),
	    "---\na:\n  value: 'word word word word word word word word word word word word word word "
	    "word\n    word word word word word word word '\n");
	(void)snprintf(text, sizeof(text), "a: {value: \"\\t%s\"}\n", words);
	cr_assert_str_eq(rewrite(&f, text, natural),
	    "---\na:\n  value: \"\\tword word word word word word word word word word word word word "
	    "word\\\n    \\ word word word word word word word word\"\n");
	fixture_free(&f);
}

Test(writer, a_long_or_multiline_key_is_no_simple_key)
{
	struct fixture f = {0};
	char text[512], want[512], key[124];

	memset(key, 'z', sizeof(key) - 1);
	key[123] = '\0';
	(void)snprintf(text, sizeof(text), "%s: 1\n", key);
	(void)snprintf(want, sizeof(want), "---\n? %s\n: 1\n", key);
	cr_assert_str_eq(rewrite(&f, text, natural), want);
	(void)snprintf(text, sizeof(text), "%s: 1\n", key + 1);
	(void)snprintf(want, sizeof(want), "---\n%s: 1\n", key + 1);
	cr_assert_str_eq(rewrite(&f, text, natural), want);
	cr_assert_str_eq(rewrite(&f, "\"a\\nb\": 1\n", natural), "---\n? 'a\n\n  b'\n: 1\n");
	fixture_free(&f);
}

Test(writer, orders_keys_at_every_depth)
{
	static const char text[] = "b: {x10: 1, x2: 2}\na: 1\n10: 1\nyes: 1\n";
	struct yaml_style any = {YAML_ORDER_ANY, false}, simple = {YAML_ORDER_SIMPLE, false};
	struct fixture f = {0};

	cr_assert_str_eq(rewrite(&f, text, natural),
	    "---\ntrue: 1\n10: 1\na: 1\nb:\n  x2: 2\n  x10: 1\n");
	cr_assert_str_eq(rewrite(&f, text, any),
	    "---\nb:\n  x10: 1\n  x2: 2\na: 1\n10: 1\ntrue: 1\n");
	cr_assert_str_eq(rewrite(&f, "b: {x2: 1, x10: 2}\n", simple),
	    "---\nb:\n  x10: 2\n  x2: 1\n");
	fixture_free(&f);
}

Test(writer, keeps_the_digits_of_a_number_of_any_size)
{
	struct fixture f = {0};

	cr_assert_str_eq(rewrite(&f, "[100000000000000000000, -100000000000000000000]\n", natural),
	    "---\n- 100000000000000000000\n- -100000000000000000000\n");
	fixture_free(&f);
}

Test(writer, knows_all_roots)
{
	struct fixture f = {0};

	cr_assert_str_eq(rewrite(&f, "{}\n", natural), "--- {}\n");
	cr_assert_str_eq(rewrite(&f, "[]\n", natural), "--- []\n");
	cr_assert_str_eq(rewrite(&f, "- a\n", natural), "---\n- a\n");
	cr_assert_str_eq(rewrite(&f, "9.9.9.9\n", natural), "--- 9.9.9.9\n...\n");
	cr_assert_str_eq(rewrite(&f, "'1'\n", natural), "--- '1'\n");
	fixture_free(&f);
}
