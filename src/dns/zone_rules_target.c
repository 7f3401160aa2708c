/* Rules for what NS, MX and SRV records point to. */
#include "dns/name.h"
#include "dns/rules_parts.h"

#define NAME_ROOM (NAME_MAX_TEXT + 2)

/* What is asked of each target of a type that is inside the zone. */
struct question {
	const char *type;
	const char *field; /* NULL: the value itself */
	bool (*wrong)(const struct zone_call *call, struct slice name);
	const char *hint;
	const char *fault; /* behind "the target NAME" */
};

static bool
is_cname(const struct zone_call *call, struct slice name)
{
	return zone_find(call->zone, name, rtype_find(slice_of("CNAME"))) != NULL;
}

static bool
has_no_address(const struct zone_call *call, struct slice name)
{
	return zone_find(call->zone, name, rtype_find(slice_of("A"))) == NULL &&
	    zone_find(call->zone, name, rtype_find(slice_of("AAAA"))) == NULL;
}

static bool
is_missing(const struct zone_call *call, struct slice name)
{
	return zone_first(call->zone, name) == NULL;
}

static void
ask_one(struct zone_call *call, const struct question *q, const struct rrset *rrset)
{
	char name[NAME_ROOM];
	size_t i;

	for (i = 0; i < rrset->nvalues; i++) {
		struct slice target = zone_field(rrset, i, q->field)->text;

		if (target.len == 0) {
			zone_fail(call, &rrset, 1, "write a name with a final dot",
			    "the %s is empty", q->field != NULL ? q->field : "value");
			continue;
		}
		if (slice_is(target, ".") || !zone_owns(call, target, name, sizeof(name)) ||
		    !q->wrong(call, slice_of(name)))
			continue;
		zone_fail(call, &rrset, 1, q->hint, "the target %s %s", name, q->fault);
	}
}

static void
ask(struct zone_call *call, const struct question *q)
{
	uint8_t type = zone_type(q->type);
	size_t i;

	for (i = 0; i < call->zone->count; i++) {
		if (call->zone->rrsets[i].type == type)
			ask_one(call, q, &call->zone->rrsets[i]);
	}
}

static const char cname_hint[] = "point it to the name that the CNAME points to";
static const char cname_fault[] = "is a CNAME";
static const char missing_hint[] = "add a record of that name, or point it elsewhere";
static const char missing_fault[] = "is in this zone, and does not exist";

static void
check_glue(struct zone_call *call)
{
	static const struct question q = {"NS", NULL, has_no_address,
	    "add an A or AAAA record of that name",
	    "is in this zone, and has no address by which it could be found"};

	ask(call, &q);
}

static void
check_ns_cname(struct zone_call *call)
{
	static const struct question q = {"NS", NULL, is_cname, cname_hint, cname_fault};

	ask(call, &q);
}

static void
check_mx_cname(struct zone_call *call)
{
	static const struct question q = {"MX", "exchange", is_cname, cname_hint, cname_fault};

	ask(call, &q);
}

static void
check_srv_cname(struct zone_call *call)
{
	static const struct question q = {"SRV", "target", is_cname, cname_hint, cname_fault};

	ask(call, &q);
}

static void
check_mx_exists(struct zone_call *call)
{
	static const struct question q = {"MX", "exchange", is_missing, missing_hint,
	    missing_fault};

	ask(call, &q);
}

static void
check_srv_exists(struct zone_call *call)
{
	static const struct question q = {"SRV", "target", is_missing, missing_hint, missing_fault};

	ask(call, &q);
}

static void
check_ns_count(struct zone_call *call)
{
	uint8_t ns = zone_type("NS");
	size_t i;

	for (i = 0; i < call->zone->count; i++) {
		const struct rrset *rrset = &call->zone->rrsets[i];

		if (rrset->type != ns || rrset->nvalues >= 2)
			continue;
		zone_fail(call, &rrset, 1, "add a second name server",
		    "%.*s has %u name server; there should be two at least",
		    SLICE_ARGS(rrset->name), rrset->nvalues);
	}
}

const struct zone_rule zone_rules_target[] = {
    {"glue-for-in-zone-ns", RULE_STRICT, check_glue, "GlueForInZoneNsZoneValidator",
	"a name server inside the zone has an address there (RFC 1034 4.2.1)"},
    {"ns-target-not-cname", RULE_STRICT, check_ns_cname, "NsTargetNotCnameZoneValidator",
	"a name server is no CNAME (RFC 2181 10.3)"},
    {"mx-target-not-cname", RULE_STRICT, check_mx_cname, "MxTargetNotCnameZoneValidator",
	"a mail exchange is no CNAME (RFC 2181 10.3)"},
    {"srv-target-not-cname", RULE_STRICT, check_srv_cname, "SrvTargetNotCnameZoneValidator",
	"the target of a service is no CNAME (RFC 2782)"},
    {"multi-value-ns", RULE_BEST_PRACTICE, check_ns_count, "MultiValueNsZoneValidator",
	"there are two name servers at least (RFC 2182 5)"},
    {"mx-target-resolvable-in-zone", RULE_BEST_PRACTICE, check_mx_exists,
	"MxTargetResolvableInZoneZoneValidator", "a mail exchange inside the zone exists"},
    {"srv-target-resolvable-in-zone", RULE_BEST_PRACTICE, check_srv_exists,
	"SrvTargetResolvableInZoneZoneValidator", "the target of a service inside the zone exists"},
    {0},
};
