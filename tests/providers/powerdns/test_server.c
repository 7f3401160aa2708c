/* The provider with a real PowerDNS server. */
#include "harness.h"

#include "core/mem.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ZONE "example.com."

static const char *const before[] = {
    "example.com. NS 3600 ns1.example.net.|ns2.example.net.",
    "example.com. ALIAS 300 app.example.net.",
    "example.com. CAA 300 0 issue \"ca.example; a=b\"|128 iodef \"mailto:a@example.com\"",
    "example.com. LOC 300 51 30 12.748 N 0 7 39.611 W 10.00m 1.00m 10000.00m 10.00m",
    "example.com. MX 300 10 mail.example.com.|20 mail2.example.com.",
    "example.com. TXT 300 \"v=spf1 -all\"|\"a;b \\\"c\\\" \\\\ caf\\195\\169\"",
    "a.example.com. A 60 192.0.2.1|192.0.2.2|192.0.2.10",
    "a.example.com. AAAA 60 2001:db8::1",
    "*.wild.example.com. CNAME 300 a.example.com.",
    "child.example.com. NS 300 ns1.example.net.",
    "child.example.com. DS 300 60485 8 1 2bb183af5f22588179a53b0a98631fad1a292118",
    "_https.example.com. HTTPS 300 0 svc.example.net.",
    "svc.example.com. HTTPS 300 1 . alpn=h3,h2 port=8443 ipv4hint=192.0.2.1",
    "svc.example.com. SVCB 300 1 . mandatory=port,alpn alpn=h2 port=53 "
    "ipv6hint=2001:db8::1 key65280=foo",
    "n.example.com. NAPTR 300 100 10 \"U\" \"E2U+sip\" \"!^(.*)$!sip:\\\\1@example.com!\" .",
    "1.example.com. PTR 300 a.example.com.|b.example.com.",
    "_sip._udp.example.com. SRV 300 1 2 5060 sip.example.com.",
    "h.example.com. SSHFP 300 4 2 "
    "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
    "_443._tcp.example.com. TLSA 300 3 1 1 "
    "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
    "u.example.com. URI 300 10 1 \"https://example.com/;a\"",
    NULL,
};

static const char *const after[] = {
    "example.com. NS 3600 ns1.example.net.|ns3.example.net.",
    "example.com. ALIAS 300 app2.example.net.",
    "example.com. CAA 300 0 issue \";\"",
    "example.com. LOC 300 1 0 0.000 S 2 0 0.000 E -5.25m 10.00m 20.00m 30.00m",
    "example.com. MX 300 0 .",
    "example.com. TXT 300 \"\"",
    "a.example.com. CNAME 60 b.example.com.", /* was A and AAAA */
    "*.wild.example.com. A 300 192.0.2.1",    /* was CNAME */
    "child.example.com. NS 300 ns2.example.net.",
    "child.example.com. DS 300 60485 8 2 "
    "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
    "_https.example.com. HTTPS 60 0 svc.example.net.",
    "svc.example.com. HTTPS 300 1 . alpn=h2 no-default-alpn ech=AEP+DQA=",
    "svc.example.com. SVCB 300 2 x.example.com.",
    "n.example.com. NAPTR 300 100 20 \"S\" \"SIP+D2U\" \"\" _sip._udp.example.com.",
    "1.example.com. PTR 300 b.example.com.",
    "_sip._udp.example.com. SRV 300 0 0 0 .",
    "h.example.com. SSHFP 300 1 1 abcdef0123456789abcdef0123456789abcdef01",
    "_443._tcp.example.com. TLSA 300 3 0 1 "
    "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
    "u.example.com. URI 300 20 1 \"https://example.com/\"",
    NULL,
};

static const char *const nothing[] = {NULL};

static struct pdns pdns;
static struct bench bench;

static void
begin(void)
{
	pdns_begin(&pdns);
	cr_assert_eq(bench_open(&bench, pdns.port, NULL), 0);
}

static void
finish(void)
{
	bench_close(&bench);
	pdns_finish(&pdns);
}

TestSuite(powerdns_server, .init = begin, .fini = finish, .timeout = 120);

static void
make_and_check(const char *name, const char *const *lines, size_t changes)
{
	struct zone wanted;

	zone_of(&wanted, name, lines);
	cr_expect_eq(bench_make(&bench, &wanted), changes);
	cr_expect_eq(bench_make(&bench, &wanted), 0, "the second run has changes");
	cr_expect_eq(bench.diags.count, 0);
	zone_free(&wanted);
}

