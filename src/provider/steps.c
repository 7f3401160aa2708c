/* The requests that a change takes where a service writes one record at a time. */
#include "provider/steps.h"

#include "core/mem.h"

#include <stdlib.h>

/* The values of an RRset before or after the change. */
struct side {
	const struct rrset *rrset; /* or NULL */
	struct slice *contents;
	bool *met; /* some record holds it */
};

struct adding {
	struct step_list *list;
	size_t change;
	struct side before, after;
	const struct held_record **surplus;
	const union field **former; /* what each of them holds */
	size_t nsurplus;
};

static struct side
list_side(const struct rrset *rrset, struct arena *arena)
{
	struct side side = {.rrset = rrset};
	const struct rtype *type;
	struct buf text = {0};
	uint32_t i;

	if (rrset == NULL)
		return side;
	type = rrset_type(rrset);
	side.contents = arena_array(arena, rrset->nvalues, sizeof(*side.contents));
	side.met = arena_array(arena, rrset->nvalues, sizeof(*side.met));
	for (i = 0; i < rrset->nvalues; i++) {
		buf_clear(&text);
		value_presentation(&text, type, rrset->values + (size_t)i * type->nfields);
		side.contents[i] = arena_copy(arena, buf_view(&text));
	}
	buf_free(&text);
	return side;
}

static const union field *
value_at(const struct side *side, uint32_t i)
{
	return side->rrset->values + (size_t)i * rrset_type(side->rrset)->nfields;
}

/* The place of a value, of one that is not met yet where there is; or nvalues. */
static uint32_t
find_value(const struct side *side, struct slice content)
{
	uint32_t i, count = side->rrset != NULL ? side->rrset->nvalues : 0, found = count;

	for (i = 0; i < count; i++) {
		if (!slice_equal(side->contents[i], content))
			continue;
		found = i;
		if (!side->met[i])
			break;
	}
	return found;
}

static void
add_step(struct adding *a, enum step_kind kind, const struct held_record *record,
    const struct rrset *rrset, const union field *value)
{
	struct step_list *list = a->list;

	list->items = mem_grow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = (struct step){.kind = kind,
	    .change = a->change,
	    .record = record,
	    .rrset = rrset,
	    .value = value};
}

/* Does the record hold a value that stays, one that goes, or one of somebody else? */
static void
look_at(struct adding *a, const struct held_record *record)
{
	const struct rrset *after = a->after.rrset, *before = a->before.rrset;
	uint32_t i = find_value(&a->after, record->content);

	if (after != NULL && i < after->nvalues && !a->after.met[i]) {
		a->after.met[i] = true;
		if (record->ttl != after->ttl)
			add_step(a, STEP_UPDATE, record, after, value_at(&a->after, i));
		return;
	}
	if (after != NULL && i < after->nvalues) {
		a->former[a->nsurplus] = value_at(&a->after, i);
	} else {
		i = find_value(&a->before, record->content);
		if (before == NULL || i == before->nvalues)
			return;
		a->former[a->nsurplus] = value_at(&a->before, i);
	}
	a->surplus[a->nsurplus++] = record;
}

/* A record that loses its value and can take this one; or NULL. */
static const struct held_record *
take_surplus(struct adding *a, const union field *value, step_fits *fits)
{
	const struct rtype *type = rrset_type(a->after.rrset);
	size_t i;

	for (i = 0; i < a->nsurplus; i++) {
		const struct held_record *record = a->surplus[i];

		if (record == NULL || (fits != NULL && !fits(record, type, value)))
			continue;
		a->surplus[i] = NULL;
		return record;
	}
	return NULL;
}

static void
add_missing(struct adding *a, step_fits *fits)
{
	uint32_t i;

	for (i = 0; a->after.rrset != NULL && i < a->after.rrset->nvalues; i++) {
		const union field *value = value_at(&a->after, i);
		const struct held_record *record;

		if (a->after.met[i])
			continue;
		record = take_surplus(a, value, fits);
		add_step(a, record != NULL ? STEP_UPDATE : STEP_CREATE, record, a->after.rrset,
		    value);
	}
}

