/* Records as a service sends them become the RRsets of a zone. */
#include "provider/incoming.h"

#include "core/mem.h"
#include "dns/name.h"
#include "provider/talk.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TTL 2147483647.0 /* RFC 2181, section 8 */
#define MAX_STRANGE 16

/* A record that was taken. */
struct incoming_item {
	struct slice owner;
	const union field *value; /* NULL when it is disabled, or could not be read */
	const struct node *octodns;
	size_t order; /* of arrival */
	uint32_t ttl;
	uint8_t type;
	bool disabled;
	bool bad; /* its RRset is not known, then */
};

/* A record type that is left alone, and how often it was seen. */
struct incoming_strange {
	struct slice type;
	size_t count;
};

void
incoming_begin(struct incoming *in, const struct provider *provider, struct http_client *client,
    const struct read_request *request, struct zone *zone, struct diags *diags)
{
	*in = (struct incoming){.provider = provider,
	    .client = client,
	    .request = request,
	    .zone = zone,
	    .diags = diags};
	in->source = zone_add_source(zone, provider->id);
	in->subject.zone = zone->name;
}

void
incoming_fault(struct incoming *in, const char *said, const char *why)
{
	struct buf safe = {0};
	const char *hint = "correct it there; until then the record cannot be compared";
	bool lenient = in->request->lenient;

	if (said != NULL) {
		buf_char(&safe, '"');
		talk_safe(in->client, slice_of(said), &safe);
		buf_text(&safe, "\" ");
	}
	/* It may quote what was said. */
	talk_safe(in->client, slice_of(why), &safe);
	(void)diag_add(in->diags, lenient ? SEVERITY_WARNING : SEVERITY_ERROR, "provider-record",
	    &in->subject, place_none, hint, "provider %s: %s", in->provider->id, safe.data);
	buf_free(&safe);
	in->failed = in->failed || !lenient;
}

static void
fault_of(struct incoming *in, struct slice said, const char *why)
{
	struct buf text = {0};

	buf_slice(&text, said);
	incoming_fault(in, text.len > 0 ? text.data : "", why);
	buf_free(&text);
}

void
incoming_leave(struct incoming *in, struct slice type)
{
	size_t i = 0;

	if (in->strange == NULL)
		in->strange = mem_zero(MAX_STRANGE + 1, sizeof(*in->strange));
	while (
	    i < MAX_STRANGE && in->strange[i].count > 0 && !slice_equal(in->strange[i].type, type))
		i++;
	if (in->strange[i].count++ == 0)
		in->strange[i].type =
		    i < MAX_STRANGE ? arena_copy(&in->zone->arena, type) : slice_of("other");
}

static void
warn_strange(struct incoming *in)
{
	struct subject subject = {in->zone->name, {"", 0}, NULL};
	size_t i;

	for (i = 0; in->strange != NULL && i <= MAX_STRANGE; i++) {
		const struct incoming_strange *strange = &in->strange[i];
		struct buf safe = {0};

		if (strange->count == 0)
			continue;
		talk_safe(in->client, strange->type, &safe);
		diag_warn(in->diags, "provider-type", &subject, place_none, NULL,
		    "provider %s: %zu %s record%s left alone: this type is not managed there",
		    in->provider->id, strange->count, safe.data,
		    strange->count == 1 ? " is" : "s are");
		buf_free(&safe);
	}
}

static int
read_owner(struct incoming *in, struct slice text, struct slice *owner)
{
	struct slice zone = in->zone->name;
	const char *why = NULL;

	in->subject.record = text;
	if (name_encode_dotted(&in->zone->arena, text, owner, &why) != 0)
		return fault_of(in, text, why), -1;
	if (!slice_equal(*owner, zone) && !name_is_below(*owner, zone))
		return fault_of(in, text, "is the name of a record, but not in this zone"), -1;
	in->subject.record = *owner;
	return 0;
}

