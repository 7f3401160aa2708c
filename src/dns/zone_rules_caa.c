/* Rules for the CAA sets of a zone (RFC 8659). */
#include "dns/rules_parts.h"

static bool
has_tag(const struct rrset *rrset, const char *tag)
{
	size_t i;

	for (i = 0; i < rrset->nvalues; i++) {
		if (slice_is(zone_field(rrset, i, "tag")->text, tag))
			return true;
	}
	return false;
}

static void
check_set(struct zone_call *call, const struct rrset *rrset)
{
	if (has_tag(rrset, "issuewild"))
		return;
	if (has_tag(rrset, "issue")) {
		zone_fail(call, &rrset, 1,
		    "add {flags: 0, tag: issuewild, value: ';'} or name an authority",
		    "the CAA set of %.*s has issue, and no issuewild", SLICE_ARGS(rrset->name));
	} else {
		zone_fail(call, &rrset, 1, "add {flags: 0, tag: issue, value: …}",
		    "the CAA set of %.*s has no issue, so every authority may issue certificates",
		    SLICE_ARGS(rrset->name));
	}
}

static void
check_caa(struct zone_call *call)
{
	const struct rtype *caa = rtype_find(slice_of("CAA"));
	uint8_t type = rtype_index(caa);
	size_t i;

	if (call->options->caa_required && zone_find(call->zone, call->zone->name, caa) == NULL) {
		zone_fail(call, NULL, 0, "add a CAA record at the root",
		    "the zone has no CAA record at its root");
	}
	for (i = 0; i < call->zone->count; i++) {
		if (call->zone->rrsets[i].type == type)
			check_set(call, &call->zone->rrsets[i]);
	}
}

const struct zone_rule zone_rules_caa[] = {
    {"caa-best-practices", RULE_BEST_PRACTICE, check_caa, "CaaZoneValidator",
	"a CAA set says who may issue certificates, and wildcards (RFC 8659 4.2, 4.3)"},
    {0},
};
