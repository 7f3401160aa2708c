/* Records of a zone file: what they are read as, and what is said of those that are none. */
#include "rules_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

struct decoded {
	struct arena arena;
	struct diags diags;
	struct decode decode;
	struct rrset rrset;
	int rc;
};

/* Read "{key: record}" with no validators unless there are rules. */
static void
decode(struct decoded *d, const char *text)
{
	const struct node *map = flow_node(&d->arena, text, NULL);

	d->decode.zone = slice_of("unit.tests.");
	d->decode.arena = &d->arena;
	d->decode.diags = &d->diags;
	if (d->decode.default_ttl == 0)
		d->decode.default_ttl = 3600;
	d->rc =
	    rrset_decode(&d->decode, map->u.map.pairs[0].key, map->u.map.pairs[0].value, &d->rrset);
}

static void
end(struct decoded *d)
{
	arena_free(&d->arena);
	diags_free(&d->diags);
	memset(d, 0, sizeof(*d));
}

static const struct {
	const char *text, *printed;
} records[] = {
    {"{WWW: {type: A, value: 1.1.1.1}}", "<ARecord A 3600, www.unit.tests., ['1.1.1.1']>"},
    {"{'': {type: NS, values: [B.tests., a.tests.]}}",
	"<NsRecord NS 3600, unit.tests., ['a.tests.', 'b.tests.']>"},
    {"{ü: {type: CNAME, ttl: 60, value: ö.tests.}}",
	"<CnameRecord CNAME 60, ü.unit.tests., xn--nda.tests.>"},
    {"{a: {type: A, ttl: '60', values: 1.1.1.1}}", "<ARecord A 60, a.unit.tests., ['1.1.1.1']>"},
    {"{a: {type: A, value: [2.2.2.2, 1.1.1.1]}}",
	"<ARecord A 3600, a.unit.tests., ['1.1.1.1', '2.2.2.2']>"},
    {"{a: {type: A, value: 2.2.2.2, values: [1.1.1.1]}}",
	"<ARecord A 3600, a.unit.tests., ['1.1.1.1']>"},
    {"{a: {type: MX, value: {preference: 1, exchange: x.}}}",
	"<MxRecord MX 3600, a.unit.tests., [''1 x.'']>"},
    {"{a: {type: A, ttl: 0, value: 1.1.1.1, unknown: [x]}}",
	"<ARecord A 0, a.unit.tests., ['1.1.1.1']>"},
    {"{a: {type: A}}", "<ARecord A 3600, a.unit.tests., ['']>"},
    {"{a: {type: A, value: 1.1.1.1, octodns: {cloudflare: {proxied: true}}}}",
	"<ARecord A 3600, a.unit.tests., ['1.1.1.1'], {'cloudflare': {'proxied': True}}>"},
    {"{a: {type: A, value: 1.1.1.1, octodns: {}}}", "<ARecord A 3600, a.unit.tests., ['1.1.1.1']>"},
    {"{a: {type: A, value: 1.1.1.1, geo: {NA-US: [2.2.2.2]}}}",
	"<ARecord A 3600, a.unit.tests., ['1.1.1.1'], {'NA-US': 'Geo NA US None ['2.2.2.2']'}>"},
    {"{a: {type: TXT, value: x, geo: {NA: [1.1.1.1]}, dynamic: 5}}",
	"<TxtRecord TXT 3600, a.unit.tests., ['x']>"},
};

Test(decode, reads_what_octodns_reads)
{
	struct decoded d = {0};
	struct buf out = {0};
	size_t i;

	for (i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		decode(&d, records[i].text);
		cr_assert_eq(d.rc, 0, "%s: %s", records[i].text,
		    d.diags.count > 0 ? d.diags.items[0].message : "");
		rrset_octodns(&out, &d.rrset);
		cr_expect_str_eq(out.data, records[i].printed, "%s", out.data);
		cr_expect_str_eq(d.rrset.file, "test.yaml");
		cr_expect_eq(d.rrset.line, 1);
		buf_free(&out);
		end(&d);
	}
}

static const struct {
	const char *rule, *text, *message;
	unsigned column;
} faults[] = {
    {"record-mapping", "{a: 5}", "a record must be a mapping, not a number", 5},
    {"record-mapping", "{a: null}", "a record must be a mapping, not nothing", 5},
    {"record-type", "{a: {value: x}}", "the record has no type", 5},
    {"record-type", "{a: {type: SOA}}", "unknown record type \"SOA\"", 12},
    {"record-type", "{a: {type: cname}}", "unknown record type \"cname\"", 12},
    {"record-type", "{a: {type: [A]}}", "unknown record type", 12},
    {"record-type", "{a: {type: ''}}", "unknown record type", 12},
    {"record-octodns", "{a: {type: A, octodns: 5}}", "octodns must be a mapping, not a number", 24},
    {"record-ttl", "{a: {type: A, ttl: x, value: 1.1.1.1}}", "the TTL is not a whole number", 20},
    {"record-ttl", "{a: {type: A, ttl: 4294967296, value: 1.1.1.1}}", "is larger than any TTL", 20},
    {"record-value", "{a: {type: CNAME}}", "the record has no value", 5},
    {"record-value", "{a: {type: CNAME, values: [x.]}}", "the record has no value", 5},
    {"record-value", "{a: {type: CNAME, value: [x.]}}", "the value is not text", 26},
    {"record-value", "{a: {type: A, value: x}}", "the value is not an IPv4 address", 22},
    {"record-value", "{a: {type: A, value: 1.1.1.1, geo: 5}}", "geo", 36},
    {"record-value", "{a: {type: A, value: 1.1.1.1, dynamic: 5}}", "dynamic", 40},
    {"name-idna", "{☃: {type: A, value: 1.1.1.1}}", "cannot be encoded", 2},
    {"name-idna", "{xn--n3h: {type: A, value: 1.1.1.1}}", "is no IDNA label", 2},
    {"name-blank", "{'a b': {type: A, value: 1.1.1.1}}", "has white space in it", 2},
};

