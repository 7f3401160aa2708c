/* Rules for what may stand beside a CNAME, an ALIAS or a DNAME, and where they lead. */
#include "dns/name.h"
#include "dns/rules_parts.h"

#include "core/mem.h"

#include <stdlib.h>

#define NAME_ROOM (NAME_MAX_TEXT + 2)

/* All RRsets of one name, the one of type ${first} in front; return how many. */
static size_t
gather(const struct zone_call *call, const struct rrset *rrset, uint8_t first,
    const struct rrset **node, size_t room)
{
	const struct rrset *at = zone_first(call->zone, rrset->name);
	size_t count = 0;

	for (; at != NULL && count < room; at = zone_next(call->zone, at)) {
		node[count] = at;
		if (at->type == first) {
			node[count] = node[0];
			node[0] = at;
		}
		count++;
	}
	return count;
}

static bool
has_type(const struct rrset *const *node, size_t count, const char *name)
{
	uint8_t type = zone_type(name);
	size_t i;

	for (i = 0; i < count; i++) {
		if (node[i]->type == type)
			return true;
	}
	return false;
}

/* ---- cname-coexistence */

enum { NODE_MOST = 64 }; /* more than there are types */

static void
check_coexistence(struct zone_call *call)
{
	uint8_t cname = zone_type("CNAME"), alias = zone_type("ALIAS");
	const struct rrset *node[NODE_MOST];
	size_t i;

	for (i = 0; i < call->zone->count; i++) {
		const struct rrset *rrset = &call->zone->rrsets[i];
		size_t count;

		if (rrset->type != cname && rrset->type != alias)
			continue;
		count = gather(call, rrset, rrset->type, node, NODE_MOST);
		if (count < 2)
			continue;
		if (rrset->type == cname) {
			zone_fail(call, node, count, "remove it, or the other records of that name",
			    "a CNAME must be alone at its name; %.*s has %s beside it",
			    SLICE_ARGS(rrset->name), rrset_type(node[1])->name);
		} else if (!has_type(node, count, "CNAME") &&
		    (has_type(node, count, "A") || has_type(node, count, "AAAA"))) {
			zone_fail(call, node, count, "remove it, or the addresses of that name",
			    "an ALIAS cannot stand beside A or AAAA records at %.*s",
			    SLICE_ARGS(rrset->name));
		}
	}
}

/* ---- no-cname-loop */

/* The CNAME or ALIAS at ${name}, or NULL. */
static const struct rrset *
find_link(const struct zone_call *call, struct slice name, uint8_t cname, uint8_t alias)
{
	const struct rrset *at = zone_first(call->zone, name);

	while (at != NULL && at->type != cname && at->type != alias)
		at = zone_next(call->zone, at);
	return at;
}

static void
report_loop(struct zone_call *call, const struct rrset *const *path, size_t count)
{
	zone_fail(call, path, count, "point one of them to a name that has addresses",
	    "%.*s leads back to itself by way of %zu record%s", SLICE_ARGS(path[0]->name), count,
	    count == 1 ? "" : "s");
}

static void
check_loop(struct zone_call *call)
{
	uint8_t cname = zone_type("CNAME"), alias = zone_type("ALIAS");
	size_t total = call->zone->count, i;
	/* For each RRset, the start (+ 1) of the first path over it; and that path. */
	size_t *seen = mem_zero(total + 1, sizeof(*seen));
	const struct rrset **path = mem_zero(total + 1, sizeof(*path));

	for (i = 0; i < total; i++) {
		const struct rrset *at = &call->zone->rrsets[i];
		size_t count = 0, start;

		if (at->type != cname && at->type != alias)
			continue;
		while (at != NULL && seen[at - call->zone->rrsets] == 0 && at->nvalues > 0) {
			seen[at - call->zone->rrsets] = i + 1;
			path[count++] = at;
			at = find_link(call, zone_field(at, 0, NULL)->text, cname, alias);
		}
		if (at == NULL || at->nvalues == 0 || seen[at - call->zone->rrsets] != i + 1)
			continue;
		for (start = 0; start < count && path[start] != at; start++)
			;
		if (start < count)
			report_loop(call, path + start, count - start);
	}
	free(path);
	free(seen);
}

/* ---- root-cname */

static void
check_root(struct zone_call *call)
{
	const struct rtype *cname = rtype_find(slice_of("CNAME"));
	const struct rrset *rrset = zone_find(call->zone, call->zone->name, cname);

	if (rrset == NULL)
		return;
	zone_fail(call, &rrset, 1, "use an ALIAS, or A and AAAA records",
	    "a CNAME cannot stand at the root of the zone");
}

/* ---- dname-coexistence */

