/* TTLs: refused outside of a range, or moved into it. */
#include "process/classes.h"
#include "process/record.h"
#include "provider/options.h"

#include <inttypes.h>

#define RESTRICT_MIN 1
#define RESTRICT_MAX 604800 /* a week */
#define CLAMP_MIN 300
#define CLAMP_MAX 86400

/* The list of allowed TTLs; NULL when there is none, or an empty one. */
static const struct node *
allowed_list(const struct processor *p)
{
	const struct node *list = node_get(p->options, "allowed_ttls");

	return list != NULL && node_truth(list) ? list : NULL;
}

static int
open_restrict(struct processor *p, struct diags *diags)
{
	const struct node *list = allowed_list(p);
	int rc = 0;
	size_t i;

	for (i = 0; list != NULL && i < list->u.list.count; i++) {
		if (list->u.list.items[i]->kind != NODE_INT) {
			rc = processor_fault(p, diags, list->u.list.items[i], NULL,
			    "a TTL must be a number, not %s",
			    node_kind_name(list->u.list.items[i]));
		}
	}
	return rc;
}

static bool
is_allowed(const struct node *list, uint32_t ttl)
{
	size_t i;

	for (i = 0; list != NULL && i < list->u.list.count; i++) {
		if (list->u.list.items[i]->u.number == (int64_t)ttl)
			return true;
	}
	return list == NULL;
}

static int
check_ttl(const struct process_call *call, const struct rrset *rrset)
{
	const struct node *options = call->processor->options;
	int64_t least = option_int(options, "min_ttl", RESTRICT_MIN);
	int64_t most = option_int(options, "max_ttl", RESTRICT_MAX);
	const char *rule = "processor-ttl";

	if (!is_allowed(allowed_list(call->processor), rrset->ttl)) {
		return process_fault(call, rrset, rule, "use one of its allowed_ttls",
		    "ttl %" PRIu32 " is not an allowed value", rrset->ttl);
	}
	if (rrset->ttl < least) {
		return process_fault(call, rrset, rule, NULL,
		    "ttl %" PRIu32 " is too low, the least is %" PRId64, rrset->ttl, least);
	}
	if (rrset->ttl > most) {
		return process_fault(call, rrset, rule, NULL,
		    "ttl %" PRIu32 " is too high, the most is %" PRId64, rrset->ttl, most);
	}
	return 0;
}

/* Leniency of the zone does not count: then the processor would better be left out. */
static int
restrict_source(struct process_call *call)
{
	const struct zone *zone = call->desired;
	int rc = 0;
	size_t i;

	for (i = 0; i < zone->count; i++) {
		const struct rrset *rrset = &zone->rrsets[i];

		if (!record_is_lenient(rrset) && check_ttl(call, rrset) != 0)
			rc = -1;
	}
	return rc;
}

static int
open_clamp(struct processor *p, struct diags *diags)
{
	int64_t least = option_int(p->options, "min_ttl", CLAMP_MIN);
	int64_t most = option_int(p->options, "max_ttl", CLAMP_MAX);
	const struct node *at = node_get(p->options, "min_ttl");

	if (least > most) {
		return processor_fault(p, diags, at != NULL ? at : node_get(p->options, "max_ttl"),
		    "they are 300 and 86400 unless set",
		    "min_ttl %" PRId64 " must not be higher than max_ttl %" PRId64, least, most);
	}
	if (least < 0 || most > UINT32_MAX)
		return processor_fault(p, diags, at, NULL, "min_ttl or max_ttl is no TTL");
	return 0;
}

static int
clamp_source(struct process_call *call)
{
	const struct node *options = call->processor->options;
	uint32_t least = (uint32_t)option_int(options, "min_ttl", CLAMP_MIN);
	uint32_t most = (uint32_t)option_int(options, "max_ttl", CLAMP_MAX);
	size_t i;

	for (i = 0; i < call->desired->count; i++) {
		uint32_t *ttl = &call->desired->rrsets[i].ttl;

		if (*ttl > most)
			*ttl = most;
		if (*ttl < least)
			*ttl = least;
	}
	return 0;
}

static const struct option_spec restrict_options[] = {
    {"min_ttl", OPTION_INT, false, false, NULL},
    {"max_ttl", OPTION_INT, false, false, NULL},
    {"allowed_ttls", OPTION_LIST, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const struct option_spec clamp_options[] = {
    {"min_ttl", OPTION_INT, false, false, NULL},
    {"max_ttl", OPTION_INT, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const char *const restrict_names[] = {"octodns.processor.restrict.TtlRestrictionFilter",
    NULL};
static const char *const clamp_names[] = {"octodns.processor.clamp.TtlClampProcessor", NULL};

const struct processor_class restrict_ttl_processor = {
    .names = restrict_names,
    .options = restrict_options,
    .flags = PROCESSOR_ONLY_CHECKS,
    .open = open_restrict,
    .source = restrict_source,
};

const struct processor_class clamp_ttl_processor = {
    .names = clamp_names,
    .options = clamp_options,
    .open = open_clamp,
    .source = clamp_source,
};
