/* Reading a zone: its sets of records, page after page, into RRsets. */
#include "route53.h"

#include "core/mem.h"
#include "dns/name.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 16

struct reading {
	const struct provider *provider;
	struct incoming in;
	struct route53_kept *kept;
	struct arena scratch; /* of one set */
};

static struct xml *
copy_tree(struct arena *arena, const struct xml *from, unsigned depth)
{
	struct xml *copy = arena_alloc(arena, sizeof(*copy)), **next = &copy->first;
	const struct xml *child;

	copy->name = arena_text(arena, slice_of(from->name));
	copy->text = arena_copy(arena, from->text);
	for (child = from->first; child != NULL && depth < MAX_DEPTH; child = child->next) {
		*next = copy_tree(arena, child, depth + 1);
		next = &(*next)->next;
	}
	return copy;
}

/* Keep a set as it is: only so can it be deleted. */
static void
keep(struct reading *r, struct slice name, const struct xml *set, struct slice owner)
{
	struct route53_kept *kept = r->kept;
	struct arena *arena = &kept->arena;
	struct route53_part part = {.name = arena_copy(arena, name),
	    .type = arena_copy(arena, xml_text(set, "Type")),
	    .id = arena_copy(arena, xml_text(set, "SetIdentifier")),
	    .set = copy_tree(arena, set, 0)};

	if (owner.data != NULL)
		part.owner = arena_copy(arena, owner);
	kept->parts = mem_grow(kept->parts, &kept->cap, kept->count + 1, sizeof(part));
	kept->parts[kept->count++] = part;
	(void)map_put(&kept->index, route53_key(arena, part.name, part.type, part.id),
	    (void *)(uintptr_t)kept->count);
}

/* Whether our own print of the value is not what the service has. */
static bool
is_odd(struct reading *r, const struct rtype *type, struct slice raw, struct slice content)
{
	union field value[RTYPE_MAX_FIELDS] = {0};
	struct buf text = {0}, print = {0};
	const char *why;
	bool odd = true;

	if (value_parse(&r->scratch, type, content, value, &why) == 0) {
		value_presentation(&text, type, value);
		route53_print(&print, buf_view(&text));
		odd = !slice_equal(buf_view(&print), raw);
	}
	buf_free(&text);
	buf_free(&print);
	return odd;
}

static double
read_number(struct slice text)
{
	char *end;
	double number;

	if (text.len == 0 || text.len > 12)
		return -1;
	number = strtod(text.data, &end);
	return *end == '\0' ? number : -1;
}

static void
read_plain(struct reading *r, struct slice name, const struct xml *set)
{
	const struct xml *record = xml_find(xml_find(set, "ResourceRecords"), "ResourceRecord");
	struct incoming_record next = {.owner = name,
	    .type = xml_text(set, "Type"),
	    .ttl = read_number(xml_text(set, "TTL"))};
	const struct rtype *type = rtype_find(next.type);
	bool odd = false;

	if (record == NULL) {
		r->in.subject.record = name;
		incoming_fault(&r->in, NULL, "a record without a list of values");
		return;
	}
	for (; record != NULL; record = xml_again(record)) {
		struct slice raw = xml_text(record, "Value");

		next.content = route53_value(&r->scratch, raw);
		odd = odd || (type != NULL && is_odd(r, type, raw, next.content));
		incoming_add(&r->in, &next);
	}
	if (odd)
		keep(r, name, set, (struct slice){0});
}

/* Say that a set is left alone, with what it is: "weighted A". */
static void
leave(struct reading *r, const char *what, const struct xml *set)
{
	struct slice type = xml_text(set, "Type");

	incoming_leave(&r->in,
	    slice_of(arena_printf(&r->scratch, "%s %.*s", what, SLICE_ARGS(type))));
}

static void
field_text(struct buf *out, struct slice text)
{
	buf_char(out, '"');
	buf_slice(out, text);
	buf_char(out, '"');
}

