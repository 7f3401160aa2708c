/* Writing a zone's changes to its YAML files. */
#include "core/file.h"
#include "dns/name.h"
#include "yaml/writer.h"
#include "yaml_provider.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is written, and where. */
struct writing {
	const struct provider *provider;
	const struct yaml_state *state;
	const struct apply_request *request;
	struct arena arena;
	struct diags *diags;
};

static int
refuse(const struct writing *w, const char *why)
{
	struct subject subject = {w->request->zone, {"", 0}, NULL};

	return diag_error(w->diags, "provider-write", &subject, place_none,
	    "mend the cause and run apply again", "provider %s: %s", w->provider->id, why);
}

static int
write_file(struct writing *w, const char *path, const struct node *records, bool split)
{
	struct yaml_style style = {w->state->order, split};
	struct buf text = {0}, why = {0};
	int rc;

	yaml_write(&text, records, style);
	rc = file_replace(path, buf_view(&text), &why);
	if (rc != 0)
		rc = refuse(w, why.data);
	buf_free(&text);
	buf_free(&why);
	return rc;
}

/* What the zone is to be: the RRsets that are there, with the changes made. */
static void
make_changes(struct zone *zone, const struct apply_request *request)
{
	struct diags none = {0};
	size_t i;

	for (i = 0; i < request->count; i++) {
		const struct rrset *rrset = change_rrset(&request->changes[i]);
		const struct rrset *old = zone_find(zone, rrset->name, rrset_type(rrset));

		if (old != NULL && request->changes[i].action == CHANGE_DELETE)
			zone->rrsets[old - zone->rrsets].flags |= RRSET_GONE;
		else if (request->changes[i].action != CHANGE_DELETE)
			(void)zone_add(zone, request->changes[i].desired, true, &none);
	}
	diags_free(&none);
}

static bool
is_there(void *ctx, const struct rrset *rrset)
{
	(void)ctx;
	return (rrset->flags & RRSET_GONE) == 0;
}

/* The records of one owner name: a mapping, or a list of them in order of type. */
static struct node *
name_node(struct writing *w, const struct zone *zone, size_t from, size_t to)
{
	struct rrset_node_options options = {.with_type = true,
	    .omit_ttl = !w->state->no_default_ttl,
	    .default_ttl = (uint32_t)w->state->default_ttl,
	    .plain_semicolons = w->state->plain_semicolons,
	    .as_yaml = true};
	struct node *list;

	if (to - from == 1)
		return rrset_node(&w->arena, &zone->rrsets[from], &options);
	list = node_list(&w->arena, to - from);
	for (; from < to; from++)
		node_push(&w->arena, list, rrset_node(&w->arena, &zone->rrsets[from], &options));
	return list;
}

/* All records by owner name as zone files spell it; the zone is sorted. */
static struct node *
zone_node(struct writing *w, const struct zone *zone)
{
	struct node *map = node_map(&w->arena, zone->count);
	size_t from, to;

	for (from = 0; from < zone->count; from = to) {
		struct slice label = name_relative(zone->rrsets[from].name, zone->name);

		for (to = from + 1; to < zone->count; to++) {
			if (!slice_equal(zone->rrsets[to].name, zone->rrsets[from].name))
				break;
		}
		node_add(&w->arena, map, name_decode(&w->arena, label),
		    name_node(w, zone, from, to));
	}
	return map;
}

/* The name that the zone's files have already, so that there is never a second. */
static const char *
file_name(struct writing *w, size_t drop, const char *end)
{
	const char *idna = arena_text(&w->arena, w->request->zone);
	const char *dir = w->state->disk_dir, *path, *name;
	struct stat st;

	path = arena_printf(&w->arena, "%s/%.*s%s", dir, (int)(strlen(idna) - drop), idna, end);
	if (lstat(path, &st) == 0)
		return path;
	name = arena_text(&w->arena, name_decode(&w->arena, w->request->zone));
	return arena_printf(&w->arena, "%s/%.*s%s", dir, (int)(strlen(name) - drop), name, end);
}

static bool
in_catchall(const struct writing *w, struct slice name)
{
	return w->state->catchall && (name.len == 0 || slice_is(name, "*"));
}

/* The file of a name, its own or the one that root and '*' share; NULL when no file can have it. */
static const char *
split_name(struct writing *w, struct slice label)
{
	struct slice zone;

	if (in_catchall(w, label)) {
		zone = name_decode(&w->arena, w->request->zone);
		return arena_printf(&w->arena, "$%.*s.yaml", (int)zone.len - 1, zone.data);
	}
	if (slice_find(label, '/') < label.len || slice_find(label, '\0') < label.len)
		return NULL;
	return arena_printf(&w->arena, "%.*s.yaml", SLICE_ARGS(label));
}

