/* Dynamic records, read: a tree of sets of records becomes one record with pools and rules. */
#include "cidr.h"
#include "health.h"

#include "dns/dynamic.h"
#include "dns/name.h"

#include <stdlib.h>
#include <string.h>

#define MAX_RULE 100000

/* One dynamic record that is being put together. */
struct building {
	const struct provider *provider;
	struct arena *arena; /* the zone's */
	struct slice owner;
	const struct rtype *type;
	struct node *record, *pools, *rules;
	struct map by_number;  /* rules, by the start of their SetIdentifier */
	struct node *settings; /* of the health checks, or NULL when all are the defaults */
	bool checked, mixed;
	const char *why;
	struct talk_fault *fault;
};

/* "_octodns-one-pool.www.a." is pool "one"; data NULL when it is none. */
static struct slice
pool_name(struct slice name, const char *suffix)
{
	struct slice label = slice_sub(name, 0, slice_find(name, '.')),
		     start = slice_of("_octodns-");
	struct slice end = slice_of(suffix);

	if (!slice_starts(label, start) || !slice_ends(label, end) ||
	    label.len <= start.len + end.len)
		return (struct slice){0};
	return slice_sub(label, start.len, label.len - end.len);
}

static struct node *
need_pool(struct building *b, struct slice name)
{
	const struct node_pair *pair = node_find(b->pools, name);
	struct node *pool;

	if (pair != NULL)
		return pair->value;
	pool = node_map(b->arena, 2);
	node_set(b->arena, pool, slice_of("values"), node_list(b->arena, 2));
	node_add(b->arena, b->pools, name, pool);
	return pool;
}

static struct node *
need_rule(struct building *b, struct slice id)
{
	struct slice number = slice_sub(id, 0, slice_find(id, '-'));
	struct node *rule = map_get(&b->by_number, number);

	if (rule == NULL) {
		rule = node_map(b->arena, 3);
		(void)map_put(&b->by_number, arena_copy(b->arena, number), rule);
	}
	return rule;
}

static enum talk_result
damaged(struct building *b, const char *why)
{
	b->why = why;
	return TALK_MISSING;
}

static struct slice
first_value(const struct xml *set)
{
	return xml_text(xml_find(xml_find(set, "ResourceRecords"), "ResourceRecord"), "Value");
}

/* The record's own values: what is served when no pool is well. */
static enum talk_result
take_default(struct building *b, const struct xml *set)
{
	const struct xml *record = xml_find(xml_find(set, "ResourceRecords"), "ResourceRecord");
	struct node *list = node_list(b->arena, 2);
	struct slice ttl = xml_text(set, "TTL");
	bool single = (b->type->flags & RTYPE_SINGLE) != 0;

	if (record == NULL || ttl.len == 0 || ttl.len > 10)
		return damaged(b, "its default pool has no values");
	for (; record != NULL; record = xml_again(record))
		node_push(b->arena, list, node_text(b->arena, xml_text(record, "Value")));
	node_set(b->arena, b->record, slice_of("ttl"),
	    node_int(b->arena, strtoll(ttl.data, NULL, 10)));
	node_set(b->arena, b->record, slice_of(single ? "value" : "values"),
	    single ? list->u.list.items[0] : list);
	return TALK_OK;
}

static enum talk_result
take_fallback(struct building *b, struct slice pool, struct slice target)
{
	struct slice fallback = pool_name(target, "-pool");

	if (fallback.data == NULL)
		return damaged(b, "the fallback of a pool is no pool");
	if (!slice_is(fallback, "default"))
		node_set(b->arena, need_pool(b, pool), slice_of("fallback"),
		    node_text(b->arena, fallback));
	return TALK_OK;
}

/* The checks of one record have the same settings, or it is to be written again. */
static void
compare_settings(struct building *b, const struct health_check *check)
{
	struct health_settings settings = check->settings;
	struct node *node;

	/* Asked by its own name. */
	if (strcmp(b->type->name, "CNAME") == 0 || slice_equal(settings.host, check->address))
		settings.host = slice_of("");
	node = health_node(b->arena, b->owner, b->type, &settings);
	if (!b->checked)
		b->settings = node;
	else if ((node == NULL) != (b->settings == NULL) ||
	    (node != NULL && !node_equal(node, b->settings)))
		b->mixed = true;
	b->checked = true;
}

static const char *
status_of(struct building *b, const struct xml *set)
{
	struct slice id = xml_text(set, "HealthCheckId");
	const struct health_check *check = id.len > 0 ? health_find(b->provider, id) : NULL;

	if (check == NULL)
		return "up";
	compare_settings(b, check);
	return check->disabled && check->inverted ? "down" : "obey";
}

