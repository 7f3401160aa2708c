/* Carrying out the changes of a zone: each request is one transaction of the service. */
#include "googlecloud.h"

#include "core/log.h"
#include "core/mem.h"
#include "provider/settle.h"

#include <stdlib.h>
#include <string.h>

/* What the service takes in one request. */
#define MAX_ADDITIONS 1000
#define MAX_DELETIONS 1000
#define MAX_RDATA ((size_t)100000)

#define SENDINGS 3

struct piece {
	const struct change *change;
	size_t index;    /* in the request */
	size_t from, to; /* the addition, in the JSON */
	size_t rdata;    /* of the addition, in bytes */
};

struct work {
	struct provider *provider;
	const struct apply_request *request;
	enum apply_status *statuses;
	struct diags *diags;
	struct google_zone *zone;
	struct piece *pieces; /* by name */
	struct buf json;
	struct talk_fault fault;
	char *pending; /* id of the last change that is not served yet, or NULL */
};

static int
compare_pieces(const void *a, const void *b)
{
	const struct piece *left = a, *right = b;
	int order =
	    slice_compare(change_rrset(left->change)->name, change_rrset(right->change)->name);

	if (order != 0)
		return order;
	return left->index < right->index ? -1 : left->index > right->index;
}

static void
make_pieces(struct work *work)
{
	const struct apply_request *request = work->request;
	size_t i;

	work->pieces = mem_zero(request->count, sizeof(*work->pieces));
	for (i = 0; i < request->count; i++) {
		work->pieces[i].change = &request->changes[i];
		work->pieces[i].index = i;
	}
	qsort(work->pieces, request->count, sizeof(*work->pieces), compare_pieces);
	for (i = 0; i < request->count; i++) {
		struct piece *piece = &work->pieces[i];

		piece->from = work->json.len;
		if (piece->change->desired != NULL)
			piece->rdata = google_rrset_json(&work->json, piece->change->desired);
		piece->to = work->json.len;
	}
}

static bool
is_root_ns(const struct work *work, const struct rrset *rrset)
{
	return slice_equal(rrset->name, work->request->zone) &&
	    strcmp(rrset_type(rrset)->name, "NS") == 0;
}

/* What must be deleted for a change, word for word; or NULL. */
static const struct google_kept *
deletion(const struct work *work, const struct piece *piece)
{
	const struct change *change = piece->change;
	const struct rrset *rrset = change_rrset(change);

	/* A zone is born with name servers.  Whatever else is there and was not, stays. */
	if (change->action == CHANGE_CREATE && !(work->zone->fresh && is_root_ns(work, rrset)))
		return NULL;
	return google_kept_find(work->zone, rrset->name, rrset_type(rrset));
}

static bool
same_name(const struct piece *a, const struct piece *b)
{
	return slice_equal(change_rrset(a->change)->name, change_rrset(b->change)->name);
}

/* What a request comes to, as the service counts. */
struct load {
	size_t changes, additions, deletions, rdata;
};

static void
add_load(const struct work *work, const struct piece *piece, struct load *load)
{
	const struct google_kept *old = deletion(work, piece);

	load->changes++;
	load->additions += piece->to > piece->from;
	load->deletions += old != NULL;
	load->rdata += piece->rdata + (old != NULL ? old->rdata : 0);
}

static bool
is_too_much(const struct work *work, const struct load *load)
{
	const struct google *google = work->provider->state;

	return load->changes > google->batch_size || load->additions > MAX_ADDITIONS ||
	    load->deletions > MAX_DELETIONS || load->rdata > MAX_RDATA;
}

/* Where the part that begins at ${from} ends: whole names, and at least one. */
static size_t
part_end(const struct work *work, size_t from)
{
	const struct piece *pieces = work->pieces;
	size_t end = from, next, count = work->request->count;
	struct load load = {0};

	while (end < count) {
		next = end;
		do
			add_load(work, &pieces[next++], &load);
		while (next < count && same_name(&pieces[end], &pieces[next]));
		if (end > from && is_too_much(work, &load))
			break;
		end = next;
	}
	return end;
}

/* Return how many deletions and additions the body has. */
static size_t
make_body(const struct work *work, size_t from, size_t to, struct buf *body)
{
	size_t i, deletions = 0, additions = 0;

	buf_text(body, "{\"deletions\":[");
	for (i = from; i < to; i++) {
		const struct google_kept *old = deletion(work, &work->pieces[i]);

		if (old == NULL)
			continue;
		buf_text(body, deletions++ > 0 ? "," : "");
		buf_add(body, work->zone->text.data + old->from, old->len);
	}
	buf_text(body, "],\"additions\":[");
	for (i = from; i < to; i++) {
		const struct piece *piece = &work->pieces[i];

		if (piece->to == piece->from)
			continue;
		buf_text(body, additions++ > 0 ? "," : "");
		buf_add(body, work->json.data + piece->from, piece->to - piece->from);
	}
	buf_text(body, "]}");
	return deletions + additions;
}

static bool
wait_for_fresh(const struct work *work, enum talk_result result, unsigned tries)
{
	return result == TALK_MISSING && work->zone->fresh &&
	    google_wait_for_zone(work->provider, work->request->zone, tries);
}

static void
remember(struct work *work, const cJSON *json)
{
	const char *status = talk_text(json, "status"), *id = talk_text(json, "id");

	free(work->pending);
	work->pending = NULL;
	if (id != NULL && status != NULL && strcmp(status, "done") != 0)
		work->pending = mem_copy(id, strlen(id));
}

