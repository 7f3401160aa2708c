/* What nodes do not say of their text: comments, anchors, aliases, tags. */
#include "yaml/glosses.h"

#include <string.h>

static struct slice
key_of(const struct node *const *node)
{
	return slice_make((const char *)node, sizeof(*node));
}

struct gloss *
gloss_of(const struct glosses *notes, const struct node *node)
{
	return notes != NULL && notes->map.count > 0 ? map_get(&notes->map, key_of(&node)) : NULL;
}

struct gloss *
gloss_make(struct glosses *notes, const struct node *node)
{
	struct gloss *note = gloss_of(notes, node);

	if (note == NULL) {
		note = arena_alloc(notes->arena, sizeof(*note));
		note->node = node;
		(void)map_put(&notes->map, key_of(&note->node), note);
	}
	return note;
}

void
remark_add(struct remark **list, struct remark *remark)
{
	while (*list != NULL)
		list = &(*list)->next;
	*list = remark;
}

static void
copy_remarks(struct arena *arena, struct remark **list, const struct remark *from)
{
	while (*list != NULL)
		list = &(*list)->next;
	for (; from != NULL; from = from->next) {
		*list = arena_alloc(arena, sizeof(**list));
		**list = *from;
		(*list)->next = NULL;
		list = &(*list)->next;
	}
}

void
gloss_copy(struct glosses *notes, const struct node *from, const struct node *to)
{
	const struct gloss *old = gloss_of(notes, from);
	struct gloss *note;

	if (old == NULL || from == to)
		return;
	note = gloss_make(notes, to);
	if (old->anchor != NULL)
		note->anchor = old->anchor;
	if (old->alias != NULL)
		note->alias = old->alias;
	if (old->target != NULL)
		note->target = old->target;
	if (old->tag != NULL)
		note->tag = old->tag;
	note->merge = note->merge || old->merge;
	copy_remarks(notes->arena, &note->before, old->before);
	copy_remarks(notes->arena, &note->behind, old->behind);
	copy_remarks(notes->arena, &note->foot, old->foot);
}

bool
gloss_bars(const struct gloss *note)
{
	return note != NULL && (note->merge || note->alias != NULL || note->tag != NULL);
}

static int
say(const struct gloss *note)
{
	if (note == NULL)
		return NOTES_NONE;
	if (gloss_bars(note) || note->anchor != NULL)
		return NOTES_MEANING;
	return note->before != NULL || note->behind != NULL || note->foot != NULL ? NOTES_COMMENTS
										  : NOTES_NONE;
}

static int
most(int a, int b)
{
	return a > b ? a : b;
}

int
glosses_within(const struct glosses *notes, const struct node *node)
{
	int found = say(gloss_of(notes, node));
	size_t i;

	if (notes->map.count == 0)
		return NOTES_NONE;
	if (node->kind == NODE_LIST) {
		for (i = 0; i < node->u.list.count && found < NOTES_MEANING; i++)
			found = most(found, glosses_within(notes, node->u.list.items[i]));
	} else if (node->kind == NODE_MAP) {
		for (i = 0; i < node->u.map.count && found < NOTES_MEANING; i++) {
			found = most(found, say(gloss_of(notes, node->u.map.pairs[i].key)));
			found = most(found, glosses_within(notes, node->u.map.pairs[i].value));
		}
	}
	return found;
}

void
glosses_clear(struct glosses *notes)
{
	map_free(&notes->map);
}
