/* Requests to Cloud DNS, and what its answers mean. */
#include "googlecloud.h"

#include <string.h>

#define UNAUTHORISED 401
#define FORBIDDEN 403
#define MAX_PAGES 10000

static const struct talk_meaning meanings[] = {
    {400, TALK_REFUSED, NULL,
	"correct the record that it names; nothing of this request was written"},
    {401, TALK_REFUSED, "the credentials are not accepted by",
	"check credentials_file of provider %s: the key may have been deleted"},
    {403, TALK_REFUSED, NULL,
	"the account of provider %s needs the role roles/dns.admin (to read roles/dns.reader) in the "
	"project, and the project the API dns.googleapis.com"},
    {404, TALK_MISSING, NULL, NULL},
    {409, TALK_EXISTS, NULL, NULL},
    {412, TALK_REFUSED, NULL, "somebody else wrote the zone after it was read: plan again"},
    {413, TALK_REFUSED, NULL, "set a smaller batch_size on provider %s"},
    {0, TALK_REFUSED, NULL, "check project and endpoint of provider %s"},
};

static void
said(const struct http_response *response, struct buf *words, const struct talk_meaning **meaning)
{
	char reason[64];

	google_words(buf_view(&response->body), words, reason);
	if (words->len == 0)
		talk_said(response, words);
	(void)meaning;
}

bool
google_busy(const struct http_response *response)
{
	struct buf words = {0};
	char reason[64];

	if (response->status != FORBIDDEN)
		return false;
	google_words(buf_view(&response->body), &words, reason);
	buf_free(&words);
	return strcmp(reason, "rateLimitExceeded") == 0 ||
	    strcmp(reason, "userRateLimitExceeded") == 0;
}

void
google_talk(struct provider *provider)
{
	struct google *google = provider->state;

	google->talk = (struct talk){
	    .provider = provider,
	    .meanings = meanings,
	    .said = said,
	    .unsure_hint =
		"see the status of Google Cloud; running this again is safe (provider %s)",
	    .unreachable_hint = "check the credentials of provider %s (credentials_file), and the "
				"network",
	};
}

static enum talk_result
make_path(const struct provider *provider, const char *more, struct buf *path,
    struct talk_fault *fault)
{
	struct google *google = provider->state;
	const char *project = google->project;

	talk_fault_clear(fault);
	if (project == NULL)
		project = google_auth_project(&google->auth, &fault->message);
	if (project == NULL) {
		talk_hint(&google->talk, fault,
		    "name a file of credentials (credentials_file) and project on provider %s");
		return TALK_REFUSED;
	}
	buf_printf(path, "/dns/v1/projects/%s%s", project, more);
	return TALK_OK;
}

/* A token may be withdrawn before its time: then another one is tried, once. */
static enum talk_result
send_twice(struct google *google, const struct http_request *request,
    struct http_response *response, struct talk_fault *fault)
{
	enum talk_result result = talk_send(&google->talk, request, response, fault);

	if (response->status != UNAUTHORISED)
		return result;
	google_auth_forget(&google->auth);
	return talk_send(&google->talk, request, response, fault);
}

enum talk_result
google_call(const struct provider *provider, const char *method, const char *path,
    struct slice body, cJSON **json, struct talk_fault *fault)
{
	struct google *google = provider->state;
	struct http_response response = {0};
	struct buf whole = {0};
	struct http_request request = {.method = method, .body = body};
	enum talk_result result = make_path(provider, path, &whole, fault);

	*json = NULL;
	request.path = whole.data;
	if (result == TALK_OK)
		result = send_twice(google, &request, &response, fault);
	if (result == TALK_OK) {
		*json = talk_decode(buf_view(&response.body));
		if (!cJSON_IsObject(*json)) {
			result = talk_strange(&google->talk, fault, "is not JSON");
			/* What was to be done may be done all the same. */
			if (strcmp(method, "GET") != 0)
				result = TALK_UNSURE;
		}
	}
	if (result != TALK_OK) {
		cJSON_Delete(*json);
		*json = NULL;
	}
	http_response_free(&response);
	buf_free(&whole);
	return result;
}

/* What goes on from one page of a listing to the next. */
struct paging {
	const struct google *google;
	const char *path, *list;
	struct buf next; /* path of the next page */
	struct map seen; /* tokens */
	struct arena arena;
};

/* Set where the next page is, if there is one. */
static enum talk_result
turn(struct paging *paging, const cJSON *page, struct talk_fault *fault)
{
	struct slice token = slice_of(talk_text(page, "nextPageToken"));

	buf_clear(&paging->next);
	if (token.len == 0)
		return TALK_OK;
	token = arena_copy(&paging->arena, token);
	if (paging->seen.count >= MAX_PAGES || !map_put(&paging->seen, token, NULL))
		return talk_strange(&paging->google->talk, fault, "goes on without an end");
	buf_printf(&paging->next, "%s%cpageToken=", paging->path,
	    strchr(paging->path, '?') != NULL ? '&' : '?');
	http_escape(&paging->next, token);
	return TALK_OK;
}

enum talk_result
google_pages(const struct provider *provider, const char *path, const char *list,
    void (*take)(void *ctx, const cJSON *item), void *ctx, size_t *most, struct talk_fault *fault)
{
	struct paging paging = {.google = provider->state, .path = path, .list = list};
	struct slice none = {"", 0};
	enum talk_result result = TALK_OK;
	size_t pages = 0;

	buf_text(&paging.next, path);
	while (result == TALK_OK && paging.next.len > 0 && (most == NULL || pages < *most)) {
		const cJSON *items, *item;
		cJSON *page;

		pages++;
		result = google_call(provider, "GET", paging.next.data, none, &page, fault);
		items = cJSON_GetObjectItemCaseSensitive(page, list);
		/* An empty list may be absent. */
		if (result == TALK_OK && items != NULL && !cJSON_IsArray(items))
			result = talk_strange(&paging.google->talk, fault, "has no list");
		if (result == TALK_OK) {
			cJSON_ArrayForEach(item, items) take(ctx, item);
			result = turn(&paging, page, fault);
		}
		cJSON_Delete(page);
	}
	if (most != NULL && paging.next.len > 0)
		*most = 0;
	buf_free(&paging.next);
	map_free(&paging.seen);
	arena_free(&paging.arena);
	return result;
}
