/* Whether a plan is what a comment showed: change by change, by their hashes. */
#ifndef ZW_FORGE_SHOWN_H
#define ZW_FORGE_SHOWN_H

#include "core/buf.h"
#include "core/map.h"
#include "plan/plan.h"

/* All zero before, shown_free after. */
struct shown {
	struct map hashes; /* of all changes that were shown */
	size_t unlisted;   /* comments that do not say which changes they showed */
	bool whole;        /* one of them showed this very plan */
	size_t fresh;      /* changes of the plan that it did not show */
	size_t moved;      /* of them, those where the target changed meanwhile */
	struct plan plan;  /* only the fresh changes, to be shown */
	struct arena arena;
};

/** shown_print(buf, plan): Print the hashes of its changes as a line that nobody sees, if not too many. */
void shown_print(struct buf *buf, const struct plan *plan);

#define SHOWN_SEAL_LEN 24 /* hexadecimal digits */

/**
 * shown_seal(plan, seal), shown_seal_of(body, seal):
 * Write a hash of the line that shown_print makes, or of the one that a comment has, to
 * ${seal}: with it a list that somebody edited is told from ours.  Empty without one.
 */
void shown_seal(const struct plan *plan, char seal[SHOWN_SEAL_LEN + 1]);
void shown_seal_of(struct slice body, char seal[SHOWN_SEAL_LEN + 1]);

/** shown_add(shown, body, digest, of_plan): Take in a comment, which showed plan ${digest}. */
void shown_add(struct shown *shown, struct slice body, const char *digest, const char *of_plan);

/**
 * shown_compare(shown, plan):
 * Hold ${plan}, which outlives ${shown}, against the comments.  Return true when
 * it is what one of them showed, or each of its changes was shown.
 */
bool shown_compare(struct shown *shown, const struct plan *plan);

/** shown_free(shown): Free it. */
void shown_free(struct shown *shown);

#endif