/* "one-000" is a value of pool "one". */
static enum talk_result
take_value(struct building *b, const struct xml *set)
{
	struct slice id = xml_text(set, "SetIdentifier"), weight = xml_text(set, "Weight");
	struct node *value = node_map(b->arena, 3), *pool;
	struct slice text = first_value(set);

	if (id.len < 5 || weight.len == 0 || weight.len > 3 || text.len == 0)
		return damaged(b, "a value of a pool has no weight or no number");
	pool = need_pool(b, arena_copy(b->arena, slice_sub(id, 0, id.len - 4)));
	node_set(b->arena, value, slice_of("status"),
	    node_text(b->arena, slice_of(status_of(b, set))));
	node_set(b->arena, value, slice_of("value"), node_text(b->arena, text));
	node_set(b->arena, value, slice_of("weight"),
	    node_int(b->arena, strtoll(weight.data, NULL, 10)));
	node_push(b->arena, node_get(pool, "values"), value);
	return TALK_OK;
}

/* As octoDNS writes it: "EU", "EU-DE", "NA-US-CA"; empty for anywhere. */
static int
geo_code(const struct xml *geo, struct buf *out)
{
	struct slice continent = xml_text(geo, "ContinentCode");
	struct slice country = xml_text(geo, "CountryCode");
	struct slice province = xml_text(geo, "SubdivisionCode");
	const char *of;

	if (continent.len > 0) {
		buf_slice(out, continent);
		return 0;
	}
	if (slice_is(country, "*"))
		return 0;
	of = geo_continent(country);
	if (of == NULL)
		return -1;
	buf_printf(out, "%s-%.*s", of, SLICE_ARGS(country));
	if (province.len > 0)
		buf_printf(out, "-%.*s", SLICE_ARGS(province));
	return 0;
}

static enum talk_result
add_geo(struct building *b, struct node *rule, const struct xml *geo)
{
	struct buf code = {0};
	struct node *geos = node_get(rule, "geos");
	int rc = geo_code(geo, &code);

	if (rc == 0 && code.len > 0) {
		if (geos == NULL) {
			geos = node_list(b->arena, 2);
			node_set(b->arena, rule, slice_of("geos"), geos);
		}
		node_push(b->arena, geos, node_text(b->arena, buf_view(&code)));
	}
	buf_free(&code);
	return rc == 0 ? TALK_OK : damaged(b, "a rule is for a country that is not known");
}

static enum talk_result
add_subnets(struct building *b, struct node *rule, const struct xml *routing)
{
	struct slice location = xml_text(routing, "LocationName");
	struct node *subnets;
	enum talk_result result;

	if (slice_is(location, "*"))
		return TALK_OK;
	result = cidr_subnets(b->provider, xml_text(routing, "CollectionId"), location, b->arena,
	    &subnets, b->fault);
	if (result == TALK_OK && subnets->u.list.count > 0)
		node_set(b->arena, rule, slice_of("subnets"), subnets);
	return result;
}

static enum talk_result
take_rule(struct building *b, const struct xml *set)
{
	const struct xml *geo = xml_find(set, "GeoLocation");
	const struct xml *routing = xml_find(set, "CidrRoutingConfig");
	struct slice target = xml_text(xml_find(set, "AliasTarget"), "DNSName");
	struct slice pool = pool_name(target, "-pool");
	struct node *rule;

	if (pool.data == NULL || xml_text(set, "SetIdentifier").len == 0)
		return damaged(b, "a rule has no pool or no number");
	rule = need_rule(b, xml_text(set, "SetIdentifier"));
	node_set(b->arena, rule, slice_of("pool"), node_text(b->arena, pool));
	return geo != NULL ? add_geo(b, rule, geo) : add_subnets(b, rule, routing);
}

static enum talk_result
take_part(struct building *b, const struct route53_part *part)
{
	struct slice pool = pool_name(part->name, "-pool");
	const struct xml *alias = xml_find(part->set, "AliasTarget");

	if (slice_is(pool, "default"))
		return take_default(b, part->set);
	if (pool.data != NULL && slice_is(xml_text(part->set, "Failover"), "SECONDARY"))
		return take_fallback(b, pool, xml_text(alias, "DNSName"));
	if (pool.data != NULL)
		return TALK_OK;
	if (xml_find(part->set, "GeoLocation") != NULL ||
	    xml_find(part->set, "CidrRoutingConfig") != NULL)
		return take_rule(b, part->set);
	if (pool_name(part->name, "-value").data != NULL)
		return take_value(b, part->set);
	return damaged(b, "it has a part that is none of a dynamic record");
}

static int
compare_rules(const void *a, const void *b)
{
	const struct map_entry *left = a, *right = b;
	long one = strtol(left->key.data, NULL, 10), two = strtol(right->key.data, NULL, 10);

	return (one > two) - (one < two);
}

