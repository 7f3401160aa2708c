/* Changes of RRsets become deletions, changes and creations of the API's objects. */
#include "cloudflare.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* The objects of one RRset: those that are there, and those that are wanted. */
struct sides {
	struct ops *ops;
	const struct kept *kept;
	const struct object *wanted;
	size_t nkept, nwanted;
	bool *used, *placed;
	bool rules; /* page rules, not records */
};

static size_t
lower_bound(const struct zone_info *info, uint64_t key)
{
	size_t low = 0, high = info->nkept;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (info->kept[middle].rrset < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct kept *
ops_kept(const struct zone_info *info, struct slice owner, const struct rtype *type, size_t *count)
{
	uint64_t key = kept_key(owner, type);
	size_t first = lower_bound(info, key), end = first;

	while (end < info->nkept && info->kept[end].rrset == key)
		end++;
	*count = end - first;
	return info->nkept > 0 ? info->kept + first : NULL;
}

static void
object_json(const struct sides *sides, struct buf *out, const struct object *object, int priority)
{
	if (sides->rules)
		pagerules_json(out, object->owner, object->value, priority);
	else
		content_json(out, object);
}

static uint64_t
settings_hash(const struct sides *sides, const struct object *object)
{
	struct buf text = {0};
	uint64_t hash;

	if (!sides->rules)
		return meta_hash(object);
	pagerules_json(&text, object->owner, object->value, 0);
	hash = hash_slice(buf_view(&text));
	buf_free(&text);
	return hash;
}

static struct op *
new_op(struct ops *ops, enum op_kind kind)
{
	struct op *op;

	ops->items = mem_grow(ops->items, &ops->cap, ops->count + 1, sizeof(*ops->items));
	op = &ops->items[ops->count];
	*op = (struct op){.kind = kind, .order = ops->count++, .from = ops->json.len};
	return op;
}

/* Either may be NULL: what is made, and what is deleted. */
static void
add_op(const struct sides *sides, const struct kept *kept, const struct object *object)
{
	struct buf *json = &sides->ops->json;
	struct op *op = new_op(sides->ops,
	    kept == NULL         ? OP_POST
		: object == NULL ? OP_DELETE
				 : OP_PATCH);

	if (kept != NULL)
		op->id = arena_copy(&sides->ops->arena, kept->id);
	if (kept != NULL && !sides->rules)
		buf_printf(json, "\"id\":\"%.*s\"%s", SLICE_ARGS(kept->id),
		    object != NULL ? "," : "");
	if (object != NULL) {
		object_json(sides, json, object, kept != NULL ? kept->priority : 0);
		op->late = strcmp(object->type->name, "DS") == 0;
	}
	/* What is not named stays as it is: settings should, these should not. */
	if (kept != NULL && object != NULL && !sides->rules) {
		if (kept->has_comment && object->comment.len == 0)
			buf_text(json, ",\"comment\":\"\"");
		if (kept->has_tags && object->ntags == 0)
			buf_text(json, ",\"tags\":[]");
	}
	op->to = json->len;
}

/* Values on both sides keep their object, which is written only when it differs. */
static void
match_values(const struct sides *sides)
{
	size_t i, j;

	for (j = 0; j < sides->nwanted; j++) {
		const struct object *object = &sides->wanted[j];
		uint64_t value = kept_value(object->type, object->value);

		for (i = 0; i < sides->nkept; i++) {
			if (sides->used[i] || sides->kept[i].value != value)
				continue;
			sides->used[i] = sides->placed[j] = true;
			if (sides->kept[i].settings != settings_hash(sides, object))
				add_op(sides, &sides->kept[i], object);
			break;
		}
	}
}

/* One object is turned into another as long as there are both. */
static void
pair_rest(const struct sides *sides)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < sides->nkept && sides->used[i])
			i++;
		while (j < sides->nwanted && sides->placed[j])
			j++;
		if (i == sides->nkept && j == sides->nwanted)
			return;
		add_op(sides, i < sides->nkept ? &sides->kept[i] : NULL,
		    j < sides->nwanted ? &sides->wanted[j] : NULL);
		i += i < sides->nkept;
		j += j < sides->nwanted;
	}
}

void
ops_add(struct ops *ops, const struct cloudflare *cloudflare, const struct zone_info *info,
    const struct change *change)
{
	const struct rrset *rrset = change_rrset(change);
	struct sides sides = {.ops = ops, .rules = edge_is_rule(change)};
	struct arena scratch = {0};
	size_t first = ops->count, i;
	bool deleted = change->action == CHANGE_DELETE;

	sides.kept = ops_kept(info, rrset->name, rrset_type(rrset), &sides.nkept);
	sides.wanted = deleted ? NULL : meta_objects(cloudflare, &scratch, rrset);
	sides.nwanted = deleted ? 0 : rrset->nvalues;
	sides.used = arena_array(&scratch, sides.nkept, sizeof(bool));
	sides.placed = arena_array(&scratch, sides.nwanted, sizeof(bool));
	match_values(&sides);
	pair_rest(&sides);
	/* A DS that goes, goes before the NS beside it. */
	for (i = first; i < ops->count && deleted; i++)
		ops->items[i].late = strcmp(rrset_type(rrset)->name, "DS") != 0;
	arena_free(&scratch);
}

void
ops_cut(struct ops *ops, size_t count)
{
	if (count < ops->count)
		ops->json.len = ops->items[count].from;
	ops->count = count < ops->count ? count : ops->count;
}

static int
compare_ops(const void *a, const void *b)
{
	const struct op *left = a, *right = b;

	if (left->kind != right->kind)
		return (int)left->kind - (int)right->kind;
	if (left->late != right->late)
		return (int)left->late - (int)right->late;
	return left->order < right->order ? -1 : left->order > right->order;
}

void
ops_sort(struct ops *ops)
{
	if (ops->count > 1)
		qsort(ops->items, ops->count, sizeof(*ops->items), compare_ops);
}

void
ops_batch(const struct ops *ops, size_t from, size_t to, struct buf *body)
{
	static const char *const keys[] =
	    {[OP_DELETE] = "deletes", [OP_PATCH] = "patches", [OP_POST] = "posts"};
	size_t i;

	for (i = from; i < to; i++) {
		const struct op *op = &ops->items[i];
		bool first = i == from || op->kind != ops->items[i - 1].kind;

		if (first)
			buf_printf(body, "%s\"%s\":[", i == from ? "{" : "],", keys[op->kind]);
		buf_text(body, first ? "{" : ",{");
		buf_add(body, ops->json.data + op->from, op->to - op->from);
		buf_char(body, '}');
	}
	buf_text(body, "]}");
}

void
ops_free(struct ops *ops)
{
	free(ops->items);
	buf_free(&ops->json);
	arena_free(&ops->arena);
	*ops = (struct ops){0};
}
