/* The PowerDNS provider, as its files see it. */
#ifndef ZW_PROVIDERS_POWERDNS_H
#define ZW_PROVIDERS_POWERDNS_H

#include "provider/talk.h"

#include <stdatomic.h>

struct powerdns {
	struct talk talk;
	const char *server_id;
	const char *kind;         /* of zones that are created */
	const char *soa_edit_api; /* of the same */
	bool notify;
	atomic_bool server_known; /* something has worked: the server has this server_id */
};

/** powerdns_talk(provider): Set up what requests share but the client. */
void powerdns_talk(struct provider *provider);

/**
 * powerdns_send(provider, method, path, body, fault):
 * Send a request, which may be sent twice; see talk_send.
 */
enum talk_result powerdns_send(const struct provider *provider, const char *method,
    const char *path, struct slice body, struct talk_fault *fault);

/** powerdns_get(provider, path, json, fault): See talk_get. */
enum talk_result powerdns_get(const struct provider *provider, const char *path, cJSON **json,
    struct talk_fault *fault);

/** powerdns_no_server(provider, fault): Make ${fault} say that there is no such server_id. */
enum talk_result powerdns_no_server(const struct provider *provider, struct talk_fault *fault);

/** powerdns_zone_path(out, zone, more): Append "/zones/ID" and ${more}. */
void powerdns_zone_path(struct buf *out, struct slice zone, const char *more);

/**
 * powerdns_fetch(provider, zone, json, fault):
 * Get the zone with its records.  TALK_MISSING is only said of a server that is
 * known to have this server_id: a mistyped one looks the same.
 */
enum talk_result powerdns_fetch(const struct provider *provider, struct slice zone, cJSON **json,
    struct talk_fault *fault);

/**
 * powerdns_records(provider, request, json, zone, diags):
 * Add the RRsets of the answer ${json} to ${zone}.  Return 0, or -1 after adding
 * errors; what could be read is in ${zone} nevertheless.
 */
int powerdns_records(const struct provider *provider, const struct read_request *request,
    const cJSON *json, struct zone *zone, struct diags *diags);

/** powerdns_change_json(out, change): Append a change as an element of "rrsets". */
void powerdns_change_json(struct buf *out, const struct change *change);

/** powerdns_apply: see struct provider_class. */
int powerdns_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags);

#endif
