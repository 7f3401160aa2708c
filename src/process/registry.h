/* All processor classes that are built in. */
#ifndef ZW_PROCESS_REGISTRY_H
#define ZW_PROCESS_REGISTRY_H

#include "process/process.h"

extern const struct processor_class *const processor_table[]; /* NULL at the end */

/** processor_class_find(path): Return the class of that name, module included, or NULL. */
const struct processor_class *processor_class_find(struct slice path);

/** processor_common_options(): Return what every class takes; name NULL at the end. */
const struct option_spec *processor_common_options(void);

#endif
