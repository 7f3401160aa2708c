/* Whether a plan is what a comment showed: change by change, by their hashes. */
#include "forge/shown.h"

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
shown_print(struct buf *buf, const struct plan *plan)
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

static void
seal_line(struct slice hashes, char seal[SHOWN_SEAL_LEN + 1])
{
	char hash[PLAN_DIGEST_LEN + 1] = "";

	if (hashes.len > 0)
		digest_text(hashes, hash);
	memcpy(seal, hash, SHOWN_SEAL_LEN);
	seal[SHOWN_SEAL_LEN] = '\0';
}

void
shown_seal(const struct plan *plan, char seal[SHOWN_SEAL_LEN + 1])
{
	struct buf body = {0};

	buf_char(&body, '\n');
	shown_print(&body, plan);
	shown_seal_of(buf_view(&body), seal);
	buf_free(&body);
}

void
shown_seal_of(struct slice body, char seal[SHOWN_SEAL_LEN + 1])
{
	seal_line(find_hashes(body), seal);
}

void
shown_add(struct shown *shown, struct slice body, const char *digest, const char *of_plan)
{
	struct slice words = arena_copy(&shown->arena, find_hashes(body));

	shown->whole |= strcmp(digest, of_plan) == 0;
	if (words.len == 0)
		shown->unlisted++;
	while (words.len > HASH_LEN && words.data[0] == ' ') {
		(void)map_put(&shown->hashes, slice_sub(words, 1, HASH_LEN + 1), shown);
		words = slice_sub(words, HASH_LEN + 1, words.len);
	}
}

/* Append change number index of target to fresh, with why it is there. */
static void
keep_change(struct shown *shown, const struct target_plan *target, size_t index,
    struct target_plan *fresh)
{
	enum change_action action = target->changes[index].action;
	size_t n = fresh->nchanges++;

	fresh->changes[n] = target->changes[index];
	fresh->counts.creates += action == CHANGE_CREATE;
	fresh->counts.updates += action == CHANGE_UPDATE;
	fresh->counts.deletes += action == CHANGE_DELETE;
	if (target->causes != NULL)
		fresh->causes[n] = target->causes[index];
	if (target->origins == NULL)
		return;
	fresh->origins[n] = target->origins[index];
	shown->moved += fresh->origins[n] == ORIGIN_DRIFT || fresh->origins[n] == ORIGIN_CONFLICT;
}

static void
keep_fresh(struct shown *shown, const struct zone_plan *zone, const struct target_plan *target,
    struct target_plan *fresh)
{
	char hash[PLAN_DIGEST_LEN + 1];
	size_t i;

	*fresh = *target;
	fresh->changes = arena_array(&shown->arena, target->nchanges, sizeof(*fresh->changes));
	if (target->origins != NULL)
		fresh->origins =
		    arena_array(&shown->arena, target->nchanges, sizeof(*fresh->origins));
	if (target->causes != NULL)
		fresh->causes =
		    arena_array(&shown->arena, target->nchanges, sizeof(*fresh->causes));
	fresh->nchanges = 0;
	fresh->counts = (struct plan_counts){.existing = target->counts.existing};
	for (i = 0; i < target->nchanges; i++) {
		hash_change(zone, target, i, hash);
		if (!map_has(&shown->hashes, slice_make(hash, HASH_LEN)))
			keep_change(shown, target, i, fresh);
	}
	shown->fresh += fresh->nchanges;
}

bool
shown_compare(struct shown *shown, const struct plan *plan)
{
	size_t z, t;

	if (shown->whole)
		return true;
	shown->plan.base = plan->base;
	shown->plan.head = plan->head;
	shown->plan.zones =
	    arena_array(&shown->arena, plan->nzones + 1, sizeof(*shown->plan.zones));
	for (z = 0; z < plan->nzones; z++) {
		const struct zone_plan *zone = plan->zones[z];
		struct zone_plan *fresh = arena_alloc(&shown->arena, sizeof(*fresh));
		size_t before = shown->fresh;

		fresh->zone = zone->zone;
		fresh->targets =
		    arena_array(&shown->arena, zone->ntargets + 1, sizeof(*fresh->targets));
		for (t = 0; t < zone->ntargets; t++) {
			size_t kept = shown->fresh;

			keep_fresh(shown, zone, &zone->targets[t],
			    &fresh->targets[fresh->ntargets]);
			fresh->ntargets += shown->fresh > kept;
		}
		if (shown->fresh > before)
			shown->plan.zones[shown->plan.nzones++] = fresh;
	}
	return shown->fresh == 0;
}

void
shown_free(struct shown *shown)
{
	map_free(&shown->hashes);
	arena_free(&shown->arena);
	memset(shown, 0, sizeof(*shown));
}
