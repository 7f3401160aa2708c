/* The table of record types. */
#include "dns/rtype.h"

#include <string.h>

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

static const struct field_spec ip4[] = {{NULL, NULL, FIELD_IP4, PRINT_BARE, false}};
static const struct field_spec ip6[] = {{NULL, NULL, FIELD_IP6, PRINT_BARE, false}};
static const struct field_spec target[] = {{NULL, NULL, FIELD_TARGET, PRINT_BARE, false}};
static const struct field_spec chunked[] = {{NULL, NULL, FIELD_CHUNKED, PRINT_BARE, false}};
static const struct field_spec text[] = {{NULL, NULL, FIELD_TEXT, PRINT_BARE, false}};

static const struct field_spec caa[] = {
    {"flags", NULL, FIELD_U8, PRINT_BARE, true},
    {"tag", NULL, FIELD_TEXT, PRINT_BARE, false},
    {"value", NULL, FIELD_TEXT, PRINT_QUOTED, false},
};

/* The former keys name other fields than they did: octoDNS moved them by one. */
static const struct field_spec ds[] = {
    {"key_tag", "flags", FIELD_U16, PRINT_BARE, false},
    {"algorithm", "protocol", FIELD_U8, PRINT_BARE, false},
    {"digest_type", "algorithm", FIELD_U8, PRINT_BARE, false},
    {"digest", "public_key", FIELD_LOWER, PRINT_BARE, false},
};

static const struct field_spec loc[] = {
    {"lat_degrees", NULL, FIELD_U8, PRINT_BARE, false},
    {"lat_minutes", NULL, FIELD_U8, PRINT_BARE, false},
    {"lat_seconds", NULL, FIELD_REAL, PRINT_SECONDS, false},
    {"lat_direction", NULL, FIELD_UPPER, PRINT_BARE, false},
    {"long_degrees", NULL, FIELD_U8, PRINT_BARE, false},
    {"long_minutes", NULL, FIELD_U8, PRINT_BARE, false},
    {"long_seconds", NULL, FIELD_REAL, PRINT_SECONDS, false},
    {"long_direction", NULL, FIELD_UPPER, PRINT_BARE, false},
    {"altitude", NULL, FIELD_REAL, PRINT_METRES, false},
    {"size", NULL, FIELD_REAL, PRINT_METRES, false},
    {"precision_horz", NULL, FIELD_REAL, PRINT_METRES, false},
    {"precision_vert", NULL, FIELD_REAL, PRINT_METRES, false},
};

static const struct field_spec mx[] = {
    {"preference", "priority", FIELD_U16, PRINT_BARE, false},
    {"exchange", "value", FIELD_TARGET, PRINT_BARE, false},
};

static const struct field_spec naptr[] = {
    {"order", NULL, FIELD_U16, PRINT_BARE, false},
    {"preference", NULL, FIELD_U16, PRINT_BARE, false},
    {"flags", NULL, FIELD_UPPER, PRINT_QUOTED, false},
    {"service", NULL, FIELD_TEXT, PRINT_QUOTED, false},
    {"regexp", NULL, FIELD_TEXT, PRINT_QUOTED, false},
    {"replacement", NULL, FIELD_TEXT, PRINT_BARE, false},
};

static const struct field_spec srv[] = {
    {"priority", NULL, FIELD_U16, PRINT_BARE, false},
    {"weight", NULL, FIELD_U16, PRINT_BARE, false},
    {"port", NULL, FIELD_U16, PRINT_BARE, false},
    {"target", NULL, FIELD_TARGET, PRINT_BARE, false},
};

static const struct field_spec sshfp[] = {
    {"algorithm", NULL, FIELD_U8, PRINT_BARE, false},
    {"fingerprint_type", NULL, FIELD_U8, PRINT_BARE, false},
    {"fingerprint", NULL, FIELD_LOWER, PRINT_BARE, false},
};

static const struct field_spec svcb[] = {
    {"svcpriority", NULL, FIELD_U16, PRINT_BARE, false},
    {"targetname", NULL, FIELD_TARGET, PRINT_BARE, false},
    {"svcparams", NULL, FIELD_PARAMS, PRINT_PARAMS, true},
};

static const struct field_spec tlsa[] = {
    {"certificate_usage", NULL, FIELD_U8, PRINT_BARE, false},
    {"selector", NULL, FIELD_U8, PRINT_BARE, false},
    {"matching_type", NULL, FIELD_U8, PRINT_BARE, false},
    {"certificate_association_data", NULL, FIELD_LOWER, PRINT_BARE, false},
};

