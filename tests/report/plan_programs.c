/* Plans for programs: our JSON, and octoDNS's outputs byte for byte. */
#include "../plan/fixture.h"
#include "report/report.h"

/* Nobody but the terminal is coloured. */
static const struct plan_view colored = {.color = true};

static void
expect(const struct plan *plan, const char *format, const char *want)
{
	struct buf got = {0};

	plan_format_find(format)->print(&got, plan, &colored);
	cr_assert_str_eq(got.data, want);
	buf_free(&got);
}

/* Two zones, one of them new; every kind of change, geo, and what octoDNS does not escape. */
static void
add_example(struct plan *plan)
{
	(void)add_plan(plan, "xn--bcher-kva.tests.",
	    "{g: {type: CNAME, value: x.example.com.}, a: {type: A, value: 1.1.1.1}}",
	    "{'': {type: MX, value: {preference: 10, exchange: mx1.example.com.}},"
	    " t: {type: TXT, value: 'a|b', octodns: {lenient: true}},"
	    " a: {type: A, values: [1.1.1.1, 2.2.2.2], geo: {EU: [3.3.3.3, 4.4.4.4]}}}",
	    &usual);
	(void)add_plan(plan, "a.tests.", NULL, "a: {type: A, ttl: 60, value: 1.1.1.1}", &usual);
	plan->zones[0]->targets[0].target = "z";
}

Test(plan_octodns, says_when_there_is_nothing)
{
	struct plan plan = {0};

	expect(&plan, "octodns",
	    "********************************************************************************\n"
	    "No changes were planned\n"
	    "********************************************************************************\n");
	expect(&plan, "markdown-octodns", "## No changes were planned\n");
	expect(&plan, "html-octodns", "<b>No changes were planned</b>");
	expect(&plan, "json-octodns", "{}\n");
}

Test(plan_octodns, prints_as_the_logger)
{
	struct plan plan = {0};

	add_example(&plan);
	expect(&plan, "octodns",
	    "********************************************************************************\n"
	    "* bücher.tests.\n"
	    "********************************************************************************\n"
	    "* z (YamlProvider)\n"
	    "*   Delete <CnameRecord CNAME 3600, g.bücher.tests., x.example.com.>\n"
	    "*   Create <MxRecord MX 3600, bücher.tests., [''10 mx1.example.com.'']> (config)\n"
	    "*   Create <TxtRecord TXT 3600, t.bücher.tests., ['a|b'], {'lenient': True}> (config)\n"
	    "*   Update\n"
	    "*     <ARecord A 3600, a.bücher.tests., ['1.1.1.1']> ->\n"
	    "*     <ARecord A 3600, a.bücher.tests., ['1.1.1.1', '2.2.2.2'], "
	    "{'EU': 'Geo EU None None ['3.3.3.3', '4.4.4.4']'}> (config)\n"
	    "*   Summary: Creates=2, Updates=1, Deletes=1, Existing=2, Meta=False\n"
	    "********************************************************************************\n"
	    "* a.tests.\n"
	    "********************************************************************************\n"
	    "* live (YamlProvider)\n"
	    "*   Create Zone<a.tests.>\n"
	    "*   Create <ARecord A 60, a.a.tests., ['1.1.1.1']> (config)\n"
	    "*   Summary: Creates=1, Updates=0, Deletes=0, Existing=0, Meta=False\n"
	    "********************************************************************************\n");
	plan_free(&plan);
}

Test(plan_octodns, prints_as_the_markdown_output)
{
	struct plan plan = {0};

	add_example(&plan);
	plan.zones[1]->targets[0].nsources = 0;
	expect(&plan, "markdown-octodns",
	    "## bücher.tests.\n"
	    "\n"
	    "### z\n"
	    "\n"
	    "| Operation | Name | Type | TTL | Value | Source |\n"
	    "|--|--|--|--|--|--|\n"
	    "| Delete | g | CNAME | 3600 | x.example.com. | |\n"
	    "| Create |  | MX | 3600 | '10 mx1.example.com.' | config |\n"
	    "| Create | t | TXT | 3600 | a|b | config |\n"
	    "| Update | a | A | 3600 | 1.1.1.1 | |\n"
	    "| | | | 3600 | 1.1.1.1; 2.2.2.2; EU: 3.3.3.3, 4.4.4.4 | config |\n"
	    "\n"
	    "Summary: Creates=2, Updates=1, Deletes=1, Existing=2, Meta=False\n"
	    "\n"
	    "## a.tests.\n"
	    "\n"
	    "### live\n"
	    "\n"
	    "| Operation | Name | Type | TTL | Value | Source |\n"
	    "|--|--|--|--|--|--|\n"
	    "| Create | Zone<a.tests.> | | | | |\n"
	    "| Create | a | A | 60 | 1.1.1.1 |  |\n"
	    "\n"
	    "Summary: Creates=1, Updates=0, Deletes=0, Existing=0, Meta=False\n"
	    "\n");
	plan_free(&plan);
}

