/* Zones. */
#include "dns/zone.h"

#include "core/map.h"
#include "core/mem.h"
#include "dns/name.h"

#include <stdlib.h>
#include <string.h>

/* Enough for the zones that most people have. */
#define FIRST_SLOTS 128

void
zone_init(struct zone *zone, struct slice name)
{
	memset(zone, 0, sizeof(*zone));
	zone->name = arena_copy(&zone->arena, name);
}

void
zone_free(struct zone *zone)
{
	arena_free(&zone->arena);
	free(zone->rrsets);
	free(zone->slots);
	memset(zone, 0, sizeof(*zone));
}

uint16_t
zone_add_source(struct zone *zone, const char *id)
{
	unsigned i;

	for (i = 0; i < zone->nsources; i++) {
		if (strcmp(zone->sources[i], id) == 0)
			return (uint16_t)i;
	}
	if (zone->nsources == sizeof(zone->sources) / sizeof(zone->sources[0]))
		return (uint16_t)(zone->nsources - 1);
	zone->sources[zone->nsources] = id;
	return (uint16_t)zone->nsources++;
}

/* The slot of name, or the free one where it would go; *tag is set for that. */
static struct zone_slot *
find_slot(const struct zone *zone, struct slice name, uint32_t *tag)
{
	size_t at;

	*tag = (uint32_t)hash_slice(name);
	at = *tag & (zone->nslots - 1);
	for (; zone->slots[at].first != 0; at = (at + 1) & (zone->nslots - 1)) {
		if (zone->slots[at].tag == *tag &&
		    slice_equal(zone->rrsets[zone->slots[at].first - 1].name, name))
			break;
	}
	return &zone->slots[at];
}

static void
index_one(struct zone *zone, size_t i)
{
	uint32_t tag;
	struct zone_slot *slot = find_slot(zone, zone->rrsets[i].name, &tag);

	zone->rrsets[i].next = slot->first;
	slot->first = (uint32_t)i + 1;
	slot->tag = tag;
}

/* Begin again, after RRsets have moved. */
static void
index_all(struct zone *zone)
{
	size_t i;

	if (zone->nslots > 0)
		memset(zone->slots, 0, zone->nslots * sizeof(*zone->slots));
	for (i = 0; i < zone->count && zone->nslots > 0; i++)
		index_one(zone, i);
}

/* Twice the room.  The tags say where each goes: no name is looked at again. */
static void
grow_index(struct zone *zone)
{
	size_t i, at, nslots = zone->nslots > 0 ? zone->nslots * 2 : FIRST_SLOTS;
	struct zone_slot *slots = mem_zero(nslots, sizeof(*slots));

	for (i = 0; i < zone->nslots; i++) {
		if (zone->slots[i].first == 0)
			continue;
		at = zone->slots[i].tag & (nslots - 1);
		while (slots[at].first != 0)
			at = (at + 1) & (nslots - 1);
		slots[at] = zone->slots[i];
	}
	free(zone->slots);
	zone->slots = slots;
	zone->nslots = nslots;
}

const struct rrset *
zone_first(const struct zone *zone, struct slice name)
{
	const struct zone_slot *slot;
	uint32_t tag;

	if (zone->count == 0 || zone->nslots == 0)
		return NULL;
	slot = find_slot(zone, name, &tag);
	return slot->first != 0 ? &zone->rrsets[slot->first - 1] : NULL;
}

const struct rrset *
zone_next(const struct zone *zone, const struct rrset *rrset)
{
	return rrset->next != 0 ? &zone->rrsets[rrset->next - 1] : NULL;
}

const struct rrset *
zone_find(const struct zone *zone, struct slice name, const struct rtype *type)
{
	const struct rrset *rrset;

	for (rrset = zone_first(zone, name); rrset != NULL; rrset = zone_next(zone, rrset)) {
		if (rrset_type(rrset) == type)
			return rrset;
	}
	return NULL;
}

static int
refuse_duplicate(const struct zone *zone, const struct rrset *old, const struct rrset *rrset,
    struct diags *diags)
{
	struct subject subject = {zone->name, rrset->name, rrset_type(rrset)->name};

	if (old->file != NULL) {
		return diag_error(diags, "duplicate-record", &subject, rrset_place(rrset),
		    "keep one of the two, with all its values",
		    "a second %s record for this name; the first is at %s:%u:%u", subject.type,
		    old->file, old->line, old->column);
	}
	return diag_error(diags, "duplicate-record", &subject, rrset_place(rrset),
	    "keep one of the two, with all its values", "a second %s record for this name",
	    subject.type);
}

