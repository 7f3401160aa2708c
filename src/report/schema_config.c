/* The schema of octodns.yaml; options of providers and processors from their tables. */
#include "report/schema.h"

#include "config/plugins.h"
#include "dns/rtype.h"
#include "dns/rules.h"
#include "process/registry.h"
#include "provider/options.h"
#include "provider/registry.h"

#include <string.h>

#define FLAG "{type: [boolean, 'null']}"
#define SHARE "{type: [number, 'null'], minimum: 0}"

/* Unknown keys of these are warnings of ours; octoDNS takes no notice of them. */
static const struct schema_piece manager_keys[] = {
    {"max_workers", "{type: [integer, 'null'], minimum: 1}"},
    {"include_meta", FLAG},
    {"auto_arpa",
	"{type: [boolean, object, 'null'], additionalProperties: false, properties: {"
	"ttl: {type: integer}, populate_should_replace: {type: boolean}, "
	"max_auto_arpa: {type: integer}, inherit_ttl: {type: boolean}, "
	"wildcard_replacement: {type: [string, 'null']}}}"},
    {"enable_checksum", FLAG},
    {"processors", "{type: [array, 'null'], items: {type: string}}"},
    {"post_processors", "{type: [array, 'null'], items: {type: string}}"},
    {"plan_outputs",
	"{type: [object, 'null'], additionalProperties: {$ref: '#/definitions/plan_output'}}"},
    {"validators", "{$ref: '#/definitions/chosen_validators'}"},
    {NULL, NULL},
};

static const struct schema_piece zone_keys[] = {
    {"sources",
	"{type: [array, 'null'], items: {type: string}, "
	"description: providers that the records come from}"},
    {"targets",
	"{type: [array, 'null'], items: {type: string}, "
	"description: providers that the records go to}"},
    {"processors", "{type: [array, 'null'], items: {type: string}}"},
    {"lenient", "{type: [boolean, 'null'], description: faults are warnings}"},
    {"alias", "{type: [string, 'null'], description: zone that this one is a copy of}"},
    {"always-dry-run", "{type: [boolean, 'null'], description: 'planned, never applied'}"},
    {"ignore_subzone_adds", FLAG},
    {"update_pcent_threshold", SHARE},
    {"delete_pcent_threshold", SHARE},
    {"validators", "{$ref: '#/definitions/zone_validators'}"},
    {"glob", "{type: [string, 'null'], description: 'of a dynamic zone: names to take'}"},
    {"regex", "{type: [string, 'null'], description: 'of a dynamic zone: names to take'}"},
    {NULL, NULL},
};

/* Ids of rules, by type or for zones; sets. */
static const struct schema_piece validator_parts[] = {
    {"of_types",
	"{type: [object, 'null'], propertyNames: {$ref: '#/definitions/type'}, "
	"additionalProperties: {$ref: '#/definitions/rule_ids'}}"},
    {"rule_ids",
	"{type: array, items: {anyOf: [{$ref: '#/definitions/rule_id'}, {type: string}]}}"},
    {"chosen_validators",
	"{type: [object, 'null'], properties: {"
	"enabled: {type: [array, 'null'], items: {enum: [legacy, strict, best-practice]}}, "
	"record: {type: [object, 'null'], additionalProperties: false, properties: {"
	"validators: {$ref: '#/definitions/of_types'}, "
	"disable_validators: {$ref: '#/definitions/of_types'}}}, "
	"zone: {type: [object, 'null'], additionalProperties: false, properties: {"
	"validators: {$ref: '#/definitions/rule_ids'}, "
	"disable_validators: {$ref: '#/definitions/rule_ids'}}}, "
	"validators: {$ref: '#/definitions/of_types'}, "
	"disable_validators: {$ref: '#/definitions/of_types'}}}"},
    {"zone_validators",
	"{type: [object, 'null'], properties: {"
	"record: {type: [object, 'null'], properties: {"
	"disable_validators: {$ref: '#/definitions/of_types'}}}, "
	"zone: {type: [object, 'null'], properties: {"
	"disable_validators: {$ref: '#/definitions/rule_ids'}}}}}"},
    {"validator",
	"{type: object, required: [class], properties: {"
	"class: {type: string, pattern: '\\.'}, "
	"types: {type: [array, 'null'], items: {$ref: '#/definitions/type'}}, "
	"sets: {type: [array, 'null'], items: {enum: [legacy, strict, best-practice]}}}}"},
    {NULL, NULL},
};

