/* Reads `zoneward: safety:`.  A slip in it is an error: nobody is to feel safe for nothing. */
#include "config/safety.h"

#include "config/settings.h"
#include "core/mem.h"
#include "dns/rtype.h"

#include <stdlib.h>
#include <string.h>

static const char *const safety_names[] = {[SAFETY_CREATES] = "creates",
    [SAFETY_UPDATES] = "updates",
    [SAFETY_DELETES] = "deletes",
    [SAFETY_KINDS] = "protected",
    NULL};
static const struct keys safety_keys = {safety_names};

enum { LIMIT_MOST, LIMIT_PERCENT, LIMIT_COUNT };
static const char *const limit_names[] = {"most", "percent", NULL};
static const struct keys limit_keys = {limit_names};

static const char *const guard_names[] = {"name", "type", NULL};
static const struct keys guard_keys = {guard_names};

/* What a zone is reached, delegated, trusted and mailed by. */
static const struct safety_guard usual_guards[] = {
    {.apex = true, .type = "NS"},
    {.apex = true, .type = "MX"},
    {.type = "DS"},
    {.type = "CAA"},
};

#define MOST_MAX 1e9

const char *
safety_kind_name(enum safety_kind kind)
{
	return safety_names[kind];
}

static int
wrong(struct reader *reader, const struct node *at, const char *hint, const char *what)
{
	return diag_error(reader->diags, "config-safety", NULL, node_place(at), hint, "%s, not %s",
	    what, node_kind_name(at));
}

/* A mapping whose keys are all known. */
static bool
is_map_of(struct reader *reader, const struct node *node, const struct keys *keys, const char *what)
{
	bool good = true;
	size_t i;

	if (node->kind != NODE_MAP) {
		(void)wrong(reader, node, NULL, what);
		return false;
	}
	for (i = 0; i < node->u.map.count; i++) {
		const struct node *key = node->u.map.pairs[i].key;

		if (keys_index(keys, key->text) >= 0)
			continue;
		good = false;
		(void)diag_error(reader->diags, "config-safety", NULL, node_place(key),
		    "the README lists what \"zoneward: safety:\" takes",
		    "\"safety\" has no \"%.*s\" here", SLICE_ARGS(key->text));
	}
	return good;
}

static void
read_number(struct reader *reader, const struct node *node, double max, const char *what,
    double *number)
{
	double value;

	if (node == NULL)
		return;
	if (node->kind == NODE_INT)
		value = (double)node->u.number;
	else if (node->kind == NODE_FLOAT)
		value = node->u.real;
	else {
		(void)wrong(reader, node, NULL, what);
		return;
	}
	if (value >= 0 && value <= max)
		*number = value;
	else
		(void)diag_error(reader->diags, "config-safety", NULL, node_place(node), NULL,
		    "%s from 0 to %.0f", what, max);
}

static void
read_limit(struct reader *reader, const struct node *node, struct safety_limit *limit)
{
	limit->most = limit->percent = -1;
	if (node == NULL ||
	    !is_map_of(reader, node, &limit_keys, "a limit is written {most: 10, percent: 5}"))
		return;
	read_number(reader, node_get(node, limit_names[LIMIT_MOST]), MOST_MAX,
	    "\"most\" is a number of changes", &limit->most);
	read_number(reader, node_get(node, limit_names[LIMIT_PERCENT]), 100,
	    "\"percent\" is a number", &limit->percent);
}

static void
read_name(struct reader *reader, const struct node *node, struct safety_guard *guard)
{
	struct config *config = reader->config;
	struct pattern *pattern;
	char *name;
	size_t i;

	if (node == NULL)
		return;
	if (node->kind != NODE_TEXT || node->text.len == 0) {
		(void)wrong(reader, node, "\"@\" is the zone's own name; others end in a dot",
		    "\"name\" is text");
		return;
	}
	guard->apex = slice_is(node->text, "@");
	name = arena_text(&config->arena, node->text);
	for (i = 0; name[i] != '\0'; i++) {
		if (name[i] >= 'A' && name[i] <= 'Z')
			name[i] = (char)(name[i] - 'A' + 'a');
	}
	guard->name = name;
	if (guard->apex)
		return;
	if (!slice_ends(node->text, slice_of(".")) && !slice_ends(node->text, slice_of("*")))
		(void)diag_error(reader->diags, "config-safety", NULL, node_place(node),
		    "write the whole name with its dot: www.example.com.",
		    "\"%.*s\" matches no name: it ends in no dot", SLICE_ARGS(node->text));
	pattern = pattern_glob(slice_of(name));
	config->patterns = mem_grow(config->patterns, &config->pattern_room, config->npatterns + 1,
	    sizeof(*config->patterns));
	config->patterns[config->npatterns++] = pattern;
	guard->pattern = pattern;
}

static void
read_type(struct reader *reader, const struct node *node, struct safety_guard *guard)
{
	const struct rtype *type = NULL;

	if (node == NULL)
		return;
	if (node->kind == NODE_TEXT)
		type = rtype_find(node->text);
	if (type == NULL)
		(void)diag_error(reader->diags, "config-safety", NULL, node_place(node),
		    "write it like MX", "\"type\" is no type of records");
	else
		guard->type = type->name;
}

static void
read_guard(struct reader *reader, const struct node *node, struct safety_guard *guard)
{
	if (!is_map_of(reader, node, &guard_keys,
		"what is protected is written {name: www.example.com., type: A}"))
		return;
	read_name(reader, node_get(node, "name"), guard);
	read_type(reader, node_get(node, "type"), guard);
	if (node->u.map.count == 0)
		(void)wrong(reader, node, NULL, "what is protected has a name, a type or both");
}

static void
read_guards(struct reader *reader, const struct node *list, struct safety *safety)
{
	struct safety_guard *guards;
	size_t i;

	if (list->kind != NODE_LIST) {
		(void)wrong(reader, list, "write [] for none", "\"protected\" is a list");
		return;
	}
	guards = arena_array(&reader->config->arena, list->u.list.count, sizeof(*guards));
	for (i = 0; i < list->u.list.count; i++)
		read_guard(reader, list->u.list.items[i], &guards[i]);
	safety->guards = guards;
	safety->nguards = list->u.list.count;
}

void
read_safety(struct reader *reader, const struct node *node)
{
	struct safety *safety = arena_alloc(&reader->config->arena, sizeof(*safety));
	const struct node *protected = node_get(node, safety_names[SAFETY_KINDS]);
	int kind;

	safety->guards = usual_guards;
	safety->nguards = sizeof(usual_guards) / sizeof(usual_guards[0]);
	reader->config->safety = safety;
	if (node != NULL && !is_map_of(reader, node, &safety_keys, "\"safety\" is a mapping"))
		node = NULL;
	for (kind = 0; kind < SAFETY_KINDS; kind++)
		read_limit(reader, node_get(node, safety_names[kind]), &safety->limits[kind]);
	if (protected != NULL)
		read_guards(reader, protected, safety);
}
