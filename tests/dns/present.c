/* Values in presentation form, out and in, and what libldns thinks of them. */
#include "core/arena.h"
#include "core/buf.h"
#include "dns/rrset.h"

#include <criterion/criterion.h>
#include <ldns/ldns.h>
#include <stdlib.h>
#include <string.h>

static const struct rtype *
row(const char *name)
{
	const struct rtype *type = rtype_find(slice_of(name));

	cr_assert_not_null(type, "no type %s", name);
	return type;
}

static int
parse(struct arena *arena, const char *type, struct slice text, union field *value,
    const char **why)
{
	*why = "";
	memset(value, 0, RTYPE_MAX_FIELDS * sizeof(*value));
	return value_parse(arena, row(type), text, value, why);
}

/* ${text} reads, prints as ${normal} and reads the same again. */
static void
check(const char *type, const char *text, const char *normal)
{
	union field first[RTYPE_MAX_FIELDS], second[RTYPE_MAX_FIELDS];
	struct arena arena = {0};
	struct buf out = {0};
	const char *why;
	int rc = parse(&arena, type, slice_of(text), first, &why);

	cr_assert_eq(rc, 0, "%s %s: %s", type, text, why);
	value_presentation(&out, row(type), first);
	cr_assert_str_eq(out.data, normal, "%s %s: printed as %s", type, text, out.data);
	rc = parse(&arena, type, buf_view(&out), second, &why);
	cr_assert_eq(rc, 0, "%s %s: own form: %s", type, out.data, why);
	cr_assert_eq(value_compare(row(type), first, second), 0, "%s %s", type, text);
	buf_free(&out);
	arena_free(&arena);
}

static void
refused(const char *type, struct slice text)
{
	union field value[RTYPE_MAX_FIELDS];
	struct arena arena = {0};
	const char *why;

	cr_expect_eq(parse(&arena, type, text, value, &why), -1, "%s %.*s", type,
	    (int)(text.len < 200 ? text.len : 200), text.data);
	cr_expect(why[0] != '\0');
	arena_free(&arena);
}

/* What is said of a value and what it is printed as. */
struct sample {
	const char *type, *text, *normal; /* NULL: the text itself */
	bool standard;                    /* libldns knows the type */
};

