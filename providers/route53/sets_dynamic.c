/* Dynamic records as sets: values, pools with their fallbacks, rules.  Names are octoDNS's. */
#include "cidr.h"
#include "health.h"
#include "sets.h"

#include "core/mem.h"

/* The tree of one record. */
struct tree {
	struct set_maker *maker;
	const struct rrset *rrset;
	struct sets *sets;
	struct slice type, collection;
	bool by_subnets;
	struct buf body;
};

/* "_octodns-POOL-SUFFIX.OWNER" */
static struct slice
part_name(const struct tree *t, struct slice pool, const char *suffix)
{
	return slice_of(arena_printf(t->maker->arena, "_octodns-%.*s-%s.%.*s", SLICE_ARGS(pool),
	    suffix, SLICE_ARGS(t->rrset->name)));
}

static void
begin(struct tree *t, struct set *set)
{
	set->type = t->type;
	xml_add(&t->body, "Type", t->type);
	if (set->id.len > 0)
		xml_add(&t->body, "SetIdentifier", set->id);
}

static void
add_alias(struct tree *t, struct slice target)
{
	struct buf text = {0};

	route53_print(&text, target);
	buf_text(&t->body, "<AliasTarget>");
	xml_add_text(&t->body, "HostedZoneId", t->maker->id);
	xml_add(&t->body, "DNSName", buf_view(&text));
	xml_add_text(&t->body, "EvaluateTargetHealth", "true");
	buf_text(&t->body, "</AliasTarget>");
	buf_free(&text);
}

static void
add_default(struct tree *t)
{
	struct set set = {.name = part_name(t, slice_of("default"), "pool")};

	begin(t, &set);
	sets_values(t->rrset, &set, &t->body);
	sets_add(t->maker, t->sets, set, &t->body);
}

static enum talk_result
need_check(struct tree *t, struct slice value, const struct node *status, struct slice *id)
{
	struct set_maker *maker = t->maker;
	bool down = status != NULL && slice_is(status->text, "down");
	enum talk_result result;

	*id = slice_of("");
	if (status != NULL && slice_is(status->text, "up"))
		return TALK_OK;
	result = health_need(maker->provider, t->rrset, value, down, id, maker->fault);
	if (result == TALK_OK) {
		maker->used = mem_grow(maker->used, &maker->used_cap, maker->used_count + 1,
		    sizeof(*maker->used));
		maker->used[maker->used_count++] = *id;
	}
	return result;
}

static enum talk_result
add_value(struct tree *t, struct slice pool, size_t number, const struct node *entry)
{
	struct slice value = node_get(entry, "value")->text, check;
	const struct node *weight = node_get(entry, "weight");
	struct set set = {.name = part_name(t, pool, "value"),
	    .id = slice_of(arena_printf(t->maker->arena, "%.*s-%03zu", SLICE_ARGS(pool), number)),
	    .records = 1,
	    .chars = value.len};
	enum talk_result result = need_check(t, value, node_get(entry, "status"), &check);

	if (result != TALK_OK)
		return result;
	begin(t, &set);
	xml_add(&t->body, "Weight",
	    weight != NULL && weight->text.len > 0
		? weight->text
		: slice_of(arena_printf(t->maker->arena, "%lld",
		      weight != NULL ? (long long)weight->u.number : 1)));
	buf_printf(&t->body, "<TTL>%u</TTL><ResourceRecords><ResourceRecord>", t->rrset->ttl);
	xml_add(&t->body, "Value", value);
	buf_text(&t->body, "</ResourceRecord></ResourceRecords>");
	if (check.len > 0)
		xml_add(&t->body, "HealthCheckId", check);
	sets_add(t->maker, t->sets, set, &t->body);
	return TALK_OK;
}

/* A pool is its values while one of them is well, else its fallback. */
static void
add_failover(struct tree *t, struct slice pool, const char *fallback, struct slice target)
{
	struct set set = {.name = part_name(t, pool, "pool"),
	    .records = 1,
	    .rank = fallback == NULL ? SET_PRIMARY : SET_SECONDARY};

	set.id = slice_of(fallback == NULL
		? arena_printf(t->maker->arena, "%.*s-Primary", SLICE_ARGS(pool))
		: arena_printf(t->maker->arena, "%.*s-Secondary-%s", SLICE_ARGS(pool), fallback));
	begin(t, &set);
	xml_add_text(&t->body, "Failover", fallback == NULL ? "PRIMARY" : "SECONDARY");
	add_alias(t, target);
	sets_add(t->maker, t->sets, set, &t->body);
}

static enum talk_result
add_pool(struct tree *t, const struct node_pair *pair)
{
	struct slice pool = pair->key->text;
	const struct node *values = node_get(pair->value, "values");
	const struct node *fallback = node_get(pair->value, "fallback");
	const char *next = "default";
	enum talk_result result = TALK_OK;
	size_t i;

	if (fallback != NULL && fallback->kind == NODE_TEXT && fallback->text.len > 0)
		next = arena_text(t->maker->arena, fallback->text);
	add_failover(t, pool, NULL, part_name(t, pool, "value"));
	add_failover(t, pool, next, part_name(t, slice_of(next), "pool"));
	for (i = 0; result == TALK_OK && i < values->u.list.count; i++)
		result = add_value(t, pool, i, values->u.list.items[i]);
	return result;
}

