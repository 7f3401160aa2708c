/* The search for affected zones: what its files share; for src/config only. */
#ifndef ZW_CONFIG_TOUCH_H
#define ZW_CONFIG_TOUCH_H

#include "config/affected.h"

struct search {
	struct estate *base, *head;
	struct snapshot *files;
	struct affected *out;
	struct diags *diags;
	struct arena scratch;
	struct map foreign; /* changed files that are no zone's own */
	int status;
};

/** touch_zone(search, name, zone): Note that a zone of the head is affected. */
void touch_zone(struct search *search, struct slice name, const struct zone_config *zone);

/** touch_removed(search, name, zone): Note that a zone is gone; those above it are affected. */
void touch_removed(struct search *search, struct slice name, const struct zone_config *zone);

/** touch_above(search, name): Note the zones that have ${name} as a sub-zone. */
void touch_above(struct search *search, struct slice name);

/** touch_all(search): Note every zone of the head, and what is gone. */
void touch_all(struct search *search);

/** touch_file(search, path, change): Note the zones that a file is of; false when it is of none. */
bool touch_file(struct search *search, struct slice path, enum file_change change);

/** touch_entries(search): Compare the configurations, which differ. */
void touch_entries(struct search *search);

/** touch_includers(search): Note the zones whose files include one of search->foreign. */
void touch_includers(struct search *search);

/** list_has(list, id): Return whether ${id} is one of ${list}. */
bool list_has(const struct id_list *list, const char *id);

#endif
