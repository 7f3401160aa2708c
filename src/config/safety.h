/* What `zoneward: safety:` says: which changes need somebody's word. */
#ifndef ZW_CONFIG_SAFETY_H
#define ZW_CONFIG_SAFETY_H

#include "config/pattern.h"

#include <stddef.h>

enum safety_kind { SAFETY_CREATES, SAFETY_UPDATES, SAFETY_DELETES, SAFETY_KINDS };

/* Of one zone at one target; a limit that is not set is below 0. */
struct safety_limit {
	double most;    /* this many */
	double percent; /* this part of what the target has */
};

/* Records that are not changed without a word; each part may be anything. */
struct safety_guard {
	bool apex;                     /* the zone's own name only */
	const struct pattern *pattern; /* of names; or NULL */
	const char *name;              /* as written, or NULL */
	const char *type;              /* mnemonic, or NULL */
};

struct safety {
	struct safety_limit limits[SAFETY_KINDS];
	const struct safety_guard *guards;
	size_t nguards;
};

/** safety_kind_name(kind): Return "creates", "updates" or "deletes". */
const char *safety_kind_name(enum safety_kind kind);

#endif
