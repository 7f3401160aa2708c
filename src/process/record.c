/* Records that processors make: read as those of zone files are. */
#include "process/record.h"

#include "dns/name.h"

struct node *
record_data(struct arena *arena, const char *type, int64_t ttl, struct node *values)
{
	struct node *data = node_map(arena, 3);

	node_add(arena, data, slice_of("type"), node_text(arena, slice_of(type)));
	node_add(arena, data, slice_of("ttl"), node_int(arena, ttl));
	node_add(arena, data, slice_of("values"), values);
	return data;
}

int
record_add(struct zone *zone, const struct new_record *record, struct diags *diags)
{
	struct decode decode = {
	    .zone = zone->name,
	    .arena = &zone->arena,
	    .rules = record->rules,
	    .default_ttl = -1,
	    .lenient = record->lenient,
	    .source = record->source,
	    .file = record->data->file,
	    .diags = diags,
	};
	struct rrset rrset;
	int rc = rrset_decode(&decode, node_text(&zone->arena, record->name), record->data, &rrset);

	if (rc != 0)
		return -1;
	return zone_add(zone, &rrset, record->replace, diags);
}

bool
record_is_lenient(const struct rrset *rrset)
{
	const struct node *octodns = rrset->extra != NULL ? rrset->extra->octodns : NULL;

	return node_truth(node_get(octodns, "lenient"));
}

bool
record_name_is(const struct rrset *rrset, struct slice zone, struct slice name)
{
	struct arena arena = {0};
	struct slice encoded;
	const char *why;
	bool same = name_encode(&arena, name, &encoded, &why) == 0 &&
	    slice_equal(name_relative(rrset->name, zone), encoded);

	arena_free(&arena);
	return same;
}
