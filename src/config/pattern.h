/* What people write to choose names: shell patterns and regular expressions. */
#ifndef ZW_CONFIG_PATTERN_H
#define ZW_CONFIG_PATTERN_H

#include "core/arena.h"
#include "core/slice.h"

#include <stdbool.h>

struct pattern;

/** pattern_glob(glob): Make a pattern of Python's fnmatch: *, ?, [seq], [!seq], over the whole name. */
struct pattern *pattern_glob(struct slice glob);

/**
 * pattern_regex(arena, regex, why):
 * Make a pattern of a regular expression that is searched for in the name.
 * Return NULL and what is wrong in ${why}, in ${arena}, when it is none.
 */
struct pattern *pattern_regex(struct arena *arena, struct slice regex, const char **why);

/** pattern_matches(pattern, name): Return whether ${name} matches.  Safe from several threads. */
bool pattern_matches(const struct pattern *pattern, struct slice name);

/** pattern_free(pattern): Free it; NULL is taken. */
void pattern_free(struct pattern *pattern);

#endif
