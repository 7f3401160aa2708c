/* Carrying out the changes of a zone: batches, each of which is written as a whole or not at all. */
#include "batch.h"
#include "health.h"

#include "core/log.h"
#include "core/mem.h"
#include "provider/settle.h"

#include <stdlib.h>
#include <string.h>

struct work {
	struct provider *provider;
	const struct apply_request *request;
	enum apply_status *statuses;
	struct diags *diags;
	struct arena arena; /* sets */
	struct set_maker maker;
	struct groups groups;
	struct talk_fault fault;
	const char *id; /* of the zone */
};

static bool
is_root_ns(const struct work *work, const struct rrset *rrset)
{
	return slice_equal(rrset->name, work->request->zone) && rrset_type(rrset)->number == 2;
}

static void
keep_used(struct work *work, struct group *group)
{
	struct set_maker *maker = &work->maker;
	size_t i;

	group->used = mem_grow(group->used, &group->used_cap, group->used_count + maker->used_count,
	    sizeof(*group->used));
	for (i = 0; i < maker->used_count; i++)
		group->used[group->used_count++] = maker->used[i];
}

static enum talk_result
add_change(struct work *work, size_t number)
{
	const struct change *change = &work->request->changes[number];
	const struct route53_kept *kept = route53_kept_of(work->provider, work->request->zone);
	struct group *group = groups_add(&work->groups, change, number);
	struct sets old = {0}, new = {0};
	enum talk_result result = TALK_OK;

	if (change->desired != NULL) {
		result = sets_make(&work->maker, change->desired, &new);
		keep_used(work, group);
	}
	if (result == TALK_OK) {
		sets_live(&work->maker, work->request->exists ? kept : NULL, change, &old);
		/* A zone is born with name servers. */
		group_diff(group, &old, &new,
		    change->desired != NULL && is_root_ns(work, change->desired));
	}
	free(old.items);
	free(new.items);
	return result;
}

static enum talk_result
make_groups(struct work *work)
{
	enum talk_result result = TALK_OK;
	size_t i;

	for (i = 0; result == TALK_OK && i < work->request->count; i++)
		result = add_change(work, i);
	groups_sort(&work->groups);
	return result;
}

/* Remember a change that is on its way to all name servers. */
static void
remember(struct work *work, const struct xml *answer)
{
	struct route53 *route53 = work->provider->state;
	const struct xml *info = xml_find(answer, "ChangeInfo");
	struct slice id = route53_id(xml_text(info, "Id"));

	if (id.len == 0 || slice_is(xml_text(info, "Status"), "INSYNC"))
		return;
	(void)pthread_mutex_lock(&route53->lock);
	route53->pending = mem_grow(route53->pending, &route53->pending_cap,
	    route53->pending_count + 1, sizeof(*route53->pending));
	route53->pending[route53->pending_count++] = arena_text(&route53->arena, id);
	(void)pthread_mutex_unlock(&route53->lock);
}

static enum talk_result
send_batch(struct work *work, size_t from, size_t to)
{
	struct route53_call call = {.method = "POST"};
	struct arena arena = {0};
	struct buf path = {0}, body = {0};
	const struct xml *answer;
	enum talk_result result;

	buf_printf(&path, "/hostedzone/%s/rrset/", work->id);
	call.idempotent = groups_body(&work->groups, from, to, &body);
	call.path = path.data;
	call.body = buf_view(&body);
	result = route53_send(work->provider, &call, &arena, &answer, &work->fault);
	if (result == TALK_OK)
		remember(work, answer);
	if (result == TALK_MISSING) {
		talk_fault_clear(&work->fault);
		buf_text(&work->fault.message, "the zone was deleted there after it was read");
		work->fault.hint = "plan again: the plan was made for the zone as it was";
		result = TALK_REFUSED;
	}
	buf_free(&path);
	buf_free(&body);
	arena_free(&arena);
	return result;
}

static void
set_statuses(struct work *work, size_t from, size_t to, enum apply_status status)
{
	size_t i, j;

	for (i = from; i < to; i++) {
		const struct group *group = &work->groups.items[i];

		for (j = 0; j < group->change_count; j++)
			work->statuses[group->changes[j]] = status;
	}
}

