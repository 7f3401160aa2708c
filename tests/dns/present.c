/* Values in presentation form, out and in, and what libldns thinks of them. */
#include "core/arena.h"
#include "core/buf.h"
#include "dns/rrset.h"
#include "present_fixture.h"

#include <criterion/criterion.h>
#include <ldns/ldns.h>
#include <stdlib.h>
#include <string.h>

/* What is said of a value and what it is printed as. */
struct sample {
	const char *type, *text, *normal; /* NULL: the text itself */
	bool standard;                    /* libldns knows the type */
};

static const struct sample samples[] = {
    {"A", "192.0.2.1", NULL, true},
    {"AAAA", "2001:DB8:0:0::1", "2001:db8::1", true},
    {"AAAA", "0:0:0:0:0:0:0:0", "::", true},
    {"AAAA", "::1.2.3.4", "::102:304", true},
    {"AAAA", "::ffff:192.0.2.1", "::ffff:c000:201", true},
    {"AAAA", "1:0:0:2:0:0:0:3", "1:0:0:2::3", true},
    {"AAAA", "1:0:0:2:3:0:0:4", "1::2:3:0:0:4", true},
    {"AAAA", "1:2:3:4:5:6:0:0", "1:2:3:4:5:6::", true},
    {"AAAA", "1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7", true},
    {"AAAA", "0fff:00ff:000f:1000:0100:0010:1:ffff", "fff:ff:f:1000:100:10:1:ffff", true},
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
    {"Route53Provider/ALIAS", "\"\" A \"\" true", "\"\" A \"\" true", false},
    {"Route53Provider/ALIAS", "WWW AAAA Z2FDTNDATAQYW2 false", "\"www\" AAAA Z2FDTNDATAQYW2 false",
	false},
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

		present_check(s->type, s->text, s->normal != NULL ? s->normal : s->text);
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
	value_presentation(&line, present_row("TXT"), &field);
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
		value_presentation(&out, present_row("TXT"), &field);
		cr_expect_eq(count(out.data, "\" \"") + 1, cases[i].strings, "case %zu", i);
		cr_assert_eq(present_parse(&arena, "TXT", buf_view(&out), again, &why), 0, "%s",
		    why);
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
	value_presentation(&out, present_row("TXT"), &field);
	for (i = 0; i < out.len; i++)
		cr_assert(out.data[i] >= ' ' && out.data[i] < 0x7f);
	cr_assert_eq(present_parse(&arena, "TXT", buf_view(&out), again, &why), 0, "%s", why);
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
			const struct rtype *type = present_row(types[j]);

			memset(value, 0, sizeof(value));
			for (k = 0; k < type->nfields; k++) {
				if (type->fields[k].kind != FIELD_U8 &&
				    type->fields[k].kind != FIELD_U16)
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
	value_presentation(&out, present_row("SVCB"), value);
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
	value_presentation(&out, present_row("LOC"), value);
	cr_expect_str_eq(out.data, "0 0 59.999 N 0 0 0.000 E 0.00m 0.00m 0.00m 0.00m");
	buf_free(&out);
}
