/*
 * One apply at a time on a machine: a lock that the system takes back when its
 * process ends, however it ends.
 */
#ifndef ZW_ENGINE_LOCK_H
#define ZW_ENGINE_LOCK_H

#include "core/diag.h"
#include "git/repo.h"

#define LOCK_ID_LEN 32

struct lock {
	int fd; /* -1: nothing is locked */
	/* Whose lock it is, the same each time it is taken here; empty when that is not known. */
	char id[LOCK_ID_LEN + 1];
};

struct lock_request {
	const char *dir, *config; /* the configuration's path from there */
	enum repo_mode mode;
	bool must;           /* what cannot be locked is an error, not a warning */
	void (*waits)(void); /* is called once when another one has the lock */
};

/**
 * lock_take(lock, request, diags):
 * Lock the file zoneward.lock in the Git directory that all work trees of the
 * repository of ${request}->dir share; where there is none, the configuration itself.
 * Waits as long as another process has it.  Return 0, also without a lock where
 * nothing can be locked and that is no error; or -1.
 */
int lock_take(struct lock *lock, const struct lock_request *request, struct diags *diags);

/** lock_release(lock): Let the next one in. */
void lock_release(struct lock *lock);

#endif