Test(decode, says_what_is_wrong_and_where)
{
	struct decoded d = {0};
	size_t i;

	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		const struct diag *diag;

		decode(&d, faults[i].text);
		cr_expect_neq(d.rc, 0, "%s", faults[i].text);
		cr_assert_eq(d.diags.count, 1, "%s", faults[i].text);
		diag = &d.diags.items[0];
		cr_expect_eq(diag->severity, SEVERITY_ERROR);
		cr_expect_str_eq(diag->rule, faults[i].rule, "%s", faults[i].text);
		cr_expect_not_null(strstr(diag->message, faults[i].message), "%s: %s",
		    faults[i].text, diag->message);
		cr_expect_eq(diag->at.column, faults[i].column, "%s: column %u", faults[i].text,
		    diag->at.column);
		cr_expect(slice_is(diag->subject.zone, "unit.tests."));
		cr_expect(slice_ends(diag->subject.record, slice_of(".unit.tests.")));
		end(&d);
	}
}

Test(decode, is_lenient_where_a_record_can_be_built_nevertheless)
{
	static const char *const texts[] = {
	    "{☃: {type: A, value: 1.1.1.1, octodns: {lenient: true}}}",
	    "{'a b': {type: A, value: 1.1.1.1, octodns: {lenient: true}}}",
	};
	struct decoded d = {0};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		decode(&d, texts[i]);
		cr_expect_eq(d.rc, 0, "%s", texts[i]);
		cr_expect_eq(d.diags.warnings, 1);
		cr_expect_eq(d.diags.errors, 0);
		cr_expect_eq(d.rrset.flags & RRSET_LENIENT, RRSET_LENIENT);
		end(&d);
	}
	decode(&d, "{a: {type: A, value: x, octodns: {lenient: true}}}");
	cr_expect_eq(d.rc, -1);
	cr_expect_eq(d.diags.errors, 1);
	end(&d);
}

Test(decode, keeps_a_faulty_record_for_the_rules_of_the_zone)
{
	struct decoded d = {0};

	d.decode.rules = only_rule(&d.arena, "CNAME", "target-value-rfc");
	decode(&d, "{a: {type: CNAME, value: b}}");
	cr_expect_eq(d.rc, RRSET_FAULTY);
	cr_expect_eq(d.diags.errors, 1);
	cr_expect(slice_is(d.rrset.values[0].text, "b"));
	end(&d);
	/* One that cannot be built is lost, and is said once. */
	d.decode.rules = only_rule(&d.arena, "A", "ip-value-rfc");
	decode(&d, "{a: {type: A, value: b}}");
	cr_expect_eq(d.rc, -1);
	cr_expect_eq(d.diags.errors, 1);
	end(&d);
}

Test(decode, says_all_values_that_are_wrong)
{
	struct decoded d = {0};

	decode(&d, "{a: {type: A, ttl: x, values: [x, 1.1.1.1, {}, 1.2.3]}}");
	cr_expect_eq(d.rc, -1);
	cr_expect_eq(d.diags.errors, 4);
	end(&d);
}

Test(decode, marks_what_is_no_part_of_a_plan)
{
	struct decoded d = {0};

	decode(&d, "{a: {type: A, value: 1.1.1.1, octodns: {ignored: true}}}");
	cr_expect_eq(d.rrset.flags, RRSET_IGNORED);
	cr_expect_not_null(d.rrset.extra->octodns);
	end(&d);
	decode(&d, "{a: {type: A, value: 1.1.1.1, octodns: {ignored: false, lenient: 0}}}");
	cr_expect_eq(d.rrset.flags, 0);
	end(&d);
}

Test(decode, takes_no_negative_ttl_for_a_large_one)
{
	struct decoded d = {0};

	decode(&d, "{a: {type: A, ttl: -1, value: 1.1.1.1}}");
	cr_expect_eq(d.rrset.ttl, 0);
	end(&d);
	d.decode.default_ttl = -5;
	decode(&d, "{a: {type: A, value: 1.1.1.1}}");
	cr_expect_eq(d.rrset.ttl, 0);
	end(&d);
	decode(&d, "{a: {type: A, ttl: 4294967295, value: 1.1.1.1}}");
	cr_expect_eq(d.rrset.ttl, 4294967295U);
	end(&d);
}

Test(decode, escapes_the_semicolons_of_a_source_without_escapes)
{
	struct decoded d = {.decode = {.plain_semicolons = true}};

	decode(&d, "{a: {type: TXT, values: ['a;b', 'c\\;d', e]}}");
	cr_assert_eq(d.rc, 0);
	cr_expect(slice_is(d.rrset.values[0].text, "a\\;b"));
	cr_expect(slice_is(d.rrset.values[1].text, "c\\\\;d"));
	cr_expect(slice_is(d.rrset.values[2].text, "e"));
	end(&d);
	d.decode.plain_semicolons = true;
	decode(&d, "{a: {type: CAA, value: {tag: issue, value: 'a;b'}}}");
	cr_assert_eq(d.rc, 0);
	cr_expect(slice_is(d.rrset.values[2].text, "a;b"));
	end(&d);
}
