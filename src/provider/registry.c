/* All provider classes that are built in. */
#include "provider/registry.h"

const struct provider_class *
provider_class_find(struct slice name)
{
	const struct provider_class *const *class;
	const char *const *alias;

	for (class = provider_table; *class != NULL; class ++) {
		for (alias = (*class)->names; *alias != NULL; alias++) {
			if (slice_is(name, *alias))
				return *class;
		}
	}
	return NULL;
}
