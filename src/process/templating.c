/* Templating: parameters in the text of values, as Python's str.format() has them. */
#include "dns/name.h"
#include "process/classes.h"
#include "process/format.h"
#include "process/record.h"
#include "provider/options.h"

#include <string.h>

/* Text in which nothing is replaced. */
static const struct {
	const char *type, *field;
} fixed[] = {{"CAA", "tag"}, {"LOC", NULL}, {"NAPTR", "flags"}, {"A", NULL}, {"AAAA", NULL}};

struct templating {
	struct process_call *call;
	struct arena arena; /* what is only needed for one record */
};

static bool
holds_text(enum field_kind kind)
{
	return !field_is_whole(kind) && kind != FIELD_FLAG && kind != FIELD_REAL &&
	    kind != FIELD_PARAMS;
}

static bool
is_fixed(const struct rtype *type, const struct field_spec *field)
{
	size_t i;

	for (i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
		if (strcmp(type->name, fixed[i].type) == 0 &&
		    (fixed[i].field == NULL || strcmp(field->name, fixed[i].field) == 0))
			return true;
	}
	return !holds_text(field->kind);
}

static bool
is_template(const struct rtype *type, size_t field, struct slice text)
{
	return slice_find(text, '{') < text.len && !is_fixed(type, &type->fields[field]);
}

static bool
has_template(const struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	size_t i, count = (size_t)rrset->nvalues * type->nfields;

	for (i = 0; i < count; i++) {
		if (holds_text(type->fields[i % type->nfields].kind) &&
		    is_template(type, i % type->nfields, rrset->values[i].text))
			return true;
	}
	return false;
}

static void
add_text(struct arena *arena, struct node *params, const char *name, struct slice text)
{
	node_set(arena, params, slice_of(name), node_text(arena, text));
}

/* A name of three parameters: as people read it twice, and in IDNA form. */
static void
add_name(struct arena *arena, struct node *params, const char *const *names, struct slice name,
    bool dots)
{
	struct slice decoded = name_decode(arena, name);

	if (!dots && slice_ends(name, slice_of("."))) {
		name = slice_sub(name, 0, name.len - 1);
		decoded = slice_sub(decoded, 0, decoded.len - 1);
	}
	add_text(arena, params, names[0], decoded);
	add_text(arena, params, names[1], decoded);
	add_text(arena, params, names[2], name);
}

static void
add_context(struct arena *arena, struct node *params, const struct node *context)
{
	size_t i;

	for (i = 0; context != NULL && context->kind == NODE_MAP && i < context->u.map.count; i++) {
		node_set(arena, params, context->u.map.pairs[i].key->text,
		    node_copy(arena, context->u.map.pairs[i].value));
	}
}

static struct node *
record_params(struct templating *t, const struct rrset *rrset)
{
	static const char *const zone_names[] = {"zone_name", "zone_decoded_name",
	    "zone_encoded_name"};
	static const char *const names[] = {"record_name", "record_decoded_name",
	    "record_encoded_name"};
	static const char *const fqdns[] = {"record_fqdn", "record_decoded_fqdn",
	    "record_encoded_fqdn"};
	const struct zone *zone = t->call->desired;
	const struct node *options = t->call->processor->options;
	bool dots = option_bool(options, "trailing_dots", true);
	struct arena *arena = &t->arena;
	struct node *params = node_map(arena, 16);

	add_name(arena, params, names, name_relative(rrset->name, zone->name), true);
	add_name(arena, params, fqdns, rrset->name, dots);
	add_text(arena, params, "record_type", slice_of(rrset_type(rrset)->name));
	node_set(arena, params, slice_of("record_ttl"), node_int(arena, rrset->ttl));
	node_set(arena, params, slice_of("record_source_id"),
	    rrset->source < zone->nsources
		? node_text(arena, slice_of(zone->sources[rrset->source]))
		: node_null(arena));
	add_name(arena, params, zone_names, zone->name, dots);
	node_set(arena, params, slice_of("zone_num_records"),
	    node_int(arena, (int64_t)zone->count));
	add_context(arena, params, node_get(options, "context"));
	return params;
}

static int
replace_field(struct templating *t, const struct rrset *rrset, const struct field_spec *field,
    const struct node *params, struct slice *text)
{
	struct format_fault fault = {0, NULL, NULL};
	struct buf out = {0};
	int rc = format_text(&out, *text, params, &t->arena, &fault);

	if (rc == 0)
		*text = arena_copy(&t->arena, buf_view(&out));
	else
		rc = process_fault(t->call, rrset, "processor-template", fault.hint,
		    "%s, at letter %zu of %s", fault.why, fault.at,
		    field->name != NULL ? field->name : "the value");
	buf_free(&out);
	return rc;
}

/* Replace the record by a copy with other values, which are read and checked anew. */
static int
template_record(struct templating *t, const struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	size_t i, count = (size_t)rrset->nvalues * type->nfields;
	struct rrset_node_options options = {.with_type = true};
	const struct node *params = record_params(t, rrset);
	struct rrset copy = *rrset;
	struct new_record record = {
	    .name = name_relative(rrset->name, t->call->desired->name),
	    .rules = t->call->rules,
	    .lenient = t->call->lenient,
	    .replace = true,
	    .source = rrset->source,
	};
	int rc = 0;

	copy.values = arena_array(&t->arena, count, sizeof(*copy.values));
	memcpy(copy.values, rrset->values, count * sizeof(*copy.values));
	for (i = 0; i < count; i++) {
		const struct field_spec *field = &type->fields[i % type->nfields];

		if (is_fixed(type, field) ||
		    !is_template(type, i % type->nfields, copy.values[i].text))
			continue;
		if (replace_field(t, rrset, field, params, &copy.values[i].text) != 0)
			rc = -1;
	}
	if (rc != 0)
		return -1;
	record.data = rrset_node(&t->call->desired->arena, &copy, &options);
	record.data->file = rrset->file;
	record.data->line = rrset->line;
	record.data->column = rrset->column;
	return record_add(t->call->desired, &record, t->call->diags);
}

static int
template_zone(struct process_call *call)
{
	struct templating t = {.call = call};
	struct zone *zone = call->desired;
	size_t i;
	int rc = 0;

	for (i = 0; i < zone->count; i++) {
		struct rrset rrset = zone->rrsets[i];

		if (has_template(&rrset) && template_record(&t, &rrset) != 0)
			rc = -1;
		arena_reset(&t.arena);
	}
	arena_free(&t.arena);
	return rc;
}

static const struct option_spec options[] = {
    {"trailing_dots", OPTION_BOOL, false, false, NULL},
    {"context", OPTION_MAP, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const char *const names[] = {"octodns.processor.templating.Templating", NULL};

const struct processor_class templating_processor = {
    .names = names,
    .options = options,
    .both = template_zone,
};
