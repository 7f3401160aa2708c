/* Is all that a record says in what the dumper would write for it? */
#include "core/map.h"
#include "engine/canonical_parts.h"

#include <string.h>

/* Up to so many keys each is compared with each. */
#define FEW 16

static const char *const record_keys[] = {"dynamic", "geo", "octodns", "ttl", "type", "value",
    "values", NULL};
static const char *const dynamic_keys[] = {"pools", "rules", NULL};
static const char *const pool_keys[] = {"fallback", "values", NULL};
static const char *const entry_keys[] = {"status", "value", "weight", NULL};
static const char *const rule_keys[] = {"geos", "pool", "subnets", NULL};

static bool
repeats_key(const struct node *map)
{
	struct map seen = {0};
	bool repeats = false;
	size_t i, j;

	for (i = 1; i < map->u.map.count && map->u.map.count <= FEW; i++) {
		for (j = 0; j < i; j++) {
			if (slice_equal(map->u.map.pairs[i].key->text,
				map->u.map.pairs[j].key->text))
				return true;
		}
	}
	for (i = 0; i < map->u.map.count && map->u.map.count > FEW && !repeats; i++)
		repeats = !map_put(&seen, map->u.map.pairs[i].key->text, (void *)map);
	map_free(&seen);
	return repeats;
}

/* The reader has limited the depth. */
static bool
repeats_any(const struct node *node)
{
	size_t i;

	if (node->kind == NODE_LIST) {
		for (i = 0; i < node->u.list.count; i++) {
			if (repeats_any(node->u.list.items[i]))
				return true;
		}
	} else if (node->kind == NODE_MAP) {
		if (repeats_key(node))
			return true;
		for (i = 0; i < node->u.map.count; i++) {
			if (repeats_any(node->u.map.pairs[i].value))
				return true;
		}
	}
	return false;
}

static bool
has_only(const struct node *map, const char *const *keys)
{
	size_t i, k;

	if (map == NULL || map->kind != NODE_MAP)
		return true;
	for (i = 0; i < map->u.map.count; i++) {
		for (k = 0; keys[k] != NULL && !slice_is(map->u.map.pairs[i].key->text, keys[k]);
		     k++)
			continue;
		if (keys[k] == NULL)
			return false;
	}
	return true;
}

static bool
all_have_only(const struct node *list, const char *const *keys)
{
	size_t i;

	for (i = 0; list != NULL && list->kind == NODE_LIST && i < list->u.list.count; i++) {
		if (!has_only(list->u.list.items[i], keys))
			return false;
	}
	return true;
}

static bool
knows_dynamic(const struct node *dynamic)
{
	const struct node *pools = node_get(dynamic, "pools");
	size_t i;

	if (!has_only(dynamic, dynamic_keys) ||
	    !all_have_only(node_get(dynamic, "rules"), rule_keys))
		return false;
	for (i = 0; pools != NULL && pools->kind == NODE_MAP && i < pools->u.map.count; i++) {
		const struct node *pool = pools->u.map.pairs[i].value;

		if (!has_only(pool, pool_keys) ||
		    !all_have_only(node_get(pool, "values"), entry_keys))
			return false;
	}
	return true;
}

static bool
knows_value(const struct node *value, const struct rtype *type)
{
	size_t i;
	unsigned f;

	for (i = 0; value->kind == NODE_MAP && i < value->u.map.count; i++) {
		struct slice key = value->u.map.pairs[i].key->text;

		for (f = 0; f < type->nfields; f++) {
			const struct field_spec *spec = &type->fields[f];

			if (spec->name != NULL && slice_is(key, spec->name))
				break;
			/* The former name beside the new one is not read. */
			if (spec->former != NULL && slice_is(key, spec->former) &&
			    node_get(value, spec->name) == NULL)
				break;
		}
		if (f == type->nfields)
			return false;
	}
	return true;
}

bool
canonical_known(const struct node *record, const struct node *made, const struct rtype *type)
{
	const struct node *one = node_get(record, "value"), *many = node_get(record, "values");
	const struct node *values = many != NULL ? many : one;
	const struct node *octodns = node_get(record, "octodns");
	size_t i;

	if (!has_only(record, record_keys) || repeats_any(record) || (one != NULL && many != NULL))
		return false;
	if ((node_get(record, "geo") != NULL && node_get(made, "geo") == NULL) ||
	    (node_get(record, "dynamic") != NULL && node_get(made, "dynamic") == NULL) ||
	    (octodns != NULL && octodns->u.map.count > 0 && node_get(made, "octodns") == NULL))
		return false;
	if (!knows_dynamic(node_get(record, "dynamic")) || values == NULL)
		return false;
	if (values->kind != NODE_LIST)
		return knows_value(values, type);
	for (i = 0; i < values->u.list.count; i++) {
		if (!knows_value(values->u.list.items[i], type))
			return false;
	}
	return true;
}