static const struct sample samples[] = {
    {"A", "192.0.2.1", NULL, true},
    {"AAAA", "2001:DB8:0:0::1", "2001:db8::1", true},
    {"ALIAS", "Target.Example.NET.", "target.example.net.", false},
    {"CAA", "0 issue \"ca.example; a=b\"", NULL, true},
    {"CAA", "128 iodef mailto:a@example.com", "128 iodef \"mailto:a@example.com\"", true},
    {"CAA", "0 issue \";\"", NULL, true},
    {"CNAME", "a.example.net.", NULL, true},
    {"CNAME", ".", NULL, true},
    {"DNAME", "a.example.net.", NULL, true},
    {"DS", "60485 8 1 2BB183AF5F22588179A5 3B0A98631FAD1A292118",
	"60485 8 1 2bb183af5f22588179a53b0a98631fad1a292118", true},
    {"HTTPS", "0 svc.example.net.", NULL, true},
    {"HTTPS", "1 . port=8443 alpn=\"h3,h2\"", "1 . alpn=h3,h2 port=8443", true},
    {"LOC", "31 58 52.1 S 115 49 11.7 E 20m",
	"31 58 52.100 S 115 49 11.700 E 20.00m 1.00m 10000.00m 10.00m", true},
    {"LOC", "51 30 12.748 n 0 7 39.611 w 0 0 0 0",
	"51 30 12.748 N 0 7 39.611 W 0.00m 0.00m 0.00m 0.00m", true},
    {"LOC", "1 N 2 E -5.25m 10m 20m 30m", "1 0 0.000 N 2 0 0.000 E -5.25m 10.00m 20.00m 30.00m",
	true},
    {"MX", "10 Mail.example.com.", "10 mail.example.com.", true},
    {"MX", "0 .", NULL, true},
    {"NAPTR", "100 10 \"u\" \"E2U+sip\" \"!^(.*)$!sip:\\\\1@example.com!\" .",
	"100 10 \"U\" \"E2U+sip\" \"!^(.*)$!sip:\\\\1@example.com!\" .", true},
    {"NAPTR", "100 10 S SIP+D2U \"\" _sip._udp.example.com.",
	"100 10 \"S\" \"SIP+D2U\" \"\" _sip._udp.example.com.", true},
    {"NS", "ns1.example.net.", NULL, true},
    {"OPENPGPKEY", "mQENBFzX mQEN", "mQENBFzXmQEN", true},
    {"PTR", "0/25.2.0.192.in-addr.arpa.", NULL, true},
    {"SPF", "\"v=spf1 -all\"", NULL, true},
    {"SRV", "10 20 65535 sip.example.com.", NULL, true},
    {"SSHFP", "4 2 ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
	"4 2 abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", true},
    {"SVCB", "16 a.example. mandatory=port,alpn port=53 alpn=h2,h3 no-default-alpn",
	"16 a.example. mandatory=alpn,port alpn=h2,h3 no-default-alpn port=53", true},
    {"SVCB", "1 . ipv6hint=2001:DB8::1,2001:db8::2 ipv4hint=192.0.2.1,192.0.2.2",
	"1 . ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1,2001:db8::2", true},
    {"SVCB", "1 . ech=AEP+DQA= key65280=foo", "1 . ech=\"AEP+DQA=\" key65280=\"foo\"", true},
    {"SVCB", "1 . key667=\"a b\\\"c\\\\d\\255\"", NULL, true},
    {"SVCB", "1 . key10 key9=\"\"", "1 . key9 key10", true},
    {"SVCB", "1 . alpn=f\\\\\\\\oo\\\\,bar,h2", NULL, true},
    {"TLSA", "3 1 1 ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
	"3 1 1 abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", true},
    {"TXT", "\"v=spf1 -all\"", NULL, true},
    {"TXT", "one two", "\"onetwo\"", true},
    {"TXT", "\"one \" \"two\"", "\"one two\"", true},
    {"TXT", "\"v=DKIM1; p=\\;\"", "\"v=DKIM1; p=;\"", true},
    {"TXT", "\"say \\\"hi\\\" \\\\ \\065\\000\\255\"", "\"say \\\"hi\\\" \\\\ A\\000\\255\"", true},
    {"TXT", "\"caf\xc3\xa9\"", "\"caf\\195\\169\"", true},
    {"TXT", "\"\"", NULL, true},
    {"URI", "10 1 \"https://example.com/;a\"", NULL, true},
    {"URLFWD", "\"/\" \"https://example.com/\" 301 2 0", NULL, false},
};

#define SAMPLES (sizeof(samples) / sizeof(samples[0]))

Test(present, every_sample_reads_prints_and_reads_again)
{
	size_t i;

	for (i = 0; i < SAMPLES; i++) {
		const struct sample *s = &samples[i];

		check(s->type, s->text, s->normal != NULL ? s->normal : s->text);
	}
}

Test(present, every_type_has_a_sample)
{
	unsigned i;

	for (i = 0; i < rtype_count; i++) {
		size_t j = 0;

		while (j < SAMPLES && strcmp(samples[j].type, rtypes[i].name) != 0)
			j++;
		cr_expect(j < SAMPLES, "%s", rtypes[i].name);
	}
}

Test(present, libldns_reads_what_is_printed)
{
	struct buf line = {0};
	size_t i;

	for (i = 0; i < SAMPLES; i++) {
		const struct sample *s = &samples[i];
		ldns_rr *rr = NULL;
		ldns_status status;

		if (!s->standard)
			continue;
		buf_clear(&line);
		buf_printf(&line, "name.example. 300 IN %s %s", s->type,
		    s->normal != NULL ? s->normal : s->text);
		status = ldns_rr_new_frm_str(&rr, line.data, 0, NULL, NULL);
		cr_expect_eq(status, LDNS_STATUS_OK, "%s: %s", line.data,
		    ldns_get_errorstr_by_id(status));
		ldns_rr_free(rr);
	}
	buf_free(&line);
}

