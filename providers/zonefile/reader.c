/* Reading a zone file: entries and directives. */
#include "core/text.h"
#include "dns/name.h"
#include "zonefile.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define DEPTH_OF_INCLUDES 8
#define INCLUDES_MAX 1000 /* of one zone: a file may be included many times over */

void
zonefile_fault(struct zone_reading *r, uint32_t line, const char *hint, const char *fmt, ...)
{
	struct place at = {r->file, line, 1};
	char text[256];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	gather_fault(&r->gather, slice_of(""), NULL, at, hint, "%s", text);
}

static void
forget_origin(struct zone_reading *r)
{
	if (r->origin_rdf != NULL)
		r->ldns->rdf_deep_free(r->origin_rdf);
	r->origin_rdf = NULL;
}

static int
set_origin(struct zone_reading *r, const struct zone_word *word)
{
	struct slice name;
	const char *why = zonefile_name(r, word, &name);

	if (why != NULL) {
		zonefile_fault(r, word->line, NULL, "the origin %s", why);
		return -1;
	}
	forget_origin(r);
	r->origin = name;
	return 0;
}

static void
read_origin(struct zone_reading *r, const struct zone_entry *entry)
{
	if (entry->count != 2)
		zonefile_fault(r, entry->line, NULL, "$ORIGIN is not \"$ORIGIN NAME\"");
	else
		(void)set_origin(r, &entry->words[1]);
}

static void
read_default_ttl(struct zone_reading *r, const struct zone_entry *entry)
{
	if (entry->count != 2 || zonefile_ttl(entry->words[1].text, &r->default_ttl) != 0) {
		r->default_ttl = GATHER_NO_TTL;
		zonefile_fault(r, entry->line, NULL, "$TTL is not \"$TTL SECONDS\"");
	}
}

/* The folder of a file, and the path seen from it; NULL: it leaves the repository. */
static const char *
beside(struct zone_reading *r, const char *file, struct slice path)
{
	const char *slash = strrchr(file, '/');
	struct slice folder = slice_make(file, slash != NULL ? (size_t)(slash - file) : 0);

	return path_join(r->arena, folder, path);
}

/* Beside the file that includes it; or where octoDNS, which knows no such rule, is run. */
static int
open_included(struct zone_reading *r, struct slice path, const char **file, struct blob *blob,
    const char **why)
{
	int rc = 1;

	*why = "leaves the repository";
	*file = beside(r, r->file, path);
	if (*file != NULL)
		rc = snapshot_read(r->place->snapshot, slice_of(*file), blob, why);
	if (rc == 1 && r->place->base != NULL) {
		const char *other = path_join(r->arena, slice_of(r->place->base), path);

		if (other == NULL)
			return -1;
		rc = snapshot_read(r->place->snapshot, slice_of(other), blob, why);
		*file = rc == 0 ? other : *file;
	}
	if (rc > 0 && *file != NULL)
		*why = "there is no such file";
	return rc == 0 ? 0 : -1;
}

/* Origin and owner are as before afterwards (RFC 1035, 5.1). */
static void
read_included(struct zone_reading *r, const struct zone_entry *entry, const char *file,
    struct slice text)
{
	struct slice origin = r->origin, owner = r->owner;
	const char *including = r->file;
	int rc = entry->count == 3 ? set_origin(r, &entry->words[2]) : 0;

	if (rc == 0) {
		r->file = file;
		r->depth++;
		zonefile_text(r, text);
		r->depth--;
		r->file = including;
	}
	forget_origin(r);
	r->origin = origin;
	r->owner = owner;
}