/* Send a change that the provider itself would not make. */
static void
patch_raw(const char *json)
{
	struct talk_fault fault = {0};
	enum talk_result result =
	    powerdns_send(bench.provider, "PATCH", "/zones/" ZONE, slice_of(json), &fault);

	cr_assert_eq(result, TALK_OK, "%s", fault.message.data);
	talk_fault_free(&fault);
}

Test(powerdns_server, creates_changes_and_deletes_every_type)
{
	make_and_check(ZONE, before, 20);
	cr_expect_eq(pdns_logged(&pdns, "\"POST ", 1), 1);
	cr_expect_eq(pdns_logged(&pdns, "\"PATCH ", 0), 0);
	make_and_check(ZONE, after, 22);
	cr_expect_eq(pdns_logged(&pdns, "\"PATCH ", 1), 1);
	make_and_check(ZONE, nothing, 19);
	cr_expect_eq(pdns_logged(&pdns, "\"PATCH ", 2), 2);
}

Test(powerdns_server, tests_every_type_that_it_claims)
{
	unsigned i, claimed = 0;

	for (i = 0; i < rtype_count; i++) {
		bool there = false;
		size_t line;

		if (!provider_supports_type(bench.provider, &rtypes[i]))
			continue;
		claimed++;
		for (line = 0; before[line] != NULL; line++) {
			char type[16];

			cr_assert_eq(sscanf(before[line], "%*s %15s", type), 1);
			there = there || strcmp(type, rtypes[i].name) == 0;
		}
		cr_expect(there, "%s", rtypes[i].name);
	}
	cr_expect_eq(claimed, 18);
}

Test(powerdns_server, reads_a_zone_that_is_not_there_as_empty)
{
	struct read_request request = {.zone = slice_of("missing.example.")};
	struct zone zone;

	cr_expect_eq(bench_read(&bench, &zone, "missing.example."), 0);
	cr_expect_not(zone.exists);
	cr_expect_eq(zone.count, 0);
	cr_expect_eq(bench.diags.count, 0);
	cr_expect_eq(bench.provider->class->read(bench.provider, &request, &zone, &bench.diags),
	    -1);
	cr_expect(bench_said(&bench, "has no zone missing.example."));
	zone_free(&zone);
}

static void
remember(void *ctx, struct slice zone)
{
	buf_slice(ctx, zone);
	buf_char(ctx, ' ');
}

Test(powerdns_server, lists_zones_and_encodes_their_names)
{
	static const char *const reverse[] = {"1.0/25.2.0.192.in-addr.arpa. PTR 300 a.example.com.",
	    NULL};
	struct buf seen = {0};

	make_and_check("0/25.2.0.192.in-addr.arpa.", reverse, 1);
	make_and_check(ZONE, before, 20);
	cr_expect_eq(bench.provider->class->list(bench.provider, remember, &seen, &bench.diags), 0);
	cr_expect_str_eq(seen.data, "0/25.2.0.192.in-addr.arpa. example.com. ");
	buf_free(&seen);
}

Test(powerdns_server, writes_a_thousand_changes_in_one_request)
{
	struct zone wanted;
	size_t i;

	make_and_check(ZONE, before, 20);
	zone_of(&wanted, ZONE, before);
	for (i = 0; i < 1000; i++) {
		struct rrset rrset = wanted.rrsets[6];

		rrset.name = slice_of(arena_printf(&wanted.arena, "x%zu." ZONE, i));
		cr_assert_eq(zone_add(&wanted, &rrset, false, NULL), 0);
	}
	cr_expect_eq(bench_make(&bench, &wanted), 1000);
	cr_expect_eq(pdns_logged(&pdns, "\"PATCH ", 1), 1);
	cr_expect_eq(bench_make(&bench, &wanted), 0);
	zone_free(&wanted);
}

