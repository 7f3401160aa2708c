/* CIDR collections: listed once each, and added to. */
#include "cidr.h"

#include "core/mem.h"
#include "http/sign_hash.h"

#include <stdlib.h>
#include <string.h>

#define COLLECTION "octodns"

struct block {
	struct slice location, network;
};

/* One collection. */
struct route53_cidr {
	struct arena arena;
	struct slice id;
	struct block *blocks;
	size_t count, cap;
	struct route53_cidr *next;
};

void
cidr_free(struct route53_cidr *cidr)
{
	while (cidr != NULL) {
		struct route53_cidr *next = cidr->next;

		free(cidr->blocks);
		arena_free(&cidr->arena);
		free(cidr);
		cidr = next;
	}
}

void
cidr_location(struct buf *out, const struct node *subnets)
{
	unsigned char sum[SIGN_SHA256_LEN];
	struct buf text = {0};
	size_t i;

	/* The list of a normalised record is sorted. */
	for (i = 0; i < subnets->u.list.count; i++) {
		buf_text(&text, i > 0 ? "," : "");
		buf_slice(&text, subnets->u.list.items[i]->text);
	}
	sign_sha256(buf_view(&text), sum);
	sign_hex(out, sum, 8);
	buf_free(&text);
}

static void
add_block(struct route53_cidr *cidr, struct slice location, struct slice network)
{
	cidr->blocks = mem_grow(cidr->blocks, &cidr->cap, cidr->count + 1, sizeof(*cidr->blocks));
	cidr->blocks[cidr->count].location = arena_copy(&cidr->arena, location);
	cidr->blocks[cidr->count++].network = arena_copy(&cidr->arena, network);
}

static enum talk_result
take_blocks(void *ctx, const struct xml *answer, struct talk_fault *fault)
{
	const struct xml *list = xml_find(answer, "CidrBlocks"), *item;

	(void)fault;
	for (item = list != NULL ? list->first : NULL; item != NULL; item = item->next)
		add_block(ctx, xml_text(item, "LocationName"), xml_text(item, "CidrBlock"));
	return TALK_OK;
}

/* Under the lock of listings. */
static enum talk_result
load(const struct provider *provider, struct slice id, struct route53_cidr **cidr,
    struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	struct route53_pager pager = {NULL, route53_next_token, take_blocks, NULL};
	struct buf path = {0};
	enum talk_result result;

	for (*cidr = route53->cidr; *cidr != NULL; *cidr = (*cidr)->next) {
		if (slice_equal((*cidr)->id, id))
			return TALK_OK;
	}
	*cidr = mem_zero(1, sizeof(**cidr));
	(*cidr)->id = arena_copy(&(*cidr)->arena, id);
	buf_text(&path, "/cidrcollection/");
	http_escape(&path, id);
	buf_text(&path, "/cidrblocks?maxresults=100");
	pager.path = path.data;
	pager.ctx = *cidr;
	result = route53_pages(provider, &pager, fault);
	buf_free(&path);
	if (result != TALK_OK) {
		cidr_free(*cidr);
		*cidr = NULL;
		return result;
	}
	(*cidr)->next = route53->cidr;
	route53->cidr = *cidr;
	return TALK_OK;
}

static int
compare_text(const void *a, const void *b)
{
	return slice_compare((*(struct node *const *)a)->text, (*(struct node *const *)b)->text);
}

enum talk_result
cidr_subnets(const struct provider *provider, struct slice collection, struct slice location,
    struct arena *arena, struct node **subnets, struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	struct route53_cidr *cidr;
	enum talk_result result;
	size_t i;

	*subnets = node_list(arena, 4);
	(void)pthread_mutex_lock(&route53->listing);
	result = load(provider, collection, &cidr, fault);
	for (i = 0; result == TALK_OK && i < cidr->count; i++) {
		if (slice_equal(cidr->blocks[i].location, location))
			node_push(arena, *subnets, node_text(arena, cidr->blocks[i].network));
	}
	(void)pthread_mutex_unlock(&route53->listing);
	if ((*subnets)->u.list.count > 1)
		qsort((*subnets)->u.list.items, (*subnets)->u.list.count, sizeof(struct node *),
		    compare_text);
	return result;
}

struct finding {
	struct arena *arena;
	struct slice id;
};

static enum talk_result
take_collections(void *ctx, const struct xml *answer, struct talk_fault *fault)
{
	const struct xml *list = xml_find(answer, "CidrCollections"), *item;
	struct finding *finding = ctx;

	(void)fault;
	for (item = list != NULL ? list->first : NULL; item != NULL; item = item->next) {
		if (slice_is(xml_text(item, "Name"), COLLECTION))
			finding->id = arena_copy(finding->arena, xml_text(item, "Id"));
	}
	return TALK_OK;
}

