/* TinyDnsFileSource: what it makes of the lines of data files. */
#include "../../provider/fixture.h"
#include "provider/registry.h"

#define CLASS "live: {class: octodns.source.tinydns.TinyDnsFileSource, directory: data"

static struct bench bench;
static struct zone zone;
static struct buf text;

static void
begin(const char *more)
{
	struct buf config = {0};

	buf_printf(&config, "%s%s}", CLASS, more);
	bench_config(&bench, config.data);
	buf_free(&config);
}

static void
end(void)
{
	buf_free(&text);
	zone_free(&zone);
	bench_end(&bench);
}

static int
read_zone(const char *name)
{
	struct read_request request = {.zone = slice_of(name)};

	if (bench.provider == NULL) {
		bench_read_config(&bench);
		cr_assert_eq(provider_open(&bench.provider, bench.config, &bench.context,
				 &bench.files.diags),
		    0);
	}
	request.rules = bench.files.config->rules;
	zone_free(&zone);
	zone_init(&zone, request.zone);
	return bench.provider->class->read(bench.provider, &request, &zone, &bench.files.diags);
}

static void
must_have(const char *name, const char *want)
{
	cr_assert_eq(read_zone(name), 0, "%s",
	    bench.files.diags.count > 0 ? bench.files.diags.items[0].message : "");
	buf_clear(&text);
	bench_print_zone(&text, &zone);
	cr_expect_str_eq(text.data, want);
}

static void
must_read(const char *data, const char *want)
{
	begin("");
	files_write(&bench.files, "data/data", data);
	must_have("unit.tests.", want);
	cr_expect_eq(bench.files.diags.count, 0);
}

Test(tinydns, reads_addresses, .fini = end)
{
	must_read("+a.unit.tests:192.0.2.1:300\n"
		  "+a.unit.tests:192.0.2.2\n"
		  "=b.Unit.TESTS.:192.0.2.3::400000:lo\n"
		  "+hidden.unit.tests:0.0.0.0\n"
		  "3c.unit.tests:20010db8000000000000000000000001:60\n"
		  "6d.unit.tests:20010DB8000000000000000000000002\n"
		  "+a.other.tests:192.0.2.9\n"
		  "+aunit.tests:192.0.2.9\n",
	    "a.unit.tests. 300 A 192.0.2.1 192.0.2.2\n"
	    "b.unit.tests. 3600 A 192.0.2.3\n"
	    "c.unit.tests. 60 AAAA 2001:db8::1\n"
	    "d.unit.tests. 3600 AAAA 2001:db8::2\n");
}

Test(tinydns, reads_servers_and_their_addresses, .fini = end)
{
	must_read(".unit.tests:192.0.2.1:a:300\n"
		  "&unit.tests::b.ns.example.net:300\n"
		  "&sub.unit.tests:192.0.2.3:ns.sub.unit.tests\n"
		  "@unit.tests:192.0.2.4:mail:5:600\n"
		  "@unit.tests::mx.example.net.::\n"
		  "S_sip._udp.unit.tests:192.0.2.5:sip:5060:10:20:900\n"
		  "S_xmpp._tcp.unit.tests::im.example.net:5222\n",
	    "unit.tests. 600 MX '0 mx.example.net.' '5 mail.mx.unit.tests.'\n"
	    "unit.tests. 300 NS a.ns.unit.tests. b.ns.example.net.\n"
	    "_sip._udp.unit.tests. 900 SRV '10 20 5060 sip.srv.unit.tests.'\n"
	    "_xmpp._tcp.unit.tests. 3600 SRV '0 0 5222 im.example.net.'\n"
	    "a.ns.unit.tests. 300 A 192.0.2.1\n"
	    "mail.mx.unit.tests. 600 A 192.0.2.4\n"
	    "ns.sub.unit.tests. 3600 A 192.0.2.3\n"
	    "sip.srv.unit.tests. 900 A 192.0.2.5\n"
	    "sub.unit.tests. 3600 NS ns.sub.unit.tests.\n");
}

