/* Carrying out the changes of a zone: batches, each a transaction of the service. */
#include "cloudflare.h"

#include "core/log.h"
#include "core/mem.h"
#include "provider/settle.h"

#include <stdlib.h>

/* Operations of one batch, by the plan of the zone. */
#define MAX_FREE 200
#define MAX_PAID 3500
/* No limit is documented; this is far below what an edge takes. */
#define MAX_BODY ((size_t)4 << 20)
#define CHANGED "plan again: the zone was changed after it was read"

static const struct change *
change_at(const struct work *work, size_t at)
{
	return &work->request->changes[work->order[at]];
}

static struct slice
name_at(const struct work *work, size_t at)
{
	return change_rrset(change_at(work, at))->name;
}

/* Records before page rules, then by name, as the plan has them. */
static int
compare_changes(const void *a, const void *b, void *ctx)
{
	const struct apply_request *request = ctx;
	size_t left = *(const size_t *)a, right = *(const size_t *)b;
	const struct change *x = &request->changes[left], *y = &request->changes[right];
	int order = (int)edge_is_rule(x) - (int)edge_is_rule(y);

	if (order == 0)
		order = slice_compare(change_rrset(x)->name, change_rrset(y)->name);
	if (order != 0)
		return order;
	return left < right ? -1 : left > right;
}

/* Sort the changes; return how many are of records. */
static size_t
sort_changes(struct work *work)
{
	size_t i, count = work->request->count, records = 0;

	work->order = mem_zero(count + 1, sizeof(*work->order));
	for (i = 0; i < count; i++) {
		work->order[i] = i;
		records += !edge_is_rule(&work->request->changes[i]);
	}
	qsort_r(work->order, count, sizeof(*work->order), compare_changes, (void *)work->request);
	return records;
}

static void
set_statuses(struct work *work, size_t from, size_t to, enum apply_status status)
{
	size_t i;

	for (i = from; i < to; i++)
		work->statuses[work->order[i]] = status;
}

/* Is the RRset as the plan knew it? */
static bool
is_as_planned(struct work *work, const struct zone *live, const struct change *change)
{
	const struct rrset *rrset = change_rrset(change);
	const struct rrset *now = zone_find(live, rrset->name, rrset_type(rrset));

	if (now == NULL || change->existing == NULL)
		return now == NULL && change->existing == NULL;
	return !provider_differs(work->provider, now, change->existing);
}

int
apply_settle(struct work *work, bool *again)
{
	const struct apply_request *request = work->request;
	struct read_request read = {.zone = request->zone, .as_target = true, .lenient = true};
	struct diags diags = {.limit = 1};
	struct zone live;
	size_t i;
	int rc;

	*again = true;
	zone_init(&live, request->zone);
	rc = cloudflare_read(work->provider, &read, &live, &diags);
	for (i = 0; i < request->count && rc == 0; i++) {
		const struct change *change = &request->changes[i];
		bool there = settle_is_there(work->provider, &live, change);

		/* What was sent before is there; what comes later is not asked for. */
		work->statuses[i] = there ? APPLY_DONE : APPLY_FAILED;
		*again = *again && (there || is_as_planned(work, &live, change));
	}
	zone_free(&live);
	diags_free(&diags);
	return rc;
}

/* How many operations a batch may have: the plan of the zone says. */
static size_t
max_ops(const struct work *work)
{
	static const char *const paid[] = {"pro", "business", "enterprise"};
	size_t i;

	for (i = 0; i < sizeof(paid) / sizeof(paid[0]); i++) {
		if (slice_is(work->info->plan, paid[i]))
			return MAX_PAID;
	}
	return MAX_FREE;
}

static void
add_changes(const struct work *work, struct ops *ops, size_t from, size_t to)
{
	size_t i;

	for (i = from; i < to; i++)
		ops_add(ops, work->provider->state, work->info, change_at(work, i));
}

/* Collect whole names as long as they fit in a batch, and at least one.  Return where they end. */
static size_t
collect(const struct work *work, struct ops *ops, size_t from, size_t count)
{
	size_t end = from, next, before, limit = max_ops(work);

	while (end < count) {
		before = ops->count;
		for (next = end + 1;
		     next < count && slice_equal(name_at(work, end), name_at(work, next));)
			next++;
		add_changes(work, ops, end, next);
		if (end > from && (ops->count > limit || ops->json.len > MAX_BODY)) {
			ops_cut(ops, before);
			break;
		}
		end = next;
	}
	return end;
}

