/* Reads `zones`: one entry for each zone, or for many by a pattern. */
#include "config/zones.h"

#include "config/expand.h"
#include "config/zone_name.h"
#include "core/mem.h"
#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const zone_names[] = {"sources", "targets", "processors", "lenient", "alias",
    "always-dry-run", "ignore_subzone_adds", "update_pcent_threshold", "delete_pcent_threshold",
    "validators", "glob", "regex", NULL};
static const struct keys zone_keys = {zone_names};

void
zone_error(struct reader *reader, struct zone_config *zone, const char *rule, const struct node *at,
    const char *hint, const char *fmt, ...)
{
	struct subject subject = {zone->name, {"", 0}, NULL};
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	zone->broken = true;
	(void)diag_error(reader->diags, rule, &subject, node_place(at), hint, "%s", text);
}

static bool
read_flag(struct reader *reader, const struct zone_config *zone, const struct node *node,
    const char *name)
{
	struct subject subject = {zone->name, {"", 0}, NULL};
	bool flag;

	if (node == NULL)
		return false;
	flag = node_truth(node);
	if (node->kind != NODE_BOOL && node->kind != NODE_NULL)
		reader_doubt(reader, "config-value", &subject, node_place(node),
		    "write true or false", "\"%s\" is %s, which counts as %s", name,
		    node_kind_name(node), flag ? "true" : "false");
	return flag;
}

static void
keep_pattern(struct reader *reader, struct zone_config *zone, struct pattern *pattern)
{
	struct config *config = reader->config;

	config->patterns = mem_grow(config->patterns, &config->pattern_room, config->npatterns + 1,
	    sizeof(*config->patterns));
	config->patterns[config->npatterns++] = pattern;
	zone->pattern = pattern;
}

/* The text of glob or regex; NULL when there is none, as Python sees it. */
static const char *
pattern_text(struct reader *reader, struct zone_config *zone, const struct node *node,
    const char *name)
{
	if (node == NULL || !node_truth(node))
		return NULL;
	if (node->kind == NODE_TEXT)
		return arena_text(&reader->config->arena, node->text);
	zone_error(reader, zone, "config-value", node, "put it in quotes",
	    "\"%s\" must be text, not %s", name, node_kind_name(node));
	return NULL;
}

static void
read_pattern(struct reader *reader, struct zone_config *zone, const struct node *const *values)
{
	struct pattern *pattern;
	const char *why = NULL;

	zone->glob = pattern_text(reader, zone, values[ZONE_GLOB], "glob");
	zone->regex = pattern_text(reader, zone, values[ZONE_REGEX], "regex");
	if (zone->glob != NULL) {
		keep_pattern(reader, zone, pattern_glob(slice_of(zone->glob)));
		return;
	}
	if (zone->regex == NULL)
		return;
	pattern = pattern_regex(&reader->config->arena, slice_of(zone->regex), &why);
	if (pattern != NULL)
		keep_pattern(reader, zone, pattern);
	else
		zone_error(reader, zone, "config-regex", values[ZONE_REGEX], NULL,
		    "\"%.200s\" is not a regular expression: %s", zone->regex, why);
}

static void
read_zone_rules(struct reader *reader, struct zone_config *zone, const struct node *node)
{
	const struct ruleset *rules = NULL;

	if (node == NULL || reader->config->rules == NULL)
		return;
	/* Entries that are merged from one place share the node. */
	if (node != reader->last_rules_node) {
		if (ruleset_without(&reader->config->arena, reader->config->rules, node, &rules,
			reader->diags) != 0)
			rules = NULL;
		reader->last_rules_node = node;
		reader->last_rules = rules != reader->config->rules ? rules : NULL;
	}
	zone->rules = reader->last_rules;
}

static void
read_alias(struct reader *reader, struct zone_config *zone, const struct node *node)
{
	const char *why = NULL;

	reader->config->naliases++;
	if (zone->dynamic)
		zone_error(reader, zone, "config-alias", node, NULL,
		    "a dynamic zone cannot be an alias");
	else if (node->kind != NODE_TEXT)
		zone_error(reader, zone, "config-alias", node,
		    "write the name of the zone that it copies", "alias must be text, not %s",
		    node_kind_name(node));
	else if (zone_name_normal(&reader->config->arena, node->text, &zone->alias, &why) != 0) {
		zone->alias = node->text;
		zone_error(reader, zone, "config-alias", node, why,
		    "alias of a zone that does not exist: \"%.*s\"", SLICE_ARGS(node->text));
	}
}