static enum talk_result
create(const struct provider *provider, struct finding *finding, struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	struct route53_call call = {.method = "POST",
	    .path = "/cidrcollection",
	    .idempotent = true}; /* by its reference */
	struct arena arena = {0};
	struct buf body = {0};
	const struct xml *answer;
	enum talk_result result;
	struct slice id;

	buf_text(&body, "<CreateCidrCollectionRequest xmlns=\"" ROUTE53_XMLNS "\">");
	xml_add_text(&body, "Name", COLLECTION);
	xml_add_text(&body, "CallerReference", "zoneward-" COLLECTION);
	buf_text(&body, "</CreateCidrCollectionRequest>");
	call.body = buf_view(&body);
	result = route53_send(provider, &call, &arena, &answer, fault);
	if (result == TALK_OK) {
		id = xml_text(xml_find(answer, "Collection"), "Id");
		finding->id = arena_copy(finding->arena, id);
		if (id.len == 0)
			result = talk_strange(&route53->talk, fault, "has no id of the collection");
	}
	buf_free(&body);
	arena_free(&arena);
	return result;
}

/* Under the lock of listings. */
static enum talk_result
our_collection(const struct provider *provider, struct route53_cidr **cidr,
    struct talk_fault *fault)
{
	struct arena arena = {0};
	struct finding finding = {&arena, {"", 0}};
	struct route53_pager pager = {"/cidrcollection?maxresults=100", route53_next_token,
	    take_collections, &finding};
	enum talk_result result = route53_pages(provider, &pager, fault);

	if (result == TALK_OK && finding.id.len == 0)
		result = create(provider, &finding, fault);
	if (result == TALK_OK)
		result = load(provider, finding.id, cidr, fault);
	arena_free(&arena);
	return result;
}

static bool
has_block(const struct route53_cidr *cidr, struct slice location, struct slice network)
{
	size_t i;

	for (i = 0; i < cidr->count; i++) {
		if (slice_equal(cidr->blocks[i].location, location) &&
		    slice_equal(cidr->blocks[i].network, network))
			return true;
	}
	return false;
}

/* Append the subnets of a rule that the collection lacks. */
static void
add_missing(struct route53_cidr *cidr, const struct node *subnets, struct buf *out)
{
	struct buf location = {0}, list = {0};
	size_t i;

	cidr_location(&location, subnets);
	for (i = 0; i < subnets->u.list.count; i++) {
		struct slice network = subnets->u.list.items[i]->text;

		if (has_block(cidr, buf_view(&location), network))
			continue;
		xml_add(&list, "Cidr", network);
		add_block(cidr, buf_view(&location), network);
	}
	if (list.len > 0) {
		buf_text(out, "<member>");
		xml_add(out, "LocationName", buf_view(&location));
		buf_printf(out, "<Action>PUT</Action><CidrList>%s</CidrList></member>", list.data);
	}
	buf_free(&location);
	buf_free(&list);
}

static enum talk_result
put(const struct provider *provider, const struct route53_cidr *cidr, struct slice changes,
    struct talk_fault *fault)
{
	struct route53_call call = {.method = "POST", .idempotent = true};
	struct buf path = {0}, body = {0};
	struct arena arena = {0};
	const struct xml *answer;
	enum talk_result result;

	buf_text(&path, "/cidrcollection/");
	http_escape(&path, cidr->id);
	buf_text(&body, "<ChangeCidrCollectionRequest xmlns=\"" ROUTE53_XMLNS "\"><Changes>");
	buf_slice(&body, changes);
	buf_text(&body, "</Changes></ChangeCidrCollectionRequest>");
	call.path = path.data;
	call.body = buf_view(&body);
	result = route53_send(provider, &call, &arena, &answer, fault);
	buf_free(&path);
	buf_free(&body);
	arena_free(&arena);
	return result;
}

/* Blocks that were counted as there, and could not be put: list again next time. */
static void
forget(struct route53 *route53)
{
	cidr_free(route53->cidr);
	route53->cidr = NULL;
}

static const struct node *
rules_of(const struct rrset *rrset)
{
	return rrset->extra != NULL ? node_get(rrset->extra->dynamic, "rules") : NULL;
}

enum talk_result
cidr_need(const struct provider *provider, const struct rrset *rrset, struct slice *collection,
    struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	const struct node *rules = rules_of(rrset), *subnets;
	struct route53_cidr *cidr = NULL;
	struct buf changes = {0};
	enum talk_result result = TALK_OK;
	size_t i;

	*collection = slice_of("");
	(void)pthread_mutex_lock(&route53->listing);
	for (i = 0; result == TALK_OK && rules != NULL && i < rules->u.list.count; i++) {
		subnets = node_get(rules->u.list.items[i], "subnets");
		if (subnets == NULL || subnets->u.list.count == 0)
			continue;
		if (cidr == NULL)
			result = our_collection(provider, &cidr, fault);
		if (result == TALK_OK)
			add_missing(cidr, subnets, &changes);
	}
	if (result == TALK_OK && changes.len > 0)
		result = put(provider, cidr, buf_view(&changes), fault);
	if (result == TALK_OK && cidr != NULL) {
		(void)pthread_mutex_lock(&route53->lock);
		*collection = arena_copy(&route53->arena, cidr->id);
		(void)pthread_mutex_unlock(&route53->lock);
	}
	if (result != TALK_OK)
		forget(route53);
	(void)pthread_mutex_unlock(&route53->listing);
	buf_free(&changes);
	return result;
}
