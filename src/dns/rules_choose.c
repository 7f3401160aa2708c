/* Choosing rules: manager.validators and zones.Z.validators. */
#include "dns/rules_set.h"

#include <stdio.h>

static const char rule_id[] = "config-validators";

static int
wrong(struct diags *diags, const struct node *at, const char *hint, const char *where,
    const char *what)
{
	return diag_error(diags, rule_id, NULL, node_place(at), hint, "%s %s", where, what);
}

/* The mapping under ${key}, NULL when there is none; -1 when it is something else. */
static int
get_map(const struct node *map, const char *key, const char *where, const struct node **out,
    struct diags *diags)
{
	const struct node *node = node_get(map, key);

	*out = NULL;
	if (node == NULL || !node_truth(node))
		return 0;
	if (node->kind != NODE_MAP)
		return wrong(diags, node, NULL, where, "must be a mapping");
	*out = node;
	return 0;
}

static int
bridge_error(struct diags *diags, const struct node *id)
{
	return diag_error(diags, rule_id, NULL, node_place(id), "take the line out",
	    "the validator \"%.*s\" cannot be disabled", SLICE_ARGS(rule_shown(id)));
}

static bool
is_bridge(const struct node *id)
{
	return slice_starts(id->text, slice_of("_"));
}

/* Which type ${key} means: -1 for all, rtype_count for none that is known. */
static int
type_of(const struct node *key, const char *where, struct diags *diags)
{
	const struct rtype *type = rtype_find(key->text);

	if (slice_is(key->text, "*"))
		return -1;
	if (type != NULL)
		return rtype_index(type);
	diag_warn(diags, rule_id, NULL, node_place(key), "write a type in capitals, or '*'",
	    "%s: unknown record type \"%.*s\"", where, SLICE_ARGS(rule_shown(key)));
	return (int)rtype_count;
}

static int
enable_one(struct ruleset *set, const struct node *id, int type, const char *where,
    struct diags *diags)
{
	size_t i = ruleset_find(set, id->text, 0), next;

	if (i == set->count) {
		return diag_error(diags, rule_id, NULL, node_place(id),
		    "write the id of a validator, such as mx-value-rfc",
		    "%s: unknown validator \"%.*s\"", where, SLICE_ARGS(rule_shown(id)));
	}
	while ((next = ruleset_find(set, id->text, i + 1)) < set->count)
		i = next;
	if (type < 0)
		set->star[i] = true;
	else if ((unsigned)type < rtype_count)
		set->own[i * rtype_count + (size_t)type] = true;
	return 0;
}

/* Under '*' for the whole program a rule is switched off wherever it is on. */
static int
disable_one(struct ruleset *set, const struct node *id, int type, const char *where,
    struct diags *diags)
{
	bool found = false;
	size_t i, t;

	if (is_bridge(id))
		return bridge_error(diags, id);
	for (i = ruleset_find(set, id->text, 0); i < set->count;
	     i = ruleset_find(set, id->text, i + 1)) {
		for (t = 0; t < rtype_count; t++) {
			bool *on = &set->own[i * rtype_count + t];

			if (type < 0 || (unsigned)type == t) {
				found = found || *on;
				*on = false;
			}
		}
		if (type < 0) {
			found = found || set->star[i];
			set->star[i] = false;
		}
	}
	if (!found) {
		diag_warn(diags, rule_id, NULL, node_place(id), NULL,
		    "%s: the validator \"%.*s\" is not in use there", where,
		    SLICE_ARGS(rule_shown(id)));
	}
	return 0;
}

/* For one zone '*' reaches only what is on for all types. */
static int
disable_for_zone(struct ruleset *set, const struct node *id, int type, const char *where,
    struct diags *diags)
{
	size_t i;

	(void)where;
	if (is_bridge(id))
		return bridge_error(diags, id);
	for (i = ruleset_find(set, id->text, 0); i < set->count;
	     i = ruleset_find(set, id->text, i + 1)) {
		if (type < 0)
			set->star[i] = false;
		else if ((unsigned)type < rtype_count)
			set->own[i * rtype_count + (size_t)type] = false;
	}
	return 0;
}

