/* AcmeManagingProcessor: TXT records of ACME challenges that are ours are marked, others are left alone. */
#include "dns/name.h"
#include "process/classes.h"
#include "process/process.h"

#include <string.h>

static const char mark[] = "*octoDNS*";

static bool
is_challenge(const struct rrset *rrset, struct slice zone)
{
	return strcmp(rrset_type(rrset)->name, "TXT") == 0 &&
	    slice_starts(name_relative(rrset->name, zone), slice_of("_acme-challenge"));
}

static bool
is_marked(const struct rrset *rrset)
{
	size_t i;

	for (i = 0; i < rrset->nvalues; i++) {
		if (slice_is(rrset->values[i].text, mark))
			return true;
	}
	return false;
}

static void
add_mark(struct zone *zone, struct rrset *rrset)
{
	union field *values = arena_array(&zone->arena, rrset->nvalues + 1, sizeof(*values));

	if (rrset->nvalues > 0)
		memcpy(values, rrset->values, rrset->nvalues * sizeof(*values));
	values[rrset->nvalues++].text = slice_of(mark);
	rrset->values = values;
	rrset_sort_values(rrset);
}

static int
mark_source(struct process_call *call)
{
	struct zone *zone = call->desired;
	size_t i;

	for (i = 0; i < zone->count; i++) {
		if (is_challenge(&zone->rrsets[i], zone->name) && !is_marked(&zone->rrsets[i]))
			add_mark(zone, &zone->rrsets[i]);
	}
	return 0;
}

/* What is live stays in sight when it bears the mark, or is wanted. */
static bool
is_ours(void *ctx, const struct rrset *rrset)
{
	const struct zone *desired = ctx;

	return !is_challenge(rrset, desired->name) || is_marked(rrset) ||
	    zone_find(desired, rrset->name, rrset_type(rrset)) != NULL;
}

static int
ignore_others(struct process_call *call)
{
	zone_keep(call->existing, is_ours, call->desired);
	return 0;
}

static const struct option_spec options[] = {{NULL, OPTION_ANY, false, false, NULL}};

/* octoDNS had the second name first, and keeps it. */
static const char *const names[] = {"octodns.processor.acme.AcmeManagingProcessor",
    "octodns.processor.acme.AcmeMangingProcessor", NULL};

const struct processor_class acme_processor = {
    .names = names,
    .options = options,
    .source = mark_source,
    .target = ignore_others,
};
