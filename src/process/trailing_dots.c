/* EnsureTrailingDots: names in the values of records become absolute. */
#include "process/classes.h"
#include "process/process.h"

#include <string.h>

static const char *const types[] = {"ALIAS", "CNAME", "DNAME", "NS", "PTR", "MX", "SRV", NULL};

static bool
is_concerned(const struct rtype *type)
{
	size_t i;

	for (i = 0; types[i] != NULL; i++) {
		if (strcmp(type->name, types[i]) == 0)
			return true;
	}
	return false;
}

static bool
lacks_dot(struct slice name)
{
	return name.len > 0 && name.data[name.len - 1] != '.';
}

static void
add_dots(struct arena *arena, struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	size_t i, count = (size_t)rrset->nvalues * type->nfields;

	for (i = 0; i < count; i++) {
		struct slice *name = &rrset->values[i].text;

		if (type->fields[i % type->nfields].kind == FIELD_TARGET && lacks_dot(*name))
			*name = slice_of(arena_printf(arena, "%.*s.", SLICE_ARGS(*name)));
	}
	rrset_sort_values(rrset);
}

static int
source(struct process_call *call)
{
	struct zone *zone = call->desired;
	size_t i;

	for (i = 0; i < zone->count; i++) {
		if (is_concerned(rrset_type(&zone->rrsets[i])))
			add_dots(&zone->arena, &zone->rrsets[i]);
	}
	return 0;
}

static const struct option_spec options[] = {{NULL, OPTION_ANY, false, false, NULL}};
static const char *const names[] = {"octodns.processor.trailing_dots.EnsureTrailingDots", NULL};

const struct processor_class trailing_dots_processor = {
    .names = names,
    .options = options,
    .source = source,
};