/* Do ${act} for each id in {TYPE: [id]}. */
static int
each_of_type(struct ruleset *set, const struct node *map, const char *where,
    int (*act)(struct ruleset *, const struct node *, int, const char *, struct diags *),
    struct diags *diags)
{
	size_t i, j;
	int rc = 0;

	if (map->kind != NODE_MAP)
		return wrong(diags, map, "write \"TYPE: [id]\" below it", where,
		    "must be a mapping");
	for (i = 0; i < map->u.map.count; i++) {
		const struct node *key = map->u.map.pairs[i].key;
		const struct node *ids = map->u.map.pairs[i].value;
		int type;

		if (ids->kind != NODE_LIST) {
			rc = wrong(diags, ids, "write the ids as a list: [id]", where,
			    "must have a list of ids for each type");
			continue;
		}
		type = type_of(key, where, diags);
		for (j = 0; j < ids->u.list.count; j++) {
			if (act(set, ids->u.list.items[j], type, where, diags) != 0)
				rc = -1;
		}
	}
	return rc;
}

/* record.${key}, or ${key} in its former place; both is an error. */
static int
each_in_either_place(struct ruleset *set, const struct node *validators, const struct node *record,
    const char *key,
    int (*act)(struct ruleset *, const struct node *, int, const char *, struct diags *),
    struct diags *diags)
{
	const struct node_pair *now = node_get_pair(record, key);
	const struct node_pair *former = node_get_pair(validators, key);
	char where[80];

	if (now != NULL && former != NULL) {
		return diag_error(diags, rule_id, NULL, node_place(former->key),
		    "move all of it to the first",
		    "manager.validators.record.%s and "
		    "manager.validators.%s cannot both be there",
		    key, key);
	}
	if (former != NULL && !node_truth(former->value))
		return 0;
	if (now == NULL && former == NULL)
		return 0;
	(void)snprintf(where, sizeof(where), "manager.validators.%s%s",
	    now != NULL ? "record." : "", key);
	return each_of_type(set, (now != NULL ? now : former)->value, where, act, diags);
}

static int
read_sets(const struct node *validators, unsigned *sets, struct diags *diags)
{
	static const struct {
		const char *name;
		unsigned bit;
	} known[] = {
	    {"legacy", RULE_LEGACY},
	    {"strict", RULE_STRICT},
	    {"best-practice", RULE_BEST_PRACTICE},
	};
	const struct node *enabled = node_get(validators, "enabled");
	size_t i, j;

	*sets = RULE_LEGACY;
	if (enabled == NULL)
		return 0;
	if (enabled->kind != NODE_LIST) {
		return wrong(diags, enabled, "write it as a list, such as \"enabled: [strict]\"",
		    "manager.validators.enabled", "must be a list of sets");
	}
	*sets = 0;
	for (i = 0; i < enabled->u.list.count; i++) {
		const struct node *name = enabled->u.list.items[i];
		unsigned found = 0;

		for (j = 0; j < sizeof(known) / sizeof(known[0]); j++) {
			if (name->kind == NODE_TEXT && slice_is(name->text, known[j].name))
				found = known[j].bit;
		}
		*sets |= found;
		if (found == 0) {
			diag_warn(diags, rule_id, NULL, node_place(name),
			    "the sets are legacy, strict and best-practice",
			    "manager.validators.enabled: there is no set \"%.*s\"",
			    SLICE_ARGS(rule_shown(name)));
		}
	}
	return 0;
}

