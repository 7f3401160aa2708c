/* A zone file's records under each choice of rules, and every form that they are printed in. */
#include "dns/zone.h"
#include "dns/name.h"
#include "dns/rules.h"
#include "fuzz.h"

#define MOST_RECORDS 64

static struct arena rules_arena;

/* What manager.validators may choose; the last one is no rules at all. */
static const char *const choices[] = {"{}", "{enabled: [strict]}", "{enabled: [best-practice]}",
    "{enabled: [legacy, strict, best-practice]}", NULL};
#define CHOICES (sizeof(choices) / sizeof(choices[0]))

static const struct ruleset *const *
rulesets(void)
{
	static const struct ruleset *made[CHOICES];
	struct diags diags = {0};
	size_t i;

	for (i = 0; made[0] == NULL || i > 0; i++) {
		struct yaml_source source = {.file = "rules"};
		const struct node *node;

		if (choices[i] == NULL)
			break;
		source.text = slice_of(choices[i]);
		node = yaml_document(&source, &rules_arena, &diags);
		fuzz_require(node != NULL &&
			ruleset_make(&rules_arena, node, &made[i], &diags) == 0,
		    "a choice of rules is refused");
	}
	diags_free(&diags);
	return made;
}

/* Each value, printed for a zone file, is the same value when it is read there. */
static void
check_values(struct arena *arena, const struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	union field *again = arena_array(arena, type->nfields, sizeof(*again));
	struct buf text = {0};
	const char *why = "";
	uint32_t i;

	for (i = 0; i < rrset->nvalues; i++) {
		const union field *value = rrset->values + (size_t)i * type->nfields;

		buf_clear(&text);
		value_octodns(&text, type, value);
		buf_clear(&text);
		buf_text(&text, "");
		value_presentation(&text, type, value);
		if (value_parse(arena, type, buf_view(&text), again, &why) == 0)
			(void)value_compare(type, value, again);
	}
	buf_free(&text);
}

/* A record, written as octoDNS data, is the same record when it is read. */
static void
check_node(const struct decode *from, const struct rrset *rrset, bool plain_semicolons)
{
	struct rrset_node_options options = {.with_type = true,
	    .plain_semicolons = plain_semicolons};
	struct diags diags = {0};
	struct decode decode = {.zone = from->zone,
	    .arena = from->arena,
	    .plain_semicolons = plain_semicolons,
	    .lenient = true,
	    .diags = &diags};
	struct node *node = rrset_node(from->arena, rrset, &options);
	struct node *key = node_text(from->arena, name_relative(rrset->name, from->zone));
	struct rrset again;

	fuzz_require(rrset_decode(&decode, key, node, &again) == 0,
	    "a record that was written cannot be read");
	fuzz_require(rrset_equal(rrset, &again), "a record that was written reads differently");
	diags_free(&diags);
}

static void
check_rrset(const struct decode *decode, const struct rrset *rrset)
{
	struct buf text = {0};

	rrset_octodns(&text, rrset);
	buf_free(&text);
	check_values(decode->arena, rrset);
	if (decode->rules == NULL || decode->lenient)
		return;
	check_node(decode, rrset, false);
}

static void
decode_record(struct zone *zone, const struct decode *decode, const struct node *key,
    const struct node *record)
{
	struct rrset rrset;
	int rc = rrset_decode(decode, key, record, &rrset);

	if (rc < 0)
		return;
	if (rc == 0)
		check_rrset(decode, &rrset);
	(void)zone_add(zone, &rrset, false, decode->diags);
}

static void
decode_pair(struct zone *zone, const struct decode *decode, const struct node_pair *pair)
{
	const struct node *value = pair->value;
	size_t i;

	if (value->kind != NODE_LIST) {
		decode_record(zone, decode, pair->key, value);
		return;
	}
	for (i = 0; i < value->u.list.count && i < MOST_RECORDS; i++)
		decode_record(zone, decode, pair->key, value->u.list.items[i]);
}

static void
read_zone(const struct node *root, const struct ruleset *rules, bool lenient, bool plain)
{
	struct diags diags = {0};
	struct decode decode = {.rules = rules,
	    .default_ttl = 3600,
	    .lenient = lenient,
	    .plain_semicolons = plain,
	    .file = "zone.yaml",
	    .diags = &diags};
	struct zone zone, other;
	size_t i;

	zone_init(&zone, slice_of("unit.tests."));
	decode.zone = zone.name;
	decode.arena = &zone.arena;
	decode.source = zone_add_source(&zone, "config");
	for (i = 0; i < root->u.map.count && i < MOST_RECORDS; i++)
		decode_pair(&zone, &decode, &root->u.map.pairs[i]);
	zone_sort(&zone);
	if (rules != NULL)
		rules_check_zone(rules, &zone, lenient, &diags);
	zone_share(&other, &zone);
	zone_rename(&other, slice_of("other.tests."));
	zone_free(&other);
	zone_free(&zone);
	diags_free(&diags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct yaml_source source = {.file = "zone.yaml"};
	const struct ruleset *const *rules = rulesets();
	struct arena arena = {0};
	struct diags diags = {0};
	const struct node *root;
	size_t i;

	source.text = slice_make((const char *)data, size);
	root = yaml_document(&source, &arena, &diags);
	if (root != NULL && root->kind == NODE_MAP) {
		for (i = 0; i < CHOICES; i++)
			read_zone(root, rules[i], false, false);
		read_zone(root, rules[3], true, true);
	}
	diags_free(&diags);
	arena_free(&arena);
	return 0;
}
