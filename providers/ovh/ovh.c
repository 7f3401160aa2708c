/* Zones at OVHcloud, by its API. */
#include "ovh.h"

#include "core/mem.h"
#include "core/pool.h"
#include "dns/name.h"

#include <math.h>
#include <stdlib.h>

/* Requests at once, whatever the number of zones: no rate is published, and this one is modest. */
#define SLOTS 16
#define MAX_RECORDS 1000000

static const char *const names[] = {"OvhProvider", NULL};

static const struct option_spec options[] = {
    {"endpoint", OPTION_TEXT, true, false, NULL},
    {"application_key", OPTION_TEXT, false, true, NULL},
    {"application_secret", OPTION_TEXT, false, true, NULL},
    {"consumer_key", OPTION_TEXT, false, true, NULL},
    {"client_id", OPTION_TEXT, false, false, NULL},
    {"client_secret", OPTION_TEXT, false, true, NULL},
    {"token_url", OPTION_TEXT, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static void
close_provider(struct provider *provider)
{
	struct ovh *ovh = provider->state;

	if (ovh == NULL)
		return;
	http_close(ovh->talk.client);
	ovh_auth_close(&ovh->auth);
	held_free(&ovh->held);
	map_free(&ovh->unserved);
	arena_free(&ovh->names);
	(void)sem_destroy(&ovh->slots);
	(void)pthread_mutex_destroy(&ovh->lock);
	free(ovh);
	provider->state = NULL;
}

static int
open_provider(struct provider *provider, struct diags *diags)
{
	struct ovh *ovh = mem_zero(1, sizeof(*ovh));

	provider->state = ovh;
	held_init(&ovh->held);
	(void)sem_init(&ovh->slots, 0, SLOTS);
	(void)pthread_mutex_init(&ovh->lock, NULL);
	ovh_talk(provider);
	if (ovh_auth_open(provider, diags) == 0)
		return 0;
	close_provider(provider);
	return -1;
}

/* Get a list; anything else is no answer of this API. */
static enum talk_result
get_list(const struct provider *provider, const char *path, cJSON **json, struct talk_fault *fault)
{
	struct http_request request = {.method = "GET", .path = path};
	const struct ovh *ovh = provider->state;
	enum talk_result result = ovh_call(provider, &request, json, fault);

	if (result != TALK_OK || cJSON_IsArray(*json))
		return result;
	return talk_strange(&ovh->talk, fault, "is not a list");
}

static int
list_zones(struct provider *provider, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags)
{
	struct talk_fault fault = {0};
	struct arena arena = {0};
	const cJSON *item;
	cJSON *json;
	const char *why;
	int rc = 0;

	if (get_list(provider, "/domain/zone", &json, &fault) != TALK_OK) {
		rc = talk_report(provider, slice_of(""), &fault, diags);
		cJSON_Delete(json);
		json = NULL;
	}
	cJSON_ArrayForEach(item, json)
	{
		const char *text = cJSON_GetStringValue(item);
		struct slice name;

		if (text != NULL &&
		    zone_name_parse(&arena, slice_of(arena_printf(&arena, "%s.", text)), &name,
			&why) == 0) {
			sink(ctx, name);
			continue;
		}
		(void)talk_strange(&((struct ovh *)provider->state)->talk, &fault,
		    "has a zone without a valid name");
		rc = talk_report(provider, slice_of(""), &fault, diags);
	}
	cJSON_Delete(json);
	arena_free(&arena);
	talk_fault_free(&fault);
	return rc;
}

/* The records of a zone, each asked for by its id. */
struct asking {
	struct provider *provider;
	struct slice zone;
	const cJSON **ids;
	cJSON **records;
	size_t count;
	pthread_mutex_t lock;
	enum talk_result result; /* the worst so far */
	struct talk_fault fault; /* of it */
};

static bool
is_id(const cJSON *item)
{
	return cJSON_IsNumber(item) && item->valuedouble >= 0 && item->valuedouble < 1e15 &&
	    floor(item->valuedouble) >= item->valuedouble;
}

static bool
failed(struct asking *asking)
{
	bool is;

	(void)pthread_mutex_lock(&asking->lock);
	is = asking->result != TALK_OK;
	(void)pthread_mutex_unlock(&asking->lock);
	return is;
}

static void
ask_one(void *ctx, size_t index)
{
	struct asking *asking = ctx;
	struct http_request request = {.method = "GET"};
	struct talk_fault fault = {0};
	struct buf path = {0};
	enum talk_result result;

	if (failed(asking))
		return;
	ovh_path(&path, asking->zone, "/record/");
	buf_printf(&path, "%.0f", asking->ids[index]->valuedouble);
	request.path = path.data;
	result = ovh_call(asking->provider, &request, &asking->records[index], &fault);
	(void)pthread_mutex_lock(&asking->lock);
	/* One that is gone since it was listed is no record any more. */
	if (result != TALK_OK && result != TALK_MISSING && asking->result == TALK_OK) {
		asking->result = result;
		asking->fault = fault;
		fault = (struct talk_fault){0};
	}
	(void)pthread_mutex_unlock(&asking->lock);
	talk_fault_free(&fault);
	buf_free(&path);
}

static enum talk_result
ask_all(struct asking *asking, const cJSON *list)
{
	const struct ovh *ovh = asking->provider->state;
	int size = cJSON_GetArraySize(list);
	const cJSON *item;

	if (size > MAX_RECORDS)
		return talk_strange(&ovh->talk, &asking->fault, "has too many records");
	asking->ids = mem_zero((size_t)size + 1, sizeof(*asking->ids));
	asking->records = mem_zero((size_t)size + 1, sizeof(cJSON *));
	cJSON_ArrayForEach(item, list)
	{
		if (!is_id(item))
			return talk_strange(&ovh->talk, &asking->fault,
			    "has a record without an id");
		asking->ids[asking->count++] = item;
	}
	pool_run(SLOTS, asking->count, ask_one, asking);
	return asking->result;
}

static enum talk_result
ask_zone(struct asking *asking, cJSON **list)
{
	struct buf path = {0};
	enum talk_result result;

	ovh_path(&path, asking->zone, "/record");
	result = get_list(asking->provider, path.data, list, &asking->fault);
	buf_free(&path);
	if (result == TALK_OK)
		return ask_all(asking, *list);
	/* Other things may be missing too: a wrong endpoint looks so. */
	return result == TALK_MISSING && !ovh_is_no_zone(&asking->fault) ? TALK_REFUSED : result;
}

static void
forget(struct asking *asking, cJSON *list)
{
	size_t i;

	for (i = 0; i < asking->count; i++)
		cJSON_Delete(asking->records[i]);
	free((void *)asking->ids);
	free(asking->records);
	cJSON_Delete(list);
	talk_fault_free(&asking->fault);
	(void)pthread_mutex_destroy(&asking->lock);
}

/* What is stored there is not what is served: do not take it for that. */
static int
refuse_unserved(struct provider *provider, struct slice zone, struct diags *diags)
{
	struct ovh *ovh = provider->state;
	struct subject subject = {zone, {"", 0}, NULL};
	bool has;

	(void)pthread_mutex_lock(&ovh->lock);
	has = map_has(&ovh->unserved, zone);
	(void)pthread_mutex_unlock(&ovh->lock);
	if (!has)
		return 0;
	return diag_error(diags, "provider-answer", &subject, place_none,
	    "refresh the zone in OVHcloud's control panel",
	    "provider %s: what is stored of the zone is not served yet", provider->id);
}

static int
read_zone(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	struct ovh *ovh = provider->state;
	struct asking asking = {.provider = provider, .zone = request->zone};
	struct incoming in;
	enum talk_result result;
	cJSON *list = NULL;
	size_t i;
	int rc;

	if (refuse_unserved(provider, request->zone, diags) != 0)
		return -1;
	(void)pthread_mutex_init(&asking.lock, NULL);
	incoming_begin(&in, provider, ovh->talk.client, request, zone, diags);
	in.held = request->as_target ? held_zone_new() : NULL;
	result = ask_zone(&asking, &list);
	zone->exists = result == TALK_OK;
	for (i = 0; result == TALK_OK && i < asking.count; i++) {
		if (asking.records[i] != NULL)
			ovh_record(&in, asking.records[i]);
	}
	rc = incoming_end(&in);
	if (result == TALK_MISSING)
		rc = talk_no_zone(&ovh->talk, request,
		    "order the zone there before applying: it cannot be created from here", diags);
	else if (result != TALK_OK)
		rc = talk_report(provider, request->zone, &asking.fault, diags);
	if (in.held != NULL && result == TALK_OK)
		held_put(&ovh->held, request->zone, in.held);
	else
		held_zone_free(in.held);
	forget(&asking, list);
	return rc;
}

extern const struct provider_class ovh_provider_class;

const struct provider_class ovh_provider_class = {
    .names = names,
    .options = options,
    .flags = PROVIDER_ROOT_NS,
    .types = "A AAAA CAA CNAME DNAME DS HTTPS LOC MX NAPTR NS PTR SRV SSHFP SVCB TLSA TXT",
    .open = open_provider,
    .close = close_provider,
    .list = list_zones,
    .read = read_zone,
    .apply = ovh_apply,
};