/* What libldns makes of our text has the octets that we meant. */
Test(present, libldns_sees_the_octets_of_a_text)
{
	struct slice value = slice_of("a\\;b\"c\\d\xc3\xa9");
	union field field = {.text = value};
	struct buf line = {0};
	ldns_rr *rr = NULL;
	ldns_rdf *rdf;

	buf_text(&line, "name.example. 300 IN TXT ");
	value_presentation(&line, row("TXT"), &field);
	cr_assert_eq(ldns_rr_new_frm_str(&rr, line.data, 0, NULL, NULL), LDNS_STATUS_OK);
	rdf = ldns_rr_rdf(rr, 0);
	cr_assert_eq(ldns_rdf_size(rdf), 10);
	cr_assert_arr_eq(ldns_rdf_data(rdf),
	    "\x09"
	    "a;b\"c\\d\xc3\xa9",
	    10);
	ldns_rr_free(rr);
	buf_free(&line);
}

/* How often ${what} stands in ${text}. */
static size_t
count(const char *text, const char *what)
{
	size_t found = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		found++;
	return found;
}

Test(present, text_is_cut_after_255_octets_as_they_are_sent)
{
	static const struct {
		const char *unit; /* each is one octet */
		size_t units, strings;
	} cases[] = {{"a", 255, 1}, {"a", 256, 2}, {"\\;", 255, 1}, {"\\;", 511, 3}, {"\"", 255, 1},
	    {"\\", 256, 2}, {"\xff", 510, 2}, {"\xff", 511, 3}};
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf text = {0}, out = {0};
		struct arena arena = {0};
		union field field, again[RTYPE_MAX_FIELDS];
		const char *why;

		for (j = 0; j < cases[i].units; j++)
			buf_text(&text, cases[i].unit);
		field.text = buf_view(&text);
		value_presentation(&out, row("TXT"), &field);
		cr_expect_eq(count(out.data, "\" \"") + 1, cases[i].strings, "case %zu", i);
		cr_assert_eq(parse(&arena, "TXT", buf_view(&out), again, &why), 0, "%s", why);
		cr_expect(slice_equal(again[0].text, field.text), "case %zu", i);
		arena_free(&arena);
		buf_free(&text);
		buf_free(&out);
	}
}

Test(present, any_octets_survive_in_a_text)
{
	char octets[512], kept[1024];
	struct buf out = {0};
	struct arena arena = {0};
	union field field, again[RTYPE_MAX_FIELDS];
	const char *why;
	size_t i, len = 0;

	for (i = 0; i < sizeof(octets); i++)
		octets[i] = (char)(i * 167 + i / 256);
	for (i = 0; i < sizeof(octets); i++) {
		if (octets[i] == ';')
			kept[len++] = '\\';
		kept[len++] = octets[i];
	}
	field.text = slice_make(kept, len);
	value_presentation(&out, row("TXT"), &field);
	for (i = 0; i < out.len; i++)
		cr_assert(out.data[i] >= ' ' && out.data[i] < 0x7f);
	cr_assert_eq(parse(&arena, "TXT", buf_view(&out), again, &why), 0, "%s", why);
	cr_expect(slice_equal(again[0].text, field.text));
	arena_free(&arena);
	buf_free(&out);
}

