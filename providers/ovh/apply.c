/* Carrying out the changes of a zone: one request for each record, and one that serves them. */
#include "ovh.h"

#include "provider/stepwise.h"

/* Requests at once that write. */
#define AT_ONCE 8
/* How often a refresh is asked for: without one nothing of what was written counts. */
#define REFRESHES 4

static enum talk_result
call_record(const struct provider *provider, const char *method, struct slice zone, struct slice id,
    struct slice body, struct talk_fault *fault)
{
	struct http_request request = {.method = method, .body = body};
	struct buf path = {0};
	enum talk_result result;

	ovh_path(&path, zone, "/record");
	if (id.len > 0) {
		buf_char(&path, '/');
		buf_slice(&path, id);
		ovh_forget(provider, buf_view(&path));
	}
	request.path = path.data;
	result = ovh_call(provider, &request, NULL, fault);
	buf_free(&path);
	return result;
}

static enum talk_result
create(struct provider *provider, struct slice zone, const struct rrset *rrset,
    const union field *value, struct talk_fault *fault)
{
	struct buf body = {0};
	enum talk_result result;

	ovh_body(&body, rrset, zone, NULL, value);
	result = call_record(provider, "POST", zone, slice_of(""), buf_view(&body), fault);
	buf_free(&body);
	return result;
}

static enum talk_result
update(struct provider *provider, struct slice zone, const struct held_record *record,
    const struct rrset *rrset, const union field *value, struct talk_fault *fault)
{
	struct buf body = {0};
	enum talk_result result;

	ovh_body(&body, rrset, zone, record, value);
	result = call_record(provider, "PUT", zone, record->id, buf_view(&body), fault);
	buf_free(&body);
	return result;
}

static enum talk_result
delete_record(struct provider *provider, struct slice zone, const struct held_record *record,
    struct talk_fault *fault)
{
	return call_record(provider, "DELETE", zone, record->id, slice_of(""), fault);
}

static void
mark_unserved(struct ovh *ovh, struct slice zone)
{
	(void)pthread_mutex_lock(&ovh->lock);
	(void)map_put(&ovh->unserved, arena_copy(&ovh->texts, zone), ovh);
	(void)pthread_mutex_unlock(&ovh->lock);
}

/* What was written is served from here on. */
static int
refresh(struct provider *provider, struct slice zone, struct diags *diags)
{
	struct ovh *ovh = provider->state;
	struct http_request request = {.method = "POST", .idempotent = true};
	struct subject subject = {zone, {"", 0}, NULL};
	struct talk_fault fault = {0};
	struct buf path = {0};
	enum talk_result result = TALK_UNSURE;
	unsigned i;
	int rc = 0;

	ovh_path(&path, zone, "/refresh");
	request.path = path.data;
	for (i = 0; i < REFRESHES && result == TALK_UNSURE; i++)
		result = ovh_call(provider, &request, NULL, &fault);
	if (result != TALK_OK) {
		mark_unserved(ovh, zone);
		rc = diag_error(diags, "provider-answer", &subject, place_none,
		    "refresh the zone in OVHcloud's control panel, or change a record and apply: a "
		    "plan does not show what is stored but not served",
		    "provider %s: the changes are stored, but not served yet: %.*s", provider->id,
		    (int)fault.message.len, fault.message.data);
	}
	buf_free(&path);
	talk_fault_free(&fault);
	return rc;
}

int
ovh_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags)
{
	struct ovh *ovh = provider->state;
	struct stepwise service = {.provider = provider,
	    .held = &ovh->held,
	    .at_once = AT_ONCE,
	    .fits = ovh_fits,
	    .create = create,
	    .update = update,
	    .remove = delete_record};
	struct stepwise_end end;
	int rc = stepwise_apply(&service, request, statuses, &end, diags);

	/* What may be half done stays unserved: applying again completes and serves it. */
	if (end.wrote && end.known)
		rc |= refresh(provider, request->zone, diags);
	return rc;
}