static void
read_values(struct reader *reader, struct zone_config *zone, const struct node *const *values)
{
	struct subject subject = {zone->name, {"", 0}, NULL};

	zone->lenient = read_flag(reader, zone, values[ZONE_LENIENT], "lenient");
	zone->always_dry_run =
	    read_flag(reader, zone, values[ZONE_ALWAYS_DRY_RUN], "always-dry-run");
	zone->ignore_subzone_adds =
	    read_flag(reader, zone, values[ZONE_IGNORE_SUBZONE_ADDS], "ignore_subzone_adds");
	read_zone_rules(reader, zone, values[ZONE_VALIDATORS]);
	if (zone->dynamic)
		read_pattern(reader, zone, values);
	if (values[ZONE_ALIAS] != NULL) {
		read_alias(reader, zone, values[ZONE_ALIAS]);
		if (values[ZONE_PROCESSORS] != NULL && node_truth(values[ZONE_PROCESSORS]))
			reader_doubt(reader, "config-alias", &subject,
			    node_place(values[ZONE_PROCESSORS]), NULL,
			    "an alias passes the processors of the zone that it copies: these have "
			    "no effect");
		return;
	}
	read_zone_sources(reader, zone, values[ZONE_SOURCES]);
	read_zone_targets(reader, zone, values[ZONE_TARGETS]);
	read_zone_processors(reader, zone, values[ZONE_PROCESSORS]);
}

static void
read_entry(struct reader *reader, struct zone_config *zone)
{
	const struct node *values[ZONE_COUNT] = {NULL};
	struct subject subject = {zone->name, {"", 0}, NULL};
	const struct node *map = zone->options;
	size_t i;

	if (map->kind != NODE_MAP) {
		zone_error(reader, zone, "config-zone", zone->key,
		    "give it \"sources\" and \"targets\", or remove it",
		    "the settings of zone \"%.*s\" must be a mapping, not %s",
		    SLICE_ARGS(zone->name), node_kind_name(map));
		return;
	}
	for (i = 0; i < map->u.map.count; i++) {
		const struct node_pair *pair = &map->u.map.pairs[i];
		int index = keys_index(&zone_keys, pair->key->text);

		if (index >= ZONE_GLOB && !zone->dynamic)
			reader_doubt(reader, "config-unknown-key", &subject, node_place(pair->key),
			    "only a zone whose name starts with \"*\" takes it",
			    "\"%s\" has no effect on a zone with a name", zone_names[index]);
		if (index < 0)
			reader_unknown_key(reader, &subject, pair->key, &zone_keys, "a zone");
		else
			values[index] = pair->value;
	}
	read_values(reader, zone, values);
}

static bool
has_unicode(struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		if ((unsigned char)text.data[i] >= 0x80)
			return true;
	}
	return false;
}

/* The zone of that name before ${zone}, which is the one that the map has now. */
static struct zone_config *
earlier_zone(struct config *config, struct zone_config *zone, struct slice name)
{
	struct zone_config *earlier;

	for (earlier = config->zones; earlier < zone; earlier++) {
		if (!earlier->dynamic && slice_equal(earlier->name, name))
			return earlier;
	}
	return zone;
}

/*
 * The zone of that name that is there already, or NULL after putting ${zone}
 * there.  To look first would cost every configuration for what few have.
 */
static struct zone_config *
put_zone(struct reader *reader, struct slice name, struct zone_config *zone)
{
	struct config *config = reader->config;
	struct zone_config *earlier = NULL;

	if (reader->repeats)
		earlier = map_get(&config->zones_by_name, name);
	if (earlier != NULL || map_put(&config->zones_by_name, name, zone))
		return earlier;
	reader->repeats = true;
	earlier = earlier_zone(config, zone, name);
	(void)map_put(&config->zones_by_name, name, earlier);
	return earlier;
}

