/* The Cloudflare providers, as their files see them. */
#ifndef ZW_PROVIDERS_CLOUDFLARE_H
#define ZW_PROVIDERS_CLOUDFLARE_H

#include "core/map.h"
#include "provider/incoming.h"
#include "provider/talk.h"

#include <pthread.h>

/* What a zone has that writing needs to know again: an object of the API, one value. */
struct kept {
	struct slice id;
	uint64_t rrset;    /* hash of owner and type: kept_key */
	uint64_t value;    /* hash of the value in presentation form */
	uint64_t settings; /* hash of the rest that we would write: meta_hash; all of a page rule */
	uint32_t order;    /* of arrival */
	int priority;      /* of a page rule */
	bool has_comment, has_tags;
};

/* A host that is kept to a region. */
struct region {
	struct slice host; /* without final dot */
	struct slice region;
};

/* A zone of the account.  What was kept is replaced whenever the zone is read as a target. */
struct zone_info {
	struct slice name;  /* with final dot */
	struct slice id;    /* empty: there is no such zone */
	struct slice plan;  /* "free", …; or empty */
	unsigned twice;     /* how many zones have the name, when more than one */
	bool created;       /* not long ago: rights may come later than the zone */
	bool known;         /* kept and regions are what was read */
	struct arena arena; /* of the two */
	struct kept *kept;  /* sorted by rrset, in each as the API has them */
	size_t nkept;
	struct region *regions;
	size_t nregions;
};

struct cloudflare {
	struct talk talk;
	const char *account_id, *view_id, *plan_type;
	bool internal, cdn, pagerules, regional;
	unsigned zones_per_page, records_per_page;
	unsigned forbidden_tries; /* further ones after a 403 */
	unsigned pause_ms, max_pause_ms;
	int64_t min_ttl;

	pthread_mutex_t lock; /* of what follows */
	struct arena arena;
	struct map zones; /* name: struct zone_info */
	bool listed;      /* zones has all there are */
	size_t lookups;   /* zones that were asked for by name */
	size_t list_at;   /* so many make a listing worth while */
};

/* One object of the API, as it is or as it is wanted. */
struct object {
	struct slice owner;
	const struct rtype *type;
	const union field *value;
	uint32_t ttl; /* 1: automatic */
	bool proxied;
	struct slice comment;
	const struct slice *tags; /* sorted, each once */
	size_t ntags;
};

/* talk.c */

/** cloudflare_talk(provider): Set up what requests share but the client. */
void cloudflare_talk(struct provider *provider);

/* What an answer is that does not have the service's form. */
#define CLOUDFLARE_STRANGE "is not what Cloudflare's API sends"

/**
 * cloudflare_call(provider, zone, method, path, body, json, fault):
 * Send a request and decode the answer, whose "success" is true then; the caller
 * frees *${json}.  ${zone} (or NULL) says whether a 403 may mean "not yet".
 */
enum talk_result cloudflare_call(const struct provider *provider, const struct zone_info *zone,
    const char *method, const char *path, struct slice body, cJSON **json,
    struct talk_fault *fault);

/** cloudflare_get(provider, path, json, fault): The same for a GET. */
enum talk_result cloudflare_get(const struct provider *provider, const char *path, cJSON **json,
    struct talk_fault *fault);

/**
 * cloudflare_pages(provider, zone, path, per_page, take, ctx, fault):
 * Get all pages of the list at ${path} (which has its '?' or none) and hand each
 * answer in its turn to ${take}, which owns it and returns whether to go on.  Once
 * it is known how many there are, several are asked for at the same time.
 */
enum talk_result cloudflare_pages(const struct provider *provider, const struct zone_info *zone,
    const char *path, unsigned per_page, bool (*take)(void *ctx, cJSON *page), void *ctx,
    struct talk_fault *fault);

/** cloudflare_result(json): Return its "result". */
const cJSON *cloudflare_result(const cJSON *json);

/** cloudflare_id(object, key): Return the id there; empty when it is none that may stand in a path. */
struct slice cloudflare_id(const cJSON *object, const char *key);

