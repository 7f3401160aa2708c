/* The Google Cloud DNS provider, as its files see it. */
#ifndef ZW_PROVIDERS_GOOGLECLOUD_H
#define ZW_PROVIDERS_GOOGLECLOUD_H

#include "auth.h"
#include "core/map.h"
#include "provider/incoming.h"
#include "provider/talk.h"

/* An RRset as the service has it: a deletion must say it word for word. */
struct google_kept {
	uint64_t key;       /* google_key */
	uint32_t from, len; /* in the zone's text */
	uint32_t rdata;     /* bytes, as the service counts them */
	bool policy;        /* has a routing policy: not ours */
};

/* A zone of the project.  What is kept is replaced whenever it is read as a target. */
struct google_zone {
	struct slice name; /* with final dot */
	const char *id;    /* what the API calls it; NULL: there is no such zone */
	const char *other; /* another one of that name, or NULL */
	bool is_private, other_is_private;
	bool fresh; /* created in this run: it may not be seen everywhere yet */
	bool known; /* kept is what was read */
	struct buf text;
	struct google_kept *kept; /* sorted by key */
	size_t count, cap;
};

/* A change that is on its way to the name servers. */
struct google_pending {
	const struct google_zone *zone;
	const char *id;
};

struct google {
	struct talk talk;
	struct google_auth auth;
	const char *project; /* or NULL: the metadata server knows it */
	size_t batch_size;
	bool has_private, private; /* which zones are meant, when it is said */
	pthread_mutex_t lock;      /* of all below */
	struct arena arena;
	struct map zones; /* name with final dot -> struct google_zone */
	size_t lookups, list_at;
	bool listed;
	struct google_pending *pending;
	size_t pending_count, pending_cap;
};

/* talk.c */

/** google_talk(provider): Set up what requests share but the client. */
void google_talk(struct provider *provider);

/** google_busy(response): See busy in http.h. */
bool google_busy(const struct http_response *response);

/**
 * google_call(provider, method, path, body, json, fault):
 * Send a request; ${path} is what follows the project.  See talk_json.  The caller
 * frees *${json} with cJSON_Delete.
 */
enum talk_result google_call(const struct provider *provider, const char *method, const char *path,
    struct slice body, cJSON **json, struct talk_fault *fault);

/**
 * google_pages(provider, path, list, take, ctx, fault):
 * Get all pages of a listing: call ${take} with each element of ${list}.  At most
 * ${most} pages, or 0 for all; *${most} is 0 afterwards when there are more.
 */
enum talk_result google_pages(const struct provider *provider, const char *path, const char *list,
    void (*take)(void *ctx, const cJSON *item), void *ctx, size_t *most, struct talk_fault *fault);

/* zones.c */

/** google_list: see struct provider_class. */
int google_list(struct provider *provider, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags);

/**
 * google_wait_for_zone(provider, zone, tries):
 * Wait a while for a zone that is listed, or was just made, and is not found: it is
 * not everywhere yet, whoever made it.  Return whether to ask again.
 */
bool google_wait_for_zone(const struct provider *provider, struct slice zone, unsigned tries);

/** google_find(provider, name, zone, fault): Find a zone; TALK_MISSING when there is none. */
enum talk_result google_find(const struct provider *provider, struct slice name,
    struct google_zone **zone, struct talk_fault *fault);

/** google_create(provider, name, zone, fault): Make a public zone. */
enum talk_result google_create(const struct provider *provider, struct slice name,
    struct google_zone **zone, struct talk_fault *fault);

/** google_zone_path(out, zone, more): Append "/managedZones/ID" and ${more}. */
void google_zone_path(struct buf *out, const struct google_zone *zone, const char *more);

/** google_zones_free(google): Forget all zones. */
void google_zones_free(struct google *google);

/* records.c */

/** google_read: see struct provider_class. */
int google_read(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags);

/* An RRset being read. */
struct google_reading {
	struct incoming in;
	struct google_zone *keep; /* where it is kept, or NULL */
	size_t policies;          /* RRsets that are left alone */
};

/** google_take(ctx, item): Take an element of "rrsets"; ${ctx} is a struct google_reading. */
void google_take(void *ctx, const cJSON *item);

/** google_fetch(provider, zone, fault): Read what is kept of ${zone} again. */
enum talk_result google_fetch(const struct provider *provider, struct google_zone *zone,
    struct talk_fault *fault);

/** google_kept_find(zone, owner, type): Return what is kept of an RRset, or NULL. */
const struct google_kept *google_kept_find(const struct google_zone *zone, struct slice owner,
    const struct rtype *type);

/** google_kept_clear(zone), google_kept_sort(zone): Before the first google_take, and after the last. */
void google_kept_clear(struct google_zone *zone);
void google_kept_sort(struct google_zone *zone);

/** google_rrset_json(out, rrset): Append it as an addition; return the bytes of its rdata. */
size_t google_rrset_json(struct buf *out, const struct rrset *rrset);

/** google_fit: see fit of struct provider_class. */
int google_fit(struct provider *provider, struct zone *wanted, struct diags *diags);

/* apply.c */

/** google_apply, google_finish: see struct provider_class. */
int google_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags);
void google_finish(struct provider *provider, struct diags *diags);

#endif