Test(powerdns_server, cuts_what_is_larger_than_the_server_takes)
{
	struct zone wanted;
	struct buf text = {0};
	size_t i, count = 1500;

	zone_of(&wanted, ZONE, before);
	buf_pad(&text, 'x', 2000);
	for (i = 0; i < count; i++) {
		struct rrset rrset = wanted.rrsets[5];

		rrset.name = slice_of(arena_printf(&wanted.arena, "x%zu." ZONE, i));
		rrset.values = arena_alloc(&wanted.arena, sizeof(*rrset.values));
		rrset.values[0].text = arena_copy(&wanted.arena, buf_view(&text));
		rrset.nvalues = 1;
		cr_assert_eq(zone_add(&wanted, &rrset, false, NULL), 0);
	}
	cr_expect_eq(bench_make(&bench, &wanted), count + 20);
	cr_expect_eq(pdns_logged(&pdns, "\"POST ", 1), 1);
	cr_expect_eq(pdns_logged(&pdns, "\"PATCH ", 2), 2);
	cr_expect_eq(bench_make(&bench, &wanted), 0);
	buf_free(&text);
	zone_free(&wanted);
}

Test(powerdns_server, writes_nothing_when_one_record_is_refused)
{
	static const char *const bad[] = {"a.example.com. A 60 192.0.2.1",
	    "a.example.com. CNAME 60 b.example.com.", NULL};
	struct zone wanted, live;
	struct diff diff;

	make_and_check(ZONE, after + 1, 18);
	zone_of(&wanted, ZONE, bad);
	cr_assert_eq(bench_read(&bench, &live, ZONE), 0);
	diff_make(&diff, &live, &wanted);
	cr_expect_eq(bench_apply(&bench, ZONE, true, &diff), -1);
	cr_expect(diff_is(&diff, APPLY_FAILED));
	cr_expect_eq(bench.diags.count, 1);
	cr_expect(bench_said(&bench, "provider pdns: "));
	cr_expect(bench_said(&bench, "Conflicts with pre-existing RRset"));
	zone_free(&live);
	cr_assert_eq(bench_read(&bench, &live, ZONE), 0);
	cr_expect_eq(live.count, 18);
	diff_free(&diff);
	zone_free(&live);
	zone_free(&wanted);
}

Test(powerdns_server, leaves_disabled_and_foreign_records_alone_with_a_warning)
{
	struct zone live;

	make_and_check(ZONE, before, 20);
	patch_raw("{\"rrsets\":["
		  "{\"name\":\"RP.example.com.\",\"type\":\"RP\",\"ttl\":60,\"changetype\":"
		  "\"REPLACE\",\"records\":[{\"content\":\"a.example.com. b.example.com.\"}]},"
		  "{\"name\":\"rp2.example.com.\",\"type\":\"RP\",\"ttl\":60,\"changetype\":"
		  "\"REPLACE\",\"records\":[{\"content\":\"a.example.com. b.example.com.\"}]},"
		  "{\"name\":\"old.example.com.\",\"type\":\"SPF\",\"ttl\":60,\"changetype\":"
		  "\"REPLACE\",\"records\":[{\"content\":\"\\\"v=spf1\\\"\"}]},"
		  "{\"name\":\"off.example.com.\",\"type\":\"A\",\"ttl\":60,\"changetype\":"
		  "\"REPLACE\",\"records\":[{\"content\":\"192.0.2.9\",\"disabled\":true}]},"
		  "{\"name\":\"Half.Example.com.\",\"type\":\"A\",\"ttl\":60,\"changetype\":"
		  "\"REPLACE\",\"records\":[{\"content\":\"192.0.2.9\",\"disabled\":true},"
		  "{\"content\":\"192.0.2.8\",\"disabled\":false}]}]}");
	cr_expect_eq(bench_read(&bench, &live, ZONE), 0);
	cr_expect_eq(live.count, 21);
	cr_expect_not_null(
	    zone_find(&live, slice_of("half.example.com."), rtype_find(slice_of("A"))));
	cr_expect_eq(bench.diags.errors, 0);
	cr_expect_eq(bench.diags.warnings, 4);
	cr_expect(bench_said(&bench, "2 RP records are left alone"));
	cr_expect(bench_said(&bench, "1 SPF record is left alone"));
	cr_expect(bench_said(&bench, "1 disabled value is"));
	zone_free(&live);
}

Test(powerdns_server, takes_over_a_zone_that_someone_made_meanwhile)
{
	struct zone wanted, live;
	struct diff diff;

	make_and_check(ZONE, before, 20);
	zone_of(&wanted, ZONE, after + 15);
	zone_init(&live, slice_of(ZONE));
	diff_make(&diff, &live, &wanted);
	cr_expect_eq(bench_apply(&bench, ZONE, false, &diff), 0);
	cr_expect(diff_is(&diff, APPLY_DONE));
	diff_free(&diff);
	zone_free(&live);
	zone_free(&wanted);
}

