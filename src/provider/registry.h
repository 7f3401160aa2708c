/* All provider classes that are built in; the table is made from providers/CMakeLists.txt. */
#ifndef ZW_PROVIDER_REGISTRY_H
#define ZW_PROVIDER_REGISTRY_H

#include "provider/provider.h"

extern const struct provider_class *const provider_table[]; /* NULL at the end */

/** provider_class_find(name): Return the class that answers to ${name}, or NULL. */
const struct provider_class *provider_class_find(struct slice name);

#endif
