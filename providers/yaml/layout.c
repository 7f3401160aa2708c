/* Which files hold the records of a zone. */
#include "core/mem.h"
#include "dns/name.h"
#include "yaml_provider.h"

#include <stdlib.h>
#include <string.h>

static const char *
in_dir(struct arena *arena, const char *dir, const char *name)
{
	return dir[0] != '\0' ? arena_printf(arena, "%s/%s", dir, name) : name;
}

static void
add_path(struct yaml_files *files, const char *path)
{
	/* Few files for one zone: the array is freed by the caller. */
	files->paths = mem_grow(files->paths, &files->cap, files->count + 1, sizeof(*files->paths));
	files->paths[files->count++] = path;
}

/* The two spellings of the zone's name; one may be all there is. */
struct spellings {
	const char *unicode, *idna;
};

static struct spellings
spell(struct arena *arena, struct slice zone)
{
	struct slice unicode = name_decode(arena, zone);
	struct spellings s = {arena_text(arena, unicode), arena_text(arena, zone)};

	return s;
}

static int
refuse_path(const struct subject *subject, const char *path, const char *why, struct diags *diags)
{
	struct place at = {path, 0, 0};

	return diag_error(diags, "zone-file", subject, at, NULL, "%s", why);
}

/*
 * Find dir/NAME+end in the spelling that is there.  Return 0 and the path (NULL
 * when there is none), or -1 when both are there, or one cannot be read: that
 * must not pass for a zone without records.
 */
static int
find_either(const struct yaml_place *place, const struct spellings *s, size_t drop, const char *end,
    enum entry_kind want, struct arena *arena, const char **path, struct subject *subject,
    struct diags *diags)
{
	const char *both[2];
	bool there[2] = {false, false};
	bool same = strcmp(s->unicode, s->idna) == 0;
	unsigned i;

	for (i = 0; i < (same ? 1U : 2U); i++) {
		const char *name = i == 0 ? s->unicode : s->idna;
		enum entry_kind kind;
		int rc;

		both[i] = in_dir(arena, place->dir,
		    arena_printf(arena, "%.*s%s", (int)(strlen(name) - drop), name, end));
		rc = snapshot_kind(place->snapshot, slice_of(both[i]), &kind);
		if (rc < 0)
			return refuse_path(subject, both[i], snapshot_why(), diags);
		there[i] = rc == 0;
		if (there[i] && kind != want) {
			return refuse_path(subject, both[i],
			    kind == ENTRY_OTHER
				? "is a symbolic link or submodule, which is not followed"
				: kind == ENTRY_DIR ? "is a folder, not a file"
						    : "is no folder",
			    diags);
		}
	}
	if (there[0] && there[1]) {
		return diag_error(diags, "zone-file", subject, place_none, "remove one of the two",
		    "both %s and %s are there for one zone", both[0], both[1]);
	}
	*path = there[0] ? both[0] : there[1] ? both[1] : NULL;
	return 0;
}

/* A symbolic link is among the files: reading it says that it is not followed. */
static int
add_split(const struct yaml_place *place, const char *dir, struct arena *arena,
    struct yaml_files *files, const struct subject *subject, struct diags *diags)
{
	struct listing listing;
	size_t i;

	if (snapshot_list(place->snapshot, slice_of(dir), &listing) < 0)
		return refuse_path(subject, dir, snapshot_why(), diags);
	for (i = 0; i < listing.count; i++) {
		if (listing.entries[i].kind != ENTRY_DIR &&
		    slice_ends(listing.entries[i].name, slice_of(".yaml")))
			add_path(files,
			    in_dir(arena, dir, arena_text(arena, listing.entries[i].name)));
	}
	return 0;
}

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int
yaml_files_find(const struct provider *provider, const struct yaml_place *place, struct slice zone,
    struct arena *arena, struct yaml_files *files, struct diags *diags)
{
	const struct yaml_state *state = provider->state;
	struct spellings s = spell(arena, zone);
	struct subject subject = {zone, {"", 0}, NULL};
	enum entry_kind kind;
	const char *path = NULL;

	if (state->extension != NULL) {
		if (find_either(place, &s, 1, state->extension, ENTRY_DIR, arena, &path, &subject,
			diags) != 0)
			return -1;
		if (path != NULL && add_split(place, path, arena, files, &subject, diags) != 0)
			return -1;
	}
	if (state->zonefile) {
		if (find_either(place, &s, 0, "yaml", ENTRY_FILE, arena, &path, &subject, diags) !=
		    0)
			return -1;
		if (path != NULL)
			add_path(files, path);
	}
	if (state->shared != NULL) {
		path = in_dir(arena, place->dir, state->shared);
		if (snapshot_kind(place->snapshot, slice_of(path), &kind) != 0) {
			return diag_error(diags, "zone-file", &subject, provider->config->at,
			    "add it, or take shared_filename out",
			    "provider %s: the file that shared_filename names is not there",
			    provider->id);
		}
		add_path(files, path);
	}
	if (files->count > 1)
		qsort(files->paths, files->count, sizeof(*files->paths), compare_paths);
	return 0;
}

/* What is not followed is listed, too: reading it says so. */
static bool
is_listed(const struct yaml_place *place, struct arena *arena, const char *name, size_t drop,
    const char *end, enum entry_kind want)
{
	const char *file = arena_printf(arena, "%.*s%s", (int)(strlen(name) - drop), name, end);
	enum entry_kind kind;

	return snapshot_kind(place->snapshot, slice_of(in_dir(arena, place->dir, file)), &kind) ==
	    0 &&
	    (kind == want || kind == ENTRY_OTHER);
}

bool
yaml_files_listed(const struct provider *provider, const struct yaml_place *place,
    struct slice zone)
{
	const struct yaml_state *state = provider->state;
	struct arena arena = {0};
	struct spellings s = spell(&arena, zone);
	bool listed = false;

	if (state->extension != NULL) {
		listed = is_listed(place, &arena, s.unicode, 1, state->extension, ENTRY_DIR) ||
		    is_listed(place, &arena, s.idna, 1, state->extension, ENTRY_DIR);
	}
	/* A name of one label is not listed: octoDNS wants two dots in the file's name. */
	if (!listed && state->zonefile && slice_find(zone, '.') + 1 < zone.len) {
		listed = is_listed(place, &arena, s.unicode, 0, "yaml", ENTRY_FILE) ||
		    is_listed(place, &arena, s.idna, 0, "yaml", ENTRY_FILE);
	}
	arena_free(&arena);
	return listed;
}