Test(plan_octodns, prints_as_the_html_output)
{
	struct plan plan = {0};

	(void)add_plan(&plan, ZONE, NULL, "a: {type: A, values: [1.1.1.1, 2.2.2.2]}", &usual);
	expect(&plan, "html-octodns",
	    "<h2>unit.tests.</h2>\n"
	    "<h3>live</h3>\n"
	    "<table>\n"
	    "  <tr>\n"
	    "    <th>Operation</th>\n"
	    "    <th>Name</th>\n"
	    "    <th>Type</th>\n"
	    "    <th>TTL</th>\n"
	    "    <th>Value</th>\n"
	    "    <th>Source</th>\n"
	    "  </tr>\n"
	    "  <tr>\n"
	    "    <td>Create</td>\n"
	    "    <td colspan=5>Zone<unit.tests.></td>\n"
	    "  </tr>\n"
	    "  <tr>\n"
	    "    <td>Create</td>\n"
	    "    <td>a</td>\n"
	    "    <td>A</td>\n"
	    "    <td>3600</td>\n"
	    "    <td>1.1.1.1<br/>2.2.2.2</td>\n"
	    "    <td>config</td>\n"
	    "  </tr>\n"
	    "  <tr>\n"
	    "    <td colspan=6>Summary: Creates=1, Updates=0, Deletes=0, Existing=0, Meta=False</td>\n"
	    "  </tr>\n"
	    "</table>\n");
	plan_free(&plan);
}

Test(plan_octodns, sorts_its_json_by_target_then_zone)
{
	struct plan plan = {0};

	(void)add_plan(&plan, "one.tests.", "a: {type: A, value: 2.2.2.2}",
	    "a: {type: A, value: 1.1.1.1}", &usual);
	(void)add_plan(&plan, "b.tests.", "", "'': {type: TXT, value: ü}", &usual);
	(void)add_plan(&plan, "a.tests.", "x: {type: A, value: 1.1.1.1}", "", &usual);
	plan.zones[0]->targets[0].target = "z";
	expect(&plan, "json-octodns",
	    "{\"live\": {\"a.tests.\": {\"changes\": [{\"existing\": {\"ttl\": 3600, \"value\": "
	    "\"1.1.1.1\"}, \"name\": \"x\", \"record_type\": \"A\", \"type\": \"delete\"}], "
	    "\"meta\": null}, \"b.tests.\": {\"changes\": [{\"name\": \"\", \"new\": {\"ttl\": 3600, "
	    "\"value\": \"\\u00fc\"}, \"record_type\": \"TXT\", \"type\": \"create\"}], \"meta\": "
	    "null}}, \"z\": {\"one.tests.\": {\"changes\": [{\"existing\": {\"ttl\": 3600, "
	    "\"value\": \"2.2.2.2\"}, \"name\": \"a\", \"new\": {\"ttl\": 3600, \"value\": "
	    "\"1.1.1.1\"}, \"record_type\": \"A\", \"type\": \"update\"}], \"meta\": null}}}\n");
	plan_free(&plan);
}

Test(plan_json, is_zoneward_plan_1)
{
	enum change_origin origins[] = {ORIGIN_REQUESTED, ORIGIN_DRIFT};
	struct plan plan = {.base = "b", .head = "\"h\033\""};
	struct target_plan *target = add_plan(&plan, ZONE, "a: {type: A, value: 1.1.1.1}",
	    "b: {type: CNAME, ttl: 60, value: x.tests., octodns: {lenient: true}}", &usual);
	char digest[PLAN_DIGEST_LEN + 1];
	struct buf want = {0};

	target->origins = origins;
	target->unsafe = "because";
	plan_digest(&plan, digest);
	buf_printf(&want,
	    "{\"schema\": \"zoneward.plan/1\", \"base\": \"b\", \"head\": \"\\\"h\\u001b\\\"\", "
	    "\"digest\": \"%s\", \"zones\": [\n"
	    "  {\"zone\": \"unit.tests.\", \"targets\": [\n"
	    "    {\"target\": \"live\", \"changes\": [\n"
	    "      {\"action\": \"delete\", \"origin\": \"requested\", \"name\": \"a.unit.tests.\", "
	    "\"type\": \"A\", \"existing\": {\"ttl\": 3600, \"value\": \"1.1.1.1\"}, \"new\": null, "
	    "\"file\": null, \"line\": null, \"side\": null, \"asked\": true},\n"
	    "      {\"action\": \"create\", \"origin\": \"drift\", \"name\": \"b.unit.tests.\", "
	    "\"type\": \"CNAME\", \"existing\": null, \"new\": {\"octodns\": {\"lenient\": true}, "
	    "\"ttl\": 60, \"value\": \"x.tests.\"}, "
	    "\"file\": null, \"line\": null, \"side\": null, \"asked\": false}], "
	    "\"unsafe\": \"because\", \"summary\": {\"creates\": 1, \"updates\": 0, \"deletes\": 1, "
	    "\"existing\": 1}}], \"already\": []}], \"after_merge\": []}\n",
	    digest);
	expect(&plan, "json", want.data);
	buf_free(&want);
	plan_free(&plan);
}

Test(plan_json, is_no_command_for_a_log)
{
	struct plan plan = {.base = "##[error]b"};
	struct buf got = {0};

	(void)add_plan(&plan, ZONE, "", "a: {type: TXT, value: '##[add-mask]a # [x] ##vso[y]'}",
	    &usual);
	plan_format_find("json")->print(&got, &plan, NULL);
	cr_assert_not_null(strstr(got.data, "\"base\": \"##\\u005berror]b\""));
	cr_assert_not_null(
	    strstr(got.data, "\"value\": \"##\\u005badd-mask]a # [x] ##vso\\u005by]\""));
	cr_assert_not_null(strstr(got.data, "\"zones\": [\n"));
	cr_assert_not_null(strstr(got.data, "]}], \"after_merge\": []}\n"));
	buf_free(&got);
	plan_free(&plan);
}

Test(plan_formats, are_found_by_name)
{
	cr_assert_str_eq(plan_format_find("markdown")->name, "markdown");
	cr_assert_null(plan_format_find("Markdown"));
	cr_assert_null(plan_format_find(""));
	cr_assert_str_eq(zone_format_find("yaml")->name, "yaml");
	cr_assert_null(zone_format_find("html"));
}