static size_t
count_changes(const struct work *work, size_t from, size_t to, bool done)
{
	size_t i, j, count = 0;

	for (i = from; i < to; i++) {
		const struct group *group = &work->groups.items[i];

		for (j = 0; j < group->change_count; j++)
			count += !done || work->statuses[group->changes[j]] == APPLY_DONE;
	}
	return count;
}

/* What the zone itself says about a batch whose answer was lost. */
enum settled { SETTLED_DONE, SETTLED_NOTHING, SETTLED_FAULT };

static enum settled
settle(struct work *work, size_t from, size_t to)
{
	size_t count = count_changes(work, from, to, false), there;

	if (settle_by_reading(work->provider, work->request, work->statuses) < 0) {
		buf_text(&work->fault.message,
		    "; the zone could not be read again, so it is not known what was written");
		set_statuses(work, to, work->groups.count, APPLY_FAILED);
		return SETTLED_FAULT;
	}
	there = count_changes(work, from, to, true);
	if (there == count) {
		log_info("provider %s: no good answer, but the zone has the changes",
		    work->provider->id);
		return SETTLED_DONE;
	}
	buf_printf(&work->fault.message, "; read again, the zone has %zu of the %zu changes", there,
	    count);
	return there == 0 ? SETTLED_NOTHING : SETTLED_FAULT;
}

static bool
is_empty(const struct work *work, size_t from, size_t to)
{
	size_t i;

	for (i = from; i < to; i++) {
		if (work->groups.items[i].count > 0)
			return false;
	}
	return true;
}

/* A batch that is known not to have been written is sent once more. */
static int
write_batch(struct work *work, size_t from, size_t to)
{
	enum settled settled = SETTLED_NOTHING;
	enum talk_result result = is_empty(work, from, to) ? TALK_OK : TALK_UNSURE;
	unsigned tries;

	for (tries = 0; tries < 2 && result == TALK_UNSURE && settled == SETTLED_NOTHING; tries++) {
		result = send_batch(work, from, to);
		if (result == TALK_UNSURE)
			settled = settle(work, from, to);
	}
	if (result == TALK_OK || (result == TALK_UNSURE && settled == SETTLED_DONE)) {
		set_statuses(work, from, to, APPLY_DONE);
		return 0;
	}
	return talk_report(work->provider, work->request->zone, &work->fault, work->diags);
}

/* What was checked for a record and is not any more. */
static void
sweep(struct work *work, size_t from, size_t to)
{
	size_t i, j;

	for (i = from; i < to; i++) {
		const struct group *group = &work->groups.items[i];

		for (j = 0; j < group->change_count; j++) {
			const struct change *change = &work->request->changes[group->changes[j]];
			const struct rrset *existing = change->existing;

			if (existing != NULL && existing->extra != NULL &&
			    existing->extra->dynamic != NULL)
				health_sweep(work->provider, existing, group->used,
				    group->used_count, work->diags);
		}
	}
}

static int
write_all(struct work *work)
{
	const struct route53 *route53 = work->provider->state;
	size_t from = 0, to;

	/* What follows a batch that failed is not sent: less is half done. */
	while (from < work->groups.count) {
		to = groups_end(&work->groups, from, route53->max_records);
		if (write_batch(work, from, to) != 0)
			return -1;
		sweep(work, from, to);
		from = to;
	}
	return 0;
}

int
route53_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags)
{
	struct work work = {.provider = provider,
	    .request = request,
	    .statuses = statuses,
	    .diags = diags};
	int rc;

	settle_all(request, statuses, APPLY_FAILED);
	work.maker = (struct set_maker){.provider = provider,
	    .arena = &work.arena,
	    .zone = request->zone,
	    .fault = &work.fault};
	rc = route53_prepare(provider, request, &work.id, &work.fault, diags);
	work.maker.id = work.id;
	if (rc == 0 && make_groups(&work) != TALK_OK)
		rc = talk_report(provider, request->zone, &work.fault, diags);
	if (rc == 0)
		rc = write_all(&work);
	groups_free(&work.groups);
	free(work.maker.used);
	arena_free(&work.arena);
	talk_fault_free(&work.fault);
	return rc;
}
