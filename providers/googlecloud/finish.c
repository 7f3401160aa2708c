/* Waiting until what was written is served. */
#include "googlecloud.h"

#include "core/log.h"
#include "http/rate.h"

#include <string.h>

/* octoDNS waits as long. */
#define ALL_WAIT_MS 600000
#define FIRST_WAIT_MS 500
#define LONGEST_WAIT_MS 5000

enum served { SERVED, NOT_YET, NOT_KNOWN };

static enum served
ask(const struct provider *provider, const struct google_pending *pending, struct talk_fault *fault)
{
	struct slice none = {"", 0};
	struct buf path = {0};
	enum served served = NOT_KNOWN;
	const char *status;
	cJSON *json;

	google_zone_path(&path, pending->zone, "/changes/");
	http_escape(&path, slice_of(pending->id));
	if (google_call(provider, "GET", path.data, none, &json, fault) == TALK_OK) {
		status = talk_text(json, "status");
		served = status != NULL && strcmp(status, "done") == 0 ? SERVED : NOT_YET;
	}
	cJSON_Delete(json);
	buf_free(&path);
	return served;
}

static enum served
wait_for(const struct provider *provider, const struct google_pending *pending, int64_t until,
    struct talk_fault *fault)
{
	int64_t pause = FIRST_WAIT_MS;
	enum served served = ask(provider, pending, fault);

	while (served == NOT_YET && clock_ms() + pause <= until) {
		log_info("provider %s: waiting for its name servers", provider->id);
		sleep_ms(pause);
		pause = pause * 2 < LONGEST_WAIT_MS ? pause * 2 : LONGEST_WAIT_MS;
		served = ask(provider, pending, fault);
	}
	return served;
}

void
google_finish(struct provider *provider, struct diags *diags)
{
	struct google *google = provider->state;
	struct talk_fault fault = {0};
	int64_t until = clock_ms() + ALL_WAIT_MS;
	enum served served = SERVED;

	/* The last was written last: the others are hardly asked for twice after it. */
	while (served == SERVED && google->pending_count > 0)
		served =
		    wait_for(provider, &google->pending[--google->pending_count], until, &fault);
	google->pending_count = 0;
	if (served != SERVED)
		diag_warn(diags, "provider-pending", NULL, place_none,
		    served == NOT_KNOWN ? fault.hint : "it will be soon: nothing is to be done",
		    "provider %s: what was written may not be served yet%s%.*s", provider->id,
		    served == NOT_KNOWN ? ": " : "",
		    served == NOT_KNOWN ? (int)fault.message.len : 0,
		    fault.message.len > 0 ? fault.message.data : "");
	talk_fault_free(&fault);
}
