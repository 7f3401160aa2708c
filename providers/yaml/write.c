/* Writing a zone's changes to its YAML files. */
#include "core/file.h"
#include "dns/name.h"
#include "yaml/writer.h"
#include "yaml_provider.h"

#include <errno.h>
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
	    .omit_ttl = true,
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
		node_add(&w->arena, map, name_decode(&w->arena, label), name_node(w, zone, from, to));
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

static int
write_split(struct writing *w, const struct node *records)
{
	const char *dir = file_name(w, 1, w->state->extension);
	const char *name = arena_text(&w->arena, name_decode(&w->arena, w->request->zone));
	struct node *catchall = node_map(&w->arena, 2);
	struct buf why = {0};
	size_t i;
	int rc = 0;

	if (file_make_dirs(dir, &why) != 0)
		rc = refuse(w, why.data);
	buf_free(&why);
	for (i = 0; i < records->u.map.count && rc == 0; i++) {
		const struct node_pair *pair = &records->u.map.pairs[i];
		struct node *one;

		if (slice_find(pair->key->text, '/') < pair->key->text.len) {
			return refuse(w,
			    arena_printf(&w->arena, "the name \"%.*s\" cannot be the name of a file",
				SLICE_ARGS(pair->key->text)));
		}
		if (in_catchall(w, pair->key->text)) {
			node_set(&w->arena, catchall, pair->key->text, pair->value);
			continue;
		}
		one = node_map(&w->arena, 1);
		node_set(&w->arena, one, pair->key->text, pair->value);
		rc = write_file(w,
		    arena_printf(&w->arena, "%s/%.*s.yaml", dir, SLICE_ARGS(pair->key->text)), one, true);
	}
	if (rc == 0 && catchall->u.map.count > 0) {
		rc = write_file(w,
		    arena_printf(&w->arena, "%s/$%.*s.yaml", dir, (int)strlen(name) - 1, name), catchall,
		    true);
	}
	return rc;
}

/*
 * Remove the files of names that have no record any more.  octoDNS leaves them,
 * and then finds the records again: its next plan deletes them once more.
 */
static int
remove_split(struct writing *w, const struct zone *zone)
{
	const char *dir = file_name(w, 1, w->state->extension);
	size_t i;

	for (i = 0; i < w->request->count; i++) {
		const struct change *change = &w->request->changes[i];
		struct slice label;
		const char *path;

		if (change->action != CHANGE_DELETE || zone_first(zone, change->existing->name) != NULL)
			continue;
		label = name_decode(&w->arena, name_relative(change->existing->name, zone->name));
		path = in_catchall(w, label) ? NULL
					     : arena_printf(&w->arena, "%s/%.*s.yaml", dir, SLICE_ARGS(label));
		if (path != NULL && unlink(path) != 0 && errno != ENOENT)
			return refuse(w, arena_printf(&w->arena, "cannot remove %s: %s", path, strerror(errno)));
	}
	return 0;
}

static int
write_zone(struct writing *w, const struct zone *zone)
{
	const struct node *records = zone_node(w, zone);
	struct buf why = {0};
	int rc = 0;

	if (file_make_dirs(w->state->disk_dir, &why) != 0)
		rc = refuse(w, why.data);
	buf_free(&why);
	if (rc != 0)
		return rc;
	if (w->state->extension == NULL)
		return write_file(w, file_name(w, 0, "yaml"), records, false);
	if (write_split(w, records) != 0)
		return -1;
	return remove_split(w, zone);
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
	rc = yaml_read(p, &read, &zone, diags);
	if (rc == 0) {
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