/* An alias to a service, or to a name of this zone; others cannot be written down. */
static void
read_alias(struct reading *r, struct slice name, const struct xml *set)
{
	const struct xml *alias = xml_find(set, "AliasTarget");
	struct slice target = route53_name(&r->scratch, xml_text(alias, "DNSName"));
	struct slice zone = r->in.zone->name, id = xml_text(alias, "HostedZoneId");
	bool service = route53_alias_is_service(target);
	struct buf content = {0};

	if (!service && !slice_equal(target, zone) && !name_is_below(target, zone)) {
		leave(r, "alias (to another zone)", set);
		return;
	}
	if (id.len == 0) {
		r->in.subject.record = name;
		incoming_fault(&r->in, NULL, "an alias without the id of its hosted zone");
		return;
	}
	field_text(&content, service ? target : name_relative(target, zone));
	buf_char(&content, ' ');
	buf_slice(&content, xml_text(set, "Type"));
	buf_char(&content, ' ');
	field_text(&content, service ? id : slice_of(""));
	buf_text(&content, xml_true(alias, "EvaluateTargetHealth") ? " true" : " false");
	incoming_add(&r->in,
	    &(struct incoming_record){.owner = name,
		.type = slice_of(route53_alias_type()->name),
		.ttl = ROUTE53_NO_TTL,
		.content = buf_view(&content)});
	keep(r, name, set, (struct slice){0});
	buf_free(&content);
}

/* How the service chooses among sets of one name, in words. */
static const struct {
	const char *element, *words;
} routings[] = {{"Weight", "weighted"}, {"Region", "latency"}, {"GeoLocation", "geolocation"},
    {"Failover", "failover"}, {"MultiValueAnswer", "multivalue"}, {"CidrRoutingConfig", "IP-based"},
    {"GeoProximityLocation", "geoproximity"}, {"TrafficPolicyInstanceId", "traffic policy"},
    {"SetIdentifier", "routed"}, {"HealthCheckId", "health checked"}};

static const char *
routing_of(const struct xml *set)
{
	size_t i;

	for (i = 0; i < sizeof(routings) / sizeof(routings[0]); i++) {
		if (xml_find(set, routings[i].element) != NULL)
			return routings[i].words;
	}
	return NULL;
}

/* The owner of the dynamic record that a set is part of; data NULL when of none. */
static struct slice
dynamic_owner(struct reading *r, struct slice name, const struct xml *set)
{
	struct slice mark = slice_of("_octodns-"), target;
	size_t dot = slice_find(name, '.');

	if (slice_starts(name, mark))
		return slice_sub(name, dot + 1, name.len);
	target = xml_text(xml_find(set, "AliasTarget"), "DNSName");
	if (target.len > 0 && slice_starts(route53_name(&r->scratch, target), mark))
		return name;
	return (struct slice){0};
}

static void
read_set(struct reading *r, const struct xml *set)
{
	struct slice name = route53_name(&r->scratch, xml_text(set, "Name")), owner;
	const char *routing = routing_of(set);
	const struct rtype *type = rtype_find(xml_text(set, "Type"));

	r->in.subject = (struct subject){r->in.zone->name, {"", 0}, NULL};
	if (xml_text(set, "Name").len == 0 || xml_text(set, "Type").len == 0) {
		incoming_fault(&r->in, NULL, "a record without name or type");
		return;
	}
	owner = dynamic_owner(r, name, set);
	if (owner.data != NULL && type != NULL && (type->flags & RTYPE_DYNAMIC) != 0)
		keep(r, name, set, owner);
	else if (routing != NULL)
		leave(r, routing, set);
	else if (xml_find(set, "AliasTarget") != NULL)
		read_alias(r, name, set);
	else
		read_plain(r, name, set);
}

