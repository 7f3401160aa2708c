/* The octodns.cloudflare block: proxied, auto-ttl, comment, tags, values, region. */
#include "cloudflare.h"

#include "dns/value.h"

#include <stdlib.h>
#include <string.h>

const struct node *
meta_block(const struct rrset *rrset)
{
	const struct node *block;

	if (rrset->extra == NULL)
		return NULL;
	block = node_get(rrset->extra->octodns, "cloudflare");
	return block != NULL && block->kind == NODE_MAP ? block : NULL;
}

bool
meta_proxiable(const struct rtype *type)
{
	static const char *const names[] = {"A", "AAAA", "ALIAS", "CNAME"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(type->name, names[i]) == 0)
			return true;
	}
	return false;
}

bool
meta_proxied(const struct cloudflare *cloudflare, const struct rrset *rrset)
{
	return !cloudflare->cdn && node_truth(node_get(meta_block(rrset), "proxied")) &&
	    meta_proxiable(rrset_type(rrset));
}

bool
meta_auto_ttl(const struct cloudflare *cloudflare, const struct rrset *rrset)
{
	return !cloudflare->cdn && node_truth(node_get(meta_block(rrset), "auto-ttl")) &&
	    !meta_proxied(cloudflare, rrset);
}

static struct slice
text_of(const struct node *node)
{
	struct slice none = {"", 0};

	return node != NULL && node_is_scalar(node) && node->kind != NODE_NULL ? node->text : none;
}

struct slice
meta_region(const struct rrset *rrset)
{
	return text_of(node_get(meta_block(rrset), "region"));
}

static int
compare_tags(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

void
meta_tags(struct object *object, struct slice *tags, size_t count)
{
	size_t i, kept = 0;

	if (count > 1)
		qsort(tags, count, sizeof(*tags), compare_tags);
	for (i = 0; i < count; i++) {
		if (tags[i].len > 0 && (kept == 0 || !slice_equal(tags[i], tags[kept - 1])))
			tags[kept++] = tags[i];
	}
	object->tags = tags;
	object->ntags = kept;
}

/* A list of texts, or one alone. */
static void
take_tags(struct arena *arena, const struct node *list, struct object *object)
{
	bool many = list != NULL && list->kind == NODE_LIST;
	size_t i, count = many ? list->u.list.count : 1;
	struct slice *tags = arena_array(arena, count, sizeof(*tags));

	for (i = 0; i < count; i++)
		tags[i] = text_of(many ? list->u.list.items[i] : list);
	meta_tags(object, tags, count);
}

static void
take_meta(struct arena *arena, const struct node *from, struct object *object)
{
	const struct node *comment = node_get(from, "comment"), *tags = node_get(from, "tags");

	if (comment != NULL)
		object->comment = text_of(comment);
	if (tags != NULL)
		take_tags(arena, tags, object);
}

int
meta_entry(const struct rrset *rrset, struct arena *arena, const struct node *entry,
    uint32_t *index)
{
	const struct rtype *type = rrset_type(rrset);
	const struct node *value = node_get(entry, "value"), *at;
	struct decode decode = {.arena = arena};
	union field *fields = arena_array(arena, type->nfields, sizeof(*fields));
	const char *why;

	if (value == NULL || value_decode(&decode, type, value, fields, &at, &why) != 0)
		return -1;
	for (*index = 0; *index < rrset->nvalues; ++*index) {
		if (value_compare(type, rrset->values + (size_t)*index * type->nfields, fields) ==
		    0)
			return 0;
	}
	return -1;
}

static uint32_t
ttl_of(const struct cloudflare *cloudflare, const struct rrset *rrset)
{
	if (meta_proxied(cloudflare, rrset) || meta_auto_ttl(cloudflare, rrset))
		return 1;
	return rrset->ttl < cloudflare->min_ttl ? (uint32_t)cloudflare->min_ttl : rrset->ttl;
}

struct object *
meta_objects(const struct cloudflare *cloudflare, struct arena *arena, const struct rrset *rrset)
{
	const struct node *block = meta_block(rrset), *entries = node_get(block, "values");
	struct object *objects = arena_array(arena, rrset->nvalues, sizeof(*objects));
	size_t nfields = rrset_type(rrset)->nfields, i;
	uint32_t at;

	for (i = 0; i < rrset->nvalues; i++) {
		objects[i] = (struct object){.owner = rrset->name,
		    .type = rrset_type(rrset),
		    .value = rrset->values + i * nfields,
		    .ttl = ttl_of(cloudflare, rrset),
		    .proxied = meta_proxied(cloudflare, rrset)};
		take_meta(arena, block, &objects[i]);
	}
	for (i = 0; entries != NULL && entries->kind == NODE_LIST && i < entries->u.list.count;
	     i++) {
		const struct node *entry = entries->u.list.items[i];

		if (meta_entry(rrset, arena, entry, &at) == 0)
			take_meta(arena, entry, &objects[at]);
	}
	return objects;
}

bool
meta_equal(const struct object *a, const struct object *b)
{
	size_t i;

	if (!slice_equal(a->comment, b->comment) || a->ntags != b->ntags)
		return false;
	for (i = 0; i < a->ntags; i++) {
		if (!slice_equal(a->tags[i], b->tags[i]))
			return false;
	}
	return true;
}

/* With its length before it: two texts are never taken for two others. */
static void
add_text(struct buf *out, struct slice text)
{
	buf_add(out, (const char *)&text.len, sizeof(text.len));
	buf_slice(out, text);
}

uint64_t
meta_hash(const struct object *object)
{
	struct buf all = {0};
	uint64_t hash;
	size_t i;

	buf_add(&all, (const char *)&object->ttl, sizeof(object->ttl));
	buf_char(&all, object->proxied && meta_proxiable(object->type) ? '+' : '-');
	add_text(&all, object->comment);
	for (i = 0; i < object->ntags; i++)
		add_text(&all, object->tags[i]);
	hash = hash_slice(buf_view(&all));
	buf_free(&all);
	return hash;
}
