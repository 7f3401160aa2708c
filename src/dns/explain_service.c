/* Explained with examples: rules for mail and services. */
#include "dns/rules_explain.h"

const struct rule_text rule_texts_service[] = {
    {"mx-value",
	"A mail exchange has a preference, a whole number, and an exchange, a full name or "
	"\".\" for none. The former keys priority and value are read, too.",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.example.net.\n"
	"    preference: high\n",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.example.net.\n"
	"    preference: 10\n",
	"RFC 1035 3.3.9"},
    {"mx-value-rfc",
	"The preference is from 0 to 65535. \".\" as the exchange says that there is no mail "
	"here, and then the preference is 0.",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.example.net.\n"
	"    preference: 70000\n",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.example.net.\n"
	"    preference: 10\n",
	"RFC 1035 3.3.9, RFC 7505 3"},
    {"mx-value-not-ip",
	"The exchange is a name. Give the server a name with an A or AAAA record, and write "
	"that.",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: 192.0.2.25.\n"
	"    preference: 10\n",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.example.net.\n"
	"    preference: 10\n",
	"RFC 5321 5.1"},
    {"mx-value-best-practice",
	"The exchange ends in a dot, so that nobody reads it as relative to the zone.",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.example.net\n"
	"    preference: 10\n",
	"'':\n"
	"  type: MX\n"
	"  value:\n"
	"    exchange: mx.example.net.\n"
	"    preference: 10\n",
	"RFC 1035 5.1"},
    {"srv-name",
	"The name of an SRV record is _SERVICE._PROTOCOL and what it is for, such as "
	"_sip._tcp; * may stand for the service.",
	"sip:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.example.net.\n"
	"    weight: 20\n",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.example.net.\n"
	"    weight: 20\n",
	"RFC 2782"},
    {"srv-name-rfc",
	"The service has at most 15 letters, digits and single hyphens behind its _, one "
	"letter at least; the protocol begins with _, too.",
	"_sip.tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.example.net.\n"
	"    weight: 20\n",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.example.net.\n"
	"    weight: 20\n",
	"RFC 2782, RFC 6335 5.1"},
    {"srv-value",
	"Priority, weight and port are whole numbers, the target is a full name or \".\" for "
	"none.",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: sip\n"
	"    priority: 10\n"
	"    target: sip.example.net.\n"
	"    weight: 20\n",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.example.net.\n"
	"    weight: 20\n",
	"RFC 2782"},
    {"srv-value-rfc",
	"Priority, weight and port are from 0 to 65535. With target \".\" all three are 0, with "
	"any other target the port is not 0.",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 70000\n"
	"    priority: 10\n"
	"    target: sip.example.net.\n"
	"    weight: 20\n",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.example.net.\n"
	"    weight: 20\n",
	"RFC 2782"},
    {"srv-value-not-ip",
	"The target is a name. Give the server a name with an A or AAAA record, and write "
	"that.",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: 192.0.2.50.\n"
	"    weight: 20\n",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.example.net.\n"
	"    weight: 20\n",
	"RFC 2782"},
    {"srv-value-best-practice",
	"The target ends in a dot, so that nobody reads it as relative to the zone.",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.example.net\n"
	"    weight: 20\n",
	"_sip._tcp:\n"
	"  type: SRV\n"
	"  value:\n"
	"    port: 5060\n"
	"    priority: 10\n"
	"    target: sip.example.net.\n"
	"    weight: 20\n",
	"RFC 1035 5.1"},
    {"uri-name",
	"The name of a URI record is _SERVICE._PROTOCOL and what it is for, such as "
	"_ftp._tcp; * may stand for the service.",
	"ftp:\n"
	"  type: URI\n"
	"  value:\n"
	"    priority: 10\n"
	"    target: ftp://ftp.example.net/public\n"
	"    weight: 1\n",
	"_ftp._tcp:\n"
	"  type: URI\n"
	"  value:\n"
	"    priority: 10\n"
	"    target: ftp://ftp.example.net/public\n"
	"    weight: 1\n",
	"RFC 7553 4.1"},
    {"uri-name-rfc",
	"The service has at most 15 letters, digits and single hyphens behind its _, one "
	"letter at least; the protocol begins with _, too.",
	"_ftp.tcp:\n"
	"  type: URI\n"
	"  value:\n"
	"    priority: 10\n"
	"    target: ftp://ftp.example.net/public\n"
	"    weight: 1\n",
	"_ftp._tcp:\n"
	"  type: URI\n"
	"  value:\n"
	"    priority: 10\n"
	"    target: ftp://ftp.example.net/public\n"
	"    weight: 1\n",
	"RFC 7553 4.1, RFC 6335 5.1"},
    {"uri-value", "Priority and weight are whole numbers, and the target is not empty.",
	"_ftp._tcp:\n"
	"  type: URI\n"
	"  value:\n"
	"    priority: first\n"
	"    target: ftp://ftp.example.net/public\n"
	"    weight: 1\n",
	"_ftp._tcp:\n"
	"  type: URI\n"
	"  value:\n"
	"    priority: 10\n"
	"    target: ftp://ftp.example.net/public\n"
	"    weight: 1\n",
	"RFC 7553 4"},
    {"uri-value-rfc", "Priority and weight are from 0 to 65535, and there is a target.",
	"_ftp._tcp:\n"
	"  type: URI\n"
	"  value:\n"
	"    priority: 70000\n"
	"    target: ftp://ftp.example.net/public\n"
	"    weight: 1\n",
	"_ftp._tcp:\n"
	"  type: URI\n"
	"  value:\n"
	"    priority: 10\n"
	"    target: ftp://ftp.example.net/public\n"
	"    weight: 1\n",
	"RFC 7553 4"},
    {"naptr-value",
	"Order and preference are whole numbers, flags one of S, A, U and P; service, regexp "
	"and replacement are there.",
	"sip:\n"
	"  type: NAPTR\n"
	"  value:\n"
	"    flags: X\n"
	"    order: 10\n"
	"    preference: 100\n"
	"    regexp: ''\n"
	"    replacement: _sip._udp.example.net.\n"
	"    service: SIP+D2U\n",
	"sip:\n"
	"  type: NAPTR\n"
	"  value:\n"
	"    flags: S\n"
	"    order: 10\n"
	"    preference: 100\n"
	"    regexp: ''\n"
	"    replacement: _sip._udp.example.net.\n"
	"    service: SIP+D2U\n",
	"RFC 3403 4.1"},
    {"naptr-value-rfc",
	"Order and preference are from 0 to 65535, flags one of S, A, U and P, or empty.",
	"sip:\n"
	"  type: NAPTR\n"
	"  value:\n"
	"    flags: S\n"
	"    order: 70000\n"
	"    preference: 100\n"
	"    regexp: ''\n"
	"    replacement: _sip._udp.example.net.\n"
	"    service: SIP+D2U\n",
	"sip:\n"
	"  type: NAPTR\n"
	"  value:\n"
	"    flags: S\n"
	"    order: 10\n"
	"    preference: 100\n"
	"    regexp: ''\n"
	"    replacement: _sip._udp.example.net.\n"
	"    service: SIP+D2U\n",
	"RFC 3403 4.1"},
    {"naptr-value-best-practice",
	"The replacement ends in a dot, so that nobody reads it as relative to the zone.",
	"sip:\n"
	"  type: NAPTR\n"
	"  value:\n"
	"    flags: S\n"
	"    order: 10\n"
	"    preference: 100\n"
	"    regexp: ''\n"
	"    replacement: _sip._udp.example.net\n"
	"    service: SIP+D2U\n",
	"sip:\n"
	"  type: NAPTR\n"
	"  value:\n"
	"    flags: S\n"
	"    order: 10\n"
	"    preference: 100\n"
	"    regexp: ''\n"
	"    replacement: _sip._udp.example.net.\n"
	"    service: SIP+D2U\n",
	"RFC 1035 5.1"},
    {"svcb-value-rfc",
	"svcpriority is from 0 to 65535, targetname a full name or \".\", and each parameter is "
	"a known one, or keyN, with a value that it can have. With priority 0, an alias, "
	"there are no parameters.",
	"_dns:\n"
	"  type: SVCB\n"
	"  value:\n"
	"    svcparams:\n"
	"      port: 70000\n"
	"    svcpriority: 1\n"
	"    targetname: dns.example.net.\n",
	"_dns:\n"
	"  type: SVCB\n"
	"  value:\n"
	"    svcparams:\n"
	"      port: 853\n"
	"    svcpriority: 1\n"
	"    targetname: dns.example.net.\n",
	"RFC 9460 2"},
    {"svcb-value-best-practice",
	"targetname ends in a dot, so that nobody reads it as relative to the zone.",
	"_dns:\n"
	"  type: SVCB\n"
	"  value:\n"
	"    svcpriority: 1\n"
	"    targetname: dns.example.net\n",
	"_dns:\n"
	"  type: SVCB\n"
	"  value:\n"
	"    svcpriority: 1\n"
	"    targetname: dns.example.net.\n",
	"RFC 1035 5.1"},
    {"https-value-rfc",
	"svcpriority is from 0 to 65535, targetname a full name or \".\", and each parameter is "
	"a known one, or keyN, with a value that it can have. With priority 0, an alias, "
	"there are no parameters.",
	"www:\n"
	"  type: HTTPS\n"
	"  value:\n"
	"    svcparams:\n"
	"      alpn: h2\n"
	"    svcpriority: 1\n"
	"    targetname: .\n",
	"www:\n"
	"  type: HTTPS\n"
	"  value:\n"
	"    svcparams:\n"
	"      alpn:\n"
	"      - h2\n"
	"    svcpriority: 1\n"
	"    targetname: .\n",
	"RFC 9460 2"},
    {"https-value-best-practice",
	"targetname ends in a dot, so that nobody reads it as relative to the zone.",
	"www:\n"
	"  type: HTTPS\n"
	"  value:\n"
	"    svcpriority: 1\n"
	"    targetname: web.example.net\n",
	"www:\n"
	"  type: HTTPS\n"
	"  value:\n"
	"    svcpriority: 1\n"
	"    targetname: web.example.net.\n",
	"RFC 1035 5.1"},
    {0},
};