static enum talk_result
take_sets(void *ctx, const struct xml *answer, struct talk_fault *fault)
{
	struct reading *r = ctx;
	const struct xml *sets = xml_find(answer, "ResourceRecordSets"), *set;

	if (sets == NULL)
		return talk_strange(&((struct route53 *)r->provider->state)->talk, fault,
		    "has no list of records");
	for (set = sets->first; set != NULL; set = set->next) {
		read_set(r, set);
		arena_reset(&r->scratch);
	}
	return TALK_OK;
}

static void
next_sets(const struct xml *answer, struct buf *query)
{
	static const char *const names[][2] = {{"name", "NextRecordName"},
	    {"type", "NextRecordType"}, {"identifier", "NextRecordIdentifier"}};
	size_t i;

	if (!xml_true(answer, "IsTruncated"))
		return;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct slice value = xml_text(answer, names[i][1]);

		if (value.len == 0)
			continue;
		buf_printf(query, "&%s=", names[i][0]);
		http_escape(query, value);
	}
}

/* Instead of what an earlier reading kept. */
static void
publish(struct reading *r, struct slice zone)
{
	struct route53 *route53 = r->provider->state;
	struct route53_kept *old;

	(void)pthread_mutex_lock(&route53->lock);
	old = map_get(&route53->kept, zone);
	if (!map_has(&route53->kept, zone))
		zone = arena_copy(&route53->arena, zone);
	(void)map_put(&route53->kept, zone, r->kept);
	(void)pthread_mutex_unlock(&route53->lock);
	route53_kept_free(old);
}

static enum talk_result
read_sets(struct reading *r, const char *id, struct talk_fault *fault)
{
	struct buf path = {0};
	struct route53_pager pager = {NULL, next_sets, take_sets, r};
	enum talk_result result;

	buf_printf(&path, "/hostedzone/%s/rrset?maxitems=300", id);
	pager.path = path.data;
	result = route53_pages(r->provider, &pager, fault);
	if (result == TALK_OK)
		result = route53_dynamic(r->provider, &r->in, r->kept, fault);
	buf_free(&path);
	arena_free(&r->scratch);
	return result;
}

enum talk_result
route53_read_answer(const struct provider *provider, const struct read_request *request,
    const struct xml *answer, struct zone *zone, struct diags *diags, struct talk_fault *fault)
{
	const struct route53 *route53 = provider->state;
	struct reading r = {.provider = provider};
	enum talk_result result;

	incoming_begin(&r.in, provider, route53->talk.client, request, zone, diags);
	r.kept = mem_zero(1, sizeof(*r.kept));
	result = take_sets(&r, answer, fault);
	if (result == TALK_OK)
		result = route53_dynamic(provider, &r.in, r.kept, fault);
	(void)incoming_end(&r.in);
	route53_kept_free(r.kept);
	arena_free(&r.scratch);
	return result;
}

static enum talk_result
refuse_no_zone(const struct provider *provider, struct slice zone, struct talk_fault *fault)
{
	const struct route53 *route53 = provider->state;

	talk_fault_clear(fault);
	buf_printf(&fault->message, "%s has no hosted zone %.*s", http_host(route53->talk.client),
	    SLICE_ARGS(zone));
	fault->hint = "create the zone there, or take this source from the zone";
	return TALK_REFUSED;
}

int
route53_read(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	struct route53 *route53 = provider->state;
	struct reading r = {.provider = provider};
	struct talk_fault fault = {0};
	const char *id;
	enum talk_result result = route53_find(provider, request->zone, &id, &fault);
	int rc = 0;

	if (result == TALK_OK) {
		incoming_begin(&r.in, provider, route53->talk.client, request, zone, diags);
		r.kept = mem_zero(1, sizeof(*r.kept));
		result = read_sets(&r, id, &fault);
		zone->exists = result == TALK_OK;
		rc = incoming_end(&r.in);
		publish(&r, request->zone);
	}
	if (result == TALK_MISSING && !request->as_target)
		result = refuse_no_zone(provider, request->zone, &fault);
	if (result != TALK_OK && result != TALK_MISSING)
		rc = talk_report(provider, request->zone, &fault, diags);
	talk_fault_free(&fault);
	return rc;
}
