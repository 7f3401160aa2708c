/* Whether a plan is what a comment showed: change by change, by their hashes. */
#include "forge/review.h"

#include <string.h>

#define BEGIN "<!-- zoneward:changes"
#define END " -->"
#define HASH_LEN ((size_t)24) /* digits: 96 bits */
#define LISTED_MAX 400        /* 10,000 bytes of a comment */

/* The digest of a plan that has this one change. */
static void
hash_change(const struct zone_plan *zone, const struct target_plan *target, size_t index,
    char text[PLAN_DIGEST_LEN + 1])
{
	struct target_plan one = *target;
	struct zone_plan around = {.zone = zone->zone, .targets = &one, .ntargets = 1};
	struct zone_plan *zones[] = {&around};
	struct plan plan = {.zones = zones, .nzones = 1};

	one.changes = &target->changes[index];
	one.nchanges = 1;
	plan_digest(&plan, text);
}

void
review_print(struct buf *buf, const struct plan *plan)
{
	char hash[PLAN_DIGEST_LEN + 1];
	size_t z, t, i, count = plan_changes(plan);

	if (count == 0 || count > LISTED_MAX)
		return;
	buf_text(buf, BEGIN);
	for (z = 0; z < plan->nzones; z++) {
		for (t = 0; t < plan->zones[z]->ntargets; t++) {
			const struct target_plan *target = &plan->zones[z]->targets[t];

			for (i = 0; i < target->nchanges; i++) {
				hash_change(plan->zones[z], target, i, hash);
				buf_printf(buf, " %.*s", (int)HASH_LEN, hash);
			}
		}
	}
	buf_text(buf, END "\n");
}

/* The line is the second one of a comment; anywhere else it is not ours. */
static struct slice
find_hashes(struct slice body)
{
	size_t first = slice_find(body, '\n');
	struct slice line = slice_sub(body, first + 1, body.len);

	line = slice_trim(slice_sub(line, 0, slice_find(line, '\n')));
	if (!slice_starts(line, slice_of(BEGIN)) || !slice_ends(line, slice_of(END)))
		return slice_of("");
	return slice_sub(line, strlen(BEGIN), line.len - strlen(END));
}

void
review_add(struct review *review, struct slice body, const char *digest, const char *of_plan)
{
	struct slice words = arena_copy(&review->arena, find_hashes(body));

	review->whole |= strcmp(digest, of_plan) == 0;
	if (words.len == 0)
		review->unlisted++;
	while (words.len > HASH_LEN && words.data[0] == ' ') {
		(void)map_put(&review->hashes, slice_sub(words, 1, HASH_LEN + 1), review);
		words = slice_sub(words, HASH_LEN + 1, words.len);
	}
}

static void
keep_fresh(struct review *review, const struct zone_plan *zone, const struct target_plan *target,
    struct target_plan *fresh)
{
	char hash[PLAN_DIGEST_LEN + 1];
	size_t i;

	*fresh = *target;
	fresh->changes = arena_array(&review->arena, target->nchanges, sizeof(*fresh->changes));
	fresh->origins = NULL;
	fresh->nchanges = 0;
	fresh->counts = (struct plan_counts){.existing = target->counts.existing};
	for (i = 0; i < target->nchanges; i++) {
		enum change_origin origin =
		    target->origins != NULL ? target->origins[i] : ORIGIN_NONE;

		hash_change(zone, target, i, hash);
		if (map_has(&review->hashes, slice_make(hash, HASH_LEN)))
			continue;
		fresh->changes[fresh->nchanges++] = target->changes[i];
		fresh->counts.creates += target->changes[i].action == CHANGE_CREATE;
		fresh->counts.updates += target->changes[i].action == CHANGE_UPDATE;
		fresh->counts.deletes += target->changes[i].action == CHANGE_DELETE;
		review->moved += origin == ORIGIN_DRIFT || origin == ORIGIN_CONFLICT;
	}
	review->fresh += fresh->nchanges;
}

bool
review_compare(struct review *review, const struct plan *plan)
{
	size_t z, t;

	if (review->whole)
		return true;
	review->plan.base = plan->base;
	review->plan.head = plan->head;
	review->plan.zones =
	    arena_array(&review->arena, plan->nzones + 1, sizeof(*review->plan.zones));
	for (z = 0; z < plan->nzones; z++) {
		const struct zone_plan *zone = plan->zones[z];
		struct zone_plan *fresh = arena_alloc(&review->arena, sizeof(*fresh));
		size_t before = review->fresh;

		fresh->zone = zone->zone;
		fresh->targets =
		    arena_array(&review->arena, zone->ntargets + 1, sizeof(*fresh->targets));
		for (t = 0; t < zone->ntargets; t++) {
			size_t kept = review->fresh;

			keep_fresh(review, zone, &zone->targets[t],
			    &fresh->targets[fresh->ntargets]);
			fresh->ntargets += review->fresh > kept;
		}
		if (review->fresh > before)
			review->plan.zones[review->plan.nzones++] = fresh;
	}
	return review->fresh == 0;
}

void
review_free(struct review *review)
{
	map_free(&review->hashes);
	arena_free(&review->arena);
	memset(review, 0, sizeof(*review));
}
