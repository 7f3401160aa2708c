/* YamlProvider: zone files in octoDNS's YAML, as a source and as a target. */
#include "dns/name.h"
#include "dns/value.h"
#include "yaml_provider.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const names[] = {"YamlProvider", "SplitYamlProvider", NULL};

static const struct option_spec options[] = {
    {"directory", OPTION_TEXT, true, false, NULL},
    {"default_ttl", OPTION_ANY, false, false, NULL},
    {"enforce_order", OPTION_BOOL, false, false, NULL},
    {"order_mode", OPTION_TEXT, false, false, NULL},
    {"populate_should_replace", OPTION_BOOL, false, false, NULL},
    {"supports_root_ns", OPTION_BOOL, false, false, NULL},
    {"split_extension", OPTION_ANY, false, false, NULL},
    {"extension", OPTION_TEXT, false, false, NULL},
    {"split_catchall", OPTION_BOOL, false, false, NULL},
    {"shared_filename", OPTION_ANY, false, false, NULL},
    {"disable_zonefile", OPTION_BOOL, false, false, NULL},
    {"escaped_semicolons", OPTION_BOOL, false, false, NULL},
    {"ignore_missing_zones", OPTION_BOOL, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static int
refuse(const struct provider *p, const char *option, const char *hint, const char *problem,
    struct diags *diags)
{
	const struct node *node = node_get(p->config->options, option);

	return diag_error(diags, "config-provider-option", NULL,
	    node != NULL ? node_place(node) : p->config->at, hint, "provider %s: %s %s", p->id,
	    option, problem);
}

/* Another mode is a fault of each file that is read or written in that order. */
static void
read_order(struct provider *p, struct yaml_state *state)
{
	const char *mode = provider_text(p, "order_mode", "natural");

	state->order = strcmp(mode, "simple") == 0 ? YAML_ORDER_SIMPLE : YAML_ORDER_NATURAL;
	if (strcmp(mode, "simple") != 0 && strcmp(mode, "natural") != 0)
		state->no_order = mode;
}

int
yaml_check_order(const struct provider *p, struct slice zone, struct diags *diags)
{
	const struct yaml_state *state = p->state;
	const struct node *node = node_get(p->config->options, "order_mode");
	struct subject subject = {zone, {"", 0}, NULL};

	if (state->no_order == NULL)
		return 0;
	/* As it stands in the file: what the environment gives is not for everybody's eyes. */
	return diag_error(diags, "config-provider-option", &subject,
	    node != NULL ? node_place(node) : p->config->at, "write natural or simple",
	    "provider %s: order_mode is neither natural nor simple", p->id);
}

/* What is no number is a fault of each record that has no TTL of its own. */
static int
read_ttl(struct provider *p, struct yaml_state *state, struct diags *diags)
{
	const struct node *node = node_get(p->options, "default_ttl");

	state->default_ttl = 3600;
	if (node == NULL || node_to_int(node, &state->default_ttl) == 0) {
		return state->default_ttl <= UINT32_MAX
		    ? 0
		    : refuse(p, "default_ttl", NULL, "is no TTL", diags);
	}
	state->no_default_ttl = true;
	return 0;
}

enum yaml_order
yaml_order_wanted(const struct provider *p)
{
	const struct yaml_state *state = p->state;

	return provider_bool(p, "enforce_order", true) ? state->order : YAML_ORDER_ANY;
}

static int
read_split(struct provider *p, struct yaml_state *state, struct diags *diags)
{
	bool old_class = slice_is(p->config->class_name, "SplitYamlProvider");
	const struct node *node = node_get(p->options, old_class ? "extension" : "split_extension");

	if (!old_class && node_get(p->options, "extension") != NULL) {
		return refuse(p, "extension", "write split_extension",
		    "is an option of SplitYamlProvider only", diags);
	}
	if (node != NULL && !node_is_scalar(node)) {
		return refuse(p, old_class ? "extension" : "split_extension", NULL,
		    "must be text, or false", diags);
	}
	if (node != NULL && node_truth(node))
		state->extension = node->text.data;
	else if (old_class && node == NULL)
		state->extension = ".";
	state->catchall = provider_bool(p, "split_catchall", true);
	state->zonefile = !provider_bool(p, "disable_zonefile", old_class);
	return 0;
}

static int
read_place(struct provider *p, struct yaml_state *state, struct diags *diags)
{
	const char *dir = provider_text(p, "directory", "");
	const struct provider_context *at = p->context;

	if (*dir == '\0')
		return refuse(p, "directory", NULL, "is empty", diags);
	state->dir =
	    snapshot_path(at->snapshot, &p->arena, slice_of(at->config_dir), slice_of(dir));
	state->disk_dir = dir[0] == '/' || at->disk_root == NULL
	    ? dir
	    : arena_printf(&p->arena, "%s/%s%s%s", at->disk_root, at->config_dir,
		  at->config_dir[0] != '\0' ? "/" : "", dir);
	return 0;
}

static int
yaml_open(struct provider *p, struct diags *diags)
{
	struct yaml_state *state = arena_alloc(&p->arena, sizeof(*state));

	p->state = state;
	state->shared = provider_bool(p, "shared_filename", false)
	    ? provider_text(p, "shared_filename", NULL)
	    : NULL;
	state->plain_semicolons = !provider_bool(p, "escaped_semicolons", true);
	state->should_replace = provider_bool(p, "populate_should_replace", false);
	state->ignore_missing = provider_bool(p, "ignore_missing_zones", false);
	if (!provider_bool(p, "supports_root_ns", true))
		p->flags &= ~(unsigned)PROVIDER_ROOT_NS;
	read_order(p, state);
	if (read_ttl(p, state, diags) != 0 || read_split(p, state, diags) != 0 ||
	    read_place(p, state, diags) != 0)
		return -1;
	return 0;
}

static void
yaml_close(struct provider *p)
{
	(void)p; /* the arena holds everything */
}

int
yaml_place_open(const struct provider *p, bool as_target, struct yaml_place *place,
    struct diags *diags)
{
	const struct yaml_state *state = p->state;
	struct stat st;

	memset(place, 0, sizeof(*place));
	if (!as_target) {
		if (state->dir == NULL) {
			return refuse(p, "directory", "use a folder of the repository",
			    "leaves the repository", diags);
		}
		place->snapshot = p->context->snapshot;
		place->dir = state->dir;
		return 0;
	}
	if (stat(state->disk_dir, &st) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return 1;
	place->dir = "";
	place->owned = true;
	return snapshot_dir(&place->snapshot, state->disk_dir, diags);
}

void
yaml_place_close(struct yaml_place *place)
{
	if (place->owned)
		snapshot_close(place->snapshot);
	memset(place, 0, sizeof(*place));
}

static bool
is_zonefile(struct slice name)
{
	size_t dot = slice_find(name, '.');

	/* octoDNS lists "a.b.yaml", but not "a.yaml": two dots at least. */
	return slice_ends(name, slice_of(".yaml")) && dot < name.len - 5;
}

static int
yaml_list(struct provider *p, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags)
{
	const struct yaml_state *state = p->state;
	struct yaml_place place;
	struct listing listing;
	size_t i;

	if (yaml_place_open(p, false, &place, diags) != 0)
		return -1;
	/* No folder, no zones; but one that cannot be read is not the same. */
	if (snapshot_list(place.snapshot, slice_of(place.dir), &listing) < 0)
		return refuse(p, "directory", NULL, snapshot_why(), diags);
	for (i = 0; i < listing.count; i++) {
		const struct entry *entry = &listing.entries[i];
		struct slice name = entry->name;

		if (state->extension != NULL && entry->kind != ENTRY_FILE &&
		    slice_ends(name, slice_of(state->extension)))
			sink(ctx, slice_sub(name, 0, name.len - strlen(state->extension) + 1));
		if (state->zonefile && entry->kind != ENTRY_DIR && is_zonefile(name))
			sink(ctx, slice_sub(name, 0, name.len - 4));
	}
	return 0;
}

static int
yaml_has(struct provider *p, struct slice zone)
{
	const struct yaml_state *state = p->state;
	struct yaml_place place = {.snapshot = p->context->snapshot, .dir = state->dir};

	return state->dir != NULL && yaml_files_listed(p, &place, zone) ? 1 : 0;
}

static int
zone_of_name(struct arena *arena, struct slice name, struct slice *zone)
{
	const char *why;

	return zone_name_parse(arena, name, zone, &why) == 0 ? 1 : 0;
}

static int
yaml_zone_of_file(const struct provider *p, struct slice path, struct arena *arena,
    struct slice *zone)
{
	const struct yaml_state *state = p->state;
	struct slice rest = path, dir;
	size_t slash, dir_len = state->dir != NULL ? strlen(state->dir) : 0;

	if (state->dir == NULL)
		return 0;
	if (dir_len > 0) {
		if (!slice_starts(path, slice_of(state->dir)) || path.len <= dir_len ||
		    path.data[dir_len] != '/')
			return 0;
		rest = slice_sub(path, dir_len + 1, path.len);
	}
	if (state->shared != NULL && slice_is(rest, state->shared))
		return 2;
	if (!slice_ends(rest, slice_of(".yaml")))
		return 0;
	slash = slice_find(rest, '/');
	if (slash == rest.len)
		return state->zonefile ? zone_of_name(arena, slice_sub(rest, 0, rest.len - 4), zone)
				       : 0;
	dir = slice_sub(rest, 0, slash);
	if (state->extension == NULL || !slice_ends(dir, slice_of(state->extension)) ||
	    slice_find(slice_sub(rest, slash + 1, rest.len), '/') < rest.len - slash - 1)
		return 0;
	dir = slice_sub(dir, 0, dir.len - strlen(state->extension));
	return zone_of_name(arena, slice_of(arena_printf(arena, "%.*s.", SLICE_ARGS(dir))), zone);
}

static int
yaml_zone_files(const struct provider *p, struct slice zone,
    void (*sink)(void *ctx, const char *path), void *ctx, struct diags *diags)
{
	struct yaml_files files = {0};
	struct arena arena = {0};
	struct yaml_place place;
	size_t i;
	int rc = yaml_place_open(p, false, &place, diags);

	if (rc == 0)
		rc = yaml_files_find(p, &place, zone, &arena, &files, diags);
	for (i = 0; i < files.count && rc == 0; i++)
		sink(ctx, files.paths[i]);
	free(files.paths);
	arena_free(&arena);
	return rc;
}

/* octoDNS escapes what is not ASCII in the files of a split directory only. */
static void
yaml_file_style(const struct provider *p, struct slice path, struct file_style *style)
{
	const struct yaml_state *state = p->state;
	struct slice rest = slice_sub(path, slice_of(state->dir).len, path.len);

	if (slice_starts(rest, slice_of("/")))
		rest = slice_sub(rest, 1, rest.len);
	style->order = yaml_order_wanted(p);
	style->escape_unicode = state->extension != NULL && slice_find(rest, '/') < rest.len;
	style->plain_semicolons = state->plain_semicolons;
	style->default_ttl = state->default_ttl;
}

const struct provider_class yaml_provider_class = {
    .names = names,
    .options = options,
    .flags = PROVIDER_LOCAL | PROVIDER_ROOT_NS | PROVIDER_MULTI_PTR | PROVIDER_GEO |
	PROVIDER_DYNAMIC | PROVIDER_SUBNETS | PROVIDER_POOL_STATUS | PROVIDER_NO_EMPTY_TEXT,
    .types = "*",
    .open = yaml_open,
    .close = yaml_close,
    .list = yaml_list,
    .has = yaml_has,
    .read = yaml_read,
    .apply = yaml_apply,
    .zone_of_file = yaml_zone_of_file,
    .zone_files = yaml_zone_files,
    .file_style = yaml_file_style,
};