/* A zone file line must stay one line, and one value. */
Test(present, a_hostile_field_stays_one_word)
{
	static const char *const hostile[] = {"a.\n@ IN NS evil.", "a. b.", "a.;comment", "(",
	    "a\"b.", "a\\", "a\t.", "\x01", ""};
	static const char *const types[] = {"CNAME", "CAA", "NAPTR", "DS", "OPENPGPKEY"};
	size_t i, j, k;

	for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		for (j = 0; j < sizeof(types) / sizeof(types[0]); j++) {
			union field value[RTYPE_MAX_FIELDS];
			struct buf out = {0};
			const struct rtype *type = row(types[j]);

			memset(value, 0, sizeof(value));
			for (k = 0; k < type->nfields; k++) {
				if (type->fields[k].kind != FIELD_INT)
					value[k].text = slice_of(hostile[i]);
			}
			value_presentation(&out, type, value);
			cr_assert_eq(strcspn(out.data, "\n\r\t"), out.len);
			if (type->nfields == 1)
				cr_assert_eq(strcspn(out.data, " "), out.len);
			buf_free(&out);
		}
	}
}

Test(present, hostile_parameters_stay_one_word)
{
	struct arena arena = {0};
	struct node *params = node_map(&arena, 4), *list = node_list(&arena, 2);
	union field value[] = {{.number = 1}, {.text = slice_of(".")}, {.params = params}};
	struct buf out = {0};

	node_push(&arena, list, node_text(&arena, slice_of("a b;(\n")));
	node_push(&arena, list, node_map(&arena, 0));
	node_add(&arena, params, slice_of("alpn"), list);
	node_add(&arena, params, slice_of("key 1\n"), node_text(&arena, slice_of("x\"\ny")));
	node_add(&arena, params, slice_of("port"), node_map(&arena, 0));
	value_presentation(&out, row("SVCB"), value);
	cr_expect_str_eq(out.data,
	    "1 . alpn=a\\032b\\;\\(\\010, port key\\0321\\010=\"x\\\"\\010y\"");
	buf_free(&out);
	arena_free(&arena);
}

Test(present, rounding_never_makes_a_60th_second)
{
	union field value[RTYPE_MAX_FIELDS];
	struct buf out = {0};

	memset(value, 0, sizeof(value));
	value[2].real = 59.9999;
	value[3].text = slice_of("N");
	value[6].real = 0.0 / 1;
	value[7].text = slice_of("E");
	value[8].real = -0.001;
	value[9].real = strtod("nan", NULL);
	value[10].real = strtod("inf", NULL);
	value_presentation(&out, row("LOC"), value);
	cr_expect_str_eq(out.data, "0 0 59.999 N 0 0 0.000 E 0.00m 0.00m 0.00m 0.00m");
	buf_free(&out);
}

Test(parse, keeps_lists_and_numbers_of_parameters_as_octodns_has_them)
{
	union field value[RTYPE_MAX_FIELDS];
	struct arena arena = {0};
	const struct node *params;
	const char *why;

	cr_assert_eq(parse(&arena, "HTTPS",
			 slice_of("1 . no-default-alpn alpn=h2,h3 port=8443 key9=x"), value, &why),
	    0);
	params = value[2].params;
	cr_expect_eq(node_get(params, "alpn")->kind, NODE_LIST);
	cr_expect_eq(node_get(params, "alpn")->u.list.count, 2);
	cr_expect_eq(node_get(params, "port")->kind, NODE_INT);
	cr_expect_eq(node_get(params, "port")->u.number, 8443);
	cr_expect_eq(node_get(params, "no-default-alpn")->kind, NODE_NULL);
	cr_expect_eq(node_get(params, "key9")->kind, NODE_TEXT);
	arena_free(&arena);
}