/* The ids under ${key} of ${map}: switch zone rules on or off. */
static int
each_zone_rule(struct ruleset *set, const struct node *map, const char *key, const char *where,
    bool on, bool quiet, struct diags *diags)
{
	const struct node *ids = node_get(map, key);
	size_t i;
	int rc = 0;

	if (ids == NULL || !node_truth(ids))
		return 0;
	if (ids->kind != NODE_LIST)
		return wrong(diags, ids, "write the ids as a list: [id]", where, "must be a list");
	for (i = 0; i < ids->u.list.count; i++) {
		const struct node *id = ids->u.list.items[i];
		size_t at = ruleset_find_zone(set, id->text);

		if (!on && is_bridge(id)) {
			rc = bridge_error(diags, id);
		} else if (at < set->nzone) {
			set->zone[at].on = on;
		} else if (on) {
			rc = diag_error(diags, rule_id, NULL, node_place(id),
			    "write the id of a zone validator, such as multi-value-ns",
			    "%s: unknown zone validator \"%.*s\"", where,
			    SLICE_ARGS(rule_shown(id)));
		} else if (!quiet) {
			diag_warn(diags, rule_id, NULL, node_place(id), NULL,
			    "%s: there is no zone validator \"%.*s\"", where,
			    SLICE_ARGS(rule_shown(id)));
		}
	}
	return rc;
}

static int
configure(struct arena *arena, struct ruleset *set, const struct node *validators,
    struct diags *diags)
{
	const struct node *record, *zone;
	unsigned sets = RULE_LEGACY;
	int rc = read_sets(validators, &sets, diags);

	ruleset_enable_sets(arena, set, sets);
	if (get_map(validators, "record", "manager.validators.record", &record, diags) != 0 ||
	    get_map(validators, "zone", "manager.validators.zone", &zone, diags) != 0)
		return -1;
	if (each_in_either_place(set, validators, record, "validators", enable_one, diags) != 0)
		rc = -1;
	if (each_in_either_place(set, validators, record, "disable_validators", disable_one,
		diags) != 0)
		rc = -1;
	if (each_zone_rule(set, zone, "validators", "manager.validators.zone.validators", true,
		false, diags) != 0)
		rc = -1;
	if (each_zone_rule(set, zone, "disable_validators",
		"manager.validators.zone.disable_validators", false, false, diags) != 0)
		rc = -1;
	return rc;
}

int
ruleset_make_custom(struct arena *arena, const struct node *custom, const struct node *validators,
    const struct ruleset **rules, struct diags *diags)
{
	struct ruleset *set = ruleset_collect(arena);
	int rc = 0;

	if (custom != NULL && ruleset_add_custom(arena, set, custom, diags) != 0)
		rc = -1;
	if (validators != NULL && node_truth(validators) && validators->kind != NODE_MAP) {
		rc = wrong(diags, validators, NULL, "manager.validators", "must be a mapping");
		validators = NULL;
	}
	if (configure(arena, set, validators, diags) != 0)
		rc = -1;
	ruleset_compile(arena, set);
	*rules = set;
	return rc;
}

int
ruleset_make(struct arena *arena, const struct node *validators, const struct ruleset **rules,
    struct diags *diags)
{
	return ruleset_make_custom(arena, NULL, validators, rules, diags);
}

int
ruleset_without(struct arena *arena, const struct ruleset *rules, const struct node *validators,
    const struct ruleset **out, struct diags *diags)
{
	const struct node *record, *zone, *disable;
	struct ruleset *set;
	int rc = 0;

	*out = rules;
	if (validators == NULL || !node_truth(validators))
		return 0;
	if (validators->kind != NODE_MAP)
		return wrong(diags, validators, NULL, "validators", "must be a mapping");
	if (get_map(validators, "record", "validators.record", &record, diags) != 0 ||
	    get_map(validators, "zone", "validators.zone", &zone, diags) != 0)
		return -1;
	set = ruleset_copy(arena, rules);
	disable = node_get(record, "disable_validators");
	if (disable != NULL && node_truth(disable) &&
	    each_of_type(set, disable, "validators.record.disable_validators", disable_for_zone,
		diags) != 0)
		rc = -1;
	if (each_zone_rule(set, zone, "disable_validators", "validators.zone.disable_validators",
		false, true, diags) != 0)
		rc = -1;
	ruleset_compile(arena, set);
	*out = set;
	return rc;
}
