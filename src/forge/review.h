/* Whether a plan is what a comment showed: change by change, by their hashes. */
#ifndef ZW_FORGE_REVIEW_H
#define ZW_FORGE_REVIEW_H

#include "core/buf.h"
#include "core/map.h"
#include "plan/plan.h"

/* All zero before, review_free after. */
struct review {
	struct map hashes; /* of all changes that were shown */
	size_t unlisted;   /* comments that do not say which changes they showed */
	bool whole;        /* one of them showed this very plan */
	size_t fresh;      /* changes of the plan that it did not show */
	size_t moved;      /* of them, those where the target changed meanwhile */
	struct plan plan;  /* only the fresh changes, to be shown */
	struct arena arena;
};

/** review_print(buf, plan): Print the hashes of its changes as a line that nobody sees, if not too many. */
void review_print(struct buf *buf, const struct plan *plan);

/** review_add(review, body, digest, of_plan): Take in a comment, which showed plan ${digest}. */
void review_add(struct review *review, struct slice body, const char *digest, const char *of_plan);

/**
 * review_compare(review, plan):
 * Hold ${plan}, which outlives ${review}, against the comments.  Return true when
 * it is what one of them showed, or each of its changes was shown.
 */
bool review_compare(struct review *review, const struct plan *plan);

/** review_free(review): Free it. */
void review_free(struct review *review);

#endif
