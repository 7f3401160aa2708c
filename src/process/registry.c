/* The table of processors: a new class is a new row. */
#include "process/registry.h"

#include "process/classes.h"

const struct processor_class *const processor_table[] = {
    &acme_processor,
    &arpa_processor,
    &clamp_ttl_processor,
    &exclude_root_ns_processor,
    &ignore_root_ns_processor,
    &allow_names_processor,
    &reject_names_processor,
    &allow_networks_processor,
    &reject_networks_processor,
    &allow_types_processor,
    &reject_types_processor,
    &allow_values_processor,
    &reject_values_processor,
    &zone_name_processor,
    &meta_processor,
    &ownership_processor,
    &restrict_ttl_processor,
    &spf_processor,
    &templating_processor,
    &trailing_dots_processor,
    NULL,
};

const struct processor_class *
processor_class_find(struct slice path)
{
	const struct processor_class *const *class;
	size_t i;

	for (class = processor_table; *class != NULL; class ++) {
		for (i = 0; (*class)->names[i] != NULL; i++) {
			if (slice_is(path, (*class)->names[i]))
				return *class;
		}
	}
	return NULL;
}
