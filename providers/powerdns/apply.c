/* Carrying out the changes of a zone: one PATCH, which is one transaction of the server. */
#include "powerdns.h"

#include "core/log.h"
#include "core/mem.h"
#include "provider/settle.h"

#include <stdlib.h>

/* webserver-max-bodysize is 2 MB unless the server is told otherwise. */
#define MAX_BODY ((size_t)1500000)

/* A change as JSON. */
struct piece {
	const struct change *change;
	size_t index; /* in the request */
	size_t from, to;
};

struct work {
	struct provider *provider;
	const struct apply_request *request;
	enum apply_status *statuses;
	struct diags *diags;
	struct piece *pieces; /* by name; in each name as the plan has them */
	struct buf json;
	struct talk_fault fault;
	bool exists;
	size_t done; /* pieces */
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
		work->pieces[i].from = work->json.len;
		powerdns_change_json(&work->json, work->pieces[i].change);
		work->pieces[i].to = work->json.len;
	}
}

static bool
same_name(const struct piece *a, const struct piece *b)
{
	return slice_equal(change_rrset(a->change)->name, change_rrset(b->change)->name);
}

/* Where the part that begins at ${from} ends: whole names, and at least one. */
static size_t
part_end(const struct work *work, size_t from)
{
	const struct piece *pieces = work->pieces;
	size_t end = from, next, count = work->request->count;

	while (end < count) {
		for (next = end + 1; next < count && same_name(&pieces[end], &pieces[next]);)
			next++;
		if (end > from && pieces[next - 1].to - pieces[from].from > MAX_BODY)
			break;
		end = next;
	}
	return end;
}

static void
add_rrsets(const struct work *work, size_t from, size_t to, bool deletes, struct buf *body)
{
	const char *comma = "";
	size_t i;

	buf_text(body, "\"rrsets\":[");
	for (i = from; i < to; i++) {
		const struct piece *piece = &work->pieces[i];

		if (piece->change->action == CHANGE_DELETE && !deletes)
			continue;
		buf_text(body, comma);
		buf_add(body, work->json.data + piece->from, piece->to - piece->from);
		comma = ",";
	}
	buf_text(body, "]}");
}

static enum talk_result
patch(struct work *work, size_t from, size_t to)
{
	struct buf path = {0}, body = {0};
	enum talk_result result;

	powerdns_zone_path(&path, work->request->zone, "");
	buf_char(&body, '{');
	add_rrsets(work, from, to, true, &body);
	result = powerdns_send(work->provider, "PATCH", path.data, buf_view(&body), &work->fault);
	buf_free(&path);
	buf_free(&body);
	return result;
}

/* Without nameservers the server makes no NS records: ours come with the rrsets. */
static enum talk_result
create(struct work *work, size_t from, size_t to)
{
	const struct powerdns *powerdns = work->provider->state;
	struct buf body = {0};
	enum talk_result result;

	buf_text(&body, "{\"name\":");
	json_text(&body, work->request->zone, true);
	buf_printf(&body,
	    ",\"kind\":\"%s\",\"masters\":[],\"nameservers\":[],\"soa_edit_api\":\"%s\",",
	    powerdns->kind, powerdns->soa_edit_api);
	add_rrsets(work, from, to, false, &body);
	result = powerdns_send(work->provider, "POST", "/zones?rrsets=false", buf_view(&body),
	    &work->fault);
	buf_free(&body);
	if (result == TALK_MISSING)
		return powerdns_no_server(work->provider, &work->fault);
	return result;
}

/* Nothing was to be there yet, so that making the zone anew loses nothing. */
static bool
only_creates(const struct work *work)
{
	size_t i;

	for (i = 0; i < work->request->count; i++) {
		if (work->request->changes[i].action != CHANGE_CREATE)
			return false;
	}
	return work->done == 0;
}

