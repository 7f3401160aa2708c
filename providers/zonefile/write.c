/* A zone as a target: reading what is there, and writing its file anew. */
#include "core/file.h"
#include "core/text.h"
#include "dns/escape.h"
#include "dns/name.h"
#include "zonefile.h"

#include <string.h>
#include <time.h>

#define OWNER_WIDTH 24
#define SERIAL_LIMIT 2147483647 /* octoDNS's serial is the time modulo this */

/* Is what stands in the file to be compared with?  Always, once it was written: that is the check of it. */
static bool
looks_at_file(struct zonefile *state, struct slice zone)
{
	bool written;

	(void)pthread_mutex_lock(&state->lock);
	written = map_has(&state->written, zone);
	(void)pthread_mutex_unlock(&state->lock);
	return written || state->read_existing;
}

static void
note_written(struct provider *p, struct slice zone)
{
	struct zonefile *state = p->state;

	(void)pthread_mutex_lock(&state->lock);
	if (!map_has(&state->written, zone))
		(void)map_put(&state->written, arena_copy(&p->arena, zone), state);
	(void)pthread_mutex_unlock(&state->lock);
}

static int
refuse_missing(const struct provider *p, const char *path, struct slice zone, struct diags *diags)
{
	struct subject subject = {zone, {"", 0}, NULL};

	return diag_error(diags, "zone-file", &subject, p->config->at,
	    "add it, or take the zone out of the configuration",
	    "provider %s: there is no zone file %s", p->id, path);
}

int
zonefile_read(struct provider *p, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	struct zonefile *state = p->state;
	struct zone_reading reading = {0};
	struct zone_place place;
	int rc = zonefile_place_open(p, request->as_target, &place, diags);

	if (rc != 0)
		return rc > 0 ? 0 : -1;
	if (request->as_target && !looks_at_file(state, request->zone)) {
		const char *path;

		rc = zonefile_path(p, &place, request->zone, &zone->arena, &path, diags);
		zone->exists = rc == 0;
		zonefile_place_close(&place);
		return rc < 0 ? -1 : 0;
	}
	reading.place = &place;
	rc = zonefile_load(p, &reading, request, zone, diags);
	zone->exists = rc == 0 && request->as_target;
	if (gather_end(&reading.gather) != 0 || rc < 0)
		rc = -1;
	else if (rc > 0)
		rc = request->as_target ? 0 : refuse_missing(p, reading.file, request->zone, diags);
	zonefile_reading_free(&reading);
	zonefile_place_close(&place);
	return rc;
}

/* What is written. */
struct writing {
	const struct provider *provider;
	const struct zonefile *state;
	const struct apply_request *request;
	struct zone_reading reading; /* of the file that is there */
	struct zone zone;            /* what it is to be */
	struct arena arena;
	struct buf text;
};

static int
refuse(const struct writing *w, const char *why, struct diags *diags)
{
	struct subject subject = {w->request->zone, {"", 0}, NULL};

	return diag_error(diags, "provider-write", &subject, place_none,
	    "mend the cause and run apply again", "provider %s: %s", w->provider->id, why);
}

/* The time, but never a step back: secondaries would not follow (RFC 1982). */
static uint32_t
next_serial(const struct zone_reading *reading)
{
	uint32_t now = (uint32_t)(time(NULL) % SERIAL_LIMIT), old = reading->serial;

	if (!reading->has_soa || (now > old && now - old < SERIAL_LIMIT))
		return now;
	return old + 1 != 0 ? old + 1 : 1;
}

/* The first name server of the zone itself, or "ns" in it. */
static void
print_primary(struct writing *w)
{
	const struct rrset *ns = zone_find(&w->zone, w->zone.name, rtype_find(slice_of("NS")));

	if (ns != NULL && ns->nvalues > 0) {
		value_presentation(&w->text, rrset_type(ns), ns->values);
		return;
	}
	buf_text(&w->text, "ns.");
	escape_text(&w->text, w->zone.name, false);
}

/* RNAME: the dots of what stands before the '@' are part of its first label. */
static void
print_hostmaster(struct writing *w)
{
	const char *at = strchr(w->state->hostmaster, '@'), *c = w->state->hostmaster;
	struct slice domain = slice_of(at != NULL ? at + 1 : NULL);

	for (; *c != '\0' && c != at; c++) {
		if (*c == '.')
			buf_char(&w->text, '\\');
		escape_octet(&w->text, (unsigned char)*c, false);
	}
	buf_char(&w->text, '.');
	if (domain.len == 0) {
		escape_text(&w->text, w->zone.name, false);
		return;
	}
	escape_text(&w->text, domain, false);
	if (!name_is_absolute(domain))
		buf_char(&w->text, '.');
}

static void
print_head(struct writing *w)
{
	const struct zonefile *s = w->state;
	struct buf *text = &w->text;

	buf_text(text, "$ORIGIN ");
	escape_text(text, w->zone.name, false);
	buf_printf(text, "\n@ %u IN SOA ", s->default_ttl);
	print_primary(w);
	buf_char(text, ' ');
	print_hostmaster(w);
	buf_printf(text,
	    " (\n    %u ; serial\n    %u ; refresh\n    %u ; retry\n    %u ; expire\n"
	    "    %u ; negative answers\n)\n\n",
	    next_serial(&w->reading), s->refresh, s->retry, s->expire, s->minimum);
}