static bool
ttl_valid(double ttl)
{
	return ttl >= 0 && ttl <= MAX_TTL && floor(ttl) >= ttl;
}

static void
read_content(struct incoming *in, const struct incoming_record *record, const struct rtype *type,
    struct incoming_item *item)
{
	const char *why = NULL;
	union field *value = NULL;

	item->bad = true;
	if (!ttl_valid(record->ttl)) {
		incoming_fault(in, NULL, "a record without a valid TTL");
		return;
	}
	item->ttl = (uint32_t)record->ttl;
	if (record->content.data == NULL) {
		incoming_fault(in, NULL, "a record without content");
		return;
	}
	if (record->value == NULL)
		value = arena_array(&in->zone->arena, type->nfields, sizeof(*value));
	if (!record->disabled && record->value == NULL &&
	    value_parse(&in->zone->arena, type, record->content, value, &why) != 0) {
		fault_of(in, record->content, why);
		return;
	}
	if (!record->disabled)
		item->value = value != NULL ? value : record->value;
	item->bad = false;
}

static void
keep(struct incoming *in, const struct incoming_record *record, const struct rtype *type,
    const struct incoming_item *item)
{
	struct held_record held = {.id = record->id,
	    .form = record->form,
	    .owner = item->owner,
	    .type = type,
	    .ttl = item->ttl};

	if (in->held != NULL && item->value != NULL)
		held_add(in->held, &held, item->value);
}

void
incoming_add(struct incoming *in, const struct incoming_record *record)
{
	struct incoming_item item = {.order = in->count,
	    .octodns = record->octodns,
	    .disabled = record->disabled};
	const struct rtype *type;

	in->subject = (struct subject){in->zone->name, {"", 0}, NULL};
	if (slice_is(record->type, "SOA"))
		return;
	type = rtype_find(record->type);
	if (type == NULL || !provider_supports_type(in->provider, type)) {
		incoming_leave(in, record->type);
		return;
	}
	in->subject.type = type->name;
	item.type = rtype_index(type);
	if (read_owner(in, record->owner, &item.owner) != 0)
		return;
	read_content(in, record, type, &item);
	keep(in, record, type, &item);
	in->items = mem_grow(in->items, &in->cap, in->count + 1, sizeof(*in->items));
	in->items[in->count++] = item;
}

/* Values that differ in their spelling alone are one. */
static void
drop_doubles(struct rrset *rrset, const struct rtype *type)
{
	size_t step = type->nfields, size = step * sizeof(union field);
	uint32_t i, kept = 1;

	for (i = 1; i < rrset->nvalues; i++) {
		union field *last = rrset->values + (kept - 1) * step;

		if (value_compare(type, last, rrset->values + i * step) == 0)
			continue;
		memmove(rrset->values + kept * step, rrset->values + i * step, size);
		kept++;
	}
	if (rrset->nvalues > 0)
		rrset->nvalues = kept;
}

static void
warn_disabled(struct incoming *in, size_t count)
{
	if (count == 0)
		return;
	diag_warn(in->diags, "provider-disabled", &in->subject, place_none,
	    "delete what is disabled, or enable it",
	    "provider %s: %zu disabled value%s of this record taken for absent; a change of the "
	    "record removes %s",
	    in->provider->id, count, count == 1 ? " is" : "s are", count == 1 ? "it" : "them");
}

/* An RRset has one TTL (RFC 2181, 5.2); with two it may be half written. */
static void
mark_uneven(struct incoming *in, const struct incoming_item *items, size_t count,
    struct rrset *rrset)
{
	size_t i = 0;

	while (i < count && (items[i].disabled || items[i].ttl == rrset->ttl))
		i++;
	if (i == count || !in->request->as_target)
		return;
	rrset->flags |= RRSET_UNEVEN;
	diag_warn(in->diags, "provider-ttl", &in->subject, place_none,
	    "applying gives all of them the TTL that is wanted",
	    "provider %s: the records of this name and type have different TTLs, %" PRIu32
	    " and %" PRIu32,
	    in->provider->id, rrset->ttl, items[i].ttl);
}

