/* Plans: for each zone and target the changes in order, and whether they are safe. */
#ifndef ZW_PLAN_PLAN_H
#define ZW_PLAN_PLAN_H

#include "core/arena.h"
#include "core/diag.h"
#include "dns/change.h"
#include "dns/zone.h"

/* Why a change is there. */
enum change_origin {
	ORIGIN_NONE,      /* no base to compare with */
	ORIGIN_REQUESTED, /* the configuration changed */
	ORIGIN_DRIFT,     /* the provider changed */
	ORIGIN_CONFLICT,  /* both did */
};

struct plan_counts {
	size_t deletes, creates, updates;
	size_t existing; /* RRsets that the target had, what is left alone aside */
};

/* What asks for a change that is requested. */
struct change_cause {
	struct place at; /* of the record; file NULL when there is none */
	bool of_base;    /* the place is in the base: the record is no longer there */
	bool asked; /* a line of the zone's own files: else it is the effect of another change */
};

struct target_plan {
	const char *target;          /* provider's id */
	const char *class_name;      /* "YamlProvider"; NULL for a configuration */
	bool exists;                 /* the target knows the zone */
	bool writable;               /* false: planned, but never applied */
	struct change *changes;      /* in octoDNS's order; RRsets in the plan's arena */
	enum change_origin *origins; /* one for each, or NULL */
	struct change_cause *causes; /* likewise; only those that are requested or in conflict */
	size_t nchanges;
	struct plan_counts counts;
	const char *unsafe;         /* why it needs --force, or NULL */
	bool guarded;               /* by zoneward.safety: then --force is not enough */
	const char *const *sources; /* ids; the rrset.source of a wanted RRset indexes them */
	unsigned nsources;
};

/* What a range asks for and the target has: nothing is to be done. */
struct already_plan {
	const char *target;
	struct change *changes; /* existing: what the base wanted */
	struct change_cause *causes;
	size_t count;
};

struct zone_plan {
	struct slice zone;
	struct target_plan *targets; /* those with changes only */
	size_t ntargets;
	struct already_plan *already; /* those that are not empty */
	size_t nalready;
	struct arena arena; /* everything in it */
};

/* All zero is an empty plan. */
struct plan {
	const char *base, *head;  /* names of the snapshots, or NULL */
	struct zone_plan **zones; /* longest name first, then the configuration's order */
	size_t nzones, cap;
	const struct diags *waiting; /* what counts after the merge only, or NULL; not the plan's */
	struct arena arena;
};

/** plan_free(plan): Free it. */
void plan_free(struct plan *plan);

/**
 * plan_add(plan, zone_plan):
 * Append; ${plan} owns ${zone_plan}, which is from mem_zero, from now on.
 */
void plan_add(struct plan *plan, struct zone_plan *zone_plan);

/** plan_sort(plan): Longest zone name first; equal lengths keep their order. */
void plan_sort(struct plan *plan);

/** plan_changes(plan): Return how many changes there are in all. */
size_t plan_changes(const struct plan *plan);

/** plan_unsafe(plan): Return the first reason why it needs --force, or NULL. */
const char *plan_unsafe(const struct plan *plan);

/** plan_guarded(plan): Return whether zoneward.safety objects to it: the plan's digest must be allowed. */
bool plan_guarded(const struct plan *plan);

/** plan_source(plan, rrset): Return the id of the source of wanted ${rrset}, "" when there is none. */
const char *plan_source(const struct target_plan *plan, const struct rrset *rrset);

/** plan_asked(plan, index): Return whether a line of the range asks for that change; without a base all are. */
bool plan_asked(const struct target_plan *plan, size_t index);

/** origin_word(origin): Return "requested", "drift", "conflict" or NULL. */
const char *origin_word(enum change_origin origin);

#define PLAN_DIGEST_LEN 64 /* hexadecimal digits of a SHA-256 */

/**
 * plan_digest(plan, text):
 * Write the SHA-256 of the canonical JSON of all changes, in order, to ${text}:
 * commits, times and origins are left out.  It is the JSON of a list of {changes:
 * [{action, existing, name, new, type}], target, zone}, one for each target with
 * changes, as Python's json.dumps prints it with sorted keys.  ${text} is empty
 * when there is no SHA-256 to be had, which equals no digest.
 */
void plan_digest(const struct plan *plan, char text[PLAN_DIGEST_LEN + 1]);

/** plan_data(buf, plan, zone): Print octoDNS's JSON of a plan, on one line, keys as it makes them. */
void plan_data(struct buf *buf, const struct target_plan *plan, struct slice zone);

/**
 * plan_checksum(plan, text):
 * Write what octoDNS calls the checksum of a plan (manager.enable_checksum): the
 * SHA-256 of its JSON, byte for byte.  ${plan} has changes.
 */
void plan_checksum(const struct plan *plan, char text[PLAN_DIGEST_LEN + 1]);

/** digest_text(s, text): Write the SHA-256 of ${s} to ${text}, which is empty when there is none. */
void digest_text(struct slice s, char text[PLAN_DIGEST_LEN + 1]);

#endif
