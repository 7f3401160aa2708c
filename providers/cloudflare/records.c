/* Objects of the API become records, and what writing needs of them is kept. */
#include "cloudflare.h"

#include "core/mem.h"
#include "dns/name.h"

#include <stdlib.h>
#include <string.h>

#define AUTO_TTL 1
#define AUTO_TTL_SHOWN 300 /* what octoDNS says of it */

/* A record as it came, and as it is understood. */
struct item {
	const cJSON *json;
	struct slice name, type;
	size_t order;
	struct object object;
	bool sound; /* object has a value */
};

uint64_t
kept_key(struct slice owner, const struct rtype *type)
{
	struct buf text = {0};
	uint64_t hash;

	buf_text(&text, type->name);
	buf_char(&text, ' ');
	buf_slice(&text, owner);
	hash = hash_slice(buf_view(&text));
	buf_free(&text);
	return hash;
}

uint64_t
kept_value(const struct rtype *type, const union field *value)
{
	struct buf text = {0};
	uint64_t hash;

	value_presentation(&text, type, value);
	hash = hash_slice(buf_view(&text));
	buf_free(&text);
	return hash;
}

void
records_keep(struct reading *reading, const struct kept *kept)
{
	struct kept *own;

	if (!reading->keep)
		return;
	reading->kept =
	    mem_grow(reading->kept, &reading->cap, reading->nkept + 1, sizeof(*reading->kept));
	own = &reading->kept[reading->nkept];
	*own = *kept;
	own->id = arena_copy(&reading->arena, kept->id);
	own->order = (uint32_t)reading->nkept++;
}

struct slice
records_owner(struct reading *reading, struct slice host)
{
	struct slice name;
	const char *why;

	if (host.len > 0 && name_encode_dotted(&reading->scratch, host, &name, &why) == 0)
		return name;
	return slice_of(arena_printf(&reading->scratch, "%.*s.", SLICE_ARGS(host)));
}

static uint32_t
whole(const cJSON *number)
{
	if (!cJSON_IsNumber(number) || !(number->valuedouble >= 0 && number->valuedouble <= 2e9))
		return 0;
	return (uint32_t)number->valuedouble;
}

static void
take_tags(struct reading *reading, const cJSON *list, struct object *object)
{
	size_t count = 0, room = (size_t)cJSON_GetArraySize(list);
	struct slice *tags = arena_array(&reading->scratch, room, sizeof(*tags));
	const cJSON *tag;

	cJSON_ArrayForEach(tag, list)
	{
		if (cJSON_IsString(tag) && count < room)
			tags[count++] = slice_of(tag->valuestring);
	}
	meta_tags(object, tags, count);
}

/* Read an item as an object; ${content} is its rdata in presentation form. */
static void
take_object(struct reading *reading, struct item *item, const struct rtype *type,
    struct slice content)
{
	struct arena *arena = &reading->in.zone->arena;
	union field *value = arena_array(arena, type->nfields, sizeof(*value));
	const char *why;

	item->object = (struct object){
	    .owner = records_owner(reading, item->name),
	    .type = type,
	    .value = value,
	    .ttl = whole(cJSON_GetObjectItemCaseSensitive(item->json, "ttl")),
	    .proxied = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(item->json, "proxied")),
	    .comment = slice_of(talk_text(item->json, "comment")),
	};
	take_tags(reading, cJSON_GetObjectItemCaseSensitive(item->json, "tags"), &item->object);
	item->sound = content.data != NULL && value_parse(arena, type, content, value, &why) == 0;
}

static void
keep_item(struct reading *reading, const struct item *item)
{
	const struct object *object = &item->object;
	struct kept kept = {.id = cloudflare_id(item->json, "id")};

	if (kept.id.len == 0) {
		incoming_fault(&reading->in, NULL, "a record without an id");
		return;
	}
	kept.rrset = kept_key(object->owner, object->type);
	kept.value = kept_value(object->type, object->value);
	kept.settings = meta_hash(object);
	kept.has_comment = object->comment.len > 0;
	kept.has_tags = object->ntags > 0;
	records_keep(reading, &kept);
}

