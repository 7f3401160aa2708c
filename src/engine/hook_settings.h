/* What the operator of a repository tells the hooks: zoneward.* of its Git config. */
#ifndef ZW_ENGINE_HOOK_SETTINGS_H
#define ZW_ENGINE_HOOK_SETTINGS_H

#include "core/arena.h"
#include "core/diag.h"
#include "git/repo.h"

/* What post-receive does with the zones of a push to a protected branch. */
enum hook_after { HOOK_AFTER_NOTHING, HOOK_AFTER_PLAN, HOOK_AFTER_APPLY };

/* Globs; an empty setting forgets those before it, as in Git. */
struct hook_globs {
	const char **items;
	size_t count, cap;
};

/* All zero, with config and root "", says nothing. */
struct hook_settings {
	struct arena arena;
	const char *config, *root; /* paths of the repository; "" when not set */
	bool strict;
	double deadline;             /* seconds */
	struct hook_globs refs;      /* that are checked; none: every branch */
	struct hook_globs protected; /* branches; none: what HEAD names, which may be rewritten */
	enum hook_after after;
};

#define HOOK_DEADLINE 60.0 /* when none is set */

/**
 * hook_settings_read(repo, settings, diags):
 * Read zoneward.* of ${repo}.  Return 0; or -1 after adding what is wrong, so that
 * a slip of the operator refuses pushes and lets none through.  Free in both cases.
 */
int hook_settings_read(struct repo *repo, struct hook_settings *settings, struct diags *diags);

/** hook_settings_free(settings): Free it. */
void hook_settings_free(struct hook_settings *settings);

/** hook_globs_match(globs, name): Return whether one of ${globs} matches reference ${name}. */
bool hook_globs_match(const struct hook_globs *globs, struct slice name);

/** hook_checks(settings, name): Return whether pushes to reference ${name} are checked. */
bool hook_checks(const struct hook_settings *settings, struct slice name);

/**
 * hook_protects(settings, head, name):
 * Return whether ${name} is a protected branch; ${head} is what HEAD names, or NULL.
 */
bool hook_protects(const struct hook_settings *settings, const char *head, struct slice name);

#endif