static void
check_dname_neighbours(struct zone_call *call, const struct rrset *dname)
{
	const struct rrset *node[NODE_MOST];
	size_t count = gather(call, dname, dname->type, node, NODE_MOST);

	if (has_type(node, count, "CNAME")) {
		zone_fail(call, node, count, "remove one of the two",
		    "a DNAME cannot stand beside a CNAME at %.*s", SLICE_ARGS(dname->name));
	}
	if (!zone_is_apex(call, dname) && has_type(node, count, "NS")) {
		zone_fail(call, node, count, "remove one of the two",
		    "a DNAME cannot stand beside NS records at %.*s, below the root of the zone",
		    SLICE_ARGS(dname->name));
	}
}

/* The nearest DNAME above ${name} in the zone, or NULL. */
static const struct rrset *
find_dname_above(const struct zone_call *call, struct slice name, const struct rtype *type)
{
	while (name.len > call->zone->name.len) {
		const struct rrset *found;

		name = slice_sub(name, slice_find(name, '.') + 1, name.len);
		found = zone_find(call->zone, name, type);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static void
check_dname(struct zone_call *call)
{
	const struct rtype *type = rtype_find(slice_of("DNAME"));
	uint8_t index = rtype_index(type);
	bool any = false;
	size_t i;

	for (i = 0; i < call->zone->count; i++) {
		if (call->zone->rrsets[i].type != index)
			continue;
		any = true;
		check_dname_neighbours(call, &call->zone->rrsets[i]);
	}
	for (i = 0; any && i < call->zone->count; i++) {
		const struct rrset *rrset = &call->zone->rrsets[i];
		const struct rrset *above = find_dname_above(call, rrset->name, type);

		if (above == NULL)
			continue;
		zone_fail(call, &rrset, 1, "remove it, or the DNAME",
		    "nobody sees %.*s: the DNAME at %.*s stands in for all names below it",
		    SLICE_ARGS(rrset->name), SLICE_ARGS(above->name));
	}
}

/* ---- where CNAMEs lead to */

static void
check_target_cname(struct zone_call *call)
{
	const struct rtype *cname = rtype_find(slice_of("CNAME"));
	uint8_t index = rtype_index(cname);
	char name[NAME_ROOM];
	size_t i;

	for (i = 0; i < call->zone->count; i++) {
		const struct rrset *rrset = &call->zone->rrsets[i];

		if (rrset->type != index || rrset->nvalues == 0)
			continue;
		if (!zone_owns(call, zone_field(rrset, 0, NULL)->text, name, sizeof(name)) ||
		    zone_find(call->zone, slice_of(name), cname) == NULL)
			continue;
		zone_fail(call, &rrset, 1, "point it to where the other one points",
		    "the target %s is a CNAME itself", name);
	}
}

static void
check_target_exists(struct zone_call *call)
{
	uint8_t cname = zone_type("CNAME"), alias = zone_type("ALIAS");
	char name[NAME_ROOM];
	size_t i;

	for (i = 0; i < call->zone->count; i++) {
		const struct rrset *rrset = &call->zone->rrsets[i];

		if ((rrset->type != cname && rrset->type != alias) || rrset->nvalues == 0)
			continue;
		if (!zone_owns(call, zone_field(rrset, 0, NULL)->text, name, sizeof(name)) ||
		    zone_first(call->zone, slice_of(name)) != NULL)
			continue;
		zone_fail(call, &rrset, 1, "add a record of that name, or point it elsewhere",
		    "the target %s is in this zone, and does not exist", name);
	}
}

const struct zone_rule zone_rules_cname[] = {
    {"cname-coexistence", RULE_LEGACY | RULE_STRICT, check_coexistence, "CnameCoexistenceValidator",
	"a CNAME is alone at its name, an ALIAS without A and AAAA (RFC 1034 3.6.2)"},
    {"no-cname-loop", RULE_STRICT, check_loop, "NoCnameLoopZoneValidator",
	"CNAMEs and ALIASes do not lead in a circle (RFC 1034 3.6.2)"},
    {"root-cname", RULE_STRICT, check_root, "RootCnameZoneValidator",
	"no CNAME at the root of the zone (RFC 1912 2.4)"},
    {"dname-coexistence", RULE_STRICT, check_dname, "DnameCoexistenceValidator",
	"no CNAME or delegation beside a DNAME, nothing below one (RFC 6672 2.3, 2.4)"},
    {"cname-target-not-cname", RULE_BEST_PRACTICE, check_target_cname,
	"CnameTargetNotCnameZoneValidator", "a CNAME does not lead to a CNAME (RFC 1034 3.6.2)"},
    {"cname-target-resolvable-in-zone", RULE_BEST_PRACTICE, check_target_exists,
	"CnameTargetResolvableInZoneZoneValidator",
	"a target inside the zone exists, for CNAME and ALIAS"},
    {0},
};
