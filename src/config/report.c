/* How faults of a configuration are said. */
#include "config/read.h"

#include "core/buf.h"
#include "core/mem.h"

#include <stdarg.h>
#include <stdio.h>

/* Looking for the nearest name costs; after so many the person has understood. */
#define HINTS_MAX 100

void
reader_doubt(struct reader *reader, const char *rule, const struct subject *subject,
    struct place at, const char *hint, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	(void)diag_add(reader->diags, reader->strict ? SEVERITY_ERROR : SEVERITY_WARNING, rule,
	    subject, at, hint, "%s", text);
}

void
reader_gap(struct reader *reader, struct place at, const char *what)
{
	struct config *config = reader->config;
	struct config_gap *gap;

	config->gaps =
	    mem_grow(config->gaps, &config->gap_room, config->ngaps + 1, sizeof(*config->gaps));
	gap = &config->gaps[config->ngaps++];
	gap->at = at;
	gap->what = what;
	diag_warn(reader->diags, "config-unsupported", NULL, at, NULL,
	    "%s is not supported yet: zones are checked, but plan and apply refuse", what);
}

void
reader_unknown_key(struct reader *reader, const struct subject *subject, const struct node *key,
    const struct keys *keys, const char *where)
{
	struct arena *arena = &reader->config->arena;
	struct nearest nearest = nearest_start(arena_text(arena, key->text));
	const char *hint = NULL;
	int i;

	if (reader->hints++ < HINTS_MAX) {
		for (i = 0; keys->names[i] != NULL; i++)
			nearest_try(&nearest, keys->names[i]);
		hint = nearest_hint(&nearest, arena);
	}
	reader_doubt(reader, "config-unknown-key", subject, node_place(key), hint,
	    "unknown key \"%.100s\" in %s: it has no effect", nearest.wrong, where);
}

const char *
reader_nearest_id(struct reader *reader, struct slice id, const struct map *map)
{
	struct arena *arena = &reader->config->arena;
	struct nearest nearest;
	size_t i;

	if (reader->hints++ >= HINTS_MAX)
		return NULL;
	nearest = nearest_start(arena_text(arena, id));
	for (i = 0; i < map->count; i++)
		nearest_try(&nearest, arena_text(arena, map->entries[i].key));
	return nearest_hint(&nearest, arena);
}

bool
node_id(const struct node *node, struct slice *id)
{
	if (!node_is_scalar(node))
		return false;
	*id = node->text;
	return true;
}
