/* The values of a record in the dumper's form: each with the comments that it had. */
#include "core/map.h"
#include "core/mem.h"
#include "engine/canonical_parts.h"

#include <stdlib.h>
#include <string.h>

struct items {
	struct node *one[1];
	struct node **items;
	size_t count;
};

static void
items_of(struct items *items, struct node *value)
{
	items->one[0] = value;
	items->items = value->kind == NODE_LIST ? value->u.list.items : items->one;
	items->count = value->kind == NODE_LIST ? value->u.list.count : 1;
}

static struct slice
json_of(struct arena *arena, const struct node *node)
{
	struct buf out = {0};
	struct slice text;

	node_json(&out, node, (struct json_style){0});
	text = arena_copy(arena, buf_view(&out));
	buf_free(&out);
	return text;
}

/* What would become of one value alone; NULL when nothing would. */
static const struct node *
make_alone(const struct canonical_work *w, const struct node *value, const struct rtype *type)
{
	struct node *record = node_map(w->arena, 2), *key = node_text(w->arena, slice_of("a"));
	struct rrset rrset;

	node_add(w->arena, record, slice_of("type"), node_text(w->arena, slice_of(type->name)));
	node_add(w->arena, record, slice_of("value"), (struct node *)value);
	if (canonical_decode(w, key, record, NULL, &rrset) != 0)
		return NULL;
	return node_get(canonical_make(w, &rrset, record), "value");
}

/* Values that come to the same follow each other. */
struct waiting {
	struct node *value;
	struct waiting *next;
};

static int
wait_all(const struct canonical_work *w, const struct items *items, const struct rtype *type,
    struct map *map)
{
	size_t i;

	for (i = items->count; i-- > 0;) {
		const struct node *alone = make_alone(w, items->items[i], type);
		struct waiting *waiting = arena_alloc(w->arena, sizeof(*waiting));
		struct slice key;

		if (alone == NULL)
			return -1;
		key = json_of(w->arena, alone);
		waiting->value = items->items[i];
		waiting->next = map_get(map, key);
		(void)map_put(map, key, waiting);
	}
	return 0;
}

/* The pair of a made value that came from the key ${name}, which may be a former one. */
static struct node_pair *
find_field(const struct rtype *type, struct node *made, struct slice name)
{
	const struct node_pair *pair = node_find(made, name);
	unsigned i;

	for (i = 0; i < type->nfields && pair == NULL; i++) {
		if (type->fields[i].former != NULL && slice_is(name, type->fields[i].former))
			pair = node_get_pair(made, type->fields[i].name);
	}
	return pair != NULL ? &made->u.map.pairs[pair - made->u.map.pairs] : NULL;
}

static int
graft_field(const struct canonical_work *w, const struct node_pair *old, struct node_pair *made)
{
	if (made == NULL)
		return -1;
	gloss_copy(w->notes, old->key, made->key);
	if (!node_is_scalar(old->value) && glosses_within(w->notes, old->value) != NOTES_NONE)
		made->value = old->value;
	else
		gloss_copy(w->notes, old->value, made->value);
	return 0;
}

/* Let the fields stand as they were written; those that were not come last. */
static void
reorder(const struct rtype *type, const struct node *old, struct node *made)
{
	size_t i, at = 0;

	for (i = 0; i < old->u.map.count; i++) {
		struct node_pair *pair = find_field(type, made, old->u.map.pairs[i].key->text);
		struct node_pair found;

		if (pair == NULL || pair < &made->u.map.pairs[at])
			continue;
		found = *pair;
		memmove(&made->u.map.pairs[at + 1], &made->u.map.pairs[at],
		    (size_t)(pair - &made->u.map.pairs[at]) * sizeof(found));
		made->u.map.pairs[at++] = found;
	}
}

static int
graft(const struct canonical_work *w, const struct rtype *type, const struct node *old,
    struct node *made)
{
	size_t i;

	gloss_copy(w->notes, old, made);
	if (made->kind != NODE_MAP || old->kind != NODE_MAP)
		return 0;
	for (i = 0; i < old->u.map.count; i++) {
		const struct node_pair *pair = &old->u.map.pairs[i];

		if (graft_field(w, pair, find_field(type, made, pair->key->text)) != 0)
			return -1;
	}
	if (w->c->keep_order)
		reorder(type, old, made);
	return 0;
}

static int
graft_all(const struct canonical_work *w, const struct rtype *type, struct items *made,
    const struct map *map)
{
	size_t i;

	for (i = 0; i < made->count; i++) {
		struct slice key = json_of(w->arena, made->items[i]);
		struct waiting *waiting = map_get(map, key);

		if (waiting == NULL || waiting->value == NULL ||
		    graft(w, type, waiting->value, made->items[i]) != 0)
			return -1;
		waiting->value = waiting->next != NULL ? waiting->next->value : NULL;
		waiting->next = waiting->next != NULL ? waiting->next->next : NULL;
	}
	return 0;
}

static int
match(const struct canonical_work *w, struct node *old, struct node *made, const struct rtype *type)
{
	struct items were, are;
	struct map map = {0};
	int rc = -1;

	items_of(&were, old);
	items_of(&are, made);
	if (were.count == are.count && wait_all(w, &were, type, &map) == 0)
		rc = graft_all(w, type, &are, &map);
	map_free(&map);
	return rc;
}

int
canonical_values(const struct canonical_work *w, const struct node_pair *pair,
    const struct node *made, const struct rtype *type, struct node *merged)
{
	const char *name = node_get(made, "values") != NULL ? "values" : "value";
	const struct node *value = node_get(made, name);
	struct node *copy, *key = pair->key;

	if (value == NULL)
		return -1;
	copy = node_copy(w->arena, value);
	if ((w->c->keep_order || glosses_within(w->notes, pair->value) != NOTES_NONE) &&
	    match(w, pair->value, copy, type) != 0)
		return -1;
	/* The old nodes keep their notes: it may turn out that they stay. */
	if (!slice_is(key->text, name) || pair->value->kind != copy->kind) {
		key = node_text(w->arena, slice_of(name));
		gloss_copy(w->notes, pair->key, key);
	}
	if (pair->value->kind == NODE_LIST && copy->kind != NODE_LIST)
		canonical_unwrap(w, key, pair->value, copy);
	else if (pair->value->kind == NODE_LIST)
		gloss_copy(w->notes, pair->value, copy);
	canonical_add(w, merged, key, copy);
	return 0;
}
