/* Whether a plan is what a comment showed: change by change, by their hashes. */
#ifndef ZW_FORGE_REVIEW_H
#define ZW_FORGE_REVIEW_H

#include "core/buf.h"
#include "plan/plan.h"

/* All zero before, review_free after. */
struct review {
	bool listed;      /* the comment says which changes it showed */
	size_t shown;     /* how many */
	size_t fresh;     /* changes of the plan that it did not show */
	size_t moved;     /* of them, those where the target changed meanwhile */
	struct plan plan; /* only the fresh changes, to be shown */
	struct arena arena;
};

/** review_print(buf, plan): Print the hashes of its changes as a line that nobody sees, if not too many. */
void review_print(struct buf *buf, const struct plan *plan);

/** review_compare(review, plan, body): Hold ${plan}, which outlives ${review}, against a comment. */
void review_compare(struct review *review, const struct plan *plan, struct slice body);

/** review_free(review): Free it. */
void review_free(struct review *review);

#endif
