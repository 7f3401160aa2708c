/* Zones as text, YAML, JSON and master files. */
#include "../plan/fixture.h"
#include "report/report.h"

static void
expect(const char *yaml, const char *format, const char *want)
{
	struct buf got = {0};
	struct zone zone;

	read_zone(&zone, ZONE, yaml);
	zone_sort(&zone);
	zone_format_find(format)->print(&got, &zone);
	cr_assert_str_eq(got.data, want);
	buf_free(&got);
	zone_free(&zone);
}

static const char example[] =
    "{'': [{type: ALIAS, value: x.tests.}, {type: MX, value: {preference: 10, exchange: mx.}}],"
    " long-name: {type: TXT, ttl: 60, values: ['a b', \"\\e\"]},"
    " '10': {type: A, value: 1.1.1.1}, '9': {type: A, value: 1.1.1.1, octodns: {lenient: true}}}";

Test(zone_text, is_in_columns)
{
	expect(example, "text",
	    "NAME              TTL  TYPE        VALUE\n"
	    "@                3600  ALIAS       x.tests.\n"
	    "@                3600  MX          10 mx.\n"
	    "10               3600  A           1.1.1.1\n"
	    "9                3600  A           1.1.1.1\n"
	    "long-name          60  TXT         \"\\027\"\n"
	    "long-name          60  TXT         \"a b\"\n");
}

Test(zone_yaml, is_laid_out_as_octodns_does)
{
	expect(example, "yaml",
	    "---\n"
	    "? ''\n"
	    ": - ttl: 3600\n"
	    "    type: ALIAS\n"
	    "    value: x.tests.\n"
	    "  - ttl: 3600\n"
	    "    type: MX\n"
	    "    value:\n"
	    "      exchange: mx.\n"
	    "      preference: 10\n"
	    "'9':\n"
	    "  octodns:\n"
	    "    lenient: true\n"
	    "  ttl: 3600\n"
	    "  type: A\n"
	    "  value: 1.1.1.1\n"
	    "'10':\n"
	    "  ttl: 3600\n"
	    "  type: A\n"
	    "  value: 1.1.1.1\n"
	    "long-name:\n"
	    "  ttl: 60\n"
	    "  type: TXT\n"
	    "  values:\n"
	    "  - \"\\e\"\n"
	    "  - a b\n");
}

Test(zone_yaml, writes_names_in_unicode)
{
	expect("bücher: {type: A, value: 1.1.1.1}", "yaml",
	    "---\nbücher:\n  ttl: 3600\n  type: A\n  value: 1.1.1.1\n");
}

Test(zone_json, is_zoneward_zone_1)
{
	expect("{'': {type: MX, ttl: 60, value: {preference: 10, exchange: mx.}},\n"
	       " a: {type: A, value: 1.1.1.1, octodns: {lenient: true}, geo: {AF: [2.2.2.2]}}}",
	    "json",
	    "{\"schema\": \"zoneward.zone/1\", \"zone\": \"unit.tests.\", \"records\": [\n"
	    "  {\"name\": \"unit.tests.\", \"type\": \"MX\", \"ttl\": 60, \"values\": "
	    "[{\"preference\": 10, \"exchange\": \"mx.\"}], \"rdata\": [\"10 mx.\"], "
	    "\"octodns\": null, \"dynamic\": null, \"file\": \"zone.yaml\", \"line\": 1, "
	    "\"column\": 6},\n"
	    "  {\"name\": \"a.unit.tests.\", \"type\": \"A\", \"ttl\": 3600, \"values\": "
	    "[\"1.1.1.1\"], \"rdata\": [\"1.1.1.1\"], \"octodns\": {\"lenient\": true}, "
	    "\"dynamic\": null, \"geo\": {\"AF\": [\"2.2.2.2\"]}, \"file\": \"zone.yaml\", "
	    "\"line\": 2, \"column\": 5}]}\n");
}

Test(zone_json, of_an_empty_zone_has_no_records)
{
	expect("", "json",
	    "{\"schema\": \"zoneward.zone/1\", \"zone\": \"unit.tests.\", \"records\": []}\n");
}

Test(zone_file, has_what_servers_do_not_read_as_comments)
{
	expect("{'': [{type: ALIAS, value: x.tests.}, {type: SPF, value: v=spf1}],"
	       " a: {type: A, value: 1.1.1.1, geo: {AF: [2.2.2.2]}},"
	       " t: {type: TXT, ttl: 60, value: 'a\\; \"b\"'},"
	       " u: {type: URLFWD, value: {path: \"/\\nevil 1 IN A 6.6.6.6\", target: 'http://x/',"
	       " code: 301, masking: 2, query: 0}}}",
	    "zonefile",
	    "; The SOA record is its server's: it is not kept in the configuration.\n"
	    "$ORIGIN unit.tests.\n"
	    "; @                      3600\tIN\tALIAS\tx.tests.\n"
	    "; @                      3600\tIN\tSPF\t\"v=spf1\"\n"
	    "a                        3600\tIN\tA\t1.1.1.1\n"
	    "; a                      3600\tIN\tA\tgeo AF: 2.2.2.2\n"
	    "t                        60\tIN\tTXT\t\"a; \\\"b\\\"\"\n"
	    "; u                      3600\tIN\tURLFWD\t"
	    "\"/\\010evil 1 IN A 6.6.6.6\" \"http://x/\" 301 2 0\n");
}

Test(zone_file, escapes_names_that_mean_something_else)
{
	expect("{'@x': {type: A, value: 1.1.1.1}, $include: {type: A, value: 1.1.1.1},"
	       " 'a;b(c': {type: A, value: 1.1.1.1}}",
	    "zonefile",
	    "; The SOA record is its server's: it is not kept in the configuration.\n"
	    "$ORIGIN unit.tests.\n"
	    "\\$include                3600\tIN\tA\t1.1.1.1\n"
	    "@x                       3600\tIN\tA\t1.1.1.1\n"
	    "a\\;b\\(c                  3600\tIN\tA\t1.1.1.1\n");
}