void
steps_add(struct step_list *list, const struct apply_request *request, size_t index,
    const struct held_zone *zone, step_fits *fits, struct arena *arena)
{
	const struct change *change = &request->changes[index];
	const struct rrset *rrset = change_rrset(change);
	struct adding a = {.list = list, .change = index};
	const struct held_record *records;
	size_t i, count;

	records = held_find(zone, rrset->name, rrset_type(rrset), &count);
	a.before = list_side(change->existing, arena);
	a.after = list_side(change->desired, arena);
	a.surplus = arena_array(arena, count + 1, sizeof(*a.surplus));
	a.former = arena_array(arena, count + 1, sizeof(*a.former));
	for (i = 0; i < count; i++)
		look_at(&a, &records[i]);
	add_missing(&a, fits);
	for (i = 0; i < a.nsurplus; i++) {
		if (a.surplus[i] != NULL)
			add_step(&a, STEP_DELETE, a.surplus[i],
			    change->existing != NULL ? change->existing : change->desired,
			    a.former[i]);
	}
}

/* What sorting goes by; steps that are alike stay in the order they came in. */
struct ranked {
	struct step step;
	struct slice owner;
	size_t order;
};

static int
compare_ranked(const void *a, const void *b)
{
	const struct ranked *left = a, *right = b;
	int order = slice_compare(left->owner, right->owner);

	if (order != 0)
		return order;
	if (left->step.kind != right->step.kind)
		return left->step.kind < right->step.kind ? -1 : 1;
	return left->order < right->order ? -1 : left->order > right->order;
}

static const struct rrset *
rrset_of(const struct step *step, const struct apply_request *request)
{
	return change_rrset(&request->changes[step->change]);
}

/* A CNAME has no neighbours: is one to come or to go, with others going or coming? */
static bool
is_replacement(const struct step_list *list, const struct apply_request *request, size_t from,
    size_t end)
{
	bool deletes = false, creates = false, cname = false;
	size_t i;

	for (i = from; i < end; i++) {
		const struct change *change = &request->changes[list->items[i].change];

		deletes = deletes || change->action == CHANGE_DELETE;
		creates = creates || change->action == CHANGE_CREATE;
		cname =
		    cname || slice_is(slice_of(rrset_type(change_rrset(change))->name), "CNAME");
	}
	return deletes && creates && cname;
}

static void
reverse(struct step *steps, size_t count)
{
	size_t i;

	for (i = 0; i < count / 2; i++) {
		struct step step = steps[i];

		steps[i] = steps[count - 1 - i];
		steps[count - 1 - i] = step;
	}
}

void
steps_sort(struct step_list *list, const struct apply_request *request)
{
	struct ranked *ranked = mem_zero(list->count + 1, sizeof(*ranked));
	size_t i, end;

	for (i = 0; i < list->count; i++)
		ranked[i] = (struct ranked){.step = list->items[i],
		    .owner = rrset_of(&list->items[i], request)->name,
		    .order = i};
	qsort(ranked, list->count, sizeof(*ranked), compare_ranked);
	for (i = 0; i < list->count; i++)
		list->items[i] = ranked[i].step;
	free(ranked);
	for (i = 0; i < list->count; i = end) {
		end = steps_end(list, request, i);
		if (is_replacement(list, request, i, end))
			reverse(list->items + i, end - i);
	}
}

size_t
steps_end(const struct step_list *list, const struct apply_request *request, size_t from)
{
	struct slice owner = rrset_of(&list->items[from], request)->name;
	size_t end = from + 1;

	while (end < list->count && slice_equal(rrset_of(&list->items[end], request)->name, owner))
		end++;
	return end;
}
