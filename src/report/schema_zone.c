/* The schema of zone files, from the table of record types. */
#include "report/schema.h"

#include "dns/rtype.h"

#define OCTET4 "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"

#define WHOLE(max)                                                                  \
	"{type: [integer, string], pattern: '^\\s*[-+]?[0-9_]+\\s*$', minimum: 0, " \
	"maximum: " max "}"

/* What a field holds, by its kind: what octoDNS's int() and float() read, too. */
static const char *const kinds[] = {
    [FIELD_IP4] = "{type: string, pattern: '^(" OCTET4 "\\.){3}" OCTET4 "$'}",
    [FIELD_IP6] = "{type: string, pattern: '^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.+)?$'}",
    [FIELD_TARGET] = "{type: string, minLength: 1}",
    [FIELD_CHUNKED] = "{type: string}",
    [FIELD_TEXT] = "{type: string}",
    [FIELD_LOWER] = "{type: string}",
    [FIELD_UPPER] = "{type: string}",
    [FIELD_U8] = WHOLE("255"),
    [FIELD_U16] = WHOLE("65535"),
    [FIELD_REAL] = "{type: [number, string], pattern: '^\\s*[-+]?[0-9_.]+([eE][-+]?[0-9]+)?\\s*$'}",
    [FIELD_PARAMS] = "{$ref: '#/definitions/svcparams'}",
    [FIELD_NAME] = "{type: [string, 'null']}",
    [FIELD_MAYBE] = "{type: [string, 'null']}",
    [FIELD_FLAG] = "{type: boolean}",
};

/* In a mapping a text may look like a number: it is only printed. */
static const char named_text[] = "{type: [string, number, boolean]}";

#define TEXTS "{type: array, items: {type: string}}"
#define WEIGHT "{type: [integer, string], minimum: 1, maximum: 100}"

/* What has no type of its own. */
static const struct schema_piece common[] = {
    {"ttl",
	"{type: [number, string], minimum: 0, pattern: '^\\s*[+]?[0-9_]+\\s*$', "
	"description: seconds; left out it is the default of the source}"},
    {"octodns",
	"{type: object, description: 'how the record is treated; providers have keys of their own', "
	"properties: {"
	"lenient: {type: boolean, description: faults of this record are warnings}, "
	"ignored: {type: boolean, description: never part of a plan}, "
	"included: {type: array, items: {type: string}, description: only these targets}, "
	"excluded: {type: array, items: {type: string}, description: not these targets}, "
	"auto_arpa_priority: {type: integer}, "
	"healthcheck: {type: object, properties: {"
	"protocol: {enum: [HTTP, HTTPS, ICMP, TCP, UDP]}, "
	"host: {type: [string, 'null']}, path: {type: [string, 'null']}, "
	"port: {type: [integer, string]}}}}}"},
    {"svcparams",
	"{type: object, description: 'service parameters (RFC 9460)', additionalProperties: false, "
	"properties: {alpn: " TEXTS ", mandatory: " TEXTS ", ipv4hint: " TEXTS ", ipv6hint: " TEXTS
	", no-default-alpn: {type: 'null'}, ech: {type: string}, "
	"port: {type: [integer, string], minimum: 0, maximum: 65535}}, "
	"patternProperties: {'^key[0-9]{1,5}$': {}}}"},
    {"rules",
	"{type: array, minItems: 1, items: {type: object, required: [pool], properties: {"
	"pool: {type: string}, "
	"geos: {type: array, items: {type: string, pattern: '^[A-Z]{2}(-[A-Z]{2}(-[0-9A-Z]+)?)?$'}}, "
	"subnets: " TEXTS "}}}"},
    {"lenient",
	"{properties: {octodns: {properties: {lenient: {const: true}}, required: [lenient]}}, "
	"required: [octodns]}"},
    {NULL, NULL},
};