static void
read_include(struct zone_reading *r, const struct zone_entry *entry)
{
	const char *file, *why;
	struct blob blob;

	if (entry->count != 2 && entry->count != 3) {
		zonefile_fault(r, entry->line, NULL, "$INCLUDE is not \"$INCLUDE FILE [ORIGIN]\"");
	} else if (r->depth == DEPTH_OF_INCLUDES || ++r->includes > INCLUDES_MAX) {
		zonefile_fault(r, entry->line, "put the files together",
		    "files are included too deep, or too often");
	} else if (open_included(r, entry->words[1].text, &file, &blob, &why) != 0) {
		struct buf safe = {0};

		text_safe(&safe, entry->words[1].text);
		zonefile_fault(r, entry->line, NULL, "$INCLUDE %.150s: %s", safe.data, why);
		buf_free(&safe);
	} else {
		read_included(r, entry, file, slice_make(blob.data, blob.len));
		blob_free(&blob);
	}
}

static const struct {
	const char *name;
	void (*read)(struct zone_reading *r, const struct zone_entry *entry);
} directives[] = {
    {"$ORIGIN", read_origin},
    {"$TTL", read_default_ttl},
    {"$INCLUDE", read_include},
    {"$GENERATE", zonefile_generate},
};

static void
read_directive(struct zone_reading *r, const struct zone_entry *entry)
{
	size_t i;

	for (i = 0; i < sizeof(directives) / sizeof(directives[0]); i++) {
		if (slice_is_nocase(entry->words[0].text, directives[i].name)) {
			directives[i].read(r, entry);
			return;
		}
	}
	zonefile_fault(r, entry->line, "\\$ begins a name", "the directive %.*s is not known",
	    (int)(entry->words[0].text.len < 40 ? entry->words[0].text.len : 40),
	    entry->words[0].text.data);
}

static bool
is_directive(const struct zone_entry *entry)
{
	const struct zone_word *first = &entry->words[0];

	return !entry->indented && !first->quoted && first->text.data[0] == '$';
}

void
zonefile_text(struct zone_reading *r, struct slice text)
{
	struct lexer lexer = {.text = text, .line = 1};
	int got;

	if (slice_starts(text, slice_of("\xef\xbb\xbf")))
		lexer.at = 3;
	while ((got = lexer_next(&lexer)) != 0) {
		if (got < 0)
			zonefile_fault(r, lexer.why_line, NULL, "the line %s", lexer.why);
		else if (is_directive(&lexer.entry))
			read_directive(r, &lexer.entry);
		else
			zonefile_record(r, &lexer.entry);
	}
	lexer_free(&lexer);
}

void
zonefile_reading_free(struct zone_reading *r)
{
	forget_origin(r);
	buf_free(&r->kept);
}

static int
refuse(const struct provider *p, const struct zone_reading *r, const char *why)
{
	struct subject subject = {r->gather.zone->name, {"", 0}, NULL};
	struct place at = {r->file, 0, 0};

	return diag_error(r->gather.diags, "zone-file", &subject, at, NULL, "provider %s: %s",
	    p->id, why);
}

/* dnspython's check, and so octoDNS's. */
static void
check_origin(struct zone_reading *r)
{
	const char *missing = !r->has_soa ? "SOA" : !r->has_ns ? "NS" : NULL;

	if (missing != NULL) {
		zonefile_fault(r, 0, "add it, or set check_origin: false",
		    "there is no %s record at the top of the zone", missing);
	}
}

int
zonefile_load(const struct provider *p, struct zone_reading *r, const struct read_request *request,
    struct zone *zone, struct diags *diags)
{
	const struct zonefile *state = p->state;
	const char *why = "cannot be read";
	struct blob blob;
	int rc;

	gather_begin(&r->gather, p, request, zone, diags);
	r->gather.default_ttl = state->default_ttl;
	r->arena = &zone->arena;
	r->origin = zone->name;
	r->default_ttl = r->last_ttl = GATHER_NO_TTL;
	rc = zonefile_path(p, r->place, zone->name, r->arena, &r->file, diags);
	if (rc != 0)
		return rc;
	r->ldns = ldns_load(&why);
	if (r->ldns == NULL ||
	    snapshot_read(r->place->snapshot, slice_of(r->file), &blob, &why) != 0)
		return refuse(p, r, why);
	zonefile_text(r, slice_make(blob.data, blob.len));
	blob_free(&blob);
	if (state->check_origin && !request->as_target)
		check_origin(r);
	return 0;
}
