/* Reading a zone: a list of ids, and a request for each record. */
#include "ovh.h"

#include "core/mem.h"
#include "core/pool.h"

#include <math.h>
#include <stdlib.h>

#define MAX_RECORDS 1000000

enum talk_result
ovh_list(const struct provider *provider, const char *path, cJSON **json, struct talk_fault *fault)
{
	struct http_request request = {.method = "GET", .path = path};
	const struct ovh *ovh = provider->state;
	enum talk_result result = ovh_call(provider, &request, json, fault);

	if (result != TALK_OK || cJSON_IsArray(*json))
		return result;
	return talk_strange(&ovh->talk, fault, "is not a list");
}

/* The records of a zone, each asked for by its id. */
struct asking {
	struct provider *provider;
	struct slice zone;
	bool as_target;
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

static void
add_path(struct buf *path, const struct asking *asking, size_t index)
{
	ovh_path(path, asking->zone, "/record/");
	buf_number(path, (int64_t)asking->ids[index]->valuedouble);
}

/* What this run has read before and not written since need not be asked for again. */
static void
recall(struct asking *asking)
{
	struct ovh *ovh = asking->provider->state;
	struct buf path = {0};
	size_t i;

	(void)pthread_mutex_lock(&ovh->lock);
	for (i = 0; i < asking->count; i++) {
		buf_clear(&path);
		add_path(&path, asking, i);
		asking->records[i] = cJSON_Parse(map_get(&ovh->seen, buf_view(&path)));
	}
	(void)pthread_mutex_unlock(&ovh->lock);
	buf_free(&path);
}

/* Targets alone are read again. */
static void
remember(const struct asking *asking)
{
	struct ovh *ovh = asking->provider->state;
	struct buf path = {0};
	size_t i;

	(void)pthread_mutex_lock(&ovh->lock);
	for (i = 0; asking->as_target && i < asking->count; i++) {
		char *text;

		buf_clear(&path);
		add_path(&path, asking, i);
		if (asking->records[i] == NULL || map_get(&ovh->seen, buf_view(&path)) != NULL)
			continue;
		text = cJSON_PrintUnformatted(asking->records[i]);
		(void)map_put(&ovh->seen, arena_copy(&ovh->texts, buf_view(&path)),
		    text != NULL ? arena_text(&ovh->texts, slice_of(text)) : NULL);
		cJSON_free(text);
	}
	(void)pthread_mutex_unlock(&ovh->lock);
	buf_free(&path);
}

void
ovh_forget(const struct provider *provider, struct slice path)
{
	struct ovh *ovh = provider->state;

	(void)pthread_mutex_lock(&ovh->lock);
	if (map_has(&ovh->seen, path))
		(void)map_put(&ovh->seen, path, NULL);
	(void)pthread_mutex_unlock(&ovh->lock);
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

	if (asking->records[index] != NULL || failed(asking))
		return;
	add_path(&path, asking, index);
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
	unsigned connections = provider_connections(asking->provider);
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
	recall(asking);
	pool_run(connections > 0 ? connections : HTTP_CONNECTIONS, asking->count, ask_one, asking);
	remember(asking);
	return asking->result;
}

static enum talk_result
ask_zone(struct asking *asking, cJSON **list)
{
	struct buf path = {0};
	enum talk_result result;

	ovh_path(&path, asking->zone, "/record");
	result = ovh_list(asking->provider, path.data, list, &asking->fault);
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

int
ovh_read(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	struct ovh *ovh = provider->state;
	struct asking asking = {.provider = provider,
	    .zone = request->zone,
	    .as_target = request->as_target};
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
