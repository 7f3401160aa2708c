/* Which diagnostics of a range are on lines that it changes itself. */
#ifndef ZW_ENGINE_OWN_LINES_H
#define ZW_ENGINE_OWN_LINES_H

#include "core/diag.h"
#include "engine/workspace.h"

/**
 * own_lines(workspace, diags, own):
 * Add to ${own} those of ${diags} that are on lines which the head has and the base has
 * not, with the numbers that these lines have in the head's commit: the head of
 * ${workspace} may be a merge, whose lines are further down.  Return how many are not.
 */
size_t own_lines(struct workspace *workspace, const struct diags *diags, struct diags *own);

#endif
