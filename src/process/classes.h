/* The classes, each in the file of its family; for the registry. */
#ifndef ZW_PROCESS_CLASSES_H
#define ZW_PROCESS_CLASSES_H

#include "process/process.h"

extern const struct processor_class acme_processor, arpa_processor, clamp_ttl_processor,
    exclude_root_ns_processor, ignore_root_ns_processor, allow_names_processor,
    reject_names_processor, allow_networks_processor, reject_networks_processor,
    allow_types_processor, reject_types_processor, allow_values_processor, reject_values_processor,
    zone_name_processor, meta_processor, ownership_processor, restrict_ttl_processor, spf_processor,
    templating_processor, trailing_dots_processor;

#endif
