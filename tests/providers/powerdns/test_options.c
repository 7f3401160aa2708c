/* The provider's settings. */
#include "harness.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct powerdns *
opened(struct bench *bench)
{
	return bench->provider->state;
}

Test(powerdns_options, have_the_defaults_of_octodns)
{
	struct bench bench;

	cr_assert_eq(bench_open(&bench, 8081, NULL), 0);
	cr_expect_str_eq(opened(&bench)->kind, "master");
	cr_expect_str_eq(opened(&bench)->soa_edit_api, "default");
	cr_expect_str_eq(opened(&bench)->server_id, "localhost");
	cr_expect_not(opened(&bench)->notify);
	cr_expect_eq(bench.diags.count, 0);
	bench_close(&bench);
}

Test(powerdns_options, take_what_octodns_takes)
{
	struct bench bench;

	cr_assert_eq(bench_open(&bench, 8081, "scheme", "https", "ssl_verify", "true", "timeout",
			 "2.5", "soa_edit_api", "INCREASE", "mode_of_operation", "Native", "notify",
			 "true", "server_id", "ns1", "enable_dynamic", "false", "apply_disabled",
			 "true", NULL),
	    0);
	cr_expect_str_eq(opened(&bench)->kind, "native");
	cr_expect_str_eq(opened(&bench)->soa_edit_api, "increase");
	cr_expect_str_eq(opened(&bench)->server_id, "ns1");
	cr_expect(opened(&bench)->notify);
	bench_close(&bench);
}

Test(powerdns_options, are_refused_by_name)
{
	static const char *const wrong[][2] = {{"host", ""}, {"host", "a/b"}, {"host", "u@h"},
	    {"host", "h?x"}, {"host", "h\n"}, {"port", "0"}, {"port", "65536"}, {"port", "x"},
	    {"scheme", "ftp"}, {"timeout", "0"}, {"timeout", "-1"}, {"timeout", "1e9"},
	    {"timeout", "nan"}, {"soa_edit_api", "x"}, {"mode_of_operation", "x"},
	    {"server_id", "a/b"}, {"server_id", ""}, {"enable_dynamic", "true"},
	    {"nameserver_values", "x"}, {"nameserver_ttl", "5"}, {"api_key", ""},
	    {"api_key", "a-key-with\na-break"}, {"notify", "x"}, {"unknown", "x"}};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct bench bench;

		cr_expect_eq(bench_open(&bench, 8081, wrong[i][0], wrong[i][1], NULL), -1, "%s: %s",
		    wrong[i][0], wrong[i][1]);
		cr_expect_eq(bench.diags.errors, 1, "%s: %s", wrong[i][0], wrong[i][1]);
		cr_expect(bench_said(&bench, wrong[i][0]), "%s: %s", wrong[i][0], wrong[i][1]);
		cr_expect_not(bench_said(&bench, "a-key-with"));
		bench_close(&bench);
	}
}

Test(powerdns_options, a_key_in_clear_over_the_network_is_warned_of)
{
	static const struct {
		const char *host, *scheme, *verify;
		bool warned;
	} cases[] = {{"127.0.0.1", "http", "true", false}, {"localhost", "http", "true", false},
	    {"::1", "http", "true", false}, {"[::1]", "http", "true", false},
	    {"192.0.2.1", "http", "true", true}, {"2001:db8::1", "http", "true", true},
	    {"dns.example", "http", "true", true}, {"dns.example", "https", "true", false},
	    {"dns.example", "https", "false", true}};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bench bench;

		cr_expect_eq(bench_open(&bench, 8081, "host", cases[i].host, "scheme",
				 cases[i].scheme, "ssl_verify", cases[i].verify, NULL),
		    0, "%s", cases[i].host);
		cr_expect_eq(bench.diags.errors, 0, "%s", cases[i].host);
		cr_expect_eq(bench.diags.warnings, cases[i].warned, "%s", cases[i].host);
		bench_close(&bench);
	}
}

Test(powerdns_options, a_ca_file_that_is_not_there_is_an_error)
{
	struct bench bench;

	cr_expect_eq(bench_open(&bench, 8081, "host", "dns.example", "scheme", "https",
			 "ssl_verify", "/nonexistent/ca.pem", NULL),
	    -1);
	cr_expect(bench_said(&bench, "/nonexistent/ca.pem"));
	bench_close(&bench);
}

Test(powerdns_options, zone_names_are_encoded_as_powerdns_does)
{
	static const char *const cases[][2] = {{"example.com.", "/zones/example.com."},
	    {"0/25.2.0.192.in-addr.arpa.", "/zones/0=2F25.2.0.192.in-addr.arpa."},
	    {"_tcp.example.com.", "/zones/=5Ftcp.example.com."}, {".", "/zones/=2E"},
	    {"a=b.", "/zones/a=3Db."}};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf path = {0};

		powerdns_zone_path(&path, slice_of(cases[i][0]), "");
		cr_expect_str_eq(path.data, cases[i][1]);
		buf_free(&path);
	}
}