static void
add_meta(struct arena *arena, struct node *map, const struct object *object)
{
	struct node *list;
	size_t i;

	if (object->comment.len > 0)
		node_set(arena, map, slice_of("comment"), node_text(arena, object->comment));
	if (object->ntags == 0)
		return;
	list = node_list(arena, object->ntags);
	for (i = 0; i < object->ntags; i++)
		node_push(arena, list, node_text(arena, object->tags[i]));
	node_set(arena, map, slice_of("tags"), list);
}

/* Values differ in comment or tags: one entry for each that has some. */
static void
add_values(struct arena *arena, struct node *map, const struct item *items, size_t count)
{
	struct node *list = node_list(arena, count);
	size_t i;

	for (i = 0; i < count; i++) {
		const struct object *object = &items[i].object;
		struct node *entry = node_map(arena, 3);

		if (!items[i].sound || (object->comment.len == 0 && object->ntags == 0))
			continue;
		node_set(arena, entry, slice_of("value"),
		    value_node(arena, object->type, object->value));
		add_meta(arena, entry, object);
		node_push(arena, list, entry);
	}
	node_set(arena, map, slice_of("values"), list);
}

static bool
same_meta(const struct item *items, size_t count)
{
	size_t i;

	for (i = 1; i < count; i++) {
		if (!meta_equal(&items[0].object, &items[i].object))
			return false;
	}
	return true;
}

static struct slice
region_of(const struct reading *reading, struct slice host)
{
	struct slice none = {"", 0};
	size_t i;

	for (i = 0; i < reading->nregions; i++) {
		if (slice_equal(reading->regions[i].host, host))
			return reading->regions[i].region;
	}
	return none;
}

/* What octoDNS says of an RRset beside values and TTL; NULL when that is nothing. */
static const struct node *
make_octodns(struct reading *reading, const struct item *items, size_t count)
{
	const struct object *first = &items[0].object;
	struct arena *arena = &reading->in.zone->arena;
	struct node *block = node_map(arena, 6), *octodns;
	bool proxied = first->proxied && meta_proxiable(first->type);
	struct slice region = region_of(reading, items[0].name);

	if (proxied || first->ttl == AUTO_TTL)
		node_set(arena, block, slice_of("auto-ttl"), node_bool(arena, true));
	if (proxied)
		node_set(arena, block, slice_of("proxied"), node_bool(arena, true));
	if (region.len > 0 && meta_proxiable(first->type))
		node_set(arena, block, slice_of("region"), node_text(arena, region));
	if (same_meta(items, count))
		add_meta(arena, block, first);
	else
		add_values(arena, block, items, count);
	if (block->u.map.count == 0)
		return NULL;
	node_sort_keys(block);
	octodns = node_map(arena, 1);
	node_set(arena, octodns, slice_of("cloudflare"), block);
	return octodns;
}

static double
shown_ttl(const cJSON *json)
{
	const cJSON *ttl = cJSON_GetObjectItemCaseSensitive(json, "ttl");

	if (!cJSON_IsNumber(ttl))
		return -1;
	return whole(ttl) == AUTO_TTL ? AUTO_TTL_SHOWN : ttl->valuedouble;
}

/* What is proxied is shown as the name that the edge has for it. */
static void
add_cdn(struct reading *reading, const struct item *items, size_t count, bool apex)
{
	struct incoming_record record = {.owner = items[0].name,
	    .type = slice_of(apex ? "ALIAS" : "CNAME"),
	    .ttl = shown_ttl(items[0].json),
	    .octodns = make_octodns(reading, items, count)};

	record.content = slice_of(
	    arena_printf(&reading->scratch, "%.*s.cdn.cloudflare.net.", SLICE_ARGS(items[0].name)));
	incoming_add(&reading->in, &record);
}