static enum talk_result
refuse_vanished(struct work *work)
{
	buf_clear(&work->fault.message);
	buf_text(&work->fault.message, "the zone was deleted there after it was read");
	work->fault.hint = "plan again: the plan was made for the zone as it was";
	return TALK_REFUSED;
}

/* Send a part, to a zone that is there or is to be made. */
static enum talk_result
send_part(struct work *work, size_t from, size_t to)
{
	enum talk_result result = TALK_MISSING;

	if (work->exists) {
		result = patch(work, from, to);
		if (result == TALK_MISSING && !only_creates(work))
			return refuse_vanished(work);
	}
	if (result == TALK_MISSING) {
		result = create(work, from, to);
		if (result == TALK_EXISTS)
			result = patch(work, from, to);
	}
	work->exists = work->exists || result == TALK_OK;
	return result;
}

static void
set_statuses(struct work *work, size_t from, size_t to, enum apply_status status)
{
	size_t i;

	for (i = from; i < to; i++)
		work->statuses[work->pieces[i].index] = status;
}

/* Nobody knows whether the part was written: the zone itself tells.  Return 0 when it was. */
static int
settle(struct work *work, size_t from, size_t to)
{
	long there = 0;
	size_t i;

	if (settle_by_reading(work->provider, work->request, work->statuses) < 0) {
		buf_text(&work->fault.message,
		    "; the zone could not be read again, so it is not known what was written");
		/* What comes after the part was not sent. */
		set_statuses(work, to, work->request->count, APPLY_FAILED);
		return -1;
	}
	for (i = from; i < to; i++)
		there += work->statuses[work->pieces[i].index] == APPLY_DONE;
	if ((size_t)there == to - from) {
		log_info("provider %s: no good answer, but the zone has the changes",
		    work->provider->id);
		return 0;
	}
	buf_printf(&work->fault.message, "; read again, the zone has %ld of the %zu changes", there,
	    to - from);
	return -1;
}

static int
apply_part(struct work *work, size_t from, size_t to)
{
	enum talk_result result = send_part(work, from, to);

	if (result == TALK_OK) {
		set_statuses(work, from, to, APPLY_DONE);
		return 0;
	}
	if (result == TALK_UNSURE && settle(work, from, to) == 0)
		return 0;
	return talk_report(work->provider, work->request->zone, &work->fault, work->diags);
}

/* What was written is written: secondaries will hear of it later. */
static void
notify(const struct work *work)
{
	const struct provider *provider = work->provider;
	const struct powerdns *powerdns = provider->state;
	struct subject subject = {work->request->zone, {"", 0}, NULL};
	struct slice nothing = {"", 0};
	struct talk_fault fault = {0};
	struct buf path = {0};

	if (!powerdns->notify || work->done == 0)
		return;
	powerdns_zone_path(&path, work->request->zone, "/notify");
	if (powerdns_send(provider, "PUT", path.data, nothing, &fault) != TALK_OK)
		diag_warn(work->diags, "provider-notify", &subject, place_none,
		    "secondaries follow at their next refresh; \"pdns_control notify\" is faster",
		    "provider %s: the secondaries were not notified: %s", provider->id,
		    fault.message.data);
	talk_fault_free(&fault);
	buf_free(&path);
}

int
powerdns_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags)
{
	struct work work = {.provider = provider,
	    .request = request,
	    .statuses = statuses,
	    .diags = diags,
	    .exists = request->exists};
	int rc = 0;

	make_pieces(&work);
	set_statuses(&work, 0, request->count, APPLY_FAILED);
	/* What follows a part that failed is not sent: less is half done. */
	while (rc == 0 && work.done < request->count) {
		size_t end = part_end(&work, work.done);

		rc = apply_part(&work, work.done, end);
		if (rc == 0)
			work.done = end;
	}
	notify(&work);
	free(work.pieces);
	buf_free(&work.json);
	talk_fault_free(&work.fault);
	return rc;
}
