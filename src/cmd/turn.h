/* One apply at a time: the commands that write wait for their turn. */
#ifndef ZW_CMD_TURN_H
#define ZW_CMD_TURN_H

#include "engine/lock.h"

/**
 * turn_wait(lock, request, diags):
 * As lock_take, but say so when that means to wait.
 */
int turn_wait(struct lock *lock, const struct lock_request *request, struct diags *diags);

/**
 * turn_wait_at(lock, file, diags):
 * The same for a command that was given its configuration as any path.
 */
int turn_wait_at(struct lock *lock, const char *file, struct diags *diags);

#endif
