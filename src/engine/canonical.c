/* Records in the form that octoDNS's dumper gives them, with their comments. */
#include "engine/canonical.h"

#include "core/mem.h"
#include "dns/name.h"
#include "engine/canonical_parts.h"

#include <stdlib.h>
#include <string.h>

int
canonical_decode(const struct canonical_work *w, const struct node *key, const struct node *record,
    const struct ruleset *rules, struct rrset *rrset)
{
	struct diags diags = {.limit = 1};
	struct decode decode = {.zone = w->c->zone,
	    .arena = w->arena,
	    .rules = rules,
	    .default_ttl = w->c->default_ttl,
	    .plain_semicolons = w->c->plain_semicolons,
	    .diags = &diags};
	int rc = rrset_decode(&decode, key, record, rrset);

	if (diags.errors + diags.warnings > 0)
		rc = -1;
	diags_free(&diags);
	return rc == 0 ? 0 : -1;
}

struct node *
canonical_make(const struct canonical_work *w, const struct rrset *rrset, const struct node *record)
{
	struct rrset_node_options options = {.with_type = true,
	    .omit_ttl = !w->c->keep_ttl || node_get(record, "ttl") == NULL,
	    .default_ttl = (uint32_t)w->c->default_ttl,
	    .plain_semicolons = w->c->plain_semicolons,
	    .as_yaml = true};

	return rrset_node(w->arena, rrset, &options);
}

void
canonical_add(const struct canonical_work *w, struct node *map, struct node *key,
    struct node *value)
{
	node_add(w->arena, map, key->text, value);
	map->u.map.pairs[map->u.map.count - 1].key = key;
}

void
canonical_unwrap(const struct canonical_work *w, const struct node *key, const struct node *list,
    const struct node *item)
{
	struct gloss *note, *above;

	gloss_copy(w->notes, list, item);
	note = gloss_of(w->notes, item);
	if (note == NULL)
		return;
	/* Only something that is written on the key's line has comments above it. */
	above = gloss_make(w->notes, key);
	remark_add(&above->before, note->before);
	note->before = NULL;
	if (node_is_scalar(item)) {
		remark_add(&above->before, note->foot);
		note->foot = NULL;
	}
}

static bool
is_said(const struct canonical_work *w, const struct node_pair *pair)
{
	return gloss_of(w->notes, pair->key) != NULL ||
	    glosses_within(w->notes, pair->value) != NOTES_NONE;
}

static void
merge_pair(const struct canonical_work *w, const struct node_pair *pair, const struct node *made,
    struct node *merged)
{
	const struct node *value = node_find(made, pair->key->text) != NULL
	    ? node_find(made, pair->key->text)->value
	    : NULL;
	struct node *copy;

	if (value == NULL) {
		/* A default that somebody has a word to say about stays. */
		if (is_said(w, pair))
			canonical_add(w, merged, pair->key, pair->value);
	} else if (!node_is_scalar(pair->value) &&
	    (w->c->keep_order || slice_is(pair->key->text, "octodns") ||
		glosses_within(w->notes, pair->value) != NOTES_NONE)) {
		canonical_add(w, merged, pair->key, pair->value);
	} else {
		copy = node_copy(w->arena, value);
		gloss_copy(w->notes, pair->value, copy);
		canonical_add(w, merged, pair->key, copy);
	}
}

/* What the dumper writes, in the order and with the comments of the record as it is. */
static struct node *
merge(const struct canonical_work *w, const struct node *record, const struct node *made,
    const struct rtype *type)
{
	struct node *merged = node_map(w->arena, record->u.map.count);
	size_t i;

	merged->line = record->line;
	for (i = 0; i < record->u.map.count; i++) {
		const struct node_pair *pair = &record->u.map.pairs[i];

		if (!slice_is(pair->key->text, "value") && !slice_is(pair->key->text, "values"))
			merge_pair(w, pair, made, merged);
		else if (canonical_values(w, pair, made, type, merged) != 0)
			return NULL;
	}
	gloss_copy(w->notes, record, merged);
	return merged;
}