static enum talk_result
send_part(struct work *work, size_t from, size_t to)
{
	struct buf path = {0}, body = {0};
	enum talk_result result = TALK_OK;
	unsigned tries = 0;
	cJSON *json = NULL;

	google_zone_path(&path, work->zone, "/changes");
	if (make_body(work, from, to, &body) > 0) {
		do {
			result = google_call(work->provider, "POST", path.data, buf_view(&body),
			    &json, &work->fault);
		} while (wait_for_fresh(work, result, tries++));
	}
	if (json != NULL)
		remember(work, json);
	if (result == TALK_EXISTS || result == TALK_MISSING) {
		work->fault.hint = "the zone was changed there after it was read: plan again";
		result = TALK_REFUSED;
	}
	cJSON_Delete(json);
	buf_free(&path);
	buf_free(&body);
	return result;
}

static void
set_statuses(struct work *work, size_t from, size_t to, enum apply_status status)
{
	size_t i;

	for (i = from; i < to; i++)
		work->statuses[work->pieces[i].index] = status;
}

/* What the zone itself says about a request whose answer was lost. */
enum settled { SETTLED_DONE, SETTLED_NOTHING, SETTLED_FAULT };

static enum settled
settle(struct work *work, size_t from, size_t to)
{
	size_t there = 0, i;

	if (settle_by_reading(work->provider, work->request, work->statuses) < 0) {
		buf_text(&work->fault.message,
		    "; the zone could not be read again, so it is not known what was written");
		/* What comes after the part was not sent. */
		set_statuses(work, to, work->request->count, APPLY_FAILED);
		return SETTLED_FAULT;
	}
	for (i = from; i < to; i++)
		there += work->statuses[work->pieces[i].index] == APPLY_DONE;
	if (there == to - from) {
		log_info("provider %s: no good answer, but the zone has the changes",
		    work->provider->id);
		return SETTLED_DONE;
	}
	buf_printf(&work->fault.message, "; read again, the zone has %zu of the %zu changes", there,
	    to - from);
	return there == 0 ? SETTLED_NOTHING : SETTLED_FAULT;
}

/* A request that is known not to have been carried out is sent again. */
static int
write_part(struct work *work, size_t from, size_t to)
{
	enum settled settled = SETTLED_NOTHING;
	enum talk_result result = TALK_UNSURE;
	unsigned sendings;

	for (sendings = 0;
	     sendings < SENDINGS && result == TALK_UNSURE && settled == SETTLED_NOTHING;
	     sendings++) {
		result = send_part(work, from, to);
		if (result == TALK_UNSURE)
			settled = settle(work, from, to);
	}
	if (result == TALK_OK || (result == TALK_UNSURE && settled == SETTLED_DONE)) {
		set_statuses(work, from, to, APPLY_DONE);
		return 0;
	}
	return talk_report(work->provider, work->request->zone, &work->fault, work->diags);
}

static enum talk_result
refuse_private(struct work *work)
{
	const struct google *google = work->provider->state;

	talk_fault_clear(&work->fault);
	buf_text(&work->fault.message, "the project has no such private zone");
	talk_hint(&google->talk, &work->fault,
	    "create it there, with its networks; without private: true provider %s creates public "
	    "zones");
	return TALK_REFUSED;
}

/* Find the zone, or make it, and know what it holds. */
static int
prepare(struct work *work)
{
	const struct google *google = work->provider->state;
	struct provider *provider = work->provider;
	struct slice name = work->request->zone;
	enum talk_result result;
	unsigned tries = 0;

	result = google_find(provider, name, &work->zone, &work->fault);
	if (result == TALK_MISSING && work->request->exists) {
		talk_fault_clear(&work->fault);
		buf_text(&work->fault.message, "the zone was deleted there after it was read");
		work->fault.hint = "plan again: the plan was made for the zone as it was";
		result = TALK_REFUSED;
	} else if (result == TALK_MISSING && google->private) {
		result = refuse_private(work);
	} else if (result == TALK_MISSING) {
		result = google_create(provider, name, &work->zone, &work->fault);
	}
	if (result == TALK_OK && !work->zone->known) {
		do {
			result = google_fetch(provider, work->zone, &work->fault);
		} while (wait_for_fresh(work, result, tries++));
	}
	return result == TALK_OK ? 0 : talk_report(provider, name, &work->fault, work->diags);
}

/* Changes of one zone are served in their order: the last stands for all. */
static void
keep_pending(const struct work *work)
{
	struct google *google = work->provider->state;
	struct google_pending *pending;

	if (work->pending == NULL)
		return;
	(void)pthread_mutex_lock(&google->lock);
	google->pending = mem_grow(google->pending, &google->pending_cap, google->pending_count + 1,
	    sizeof(*google->pending));
	pending = &google->pending[google->pending_count++];
	pending->zone = work->zone;
	pending->id = arena_text(&google->arena, slice_of(work->pending));
	(void)pthread_mutex_unlock(&google->lock);
}

int
google_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags)
{
	struct work work = {.provider = provider,
	    .request = request,
	    .statuses = statuses,
	    .diags = diags};
	size_t done = 0, end;
	int rc;

	settle_all(request, statuses, APPLY_FAILED);
	rc = prepare(&work);
	if (rc == 0)
		make_pieces(&work);
	/* What follows a part that failed is not sent: less is half done. */
	while (rc == 0 && done < request->count) {
		end = part_end(&work, done);
		rc = write_part(&work, done, end);
		done = end;
	}
	keep_pending(&work);
	/* What is kept is not what is there any more. */
	if (work.zone != NULL && done > 0)
		google_kept_clear(work.zone);
	free(work.pieces);
	free(work.pending);
	buf_free(&work.json);
	talk_fault_free(&work.fault);
	return rc;
}
