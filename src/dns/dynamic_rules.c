/* The rules of dynamic records: who is sent to which pool, and in which order. */
#include "dns/dynamic.h"
#include "dns/dynamic_check.h"

#include "core/mem.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define GEO_MAX 8 /* "NA-US-CA" */

/* What was met so far.  Keys are in the arena; values are rule numbers. */
struct targets {
	struct arena arena;
	struct map geos, subnets;
	bool default_seen;
};

/* One rule with its parts; NULL when they are not there. */
struct rule_parts {
	const struct node *rule, *geos, *subnets;
	size_t number; /* from 1 */
};

/* ---- subnets */

static void
meet_network(struct rule_call *call, struct targets *seen, const struct rule_parts *parts,
    const struct network *network)
{
	char text[INET6_ADDRSTRLEN] = "", key[18];
	struct network wider = *network;
	const void *where;

	(void)inet_ntop(network->bits == 32 ? AF_INET : AF_INET6, network->bytes, text,
	    sizeof(text));
	for (;;) {
		where = map_get(&seen->subnets, network_key(&wider, key));
		if (where != NULL && wider.prefix == network->prefix) {
			rule_fail(call, network->at, "take it out of one of the two",
			    "rule %zu has subnet %s/%u, which rule %" PRIuPTR " has already",
			    parts->number, text, network->prefix, (uintptr_t)where);
		} else if (where != NULL) {
			rule_fail(call, network->at,
			    "put the narrower subnet before the broader one",
			    "rule %zu has subnet %s/%u, which is inside a /%u of rule %" PRIuPTR,
			    parts->number, text, network->prefix, wider.prefix, (uintptr_t)where);
		}
		if (wider.prefix == 0)
			break;
		wider.prefix--;
		(void)network_mask(wider.bytes, wider.prefix);
	}
	(void)map_put(&seen->subnets, arena_copy(&seen->arena, network_key(network, key)),
	    (void *)(uintptr_t)parts->number); /* NOLINT: a number in the place of a pointer */
}

static void
check_subnets(struct rule_call *call, struct targets *seen, const struct rule_parts *parts)
{
	struct network *networks;
	size_t i, count = 0;

	if (parts->subnets == NULL)
		return;
	if (parts->subnets->kind != NODE_LIST) {
		rule_fail(call, parts->subnets, "write \"- 192.0.2.0/24\" for each",
		    "rule %zu: subnets must be a list, not %s", parts->number,
		    node_kind_name(parts->subnets));
		return;
	}
	networks = mem_zero(parts->subnets->u.list.count + 1, sizeof(*networks));
	for (i = 0; i < parts->subnets->u.list.count; i++) {
		const struct node *item = parts->subnets->u.list.items[i];

		if (item->kind == NODE_TEXT && network_read(item->text, &networks[count])) {
			networks[count++].at = item;
			continue;
		}
		rule_fail(call, item, "write a network without host bits, such as 192.0.2.0/24",
		    "rule %zu: \"%.*s\" is not a subnet", parts->number,
		    SLICE_ARGS(rule_shown(item)));
	}
	qsort(networks, count, sizeof(*networks), network_compare);
	for (i = 0; i < count; i++)
		meet_network(call, seen, parts, &networks[i]);
	free(networks);
}

/* ---- geos */

static int
compare_text(const void *a, const void *b)
{
	return slice_compare((*(const struct node *const *)a)->text,
	    (*(const struct node *const *)b)->text);
}

static void
check_code(struct rule_call *call, const struct rule_parts *parts, const struct node *geo)
{
	static const char *const faults[] = {
	    [GEO_SHAPE] = "is not CONTINENT-COUNTRY-PROVINCE",
	    [GEO_CONTINENT] = "has no known continent",
	    [GEO_COUNTRY] = "has no known country of that continent",
	    [GEO_PROVINCE] = "has no known province of that country",
	};
	enum geo_fault fault = geo_code_check(geo->text);

	if (fault == GEO_KNOWN)
		return;
	rule_fail(call, geo,
	    "write CONTINENT, CONTINENT-COUNTRY or CONTINENT-COUNTRY-PROVINCE, such as NA-US-CA",
	    "rule %zu: the geo \"%.*s\" %s", parts->number, SLICE_ARGS(rule_shown(geo)),
	    faults[fault]);
}

/* A plain prefix counts as broader, as it does in octoDNS. */
static void
meet_geo(struct rule_call *call, struct targets *seen, const struct rule_parts *parts,
    const struct node *geo)
{
	struct slice text = geo->text;
	size_t len, most = text.len < GEO_MAX ? text.len : GEO_MAX;
	const void *where = map_get(&seen->geos, text);

	if (where != NULL) {
		rule_fail(call, geo, "take it out of one of the two",
		    "rule %zu has geo %.*s, which rule %" PRIuPTR " has already", parts->number,
		    SLICE_ARGS(rule_shown(geo)), (uintptr_t)where);
	}
	for (len = 0; len <= most && len < text.len; len++) {
		where = map_get(&seen->geos, slice_sub(text, 0, len));
		if (where == NULL)
			continue;
		rule_fail(call, geo, "put the narrower place before the broader one",
		    "rule %zu has geo %.*s, which is inside %.*s of rule %" PRIuPTR, parts->number,
		    SLICE_ARGS(rule_shown(geo)), (int)len, text.data, (uintptr_t)where);
	}
	(void)map_put(&seen->geos, text, (void *)(uintptr_t)parts->number);
}

