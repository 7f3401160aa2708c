/* ZoneFileProvider: zone files in master format, as a source and as a target. */
#include "zonefile.h"

#include "dns/name.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char *const names[] = {"ZoneFileProvider", "ZoneFileSource", NULL};

static const struct option_spec options[] = {
    {"directory", OPTION_TEXT, true, false, NULL},
    {"file_extension", OPTION_TEXT, false, false, NULL},
    {"check_origin", OPTION_BOOL, false, false, NULL},
    {"hostmaster_email", OPTION_TEXT, false, false, NULL},
    {"default_ttl", OPTION_INT, false, false, NULL},
    {"refresh", OPTION_INT, false, false, NULL},
    {"retry", OPTION_INT, false, false, NULL},
    {"expire", OPTION_INT, false, false, NULL},
    {"nxdomain", OPTION_INT, false, false, NULL},
    {"read_existing", OPTION_BOOL, false, false, NULL},
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

/* The times of the SOA record. */
static int
read_times(struct provider *p, struct zonefile *state, struct diags *diags)
{
	const struct {
		const char *name;
		uint32_t *into;
		int64_t usual;
	} times[] = {{"default_ttl", &state->default_ttl, 3600}, {"refresh", &state->refresh, 3600},
	    {"retry", &state->retry, 600}, {"expire", &state->expire, 604800},
	    {"nxdomain", &state->minimum, 3600}};
	size_t i;

	for (i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		int64_t number = provider_int(p, times[i].name, times[i].usual);

		if (number < 0 || number > INT32_MAX)
			return refuse(p, times[i].name, NULL, "is no number of seconds", diags);
		*times[i].into = (uint32_t)number;
	}
	return 0;
}

static bool
is_address_of_mail(const char *text)
{
	const char *at = strchr(text, '@');

	return *text != '\0' && at != text && strpbrk(text, " \t\r\n\"();\\") == NULL &&
	    (at == NULL || (at[1] != '\0' && strchr(at + 1, '@') == NULL));
}

static int
read_texts(struct provider *p, struct zonefile *state, struct diags *diags)
{
	const char *dir = provider_text(p, "directory", "");
	const struct provider_context *at = p->context;

	if (*dir == '\0')
		return refuse(p, "directory", NULL, "is empty", diags);
	state->dir = path_join(&p->arena, slice_of(at->config_dir), slice_of(dir));
	state->disk_dir = dir[0] == '/' || at->disk_root == NULL
	    ? dir
	    : arena_printf(&p->arena, "%s/%s%s%s", at->disk_root, at->config_dir,
		  at->config_dir[0] != '\0' ? "/" : "", dir);
	state->extension = provider_text(p, "file_extension", ".");
	if (strchr(state->extension, '/') != NULL)
		return refuse(p, "file_extension", NULL, "has a slash in it", diags);
	state->hostmaster = provider_text(p, "hostmaster_email", "webmaster");
	if (!is_address_of_mail(state->hostmaster)) {
		return refuse(p, "hostmaster_email", "NAME, or NAME@DOMAIN",
		    "is no address of mail", diags);
	}
	return 0;
}

static int
zonefile_open(struct provider *p, struct diags *diags)
{
	struct zonefile *state = arena_alloc(&p->arena, sizeof(*state));

	p->state = state;
	state->check_origin = provider_bool(p, "check_origin", true);
	state->read_existing = provider_bool(p, "read_existing", false);
	if (read_texts(p, state, diags) != 0 || read_times(p, state, diags) != 0)
		return -1;
	return pthread_mutex_init(&state->lock, NULL) == 0
	    ? 0
	    : refuse(p, "directory", NULL, "cannot be locked", diags);
}

static void
zonefile_close(struct provider *p)
{
	struct zonefile *state = p->state;

	map_free(&state->written);
	(void)pthread_mutex_destroy(&state->lock);
}

int
zonefile_place_open(const struct provider *p, bool as_target, struct zone_place *place,
    struct diags *diags)
{
	const struct zonefile *state = p->state;
	struct stat st;

	memset(place, 0, sizeof(*place));
	if (!as_target) {
		if (state->dir == NULL) {
			return refuse(p, "directory", "use a folder of the repository",
			    "leaves the repository", diags);
		}
		place->snapshot = p->context->snapshot;
		place->dir = state->dir;
		place->base = p->context->config_dir;
		return 0;
	}
	if (stat(state->disk_dir, &st) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return 1;
	place->dir = "";
	place->owned = true;
	return snapshot_dir(&place->snapshot, state->disk_dir, diags);
}

void
zonefile_place_close(struct zone_place *place)
{
	if (place->owned)
		snapshot_close(place->snapshot);
	memset(place, 0, sizeof(*place));
}

static const char *
in_dir(struct arena *arena, const char *dir, struct slice zone, const char *extension)
{
	return arena_printf(arena, "%s%s%.*s%s", dir, dir[0] != '\0' ? "/" : "",
	    (int)(zone.len - 1), zone.data, extension);
}

/* A slash in a name (RFC 2317) is a folder when octoDNS reads, and '-' when it writes. */
static const char *
without_slashes(struct arena *arena, struct slice zone, const struct zone_place *place,
    const char *extension)
{
	char *copy = arena_text(arena, zone);
	char *slash;

	while ((slash = strchr(copy, '/')) != NULL)
		*slash = '-';
	return in_dir(arena, place->dir, slice_make(copy, zone.len), extension);
}

int
zonefile_path(const struct provider *p, const struct zone_place *place, struct slice zone,
    struct arena *arena, const char **path, struct diags *diags)
{
	const struct zonefile *state = p->state;
	struct slice unicode = name_decode(arena, zone);
	const char *paths[] = {without_slashes(arena, zone, place, state->extension),
	    without_slashes(arena, unicode, place, state->extension),
	    in_dir(arena, place->dir, zone, state->extension)};
	struct subject subject = {zone, {"", 0}, NULL};
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct place at = {paths[i], 0, 0};
		enum entry_kind kind;
		int rc = snapshot_kind(place->snapshot, slice_of(paths[i]), &kind);

		*path = paths[i];
		if (rc < 0)
			return diag_error(diags, "zone-file", &subject, at, NULL, "%s",
			    snapshot_why());
		if (rc == 0 && kind == ENTRY_FILE)
			return 0;
		if (rc == 0)
			return diag_error(diags, "zone-file", &subject, at, NULL, "is no file");
	}
	*path = paths[0];
	return 1;
}

static int
zonefile_list(struct provider *p, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags)
{
	const struct zonefile *state = p->state;
	struct slice extension = slice_of(state->extension);
	struct zone_place place;
	struct listing listing;
	struct arena arena = {0};
	size_t i;

	if (zonefile_place_open(p, false, &place, diags) != 0)
		return -1;
	if (snapshot_list(place.snapshot, slice_of(place.dir), &listing) < 0)
		return refuse(p, "directory", NULL, snapshot_why(), diags);
	for (i = 0; i < listing.count; i++) {
		struct slice name = listing.entries[i].name;

		if (listing.entries[i].kind == ENTRY_DIR || !slice_ends(name, extension) ||
		    name.len == extension.len)
			continue;
		name = slice_sub(name, 0, name.len - extension.len);
		sink(ctx, slice_of(arena_printf(&arena, "%.*s.", SLICE_ARGS(name))));
	}
	arena_free(&arena);
	return 0;
}

static int
zonefile_has(struct provider *p, struct slice zone)
{
	const struct zonefile *state = p->state;
	struct zone_place place = {.snapshot = p->context->snapshot, .dir = state->dir};
	struct arena arena = {0};
	struct diags ignored = {.limit = 1};
	const char *path;
	int rc = state->dir == NULL ? 1 : zonefile_path(p, &place, zone, &arena, &path, &ignored);

	diags_free(&ignored);
	arena_free(&arena);
	/* What cannot be read is there: reading it says so. */
	return rc <= 0;
}

/* A name without its slashes may be that of two zones. */
static int
zone_of_name(struct arena *arena, struct slice name, struct slice *zone)
{
	struct slice arpa = slice_of(".in-addr.arpa");
	const char *why;

	if (slice_ends(name, arpa) &&
	    slice_find(slice_sub(name, 0, name.len - arpa.len), '-') < name.len - arpa.len)
		return 2;
	return zone_name_parse(arena, slice_of(arena_printf(arena, "%.*s.", SLICE_ARGS(name))),
		   zone, &why) == 0;
}

static int
zonefile_zone_of_file(const struct provider *p, struct slice path, struct arena *arena,
    struct slice *zone)
{
	const struct zonefile *state = p->state;
	struct slice extension = slice_of(state->extension), name = path;
	size_t dir = state->dir != NULL ? strlen(state->dir) : 0;

	if (state->dir == NULL)
		return 0;
	if (dir > 0) {
		if (!slice_starts(path, slice_of(state->dir)) || path.len <= dir ||
		    path.data[dir] != '/')
			return 0;
		name = slice_sub(path, dir + 1, path.len);
	}
	if (name.len <= extension.len || !slice_ends(name, extension))
		return 0;
	return zone_of_name(arena, slice_sub(name, 0, name.len - extension.len), zone);
}

const struct provider_class zonefile_provider_class = {
    .names = names,
    .options = options,
    .flags = PROVIDER_LOCAL | PROVIDER_ROOT_NS | PROVIDER_MULTI_PTR,
    .types =
	"A AAAA CAA CNAME DNAME DS HTTPS LOC MX NAPTR NS OPENPGPKEY PTR SPF SRV SSHFP SVCB TLSA "
	"TXT URI",
    .open = zonefile_open,
    .close = zonefile_close,
    .list = zonefile_list,
    .has = zonefile_has,
    .read = zonefile_read,
    .apply = zonefile_apply,
    .zone_of_file = zonefile_zone_of_file,
};
