/* Plain records and aliases as sets, and what was read as sets. */
#include "sets.h"

#include "core/mem.h"
#include "dns/name.h"

#include <stdlib.h>
#include <string.h>

void
sets_add(struct set_maker *maker, struct sets *sets, struct set set, struct buf *body)
{
	set.body = arena_copy(maker->arena, buf_view(body));
	buf_clear(body);
	sets->items = mem_grow(sets->items, &sets->cap, sets->count + 1, sizeof(set));
	sets->items[sets->count++] = set;
}

const struct set *
sets_find(const struct sets *sets, const struct set *set)
{
	size_t i;

	for (i = 0; i < sets->count; i++) {
		const struct set *other = &sets->items[i];

		if (slice_equal(other->name, set->name) && slice_equal(other->type, set->type) &&
		    slice_equal(other->id, set->id))
			return other;
	}
	return NULL;
}

void
sets_values(const struct rrset *rrset, struct set *set, struct buf *body)
{
	const struct rtype *type = rrset_type(rrset);
	struct buf text = {0}, value = {0};
	uint32_t i;

	buf_printf(body, "<TTL>%u</TTL><ResourceRecords>", rrset->ttl);
	for (i = 0; i < rrset->nvalues; i++) {
		buf_clear(&text);
		buf_clear(&value);
		value_presentation(&text, type, rrset->values + (size_t)i * type->nfields);
		route53_print(&value, buf_view(&text));
		buf_text(body, "<ResourceRecord>");
		xml_add(body, "Value", buf_view(&value));
		buf_text(body, "</ResourceRecord>");
		set->records++;
		set->chars += value.len;
	}
	buf_text(body, "</ResourceRecords>");
	buf_free(&text);
	buf_free(&value);
}

static void
make_plain(struct set_maker *maker, const struct rrset *rrset, struct sets *sets)
{
	struct set set = {.name = rrset->name, .type = slice_of(rrset_type(rrset)->name)};
	struct buf body = {0};

	xml_add(&body, "Type", set.type);
	sets_values(rrset, &set, &body);
	sets_add(maker, sets, set, &body);
	buf_free(&body);
}

enum { ALIAS_NAME, ALIAS_TYPE, ALIAS_ZONE, ALIAS_HEALTH };

/* One value of Route53Provider/ALIAS is one set. */
static void
make_alias(struct set_maker *maker, const struct rrset *rrset, const union field *value,
    struct sets *sets)
{
	struct slice name = value[ALIAS_NAME].text, id = value[ALIAS_ZONE].text;
	struct set set = {.name = rrset->name,
	    .type = value[ALIAS_TYPE].text,
	    .records = 1,
	    .rank = SET_ALIAS};
	struct buf body = {0}, target = {0};

	if (!route53_alias_is_service(name)) {
		set.target = name_absolute(maker->arena, name, maker->zone);
		name = set.target;
	}
	route53_print(&target, name);
	xml_add(&body, "Type", set.type);
	buf_text(&body, "<AliasTarget>");
	xml_add(&body, "HostedZoneId", id.len > 0 ? id : slice_of(maker->id));
	xml_add(&body, "DNSName", buf_view(&target));
	xml_add_text(&body, "EvaluateTargetHealth",
	    value[ALIAS_HEALTH].number != 0 ? "true" : "false");
	buf_text(&body, "</AliasTarget>");
	sets_add(maker, sets, set, &body);
	buf_free(&target);
	buf_free(&body);
}

const struct rtype *
route53_alias_type(void)
{
	return rtype_find(slice_of("Route53Provider/ALIAS"));
}

static bool
is_alias(const struct rrset *rrset)
{
	return rrset_type(rrset) == route53_alias_type();
}

static bool
is_dynamic(const struct rrset *rrset)
{
	return rrset->extra != NULL && rrset->extra->dynamic != NULL;
}

enum talk_result
sets_make(struct set_maker *maker, const struct rrset *rrset, struct sets *sets)
{
	size_t step = rrset_type(rrset)->nfields;
	uint32_t i;

	maker->used_count = 0;
	if (is_dynamic(rrset))
		return sets_dynamic(maker, rrset, sets);
	if (!is_alias(rrset)) {
		make_plain(maker, rrset, sets);
		return TALK_OK;
	}
	for (i = 0; i < rrset->nvalues; i++)
		make_alias(maker, rrset, rrset->values + i * step, sets);
	return TALK_OK;
}

static enum set_rank
rank_of(const struct xml *set, bool part)
{
	if (xml_find(set, "AliasTarget") == NULL)
		return SET_VALUES;
	if (!part)
		return SET_ALIAS;
	if (xml_find(set, "GeoLocation") != NULL || xml_find(set, "CidrRoutingConfig") != NULL)
		return SET_RULE;
	return slice_is(xml_text(set, "Failover"), "SECONDARY") ? SET_SECONDARY : SET_PRIMARY;
}

static void
add_kept(struct set_maker *maker, const struct route53_part *part, struct sets *sets)
{
	/* Copies: a zone that is read again keeps other parts. */
	struct set set = {.name = arena_copy(maker->arena, part->name),
	    .type = arena_copy(maker->arena, part->type),
	    .id = arena_copy(maker->arena, part->id),
	    .rank = rank_of(part->set, part->owner.data != NULL)};
	const struct xml *child, *record;
	struct buf body = {0};

	for (child = part->set->first; child != NULL; child = child->next) {
		if (strcmp(child->name, "Name") != 0)
			xml_write(&body, child);
	}
	record = xml_find(xml_find(part->set, "ResourceRecords"), "ResourceRecord");
	for (; record != NULL; record = xml_again(record)) {
		set.records++;
		set.chars += xml_text(record, "Value").len;
	}
	set.records += set.records == 0;
	if (set.rank == SET_ALIAS)
		set.target = route53_name(maker->arena,
		    xml_text(xml_find(part->set, "AliasTarget"), "DNSName"));
	sets_add(maker, sets, set, &body);
	buf_free(&body);
}

/* Instead of each set that was made, the one that was kept of it, if any. */
static void
add_live(struct set_maker *maker, const struct route53_kept *kept, const struct sets *made,
    struct sets *sets)
{
	size_t i;

	for (i = 0; i < made->count; i++) {
		const struct set *set = &made->items[i];
		const struct route53_part *part =
		    route53_kept_find(kept, set->name, set->type, set->id);

		if (part != NULL) {
			add_kept(maker, part, sets);
			continue;
		}
		sets->items = mem_grow(sets->items, &sets->cap, sets->count + 1, sizeof(*set));
		sets->items[sets->count++] = *set;
	}
}

void
sets_live(struct set_maker *maker, const struct route53_kept *kept, const struct change *change,
    struct sets *sets)
{
	const struct rrset *rrset = change_rrset(change), *existing = change->existing;
	struct slice type = slice_of(rrset_type(rrset)->name);
	struct sets made = {0};
	size_t i;

	/* The parts of a damaged dynamic record are there, although the plan knows none. */
	for (i = 0; kept != NULL && i < kept->count; i++) {
		const struct route53_part *part = &kept->parts[i];

		if (part->owner.data != NULL && slice_equal(part->owner, rrset->name) &&
		    slice_equal(part->type, type))
			add_kept(maker, part, sets);
	}
	if (existing == NULL || is_dynamic(existing))
		return;
	(void)sets_make(maker, existing, &made);
	add_live(maker, kept, &made, sets);
	free(made.items);
}
