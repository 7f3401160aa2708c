/* OwnershipProcessor: each record has a TXT beside it that says whose it is; what is not ours is left alone. */
#include "core/map.h"
#include "core/mem.h"
#include "dns/name.h"
#include "process/classes.h"
#include "process/record.h"
#include "provider/options.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_NAME "_owner"
#define DEFAULT_VALUE "*octodns*"
#define DEFAULT_TTL 60
#define WILDCARD "_wildcard"

static struct slice
txt_name(const struct processor *p)
{
	return slice_of(option_text(p->options, "txt_name", DEFAULT_NAME));
}

static struct slice
txt_value(const struct processor *p)
{
	return slice_of(option_text(p->options, "txt_value", DEFAULT_VALUE));
}

static int
open_ownership(struct processor *p, struct diags *diags)
{
	struct slice name = txt_name(p);
	int64_t ttl = option_int(p->options, "txt_ttl", DEFAULT_TTL);

	/* The type is looked for in the second label of a marker. */
	if (name.len == 0 || slice_find(name, '.') < name.len) {
		return processor_fault(p, diags, node_get(p->options, "txt_name"), NULL,
		    "txt_name must be one label, without a dot");
	}
	if (ttl < 0 || ttl > UINT32_MAX) {
		return processor_fault(p, diags, node_get(p->options, "txt_ttl"), NULL,
		    "txt_ttl is no TTL");
	}
	return 0;
}

/* A TXT of the name of a marker, whatever it says. */
static bool
is_marker_name(const struct processor *p, const struct rrset *rrset, struct slice zone)
{
	return strcmp(rrset_type(rrset)->name, "TXT") == 0 &&
	    slice_starts(name_relative(rrset->name, zone), txt_name(p));
}

static bool
is_marker(const struct processor *p, const struct rrset *rrset, struct slice zone)
{
	return is_marker_name(p, rrset, zone) && rrset->nvalues == 1 &&
	    slice_equal(rrset->values[0].text, txt_value(p));
}

/* Print ${text} with each ${from} replaced. */
static void
replaced(struct buf *buf, struct slice text, struct slice from, const char *to)
{
	size_t at = 0;

	while (at < text.len) {
		if (slice_starts(slice_sub(text, at, text.len), from)) {
			buf_text(buf, to);
			at += from.len;
		} else {
			buf_char(buf, text.data[at++]);
		}
	}
}

/* "_owner.TYPE.NAME", or "_owner.TYPE" at the zone itself. */
static void
marker_name(const struct processor *p, const struct rrset *rrset, struct slice zone,
    struct buf *name)
{
	struct slice relative = name_relative(rrset->name, zone);

	buf_slice(name, txt_name(p));
	buf_printf(name, ".%s", rrset_type(rrset)->name);
	if (relative.len > 0) {
		buf_char(name, '.');
		replaced(name, relative, slice_of("*"), WILDCARD);
	}
}

static int
add_marker(const struct process_call *call, const struct rrset *owned)
{
	const struct processor *p = call->processor;
	struct arena *arena = &call->desired->arena;
	struct node *values = node_list(arena, 1);
	struct new_record record = {
	    .rules = call->rules,
	    .replace = option_bool(p->options, "should_replace", false),
	    .source = SOURCE_NONE,
	};
	struct buf name = {0};
	int rc;

	marker_name(p, owned, call->desired->name, &name);
	node_push(arena, values, node_text(arena, txt_value(p)));
	record.name = buf_view(&name);
	record.data =
	    record_data(arena, "TXT", option_int(p->options, "txt_ttl", DEFAULT_TTL), values);
	rc = record_add(call->desired, &record, call->diags);
	buf_free(&name);
	return rc;
}

static int
mark_source(struct process_call *call)
{
	struct zone *zone = call->desired;
	size_t i, count = zone->count;
	int rc = 0;

	for (i = 0; i < count; i++) {
		/* Adding moves the array. */
		struct rrset rrset = zone->rrsets[i];

		if (!is_marker(call->processor, &rrset, zone->name) &&
		    add_marker(call, &rrset) != 0)
			rc = -1;
	}
	return rc;
}

