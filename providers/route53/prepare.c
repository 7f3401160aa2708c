/* Before a zone is written: it is there, or is made, and is nobody else's too.  After: it is served. */
#include "route53.h"

#include "core/log.h"
#include "http/rate.h"
#include "http/sign_hash.h"

#include <string.h>
#include <sys/random.h>

#define FIRST_WAIT_MS 1000
#define LONGEST_WAIT_MS 15000
#define ALL_WAIT_MS (5 * 60 * 1000)

/* Names the networks of a zone when there are several. */
static enum talk_result
read_networks(const struct provider *provider, const char *id, struct buf *names, size_t *count,
    struct talk_fault *fault)
{
	struct arena arena = {0};
	struct buf path = {0};
	const struct xml *answer, *vpc;
	enum talk_result result;

	*count = 0;
	buf_printf(&path, "/hostedzone/%s", id);
	result = route53_get(provider, path.data, &arena, &answer, fault);
	vpc = result == TALK_OK ? xml_find(xml_find(answer, "VPCs"), "VPC") : NULL;
	for (; vpc != NULL; vpc = xml_again(vpc)) {
		buf_text(names, (*count)++ > 0 ? ", " : "");
		buf_slice(names, xml_text(vpc, "VPCId"));
	}
	buf_free(&path);
	arena_free(&arena);
	return result;
}

/* A zone of one network may be one of others, too: they would change with it. */
static int
check_networks(const struct provider *provider, struct slice zone, const char *id,
    struct talk_fault *fault, struct diags *diags)
{
	const struct route53 *route53 = provider->state;
	struct subject subject = {zone, {"", 0}, NULL};
	struct buf names = {0};
	enum talk_result result;
	size_t count;
	int rc = 0;

	if (route53->vpc == NULL || route53->multi == ROUTE53_MULTI_IGNORE)
		return 0;
	result = read_networks(provider, id, &names, &count, fault);
	if (result != TALK_OK) {
		rc = talk_report(provider, zone, fault, diags);
	} else if (count > 1) {
		bool refused = route53->multi == ROUTE53_MULTI_ERROR;

		rc = diag_add(diags, refused ? SEVERITY_ERROR : SEVERITY_WARNING,
		    "provider-network", &subject, place_none,
		    refused ? "set vpc_multi_action: warn or ignore to write to it all the same"
			    : NULL,
		    "provider %s: zone %s is one of %zu networks: %s", provider->id, id, count,
		    names.data);
		rc = refused ? rc : 0;
	}
	buf_free(&names);
	return rc;
}

/* The reference is sent again with the request: then it makes no second zone. */
static void
make_body(const struct route53 *route53, struct slice zone, struct buf *out)
{
	unsigned char random[12] = {0};
	struct buf name = {0}, reference = {0};

	/* So few bytes never fail to come; should they, the service says that the name is taken. */
	if (getrandom(random, sizeof(random), 0) < 0)
		random[0] = 0;
	buf_text(&reference, "zoneward-");
	sign_hex(&reference, random, sizeof(random));
	route53_print(&name, zone);
	buf_text(out, "<CreateHostedZoneRequest xmlns=\"" ROUTE53_XMLNS "\">");
	xml_add(out, "Name", buf_view(&name));
	if (route53->vpc != NULL) {
		buf_text(out, "<VPC>");
		xml_add_text(out, "VPCRegion", route53->vpc_region);
		xml_add_text(out, "VPCId", route53->vpc);
		buf_text(out, "</VPC>");
	}
	xml_add(out, "CallerReference", buf_view(&reference));
	if (route53->kind != ROUTE53_ANY) {
		buf_text(out, "<HostedZoneConfig>");
		xml_add_text(out, "PrivateZone",
		    route53->kind == ROUTE53_PRIVATE ? "true" : "false");
		buf_text(out, "</HostedZoneConfig>");
	}
	if (route53->delegation_set != NULL)
		xml_add_text(out, "DelegationSetId", route53->delegation_set);
	buf_text(out, "</CreateHostedZoneRequest>");
	buf_free(&reference);
	buf_free(&name);
}

static enum talk_result
create(const struct provider *provider, struct slice zone, struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	struct route53_call call = {.method = "POST", .path = "/hostedzone", .idempotent = true};
	struct arena arena = {0};
	struct buf body = {0};
	const struct xml *answer;
	enum talk_result result;
	struct slice id;

	make_body(route53, zone, &body);
	call.body = buf_view(&body);
	result = route53_send(provider, &call, &arena, &answer, fault);
	if (result == TALK_OK) {
		id = route53_id(xml_text(xml_find(answer, "HostedZone"), "Id"));
		if (id.len > 0)
			route53_new_zone(provider, zone, id);
		else
			result = talk_strange(&route53->talk, fault, "has no id of the zone");
	}
	/* By the attempt before, whose answer was lost. */
	if (result == TALK_EXISTS)
		result = route53_look_up(provider, zone, fault);
	buf_free(&body);
	arena_free(&arena);
	return result;
}

int
route53_prepare(struct provider *provider, const struct apply_request *request, const char **id,
    struct talk_fault *fault, struct diags *diags)
{
	enum talk_result result = TALK_OK;

	if (!request->exists)
		result = create(provider, request->zone, fault);
	if (result == TALK_OK)
		result = route53_find(provider, request->zone, id, fault);
	if (result == TALK_MISSING) {
		talk_fault_clear(fault);
		buf_text(&fault->message, "the zone was deleted there after it was read");
	}
	if (result != TALK_OK)
		return talk_report(provider, request->zone, fault, diags);
	return request->exists ? check_networks(provider, request->zone, *id, fault, diags) : 0;
}

/* Ask until all name servers have a change, or it is ${until}.  Return whether they have. */
static bool
wait_for(const struct provider *provider, const char *id, int64_t until, struct talk_fault *fault)
{
	struct buf path = {0};
	int64_t pause = FIRST_WAIT_MS;
	bool served = false, asked = false;

	buf_printf(&path, "/change/%s", id);
	while (!served && (!asked || clock_ms() + pause <= until)) {
		struct arena arena = {0};
		const struct xml *answer;

		if (asked) {
			log_info("provider %s: waiting for its name servers", provider->id);
			sleep_ms(pause);
			pause = pause * 2 < LONGEST_WAIT_MS ? pause * 2 : LONGEST_WAIT_MS;
		}
		asked = true;
		if (route53_get(provider, path.data, &arena, &answer, fault) != TALK_OK)
			until = 0;
		else
			served =
			    slice_is(xml_text(xml_find(answer, "ChangeInfo"), "Status"), "INSYNC");
		arena_free(&arena);
	}
	buf_free(&path);
	return served;
}

void
route53_finish(struct provider *provider, struct diags *diags)
{
	struct route53 *route53 = provider->state;
	struct talk_fault fault = {0};
	int64_t until = clock_ms() + ALL_WAIT_MS;
	bool served = true;

	/* Later changes are served after earlier ones, more or less: the last first. */
	while (served && route53->pending_count > 0)
		served =
		    wait_for(provider, route53->pending[--route53->pending_count], until, &fault);
	route53->pending_count = 0;
	if (!served)
		diag_warn(diags, "provider-pending", NULL, place_none,
		    fault.message.len > 0 ? fault.hint : "it will be soon: nothing is to be done",
		    "provider %s: what was written may not be served yet%s%.*s", provider->id,
		    fault.message.len > 0 ? ": " : "", (int)fault.message.len,
		    fault.message.len > 0 ? fault.message.data : "");
	talk_fault_free(&fault);
}
