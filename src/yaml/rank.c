/* Sorting keys where anchors and << allow it. */
#include "yaml/rank.h"

#include "core/mem.h"
#include "yaml/order.h"

#include <stdlib.h>
#include <string.h>

static int
compare(const void *left, const void *right, void *order)
{
	const struct rank *a = left, *b = right;
	int result = (a->section > b->section) - (a->section < b->section);

	if (result == 0)
		result = order_compare(*(const enum yaml_order *)order, a->key, b->key);
	return result != 0 ? result : (a->at > b->at) - (a->at < b->at);
}

void
ranks_sort(struct rank *ranks, size_t count, enum yaml_order order)
{
	size_t i;

	/* Most are in order. */
	for (i = 1; i < count && compare(&ranks[i - 1], &ranks[i], &order) < 0; i++)
		continue;
	if (order != YAML_ORDER_ANY && i < count)
		qsort_r(ranks, count, sizeof(*ranks), compare, &order);
}

/* A walk over what was sorted: anchors are seen before their aliases, or not. */
struct walk {
	const struct glosses *notes;
	unsigned inside, seen; /* marks of this walk */
	bool broken;
};

static void
mark(struct walk *w, const struct node *node, bool checking)
{
	struct gloss *note = gloss_of(w->notes, node);

	if (note == NULL)
		return;
	if (checking && note->target != NULL && note->target->visit == w->inside)
		w->broken = true;
	note->visit = checking ? w->seen : w->inside;
}

static void
walk(struct walk *w, const struct node *node, bool checking)
{
	size_t i;

	mark(w, node, checking);
	if (node->kind == NODE_LIST) {
		for (i = 0; i < node->u.list.count; i++)
			walk(w, node->u.list.items[i], checking);
	} else if (node->kind == NODE_MAP) {
		for (i = 0; i < node->u.map.count; i++) {
			mark(w, node->u.map.pairs[i].key, checking);
			walk(w, node->u.map.pairs[i].value, checking);
		}
	}
}

static bool
is_broken(const struct glosses *notes, const struct node *map)
{
	struct walk w = {.notes = notes, .inside = 1, .seen = 2};

	if (notes->map.count == 0)
		return false;
	walk(&w, map, false);
	walk(&w, map, true);
	/* No walk's marks are left for the next. */
	w.seen = 0;
	walk(&w, map, true);
	return w.broken;
}

static void
rank_map(const struct glosses *notes, struct node *map, enum yaml_order order)
{
	size_t count = map->u.map.count, i, section = 0;
	struct rank *ranks = mem_zero(count, sizeof(*ranks));
	struct node_pair *sorted = mem_zero(count, sizeof(*sorted));

	for (i = 0; i < count; i++) {
		bool bars = gloss_bars(gloss_of(notes, map->u.map.pairs[i].key));

		section += bars;
		ranks[i] = (struct rank){map->u.map.pairs[i].key, i, section};
		section += bars;
	}
	ranks_sort(ranks, count, order);
	for (i = 0; i < count; i++)
		sorted[i] = map->u.map.pairs[ranks[i].at];
	if (count > 0)
		memcpy(map->u.map.pairs, sorted, count * sizeof(*sorted));
	free(ranks);
	free(sorted);
}

static void
reset(struct node *map, struct node_pair *before)
{
	memcpy(map->u.map.pairs, before, map->u.map.count * sizeof(*before));
}

bool
rank_tree(const struct glosses *notes, struct node *node, enum yaml_order order)
{
	bool kept = false;
	struct node_pair *before;
	size_t i;

	if (node->kind == NODE_LIST) {
		for (i = 0; i < node->u.list.count; i++)
			kept = rank_tree(notes, node->u.list.items[i], order) || kept;
	}
	if (node->kind != NODE_MAP || node->u.map.count == 0)
		return kept;
	for (i = 0; i < node->u.map.count; i++)
		kept = rank_tree(notes, node->u.map.pairs[i].value, order) || kept;
	before = mem_zero(node->u.map.count, sizeof(*before));
	memcpy(before, node->u.map.pairs, node->u.map.count * sizeof(*before));
	rank_map(notes, node, order);
	if (is_broken(notes, node)) {
		reset(node, before);
		kept = true;
	}
	free(before);
	return kept;
}
