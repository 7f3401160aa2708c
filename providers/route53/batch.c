/* Cutting the changes of a zone into batches that the service takes. */
#include "batch.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_CHARS 32000 /* of all values of a request */
#define MAX_DEPTH 8
/* Groups that only delete come last: what replaces them is there then. */
#define RANK_DELETES 100

struct group *
groups_add(struct groups *groups, const struct change *change, size_t number)
{
	struct slice name = change_rrset(change)->name;
	size_t at = (size_t)(uintptr_t)map_get(&groups->by_name, name);
	struct group *group;

	if (at == 0) {
		groups->items =
		    mem_grow(groups->items, &groups->cap, groups->count + 1, sizeof(*group));
		memset(&groups->items[groups->count++], 0, sizeof(*group));
		at = groups->count;
		groups->items[at - 1].name = name;
		(void)map_put(&groups->by_name, name, (void *)(uintptr_t)at);
	}
	group = &groups->items[at - 1];
	group->changes = mem_grow(group->changes, &group->change_cap, group->change_count + 1,
	    sizeof(*group->changes));
	group->changes[group->change_count++] = number;
	return group;
}

static void
add_mod(struct group *group, enum mod_action action, const struct set *set)
{
	group->mods = mem_grow(group->mods, &group->cap, group->count + 1, sizeof(*group->mods));
	group->mods[group->count++] = (struct mod){action, *set, 0};
}

void
group_diff(struct group *group, const struct sets *old, const struct sets *new, bool upsert)
{
	size_t i;

	for (i = 0; i < old->count; i++) {
		if (sets_find(new, &old->items[i]) == NULL)
			add_mod(group, MOD_DELETE, &old->items[i]);
	}
	for (i = 0; i < new->count; i++) {
		const struct set *was = sets_find(old, &new->items[i]);

		if (was == NULL)
			add_mod(group, upsert ? MOD_UPSERT : MOD_CREATE, &new->items[i]);
		else if (!slice_equal(was->body, new->items[i].body))
			add_mod(group, MOD_UPSERT, &new->items[i]);
	}
}

/* How far an alias is from a name that is none, among what is written. */
static unsigned
alias_depth(const struct groups *groups, const struct mod *mod)
{
	const struct set *set = &mod->set;
	unsigned depth = 0;

	while (set != NULL && set->rank == SET_ALIAS && set->target.len > 0 && depth < MAX_DEPTH) {
		size_t at = (size_t)(uintptr_t)map_get(&groups->by_name, set->target), i;
		const struct group *group = at > 0 ? &groups->items[at - 1] : NULL;
		const struct set *next = NULL;

		for (i = 0; group != NULL && i < group->count; i++) {
			if (slice_equal(group->mods[i].set.type, set->type) &&
			    group->mods[i].action == mod->action)
				next = &group->mods[i].set;
		}
		depth++;
		set = next;
	}
	return depth;
}

/* Deletions first, and of them what points before what is pointed at; the others after it. */
static int
compare_mods(const void *a, const void *b)
{
	const struct mod *left = a, *right = b;
	bool deletes = left->action == MOD_DELETE;
	int order;

	if (deletes != (right->action == MOD_DELETE))
		return deletes ? -1 : 1;
	order = (int)left->set.rank - (int)right->set.rank;
	if (order == 0)
		order = (int)left->depth - (int)right->depth;
	if (order != 0)
		return deletes ? -order : order;
	order = slice_compare(left->set.name, right->set.name);
	if (order == 0)
		order = slice_compare(left->set.type, right->set.type);
	return order != 0 ? order : slice_compare(left->set.id, right->set.id);
}

static int
compare_groups(const void *a, const void *b)
{
	const struct group *left = a, *right = b;

	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	return slice_compare(left->name, right->name);
}

static void
judge(const struct groups *groups, struct group *group)
{
	bool only_deletes = true, aliases = false;
	unsigned deepest = 0;
	size_t i;

	for (i = 0; i < group->count; i++) {
		struct mod *mod = &group->mods[i];
		size_t times = mod->action == MOD_UPSERT ? 2 : 1;

		mod->depth = alias_depth(groups, mod);
		group->records += mod->set.records * times;
		group->chars += mod->set.chars * times;
		only_deletes = only_deletes && mod->action == MOD_DELETE;
		aliases = aliases || mod->set.rank == SET_ALIAS;
		if (mod->depth > deepest)
			deepest = mod->depth;
	}
	if (only_deletes)
		group->rank = RANK_DELETES + (aliases ? 0 : 1);
	else
		group->rank = aliases ? 1 + deepest : 0;
}

void
groups_sort(struct groups *groups)
{
	size_t i;

	for (i = 0; i < groups->count; i++)
		judge(groups, &groups->items[i]);
	for (i = 0; i < groups->count; i++) {
		struct group *group = &groups->items[i];

		if (group->count > 1)
			qsort(group->mods, group->count, sizeof(*group->mods), compare_mods);
	}
	/* Their places are not looked up any more. */
	if (groups->count > 1)
		qsort(groups->items, groups->count, sizeof(*groups->items), compare_groups);
}

size_t
groups_end(const struct groups *groups, size_t from, size_t max_records)
{
	size_t records = 0, chars = 0, at = from;

	while (at < groups->count) {
		records += groups->items[at].records;
		chars += groups->items[at].chars;
		if (at > from && (records > max_records || chars > MAX_CHARS))
			break;
		at++;
	}
	return at;
}

static void
add_change(struct buf *body, const struct mod *mod)
{
	static const char *const words[] = {"DELETE", "CREATE", "UPSERT"};
	struct buf name = {0};

	route53_print(&name, mod->set.name);
	buf_text(body, "<Change>");
	xml_add_text(body, "Action", words[mod->action]);
	buf_text(body, "<ResourceRecordSet>");
	xml_add(body, "Name", buf_view(&name));
	buf_slice(body, mod->set.body);
	buf_text(body, "</ResourceRecordSet></Change>");
	buf_free(&name);
}

bool
groups_body(const struct groups *groups, size_t from, size_t to, struct buf *body)
{
	struct mod *mods = NULL;
	size_t count = 0, cap = 0, i;
	bool twice = true;

	for (i = from; i < to; i++) {
		const struct group *group = &groups->items[i];

		mods = mem_grow(mods, &cap, count + group->count, sizeof(*mods));
		if (group->count > 0)
			memcpy(mods + count, group->mods, group->count * sizeof(*mods));
		count += group->count;
	}
	if (count > 1)
		qsort(mods, count, sizeof(*mods), compare_mods);
	buf_text(body,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
	    "<ChangeResourceRecordSetsRequest xmlns=\"" ROUTE53_XMLNS "\"><ChangeBatch>"
	    "<Comment>zoneward</Comment><Changes>");
	for (i = 0; i < count; i++) {
		add_change(body, &mods[i]);
		twice = twice && mods[i].action == MOD_UPSERT;
	}
	buf_text(body, "</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>");
	free(mods);
	return twice;
}

void
groups_free(struct groups *groups)
{
	size_t i;

	for (i = 0; i < groups->count; i++) {
		free(groups->items[i].mods);
		free(groups->items[i].changes);
		free(groups->items[i].used);
	}
	free(groups->items);
	map_free(&groups->by_name);
}
