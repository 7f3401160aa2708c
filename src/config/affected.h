/* Which zones a change touches: the cost of a run follows from it. */
#ifndef ZW_CONFIG_AFFECTED_H
#define ZW_CONFIG_AFFECTED_H

#include "config/expand.h"
#include "git/changes.h"

struct affected_zone {
	struct slice name;
	const struct zone_config *config; /* of the head; of the base when removed */
	bool removed;                     /* no longer configured, or its files are gone */
};

/* All zero is empty. */
struct affected {
	struct arena arena;
	struct affected_zone *zones; /* by name */
	size_t count, cap;
	struct map seen;
};

/**
 * config_affected(base, head, files, changes, affected, diags):
 * Find the zones that ${changes} touch: their own files, their entries, the
 * providers, processors and settings that they use, what their files include,
 * the zones above one that came or went, and the aliases of all these.  When
 * ${base} and ${head} are the same, or have the same configuration (see
 * config_reads), entries are not compared.  ${files} is the head's snapshot.
 * Return 0, or -1 after adding errors: more zones may be touched, then.
 */
int config_affected(struct estate *base, struct estate *head, struct snapshot *files,
    const struct changes *changes, struct affected *affected, struct diags *diags);

/** affected_free(affected): Free it; it is empty again. */
void affected_free(struct affected *affected);

#endif
