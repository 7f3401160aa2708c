/* Finds the zones that a change touches. */
#include "config/affected.h"

#include "config/touch.h"
#include "core/mem.h"
#include "dns/name.h"

#include <stdlib.h>
#include <string.h>

static void
add(struct search *search, struct slice name, const struct zone_config *zone, bool removed)
{
	struct affected *out = search->out;

	if (map_has(&out->seen, name))
		return;
	name = arena_copy(&out->arena, name);
	(void)map_put(&out->seen, name, out);
	out->zones = mem_grow(out->zones, &out->cap, out->count + 1, sizeof(*out->zones));
	out->zones[out->count].name = name;
	out->zones[out->count].config = zone;
	out->zones[out->count++].removed = removed;
}

void
touch_zone(struct search *search, struct slice name, const struct zone_config *zone)
{
	add(search, name, zone, false);
}

void
touch_removed(struct search *search, struct slice name, const struct zone_config *zone)
{
	add(search, name, zone, true);
	touch_above(search, name);
}

void
touch_above(struct search *search, struct slice name)
{
	const struct zone_config *zone;

	for (;;) {
		name = slice_sub(name, slice_find(name, '.') + 1, name.len);
		if (name.len == 0)
			return;
		zone = estate_zone(search->head, name, search->diags);
		if (zone != NULL)
			touch_zone(search, name, zone);
	}
}

bool
list_has(const struct id_list *list, const char *id)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (strcmp(list->ids[i], id) == 0)
			return true;
	}
	return false;
}

/* A source that is for any zone changed. */
static void
touch_readers(struct search *search, const char *source)
{
	struct estate *head = search->head;
	size_t i;

	if (estate_expand(head, search->diags) != 0)
		search->status = -1;
	for (i = 0; i < head->count; i++) {
		if (list_has(&head->zones[i].config->sources, source))
			touch_zone(search, head->zones[i].name, head->zones[i].config);
	}
}

static bool
has_two_labels(struct slice name)
{
	return slice_find(name, '.') + 1 < name.len;
}

/* A file of a zone changed that no entry names. */
static void
touch_unnamed(struct search *search, const char *source, struct slice name, enum file_change change)
{
	const struct zone_config *fits = config_zone_for(search->head->config, name), *zone;

	if (fits == NULL)
		return;
	/* The common case: it was there and it is, so that nothing need be listed. */
	if (change == FILE_MODIFIED && has_two_labels(name) && list_has(&fits->sources, source)) {
		touch_zone(search, name, fits);
		return;
	}
	zone = estate_zone(search->head, name, search->diags);
	if (zone != NULL && list_has(&zone->sources, source))
		touch_zone(search, name, zone);
	else if (zone == NULL && change == FILE_REMOVED && list_has(&fits->sources, source))
		touch_removed(search, name, fits);
	if (change != FILE_MODIFIED && (zone != NULL || change == FILE_REMOVED))
		touch_above(search, name);
}

/* ${source} has a file of the zone ${name}. */
static void
touch_named(struct search *search, const char *source, struct slice name, enum file_change change)
{
	const struct config *config = search->head->config;
	const struct zone_config *zone = map_get(&config->zones_by_name, name);

	if (zone == NULL) {
		if (config->ndynamic > 0)
			touch_unnamed(search, source, name, change);
		return;
	}
	if (list_has(&zone->sources, source))
		touch_zone(search, name, zone);
}

bool
touch_file(struct search *search, struct slice path, enum file_change change)
{
	const struct config_sources *sources = search->head->sources;
	const struct config *config = search->head->config;
	struct slice name;
	bool own = false;
	size_t i;

	for (i = 0; i < config->nproviders; i++) {
		const struct provider_config *provider = &config->providers[i];
		int rc = 0;

		if (!provider->broken)
			rc = sources->zone_of_file(sources->ctx, provider->id, path,
			    &search->scratch, &name);
		if (rc == 1)
			touch_named(search, provider->id, name, change);
		if (rc == 2)
			touch_readers(search, provider->id);
		own = own || rc > 0;
	}
	return own;
}

static bool
is_configuration(const struct search *search, struct slice path)
{
	return config_reads(search->head->config, path) || config_reads(search->base->config, path);
}

static void
touch_changes(struct search *search, const struct changes *changes)
{
	size_t i;

	for (i = 0; i < changes->count; i++) {
		const struct changed_file *file = &changes->files[i];

		if (!is_configuration(search, file->path) &&
		    !touch_file(search, file->path, file->change))
			(void)map_put(&search->foreign, file->path, search);
	}
}

/* An alias has the records of the zone that it copies. */
static void
touch_aliases(struct search *search)
{
	const struct config *config = search->head->config;
	size_t i;

	for (i = 0; config->naliases > 0 && i < config->nzones; i++) {
		const struct zone_config *zone = &config->zones[i];

		if (zone->alias.len > 0 && map_has(&search->out->seen, zone->alias))
			touch_zone(search, zone->name, zone);
	}
}

static bool
is_reverse(struct slice zone)
{
	return slice_ends(zone, slice_of("arpa."));
}

/* With auto_arpa, zones below arpa are made of all the others. */
static void
touch_reverse(struct search *search)
{
	struct estate *head = search->head;
	const struct config *config = head->config;
	bool touched = false, used = false;
	size_t i;

	for (i = 0; i < search->out->count; i++)
		touched = touched || !is_reverse(search->out->zones[i].name);
	for (i = 0; i < config->nzones; i++)
		used = used || config->zones[i].auto_arpa;
	if (!touched || !used || config->auto_arpa == NULL)
		return;
	if (estate_expand(head, search->diags) != 0)
		search->status = -1;
	for (i = 0; i < head->count; i++) {
		if (head->zones[i].config->auto_arpa)
			touch_zone(search, head->zones[i].name, head->zones[i].config);
	}
}

static int
compare_zones(const void *a, const void *b)
{
	const struct affected_zone *x = a, *y = b;

	return slice_compare(x->name, y->name);
}

int
config_affected(struct estate *base, struct estate *head, struct snapshot *files,
    const struct changes *changes, struct affected *affected, struct diags *diags)
{
	struct search search = {.base = base,
	    .head = head,
	    .files = files,
	    .out = affected,
	    .diags = diags};
	size_t errors = diags->errors;

	touch_changes(&search, changes);
	if (base->config != head->config)
		touch_entries(&search);
	if (search.foreign.count > 0)
		touch_includers(&search);
	touch_aliases(&search);
	if (head->config->auto_arpa != NULL)
		touch_reverse(&search);
	if (affected->count > 1)
		qsort(affected->zones, affected->count, sizeof(*affected->zones), compare_zones);
	map_free(&search.foreign);
	arena_free(&search.scratch);
	return search.status != 0 || diags->errors > errors ? -1 : 0;
}

void
affected_free(struct affected *affected)
{
	free(affected->zones);
	map_free(&affected->seen);
	arena_free(&affected->arena);
	memset(affected, 0, sizeof(*affected));
}