/* The owner stands before its first value only. */
static void
print_rrset(struct writing *w, const struct rrset *rrset, bool same_owner)
{
	const struct rtype *type = rrset_type(rrset);
	uint32_t i;

	for (i = 0; i < rrset->nvalues; i++) {
		size_t from = w->text.len;

		if (i == 0 && !same_owner)
			escape_owner(&w->text, name_relative(rrset->name, w->zone.name));
		if (w->text.len - from < OWNER_WIDTH)
			buf_pad(&w->text, ' ', OWNER_WIDTH - (w->text.len - from));
		buf_printf(&w->text, " %u IN %-5s ", rrset->ttl, type->name);
		value_presentation(&w->text, type, rrset->values + (size_t)i * type->nfields);
		buf_char(&w->text, '\n');
	}
}

static void
print_zone(struct writing *w)
{
	size_t i;

	print_head(w);
	for (i = 0; i < w->zone.count; i++) {
		const struct rrset *rrset = &w->zone.rrsets[i];

		print_rrset(w, rrset,
		    i > 0 && slice_equal(w->zone.rrsets[i - 1].name, rrset->name));
	}
	if (w->reading.kept.len > 0) {
		buf_text(&w->text, "\n; Of types that are not managed: left as they were.\n");
		buf_slice(&w->text, buf_view(&w->reading.kept));
	}
}

/* The zone with the changes made; the old one, unless nothing in it counts, is there already. */
static void
make_changes(struct writing *w)
{
	const struct apply_request *request = w->request;
	struct diags none = {0};
	size_t i;

	for (i = 0; i < request->count; i++) {
		const struct rrset *rrset = change_rrset(&request->changes[i]);
		const struct rrset *old = zone_find(&w->zone, rrset->name, rrset_type(rrset));

		if (old != NULL && request->changes[i].action == CHANGE_DELETE)
			w->zone.rrsets[old - w->zone.rrsets].flags |= RRSET_GONE;
		else if (request->changes[i].action != CHANGE_DELETE)
			(void)zone_add(&w->zone, request->changes[i].desired, true, &none);
	}
	diags_free(&none);
}

static bool
is_there(void *ctx, const struct rrset *rrset)
{
	(void)ctx;
	return (rrset->flags & RRSET_GONE) == 0;
}

static bool
is_nothing(void *ctx, const struct rrset *rrset)
{
	(void)ctx;
	(void)rrset;
	return false;
}

/* Read what is there: its records, when they count; its serial in any case. */
static int
read_old(struct writing *w, struct zone_place *place, const char **path, struct diags *diags)
{
	struct read_request request = {.zone = w->request->zone,
	    .as_target = true,
	    .lenient = true};
	bool whole = w->state->read_existing;
	struct diags unheard = {.limit = 1};
	int rc = zonefile_place_open(w->provider, true, place, diags);

	*path = NULL;
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	w->reading.place = place;
	w->reading.keep = whole;
	rc = zonefile_load(w->provider, &w->reading, &request, &w->zone, whole ? diags : &unheard);
	if (gather_end(&w->reading.gather) != 0 && whole)
		rc = -1;
	if (!whole)
		zone_keep(&w->zone, is_nothing, NULL);
	*path = w->reading.file;
	diags_free(&unheard);
	return rc < 0 && whole ? -1 : 0;
}

static int
write_file(struct writing *w, const char *path, struct diags *diags)
{
	struct slice zone = w->request->zone;
	struct buf why = {0};
	char *name;
	int rc = file_make_dirs(w->state->disk_dir, &why);

	if (path == NULL) {
		path = name = arena_printf(&w->arena, "%.*s%s", (int)(zone.len - 1), zone.data,
		    w->state->extension);
		while ((name = strchr(name, '/')) != NULL)
			*name = '-';
	}
	if (rc == 0)
		rc = file_replace(arena_printf(&w->arena, "%s/%s", w->state->disk_dir, path),
		    buf_view(&w->text), &why);
	if (rc != 0)
		(void)refuse(w, why.data, diags);
	buf_free(&why);
	return rc;
}

int
zonefile_apply(struct provider *p, const struct apply_request *request, enum apply_status *statuses,
    struct diags *diags)
{
	struct writing w = {.provider = p, .state = p->state, .request = request};
	struct zone_place place = {0};
	const char *path = NULL;
	size_t i;
	int rc;

	zone_init(&w.zone, request->zone);
	rc = read_old(&w, &place, &path, diags);
	if (rc == 0) {
		make_changes(&w);
		zone_keep(&w.zone, is_there, NULL);
		zone_sort(&w.zone);
		print_zone(&w);
		rc = write_file(&w, path, diags);
	}
	if (rc == 0)
		note_written(p, request->zone);
	for (i = 0; i < request->count; i++)
		statuses[i] = rc == 0 ? APPLY_DONE : APPLY_FAILED;
	zonefile_reading_free(&w.reading);
	zonefile_place_close(&place);
	zone_free(&w.zone);
	arena_free(&w.arena);
	buf_free(&w.text);
	return rc == 0 ? 0 : -1;
}