Test(parse, refuses_what_is_no_value)
{
	static const char *const wrong[][2] = {{"A", "192.0.2.256"}, {"A", "192.0.2.1 192.0.2.2"},
	    {"A", "\"\""}, {"AAAA", "192.0.2.1"}, {"AAAA", "::/0"}, {"CNAME", "relative"},
	    {"CNAME", "escaped\\."}, {"CNAME", "\"a.\""}, {"CNAME", "a\\"}, {"CNAME", "a\\99."},
	    {"CNAME", "a. b."}, {"MX", "10"}, {"MX", "65536 a."}, {"MX", "-1 a."}, {"MX", "+1 a."},
	    {"MX", "x a."}, {"MX", "99999999999999999999 a."}, {"MX", "10 a. b"},
	    {"CAA", "256 issue \"x\""}, {"CAA", "0 issue \"x"}, {"DS", "1 256 1 ab"},
	    {"DS", "1 1 1"}, {"TLSA", "3 1 256 ab"}, {"SSHFP", "256 1 ab"}, {"TXT", "\"open"},
	    {"TXT", "\"\\999\""}, {"TXT", "\"\\25\""}, {"TXT", "\"\\"}, {"TXT", "ab\"cd\""},
	    {"TXT", "\"a\\256\""}, {"LOC", "91 N 0 E 0m"}, {"LOC", "0 60 N 0 E 0m"},
	    {"LOC", "0 0 60 N 0 E 0m"}, {"LOC", "0 N 181 E 0m"}, {"LOC", "0 N 0 E"},
	    {"LOC", "0 N 0 E inf"}, {"LOC", "0 N 0 E 0x10"}, {"LOC", "0 N 0 E 0m 0m 0m 0m 0m"},
	    {"LOC", "0 N 0 E 1.234m"}, {"LOC", "0 E 0 N 0m"}, {"LOC", "0 N 0 E m"},
	    {"LOC", "0 0 0 0 N 0 E 0m"}, {"LOC", "0 N 0 E -100001m"}, {"LOC", "0 N 0 E 0m -1m"},
	    {"SVCB", "1 . port=65536"}, {"SVCB", "1 . port"}, {"SVCB", "1 . port=1 port=2"},
	    {"SVCB", "1 . alpn="}, {"SVCB", "1 . alpn=a,,b"}, {"SVCB", "1 . alpn=\"a"},
	    {"SVCB", "1 . alpn=a\"b"}, {"SVCB", "1 . alpn=\"a\"b"}, {"SVCB", "1 . =x"},
	    {"SVCB", "1 . b_d=x"}, {"SVCB", "1 . ipv4hint=::1"}, {"SVCB", "1 . ipv6hint=192.0.2.1"},
	    {"SVCB", "1 . no-default-alpn=x"}, {"SVCB", "1 . key1=\\300"}, {"SVCB", "1"},
	    {"URI", "1 1"}, {"NAPTR", "1 1 \"\" \"\" \"\" a. b."}};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		refused(wrong[i][0], slice_of(wrong[i][1]));
}

Test(parse, refuses_nothing_and_nul_for_every_type)
{
	unsigned i;

	for (i = 0; i < rtype_count; i++) {
		refused(rtypes[i].name, slice_of(""));
		refused(rtypes[i].name, (struct slice){NULL, 0});
		refused(rtypes[i].name, slice_of(" \t "));
		refused(rtypes[i].name, slice_make("1 1 1\0 1", 8));
		refused(rtypes[i].name, slice_make("\0", 1));
		refused(rtypes[i].name, slice_of("\""));
		refused(rtypes[i].name, slice_of("\\"));
	}
}

Test(parse, takes_a_nul_in_quotes_as_an_octet)
{
	union field value[RTYPE_MAX_FIELDS];
	struct arena arena = {0};
	const char *why;

	cr_assert_eq(parse(&arena, "TXT", slice_make("\"a\0b\"", 5), value, &why), 0, "%s", why);
	cr_expect(slice_equal(value[0].text, slice_make("a\0b", 3)));
	arena_free(&arena);
}

Test(parse, limits_the_length)
{
	static const char *const types[] = {"A", "CNAME", "TXT", "SVCB", "LOC", "OPENPGPKEY",
	    "NAPTR"};
	struct buf text = {0};
	size_t i;

	buf_pad(&text, 'a', 70000);
	for (i = 0; i < 3; i++)
		refused(types[i], buf_view(&text));
	buf_pad(&text, ' ', 1);
	buf_pad(&text, '1', 400000);
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		refused(types[i], buf_view(&text));
	buf_clear(&text);
	buf_text(&text, "1 .");
	for (i = 0; i < 300; i++)
		buf_printf(&text, " key%zu=x", i + 10);
	refused("SVCB", buf_view(&text));
	buf_free(&text);
}
