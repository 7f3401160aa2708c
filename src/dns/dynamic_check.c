/* The rule for dynamic records: pools, what they fall back to, and who uses them. */
#include "dns/dynamic_check.h"
#include "dns/value.h"

#include "core/mem.h"

#include <stdlib.h>

static const struct int_spec weight_spec = {"weight", NULL, 1, 100, "1"};

/* ---- the values of a pool */

static bool
is_one(const struct node *node)
{
	switch (node->kind) {
	case NODE_INT:
		return node->u.number == 1;
	case NODE_FLOAT:
		return node->u.real == 1;
	case NODE_BOOL:
		return node->u.flag;
	default:
		return false;
	}
}

static void
check_status(struct rule_call *call, const struct node *status)
{
	static const char *const known[] = {"up", "down", "obey"};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (status->kind == NODE_TEXT && slice_is(status->text, known[i]))
			return;
	}
	rule_fail(call, status, "write up, down or obey", "unknown status \"%.*s\"",
	    SLICE_ARGS(rule_shown(status)));
}

static void
check_entry(struct rule_call *call, const struct node *entry)
{
	const struct node *status, *value;
	const struct node *one[1];
	int64_t number;

	if (entry->kind != NODE_MAP) {
		rule_refuse(call, entry, "write \"value: …\" below the hyphen",
		    "an entry of a pool must be a mapping, not %s", node_kind_name(entry));
		return;
	}
	if (node_get(entry, "weight") != NULL)
		(void)rule_number(call, entry, &weight_spec, &number);
	status = node_get(entry, "status");
	if (status != NULL)
		check_status(call, status);
	value = node_get(entry, "value");
	if (value == NULL) {
		rule_missing(call, entry, "value", "…");
		return;
	}
	one[0] = value;
	rules_check_values(call, value, one, 1);
}

static void
check_pool_values(struct rule_call *call, const struct node_pair *pair, const struct node *values)
{
	const struct node *weight;
	size_t i;

	if (values->kind != NODE_LIST) {
		rule_refuse(call, values, "write \"- value: …\" for each",
		    "the values of pool \"%.*s\" must be a list, not %s",
		    SLICE_ARGS(rule_shown(pair->key)), node_kind_name(values));
		return;
	}
	for (i = 0; i < values->u.list.count; i++)
		check_entry(call, values->u.list.items[i]);
	if (values->u.list.count != 1)
		return;
	weight = node_get(values->u.list.items[0], "weight");
	if (weight != NULL && !is_one(weight)) {
		rule_fail(call, weight, "take the line out",
		    "pool \"%.*s\" has one value, so its weight can only be 1",
		    SLICE_ARGS(rule_shown(pair->key)));
	}
}

/* ---- pools */

static size_t
find_pool(const struct dynamic_pools *pools, const struct node *name)
{
	const struct pool_state *state =
	    node_is_scalar(name) ? map_get(&pools->index, name->text) : NULL;

	return state != NULL ? (size_t)(state - pools->state) : pools->count;
}

static const struct node *
fallback_of(const struct dynamic_pools *pools, size_t i)
{
	const struct node *node = node_get(pools->pairs[i].value, "fallback");

	return node != NULL && node->kind != NODE_NULL ? node : NULL;
}

static void
check_pool(struct rule_call *call, struct dynamic_pools *pools, size_t i)
{
	const struct node_pair *pair = &pools->pairs[i];
	const struct node *values, *fallback;
	size_t to;

	if (pair->value->kind != NODE_MAP) {
		rule_fail(call, pair->value, "write \"values:\" below its name",
		    "pool \"%.*s\" must be a mapping, not %s", SLICE_ARGS(rule_shown(pair->key)),
		    node_kind_name(pair->value));
		return;
	}
	values = node_get(pair->value, "values");
	if (values == NULL) {
		rule_fail(call, pair->key, "add \"values:\" and a list below it",
		    "pool \"%.*s\" has no values", SLICE_ARGS(rule_shown(pair->key)));
		return;
	}
	pools->state[i].exists = true;
	check_pool_values(call, pair, values);
	fallback = fallback_of(pools, i);
	if (fallback == NULL)
		return;
	to = find_pool(pools, fallback);
	if (to < pools->count) {
		pools->state[to].is_fallback = true;
		return;
	}
	rule_fail(call, fallback, "write the name of a pool, or take the line out",
	    "pool \"%.*s\" falls back to \"%.*s\", which is no pool",
	    SLICE_ARGS(rule_shown(pair->key)), SLICE_ARGS(rule_shown(fallback)));
}

