/* Which changes of a request a zone has: what counts when an answer was lost. */
#include "provider/settle.h"

bool
settle_is_there(const struct provider *provider, const struct zone *zone,
    const struct change *change)
{
	const struct rrset *rrset = change_rrset(change);
	const struct rrset *live = zone_find(zone, rrset->name, rrset_type(rrset));
	struct rrset written = *rrset;

	if (change->action == CHANGE_DELETE)
		return live == NULL;
	if ((provider->flags & PROVIDER_NO_EMPTY_TEXT) != 0) {
		uint32_t empty = rrset_empty_texts(&written);

		written.values += empty;
		written.nvalues -= empty;
	}
	return live != NULL && !provider_differs(provider, live, &written);
}

void
settle_all(const struct apply_request *request, enum apply_status *statuses,
    enum apply_status status)
{
	size_t i;

	for (i = 0; i < request->count; i++)
		statuses[i] = status;
}

/* Set each status by what the zone has now.  Return how many changes are there. */
static long
compare(const struct provider *provider, const struct apply_request *request,
    const struct zone *zone, enum apply_status *statuses)
{
	long there = 0;
	size_t i;

	for (i = 0; i < request->count; i++) {
		bool done = settle_is_there(provider, zone, &request->changes[i]);

		statuses[i] = done ? APPLY_DONE : APPLY_FAILED;
		there += done;
	}
	return there;
}

long
settle_by_reading(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses)
{
	struct read_request again = {.zone = request->zone, .as_target = true, .lenient = true};
	struct diags diags = {.limit = 1};
	struct zone zone;
	long there = -1;
	size_t i;

	zone_init(&zone, request->zone);
	if (provider->class->read(provider, &again, &zone, &diags) == 0)
		there = compare(provider, request, &zone, statuses);
	for (i = 0; i < request->count && there < 0; i++) {
		if (statuses[i] != APPLY_DONE)
			statuses[i] = APPLY_UNKNOWN;
	}
	zone_free(&zone);
	diags_free(&diags);
	return there;
}
