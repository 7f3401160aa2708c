/* Which zones a command works on. */
#include "engine/select.h"

#include "core/mem.h"
#include "core/nearest.h"
#include "dns/name.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* So few that comparing with each is quicker than taking a name apart. */
#define FEW_ZONES 8

struct selecting {
	struct workspace *workspace;
	const struct select_options *options;
	struct selection *selection;
	struct diags *diags;
};

static void
add(struct selected **list, size_t *count, size_t *cap, const struct zone_config *config,
    struct slice name)
{
	*list = mem_grow(*list, cap, *count + 1, sizeof(**list));
	(*list)[*count].config = config;
	(*list)[*count].name = name;
	(*count)++;
}

static bool
has_id(struct id_list list, const char *const *ids, size_t nids)
{
	size_t i, k;

	for (i = 0; i < list.count; i++) {
		for (k = 0; k < nids; k++) {
			if (strcmp(list.ids[i], ids[k]) == 0)
				return true;
		}
	}
	return nids == 0;
}

static bool
is_named(const struct selecting *s, struct slice name)
{
	struct arena arena = {0};
	bool named = s->options->nzones == 0;
	struct slice typed;
	const char *why;
	size_t i;

	for (i = 0; i < s->options->nzones && !named; i++) {
		if (zone_name_parse(&arena, slice_of(s->options->zones[i]), &typed, &why) == 0)
			named = slice_equal(typed, name);
	}
	arena_free(&arena);
	return named;
}

/* FNV-1a: the share of a zone must be the same on every machine and in every version. */
static bool
in_shard(const struct selecting *s, struct slice name)
{
	uint32_t hash = 2166136261U;
	size_t i;

	for (i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.data[i]) * 16777619U;
	return s->options->shards == 0 || hash % s->options->shards == s->options->shard - 1;
}

static void
choose(struct selecting *s, const struct zone_config *config, struct slice name)
{
	struct selection *out = s->selection;

	if (config->broken || map_has(&out->chosen, name) || !is_named(s, name) ||
	    !in_shard(s, name) ||
	    !has_id(config->sources, s->options->sources, s->options->nsources) ||
	    !has_id(config_targets(s->workspace->config, config), s->options->targets,
		s->options->ntargets))
		return;
	add(&out->zones, &out->count, &out->cap, config, name);
	(void)map_put(&out->chosen, name, NULL);
}

static int
choose_all(struct selecting *s)
{
	struct selection *out = s->selection;
	int rc = estate_expand(&out->head, s->diags);
	size_t i;

	for (i = 0; i < out->head.count; i++)
		choose(s, out->head.zones[i].config, out->head.zones[i].name);
	return rc;
}

static const char *
nearest_zone(struct selecting *s, const char *typed)
{
	const struct config *config = s->workspace->config;
	struct nearest nearest = nearest_start(typed);
	size_t i;

	/* Not for estates in which a search would take longer than a look. */
	for (i = 0; i < config->nzones && i < 1000; i++) {
		if (!config->zones[i].dynamic)
			nearest_try(&nearest,
			    arena_text(&s->selection->arena, config->zones[i].name));
	}
	return nearest_within(&nearest, strlen(typed) / 3 + 1);
}

static int
unknown_zone(struct selecting *s, const char *typed)
{
	struct place at = {s->workspace->config->file, 0, 0};
	const char *near = nearest_zone(s, typed);

	return diag_error(s->diags, "unknown-zone", NULL, at,
	    near != NULL ? arena_printf(&s->selection->arena, "did you mean %s?", near)
			 : "zones are named as in the configuration, with a dot at the end",
	    "Unknown zone name %s", typed);
}

/* Named zones: each is looked for, without listing what need not be. */
static int
choose_named(struct selecting *s)
{
	struct selection *out = s->selection;
	size_t i;
	int rc = 0;

	for (i = 0; i < s->options->nzones; i++) {
		const struct zone_config *config = NULL;
		struct slice name;
		const char *why;

		if (zone_name_parse(&out->arena, slice_of(s->options->zones[i]), &name, &why) == 0)
			config = estate_zone(&out->head, name, s->diags);
		if (config != NULL)
			choose(s, config, name);
		else
			rc = unknown_zone(s, s->options->zones[i]);
	}
	return rc;
}

/* A range may leave a named zone as it is; a name that neither side has is a mistake. */
static int
check_named(struct selecting *s, struct estate *base)
{
	struct selection *out = s->selection;
	size_t i;
	int rc = 0;

	for (i = 0; i < s->options->nzones; i++) {
		struct slice name;
		const char *why;

		if (zone_name_parse(&out->arena, slice_of(s->options->zones[i]), &name, &why) !=
			0 ||
		    (estate_zone(&out->head, name, s->diags) == NULL &&
			estate_zone(base, name, s->diags) == NULL))
			rc = unknown_zone(s, s->options->zones[i]);
	}
	return rc;
}

static int
choose_affected(struct selecting *s)
{
	struct selection *out = s->selection;
	struct workspace *w = s->workspace;
	struct estate *base = w->base_config == w->config ? &out->head : &out->base;
	size_t i;
	int rc = ahead_wait(&w->ahead, s->diags);

	if (rc == 0)
		rc = config_affected(base, &out->head, w->head, &w->ahead.changes, &out->affected,
		    s->diags);
	for (i = 0; i < out->affected.count; i++) {
		const struct affected_zone *zone = &out->affected.zones[i];

		if (!zone->removed)
			choose(s, zone->config, zone->name);
		else if (is_named(s, zone->name))
			add(&out->removed, &out->nremoved, &out->removed_cap, zone->config,
			    zone->name);
	}
	if (check_named(s, base) != 0)
		rc = -1;
	return rc;
}

