/* Zones and plans from a few lines of YAML. */
#ifndef ZW_TESTS_PLAN_FIXTURE_H
#define ZW_TESTS_PLAN_FIXTURE_H

#include "core/mem.h"
#include "plan/diff.h"
#include "yaml/reader.h"

#include <criterion/criterion.h>
#include <string.h>

#define ZONE "unit.tests."

static inline void
add_records(struct zone *zone, const struct node *key, const struct node *value,
    struct diags *diags)
{
	struct decode decode = {.zone = zone->name,
	    .arena = &zone->arena,
	    .default_ttl = 3600,
	    .lenient = true,
	    .source = zone_add_source(zone, "config"),
	    .diags = diags};
	size_t count = value->kind == NODE_LIST ? value->u.list.count : 1, i;

	for (i = 0; i < count; i++) {
		const struct node *record =
		    value->kind == NODE_LIST ? value->u.list.items[i] : value;
		struct rrset rrset = {0};

		cr_assert_eq(rrset_decode(&decode, key, record, &rrset), 0);
		cr_assert_eq(zone_add(zone, &rrset, false, diags), 0);
	}
}

/* A zone that the target knows; NULL instead of YAML is one that it does not. */
static inline void
read_zone(struct zone *zone, const char *name, const char *yaml)
{
	struct yaml_source source = {.file = "zone.yaml", .text = slice_of(yaml)};
	struct arena arena = {0};
	struct diags diags = {0};
	struct node *root;
	size_t i;

	zone_init(zone, slice_of(name));
	zone->exists = yaml != NULL;
	root = yaml_document(&source, &arena, &diags);
	cr_assert_not_null(root);
	for (i = 0; root->kind == NODE_MAP && i < root->u.map.count; i++)
		add_records(zone, root->u.map.pairs[i].key, root->u.map.pairs[i].value, &diags);
	arena_free(&arena);
	diags_free(&diags);
}

static const struct diff_options usual = {.target = "live",
    .update_threshold = 0.3,
    .delete_threshold = 0.3,
    .keep_root_ns = true};

/* Add the plan of one zone with one target; both sides are gone when it returns. */
static inline struct target_plan *
add_plan(struct plan *plan, const char *name, const char *existing_yaml, const char *desired_yaml,
    const struct diff_options *options)
{
	struct zone_plan *zone_plan = mem_zero(1, sizeof(*zone_plan));
	struct zone existing, desired;
	struct target_plan *target;

	zone_plan->zone = arena_copy(&zone_plan->arena, slice_of(name));
	zone_plan->targets = arena_alloc(&zone_plan->arena, sizeof(*target));
	zone_plan->ntargets = 1;
	target = zone_plan->targets;
	target->target = "live";
	target->class_name = "YamlProvider";
	target->writable = true;
	read_zone(&existing, name, existing_yaml);
	read_zone(&desired, name, desired_yaml);
	diff_zones(&existing, &desired, options, &zone_plan->arena, target);
	zone_free(&existing);
	zone_free(&desired);
	plan_add(plan, zone_plan);
	return target;
}

#endif