/* One name and type, as we know it. */
static void
add_group(struct reading *reading, struct item *items, size_t count, const struct rtype *type)
{
	struct slice *contents = arena_array(&reading->scratch, count, sizeof(*contents));
	struct incoming_record record = {.owner = items[0].name, .type = slice_of(type->name)};
	struct buf text = {0};
	size_t i;

	for (i = 0; i < count; i++) {
		buf_clear(&text);
		if (content_parse(&text, items[i].json, type) == 0)
			contents[i] = arena_copy(&reading->scratch, buf_view(&text));
		take_object(reading, &items[i], type, contents[i]);
	}
	record.octodns = make_octodns(reading, items, count);
	for (i = 0; i < count; i++) {
		record.ttl = shown_ttl(items[i].json);
		record.content = contents[i];
		record.value = items[i].sound ? items[i].object.value : NULL;
		incoming_add(&reading->in, &record);
		if (reading->keep && items[i].sound)
			keep_item(reading, &items[i]);
	}
	buf_free(&text);
}

/* Was what is proxied at this name said already, for another type? */
static bool
is_said(const struct item *all, const struct item *items)
{
	const struct item *before = items;

	while (before > all && slice_equal(before[-1].name, items->name)) {
		before--;
		if (before->object.proxied)
			return true;
	}
	return false;
}

static void
read_group(struct reading *reading, struct item *all, struct item *items, size_t count)
{
	const struct cloudflare *cloudflare = reading->provider->state;
	const struct rtype *type = rtype_find(items[0].type);
	bool apex = slice_equal(records_owner(reading, items[0].name), reading->in.zone->name);
	struct incoming_record strange = {.owner = items[0].name, .type = items[0].type};
	size_t i;

	if (apex && slice_is(items[0].type, "CNAME"))
		type = rtype_find(slice_of("ALIAS"));
	if (type == NULL || !provider_supports_type(reading->provider, type)) {
		for (i = 0; i < count; i++)
			incoming_add(&reading->in, &strange);
		return;
	}
	if (cloudflare->cdn && meta_proxiable(type) &&
	    cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(items[0].json, "proxied"))) {
		bool said = is_said(all, items);

		items[0].object = (struct object){.type = type, .proxied = true};
		if (!said)
			add_cdn(reading, items, 1, apex);
	} else {
		add_group(reading, items, count, type);
	}
}

static int
compare_keys(const struct item *a, const struct item *b)
{
	int order = slice_compare(a->name, b->name);

	return order != 0 ? order : slice_compare(a->type, b->type);
}

static int
compare_items(const void *a, const void *b)
{
	const struct item *left = a, *right = b;
	int order = compare_keys(left, right);

	if (order != 0)
		return order;
	return left->order < right->order ? -1 : left->order > right->order;
}

static size_t
collect(struct reading *reading, cJSON *const *pages, size_t count, struct item *items)
{
	struct slice zone = reading->in.zone->name;
	size_t page, found = 0;

	for (page = 0; page < count; page++) {
		const cJSON *json;

		cJSON_ArrayForEach(json, cloudflare_result(pages[page]))
		{
			const char *name = talk_text(json, "name"), *type = talk_text(json, "type");

			reading->in.subject = (struct subject){zone, {"", 0}, NULL};
			if (name == NULL || type == NULL) {
				incoming_fault(&reading->in, NULL, "a record without name or type");
				continue;
			}
			items[found] = (struct item){.json = json, .order = found};
			items[found].name = slice_of(name);
			items[found++].type = slice_of(type);
		}
	}
	return found;
}

void
records_read(struct reading *reading, cJSON *const *pages, size_t count)
{
	size_t room = 0, found, first, end, i;
	struct item *items;

	for (i = 0; i < count; i++)
		room += (size_t)cJSON_GetArraySize(cloudflare_result(pages[i]));
	items = mem_zero(room + 1, sizeof(*items));
	found = collect(reading, pages, count, items);
	qsort(items, found, sizeof(*items), compare_items);
	for (first = 0; first < found; first = end) {
		end = first + 1;
		while (end < found && compare_keys(&items[first], &items[end]) == 0)
			end++;
		read_group(reading, items, &items[first], end - first);
		arena_reset(&reading->scratch);
	}
	free(items);
}