static void
check_geos(struct rule_call *call, struct targets *seen, const struct rule_parts *parts)
{
	const struct node **sorted;
	size_t i, count = 0;

	if (parts->geos == NULL)
		return;
	if (parts->geos->kind != NODE_LIST) {
		rule_fail(call, parts->geos, "write \"- EU\" for each",
		    "rule %zu: geos must be a list, not %s", parts->number,
		    node_kind_name(parts->geos));
		return;
	}
	sorted = mem_zero(parts->geos->u.list.count + 1, sizeof(*sorted));
	for (i = 0; i < parts->geos->u.list.count; i++) {
		if (rule_is_text(call, parts->geos->u.list.items[i], "a geo"))
			sorted[count++] = parts->geos->u.list.items[i];
	}
	qsort(sorted, count, sizeof(*sorted), compare_text);
	for (i = 0; i < count; i++) {
		check_code(call, parts, sorted[i]);
		meet_geo(call, seen, parts, sorted[i]);
	}
	free(sorted);
}

/* ---- rules */

static void
check_rule_pool(struct rule_call *call, struct dynamic_pools *pools, const struct rule_parts *parts,
    const struct node *pool, bool targeted)
{
	bool before;

	if (pool->kind != NODE_TEXT) {
		rule_fail(call, pool, "put the name in quotes",
		    "rule %zu: \"%.*s\" is no name of a pool", parts->number,
		    SLICE_ARGS(rule_shown(pool)));
		return;
	}
	if (!dynamic_use_pool(pools, pool, &before)) {
		rule_fail(call, pool, "write the name of one of the pools",
		    "rule %zu: there is no pool \"%.*s\"", parts->number,
		    SLICE_ARGS(rule_shown(pool)));
	} else if (before && targeted) {
		rule_fail(call, pool, "put the geos and subnets of both rules into one",
		    "rule %zu uses pool \"%.*s\", which an earlier rule uses", parts->number,
		    SLICE_ARGS(rule_shown(pool)));
	}
}

/* Subnets alone, subnets with geos, geos alone, neither. */
static void
check_order(struct rule_call *call, const struct rule_parts *parts, const struct node *previous)
{
	bool subnets = !rule_falsy(parts->subnets), geos = !rule_falsy(parts->geos);
	bool was_subnets = !rule_falsy(node_get(previous, "subnets"));
	bool was_geos = !rule_falsy(node_get(previous, "geos"));

	if (subnets && geos && was_geos && !was_subnets) {
		rule_fail(call, parts->rule, "move it up",
		    "rule %zu has subnets and geos, so it must come before those with geos only",
		    parts->number);
	}
	if (subnets && !geos && was_geos) {
		rule_fail(call, parts->rule, "move it up",
		    "rule %zu has subnets only, so it must come before those with geos",
		    parts->number);
	}
}

static void
check_rule(struct rule_call *call, struct dynamic_pools *pools, struct targets *seen,
    const struct node *rules, size_t i)
{
	const struct node *rule = rules->u.list.items[i];
	struct rule_parts parts = {rule, node_get(rule, "geos"), node_get(rule, "subnets"), i + 1};
	bool targeted = !rule_falsy(parts.geos) || !rule_falsy(parts.subnets);
	const struct node *pool = node_get(rule, "pool");

	if (rule->kind != NODE_MAP) {
		rule_refuse(call, rule, "write \"pool: NAME\" below the hyphen",
		    "rule %zu must be a mapping, not %s", parts.number, node_kind_name(rule));
		return;
	}
	if (pool == NULL) {
		rule_fail(call, rule, "add \"pool: NAME\"", "rule %zu has no pool", parts.number);
		return;
	}
	check_rule_pool(call, pools, &parts, pool, targeted);
	if (i > 0)
		check_order(call, &parts, rules->u.list.items[i - 1]);
	if (!targeted && seen->default_seen) {
		rule_fail(call, rule, "give it geos or subnets, or take it out",
		    "rule %zu is a second one for everybody else", parts.number);
	}
	seen->default_seen = seen->default_seen || !targeted;
	check_subnets(call, seen, &parts);
	check_geos(call, seen, &parts);
}

void
dynamic_check_rules(struct rule_call *call, struct dynamic_pools *pools, const struct node *dynamic)
{
	const struct node *rules = node_get(dynamic, "rules"), *last;
	struct targets seen = {0};
	size_t i;

	if (rules != NULL && rules->kind != NODE_LIST) {
		rule_fail(call, rules, "write \"- pool: NAME\" for each",
		    "rules must be a list, not %s", node_kind_name(rules));
		return;
	}
	if (rules == NULL || rules->u.list.count == 0) {
		rule_fail(call, rules != NULL ? rules : dynamic,
		    "add \"rules:\" with \"- pool: NAME\"", "missing rules");
		return;
	}
	for (i = 0; i < rules->u.list.count; i++)
		check_rule(call, pools, &seen, rules, i);
	last = rules->u.list.items[rules->u.list.count - 1];
	if (!rule_falsy(node_get(last, "subnets")) || !rule_falsy(node_get(last, "geos"))) {
		rule_fail(call, last, "add a last rule with only \"pool: NAME\"",
		    "the last rule must be for everybody, without geos or subnets");
	}
	map_free(&seen.geos);
	map_free(&seen.subnets);
	arena_free(&seen.arena);
}
