/* Explained with examples: what zoneward reports beside the validators. */
#include "dns/rules_explain.h"

const struct rule_text rule_texts_own[] = {
    {"yaml-order",
	"The keys of every mapping of a zone file stand in order, as octoDNS wants it: "
	"numbers count as numbers, and the rest by character. \"enforce_order: false\" at the "
	"source switches it off.",
	"www:\n"
	"  value: 192.0.2.10\n"
	"  type: A\n",
	"www:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	""},
    {"yaml-repeated-key",
	"A key occurs once in a mapping. octoDNS takes the last one and says nothing: a "
	"record is lost. Several records of one name are written as a list.",
	"www:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n"
	"www:\n"
	"  type: AAAA\n"
	"  value: 2001:db8::10\n",
	"www:\n"
	"- type: A\n"
	"  value: 192.0.2.10\n"
	"- type: AAAA\n"
	"  value: 2001:db8::10\n",
	""},
    {"plain-name",
	"A name that YAML reads as true or false, nothing, a number or a date is written in "
	"quotes. octoDNS names the record after what was read: \"no\" becomes \"false\", "
	"\"012\" becomes \"10\".",
	"no:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"'no':\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	""},
    {"plain-number",
	"A number is written in decimal digits. YAML reads one that begins with 0 as octal, "
	"takes \"1:30\" for 90, and \"yes\" for 1.",
	"www:\n"
	"  ttl: 0600\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"www:\n"
	"  ttl: 600\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	""},
    {"plain-text",
	"A text that YAML reads as a number, a date, true or false is written in quotes: "
	"octoDNS prints what was read, not what stands there.",
	"www:\n"
	"  type: CAA\n"
	"  value:\n"
	"    flags: 0\n"
	"    tag: issue\n"
	"    value: no\n",
	"www:\n"
	"  type: CAA\n"
	"  value:\n"
	"    flags: 0\n"
	"    tag: issue\n"
	"    value: ca.example.net\n",
	"RFC 8659 4.2"},
    {"record-type",
	"A record has a type that octoDNS knows, in capitals. SOA is the provider's own.",
	"www:\n"
	"  type: AAA\n"
	"  value: 2001:db8::10\n",
	"www:\n"
	"  type: AAAA\n"
	"  value: 2001:db8::10\n",
	""},
    {"duplicate-record",
	"A zone has one record of each name and type, over all its files and sources; several "
	"values stand together in \"values\".",
	"www:\n"
	"- type: A\n"
	"  value: 192.0.2.10\n"
	"- type: A\n"
	"  value: 192.0.2.11\n",
	"www:\n"
	"  type: A\n"
	"  values:\n"
	"  - 192.0.2.10\n"
	"  - 192.0.2.11\n",
	""},
    {"record-mapping", "Under each name stands one record, a mapping, or a list of them.",
	"www: 192.0.2.10\n",
	"www:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	""},
    {"name-idna",
	"A name with other letters than ASCII is encoded by IDNA 2008, which has no symbols "
	"and no emoji.",
	"i♥dns:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"bücher:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"RFC 5891"},
    {"text-direction",
	"Characters that turn the direction of the text around them (UAX #9: marks, "
	"embeddings, overrides, isolates) make one name look like another, and are refused.",
	"\"w\\u202ew\":\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"ww:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	""},
    {"name-blank", "There is no white space in a name.",
	"my host:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"my-host:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	""},
    {"subzone",
	"A zone that is configured for itself has its records: in the zone above, only NS and "
	"DS stand at its name, and nothing below it. (Here branch.home.example. is "
	"configured, too.)",
	"www.branch:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"branch:\n"
	"  type: NS\n"
	"  value: ns1.example.net.\n",
	""},
    {0},
};
