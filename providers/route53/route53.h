/* The Route 53 provider, as its files see it. */
#ifndef ZW_PROVIDERS_ROUTE53_H
#define ZW_PROVIDERS_ROUTE53_H

#include "aws.h"
#include "core/map.h"
#include "dns/route53_alias.h"
#include "provider/incoming.h"
#include "provider/talk.h"
#include "xml.h"

#define ROUTE53_API "/2013-04-01"
#define ROUTE53_XMLNS "https://route53.amazonaws.com/doc/2013-04-01/"
#define ROUTE53_PAGES 10000
#define ROUTE53_MAX_RECORDS 1000 /* of a batch */

/* Which hosted zones count. */
enum route53_kind { ROUTE53_ANY, ROUTE53_PUBLIC, ROUTE53_PRIVATE };

/* What is done about a zone that several networks share. */
enum route53_multi { ROUTE53_MULTI_ERROR, ROUTE53_MULTI_WARN, ROUTE53_MULTI_IGNORE };

/* A hosted zone that was found. */
struct route53_zone {
	struct slice name;
	const char *id; /* without "/hostedzone/" */
	enum route53_kind kind;
	struct route53_zone *other; /* of the same name: then none of them is meant */
};

struct route53 {
	struct talk talk;
	struct aws_signer signer;
	enum route53_kind kind;
	enum route53_multi multi;
	bool by_name; /* never list all zones */
	const char *delegation_set, *vpc, *vpc_region;
	size_t max_records; /* of one batch */

	pthread_mutex_t asking;  /* while credentials are looked for */
	pthread_mutex_t listing; /* while zones are listed */
	pthread_mutex_t lock;    /* of all below */
	struct arena arena;
	struct map zones;       /* name to struct route53_zone */
	bool listed;            /* all zones are there */
	size_t look_ups, pages; /* by name so far; that listing all would take, once known */
	struct map kept;        /* zone name to struct route53_kept */
	struct route53_health *health;
	struct route53_cidr *cidr; /* collections, under the lock of listings */
	const char **pending;      /* ids of changes that are on their way */
	size_t pending_count, pending_cap;
};

/* A request; the path is relative to the version of the API. */
struct route53_call {
	const char *method, *path;
	struct slice body; /* XML */
	bool idempotent;
};

/** route53_talk(provider): Set up what requests share but the client. */
void route53_talk(struct provider *provider);

/** route53_busy: See http_options. */
bool route53_busy(const struct http_response *response);

/**
 * route53_send(provider, call, arena, answer, fault):
 * Send a request, signed, with credentials that are looked for when there are none
 * yet; and read its answer into ${arena}.  *${answer} is NULL unless TALK_OK.
 */
enum talk_result route53_send(const struct provider *provider, const struct route53_call *call,
    struct arena *arena, const struct xml **answer, struct talk_fault *fault);

/** route53_get(provider, path, arena, answer, fault): The same for a GET. */
enum talk_result route53_get(const struct provider *provider, const char *path, struct arena *arena,
    const struct xml **answer, struct talk_fault *fault);

/**
 * route53_pages(provider, path, next, take, ctx, fault):
 * Get ${path} (which has a '?') page after page: ${take} is called with each
 * answer; ${next} appends what asks for the page after it, or nothing at the end.
 * Either returns TALK_OK to go on.
 */
struct route53_pager {
	const char *path;
	void (*next)(const struct xml *answer, struct buf *query);
	enum talk_result (*take)(void *ctx, const struct xml *answer, struct talk_fault *fault);
	void *ctx;
};
enum talk_result route53_pages(const struct provider *provider, const struct route53_pager *pager,
    struct talk_fault *fault);

/** route53_next_marker(answer, query): The next page of most listings. */
void route53_next_marker(const struct xml *answer, struct buf *query);

/** route53_next_token(answer, query): The next page of the others. */
void route53_next_token(const struct xml *answer, struct buf *query);

