/* A plan that was reviewed, and whether another one does no more than that. */
#ifndef ZW_ENGINE_REVIEW_H
#define ZW_ENGINE_REVIEW_H

#include "core/map.h"
#include "plan/plan.h"

struct cJSON;

/* All zero is none. */
struct review {
	struct cJSON *root;
	const char *base, *digest; /* as the plan says; NULL when it does not */
	struct map changes;        /* zone, target, name and type -> struct cJSON */
	struct arena arena;
};

/**
 * review_read(review, file, diags):
 * Read the plan in ${file}, as --format json prints it.  Return 0 or -1.
 */
int review_read(struct review *review, const char *file, struct diags *diags);

/**
 * review_check(review, plan, diags):
 * Hold ${plan} against the review.  What is missing from it was done already, or is
 * no longer needed.  Each change that was not reviewed is an error that says why it
 * is there: live moved, another request came in between, or the content differs.
 * Return 0, or -1 when there is one.
 */
int review_check(const struct review *review, const struct plan *plan, struct diags *diags);

/** review_free(review): Free it. */
void review_free(struct review *review);

#endif
