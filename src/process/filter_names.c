/* Filters of names that are special: the NS of the zone itself, and those that end in the zone's name. */
#include "dns/name.h"
#include "process/classes.h"
#include "process/process.h"
#include "provider/options.h"

#include <string.h>

static bool
is_root_ns(const struct rrset *rrset, struct slice zone)
{
	return strcmp(rrset_type(rrset)->name, "NS") == 0 && slice_equal(rrset->name, zone);
}

static bool
is_no_root_ns(void *zone, const struct rrset *rrset)
{
	return !is_root_ns(rrset, ((const struct zone *)zone)->name);
}

static int
ignore_in_source(struct process_call *call)
{
	zone_keep(call->desired, is_no_root_ns, call->desired);
	return 0;
}

static int
ignore_in_target(struct process_call *call)
{
	zone_keep(call->existing, is_no_root_ns, call->existing);
	return 0;
}

/* The summary keeps its counts: octoDNS makes it before. */
static int
exclude_changes(struct process_call *call)
{
	size_t i, kept = 0;
	int rc = 0;

	for (i = 0; i < call->nchanges; i++) {
		const struct rrset *rrset = change_rrset(&call->changes[i]);
		struct subject subject = {call->desired->name, rrset->name, "NS"};

		if (!is_root_ns(rrset, call->desired->name)) {
			call->changes[kept++] = call->changes[i];
		} else if (option_bool(call->processor->options, "error", true)) {
			rc = process_fault(call, rrset, "processor-root-ns",
			    "write the NS records that the target has, or none",
			    "root NS changes are disallowed");
		} else {
			diag_warn(call->diags, "processor-root-ns", &subject, rrset_place(rrset),
			    NULL, "processor %s: the change of the root NS is left out",
			    call->processor->id);
		}
	}
	call->nchanges = kept;
	return rc;
}

struct ending {
	const struct process_call *call;
	const struct zone *zone;
	int rc;
};

static bool
ends_in_zone(const struct ending *ending, const struct rrset *rrset)
{
	struct slice name = name_relative(rrset->name, ending->zone->name);
	struct slice zone = ending->zone->name;

	return slice_ends(name, zone) || slice_ends(name, slice_sub(zone, 0, zone.len - 1));
}

static bool
keep_unless_ends(void *ctx, const struct rrset *rrset)
{
	struct ending *ending = ctx;

	if (!ends_in_zone(ending, rrset))
		return true;
	if (option_bool(ending->call->processor->options, "error", true)) {
		ending->rc = process_fault(ending->call, rrset, "processor-zone-name",
		    "write the name without its zone", "record name ends with zone name");
	}
	return false;
}

static int
name_in_source(struct process_call *call)
{
	struct ending ending = {call, call->desired, 0};

	zone_keep(call->desired, keep_unless_ends, &ending);
	return ending.rc;
}

static int
name_in_target(struct process_call *call)
{
	struct ending ending = {call, call->existing, 0};

	if (option_bool(call->processor->options, "include_target", true))
		zone_keep(call->existing, keep_unless_ends, &ending);
	return ending.rc;
}

static const struct option_spec no_options[] = {{NULL, OPTION_ANY, false, false, NULL}};

static const struct option_spec error_options[] = {
    {"error", OPTION_BOOL, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const struct option_spec name_options[] = {
    {"error", OPTION_BOOL, false, false, NULL},
    {"include_target", OPTION_BOOL, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const char *const ignore_names[] = {"octodns.processor.filter.IgnoreRootNsFilter", NULL};
static const char *const exclude_names[] = {"octodns.processor.filter.ExcludeRootNsChanges", NULL};
static const char *const zone_names[] = {"octodns.processor.filter.ZoneNameFilter", NULL};

const struct processor_class ignore_root_ns_processor = {
    .names = ignore_names,
    .options = no_options,
    .source = ignore_in_source,
    .target = ignore_in_target,
};

const struct processor_class exclude_root_ns_processor = {
    .names = exclude_names,
    .options = error_options,
    .plan = exclude_changes,
};

const struct processor_class zone_name_processor = {
    .names = zone_names,
    .options = name_options,
    .source = name_in_source,
    .target = name_in_target,
};