/* What zoneward.safety takes: see src/config/safety.c. */
static const struct schema_piece safety_parts[] = {
    {"safety",
	"{type: [object, 'null'], additionalProperties: false, "
	"description: 'changes that need a word: apply --allow DIGEST', "
	"properties: {creates: {$ref: '#/definitions/safety_limit'}, "
	"updates: {$ref: '#/definitions/safety_limit'}, "
	"deletes: {$ref: '#/definitions/safety_limit'}, "
	"protected: {type: array, items: {$ref: '#/definitions/safety_guard'}}}}"},
    {"safety_limit",
	"{type: object, additionalProperties: false, "
	"description: of one zone at one target, "
	"properties: {most: {type: number, minimum: 0, maximum: 1000000000}, "
	"percent: {type: number, minimum: 0, maximum: 100}}}"},
    {"safety_guard",
	"{type: object, additionalProperties: false, minProperties: 1, "
	"properties: {name: {type: string, pattern: '^@$|[.*]$'}, "
	"type: {$ref: '#/definitions/type'}}}"},
    {NULL, NULL},
};

static const struct schema_piece top_keys[] = {
    {"manager", "{$ref: '#/definitions/manager'}"},
    {"providers", "{type: object, additionalProperties: {$ref: '#/definitions/provider'}}"},
    {"zones",
	"{type: object, propertyNames: {pattern: '^[*]|[.]$'}, "
	"additionalProperties: {$ref: '#/definitions/zone'}}"},
    {"processors",
	"{type: [object, 'null'], additionalProperties: {$ref: '#/definitions/processor'}}"},
    {"validators",
	"{type: [object, 'null'], additionalProperties: {$ref: '#/definitions/validator'}}"},
    {"secret_handlers",
	"{type: [object, 'null'], additionalProperties: {$ref: '#/definitions/secret_handler'}}"},
    {"zoneward",
	"{type: [object, 'null'], description: settings that octoDNS takes no notice of, "
	"properties: {strict: {type: boolean}, "
	"ledger: {type: boolean, description: 'what is applied is kept in refs/notes/zoneward'}, "
	"safety: {$ref: '#/definitions/safety'}, "
	"push_options: {type: [array, 'null'], items: {enum: [lenient, allow]}}}}"},
    {NULL, NULL},
};

/* What a value may be: itself, or text that says where it is kept, "env/NAME". */
static const char *const option_kinds[] = {
    [OPTION_TEXT] = "{type: [string, number]}",
    [OPTION_BOOL] = "{type: boolean}",
    [OPTION_INT] = "{type: [integer, string], pattern: '^[-+]?[0-9]+$|/'}",
    [OPTION_REAL] = "{type: [number, string], pattern: '^[-+]?[0-9.]+$|/'}",
    [OPTION_LIST] = "{type: [array, 'null']}",
    [OPTION_MAP] = "{type: [object, 'null']}",
    [OPTION_ANY] = "{}",
};

static void
add_options(struct arena *arena, const struct option_spec *specs, struct node *properties,
    struct node *required)
{
	for (; specs->name != NULL; specs++) {
		struct node *option = schema_read(arena,
		    specs->removed != NULL ? "{not: {}}" : option_kinds[specs->kind]);

		if (specs->removed != NULL)
			schema_add_text(arena, option, "description",
			    arena_printf(arena, "not supported: %s", specs->removed));
		schema_add(arena, properties, specs->name, option);
		if (specs->required)
			node_push(arena, required, node_text(arena, slice_of(specs->name)));
	}
}

/* Of a class that is built in: its options and no others. */
static struct node *
provider_class_node(struct arena *arena, const struct provider_class *class)
{
	struct node *map = schema_read(arena, "{additionalProperties: false}");
	struct node *properties = schema_read(arena, "{class: {}}");
	struct node *required = node_list(arena, 0);

	add_options(arena, class->options, properties, required);
	add_options(arena, options_common, properties, required);
	schema_add(arena, map, "required", required);
	schema_add(arena, map, "properties", properties);
	return map;
}

/* {type: object, required: [class], properties: {class}, allOf: choices}. */
static struct node *
plugin_node(struct arena *arena, struct node *choices)
{
	struct node *map = schema_read(arena,
	    "{type: object, required: [class], properties: {class: {type: string, pattern: '\\.'}}}");

	if (choices->u.list.count > 0)
		schema_add(arena, map, "allOf", choices);
	return map;
}

static struct node *
provider_node(struct arena *arena)
{
	struct node *choices = node_list(arena, 0);
	size_t i, j;

	for (i = 0; provider_table[i] != NULL; i++) {
		struct node *test = node_map(arena, 1);
		struct buf pattern = {0};

		buf_text(&pattern, "[.](");
		for (j = 0; provider_table[i]->names[j] != NULL; j++)
			buf_printf(&pattern, "%s%s", j > 0 ? "|" : "", provider_table[i]->names[j]);
		buf_text(&pattern, ")$");
		schema_add_text(arena, test, "pattern", pattern.data);
		node_push(arena, choices,
		    schema_choice(arena, "class", test,
			provider_class_node(arena, provider_table[i])));
		buf_free(&pattern);
	}
	return plugin_node(arena, choices);
}