static struct rrset *
find_of_type(struct zone *zone, uint32_t first, uint8_t type)
{
	while (first != 0 && zone->rrsets[first - 1].type != type)
		first = zone->rrsets[first - 1].next;
	return first != 0 ? &zone->rrsets[first - 1] : NULL;
}

static void
append(struct zone *zone, const struct rrset *rrset, struct zone_slot *slot, uint32_t tag)
{
	zone->rrsets = mem_grow(zone->rrsets, &zone->cap, zone->count + 1, sizeof(*zone->rrsets));
	zone->rrsets[zone->count] = *rrset;
	zone->rrsets[zone->count].next = slot->first;
	slot->first = (uint32_t)++zone->count;
	slot->tag = tag;
}

int
zone_add(struct zone *zone, const struct rrset *rrset, bool replace, struct diags *diags)
{
	struct rrset *old;
	struct zone_slot *slot;
	uint32_t next, tag;

	if ((zone->count + 1) * 4 > zone->nslots * 3)
		grow_index(zone);
	slot = find_slot(zone, rrset->name, &tag);
	old = find_of_type(zone, slot->first, rrset->type);
	if (old == NULL) {
		append(zone, rrset, slot, tag);
		return 0;
	}
	if (!replace)
		return refuse_duplicate(zone, old, rrset, diags);
	next = old->next;
	*old = *rrset;
	old->next = next;
	return 0;
}

void
zone_truncate(struct zone *zone, size_t count)
{
	if (count < zone->count) {
		zone->count = count;
		index_all(zone);
	}
}

void
zone_keep(struct zone *zone, bool (*keep)(void *ctx, const struct rrset *rrset), void *ctx)
{
	size_t i, kept = 0;

	for (i = 0; i < zone->count; i++) {
		if (keep(ctx, &zone->rrsets[i]))
			zone->rrsets[kept++] = zone->rrsets[i];
	}
	zone_truncate(zone, kept);
}

static int
compare(const void *a, const void *b, void *zone)
{
	return rrset_order(a, b, ((const struct zone *)zone)->name);
}

static bool
is_sorted(const struct zone *zone)
{
	size_t i;

	for (i = 1; i < zone->count; i++) {
		if (rrset_order(&zone->rrsets[i - 1], &zone->rrsets[i], zone->name) > 0)
			return false;
	}
	return true;
}

void
zone_sort(struct zone *zone)
{
	/* Files are written in nearly this order: often there is nothing to do. */
	if (is_sorted(zone))
		return;
	qsort_r(zone->rrsets, zone->count, sizeof(*zone->rrsets), compare, zone);
	index_all(zone);
}

void
zone_share(struct zone *zone, const struct zone *from)
{
	zone_init(zone, from->name);
	zone->exists = from->exists;
	memcpy(zone->sources, from->sources, sizeof(zone->sources));
	zone->nsources = from->nsources;
	zone->count = zone->cap = from->count;
	zone->nslots = from->nslots;
	zone->rrsets = mem_alloc(zone->cap * sizeof(*zone->rrsets));
	zone->slots = mem_alloc(zone->nslots * sizeof(*zone->slots));
	if (zone->count > 0)
		memcpy(zone->rrsets, from->rrsets, zone->count * sizeof(*zone->rrsets));
	if (zone->nslots > 0)
		memcpy(zone->slots, from->slots, zone->nslots * sizeof(*zone->slots));
}

void
zone_rename(struct zone *zone, struct slice name)
{
	struct slice to = arena_copy(&zone->arena, name);
	size_t i;

	for (i = 0; i < zone->count; i++) {
		struct slice label = name_relative(zone->rrsets[i].name, zone->name);

		zone->rrsets[i].name = name_absolute(&zone->arena, label, to);
	}
	zone->name = to;
	index_all(zone);
}

int
zone_adopt(struct zone *zone, struct zone *from, bool replace, struct diags *diags)
{
	size_t i;
	int rc = 0;

	free(from->slots);
	from->slots = NULL;
	from->nslots = 0;
	for (i = 0; i < from->count; i++) {
		if (zone_add(zone, &from->rrsets[i], replace, diags) != 0)
			rc = -1;
	}
	arena_adopt(&zone->arena, &from->arena);
	zone_free(from);
	return rc;
}