/* Send them: in one request, unless one name alone has more than a batch may have. */
static enum talk_result
send_ops(struct work *work, struct ops *ops)
{
	size_t from, to, limit = max_ops(work);
	enum talk_result result = TALK_OK;
	struct buf path = {0}, body = {0};
	cJSON *json;

	ops_sort(ops);
	buf_printf(&path, "/zones/%.*s/dns_records/batch", SLICE_ARGS(work->info->id));
	for (from = 0; from < ops->count && result == TALK_OK; from = to) {
		to = ops->count - from > limit ? from + limit : ops->count;
		buf_clear(&body);
		ops_batch(ops, from, to, &body);
		result = cloudflare_call(work->provider, work->info, "POST", path.data,
		    buf_view(&body), &json, &work->fault);
		cJSON_Delete(json);
	}
	buf_free(&path);
	buf_free(&body);
	return result;
}

static size_t
count_done(const struct work *work, size_t from, size_t to)
{
	size_t i, done = 0;

	for (i = from; i < to; i++)
		done += work->statuses[work->order[i]] == APPLY_DONE;
	return done;
}

/*
 * The answer was none, or the zone is not what it was: the zone itself tells.
 * Return 0 when it has the changes, 1 when they may be sent once more, or -1.
 */
static int
judge(struct work *work, enum talk_result result, size_t from, size_t to)
{
	bool again;

	if (result == TALK_REFUSED)
		return -1;
	if (apply_settle(work, &again) != 0) {
		/* Of a refusal it is known that nothing was written. */
		if (result == TALK_UNSURE) {
			buf_text(&work->fault.message,
			    "; the zone could not be read again, so it is not known what was "
			    "written");
			set_statuses(work, from, to, APPLY_UNKNOWN);
		} else {
			work->fault.hint = CHANGED;
		}
		return -1;
	}
	if (count_done(work, from, to) == to - from) {
		log_info("provider %s: no good answer, but the zone has the changes",
		    work->provider->id);
		return 0;
	}
	buf_printf(&work->fault.message, "; read again, the zone has %zu of the %zu changes",
	    count_done(work, from, to), to - from);
	if (!again)
		work->fault.hint = CHANGED;
	return again ? 1 : -1;
}

static int
apply_part(struct work *work, size_t from, size_t to, struct ops *ops)
{
	enum talk_result result = send_ops(work, ops);
	int rc = result == TALK_OK ? 0 : judge(work, result, from, to);

	if (rc == 1) {
		log_info("provider %s: the zone is as it was: trying again", work->provider->id);
		ops_free(ops);
		add_changes(work, ops, from, to);
		result = send_ops(work, ops);
		rc = result == TALK_OK ? 0 : judge(work, result, from, to);
	}
	if (rc == 0) {
		set_statuses(work, from, to, APPLY_DONE);
		return 0;
	}
	return talk_report(work->provider, work->request->zone, &work->fault, work->diags);
}

/* What follows a part that failed is not sent: less is half done. */
static int
apply_records(struct work *work, size_t count)
{
	size_t done = 0, end;
	int rc = 0;

	while (rc == 0 && done < count) {
		struct ops ops = {0};

		end = collect(work, &ops, done, count);
		rc = apply_part(work, done, end, &ops);
		ops_free(&ops);
		done = end;
	}
	return rc;
}

static enum talk_result
refuse_vanished(struct work *work)
{
	talk_fault_clear(&work->fault);
	buf_text(&work->fault.message, "the zone was deleted there after it was read");
	work->fault.hint = "plan again: the plan was made for the zone as it was";
	return TALK_REFUSED;
}

/* See to it that the zone is there, with the plan that it is to have. */
static int
prepare(struct work *work)
{
	struct provider *provider = work->provider;
	const struct cloudflare *cloudflare = provider->state;
	struct slice zone = work->request->zone;
	enum talk_result result = zones_find(provider, zone, &work->info, &work->fault);

	if (result == TALK_MISSING)
		result = work->request->exists || cloudflare->internal
		    ? refuse_vanished(work)
		    : zones_create(provider, zone, &work->info, &work->fault);
	if (result == TALK_OK)
		result = zones_set_plan(provider, work->info, &work->fault);
	if (result != TALK_OK)
		return talk_report(provider, zone, &work->fault, work->diags);
	return 0;
}

/* The ids of what is there come from reading the zone, which a plan has done. */
static int
know(struct work *work)
{
	struct read_request read = {.zone = work->request->zone,
	    .as_target = true,
	    .lenient = true};
	struct zone live;
	int rc;

	if (work->info->known)
		return 0;
	zone_init(&live, read.zone);
	rc = cloudflare_read(work->provider, &read, &live, work->diags);
	zone_free(&live);
	return rc;
}

int
cloudflare_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags)
{
	struct work work = {.provider = provider,
	    .request = request,
	    .statuses = statuses,
	    .diags = diags};
	size_t records = sort_changes(&work);
	int rc;

	settle_all(request, statuses, APPLY_FAILED);
	rc = prepare(&work);
	if (rc == 0)
		rc = know(&work);
	if (rc == 0)
		rc = apply_records(&work, records);
	if (rc == 0)
		rc = edge_rules(&work);
	if (rc == 0)
		rc = edge_regions(&work);
	free(work.order);
	talk_fault_free(&work.fault);
	return rc;
}
