/* What a service holds of a zone, record by record, with the ids that it is written by. */
#include "provider/held.h"

#include "core/mem.h"

#include <stdlib.h>

void
held_init(struct held *held)
{
	*held = (struct held){0};
	(void)pthread_mutex_init(&held->lock, NULL);
}

void
held_free(struct held *held)
{
	size_t i;

	for (i = 0; i < held->zones.count; i++)
		held_zone_free(held->zones.entries[i].value);
	map_free(&held->zones);
	arena_free(&held->names);
	(void)pthread_mutex_destroy(&held->lock);
}

struct held_zone *
held_zone_new(void)
{
	return mem_zero(1, sizeof(struct held_zone));
}

void
held_zone_free(struct held_zone *zone)
{
	if (zone == NULL)
		return;
	arena_free(&zone->arena);
	buf_free(&zone->text);
	free(zone->records);
	free(zone);
}

void
held_add(struct held_zone *zone, const struct held_record *record, const union field *value)
{
	struct held_record *kept;

	zone->records =
	    mem_grow(zone->records, &zone->cap, zone->count + 1, sizeof(*zone->records));
	kept = &zone->records[zone->count++];
	*kept = *record;
	buf_clear(&zone->text);
	value_presentation(&zone->text, record->type, value);
	kept->id = arena_copy(&zone->arena, record->id);
	kept->form = arena_copy(&zone->arena, record->form);
	kept->owner = arena_copy(&zone->arena, record->owner);
	kept->content = arena_copy(&zone->arena, buf_view(&zone->text));
}

static int
compare_rrset(const struct held_record *a, struct slice owner, const struct rtype *type)
{
	int order = slice_compare(a->owner, owner);

	return order != 0 ? order : (int)rtype_index(a->type) - (int)rtype_index(type);
}

static int
compare_records(const void *a, const void *b)
{
	const struct held_record *left = a, *right = b;
	int order = compare_rrset(left, right->owner, right->type);

	return order != 0 ? order : slice_compare(left->id, right->id);
}

void
held_put(struct held *held, struct slice name, struct held_zone *zone)
{
	if (zone->count > 1)
		qsort(zone->records, zone->count, sizeof(*zone->records), compare_records);
	(void)pthread_mutex_lock(&held->lock);
	held_zone_free(map_get(&held->zones, name));
	if (!map_has(&held->zones, name))
		name = arena_copy(&held->names, name);
	(void)map_put(&held->zones, name, zone);
	(void)pthread_mutex_unlock(&held->lock);
}

struct held_zone *
held_take(struct held *held, struct slice name)
{
	struct held_zone *zone;

	(void)pthread_mutex_lock(&held->lock);
	zone = map_get(&held->zones, name);
	if (zone != NULL)
		(void)map_put(&held->zones, name, NULL);
	(void)pthread_mutex_unlock(&held->lock);
	return zone;
}

const struct held_record *
held_find(const struct held_zone *zone, struct slice owner, const struct rtype *type, size_t *count)
{
	size_t low = 0, high = zone->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare_rrset(&zone->records[middle], owner, type) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (high = low; high < zone->count; high++) {
		if (compare_rrset(&zone->records[high], owner, type) != 0)
			break;
	}
	*count = high - low;
	return *count > 0 ? &zone->records[low] : NULL;
}
