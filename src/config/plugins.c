/* Checks what is made of a class and options. */
#include "config/plugins.h"

#include <string.h>

struct slice
class_last_part(struct slice path)
{
	size_t start = path.len;

	while (start > 0 && path.data[start - 1] != '.')
		start--;
	return slice_sub(path, start, path.len);
}

bool
option_is_secret(const struct reader *reader, const struct node *value)
{
	size_t slash;

	if (value->kind != NODE_TEXT)
		return false;
	slash = slice_find(value->text, '/');
	if (slash == value->text.len)
		return false;
	return slice_is(slice_sub(value->text, 0, slash), "env") ||
	    map_has(&reader->handlers, slice_sub(value->text, 0, slash));
}

int
plugin_class_path(struct reader *reader, const struct plugin_kind *kind,
    const struct node_pair *pair, struct slice *path)
{
	const struct node *options = pair->value;
	const struct node *class = node_get(options, "class");
	struct slice id = pair->key->text;

	if (options->kind != NODE_MAP)
		return diag_error(reader->diags, kind->rule, NULL, node_place(options),
		    "write a mapping with \"class\"", "%s \"%.*s\" must be a mapping, not %s",
		    kind->what, SLICE_ARGS(id), node_kind_name(options));
	if (class == NULL)
		return diag_error(reader->diags, kind->rule, NULL, node_place(options),
		    "add \"class\"", "%s \"%.*s\" is missing class", kind->what, SLICE_ARGS(id));
	if (class->kind != NODE_TEXT)
		return diag_error(reader->diags, kind->rule, NULL, node_place(class), NULL,
		    "class of %s \"%.*s\" must be text, not %s", kind->what, SLICE_ARGS(id),
		    node_kind_name(class));
	*path = class->text;
	if (slice_find(class->text, '.') == class->text.len)
		return diag_error(reader->diags, kind->rule, NULL, node_place(class),
		    "write MODULE.CLASS", "unknown %s class \"%.*s\": it names no module",
		    kind->what, SLICE_ARGS(class->text));
	return 0;
}

static const struct plugin_class *
find_class(const struct plugin_class *classes, struct slice path)
{
	for (; classes->path != NULL; classes++) {
		if (slice_is(path, classes->path))
			return classes;
	}
	return NULL;
}

/* Whether the class may be there where octoDNS runs: we cannot look. */
static bool
may_be_installed(const struct plugin_kind *kind, struct slice path)
{
	struct slice package = slice_sub(path, 0, slice_find(path, '.'));

	if (slice_is(package, "octodns"))
		return false;
	return kind->foreign || slice_starts(package, slice_of("octodns_"));
}

static int
unknown_class(struct reader *reader, const struct plugin_kind *kind, const struct node *at,
    struct slice path)
{
	struct arena *arena = &reader->config->arena;
	struct nearest nearest = nearest_start(arena_text(arena, class_last_part(path)));
	const struct plugin_class *class;

	for (class = kind->classes; class->path != NULL; class ++)
		nearest_try(&nearest, arena_text(arena, class_last_part(slice_of(class->path))));
	return diag_error(reader->diags, kind->rule, NULL, node_place(at),
	    nearest_hint(&nearest, arena), "unknown %s class \"%.*s\"", kind->what,
	    SLICE_ARGS(path));
}

/* Walk the words of an options text; false at its end. */
static bool
next_option(const char **at, struct slice *name, bool *required)
{
	const char *start = *at + strspn(*at, " ");
	size_t len;

	*required = *start == '!';
	start += *required ? 1 : 0;
	len = strcspn(start, " ");
	*name = slice_make(start, len);
	*at = start + len;
	return len > 0;
}

static bool
has_option(const char *options, struct slice wanted)
{
	struct slice name;
	bool required;

	while (next_option(&options, &name, &required)) {
		if (slice_equal(name, wanted))
			return true;
	}
	return false;
}

static const char *
nearest_option(struct reader *reader, const char *options, struct slice wrong)
{
	struct arena *arena = &reader->config->arena;
	struct nearest nearest = nearest_start(arena_text(arena, wrong));
	struct slice name;
	bool required;

	while (next_option(&options, &name, &required))
		nearest_try(&nearest, arena_text(arena, name));
	return nearest_hint(&nearest, arena);
}

static int
check_options(struct reader *reader, const struct plugin_kind *kind, const struct plugin *plugin)
{
	const struct node *map = plugin->options;
	const char *options = plugin->class->options;
	struct slice name;
	bool required;
	int rc = 0;
	size_t i;

	for (i = 0; i < map->u.map.count; i++) {
		const struct node *key = map->u.map.pairs[i].key;

		if (slice_is(key->text, "class") || has_option(options, key->text))
			continue;
		rc = diag_error(reader->diags, kind->rule, NULL, node_place(key),
		    nearest_option(reader, options, key->text),
		    "%s \"%.*s\": %.*s takes no option \"%.*s\"", kind->what,
		    SLICE_ARGS(plugin->id), SLICE_ARGS(plugin->class_path), SLICE_ARGS(key->text));
	}
	while (next_option(&options, &name, &required)) {
		if (required && node_find(map, name) == NULL)
			rc = diag_error(reader->diags, kind->rule, NULL, node_place(map), NULL,
			    "%s \"%.*s\": %.*s needs the option \"%.*s\"", kind->what,
			    SLICE_ARGS(plugin->id), SLICE_ARGS(plugin->class_path),
			    SLICE_ARGS(name));
	}
	return rc;
}

int
plugin_read(struct reader *reader, const struct plugin_kind *kind, const struct node_pair *pair,
    struct plugin *plugin)
{
	size_t errors = reader->diags->errors;

	memset(plugin, 0, sizeof(*plugin));
	plugin->id = pair->key->text;
	plugin->key = pair->key;
	plugin->options = pair->value;
	if (plugin_class_path(reader, kind, pair, &plugin->class_path) != 0)
		return -1;
	plugin->class = find_class(kind->classes, plugin->class_path);
	if (plugin->class == NULL && may_be_installed(kind, plugin->class_path))
		return 0;
	if (plugin->class == NULL)
		return unknown_class(reader, kind, node_get(pair->value, "class"),
		    plugin->class_path);
	if (check_options(reader, kind, plugin) != 0)
		return -1;
	if (plugin->class->check != NULL)
		plugin->class->check(reader, plugin);
	return reader->diags->errors > errors ? -1 : 0;
}
