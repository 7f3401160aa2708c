/* Explained with examples: rules for owner names, TTLs, addresses, targets and texts. */
#include "dns/rules_explain.h"

const struct rule_text rule_texts_common[] = {
    {"name-rfc",
	"The name of a record has at most 253 characters with its zone, each label of it at "
	"most 63; no label is empty and no dot ends the name. The zone itself is named '', "
	"not @.",
	"'@':\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"'':\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"RFC 1035 2.3.4, RFC 1123 2.1"},
    {"ttl-rfc",
	"A TTL is a whole number of seconds from 0 on. Left out it is the default of the "
	"source (default_ttl, 3600 unless set).",
	"www:\n"
	"  ttl: -1\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"www:\n"
	"  ttl: 300\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"RFC 2181 8"},
    {"healthcheck",
	"The protocol of a health check is HTTP, HTTPS, ICMP, TCP or UDP, in capitals. Left "
	"out it is HTTPS.",
	"www:\n"
	"  octodns:\n"
	"    healthcheck:\n"
	"      protocol: https\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"www:\n"
	"  octodns:\n"
	"    healthcheck:\n"
	"      protocol: HTTPS\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	""},
    {"ip-value-rfc",
	"An A record has IPv4 addresses, an AAAA record IPv6 addresses: at least one, without "
	"leading zeros, blanks or a prefix length.",
	"www:\n"
	"  type: A\n"
	"  value: 192.0.2.256\n",
	"www:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"RFC 1035 3.4.1, RFC 3596 2.2"},
    {"dynamic",
	"Pools and rules fit together: every rule names a pool that there is, every pool is "
	"used by a rule or as a fallback, fallbacks do not lead in a circle, the last rule "
	"has neither geos nor subnets, weights are from 1 to 100, and codes of places exist.",
	"www:\n"
	"  dynamic:\n"
	"    pools:\n"
	"      eu:\n"
	"        values:\n"
	"        - value: 192.0.2.10\n"
	"    rules:\n"
	"    - pool: europe\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"www:\n"
	"  dynamic:\n"
	"    pools:\n"
	"      eu:\n"
	"        values:\n"
	"        - value: 192.0.2.10\n"
	"    rules:\n"
	"    - pool: eu\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	""},
    {"geo",
	"The former geo block: each code is a continent, with a country and a province behind "
	"it if wanted (NA, NA-US, NA-US-CA), and its values are as valid as those of the "
	"record. New records use dynamic.",
	"www:\n"
	"  geo:\n"
	"    USA:\n"
	"    - 192.0.2.11\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"www:\n"
	"  geo:\n"
	"    NA-US:\n"
	"    - 192.0.2.11\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	""},
    {"target-value-rfc",
	"The target is a full name of at least two labels; a label has letters, digits, - and "
	"_, and begins and ends with neither -.",
	"www:\n"
	"  type: CNAME\n"
	"  value: web server.example.net.\n",
	"www:\n"
	"  type: CNAME\n"
	"  value: web-server.example.net.\n",
	"RFC 1123 2.1"},
    {"target-value-not-ip",
	"The target of an ALIAS, CNAME or DNAME is a name. For an address use an A or AAAA "
	"record.",
	"www:\n"
	"  type: CNAME\n"
	"  value: 192.0.2.10.\n",
	"www:\n"
	"  type: A\n"
	"  value: 192.0.2.10\n",
	"RFC 1035 3.3.1"},
    {"target-value-best-practice",
	"The target ends in a dot, so that nobody reads it as relative to the zone.",
	"www:\n"
	"  type: CNAME\n"
	"  value: web.example.net\n",
	"www:\n"
	"  type: CNAME\n"
	"  value: web.example.net.\n",
	"RFC 1035 5.1"},
    {"targets-value-rfc",
	"An NS or PTR record has at least one target, and each is a full name of at least two "
	"labels.",
	"branch:\n"
	"  type: NS\n"
	"  value: ns1\n",
	"branch:\n"
	"  type: NS\n"
	"  value: ns1.example.net.\n",
	"RFC 1123 2.1"},
    {"targets-value-not-ip",
	"Each target of an NS or PTR record is a name. A name server is named here, and its "
	"address stands in an A or AAAA record.",
	"branch:\n"
	"  type: NS\n"
	"  value: 192.0.2.53\n",
	"branch:\n"
	"  type: NS\n"
	"  value: ns1.example.net.\n",
	"RFC 1035 3.3.11"},
    {"targets-value-best-practice",
	"Each target of an NS or PTR record ends in a dot, so that nobody reads it as "
	"relative to the zone.",
	"branch:\n"
	"  type: NS\n"
	"  value: ns1.example.net\n",
	"branch:\n"
	"  type: NS\n"
	"  value: ns1.example.net.\n",
	"RFC 1035 5.1"},
    {"alias-root",
	"An ALIAS stands at the root of its zone, where a CNAME is not allowed. Elsewhere use "
	"a CNAME.",
	"www:\n"
	"  type: ALIAS\n"
	"  value: web.example.net.\n",
	"'':\n"
	"  type: ALIAS\n"
	"  value: web.example.net.\n",
	""},
    {"cname-root-rfc",
	"The root of a zone has SOA and NS records, and a CNAME tolerates no others beside "
	"it. Use an ALIAS where the provider has it, or addresses.",
	"'':\n"
	"  type: CNAME\n"
	"  value: web.example.net.\n",
	"www:\n"
	"  type: CNAME\n"
	"  value: web.example.net.\n",
	"RFC 1034 3.6.2, RFC 1912 2.4"},
    {"chunked-value-rfc",
	"A text is ASCII, and octoDNS wants a semicolon in it written with a backslash. "
	"Numbers, booleans and dates stand in quotes.",
	"_dmarc:\n"
	"  type: TXT\n"
	"  value: v=DMARC1; p=none\n",
	"_dmarc:\n"
	"  type: TXT\n"
	"  value: v=DMARC1\\; p=none\n",
	"RFC 1035 3.3.14"},
    {"spf-record-type",
	"Record type SPF was given up in 2014: nobody looks there. A sender policy is a TXT "
	"record.",
	"'':\n"
	"  type: SPF\n"
	"  value: v=spf1 -all\n",
	"'':\n"
	"  type: TXT\n"
	"  value: v=spf1 -all\n",
	"RFC 7208 3.1"},
    {"openpgpkey-value-rfc", "An OPENPGPKEY record has at least one key, in base64.",
	"c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._openpgpkey:\n"
	"  type: OPENPGPKEY\n"
	"  value: ''\n",
	"c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._openpgpkey:\n"
	"  type: OPENPGPKEY\n"
	"  value: mDMEXEcE6RYJKwYBBAHaRw8BAQdArjWwk3FAqyiFbFBKT4TzXcVBqPTB3gmzlC/U\n",
	"RFC 7929 2"},
    {"urlfwd-value",
	"A forwarding has the code 301 or 302, masking 0 to 2, query 0 or 1, and a path and a "
	"target.",
	"'':\n"
	"  type: URLFWD\n"
	"  value:\n"
	"    code: 307\n"
	"    masking: 0\n"
	"    path: /\n"
	"    query: 0\n"
	"    target: https://www.example.net\n",
	"'':\n"
	"  type: URLFWD\n"
	"  value:\n"
	"    code: 301\n"
	"    masking: 0\n"
	"    path: /\n"
	"    query: 0\n"
	"    target: https://www.example.net\n",
	""},
    {"route53-alias-value",
	"An alias of Route 53 has the type of its target. A target that is one of AWS's services is "
	"written whole, with the id of its hosted zone; any other is a name of the zone itself.",
	"www:\n"
	"  type: Route53Provider/ALIAS\n"
	"  value:\n"
	"    name: d111111abcdef8.cloudfront.net.\n"
	"    type: A\n",
	"www:\n"
	"  type: Route53Provider/ALIAS\n"
	"  value:\n"
	"    hosted-zone-id: Z2FDTNDATAQYW2\n"
	"    name: d111111abcdef8.cloudfront.net.\n"
	"    type: A\n",
	""},
    {0},
};
