/* What a file is, by its place: whose zone's, and how it is written. */
#include "engine/format_place.h"

#include "config/loader.h"

#include <stdlib.h>
#include <string.h>

/* Any file name of two dots may be a zone when one is configured by a pattern. */
static bool
is_configured(const struct config *config, struct provider *provider, struct slice zone)
{
	if (map_has(&config->zones_by_name, zone))
		return true;
	return config->ndynamic > 0 && provider->class->has != NULL &&
	    provider->class->has(provider, zone) > 0;
}

/* Several providers may read one file: the first one's order counts. */
static void
agree(struct format_place *place, const struct file_style *style)
{
	if (style->default_ttl != place->style.default_ttl)
		place->keep_ttl = true;
	if (style->plain_semicolons != place->style.plain_semicolons)
		place->keep_data = true;
}

static void
ask(const struct config *config, struct provider *provider, const char *path, struct arena *arena,
    struct format_place *place)
{
	struct file_style style = {.order = YAML_ORDER_NATURAL};
	struct slice zone = slice_of("");
	int rc = provider->class->zone_of_file(provider, slice_of(path), arena, &zone);

	if (rc == 0 || (rc == 1 && !is_configured(config, provider, zone)))
		return;
	provider->class->file_style(provider, slice_of(path), &style);
	if (place->is_zone) {
		agree(place, &style);
		return;
	}
	place->is_zone = true;
	place->style = style;
	/* What is read for every zone has no name of its own. */
	place->zone = rc == 1 ? zone : slice_of("example.");
}

void
format_place_find(struct workspace *workspace, const char *path, struct arena *arena,
    struct format_place *place, struct diags *diags)
{
	const struct config *config = workspace->config;
	bool first = true;
	size_t i;

	memset(place, 0, sizeof(*place));
	place->style.order = YAML_ORDER_NATURAL;
	for (i = 0; i < config->nproviders; i++) {
		const struct provider_config *named = &config->providers[i];
		struct provider *provider;

		if (named->broken || !provider_is_local(named))
			continue;
		provider = workspace_provider(workspace, WORKSPACE_HEAD, named->id, diags);
		if (provider == NULL || provider->class->zone_of_file == NULL ||
		    provider->class->file_style == NULL)
			continue;
		/* A part that is included follows the order of the first. */
		if (first) {
			struct file_style style;

			provider->class->file_style(provider, slice_of(path), &style);
			place->style.order = style.order;
		}
		first = false;
		ask(config, provider, path, arena, place);
	}
}

const char *
format_place_path(const struct workspace *workspace, const char *name, struct arena *arena,
    const char **why)
{
	const char *full =
	    name[0] == '/' ? name : arena_printf(arena, "%s/%s", workspace->options.dir, name);
	struct slice folder = path_folder(slice_of(full));
	const char *last = full + folder.len + (full[folder.len] == '/');
	char *root = realpath(workspace->disk_root, NULL);
	char *real = realpath(folder.len > 0 ? arena_text(arena, folder) : "/", NULL);
	size_t len = root != NULL ? strlen(root) : 0;
	const char *path = NULL;

	*why = "there is no such file";
	if (root != NULL && real != NULL && *last != '\0' && strcmp(last, ".") != 0 &&
	    strcmp(last, "..") != 0) {
		if (len == 1)
			len = 0;
		if (strncmp(real, root, len) == 0 && real[len] == '\0')
			path = arena_text(arena, slice_of(last));
		else if (strncmp(real, root, len) == 0 && real[len] == '/')
			path = real[len + 1] == '\0'
			    ? arena_text(arena, slice_of(last))
			    : arena_printf(arena, "%s/%s", real + len + 1, last);
		else
			*why = "is outside of the directory that is worked on";
	}
	free(root);
	free(real);
	return path;
}
