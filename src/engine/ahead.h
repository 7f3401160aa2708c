/* Comparing the two trees of a range while the configuration is read. */
#ifndef ZW_ENGINE_AHEAD_H
#define ZW_ENGINE_AHEAD_H

#include "git/changes.h"

#include <pthread.h>

/* All zero has not begun. */
struct ahead {
	struct snapshot *base, *head;
	struct changes changes;
	struct diags diags;
	pthread_t thread;
	bool begun, threaded;
	int rc;
};

/** ahead_begin(ahead, base, head): Start comparing; both outlive ${ahead}. */
void ahead_begin(struct ahead *ahead, struct snapshot *base, struct snapshot *head);

/**
 * ahead_wait(ahead, diags):
 * Wait for the result, ahead->changes, which lives until ahead_end.  Return as
 * changes_between does.
 */
int ahead_wait(struct ahead *ahead, struct diags *diags);

/** ahead_end(ahead): Wait and free; what has not begun is taken. */
void ahead_end(struct ahead *ahead);

#endif
