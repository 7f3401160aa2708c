/* Which rules there are, which of them are on, and what that means for each type. */
#include "dns/rules_set.h"

#include <string.h>

size_t
ruleset_find(const struct ruleset *set, struct slice id, size_t from)
{
	while (from < set->count && !slice_is(id, set->all[from]->id))
		from++;
	return from;
}

size_t
ruleset_find_zone(const struct ruleset *set, struct slice id)
{
	size_t i = 0;

	while (i < set->nzone && !slice_is(id, set->zone[i].id))
		i++;
	return i;
}

bool
ruleset_has(const struct ruleset *rules, const char *id)
{
	size_t i = ruleset_find_zone(rules, slice_of(id)), t;

	if (i < rules->nzone && rules->zone[i].on)
		return true;
	for (i = ruleset_find(rules, slice_of(id), 0); i < rules->count;
	     i = ruleset_find(rules, slice_of(id), i + 1)) {
		for (t = 0; t < rtype_count; t++) {
			if (rules->star[i] || rules->own[i * rtype_count + t])
				return true;
		}
	}
	return false;
}

/* ---- what there is */

struct ruleset *
ruleset_collect(struct arena *arena)
{
	struct ruleset *set = arena_alloc(arena, sizeof(*set));
	const struct zone_rule *zone;
	const struct rule *rule;
	size_t i;

	for (i = 0; rule_tables[i] != NULL; i++) {
		for (rule = rule_tables[i]; rule->id != NULL; rule++)
			set->cap++;
	}
	for (i = 0; zone_rule_tables[i] != NULL; i++) {
		for (zone = zone_rule_tables[i]; zone->id != NULL; zone++)
			set->zone_cap++;
	}
	set->all = arena_array(arena, set->cap, sizeof(struct rule *));
	set->zone = arena_array(arena, set->zone_cap, sizeof(struct zone_entry));
	for (i = 0; rule_tables[i] != NULL; i++) {
		for (rule = rule_tables[i]; rule->id != NULL; rule++)
			set->all[set->count++] = rule;
	}
	for (i = 0; zone_rule_tables[i] != NULL; i++) {
		for (zone = zone_rule_tables[i]; zone->id != NULL; zone++) {
			struct zone_entry *entry = &set->zone[set->nzone++];

			entry->id = zone->id;
			entry->rule = zone;
			entry->sets = zone->sets;
			entry->options = &zone_rule_options_default;
		}
	}
	return set;
}

/* Whether ${types}, mnemonics with blanks between, names ${type}. */
static bool
names_type(const char *types, const char *type)
{
	size_t len = strlen(type);
	const char *at = types;

	while ((at = strstr(at, type)) != NULL) {
		if ((at == types || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
			return true;
		at += len;
	}
	return false;
}

/* Whether a rule of the configuration stands in the place of rule ${i} for ${key}. */
static bool
is_replaced(const struct ruleset *set, size_t i, const char *key)
{
	size_t later = ruleset_find(set, slice_of(set->all[i]->id), i + 1);

	for (; later < set->count;
	     later = ruleset_find(set, slice_of(set->all[i]->id), later + 1)) {
		if (names_type(set->all[later]->types, key))
			return true;
	}
	return false;
}

void
ruleset_enable_sets(struct arena *arena, struct ruleset *set, unsigned sets)
{
	size_t i, t;

	set->star = arena_array(arena, set->count, sizeof(bool));
	set->own = arena_array(arena, set->count * rtype_count, sizeof(bool));
	for (i = 0; i < set->count; i++) {
		const struct rule *rule = set->all[i];

		if ((rule->sets & (sets | RULE_ALWAYS)) == 0)
			continue;
		set->star[i] = names_type(rule->types, "*") && !is_replaced(set, i, "*");
		for (t = 0; t < rtype_count; t++) {
			set->own[i * rtype_count + t] = names_type(rule->types, rtypes[t].name) &&
			    !is_replaced(set, i, rtypes[t].name);
		}
	}
	for (i = 0; i < set->nzone; i++)
		set->zone[i].on = (set->zone[i].sets & (sets | RULE_ALWAYS)) != 0;
}

void
ruleset_compile(struct arena *arena, struct ruleset *set)
{
	size_t i, t;

	set->types = arena_array(arena, rtype_count, sizeof(struct type_rules));
	for (t = 0; t < rtype_count; t++) {
		struct type_rules *rules = &set->types[t];

		rules->rules = arena_array(arena, set->count, sizeof(struct rule *));
		for (i = 0; i < set->count; i++) {
			if (set->star[i] || set->own[i * rtype_count + t])
				rules->rules[rules->count++] = set->all[i];
		}
	}
}

struct ruleset *
ruleset_copy(struct arena *arena, const struct ruleset *from)
{
	struct ruleset *set = arena_alloc(arena, sizeof(*set));
	size_t cells = from->count * rtype_count;

	*set = *from;
	set->star = arena_array(arena, from->count, sizeof(bool));
	memcpy(set->star, from->star, from->count * sizeof(bool));
	set->own = arena_array(arena, cells, sizeof(bool));
	memcpy(set->own, from->own, cells * sizeof(bool));
	set->zone = arena_array(arena, from->nzone, sizeof(struct zone_entry));
	memcpy(set->zone, from->zone, from->nzone * sizeof(struct zone_entry));
	return set;
}
