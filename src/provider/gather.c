/* Records one by one, gathered into RRsets. */
#include "provider/gather.h"

#include "core/mem.h"
#include "core/text.h"
#include "dns/name.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_STRANGE 16 /* types that are named one by one */
#define PLACE_DEPTH 4  /* record, values, value, parameters */

struct gathered {
	struct rrset rrset;
	size_t cap;    /* of its values, which are in the heap until the end */
	bool ttl_said; /* by one of its records */
	bool ttls;     /* they differ, and that was said */
	bool refused;  /* one of its values could not be read */
};

struct strange {
	size_t count;
};

void
gather_begin(struct gather *gather, const struct provider *provider,
    const struct read_request *request, struct zone *zone, struct diags *diags)
{
	memset(gather, 0, sizeof(*gather));
	gather->provider = provider;
	gather->request = request;
	gather->zone = zone;
	gather->diags = diags;
	gather->source = zone_add_source(zone, provider->id);
}

static void
report(struct gather *gather, struct slice name, const char *type, struct place at,
    const char *hint, const char *text)
{
	struct subject subject = {gather->zone->name, name, type};
	bool live = gather->request->as_target;

	(void)diag_add(gather->diags, live ? SEVERITY_WARNING : SEVERITY_ERROR, "provider-record",
	    &subject, at, hint, "provider %s: %s", gather->provider->id, text);
	if (!live)
		gather->rc = -1;
}

void
gather_fault(struct gather *gather, struct slice name, const char *type, struct place at,
    const char *hint, const char *fmt, ...)
{
	struct buf safe = {0};
	char text[512];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	text_safe(&safe, slice_of(text));
	report(gather, name, type, at, hint, safe.data);
	buf_free(&safe);
}

void
gather_leave(struct gather *gather, struct slice type)
{
	struct strange *strange;
	struct slice key = type;

	if (!map_has(&gather->strange, key) && gather->strange.count >= MAX_STRANGE)
		key = slice_of("other");
	strange = map_get(&gather->strange, key);
	if (strange == NULL) {
		strange = arena_alloc(&gather->arena, sizeof(*strange));
		(void)map_put(&gather->strange, arena_copy(&gather->arena, key), strange);
	}
	strange->count++;
}

static struct gathered *
find_set(struct gather *gather, const struct gather_record *record)
{
	char text[2048];
	struct slice key = {text, 0};
	struct gathered *set;

	/* Owners are shorter: 255 octets, each escaped. */
	key.len = (size_t)snprintf(text, sizeof(text), "%s %.*s", record->type->name,
	    (int)(record->name.len < 2000 ? record->name.len : 2000), record->name.data);
	set = map_get(&gather->sets, key);
	if (set != NULL)
		return set;
	set = arena_alloc(&gather->arena, sizeof(*set));
	set->rrset.name = record->name;
	set->rrset.ttl = (uint32_t)gather->default_ttl;
	set->rrset.type = rtype_index(record->type);
	set->rrset.source = gather->source;
	set->rrset.file = record->at.file;
	set->rrset.line = record->at.line;
	set->rrset.column = record->at.column;
	(void)map_put(&gather->sets, arena_copy(&gather->arena, key), set);
	return set;
}

static void
join_ttl(struct gather *gather, struct gathered *set, const struct gather_record *record)
{
	struct subject subject = {gather->zone->name, record->name, record->type->name};
	bool lowest = gather->ttl == GATHER_LOWEST;

	if (record->ttl < 0)
		return;
	if (!set->ttl_said) {
		set->rrset.ttl = (uint32_t)record->ttl;
		set->ttl_said = true;
		return;
	}
	if (set->rrset.ttl == record->ttl)
		return;
	if (!set->ttls) {
		diag_warn(gather->diags, "record-ttl", &subject, record->at,
		    "give all of them the same",
		    "the records of this name and type have several TTLs: the %s counts",
		    lowest ? "lowest" : "first");
	}
	set->ttls = true;
	if (lowest && record->ttl < set->rrset.ttl)
		set->rrset.ttl = (uint32_t)record->ttl;
}

void
gather_value(struct gather *gather, const struct gather_record *record, const union field *value)
{
	struct gathered *set = find_set(gather, record);
	struct rrset *rrset = &set->rrset;
	size_t step = record->type->nfields;

	join_ttl(gather, set, record);
	rrset->values = mem_grow(rrset->values, &set->cap, rrset->nvalues + (size_t)1,
	    step * sizeof(union field));
	memcpy(rrset->values + rrset->nvalues * step, value, step * sizeof(union field));
	rrset->nvalues++;
}