/*
 * Follow what pool ${i} falls back to until the end, or a pool whose answer is
 * known, or one that was met on this way: then all on the way end in a loop.
 */
static void
follow(struct dynamic_pools *pools, size_t i, size_t *way)
{
	enum pool_end end = POOL_ENDS;
	size_t n = 0;

	while (pools->state[i].end == POOL_UNKNOWN) {
		const struct node *fallback = fallback_of(pools, i);

		pools->state[i].end = POOL_ON_THE_WAY;
		way[n++] = i;
		i = fallback != NULL ? find_pool(pools, fallback) : pools->count;
		if (i == pools->count)
			break;
	}
	if (i < pools->count && pools->state[i].end != POOL_ENDS)
		end = POOL_LOOPS;
	while (n > 0)
		pools->state[way[--n]].end = end;
}

static void
report_loop(struct rule_call *call, const struct dynamic_pools *pools, size_t i)
{
	const struct node *fallback = fallback_of(pools, i);

	rule_fail(call, fallback, "take one of the fallbacks out",
	    "pool \"%.*s\" falls back to \"%.*s\", and that goes on in a circle",
	    SLICE_ARGS(rule_shown(pools->pairs[i].key)), SLICE_ARGS(rule_shown(fallback)));
}

static void
check_loops(struct rule_call *call, struct dynamic_pools *pools)
{
	size_t *way = mem_zero(pools->count + 1, sizeof(*way)), i;

	for (i = 0; i < pools->count; i++)
		follow(pools, i, way);
	for (i = 0; i < pools->count; i++) {
		if (pools->state[i].exists && pools->state[i].end == POOL_LOOPS)
			report_loop(call, pools, i);
	}
	free(way);
}

static void
check_pools(struct rule_call *call, struct dynamic_pools *pools, const struct node *dynamic)
{
	const struct node *node = node_get(dynamic, "pools");
	size_t i;

	if (node != NULL && node->kind != NODE_MAP) {
		rule_fail(call, node, "write \"NAME:\" and \"values:\" for each",
		    "pools must be a mapping, not %s", node_kind_name(node));
		return;
	}
	if (node == NULL || node->u.map.count == 0) {
		rule_fail(call, node != NULL ? node : dynamic,
		    "add \"pools:\" with a pool and its values", "missing pools");
		return;
	}
	pools->pairs = node->u.map.pairs;
	pools->count = node->u.map.count;
	pools->state = mem_zero(pools->count, sizeof(*pools->state));
	for (i = 0; i < pools->count; i++)
		(void)map_put(&pools->index, pools->pairs[i].key->text, &pools->state[i]);
	for (i = 0; i < pools->count; i++)
		check_pool(call, pools, i);
	check_loops(call, pools);
}

static void
check_unused(struct rule_call *call, const struct dynamic_pools *pools)
{
	size_t i;

	for (i = 0; i < pools->count; i++) {
		const struct pool_state *state = &pools->state[i];

		if (!state->exists || state->used || state->is_fallback)
			continue;
		rule_fail(call, pools->pairs[i].key,
		    "name it in a rule or as a fallback, or take it out",
		    "pool \"%.*s\" is not used", SLICE_ARGS(rule_shown(pools->pairs[i].key)));
	}
}

bool
dynamic_use_pool(struct dynamic_pools *pools, const struct node *name, bool *before)
{
	size_t i = find_pool(pools, name);

	*before = false;
	if (i == pools->count)
		return false;
	*before = pools->state[i].used;
	pools->state[i].used = true;
	return true;
}

static void
check_dynamic(struct rule_call *call)
{
	const struct node *dynamic = node_get(call->record, "dynamic");
	struct dynamic_pools pools = {0};

	if (dynamic == NULL)
		return;
	if (dynamic->kind != NODE_MAP) {
		rule_refuse(call, dynamic,
		    "write \"pools:\" and \"rules:\" below it, or take it out",
		    "dynamic must be a mapping, not %s", node_kind_name(dynamic));
		return;
	}
	if (node_get(call->record, "geo") != NULL) {
		rule_fail(call, node_get_pair(call->record, "geo")->key, "take the geo block out",
		    "a dynamic record cannot have a geo block, too");
	}
	check_pools(call, &pools, dynamic);
	dynamic_check_rules(call, &pools, dynamic);
	check_unused(call, &pools);
	map_free(&pools.index);
	free(pools.state);
}

const struct rule rules_dynamic[] = {
    {"dynamic", RULE_LEGACY | RULE_STRICT, "A AAAA CNAME DNAME", check_dynamic, NULL,
	"DynamicValidator", "pools and rules of a dynamic record fit together"},
    {0},
};