static struct node *
kind_node(struct arena *arena, const struct field_spec *spec)
{
	if (spec->name != NULL && spec->kind == FIELD_TEXT)
		return schema_read(arena, named_text);
	return schema_read(arena, kinds[spec->kind]);
}

/* {required: [name]}, or that or the former name. */
static struct node *
need_field(struct arena *arena, const struct field_spec *spec)
{
	struct node *now = node_map(arena, 1), *before = node_map(arena, 1);
	struct node *any = node_map(arena, 1), *list = node_list(arena, 2);

	schema_add(arena, now, "required", schema_words(arena, spec->name));
	if (spec->former == NULL)
		return now;
	schema_add(arena, before, "required", schema_words(arena, spec->former));
	node_push(arena, list, now);
	node_push(arena, list, before);
	schema_add(arena, any, "anyOf", list);
	return any;
}

/* One value: text, or a mapping of fields. */
static struct node *
value_node_of(struct arena *arena, const struct rtype *type)
{
	struct node *map, *properties, *needs;
	unsigned i;

	if (type->fields[0].name == NULL)
		return kind_node(arena, &type->fields[0]);
	map = schema_read(arena, "{type: object}");
	properties = node_map(arena, type->nfields);
	needs = node_list(arena, type->nfields);
	for (i = 0; i < type->nfields; i++) {
		const struct field_spec *spec = &type->fields[i];

		node_set(arena, properties, slice_of(spec->name), kind_node(arena, spec));
		if (!spec->optional)
			node_push(arena, needs, need_field(arena, spec));
	}
	/* A former name may be what another field is called now: then that counts. */
	for (i = 0; i < type->nfields; i++) {
		const struct field_spec *spec = &type->fields[i];

		if (spec->former != NULL && node_get(properties, spec->former) == NULL)
			schema_add(arena, properties, spec->former, kind_node(arena, spec));
	}
	schema_add(arena, map, "properties", properties);
	schema_add(arena, map, "allOf", needs);
	return map;
}

/* One value, or a list of them; by if, so that what is wrong is said of the one that was meant. */
static struct node *
one_or_many(struct arena *arena, const char *type)
{
	struct node *map = node_map(arena, 3), *many = schema_read(arena, "{minItems: 1}");

	schema_add(arena, many, "items", schema_refer(arena, "%s.value", type));
	schema_add(arena, map, "if", schema_read(arena, "{type: array}"));
	schema_add(arena, map, "then", many);
	schema_add(arena, map, "else", schema_refer(arena, "%s.value", type));
	return map;
}

static struct node *
dynamic_of(struct arena *arena, const char *type)
{
	struct node *map = schema_read(arena, "{type: object, required: [pools, rules]}");
	struct node *pools = schema_read(arena, "{type: object, minProperties: 1}");
	struct node *pool = schema_read(arena, "{type: object, required: [values]}");
	struct node *values = schema_read(arena, "{type: array, minItems: 1}");
	struct node *entry = schema_read(arena, "{type: object, required: [value]}");
	struct node *parts =
	    schema_read(arena, "{weight: " WEIGHT ", status: {enum: [up, down, obey]}}");
	struct node *inner = schema_read(arena, "{fallback: {type: [string, 'null']}}");
	struct node *outer = node_map(arena, 2);

	schema_add(arena, parts, "value", schema_refer(arena, "%s.value", type));
	schema_add(arena, entry, "properties", parts);
	schema_add(arena, values, "items", entry);
	schema_add(arena, inner, "values", values);
	schema_add(arena, pool, "properties", inner);
	schema_add(arena, pools, "additionalProperties", pool);
	schema_add(arena, outer, "pools", pools);
	schema_add(arena, outer, "rules", schema_refer(arena, "rules"));
	schema_add(arena, map, "properties", outer);
	return map;
}