/* A look at the text tells most of 50,000 names apart; only Unicode needs more. */
static bool
may_be_below(const struct map *chosen, struct slice text)
{
	size_t i;

	if (chosen->count > FEW_ZONES)
		return true;
	for (i = 0; i < chosen->count; i++) {
		struct slice zone = chosen->entries[i].key;

		if (text.len > zone.len &&
		    strncasecmp(text.data + text.len - zone.len, zone.data, zone.len) == 0)
			return true;
	}
	for (i = 0; i < text.len; i++) {
		if ((unsigned char)text.data[i] >= 0x80)
			return true;
	}
	return false;
}

/* Note a configured zone when it is below a chosen one. */
static void
note_below(struct selecting *s, struct slice name)
{
	struct selection *out = s->selection;
	size_t from = slice_find(name, '.') + 1;

	while (from < name.len) {
		struct slice rest = slice_sub(name, from, name.len);

		if (map_has(&out->chosen, rest)) {
			(void)map_put(&out->below, arena_copy(&out->arena, name), out);
			return;
		}
		from += slice_find(rest, '.') + 1;
	}
}

static void
note_listed(void *ctx, struct slice zone)
{
	struct selecting *s = ctx;
	struct arena arena = {0};
	struct slice name;
	const char *why;

	if (!may_be_below(&s->selection->chosen, zone))
		return;
	if (zone_name_parse(&arena, zone, &name, &why) == 0)
		note_below(s, name);
	arena_free(&arena);
}

/* What dynamic entries stand for, when nothing else has listed it. */
static void
note_dynamic(struct selecting *s)
{
	const struct config *config = s->workspace->config;
	struct map listed = {0};
	size_t i, k;

	for (i = 0; i < config->nzones; i++) {
		const struct zone_config *zone = &config->zones[i];

		for (k = 0; zone->dynamic && k < zone->sources.count; k++) {
			if (map_put(&listed, slice_of(zone->sources.ids[k]), NULL)) {
				(void)s->selection->head_sources.list(&s->selection->head_side,
				    zone->sources.ids[k], note_listed, s);
			}
		}
	}
	map_free(&listed);
}

static void
note_subzones(struct selecting *s)
{
	struct selection *out = s->selection;
	const struct config *config = s->workspace->config;
	size_t i;

	for (i = 0; i < config->nzones; i++) {
		if (!config->zones[i].dynamic && may_be_below(&out->chosen, config->zones[i].name))
			note_below(s, config->zones[i].name);
	}
	if (config->ndynamic == 0 || out->count == 0)
		return;
	if (!out->head.expanded) {
		note_dynamic(s);
		return;
	}
	for (i = 0; i < out->head.count; i++)
		note_below(s, out->head.zones[i].name);
}

static void
begin(struct selecting *s)
{
	struct selection *out = s->selection;
	struct workspace *w = s->workspace;

	memset(out, 0, sizeof(*out));
	out->head_side = (struct side_sources){w, WORKSPACE_HEAD, s->diags};
	out->head_sources = side_sources(&out->head_side);
	estate_init(&out->head, w->config, &out->head_sources);
	out->base_side = (struct side_sources){w, WORKSPACE_BASE, s->diags};
	out->base_sources = side_sources(&out->base_side);
	if (w->base_config != NULL)
		estate_init(&out->base, w->base_config, &out->base_sources);
}

static int
check_ids(struct selecting *s, const char *const *ids, size_t count, const char *option)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < count; i++) {
		if (config_provider(s->workspace->config, ids[i]) == NULL) {
			rc = diag_error(s->diags, "unknown-provider", NULL, place_none,
			    "name a provider of the configuration",
			    "%s %s: there is no such provider", option, ids[i]);
		}
	}
	return rc;
}

int
select_zones(struct workspace *workspace, const struct select_options *options,
    struct selection *selection, struct diags *diags)
{
	struct selecting s = {workspace, options, selection, diags};
	bool range = workspace->base != NULL && !options->all;
	int rc;

	begin(&s);
	selection->by_name = options->nzones > 0;
	selection->by_source = options->nsources > 0;
	if (!options->any_ids &&
	    (check_ids(&s, options->sources, options->nsources, "--source") != 0 ||
		check_ids(&s, options->targets, options->ntargets, "--target") != 0))
		return -1;
	/* A base without a configuration: everything is new. */
	if (range && workspace->base_config != NULL)
		rc = choose_affected(&s);
	else if (options->nzones > 0)
		rc = choose_named(&s);
	else
		rc = choose_all(&s);
	note_subzones(&s);
	return rc;
}

void
selection_free(struct selection *selection)
{
	free(selection->zones);
	free(selection->removed);
	map_free(&selection->chosen);
	map_free(&selection->below);
	affected_free(&selection->affected);
	estate_free(&selection->head);
	estate_free(&selection->base);
	arena_free(&selection->arena);
	memset(selection, 0, sizeof(*selection));
}
