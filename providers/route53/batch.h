/* Changes of a zone as batches: what is written in one request, and in which order. */
#ifndef ZW_PROVIDERS_ROUTE53_BATCH_H
#define ZW_PROVIDERS_ROUTE53_BATCH_H

#include "sets.h"

enum mod_action { MOD_DELETE, MOD_CREATE, MOD_UPSERT };

/* One Change of a request. */
struct mod {
	enum mod_action action;
	struct set set;
	unsigned depth; /* of aliases that point at each other */
};

/* All that is done about one owner name: never cut. */
struct group {
	struct slice name;
	struct mod *mods;
	size_t count, cap;
	size_t *changes; /* numbers of the plan's changes */
	size_t change_count, change_cap;
	size_t records, chars; /* as the service counts them */
	unsigned rank;         /* in which order groups are written */
	struct slice *used;    /* health checks that the records use now */
	size_t used_count, used_cap;
};

struct groups {
	struct group *items;
	size_t count, cap;
	struct map by_name; /* owner to the place of its group, + 1 */
};

/** groups_add(groups, change, number): Return the group of the owner of ${change}, with that change in it. */
struct group *groups_add(struct groups *groups, const struct change *change, size_t number);

/** group_diff(group, old, new, upsert): Append what turns the sets ${old} into ${new}; with ${upsert} even what is new may be there. */
void group_diff(struct group *group, const struct sets *old, const struct sets *new, bool upsert);

/** groups_sort(groups): Put groups and their mods into the order of writing, and count. */
void groups_sort(struct groups *groups);

/** groups_end(groups, from, max_records): Return where the batch that begins at ${from} ends. */
size_t groups_end(const struct groups *groups, size_t from, size_t max_records);

/** groups_body(groups, from, to, body): Append the request; return whether it may be sent twice. */
bool groups_body(const struct groups *groups, size_t from, size_t to, struct buf *body);

void groups_free(struct groups *groups);

#endif
