/* How a choice of rules is kept: what there is, what is on, and what that means for each type. */
#ifndef ZW_DNS_RULES_SET_H
#define ZW_DNS_RULES_SET_H

#include "dns/rules_parts.h"

/* The rules of one type, in the order in which they run. */
struct type_rules {
	const struct rule **rules;
	size_t count;
};

/* One zone rule, with its options. */
struct zone_entry {
	const char *id;
	const struct zone_rule *rule;
	const struct zone_rule_options *options;
	unsigned sets;
	bool on;
};

struct ruleset {
	const struct rule **all; /* what there is: built in, then of the configuration */
	size_t count, cap;
	/* For each rule: on for '*', and on for each type, rtype_count in a row.
	 * Kept apart because switching off under '*' for a zone reaches only the first. */
	bool *star, *own;
	struct zone_entry *zone;
	size_t nzone, zone_cap;
	struct type_rules *types; /* rtype_count of them */
};

extern const struct rule *const rule_tables[];
extern const struct zone_rule *const zone_rule_tables[];

/** ruleset_collect(arena): Return all built-in rules, none of them on. */
struct ruleset *ruleset_collect(struct arena *arena);

/** ruleset_enable_sets(arena, set, sets): Switch the rules of ${sets} on, and no others. */
void ruleset_enable_sets(struct arena *arena, struct ruleset *set, unsigned sets);

/** ruleset_compile(arena, set): Fill set->types, which checking a record walks over. */
void ruleset_compile(struct arena *arena, struct ruleset *set);

/** ruleset_copy(arena, from): Return a copy whose rules can be switched for itself; not compiled. */
struct ruleset *ruleset_copy(struct arena *arena, const struct ruleset *from);

/** ruleset_find(set, id, from): Return the place of the first rule of that id from ${from} on, or set->count. */
size_t ruleset_find(const struct ruleset *set, struct slice id, size_t from);

/** ruleset_find_zone(set, id): The same for zone rules, or set->nzone. */
size_t ruleset_find_zone(const struct ruleset *set, struct slice id);

/**
 * ruleset_add_custom(arena, set, custom, diags):
 * Add the rules of the top-level `validators` to what there is.  Return 0 or -1.
 */
int ruleset_add_custom(struct arena *arena, struct ruleset *set, const struct node *custom,
    struct diags *diags);

#endif