/* "EU", "EU-DE", "NA-US-CA" */
static void
add_place(struct tree *t, struct slice code)
{
	size_t dash = slice_find(code, '-');
	struct slice rest = slice_sub(code, dash + 1, code.len);
	size_t second = slice_find(rest, '-');

	buf_text(&t->body, "<GeoLocation>");
	if (code.len == 0) {
		xml_add_text(&t->body, "CountryCode", "*");
	} else if (dash == code.len) {
		xml_add(&t->body, "ContinentCode", code);
	} else {
		xml_add(&t->body, "CountryCode", slice_sub(rest, 0, second));
		if (second < rest.len)
			xml_add(&t->body, "SubdivisionCode", slice_sub(rest, second + 1, rest.len));
	}
	buf_text(&t->body, "</GeoLocation>");
}

static void
add_geo_rule(struct tree *t, size_t number, struct slice pool, struct slice code)
{
	struct slice word = code.len > 0 ? code : slice_of("None");
	struct set set = {.name = t->rrset->name, .records = 1, .rank = SET_RULE};

	set.id = slice_of(arena_printf(t->maker->arena, "%zu-%.*s-%.*s", number, SLICE_ARGS(pool),
	    SLICE_ARGS(word)));
	begin(t, &set);
	add_place(t, code);
	add_alias(t, part_name(t, pool, "pool"));
	sets_add(t->maker, t->sets, set, &t->body);
}

static void
add_subnet_rule(struct tree *t, size_t number, struct slice pool, const struct node *subnets)
{
	struct set set = {.name = t->rrset->name, .records = 1, .rank = SET_RULE};
	struct buf location = {0};

	set.id =
	    slice_of(arena_printf(t->maker->arena, "%zu-%.*s-subnet", number, SLICE_ARGS(pool)));
	if (subnets != NULL)
		cidr_location(&location, subnets);
	begin(t, &set);
	add_alias(t, part_name(t, pool, "pool"));
	buf_text(&t->body, "<CidrRoutingConfig>");
	xml_add(&t->body, "CollectionId", t->collection);
	xml_add(&t->body, "LocationName", subnets != NULL ? buf_view(&location) : slice_of("*"));
	buf_text(&t->body, "</CidrRoutingConfig>");
	sets_add(t->maker, t->sets, set, &t->body);
	buf_free(&location);
}

static const struct node *
filled(const struct node *rule, const char *key)
{
	const struct node *list = node_get(rule, key);

	return list != NULL && list->kind == NODE_LIST && list->u.list.count > 0 ? list : NULL;
}

static void
add_rule(struct tree *t, size_t number, const struct node *rule)
{
	struct slice pool = node_get(rule, "pool")->text;
	const struct node *geos = filled(rule, "geos");
	size_t i;

	if (t->by_subnets) {
		add_subnet_rule(t, number, pool, filled(rule, "subnets"));
		return;
	}
	if (geos == NULL)
		add_geo_rule(t, number, pool, slice_of(""));
	for (i = 0; geos != NULL && i < geos->u.list.count; i++)
		add_geo_rule(t, number, pool, geos->u.list.items[i]->text);
}

static enum talk_result
refuse(const struct tree *t, const char *what, const char *hint)
{
	struct talk_fault *fault = t->maker->fault;

	talk_fault_clear(fault);
	buf_printf(&fault->message, "%s %.*s: %s", rrset_type(t->rrset)->name,
	    SLICE_ARGS(t->rrset->name), what);
	fault->hint = hint;
	return TALK_REFUSED;
}

/* What Route 53 has no rule for. */
static enum talk_result
check_rules(struct tree *t, const struct node *rules)
{
	bool by_geos = false;
	size_t i, j;

	for (i = 0; i < rules->u.list.count; i++) {
		const struct node *rule = rules->u.list.items[i], *geos = filled(rule, "geos");

		t->by_subnets = t->by_subnets || filled(rule, "subnets") != NULL;
		by_geos = by_geos || geos != NULL;
		for (j = 0; geos != NULL && j < geos->u.list.count; j++) {
			if (slice_starts(geos->u.list.items[j]->text, slice_of("NA-CA-")))
				return refuse(t, "provinces of Canada cannot be told apart there",
				    "write NA-CA instead of NA-CA-…");
		}
	}
	if (by_geos && t->by_subnets)
		return refuse(t, "rules by geos and rules by subnets cannot be mixed there",
		    "use one or the other in one record");
	return TALK_OK;
}

enum talk_result
sets_dynamic(struct set_maker *maker, const struct rrset *rrset, struct sets *sets)
{
	const struct node *pools = node_get(rrset->extra->dynamic, "pools");
	const struct node *rules = node_get(rrset->extra->dynamic, "rules");
	struct tree t = {.maker = maker, .rrset = rrset, .sets = sets};
	enum talk_result result = check_rules(&t, rules);
	size_t i;

	t.type = slice_of(rrset_type(rrset)->name);
	if (result == TALK_OK)
		result = cidr_need(maker->provider, rrset, &t.collection, maker->fault);
	if (result == TALK_OK)
		add_default(&t);
	for (i = 0; result == TALK_OK && i < pools->u.map.count; i++)
		result = add_pool(&t, &pools->u.map.pairs[i]);
	for (i = 0; result == TALK_OK && i < rules->u.list.count; i++)
		add_rule(&t, i, rules->u.list.items[i]);
	buf_free(&t.body);
	return result;
}