static struct node *
processor_class_node(struct arena *arena, const struct processor_class *class)
{
	struct node *map = schema_read(arena, "{additionalProperties: false}");
	struct node *properties = schema_read(arena, "{class: {}}");
	struct node *required = node_list(arena, 0);

	add_options(arena, class->options, properties, required);
	add_options(arena, processor_common_options(), properties, required);
	schema_add(arena, map, "required", required);
	schema_add(arena, map, "properties", properties);
	return map;
}

static struct node *
processor_node(struct arena *arena)
{
	struct node *choices = node_list(arena, 0);
	size_t i, j;

	for (i = 0; processor_table[i] != NULL; i++) {
		const struct processor_class *class = processor_table[i];

		for (j = 0; class->names[j] != NULL; j++) {
			struct node *test = node_map(arena, 1);

			schema_add_text(arena, test, "const", class->names[j]);
			node_push(arena, choices,
			    schema_choice(arena, "class", test,
				processor_class_node(arena, class)));
		}
	}
	return plugin_node(arena, choices);
}

/* Of the classes of a table, with their options: "!name" is required. */
static struct node *
plugin_class_node(struct arena *arena, const struct plugin_class *class)
{
	struct node *map = schema_read(arena, "{additionalProperties: false}");
	struct node *properties = schema_read(arena, "{class: {}}");
	struct node *words = schema_words(arena, class->options), *required = node_list(arena, 0);
	size_t i;

	for (i = 0; i < words->u.list.count; i++) {
		struct slice word = words->u.list.items[i]->text;
		bool must = slice_starts(word, slice_of("!"));

		word = slice_sub(word, must ? 1 : 0, word.len);
		node_add(arena, properties, word, node_map(arena, 0));
		if (must)
			node_push(arena, required, node_text(arena, word));
	}
	schema_add(arena, map, "required", required);
	schema_add(arena, map, "properties", properties);
	return map;
}

static struct node *
plugins_node(struct arena *arena, const struct plugin_class *classes)
{
	struct node *choices = node_list(arena, 0);

	for (; classes->path != NULL; classes++) {
		struct node *test = node_map(arena, 1);

		schema_add_text(arena, test, "const", classes->path);
		node_push(arena, choices,
		    schema_choice(arena, "class", test, plugin_class_node(arena, classes)));
	}
	return plugin_node(arena, choices);
}

struct ids {
	struct arena *arena;
	struct node *list;
};

static void
push_id(void *ctx, const char *id, unsigned sets, const char *types, const char *help)
{
	struct ids *ids = ctx;

	(void)sets;
	(void)types;
	(void)help;
	node_push(ids->arena, ids->list, node_text(ids->arena, slice_of(id)));
}

static struct node *
enum_node(struct arena *arena, struct node *list)
{
	struct node *map = node_map(arena, 1);

	schema_add(arena, map, "enum", list);
	return map;
}

static struct node *
definitions_node(struct arena *arena)
{
	struct node *definitions = schema_map(arena, validator_parts);
	struct node *manager =
	    schema_read(arena, "{type: [object, 'null'], additionalProperties: false}");
	struct node *zone = schema_read(arena,
	    "{type: object, additionalProperties: false, "
	    "anyOf: [{required: [sources]}, {required: [alias]}]}");
	struct node *types = schema_words(arena, "*");
	struct ids ids = {arena, node_list(arena, 0)};
	unsigned i;

	for (i = 0; i < rtype_count; i++)
		node_push(arena, types, node_text(arena, slice_of(rtypes[i].name)));
	rules_each(push_id, &ids);
	schema_add(arena, manager, "properties", schema_map(arena, manager_keys));
	schema_add(arena, zone, "properties", schema_map(arena, zone_keys));
	for (i = 0; safety_parts[i].name != NULL; i++)
		schema_add(arena, definitions, safety_parts[i].name,
		    schema_read(arena, safety_parts[i].yaml));
	schema_add(arena, definitions, "manager", manager);
	schema_add(arena, definitions, "zone", zone);
	schema_add(arena, definitions, "type", enum_node(arena, types));
	schema_add(arena, definitions, "rule_id", enum_node(arena, ids.list));
	schema_add(arena, definitions, "provider", provider_node(arena));
	schema_add(arena, definitions, "processor", processor_node(arena));
	schema_add(arena, definitions, "plan_output", plugins_node(arena, output_classes));
	schema_add(arena, definitions, "secret_handler", plugins_node(arena, secret_classes));
	return definitions;
}

struct node *
schema_config(struct arena *arena)
{
	struct node *root = schema_root(arena, "configuration of octoDNS and zoneward");

	schema_add_text(arena, root, "type", "object");
	schema_add(arena, root, "required", schema_words(arena, "providers zones"));
	schema_add(arena, root, "properties", schema_map(arena, top_keys));
	schema_add(arena, root, "additionalProperties", node_bool(arena, false));
	schema_add(arena, root, "definitions", definitions_node(arena));
	return root;
}