Test(tinydns, reads_texts_and_their_escapes, .fini = end)
{
	must_read("'a.unit.tests:v=spf1 ip4\\072192.0.2.1 -all:60\n"
		  "'b.unit.tests:one ; two\\\\x \\x41\\043\\t.\n"
		  "'b.unit.tests: blanks around \n"
		  "Cwww.unit.tests:unit.tests:120\n"
		  ":e.unit.tests:txt:two words:30\n"
		  ":f.unit.tests:CAA:0 issue \"ca.example\"\n"
		  ":_g._tcp.unit.tests:uri:10 1 \"https\\072//unit.tests/\"\n",
	    "_g._tcp.unit.tests. 3600 URI '10 1 \"https://unit.tests/\"'\n"
	    "a.unit.tests. 60 TXT v=spf1 ip4:192.0.2.1 -all\n"
	    "b.unit.tests. 3600 TXT blanks around one \\; two\\x A#\t.\n"
	    "e.unit.tests. 30 TXT two words\n"
	    "f.unit.tests. 3600 CAA 0 issue \"ca.example\"\n"
	    "www.unit.tests. 120 CNAME unit.tests.\n");
}

Test(tinydns, makes_pointers_of_addresses, .fini = end)
{
	static const char data[] = "=a.unit.tests:192.0.2.1:60\n"
				   "^b.unit.tests:192.0.2.2\n"
				   "^3.2.0.192.in-addr.arpa:c.unit.tests.\n"
				   "6d.unit.tests:20010db8000000000000000000000004\n"
				   "+e.unit.tests:192.0.2.5\n"
				   "=f.unit.tests:198.51.100.6\n"
				   "=broken.unit.tests:999\n";

	begin("");
	files_write(&bench.files, "data/data", data);
	must_have("2.0.192.in-addr.arpa.",
	    "1.2.0.192.in-addr.arpa. 60 PTR a.unit.tests.\n"
	    "2.2.0.192.in-addr.arpa. 3600 PTR b.unit.tests.\n"
	    "3.2.0.192.in-addr.arpa. 3600 PTR c.unit.tests.\n");
	must_have("8.b.d.0.1.0.0.2.ip6.arpa.",
	    "4.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 PTR "
	    "d.unit.tests.\n");
}

Test(tinydns, reads_every_file_of_the_folder, .fini = end)
{
	begin(", default_ttl: 77");
	files_write(&bench.files, "data/b", "+b.unit.tests:192.0.2.2");
	files_write(&bench.files, "data/a",
	    "# a comment\n\n-x.unit.tests:192.0.2.9\n%lo:10\n"
	    "Zunit.tests:a:b\n+a.unit.tests:192.0.2.1 # why\n");
	files_write(&bench.files, "data/.hidden", "+c.unit.tests:192.0.2.3\n");
	files_write(&bench.files, "data/sub/d", "+d.unit.tests:192.0.2.4\n");
	must_have("unit.tests.", "a.unit.tests. 77 A 192.0.2.1\nb.unit.tests. 77 A 192.0.2.2\n");
	must_have("other.tests.", "");
	cr_expect_eq(bench.files.diags.count, 0);
}

static void
must_refuse(const char *line, const char *message)
{
	struct buf data = {0};

	begin("");
	buf_printf(&data, "+ok.unit.tests:192.0.2.1\n%s\n", line);
	files_write(&bench.files, "data/data", data.data);
	cr_expect_eq(read_zone("unit.tests."), -1, "%s", line);
	cr_expect_eq(zone.count, 1, "%s: %zu", line, zone.count);
	cr_assert_eq(bench.files.diags.errors, 1, "%s: %zu", line, bench.files.diags.errors);
	cr_expect_eq(diags_have(&bench.files.diags, message), 1, "%s: %s", line,
	    bench.files.diags.items[0].message);
	cr_expect_str_eq(bench.files.diags.items[0].at.file, "data/data");
	cr_expect_eq(bench.files.diags.items[0].at.line, 2);
	buf_free(&data);
	end();
	memset(&bench, 0, sizeof(bench));
}