void
gather_text(struct gather *gather, const struct gather_record *record, struct slice text)
{
	union field value[RTYPE_MAX_FIELDS];
	const char *why = "cannot be read";

	memset(value, 0, sizeof(value));
	if (value_parse(&gather->zone->arena, record->type, text, value, &why) == 0) {
		gather_value(gather, record, value);
		return;
	}
	find_set(gather, record)->refused = true;
	gather_fault(gather, record->name, record->type->name, record->at, NULL, "\"%.*s\" %s",
	    (int)(text.len < 200 ? text.len : 200), text.data, why);
}

static void
set_place(struct node *node, const struct rrset *rrset, unsigned depth)
{
	size_t i;

	node->file = rrset->file;
	node->line = rrset->line;
	node->column = rrset->column;
	if (depth == PLACE_DEPTH)
		return;
	for (i = 0; node->kind == NODE_LIST && i < node->u.list.count; i++)
		set_place(node->u.list.items[i], rrset, depth + 1);
	for (i = 0; node->kind == NODE_MAP && i < node->u.map.count; i++) {
		set_place(node->u.map.pairs[i].key, rrset, depth + 1);
		set_place(node->u.map.pairs[i].value, rrset, depth + 1);
	}
}

int
gather_check(const struct read_request *request, struct zone *zone, const struct rrset *rrset,
    struct diags *diags)
{
	struct rrset_node_options options = {.with_type = true};
	struct arena *arena = &zone->arena;
	struct decode decode = {.zone = zone->name,
	    .arena = arena,
	    .rules = request->rules,
	    .lenient = request->lenient,
	    .source = rrset->source,
	    .file = rrset->file,
	    .diags = diags};
	struct node *record, *key;
	struct rrset scratch;

	if (request->rules == NULL)
		return 0;
	record = rrset_node(arena, rrset, &options);
	key = node_text(arena, name_relative(rrset->name, zone->name));
	set_place(record, rrset, 0);
	set_place(key, rrset, 0);
	return rrset_decode(&decode, key, record, &scratch) == 0 ? 0 : -1;
}

/* Several values where there can be one are a fault of the file's. */
static bool
is_one_too_many(struct gather *gather, const struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);

	if ((type->flags & RTYPE_SINGLE) == 0 || rrset->nvalues < 2)
		return false;
	gather_fault(gather, rrset->name, type->name, rrset_place(rrset), "keep one of them",
	    "there are %u values, where this type has one", rrset->nvalues);
	return true;
}

static void
add_set(struct gather *gather, struct gathered *set)
{
	struct rrset *rrset = &set->rrset;
	size_t size = rrset_type(rrset)->nfields * sizeof(union field);
	union field *values = rrset->values;

	rrset->values = arena_array(&gather->zone->arena, rrset->nvalues, size);
	if (values != NULL)
		memcpy(rrset->values, values, rrset->nvalues * size);
	free(values);
	rrset_sort_values(rrset);
	rrset_unique_values(rrset);
	/* What is live and cannot be read whole cannot be compared. */
	if (rrset->nvalues == 0 || (set->refused && gather->request->as_target) ||
	    is_one_too_many(gather, rrset))
		return;
	if (gather_check(gather->request, gather->zone, rrset, gather->diags) != 0)
		gather->rc = -1;
	if (gather->request->lenient)
		rrset->flags |= RRSET_LENIENT;
	if (zone_add(gather->zone, rrset, gather->request->replace, gather->diags) != 0)
		gather->rc = -1;
}

static void
warn_strange(const struct gather *gather)
{
	struct subject subject = {gather->zone->name, {"", 0}, NULL};
	size_t i;

	for (i = 0; i < gather->strange.count; i++) {
		const struct map_entry *entry = &gather->strange.entries[i];
		size_t count = ((const struct strange *)entry->value)->count;
		struct buf safe = {0};

		text_safe(&safe, entry->key);
		diag_warn(gather->diags, "provider-type", &subject, place_none, NULL,
		    "provider %s: %zu %s record%s left alone: this type is not managed there",
		    gather->provider->id, count, safe.data, count == 1 ? " is" : "s are");
		buf_free(&safe);
	}
}

int
gather_end(struct gather *gather)
{
	size_t i;

	for (i = 0; i < gather->sets.count; i++)
		add_set(gather, gather->sets.entries[i].value);
	warn_strange(gather);
	map_free(&gather->sets);
	map_free(&gather->strange);
	arena_free(&gather->arena);
	return gather->rc;
}