static struct node *
geo_of(struct arena *arena, const char *type)
{
	struct node *map = schema_read(arena,
	    "{type: object, propertyNames: {pattern: '^\\w\\w(-\\w\\w(-\\w\\w)?)?$'}}");

	schema_add(arena, map, "additionalProperties", one_or_many(arena, type));
	return map;
}

/* What a record of ${type} has beside what all have. */
static struct node *
type_node(struct arena *arena, const struct rtype *type)
{
	bool single = (type->flags & RTYPE_SINGLE) != 0;
	struct node *map = schema_read(arena,
	    single ? "{required: [value]}"
		   : "{anyOf: [{required: [value]}, {required: [values]}]}");
	struct node *properties = node_map(arena, 4);

	schema_add(arena, properties, "value",
	    single ? schema_refer(arena, "%s.value", type->name) : one_or_many(arena, type->name));
	if (!single)
		schema_add(arena, properties, "values", one_or_many(arena, type->name));
	if ((type->flags & RTYPE_DYNAMIC) != 0)
		schema_add(arena, properties, "dynamic", dynamic_of(arena, type->name));
	if ((type->flags & RTYPE_GEO) != 0)
		schema_add(arena, properties, "geo", geo_of(arena, type->name));
	schema_add(arena, map, "properties", properties);
	return map;
}

static struct node *
record_node(struct arena *arena)
{
	struct node *record = schema_read(arena, "{type: object, required: [type]}");
	struct node *properties = node_map(arena, 3), *type = node_map(arena, 1);
	struct node *names = node_list(arena, rtype_count), *choices = node_list(arena, 0);
	struct node *strict = node_map(arena, 1);
	unsigned i;

	for (i = 0; i < rtype_count; i++) {
		struct node *test = node_map(arena, 1);

		node_push(arena, names, node_text(arena, slice_of(rtypes[i].name)));
		schema_add_text(arena, test, "const", rtypes[i].name);
		node_push(arena, choices,
		    schema_choice(arena, "type", test, schema_refer(arena, "%s", rtypes[i].name)));
	}
	schema_add(arena, type, "enum", names);
	schema_add(arena, properties, "type", type);
	schema_add(arena, properties, "octodns", schema_refer(arena, "octodns"));
	schema_add(arena, record, "properties", properties);
	/* What a lenient record has wrong is a warning, and so nothing for a schema. */
	schema_add(arena, properties = node_map(arena, 1), "ttl", schema_refer(arena, "ttl"));
	schema_add(arena, strict, "properties", properties);
	schema_add(arena, strict, "allOf", choices);
	schema_add(arena, record, "if", schema_refer(arena, "lenient"));
	schema_add(arena, record, "then", node_map(arena, 0));
	schema_add(arena, record, "else", strict);
	return record;
}

/* A record, or a list of them. */
static struct node *
entry_node(struct arena *arena)
{
	struct node *entry = node_map(arena, 3), *many = node_map(arena, 1);

	schema_add(arena, many, "items", schema_refer(arena, "record"));
	schema_add(arena, entry, "if", schema_read(arena, "{type: array}"));
	schema_add(arena, entry, "then", many);
	schema_add(arena, entry, "else", schema_refer(arena, "record"));
	return entry;
}

struct node *
schema_zone(struct arena *arena)
{
	struct node *root = schema_root(arena, "zone file of octoDNS and zoneward");
	struct node *definitions = schema_map(arena, common);
	unsigned i;

	schema_add(arena, definitions, "record", record_node(arena));
	for (i = 0; i < rtype_count; i++) {
		schema_add(arena, definitions, rtypes[i].name, type_node(arena, &rtypes[i]));
		schema_add(arena, definitions, arena_printf(arena, "%s.value", rtypes[i].name),
		    value_node_of(arena, &rtypes[i]));
	}
	schema_add(arena, root, "type", schema_words(arena, "object null"));
	schema_add(arena, root, "additionalProperties", entry_node(arena));
	schema_add(arena, root, "definitions", definitions);
	return root;
}