static void
say_twice(struct reader *reader, struct slice name, const struct zone_config *zone,
    const struct node *key)
{
	struct subject subject = {name, {"", 0}, NULL};
	const char *hint =
	    arena_printf(&reader->config->arena, "the first is at line %u", zone->key->line);

	if (has_unicode(zone->written) != has_unicode(key->text))
		(void)diag_error(reader->diags, "config-zone-twice", &subject, node_place(key),
		    hint, "zone \"%.*s\" is configured twice, in Unicode and as \"%.*s\"",
		    SLICE_ARGS(has_unicode(key->text) ? key->text : zone->written),
		    SLICE_ARGS(name));
	else
		reader_doubt(reader, "config-zone-twice", &subject, node_place(key), hint,
		    "zone \"%.*s\" is configured twice: the later entry counts", SLICE_ARGS(name));
}

/*
 * The place for the zone of that name and spelling: a new one, or, when it is
 * there already, the earlier one, whose settings the later replaces.
 */
static struct zone_config *
place_zone(struct reader *reader, struct slice name, const struct node *key)
{
	struct config *config = reader->config;
	struct zone_config *zone = &config->zones[config->nzones];
	struct zone_config *earlier = put_zone(reader, name, zone);

	if (earlier == NULL) {
		config->nzones++;
		return zone;
	}
	say_twice(reader, name, earlier, key);
	if (earlier->alias.data != NULL)
		config->naliases--;
	memset(earlier, 0, sizeof(*earlier));
	return earlier;
}

static const char *
name_hint(struct arena *arena, struct slice text)
{
	if (text_turning(text) != 0)
		return TEXT_TURNING_HINT;
	return text.len > 0 && slice_find(text, '.') < text.len && text.data[text.len - 1] != '.'
	    ? arena_printf(arena, "write \"%.*s.\"", SLICE_ARGS(text))
	    : NULL;
}

static void
read_zone(struct reader *reader, const struct node_pair *pair)
{
	struct config *config = reader->config;
	struct slice text = pair->key->text, name = text;
	bool dynamic = text.len > 0 && text.data[0] == '*';
	struct zone_config *zone;
	const char *why = NULL;

	if (!dynamic && zone_name_normal(&config->arena, text, &name, &why) != 0) {
		(void)diag_error(reader->diags, "config-zone-name", NULL, node_place(pair->key),
		    name_hint(&config->arena, text), "invalid zone name \"%.*s\": %s",
		    SLICE_ARGS(text), why);
		return;
	}
	if (dynamic) {
		zone = &config->zones[config->nzones++];
		config->ndynamic++;
	} else
		zone = place_zone(reader, name, pair->key);
	zone->name = name;
	zone->written = text;
	zone->key = pair->key;
	zone->options = pair->value;
	zone->dynamic = dynamic;
	read_entry(reader, zone);
}

static void
check_alias(struct reader *reader, struct zone_config *zone)
{
	const struct zone_config *source = config_zone_for(reader->config, zone->alias);

	if (source == NULL)
		zone_error(reader, zone, "config-alias", node_get(zone->options, "alias"),
		    reader->config->nzones < 1000
			? reader_nearest_id(reader, zone->alias, &reader->config->zones_by_name)
			: NULL,
		    "alias of a zone that does not exist: \"%.*s\"", SLICE_ARGS(zone->alias));
	else if (source->alias.len > 0)
		zone_error(reader, zone, "config-alias", node_get(zone->options, "alias"),
		    "name the zone that has the records",
		    "alias of zone \"%.*s\", which is an alias itself", SLICE_ARGS(zone->alias));
}

void
read_zones(struct reader *reader, const struct node *map)
{
	struct config *config = reader->config;
	size_t i;

	config->zones = arena_array(&config->arena, map->u.map.count, sizeof(*config->zones));
	for (i = 0; i < map->u.map.count; i++)
		read_zone(reader, &map->u.map.pairs[i]);
	for (i = 0; config->naliases > 0 && i < config->nzones; i++) {
		if (config->zones[i].alias.len > 0 && !config->zones[i].broken)
			check_alias(reader, &config->zones[i]);
	}
}
