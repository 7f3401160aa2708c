/* Our own settings, `zoneward:`; for src/config only. */
#ifndef ZW_CONFIG_SETTINGS_H
#define ZW_CONFIG_SETTINGS_H

#include "config/read.h"

/** read_settings(reader, settings): What `zoneward` says; ${settings} is a mapping or NULL. */
void read_settings(struct reader *reader, const struct node *settings);

/** read_safety(reader, node): What `zoneward: safety:` says; ${node} may be NULL: what is usual. */
void read_safety(struct reader *reader, const struct node *node);

#endif