/** route53_id(text): Return what follows the last '/': "/hostedzone/Z1" is Z1. */
struct slice route53_id(struct slice text);

/**
 * route53_find(provider, name, id, fault):
 * Find the hosted zone ${name}; its id lives as long as the provider.  TALK_MISSING
 * when there is none, TALK_REFUSED when several are meant.
 */
enum talk_result route53_find(const struct provider *provider, struct slice name, const char **id,
    struct talk_fault *fault);

/** route53_list: See struct provider_class. */
int route53_list(struct provider *provider, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags);

/** route53_new_zone(provider, name, id): Keep a zone that was made, instead of any other of that name. */
void route53_new_zone(const struct provider *provider, struct slice name, struct slice id);

/** route53_name(arena, text): Return a name as we have it, absolute: "\052.a." is "*.a.". */
struct slice route53_name(struct arena *arena, struct slice text);

/** route53_value(arena, text), route53_print(out, text): Octal escapes into decimal ones, and back. */
struct slice route53_value(struct arena *arena, struct slice text);
void route53_print(struct buf *out, struct slice text);

/* A set of records as the service has it, for what we cannot make anew from our own. */
struct route53_part {
	struct slice name, type, id; /* id: SetIdentifier, or empty */
	struct slice owner;          /* of the dynamic record that it is part of, or nothing */
	const struct xml *set;
};

/* What was kept of a zone when it was read. */
struct route53_kept {
	struct arena arena;
	struct route53_part *parts;
	size_t count, cap;
	struct map index; /* route53_key to the place of a part, + 1 */
};

/** route53_key(arena, name, type, id): Return what tells one set of a zone from another. */
struct slice route53_key(struct arena *arena, struct slice name, struct slice type,
    struct slice id);

/** route53_kept_of(provider, zone): Return what was kept of a zone, or NULL when it was not read. */
const struct route53_kept *route53_kept_of(const struct provider *provider, struct slice zone);

/** route53_kept_find(kept, name, type, id): Return the part, or NULL; ${kept} may be NULL. */
const struct route53_part *route53_kept_find(const struct route53_kept *kept, struct slice name,
    struct slice type, struct slice id);

/** route53_kept_free(kept): Free it; NULL is taken. */
void route53_kept_free(struct route53_kept *kept);

/** route53_dynamic(provider, in, kept): Build the dynamic records of the parts that were read. */
enum talk_result route53_dynamic(const struct provider *provider, struct incoming *in,
    const struct route53_kept *kept, struct talk_fault *fault);

/** route53_alias_type(): Return the row of Route53Provider/ALIAS. */
const struct rtype *route53_alias_type(void);

/* TTL of a record whose type has none: octoDNS's. */
#define ROUTE53_NO_TTL 942942942

/** route53_read: See struct provider_class. */
int route53_read(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags);

/** route53_look_up(provider, name, fault): Look for a zone by its name alone, and keep what is found. */
enum talk_result route53_look_up(const struct provider *provider, struct slice name,
    struct talk_fault *fault);

/**
 * route53_prepare(provider, request, id, fault, diags):
 * See that a zone may be written to, making it when it is not there.  Return 0, or
 * -1 after adding errors.
 */
int route53_prepare(struct provider *provider, const struct apply_request *request, const char **id,
    struct talk_fault *fault, struct diags *diags);

/** route53_differs: See struct provider_class: health checks may have other settings. */
bool route53_differs(const struct provider *provider, const struct rrset *live,
    const struct rrset *wanted);

/** route53_finish: See struct provider_class. */
void route53_finish(struct provider *provider, struct diags *diags);

/**
 * route53_read_answer(provider, request, answer, zone, diags, fault):
 * Read one ListResourceRecordSets answer into ${zone} as if it were all of the zone.
 */
enum talk_result route53_read_answer(const struct provider *provider,
    const struct read_request *request, const struct xml *answer, struct zone *zone,
    struct diags *diags, struct talk_fault *fault);

/** route53_apply: See struct provider_class. */
int route53_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags);

#endif
