/* Running the rules that are switched on. */
#include "dns/rules_set.h"

const struct rule *const rule_tables[] = {
    rules_common,
    rules_address,
    rules_target,
    rules_mx,
    rules_service,
    rules_naptr,
    rules_caa,
    rules_digest,
    rules_loc,
    rules_svcb,
    rules_text,
    rules_urlfwd,
    rules_route53,
    rules_dynamic,
    rules_geo,
    NULL,
};

const struct zone_rule *const zone_rule_tables[] = {
    zone_rules_cname,
    zone_rules_target,
    zone_rules_caa,
    zone_rules_mail,
    NULL,
};

/* Where a record has its values: "value: null" is none, as is a key that is missing. */
static const struct node *
values_node(const struct rule_call *call)
{
	const struct node *values = NULL;

	if ((call->type->flags & RTYPE_SINGLE) == 0)
		values = node_get(call->record, "values");
	return values != NULL ? values : node_get(call->record, "value");
}

void
rules_check_record(struct rule_call *call, const struct node *const *values, size_t count)
{
	const struct type_rules *rules;
	const struct node *where;
	size_t i;

	if (call->decode->rules == NULL)
		return;
	rules = &call->decode->rules->types[rtype_index(call->type)];
	where = values_node(call);
	if (where != NULL && where->kind == NODE_NULL)
		count = 0;
	for (i = 0; i < rules->count; i++) {
		call->rule = rules->rules[i];
		call->within = call->rule->values != NULL ? where : NULL;
		if (call->rule->values != NULL)
			call->rule->values(call, values, count);
		else
			call->rule->record(call);
	}
	call->within = NULL;
}

void
rules_check_values(struct rule_call *call, const struct node *within,
    const struct node *const *values, size_t count)
{
	const struct type_rules *rules = &call->decode->rules->types[rtype_index(call->type)];
	const struct node *outer = call->within;
	const struct rule *rule = call->rule;
	size_t i;

	call->within = within;
	for (i = 0; i < rules->count; i++) {
		if (rules->rules[i]->values == NULL)
			continue;
		call->rule = rules->rules[i];
		call->rule->values(call, values, count);
	}
	call->within = outer;
	call->rule = rule;
}

void
rules_check_zone_cut(const struct ruleset *rules, const struct zone *zone, const struct slice *cuts,
    size_t ncuts, bool lenient, struct diags *diags)
{
	size_t i;

	if (rules == NULL)
		return;
	for (i = 0; i < rules->nzone; i++) {
		struct zone_call call = {
		    .id = rules->zone[i].id,
		    .zone = zone,
		    .options = rules->zone[i].options,
		    .cuts = cuts,
		    .ncuts = ncuts,
		    .lenient = lenient,
		    .diags = diags,
		};

		if (rules->zone[i].on)
			rules->zone[i].rule->zone(&call);
	}
}

void
rules_check_zone(const struct ruleset *rules, const struct zone *zone, bool lenient,
    struct diags *diags)
{
	rules_check_zone_cut(rules, zone, NULL, 0, lenient, diags);
}

void
rules_each(void (
	       *fn)(void *ctx, const char *id, unsigned sets, const char *types, const char *help),
    void *ctx)
{
	size_t i;

	for (i = 0; rule_tables[i] != NULL; i++) {
		const struct rule *rule;

		for (rule = rule_tables[i]; rule->id != NULL; rule++)
			fn(ctx, rule->id, rule->sets, rule->types, rule->help);
	}
	for (i = 0; zone_rule_tables[i] != NULL; i++) {
		const struct zone_rule *rule;

		for (rule = zone_rule_tables[i]; rule->id != NULL; rule++)
			fn(ctx, rule->id, rule->sets, "zone", rule->help);
	}
}