/* zones.c */

/**
 * zones_find(provider, name, info, fault):
 * Find a zone by its name.  TALK_MISSING when the account has none.
 */
enum talk_result zones_find(struct provider *provider, struct slice name, struct zone_info **info,
    struct talk_fault *fault);

/* Collects zones, and whether the pages were all there are. */
struct zone_listing {
	struct cloudflare *cloudflare;
	const struct map *among; /* ids of a view: others do not count; or NULL */
	struct slice only;       /* the one name that counts, or empty */
	double limit;            /* stop when there are more pages; or 0 */
	bool cut;
};

/**
 * zones_info(cloudflare, name), zones_keep(listing, zone), zones_get(provider, listing, fault):
 * What is known of a zone, made when it is not there; keep what is needed of a zone
 * object; get the pages of zones.  The lock is held.
 */
struct zone_info *zones_info(struct cloudflare *cloudflare, struct slice name);
void zones_keep(struct zone_listing *listing, const cJSON *zone);
enum talk_result zones_get(const struct provider *provider, struct zone_listing *listing,
    struct talk_fault *fault);

/** zones_list: see struct provider_class. */
int zones_list(struct provider *provider, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags);

/* create.c */

/** zones_create(provider, name, info, fault): Add the zone to the account. */
enum talk_result zones_create(struct provider *provider, struct slice name, struct zone_info **info,
    struct talk_fault *fault);

/** zones_set_plan(provider, info, fault): See to it that the zone has plan_type. */
enum talk_result zones_set_plan(struct provider *provider, struct zone_info *info,
    struct talk_fault *fault);

/* views.c */

/** views_list(provider, listing, fault): Get all internal zones.  The lock is held. */
enum talk_result views_list(const struct provider *provider, struct zone_listing *listing,
    struct talk_fault *fault);

/* read.c */

/** cloudflare_read: see struct provider_class. */
int cloudflare_read(struct provider *provider, const struct read_request *request,
    struct zone *zone, struct diags *diags);

/* records.c */

struct reading {
	const struct provider *provider;
	struct incoming in;
	bool keep;          /* kept is wanted */
	struct arena arena; /* of what follows */
	struct kept *kept;
	size_t nkept, cap;
	struct region *regions;
	size_t nregions;
	struct arena scratch; /* of one RRset */
};

/** records_read(reading, pages, count): Take the records of the answers ${pages}. */
void records_read(struct reading *reading, cJSON *const *pages, size_t count);

/** records_keep(reading, kept): Add to what is kept, whose id is copied. */
void records_keep(struct reading *reading, const struct kept *kept);

/** records_owner(reading, host): Return the owner name, with final dot, in scratch. */
struct slice records_owner(struct reading *reading, struct slice host);

/** kept_key(owner, type): Return what kept.rrset is for it. */
uint64_t kept_key(struct slice owner, const struct rtype *type);

/** kept_value(type, value): Return what kept.value is for it. */
uint64_t kept_value(const struct rtype *type, const union field *value);

/* content.c */

/** content_parse(out, json, type): Append the rdata of the record ${json} in presentation form.  Return 0 or -1. */
int content_parse(struct buf *out, const cJSON *json, const struct rtype *type);

/** content_json(out, object): Append the object as the fields of a JSON object, without braces. */
void content_json(struct buf *out, const struct object *object);

/* meta.c */

/** meta_block(rrset): Return its octodns.cloudflare mapping, or NULL. */
const struct node *meta_block(const struct rrset *rrset);

/** meta_proxiable(type): Return whether records of the type can be proxied. */
bool meta_proxiable(const struct rtype *type);

/** meta_proxied(cloudflare, rrset), meta_auto_ttl(…): Return what its block says; auto_ttl is without proxied. */
bool meta_proxied(const struct cloudflare *cloudflare, const struct rrset *rrset);
bool meta_auto_ttl(const struct cloudflare *cloudflare, const struct rrset *rrset);

