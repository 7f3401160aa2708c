/* What an RRset says, line by line, and which lines two of them do not share. */
#include "core/map.h"
#include "core/mem.h"
#include "report/parts.h"

#include <stdint.h>
#include <string.h>

static void
push(struct arena *arena, struct value_lines *lines, const struct buf *text)
{
	if (lines->count == lines->cap) {
		size_t cap = lines->cap > 0 ? lines->cap * 2 : 4;
		struct value_line *items = arena_array(arena, cap, sizeof(*items));

		if (lines->count > 0)
			memcpy(items, lines->items, lines->count * sizeof(*items));
		lines->items = items;
		lines->cap = cap;
	}
	lines->items[lines->count++].text = arena_copy(arena, buf_view(text));
}

/* The scalars of a list, with something between. */
static void
join(struct buf *buf, const struct node *list, const char *separator)
{
	size_t i;

	if (list == NULL || list->kind != NODE_LIST)
		return;
	for (i = 0; i < list->u.list.count; i++) {
		buf_text(buf, i > 0 ? separator : "");
		buf_slice(buf, list->u.list.items[i]->text);
	}
}

static void
add_geo(struct arena *arena, struct value_lines *lines, const struct node *geo, struct buf *text)
{
	size_t i;

	for (i = 0; i < geo->u.map.count; i++) {
		buf_clear(text);
		buf_text(text, "geo ");
		buf_slice(text, geo->u.map.pairs[i].key->text);
		buf_text(text, ": ");
		join(text, geo->u.map.pairs[i].value, ", ");
		push(arena, lines, text);
	}
}

/* "192.0.2.1 weight 3 up", without what is the default. */
static void
print_pool_value(struct buf *buf, const struct node *value)
{
	const struct node *target = node_get(value, "value"), *weight = node_get(value, "weight");
	const struct node *status = node_get(value, "status");

	if (target != NULL)
		buf_slice(buf, target->text);
	if (weight != NULL && weight->kind == NODE_INT && weight->u.number != 1)
		buf_printf(buf, " weight %lld", (long long)weight->u.number);
	if (status != NULL && !slice_is(status->text, "obey")) {
		buf_char(buf, ' ');
		buf_slice(buf, status->text);
	}
}

static void
print_pool(struct buf *buf, const struct node_pair *pool)
{
	const struct node *values = node_get(pool->value, "values");
	const struct node *fallback = node_get(pool->value, "fallback");
	size_t i;

	buf_text(buf, "pool ");
	buf_slice(buf, pool->key->text);
	buf_text(buf, ": ");
	for (i = 0; values != NULL && values->kind == NODE_LIST && i < values->u.list.count; i++) {
		buf_text(buf, i > 0 ? ", " : "");
		print_pool_value(buf, values->u.list.items[i]);
	}
	if (fallback != NULL && fallback->kind != NODE_NULL) {
		buf_text(buf, ", else pool ");
		buf_slice(buf, fallback->text);
	}
}

static void
print_rule(struct buf *buf, size_t number, const struct node *rule)
{
	const struct node *geos = node_get(rule, "geos"), *subnets = node_get(rule, "subnets");
	const struct node *pool = node_get(rule, "pool");

	buf_printf(buf, "rule %zu: ", number);
	if (subnets != NULL) {
		buf_text(buf, "from ");
		join(buf, subnets, " ");
		buf_char(buf, ' ');
	}
	if (geos != NULL) {
		buf_text(buf, "in ");
		join(buf, geos, " ");
		buf_char(buf, ' ');
	}
	buf_text(buf, "pool ");
	if (pool != NULL)
		buf_slice(buf, pool->text);
}

static void
add_dynamic(struct arena *arena, struct value_lines *lines, const struct node *dynamic,
    struct buf *text)
{
	const struct node *pools = node_get(dynamic, "pools"), *rules = node_get(dynamic, "rules");
	size_t i;

	for (i = 0; pools != NULL && pools->kind == NODE_MAP && i < pools->u.map.count; i++) {
		buf_clear(text);
		print_pool(text, &pools->u.map.pairs[i]);
		push(arena, lines, text);
	}
	for (i = 0; rules != NULL && rules->kind == NODE_LIST && i < rules->u.list.count; i++) {
		buf_clear(text);
		print_rule(text, i + 1, rules->u.list.items[i]);
		push(arena, lines, text);
	}
}

struct value_lines
lines_of(struct arena *arena, const struct rrset *rrset)
{
	struct value_lines lines = {0};
	struct buf text = {0};
	uint32_t i;

	if (rrset == NULL)
		return lines;
	for (i = 0; i < rrset->nvalues; i++) {
		const struct rtype *type = rrset_type(rrset);

		buf_clear(&text);
		value_presentation(&text, type, rrset->values + (size_t)i * type->nfields);
		push(arena, &lines, &text);
	}
	if (rrset->extra != NULL && rrset->extra->geo != NULL)
		add_geo(arena, &lines, rrset->extra->geo, &text);
	if (rrset->extra != NULL && rrset->extra->dynamic != NULL)
		add_dynamic(arena, &lines, rrset->extra->dynamic, &text);
	buf_free(&text);
	return lines;
}

/* Mark the lines of a that b does not have; one that occurs twice must be there twice. */
static void
mark(struct value_lines *a, const struct value_lines *b)
{
	struct map counts = {0};
	size_t i;

	for (i = 0; i < b->count; i++) {
		uintptr_t seen = (uintptr_t)map_get(&counts, b->items[i].text);

		map_put(&counts, b->items[i].text, (void *)(seen + 1));
	}
	a->changed = 0;
	for (i = 0; i < a->count; i++) {
		uintptr_t left = (uintptr_t)map_get(&counts, a->items[i].text);

		a->items[i].changed = left == 0;
		if (left == 0)
			a->changed++;
		else
			map_put(&counts, a->items[i].text, (void *)(left - 1));
	}
	map_free(&counts);
}

void
lines_compare(struct value_lines *a, struct value_lines *b)
{
	mark(a, b);
	mark(b, a);
}