/* Deal the records out to their files: name of the file -> mapping. */
static int
split_records(struct writing *w, const struct node *records, struct map *files)
{
	size_t i;

	for (i = 0; i < records->u.map.count; i++) {
		const struct node_pair *pair = &records->u.map.pairs[i];
		const char *name = split_name(w, pair->key->text);
		struct node *file;

		if (name == NULL) {
			return refuse(w,
			    arena_printf(&w->arena,
				"the name \"%.*s\" cannot be the name of a file",
				SLICE_ARGS(pair->key->text)));
		}
		file = map_get(files, slice_of(name));
		if (file == NULL) {
			file = node_map(&w->arena, 1);
			(void)map_put(files, slice_of(name), file);
		}
		node_set(&w->arena, file, pair->key->text, pair->value);
	}
	return 0;
}

/*
 * Remove the files that hold nothing any more: all that the folder had was read,
 * and is in ${files} now.  octoDNS leaves them, and then finds their records
 * again: its next plan deletes them once more.
 */
static int
remove_stale(struct writing *w, const char *path, const struct map *files)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	int rc = 0;

	if (dir == NULL)
		return refuse(w,
		    arena_printf(&w->arena, "cannot list %s: %s", path, strerror(errno)));
	while (rc == 0 && (entry = readdir(dir)) != NULL) {
		struct slice name = slice_of(entry->d_name);
		struct stat st;

		if (!slice_ends(name, slice_of(".yaml")) || map_has(files, name) ||
		    fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
		    !S_ISREG(st.st_mode))
			continue;
		if (unlinkat(dirfd(dir), entry->d_name, 0) != 0 && errno != ENOENT) {
			rc = refuse(w,
			    arena_printf(&w->arena, "cannot remove %s/%s: %s", path, entry->d_name,
				strerror(errno)));
		}
	}
	(void)closedir(dir);
	return rc;
}

static int
make_dirs(struct writing *w, const char *path)
{
	struct buf why = {0};
	int rc = file_make_dirs(path, &why);

	if (rc != 0)
		rc = refuse(w, why.data);
	buf_free(&why);
	return rc;
}

static int
write_split(struct writing *w, const struct node *records)
{
	const char *dir = file_name(w, 1, w->state->extension);
	struct map files = {0};
	size_t i;
	int rc = split_records(w, records, &files);

	if (rc == 0)
		rc = make_dirs(w, dir);
	for (i = 0; i < files.count && rc == 0; i++) {
		rc = write_file(w,
		    arena_printf(&w->arena, "%s/%.*s", dir, SLICE_ARGS(files.entries[i].key)),
		    files.entries[i].value, true);
	}
	if (rc == 0)
		rc = remove_stale(w, dir, &files);
	map_free(&files);
	return rc;
}

static int
write_zone(struct writing *w, const struct zone *zone)
{
	const struct node *records = zone_node(w, zone);

	if (w->state->extension != NULL)
		return write_split(w, records);
	if (make_dirs(w, w->state->disk_dir) != 0)
		return -1;
	return write_file(w, file_name(w, 0, "yaml"), records, false);
}

/* octoDNS's files hold no empty text: the reader of the next plan finds it gone. */
static void
warn_empty(const struct writing *w)
{
	const struct apply_request *request = w->request;
	size_t i;

	for (i = 0; i < request->count; i++) {
		const struct rrset *rrset = request->changes[i].desired;
		struct subject subject = {request->zone, {"", 0}, NULL};

		if (rrset == NULL || rrset_empty_texts(rrset) == 0)
			continue;
		subject.record = rrset->name;
		subject.type = rrset_type(rrset)->name;
		diag_warn(w->diags, "provider-empty-text", &subject, rrset_place(rrset),
		    "take the empty value out", "provider %s: an empty text is not written",
		    w->provider->id);
	}
}

int
yaml_apply(struct provider *p, const struct apply_request *request, enum apply_status *statuses,
    struct diags *diags)
{
	struct read_request read = {.zone = request->zone, .as_target = true, .lenient = true};
	struct writing w = {.provider = p, .state = p->state, .request = request, .diags = diags};
	struct zone zone;
	size_t i;
	int rc;

	zone_init(&zone, request->zone);
	rc = yaml_check_order(p, request->zone, diags);
	if (rc == 0)
		rc = yaml_read(p, &read, &zone, diags);
	if (rc == 0) {
		warn_empty(&w);
		make_changes(&zone, request);
		zone_keep(&zone, is_there, NULL);
		zone_sort(&zone);
		rc = write_zone(&w, &zone);
	}
	for (i = 0; i < request->count; i++)
		statuses[i] = rc == 0 ? APPLY_DONE : APPLY_FAILED;
	zone_free(&zone);
	arena_free(&w.arena);
	return rc;
}