static const struct field_spec uri[] = {
    {"priority", NULL, FIELD_U16, PRINT_BARE, false},
    {"weight", NULL, FIELD_U16, PRINT_BARE, false},
    {"target", NULL, FIELD_TEXT, PRINT_QUOTED, false},
};

static const struct field_spec urlfwd[] = {
    {"path", NULL, FIELD_TEXT, PRINT_QUOTED, false},
    {"target", NULL, FIELD_TEXT, PRINT_QUOTED, false},
    {"code", NULL, FIELD_U16, PRINT_BARE, false},
    {"masking", NULL, FIELD_U8, PRINT_BARE, false},
    {"query", NULL, FIELD_U8, PRINT_BARE, false},
};

/* octoDNS's name for an alias of Route 53: to a service, or to a record of the zone. */
static const struct field_spec route53_alias[] = {
    {"name", NULL, FIELD_NAME, PRINT_QUOTED, true},
    {"type", NULL, FIELD_TEXT, PRINT_BARE, false},
    {"hosted-zone-id", NULL, FIELD_MAYBE, PRINT_BARE, true},
    {"evaluate-target-health", NULL, FIELD_FLAG, PRINT_HIDDEN, true},
};

#define ADDRESS (RTYPE_GEO | RTYPE_DYNAMIC)

const struct rtype rtypes[] = {
    {"A", 1, ADDRESS, LEN(ip4), ip4, "ARecord"},
    {"AAAA", 28, ADDRESS, LEN(ip6), ip6, "AaaaRecord"},
    {"ALIAS", 0, RTYPE_SINGLE, LEN(target), target, "AliasRecord"},
    {"CAA", 257, 0, LEN(caa), caa, "CaaRecord"},
    {"CNAME", 5, RTYPE_SINGLE | RTYPE_DYNAMIC, LEN(target), target, "CnameRecord"},
    {"DNAME", 39, RTYPE_SINGLE | RTYPE_DYNAMIC, LEN(target), target, "DnameRecord"},
    {"DS", 43, 0, LEN(ds), ds, "DsRecord"},
    {"HTTPS", 65, RTYPE_OCTODNS_QUOTE, LEN(svcb), svcb, "HttpsRecord"},
    {"LOC", 29, RTYPE_OCTODNS_QUOTE, LEN(loc), loc, "LocRecord"},
    {"MX", 15, RTYPE_OCTODNS_QUOTE, LEN(mx), mx, "MxRecord"},
    {"NAPTR", 35, RTYPE_OCTODNS_QUOTE, LEN(naptr), naptr, "NaptrRecord"},
    {"NS", 2, 0, LEN(target), target, "NsRecord"},
    {"OPENPGPKEY", 61, 0, LEN(text), text, "OpenpgpkeyRecord"},
    {"PTR", 12, 0, LEN(target), target, "PtrRecord"},
    {"Route53Provider/ALIAS", 0, RTYPE_NO_TTL, LEN(route53_alias), route53_alias,
	"Route53AliasRecord"},
    {"SPF", 99, 0, LEN(chunked), chunked, "SpfRecord"},
    {"SRV", 33, RTYPE_OCTODNS_QUOTE, LEN(srv), srv, "SrvRecord"},
    {"SSHFP", 44, RTYPE_OCTODNS_QUOTE, LEN(sshfp), sshfp, "SshfpRecord"},
    {"SVCB", 64, RTYPE_OCTODNS_QUOTE, LEN(svcb), svcb, "SvcbRecord"},
    {"TLSA", 52, RTYPE_OCTODNS_QUOTE, LEN(tlsa), tlsa, "TlsaRecord"},
    {"TXT", 16, 0, LEN(chunked), chunked, "TxtRecord"},
    {"URI", 256, RTYPE_OCTODNS_QUOTE, LEN(uri), uri, "UriRecord"},
    {"URLFWD", 0, 0, LEN(urlfwd), urlfwd, "UrlfwdRecord"},
};

const unsigned rtype_count = LEN(rtypes);

const struct rtype *
rtype_find(struct slice name)
{
	unsigned i;

	/* The first letter tells most of them apart. */
	for (i = 0; i < LEN(rtypes) && name.len > 0; i++) {
		if (rtypes[i].name[0] == name.data[0] && slice_is(name, rtypes[i].name))
			return &rtypes[i];
	}
	return NULL;
}

int64_t
field_max(enum field_kind kind)
{
	return kind == FIELD_U8 ? UINT8_MAX : UINT16_MAX;
}

uint8_t
rtype_index(const struct rtype *type)
{
	return (uint8_t)(type - rtypes);
}
