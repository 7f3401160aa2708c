/* Lists that come in pages: the first tells how many there are, and the others come together. */
#include "cloudflare.h"

#include "core/pool.h"

#include <string.h>

#define MAX_PAGES 10000

struct page {
	cJSON *json;
	enum talk_result result;
	struct talk_fault fault;
};

/* Pages that are asked for at the same time, from number first on. */
struct paging {
	const struct provider *provider;
	const struct zone_info *zone;
	const char *path;
	unsigned per_page, first, count;
	struct page pages[HTTP_CONNECTIONS];
};

/* A number of result_info, or -1. */
static double
info_number(const cJSON *json, const char *key)
{
	const cJSON *info = cJSON_GetObjectItemCaseSensitive(json, "result_info");
	const cJSON *number = cJSON_GetObjectItemCaseSensitive(info, key);

	return cJSON_IsNumber(number) ? number->valuedouble : -1;
}

/* The service may send fewer than were asked for: what it says of itself counts. */
static bool
has_more(const cJSON *json, unsigned page)
{
	double pages = info_number(json, "total_pages"), count = info_number(json, "count");
	double per_page = info_number(json, "per_page");

	if (cJSON_GetArraySize(cloudflare_result(json)) == 0)
		return false;
	if (pages >= 0)
		return page < pages;
	return count > 0 && count >= per_page;
}

/* How many pages to ask for after page number ${page}: one, unless it tells that there are more. */
static unsigned
next_count(const struct paging *paging, const cJSON *json, unsigned page)
{
	double left = info_number(json, "total_pages") - page;
	unsigned most = provider_connections(paging->provider);

	if (most == 0 || most > HTTP_CONNECTIONS)
		most = HTTP_CONNECTIONS;
	if (most > MAX_PAGES - page)
		most = MAX_PAGES - page;
	if (left < 1)
		return 1;
	return left < most ? (unsigned)left : most;
}

static void
ask_page(void *ctx, size_t index)
{
	struct paging *paging = ctx;
	struct page *page = &paging->pages[index];
	const struct cloudflare *cloudflare = paging->provider->state;
	struct slice nothing = {"", 0};
	struct buf path = {0};

	buf_printf(&path, "%s%cpage=%u&per_page=%u", paging->path,
	    strchr(paging->path, '?') != NULL ? '&' : '?', paging->first + (unsigned)index,
	    paging->per_page);
	page->result = cloudflare_call(paging->provider, paging->zone, "GET", path.data, nothing,
	    &page->json, &page->fault);
	if (page->result == TALK_OK && !cJSON_IsArray(cloudflare_result(page->json))) {
		cJSON_Delete(page->json);
		page->json = NULL;
		page->result = talk_strange(&cloudflare->talk, &page->fault, CLOUDFLARE_STRANGE);
	}
	buf_free(&path);
}

/* Ask for the next pages and hand them on in their order; what follows a fault is dropped. */
static enum talk_result
ask_pages(struct paging *paging, bool (*take)(void *ctx, cJSON *page), void *ctx, bool *more,
    struct talk_fault *fault)
{
	unsigned i, count = paging->count;
	enum talk_result result = TALK_OK;

	memset(paging->pages, 0, sizeof(paging->pages));
	pool_run(count, count, ask_page, paging);
	for (i = 0; i < count; i++) {
		struct page *page = &paging->pages[i];
		unsigned number = paging->first + i;

		if (result != TALK_OK || !*more) {
			cJSON_Delete(page->json);
			talk_fault_free(&page->fault);
			continue;
		}
		result = page->result;
		if (result != TALK_OK) {
			talk_fault_free(fault);
			*fault = page->fault;
			continue;
		}
		talk_fault_free(&page->fault);
		*more = has_more(page->json, number);
		if (i + 1 == count)
			paging->count = next_count(paging, page->json, number);
		*more = take(ctx, page->json) && *more;
	}
	paging->first += count;
	return result;
}

enum talk_result
cloudflare_pages(const struct provider *provider, const struct zone_info *zone, const char *path,
    unsigned per_page, bool (*take)(void *ctx, cJSON *page), void *ctx, struct talk_fault *fault)
{
	const struct cloudflare *cloudflare = provider->state;
	struct paging paging = {.provider = provider,
	    .zone = zone,
	    .path = path,
	    .per_page = per_page,
	    .first = 1,
	    .count = 1};
	enum talk_result result = TALK_OK;
	bool more = true;

	while (result == TALK_OK && more) {
		if (paging.first > MAX_PAGES)
			return talk_strange(&cloudflare->talk, fault, "has no last page");
		result = ask_pages(&paging, take, ctx, &more, fault);
	}
	return result;
}
