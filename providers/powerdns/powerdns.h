/* The PowerDNS provider, as its files see it. */
#ifndef ZW_PROVIDERS_POWERDNS_H
#define ZW_PROVIDERS_POWERDNS_H

#include "http/http.h"
#include "provider/provider.h"

#include <cjson/cJSON.h>
#include <stdatomic.h>

struct powerdns {
	struct http_client *client;
	const char *server_id;
	const char *kind;         /* of zones that are created */
	const char *soa_edit_api; /* of the same */
	bool notify;
	atomic_bool server_known; /* something has worked: the server has this server_id */
};

/* What a request came to. */
enum result {
	RESULT_OK,
	RESULT_NO_ZONE,
	RESULT_EXISTS,  /* the zone to create is there already */
	RESULT_REFUSED, /* an error; nothing was done */
	RESULT_UNSURE,  /* an error; it may have been done */
};

/* Why it was not RESULT_OK: all zero before, powerdns_fault_free after. */
struct fault {
	struct buf message;
	const char *hint; /* in arena, or static, or NULL */
	struct arena arena;
};

/** powerdns_fault_report(provider, zone, fault, diags): Add it as an error.  Return -1. */
int powerdns_fault_report(const struct provider *provider, struct slice zone,
    const struct fault *fault, struct diags *diags);

void powerdns_fault_free(struct fault *fault);

/** powerdns_safe(provider, text, out): Append what a server said, short, harmless and without secrets. */
void powerdns_safe(const struct provider *provider, struct slice text, struct buf *out);

/**
 * powerdns_send(provider, method, path, body, response, fault):
 * Send a request, which may be sent twice.  When it is not RESULT_OK, ${fault}
 * says why.  The caller frees ${response}.
 */
enum result powerdns_send(const struct provider *provider, const char *method, const char *path,
    struct slice body, struct http_response *response, struct fault *fault);

/**
 * powerdns_get(provider, path, json, fault):
 * Send a GET and decode its answer; the caller frees *${json} with cJSON_Delete.
 */
enum result powerdns_get(const struct provider *provider, const char *path, cJSON **json,
    struct fault *fault);

/** powerdns_no_server(provider, fault): Make ${fault} say that there is no such server_id. */
enum result powerdns_no_server(const struct provider *provider, struct fault *fault);

/** powerdns_zone_path(out, zone, more): Append "/zones/ID" and ${more}. */
void powerdns_zone_path(struct buf *out, struct slice zone, const char *more);

/**
 * powerdns_fetch(provider, zone, json, fault):
 * Get the zone with its records.  RESULT_NO_ZONE is only said of a server that is
 * known to have this server_id: a mistyped one looks the same.
 */
enum result powerdns_fetch(const struct provider *provider, struct slice zone, cJSON **json,
    struct fault *fault);

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