Test(powerdns_server, does_not_make_a_zone_anew_that_has_vanished)
{
	struct zone had, wanted;
	struct diff diff;

	zone_of(&had, ZONE, before);
	zone_of(&wanted, ZONE, after);
	diff_make(&diff, &had, &wanted);
	cr_expect_eq(bench_apply(&bench, ZONE, true, &diff), -1);
	cr_expect(diff_is(&diff, APPLY_FAILED));
	cr_expect(bench_said(&bench, "deleted there after it was read"));
	diff_free(&diff);
	zone_free(&had);
	zone_init(&had, slice_of(ZONE));
	bench_forget(&bench);
	diff_make(&diff, &had, &wanted);
	cr_expect_eq(bench_apply(&bench, ZONE, true, &diff), 0, "creations alone make it");
	cr_expect(diff_is(&diff, APPLY_DONE));
	diff_free(&diff);
	zone_free(&had);
	zone_free(&wanted);
}

Test(powerdns_server, says_that_the_key_is_wrong)
{
	struct bench other;
	struct zone zone;

	cr_assert_eq(bench_open(&other, pdns.port, "api_key", "a-wrong-key", NULL), 0);
	cr_expect_eq(bench_read(&other, &zone, ZONE), -1);
	cr_expect_eq(other.diags.count, 1);
	cr_expect(bench_said(&other, "the API key is not accepted by 127.0.0.1:"));
	cr_expect(bench_said(&other, "check api_key of provider pdns"));
	cr_expect_not(bench_said(&other, "a-wrong-key"));
	zone_free(&zone);
	bench_close(&other);
}

Test(powerdns_server, says_that_the_server_id_is_wrong)
{
	struct bench other;
	struct zone zone;
	struct buf seen = {0};

	cr_assert_eq(bench_open(&other, pdns.port, "server_id", "elsewhere", NULL), 0);
	cr_expect_eq(bench_read(&other, &zone, ZONE), -1);
	cr_expect_eq(other.diags.count, 1);
	cr_expect(bench_said(&other, "has no server \"elsewhere\""));
	bench_forget(&other);
	cr_expect_eq(other.provider->class->list(other.provider, remember, &seen, &other.diags),
	    -1);
	cr_expect(bench_said(&other, "check server_id of provider pdns"));
	zone_free(&zone);
	bench_close(&other);
}

Test(powerdns_server, fails_all_changes_when_the_server_is_gone)
{
	struct zone wanted, live;
	struct diff diff;
	int tries = 0;

	make_and_check(ZONE, before, 20);
	zone_of(&wanted, ZONE, after);
	cr_assert_eq(bench_read(&bench, &live, ZONE), 0);
	diff_make(&diff, &live, &wanted);
	(void)kill(pdns.server, SIGKILL);
	while (kill(pdns.server, 0) == 0 && tries++ < 20)
		(void)usleep(50000);
	cr_expect_eq(bench_apply(&bench, ZONE, true, &diff), -1);
	cr_expect(diff_is(&diff, APPLY_FAILED));
	cr_expect_eq(bench.diags.count, 1);
	cr_expect(bench_said(&bench, "connection refused"));
	cr_expect(bench_said(&bench, "check host and port of provider pdns"));
	diff_free(&diff);
	zone_free(&live);
	zone_free(&wanted);
}

Test(powerdns_server, notifies_secondaries_when_told_to)
{
	struct bench other;
	struct zone wanted;

	zone_of(&wanted, ZONE, before);
	cr_expect_eq(bench_make(&bench, &wanted), 20);
	cr_expect_eq(pdns_logged(&pdns, "/notify HTTP/1.1\" 200", 0), 0);
	zone_free(&wanted);
	zone_of(&wanted, ZONE, after);
	cr_assert_eq(bench_open(&other, pdns.port, "notify", "true", NULL), 0);
	cr_expect_eq(bench_make(&other, &wanted), 22);
	cr_expect_eq(other.diags.count, 0);
	cr_expect_eq(pdns_logged(&pdns, "/notify HTTP/1.1\" 200", 1), 1);
	bench_close(&other);
	zone_free(&wanted);
}