Test(tinydns, refuses_what_it_cannot_read_by_its_line)
{
	must_refuse("+a.unit.tests:192.0.2", "is not an IPv4 address");
	must_refuse("+a.unit.tests", "has too few fields");
	must_refuse("+a.unit.tests:", "has an empty field");
	must_refuse("+a.unit.tests:192.0.2.1:x", "TTL");
	must_refuse("+a.unit.tests:192.0.2.1:99999999999999999999", "TTL");
	must_refuse("3a.unit.tests:20010db8", "is not an IPv6 address");
	must_refuse("@unit.tests::mail:x", "not a number up to 65535");
	must_refuse("@unit.tests::", "empty name");
	must_refuse("S_a._tcp.unit.tests::x", "has too few fields");
	must_refuse("S_a._tcp.unit.tests::x:", "has no port");
	must_refuse("S_a._tcp.unit.tests::x:70000", "not a number up to 65535");
	must_refuse("Ca.unit.tests:a b", "blank");
	must_refuse("'a.unit.tests:\\u00e9", "write its octets in octal");
	must_refuse("'a.unit.tests:\\777", "above \\377");
	must_refuse(":a.unit.tests:A:300.1.1.1", "is not an IPv4 address");
	must_refuse("+\\000\xff.unit.tests:192.0.2.1", "");
}

Test(tinydns, tells_of_lines_that_it_leaves_out, .fini = end)
{
	begin("");
	files_write(&bench.files, "data/data",
	    "+ok.unit.tests:192.0.2.1\nXa.unit.tests:1\nXa.other.tests:1\n"
	    ":a.unit.tests:33:\\000\n'b.unit.tests:a#b\n");
	must_have("unit.tests.", "b.unit.tests. 3600 TXT a\nok.unit.tests. 3600 A 192.0.2.1\n");
	cr_expect_eq(bench.files.diags.count, 3);
	cr_expect_eq(diags_have(&bench.files.diags, "begin with this character"), 1);
	cr_expect_eq(diags_have(&bench.files.diags, "write \\043"), 1);
	cr_expect_eq(diags_have(&bench.files.diags, "1 33 record is left alone"), 1);
}

Test(tinydns, runs_the_validators, .fini = end)
{
	begin("");
	files_write(&bench.files, "data/data", "\n'a.unit.tests:caf\\303\\251\n");
	cr_assert_eq(read_zone("unit.tests."), -1);
	cr_expect_str_eq(bench.files.diags.items[0].rule, "chunked-value-rfc");
	cr_expect_str_eq(bench.files.diags.items[0].at.file, "data/data");
	cr_expect_eq(bench.files.diags.items[0].at.line, 2);
}

Test(tinydns, does_not_go_on_without_its_folder, .fini = end)
{
	begin("");
	cr_assert_eq(read_zone("unit.tests."), -1);
	cr_expect_eq(diags_have(&bench.files.diags, "directory is not there"), 1);
}

Test(tinydns, refuses_a_file_with_zero_bytes, .fini = end)
{
	begin("");
	files_write(&bench.files, "data/data", "+a.unit.tests:192.0.2.1\n");
	{
		char path[256];
		FILE *file;

		(void)snprintf(path, sizeof(path), "%s/data/data", bench.files.dir);
		file = fopen(path, "a");
		cr_assert_not_null(file);
		(void)fputc(0, file);
		(void)fclose(file);
	}
	cr_assert_eq(read_zone("unit.tests."), -1);
	cr_expect_eq(diags_have(&bench.files.diags, "zero byte"), 1);
}

Test(tinydns, any_zone_may_have_lines_in_a_file, .fini = end)
{
	static const struct {
		const char *path;
		int want;
	} cases[] = {{"data/any", 2}, {"data/.any", 0}, {"data/sub/any", 0}, {"dataany", 0},
	    {"data", 0}, {"data/", 0}, {"other/any", 0}};
	struct slice name;
	size_t i;

	begin("");
	files_write(&bench.files, "data/data", "+a.unit.tests:192.0.2.1\n");
	must_have("unit.tests.", "a.unit.tests. 3600 A 192.0.2.1\n");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		cr_expect_eq(bench.provider->class->zone_of_file(bench.provider,
				 slice_of(cases[i].path), &zone.arena, &name),
		    cases[i].want, "%s", cases[i].path);
	}
}
