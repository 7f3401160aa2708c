/* What a range says of providers, processors and settings: it waits for the merge. */
#ifndef ZW_ENGINE_WAITING_H
#define ZW_ENGINE_WAITING_H

#include "engine/workspace.h"

/* The rule of each line. */
extern const char waiting_rule[];

/**
 * waiting_find(workspace):
 * Fill workspace->waiting with what the head's configuration changes and does not
 * count yet; and take out of its zones the targets that only the head has.  A zone
 * that needs more of the head than that is not planned before the merge.
 */
void waiting_find(struct workspace *workspace);

#endif