/* What is owned: "TYPE NAME", the type in capitals and the name relative. */
struct owned {
	struct map names;
	struct arena arena;
};

static struct slice
owned_key(struct arena *arena, struct slice type, struct slice name)
{
	char *key = arena_printf(arena, "%.*s %.*s", SLICE_ARGS(type), SLICE_ARGS(name));
	size_t i;

	for (i = 0; i < type.len; i++)
		key[i] = (char)toupper((unsigned char)key[i]);
	return slice_make(key, strlen(key));
}

/* What the marker of that name is about. */
static struct slice
marked_key(struct arena *arena, const struct rrset *marker, struct slice zone)
{
	struct slice rest = name_relative(marker->name, zone), type, key;
	struct buf name = {0};

	rest = slice_sub(rest, slice_find(rest, '.') + 1, rest.len);
	type = slice_sub(rest, 0, slice_find(rest, '.'));
	buf_text(&name, "");
	replaced(&name, slice_sub(rest, type.len + 1, rest.len), slice_of(WILDCARD), "*");
	key = owned_key(arena, type, buf_view(&name));
	buf_free(&name);
	return key;
}

static void
find_owned(const struct processor *p, const struct zone *zone, struct owned *owned)
{
	size_t i;

	for (i = 0; i < zone->count; i++) {
		if (is_marker(p, &zone->rrsets[i], zone->name))
			(void)map_put(&owned->names,
			    marked_key(&owned->arena, &zone->rrsets[i], zone->name), owned);
	}
}

/* A marker of somebody else on a record that we are about to write. */
static int
refuse_foreign(struct process_call *call, struct owned *owned)
{
	const struct processor *p = call->processor;
	const struct zone *live = call->existing;
	int rc = 0;
	size_t i;

	for (i = 0; i < live->count; i++) {
		const struct rrset *rrset = &live->rrsets[i];
		struct buf values = {0};

		if (!is_marker_name(p, rrset, live->name) || is_marker(p, rrset, live->name) ||
		    !map_has(&owned->names, marked_key(&owned->arena, rrset, live->name)))
			continue;
		buf_text(&values, "");
		if (rrset->nvalues > 0)
			buf_slice(&values, rrset->values[0].text);
		rc = process_fault(call, rrset, "processor-ownership",
		    "set allow_takeover: true on the processor to take it over",
		    "the record belongs to \"%s\" at %s, not to \"%.*s\"", values.data,
		    call->target, SLICE_ARGS(txt_value(p)));
		buf_free(&values);
	}
	return rc;
}

static bool
is_to_change(const struct process_call *call, const struct rrset *rrset, struct owned *owned)
{
	struct slice zone = call->desired->name, name = name_relative(rrset->name, zone);

	return is_marker(call->processor, rrset, zone) || slice_is(name, "octodns-meta") ||
	    map_has(&owned->names,
		owned_key(&owned->arena, slice_of(rrset_type(rrset)->name), name));
}

static int
keep_owned(struct process_call *call)
{
	struct owned owned = {{0}, {0}};
	size_t i, kept = 0;
	int rc = 0;

	find_owned(call->processor, call->existing, &owned);
	find_owned(call->processor, call->desired, &owned);
	if (!option_bool(call->processor->options, "allow_takeover", false))
		rc = refuse_foreign(call, &owned);
	for (i = 0; i < call->nchanges; i++) {
		if (is_to_change(call, change_rrset(&call->changes[i]), &owned))
			call->changes[kept++] = call->changes[i];
	}
	call->recount = kept < call->nchanges;
	call->nchanges = kept;
	map_free(&owned.names);
	arena_free(&owned.arena);
	return rc;
}

static const struct option_spec options[] = {
    {"txt_name", OPTION_TEXT, false, false, NULL},
    {"txt_value", OPTION_TEXT, false, false, NULL},
    {"txt_ttl", OPTION_INT, false, false, NULL},
    {"should_replace", OPTION_BOOL, false, false, NULL},
    {"allow_takeover", OPTION_BOOL, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const char *const names[] = {"octodns.processor.ownership.OwnershipProcessor", NULL};

const struct processor_class ownership_processor = {
    .names = names,
    .options = options,
    .open = open_ownership,
    .source = mark_source,
    .plan = keep_owned,
};
