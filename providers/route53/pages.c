/* Listings, page after page. */
#include "route53.h"

static void
add_next(struct buf *query, const char *name, struct slice value)
{
	if (value.len == 0)
		return;
	buf_printf(query, "&%s=", name);
	http_escape(query, value);
}

void
route53_next_marker(const struct xml *answer, struct buf *query)
{
	if (xml_true(answer, "IsTruncated"))
		add_next(query, "marker", xml_text(answer, "NextMarker"));
}

void
route53_next_token(const struct xml *answer, struct buf *query)
{
	add_next(query, "nexttoken", xml_text(answer, "NextToken"));
}

/* Take one page, and ask for what follows in ${query}: its own, changed. */
static enum talk_result
one_page(const struct provider *provider, const struct route53_pager *pager, struct buf *query,
    struct talk_fault *fault)
{
	struct arena arena = {0};
	struct buf path = {0}, next = {0};
	const struct xml *answer;
	enum talk_result result;

	buf_text(&path, pager->path);
	buf_slice(&path, buf_view(query));
	result = route53_get(provider, path.data, &arena, &answer, fault);
	if (result == TALK_OK)
		result = pager->take(pager->ctx, answer, fault);
	if (result == TALK_OK) {
		pager->next(answer, &next);
		/* A page that asks for itself again would have no end. */
		if (next.len > 0 && slice_equal(buf_view(&next), buf_view(query)))
			result = talk_strange(&((struct route53 *)provider->state)->talk, fault,
			    "leads from a page to the same page");
	}
	buf_clear(query);
	buf_slice(query, buf_view(&next));
	buf_free(&next);
	buf_free(&path);
	arena_free(&arena);
	return result;
}

enum talk_result
route53_pages(const struct provider *provider, const struct route53_pager *pager,
    struct talk_fault *fault)
{
	struct buf query = {0};
	enum talk_result result;
	size_t pages = 0;

	do {
		result = one_page(provider, pager, &query, fault);
		if (result == TALK_OK && query.len > 0 && ++pages == ROUTE53_PAGES)
			result = talk_strange(&((struct route53 *)provider->state)->talk, fault,
			    "has more pages than can be");
	} while (result == TALK_OK && query.len > 0);
	buf_free(&query);
	return result;
}
