/* Explained with examples: rules for whole zones. */
#include "dns/rules_explain.h"

const struct rule_text rule_texts_zone[] = {
    {"cname-coexistence",
	"A CNAME is alone at its name, and an ALIAS has neither A nor AAAA beside it: a "
	"resolver that follows one never sees the others.",
	"www:\n"
	"- type: A\n"
	"  value: 192.0.2.10\n"
	"- type: CNAME\n"
	"  value: web.example.net.\n",
	"www:\n"
	"  type: CNAME\n"
	"  value: web.example.net.\n",
	"RFC 1034 3.6.2"},
    {"no-cname-loop", "CNAMEs and ALIASes of a zone do not lead back to where they began.",
	"a:\n"
	"  type: CNAME\n"
	"  value: b.home.example.\n"
	"b:\n"
	"  type: CNAME\n"
	"  value: a.home.example.\n",
	"a:\n"
	"  type: CNAME\n"
	"  value: b.home.example.\n"
	"b:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"RFC 1034 3.6.2"},
    {"root-cname",
	"The root of a zone has SOA and NS records, so it cannot have a CNAME. Use an ALIAS "
	"where the provider has it, or addresses.",
	"'':\n"
	"  type: CNAME\n"
	"  value: web.example.net.\n",
	"'':\n"
	"  type: ALIAS\n"
	"  value: web.example.net.\n",
	"RFC 1912 2.4"},
    {"dname-coexistence",
	"A DNAME has no CNAME beside it and, below the root, no NS; and nothing is below its "
	"name, as that is all answered from elsewhere.",
	"old:\n"
	"  type: DNAME\n"
	"  value: new.example.net.\n"
	"www.old:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"old:\n"
	"  type: DNAME\n"
	"  value: new.example.net.\n"
	"www:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"RFC 6672 2.3, RFC 6672 2.4"},
    {"glue-for-in-zone-ns",
	"A name server whose name is inside the zone has an A or AAAA record there: nobody "
	"could find it otherwise.",
	"branch:\n"
	"  type: NS\n"
	"  value: ns1.home.example.\n",
	"branch:\n"
	"  type: NS\n"
	"  value: ns1.home.example.\n"
	"ns1:\n"
	"  type: A\n"
	"  value: 192.0.2.53\n",
	"RFC 1034 4.2.1"},
    {"ns-target-not-cname", "The name of a name server has addresses and is no CNAME.",
	"branch:\n"
	"  type: NS\n"
	"  value: ns1.home.example.\n"
	"ns1:\n"
	"  type: CNAME\n"
	"  value: ns.example.net.\n",
	"branch:\n"
	"  type: NS\n"
	"  value: ns1.home.example.\n"
	"ns1:\n"
	"  type: A\n"
	"  value: 192.0.2.53\n",
	"RFC 2181 10.3"},
    {"mx-target-not-cname", "The name of a mail exchange has addresses and is no CNAME.",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.home.example.\n"
	"    preference: 10\n"
	"mx:\n"
	"  type: CNAME\n"
	"  value: mail.example.net.\n",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.home.example.\n"
	"    preference: 10\n"
	"mx:\n"
	"  type: A\n"
	"  value: 192.0.2.25\n",
	"RFC 2181 10.3, RFC 5321 5.1"},
    {"srv-target-not-cname", "The target of an SRV record has addresses and is no CNAME.",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.home.example.\n"
	"    weight: 20\n"
	"sip:\n"
	"  type: CNAME\n"
	"  value: voice.example.net.\n",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.home.example.\n"
	"    weight: 20\n"
	"sip:\n"
	"  type: A\n"
	"  value: 192.0.2.50\n",
	"RFC 2782"},
    {"multi-value-ns",
	"An NS record has two values at least: with one server, its failure is that of the "
	"zone.",
	"'':\n"
	"  type: NS\n"
	"  value: ns1.example.net.\n",
	"'':\n"
	"  type: NS\n"
	"  values:\n"
	"  - ns1.example.net.\n"
	"  - ns2.example.net.\n",
	"RFC 2182 5"},
    {"cname-target-not-cname",
	"A CNAME or ALIAS leads to where the records are, not to another CNAME of the zone: "
	"every step costs a query.",
	"a:\n"
	"  type: CNAME\n"
	"  value: b.home.example.\n"
	"b:\n"
	"  type: CNAME\n"
	"  value: web.example.net.\n",
	"a:\n"
	"  type: CNAME\n"
	"  value: web.example.net.\n"
	"b:\n"
	"  type: CNAME\n"
	"  value: web.example.net.\n",
	"RFC 1034 3.6.2"},
    {"cname-target-resolvable-in-zone",
	"When the target of a CNAME or ALIAS is inside the zone, there are records of that "
	"name. A wildcard does not count.",
	"www:\n"
	"  type: CNAME\n"
	"  value: wbe.home.example.\n",
	"web:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n"
	"www:\n"
	"  type: CNAME\n"
	"  value: web.home.example.\n",
	""},
    {"mx-target-resolvable-in-zone",
	"When a mail exchange is inside the zone, there are records of that name. A wildcard "
	"does not count.",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.home.example.\n"
	"    preference: 10\n",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.home.example.\n"
	"    preference: 10\n"
	"mx:\n"
	"  type: A\n"
	"  value: 192.0.2.25\n",
	""},
    {"srv-target-resolvable-in-zone",
	"When the target of an SRV record is inside the zone, there are records of that name. "
	"A wildcard does not count.",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.home.example.\n"
	"    weight: 20\n",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.home.example.\n"
	"    weight: 20\n"
	"sip:\n"
	"  type: A\n"
	"  value: 192.0.2.50\n",
	""},
    {"caa-best-practices",
	"Each CAA record of the zone says who may issue certificates (issue) and who those "
	"for wildcards (issuewild). With the option \"presence: required\" the root has one.",
	"'':\n"
	"  type: CAA\n"
	"  value:\n"
	"    tag: iodef\n"
	"    value: mailto:security@example.net\n",
	"'':\n"
	"  type: CAA\n"
	"  values:\n"
	"  - tag: issue\n"
	"    value: ca.example.net\n"
	"  - tag: issuewild\n"
	"    value: ;\n",
	"RFC 8659 4.2, RFC 8659 4.3"},
    {"mail",
	"MX, SPF and DMARC fit together: who gets mail has two exchanges (or one of a known "
	"service), a sender policy and a DMARC policy; who gets none says so. Options: mode "
	"(auto, mail, no-mail), min_mx, single_mx_regexes.",
	"'':\n"
	"- type: MX\n"
	"  values:\n"
	"  - exchange: mx1.example.net.\n"
	"    preference: 10\n"
	"  - exchange: mx2.example.net.\n"
	"    preference: 20\n",
	"'':\n"
	"- type: MX\n"
	"  values:\n"
	"  - exchange: mx1.example.net.\n"
	"    preference: 10\n"
	"  - exchange: mx2.example.net.\n"
	"    preference: 20\n"
	"- type: TXT\n"
	"  value: v=spf1 mx -all\n"
	"_dmarc:\n"
	"  type: TXT\n"
	"  value: v=DMARC1\\; p=reject\n",
	"RFC 5321 5.1, RFC 7505, RFC 7208, RFC 7489"},
    {0},
};
