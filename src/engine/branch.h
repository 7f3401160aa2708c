/* The protected branch: what may be applied is on it. */
#ifndef ZW_ENGINE_BRANCH_H
#define ZW_ENGINE_BRANCH_H

#include "git/repo.h"

/**
 * branch_tip(repo, branch, tip, arena, diags):
 * Find the commit that ${branch} is at, by its short name or whole; as the server has
 * it, where a clone knows that.  NULL: what HEAD names in a bare repository; in a clone
 * what HEAD names at origin, or else main or master.  Return the branch as it is shown,
 * or NULL after adding that there is none.
 */
const char *branch_tip(struct repo *repo, const char *branch, struct oid *tip, struct arena *arena,
    struct diags *diags);

#endif