static void
add_rules(struct building *b)
{
	size_t i;

	/* The map is at its end: its order is not needed any more. */
	if (b->by_number.count > 1)
		qsort(b->by_number.entries, b->by_number.count, sizeof(struct map_entry),
		    compare_rules);
	for (i = 0; i < b->by_number.count; i++)
		node_push(b->arena, b->rules, b->by_number.entries[i].value);
}

static void
add_octodns(struct building *b)
{
	struct node *octodns = b->settings, *own;

	if (b->mixed) {
		own = node_map(b->arena, 1);
		octodns = node_map(b->arena, 1);
		node_set(b->arena, own, slice_of("mixed"), node_bool(b->arena, true));
		node_set(b->arena, octodns, slice_of("route53"), own);
	}
	if (octodns != NULL)
		node_set(b->arena, b->record, slice_of("octodns"), octodns);
}

static void
finish(struct building *b, struct incoming *in)
{
	struct node *dynamic = node_map(b->arena, 2);
	struct diags diags = {.limit = 1};
	struct decode decode = {.zone = in->zone->name,
	    .arena = b->arena,
	    .lenient = true,
	    .default_ttl = -1,
	    .diags = &diags};
	struct rrset rrset;

	add_rules(b);
	add_octodns(b);
	node_set(b->arena, dynamic, slice_of("pools"), b->pools);
	node_set(b->arena, dynamic, slice_of("rules"), b->rules);
	node_set(b->arena, b->record, slice_of("dynamic"), dynamic);
	node_set(b->arena, b->record, slice_of("type"),
	    node_text(b->arena, slice_of(b->type->name)));
	if (node_get(b->record, "ttl") == NULL)
		b->why = "it has no default pool";
	else if (rrset_decode(&decode, node_text(b->arena, name_relative(b->owner, in->zone->name)),
		     b->record, &rrset) == 0)
		incoming_rrset(in, &rrset);
	else
		b->why = diags.count > 0 ? arena_text(b->arena, slice_of(diags.items[0].message))
					 : "it cannot be read";
	diags_free(&diags);
}

/* The parts from ${first} to before ${end} are those of one record. */
static enum talk_result
build(const struct provider *provider, struct incoming *in, const struct route53_part *const *parts,
    size_t count, struct talk_fault *fault)
{
	struct arena *arena = &in->zone->arena;
	struct building b = {.provider = provider,
	    .arena = arena,
	    .owner = arena_copy(arena, parts[0]->owner),
	    .type = rtype_find(parts[0]->type),
	    .record = node_map(arena, 5),
	    .pools = node_map(arena, 4),
	    .rules = node_list(arena, 4),
	    .fault = fault};
	enum talk_result result = TALK_OK;
	size_t i;

	for (i = 0; i < count && result == TALK_OK; i++)
		result = take_part(&b, parts[i]);
	if (result == TALK_OK)
		finish(&b, in);
	if (b.why != NULL) {
		in->subject = (struct subject){in->zone->name, b.owner, b.type->name};
		incoming_fault(in, NULL,
		    arena_printf(arena, "a dynamic record that is damaged: %s", b.why));
		result = TALK_OK;
	}
	map_free(&b.by_number);
	return result;
}

static int
compare_parts(const void *a, const void *b)
{
	const struct route53_part *left = *(const struct route53_part *const *)a;
	const struct route53_part *right = *(const struct route53_part *const *)b;
	int order = slice_compare(left->owner, right->owner);

	if (order == 0)
		order = slice_compare(left->type, right->type);
	return order != 0 ? order : slice_compare(left->id, right->id);
}

static bool
same_record(const struct route53_part *a, const struct route53_part *b)
{
	return slice_equal(a->owner, b->owner) && slice_equal(a->type, b->type);
}

enum talk_result
route53_dynamic(const struct provider *provider, struct incoming *in,
    const struct route53_kept *kept, struct talk_fault *fault)
{
	struct arena arena = {0};
	const struct route53_part **parts = arena_array(&arena, kept->count, sizeof(*parts));
	enum talk_result result = TALK_OK;
	size_t count = 0, i, end;

	for (i = 0; i < kept->count; i++) {
		if (kept->parts[i].owner.data != NULL)
			parts[count++] = &kept->parts[i];
	}
	if (count > 0)
		result = health_load(provider, fault);
	if (count > 1)
		qsort(parts, count, sizeof(*parts), compare_parts);
	for (i = 0; i < count && result == TALK_OK; i = end) {
		end = i + 1;
		while (end < count && same_record(parts[i], parts[end]))
			end++;
		result = build(provider, in, parts + i, end - i, fault);
	}
	arena_free(&arena);
	return result;
}