/* What a zone file must obey, a source must too. */
static int
check_rules(struct incoming *in, const struct rrset *rrset)
{
	struct rrset_node_options options = {.with_type = true};
	struct arena *arena = &in->zone->arena;
	struct rrset scratch = {0};
	struct decode decode = {
	    .zone = in->zone->name,
	    .arena = arena,
	    .rules = in->request->rules,
	    .lenient = in->request->lenient,
	    .source = in->source,
	    .diags = in->diags,
	};

	if (in->request->rules == NULL)
		return 0;
	return rrset_decode(&decode, node_text(arena, name_relative(rrset->name, in->zone->name)),
	    rrset_node(arena, rrset, &options), &scratch);
}

void
incoming_rrset(struct incoming *in, struct rrset *rrset)
{
	in->subject = (struct subject){in->zone->name, rrset->name, rrset_type(rrset)->name};
	rrset->source = in->source;
	rrset_sort_values(rrset);
	drop_doubles(rrset, rrset_type(rrset));
	if (check_rules(in, rrset) != 0 ||
	    zone_add(in->zone, rrset, in->request->replace, in->diags) != 0)
		in->failed = true;
}

static void
add_extra(struct incoming *in, struct rrset *rrset, const struct node *octodns)
{
	struct rrset_extra *extra;

	if (octodns == NULL)
		return;
	extra = arena_alloc(&in->zone->arena, sizeof(*extra));
	*extra = (struct rrset_extra){.octodns = octodns};
	rrset->extra = extra;
}

/* The items from ${first} to before ${end} are those of one name and type. */
static void
end_group(struct incoming *in, size_t first, size_t end)
{
	const struct incoming_item *head = &in->items[first];
	const struct rtype *type = &rtypes[head->type];
	struct rrset rrset = {.name = head->owner, .type = head->type, .ttl = head->ttl};
	size_t i, disabled = 0, size = type->nfields * sizeof(union field);

	in->subject = (struct subject){in->zone->name, head->owner, type->name};
	rrset.values = arena_array(&in->zone->arena, end - first, size);
	for (i = first; i < end; i++) {
		const struct incoming_item *item = &in->items[i];

		if (item->bad)
			return;
		disabled += item->disabled;
		if (!item->disabled)
			memcpy(rrset.values + (size_t)rrset.nvalues++ * type->nfields, item->value,
			    size);
	}
	warn_disabled(in, disabled);
	if (rrset.nvalues == 0)
		return;
	if ((type->flags & RTYPE_SINGLE) != 0 && rrset.nvalues > 1) {
		incoming_fault(in, NULL, "several values, where this type has one");
		return;
	}
	mark_uneven(in, head, end - first, &rrset);
	add_extra(in, &rrset, head->octodns);
	incoming_rrset(in, &rrset);
}

static int
compare_keys(const struct incoming_item *a, const struct incoming_item *b)
{
	int order = slice_compare(a->owner, b->owner);

	return order != 0 ? order : (int)a->type - (int)b->type;
}

static int
compare_items(const void *a, const void *b)
{
	const struct incoming_item *left = a, *right = b;
	int order = compare_keys(left, right);

	if (order != 0)
		return order;
	return left->order < right->order ? -1 : left->order > right->order;
}

int
incoming_end(struct incoming *in)
{
	size_t first = 0, end;

	if (in->count > 1)
		qsort(in->items, in->count, sizeof(*in->items), compare_items);
	for (; first < in->count; first = end) {
		end = first + 1;
		while (end < in->count && compare_keys(&in->items[first], &in->items[end]) == 0)
			end++;
		end_group(in, first, end);
	}
	warn_strange(in);
	free(in->items);
	free(in->strange);
	in->items = NULL;
	in->strange = NULL;
	in->count = in->cap = 0;
	return in->failed ? -1 : 0;
}