static bool
is_same(const struct rrset *a, const struct rrset *b)
{
	const struct node *x = a->extra != NULL ? a->extra->octodns : NULL;
	const struct node *y = b->extra != NULL ? b->extra->octodns : NULL;

	if (!slice_equal(a->name, b->name) || !rrset_equal(a, b))
		return false;
	return x == y || (x != NULL && y != NULL && node_equal(x, y));
}

/* The usual spelling of the owner's name. */
static struct node *
usual_key(const struct canonical_work *w, struct node *key, const struct rrset *rrset)
{
	struct slice text = name_decode(w->arena, name_relative(rrset->name, w->c->zone));
	struct node *usual;

	if (key->kind == NODE_TEXT && slice_equal(key->text, text))
		return key;
	usual = node_text(w->arena, text);
	usual->line = key->line;
	usual->column = key->column;
	return usual;
}

/*
 * The record as it is to be, or NULL when it stays; *key becomes its usual spelling.
 * What is made is read again: only the same record will do.
 */
static struct node *
make_record(const struct canonical_work *w, struct node **key, struct node *record, bool rename)
{
	struct rrset was, is;
	struct node *made, *usual = *key;
	int notes = glosses_within(w->notes, record);

	if (notes == NOTES_MEANING || record->kind != NODE_MAP ||
	    canonical_decode(w, *key, record, w->c->rules, &was) != 0)
		return NULL;
	if (rename)
		usual = usual_key(w, *key, &was);
	made = canonical_make(w, &was, record);
	if (!canonical_known(record, made, rrset_type(&was)) ||
	    canonical_decode(w, usual, made, w->c->rules, &is) != 0 || !is_same(&was, &is))
		return NULL;
	if (notes == NOTES_COMMENTS || w->c->keep_order) {
		made = merge(w, record, made, rrset_type(&was));
		if (made == NULL || canonical_decode(w, usual, made, w->c->rules, &is) != 0 ||
		    !is_same(&was, &is))
			return NULL;
	}
	*key = usual;
	return made;
}

static int
compare_types(const void *a, const void *b)
{
	const struct node *x = *(struct node *const *)a, *y = *(struct node *const *)b;
	int order = slice_compare(node_get(x, "type")->text, node_get(y, "type")->text);

	if (order != 0)
		return order;
	return (x->line > y->line) - (x->line < y->line);
}

static void
make_list(const struct canonical_work *w, struct node **key, struct node_pair *pair, bool rename)
{
	struct node *list = pair->value, *usual = *key;
	size_t count = list->u.list.count, i, made = 0;

	for (i = 0; i < count; i++) {
		struct node *spelled = *key, *record = list->u.list.items[i];
		struct node *record_made = make_record(w, &spelled, record, rename);

		if (record_made == NULL)
			continue;
		record_made->line = record->line;
		list->u.list.items[i] = record_made;
		usual = spelled;
		made++;
	}
	if (made == 0 || made < count)
		return;
	*key = usual;
	if (count == 1) {
		pair->value = list->u.list.items[0];
		canonical_unwrap(w, usual, list, pair->value);
	} else {
		qsort(list->u.list.items, count, sizeof(struct node *), compare_types);
	}
}

void
canonical_pair(const struct canonical *canonical, struct arena *arena, struct glosses *notes,
    struct node_pair *pair, bool rename)
{
	struct canonical_work w = {canonical, arena, notes};
	const struct gloss *note = gloss_of(notes, pair->key);
	struct node *key = pair->key, *record;

	if (gloss_bars(note) || (note != NULL && note->anchor != NULL))
		return;
	if (pair->value->kind == NODE_LIST) {
		if (glosses_within(notes, pair->value) != NOTES_MEANING)
			make_list(&w, &key, pair, rename);
	} else {
		record = make_record(&w, &key, pair->value, rename);
		if (record != NULL)
			pair->value = record;
	}
	gloss_copy(notes, pair->key, key);
	pair->key = key;
}