/** meta_region(rrset): Return the region that its block names, or nothing. */
struct slice meta_region(const struct rrset *rrset);

/**
 * meta_objects(cloudflare, arena, rrset):
 * Return the objects of the API that ${rrset} is to be, one for each value.
 */
struct object *meta_objects(const struct cloudflare *cloudflare, struct arena *arena,
    const struct rrset *rrset);

/** meta_tags(object, tags, count): Set the tags of ${object}; ${tags} is sorted and lives as long. */
void meta_tags(struct object *object, struct slice *tags, size_t count);

/** meta_equal(a, b): Return whether comment and tags are the same. */
bool meta_equal(const struct object *a, const struct object *b);

/** meta_hash(object): Return a hash of all that it has beside owner, type and value. */
uint64_t meta_hash(const struct object *object);

/** meta_entry(rrset, arena, entry, index): Find the value that an element of "values" is about.  Return 0 or -1. */
int meta_entry(const struct rrset *rrset, struct arena *arena, const struct node *entry,
    uint32_t *index);

/* fit.c: see struct provider_class. */
int cloudflare_fit(struct provider *provider, struct zone *wanted, struct diags *diags);
bool cloudflare_differs(const struct provider *provider, const struct rrset *existing,
    const struct rrset *desired);

/* pagerules.c */

/** pagerules_read(reading, json): Take the rules that forward. */
void pagerules_read(struct reading *reading, const cJSON *json);

/** pagerules_json(out, owner, value, priority): Append the rule that a URLFWD value is. */
void pagerules_json(struct buf *out, struct slice owner, const union field *value, int priority);

/* ops.c */

enum op_kind { OP_DELETE, OP_PATCH, OP_POST };

/* One object of the API that is deleted, changed or made. */
struct op {
	enum op_kind kind;
	bool late; /* after others of its kind, or before when deleted: DS hangs on NS */
	size_t order;
	size_t from, to; /* its JSON, without braces */
	struct slice id; /* unless it is made */
};

struct ops {
	struct op *items;
	size_t count, cap;
	struct buf json;
	struct arena arena; /* of ids, which outlive what is kept */
};

/** ops_add(ops, cloudflare, info, change): Add what turns the objects that are there into ${change}. */
void ops_add(struct ops *ops, const struct cloudflare *cloudflare, const struct zone_info *info,
    const struct change *change);

/** ops_cut(ops, count): Forget all but the first ${count}. */
void ops_cut(struct ops *ops, size_t count);

/** ops_sort(ops): Put them in the order of a batch: deletes, patches, posts. */
void ops_sort(struct ops *ops);

/** ops_batch(ops, from, to, body): Append the body of a batch. */
void ops_batch(const struct ops *ops, size_t from, size_t to, struct buf *body);

/** ops_kept(info, owner, type, count): Return what is kept of an RRset. */
const struct kept *ops_kept(const struct zone_info *info, struct slice owner,
    const struct rtype *type, size_t *count);

/** ops_free(ops): Free them; it is empty again. */
void ops_free(struct ops *ops);

/* apply.c */

/* What is being carried out. */
struct work {
	struct provider *provider;
	const struct apply_request *request;
	enum apply_status *statuses;
	struct diags *diags;
	struct zone_info *info;
	struct talk_fault fault;
	size_t *order; /* numbers of the changes, by name */
};

/** cloudflare_apply: see struct provider_class. */
int cloudflare_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags);

/**
 * apply_settle(work, again):
 * Read the zone again and set the statuses by what it has.  ${again}: what is not
 * there is as the plan knew it, so that it may be sent once more.  Return 0 or -1.
 */
int apply_settle(struct work *work, bool *again);

/* edge.c */

/** edge_rules(work), edge_regions(work): Write page rules, and regions of hosts.  Return 0 or -1. */
int edge_rules(struct work *work);
int edge_regions(struct work *work);

/** edge_is_rule(change): Return whether it is a page rule and no record. */
bool edge_is_rule(const struct change *change);

#endif
