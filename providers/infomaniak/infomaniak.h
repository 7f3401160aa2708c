/* The Infomaniak provider, as its files see it. */
#ifndef ZW_PROVIDERS_INFOMANIAK_H
#define ZW_PROVIDERS_INFOMANIAK_H

#include "provider/incoming.h"
#include "provider/talk.h"

struct infomaniak {
	struct talk talk;
	struct held held; /* ids of the records of targets */
};

/** infomaniak_talk(provider): Set up what requests share but the client. */
void infomaniak_talk(struct provider *provider);

/**
 * infomaniak_call(provider, method, path, body, json, fault):
 * Send a request; see talk_json.  An answer 200 that says "error" is one.  ${json}
 * may be NULL when the answer does not matter.
 */
enum talk_result infomaniak_call(const struct provider *provider, const char *method,
    const char *path, struct slice body, cJSON **json, struct talk_fault *fault);

/** infomaniak_path(out, zone, more): Append "/zones/ZONE/records" and ${more}. */
void infomaniak_path(struct buf *out, struct slice zone, struct slice more);

/** infomaniak_record(in, item): Take one element of the list of records. */
void infomaniak_record(struct incoming *in, const cJSON *item);

/** infomaniak_body(out, rrset, zone, value): Append one value of ${rrset} as a record to be made; an empty zone leaves out name and type, which cannot be changed. */
void infomaniak_body(struct buf *out, const struct rrset *rrset, struct slice zone,
    const union field *value);

/** infomaniak_apply: see struct provider_class. */
int infomaniak_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags);

#endif
